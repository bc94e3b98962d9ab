use teloxide::payloads::{GetFile, GetMe};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use super::*;
use crate::telegram::answer::{LONGEST_WAIT, USUAL_WAIT};

/// A peer that answers each call with `head`, then with `piece` again and again until nobody listens.
async fn endless(head: String, piece: Vec<u8>, pause: Duration) -> Telegram {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let api = format!("http://{}", listener.local_addr().unwrap()).parse().unwrap();
    tokio::spawn(async move {
        while let Ok((peer, _)) = listener.accept().await {
            tokio::spawn(answer(peer, head.clone(), piece.clone(), pause));
        }
    });
    // Where the peer is quick it is never the time that ends a call.
    let patience = if pause.is_zero() { PATIENCE } else { Duration::from_millis(300) };
    Telegram::with(api, "1:x".into(), None, patience).unwrap()
}

async fn answer(mut peer: TcpStream, head: String, piece: Vec<u8>, pause: Duration) -> std::io::Result<()> {
    let mut request = [0; 4096];
    let _ = peer.read(&mut request).await?;
    peer.write_all(format!("HTTP/1.1 {head}\r\n\r\n").as_bytes()).await?;
    while !piece.is_empty() {
        peer.write_all(&piece).await?;
        tokio::time::sleep(pause).await;
    }
    Ok(())
}

#[tokio::test]
async fn an_answer_is_read_up_to_a_bound_whatever_length_it_says_it_has() {
    let a_megabyte = vec![b' '; 1 << 20];
    for (head, piece) in [
        ("200 OK", a_megabyte.clone()),
        ("502 Bad Gateway", a_megabyte.clone()),
        ("200 OK\r\nContent-Length: 419430400", a_megabyte),
        // Not even waited for.
        ("200 OK\r\nContent-Length: 419430400", Vec::new()),
    ] {
        let telegram = endless(head.into(), piece, Duration::ZERO).await;
        let fault = telegram.call(&GetMe::new()).await.unwrap_err();
        let without_end =
            matches!(&fault, CallError::Unanswered(why) if why.contains("an answer without end"));
        assert!(without_end, "{head}: {fault}");
    }
}

#[tokio::test]
async fn an_answer_that_drips_is_given_up() {
    let telegram = endless("200 OK".into(), b" ".to_vec(), Duration::from_millis(10)).await;
    for fault in [
        telegram.call(&GetMe::new()).await.unwrap_err(),
        telegram.call(&GetFile::new(teloxide::types::FileId("F".into()))).await.unwrap_err(),
    ] {
        assert!(matches!(fault, CallError::Unanswered(_)), "{fault}");
    }
}

#[tokio::test]
async fn whoever_stands_before_telegram_may_ask_to_wait_by_a_header_within_bounds() {
    for (head, want) in [
        ("429 Slow down", USUAL_WAIT),
        ("429 Slow down\r\nRetry-After: 7", Duration::from_secs(7)),
        ("429 Slow down\r\nRetry-After: 4000000", LONGEST_WAIT),
        ("429 Slow down\r\nRetry-After: Wed, 21 Oct 2026 07:28:00 GMT", USUAL_WAIT),
    ] {
        let head = format!("{head}\r\nConnection: close");
        let telegram = endless(head.clone(), Vec::new(), Duration::ZERO).await;
        assert_eq!(telegram.call(&GetMe::new()).await.unwrap_err(), CallError::Wait(want), "{head}");
    }
}
