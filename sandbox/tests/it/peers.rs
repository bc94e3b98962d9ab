//! Peers that are slow, large or many.

use std::time::Duration;

use renmai_sandbox::Fault;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::house::{ANNA, House, TOKEN};

/// More than the sandbox holds at a time.
const MANY: usize = 300;

async fn connect(house: &House) -> TcpStream {
    TcpStream::connect(house.address.strip_prefix("http://").unwrap()).await.unwrap()
}

/// Sends this on a new connection, and then nothing more; answers what came until the connection was closed.
async fn sends_and_waits(house: &House, text: &str) -> String {
    let mut stream = connect(house).await;
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    // A connection that is not closed within an hour fails the test.
    let closed = tokio::time::timeout(Duration::from_secs(3600), stream.read_to_end(&mut answer)).await;
    closed.unwrap().unwrap();
    String::from_utf8(answer).unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_asks_for_nothing_is_closed() {
    let house = House::open().await;
    let begun = tokio::time::Instant::now();
    for begins in ["", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nhost: localhost\r\nx: "] {
        assert_eq!(sends_and_waits(&house, begins).await, "", "{begins}");
    }
    assert!(begun.elapsed() < Duration::from_secs(70), "{:?}", begun.elapsed());
    // Between two requests, too.
    let answer =
        sends_and_waits(&house, "GET /sandbox/page/words.js HTTP/1.1\r\nhost: localhost\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(begun.elapsed() < Duration::from_secs(100), "{:?}", begun.elapsed());
}

#[tokio::test(start_paused = true)]
async fn no_connection_lasts_for_ever() {
    let house = House::open().await;
    let begun = tokio::time::Instant::now();
    let mut stream = connect(&house).await;
    let mut answer = [0; 1 << 16];
    while stream.write_all(b"GET /sandbox/page/words.js HTTP/1.1\r\nhost: localhost\r\n\r\n").await.is_ok()
        && stream.read(&mut answer).await.unwrap_or(0) > 0
    {
        tokio::time::sleep(Duration::from_secs(10)).await;
        assert!(begun.elapsed() < Duration::from_secs(15 * 60));
    }
    assert!(begun.elapsed() > Duration::from_secs(9 * 60), "{:?}", begun.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let house = House::open().await;
    let begun = tokio::time::Instant::now();
    let head = |path: &str| {
        format!(
            "POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{{"
        )
    };
    for path in ["/sandbox/say".to_owned(), format!("/bot{TOKEN}/sendMessage")] {
        let answer = sends_and_waits(&house, &head(&path)).await;
        assert!(answer.starts_with("HTTP/1.1 400"), "{path}: {answer}");
    }
    assert!(begun.elapsed() < Duration::from_secs(130), "{:?}", begun.elapsed());
    assert!(house.anna().screen().is_empty());
}

#[tokio::test]
async fn only_files_may_be_large() {
    let house = House::open().await;
    house.anna().says("/start");
    let large = "x".repeat(2 << 20);
    let post = |path: &str| house.http.post(format!("{}{path}", house.address));
    let send = json!({ "chat_id": ANNA, "text": large });
    let file = || {
        let part = reqwest::multipart::Part::bytes(large.clone().into_bytes()).file_name("large.txt");
        reqwest::multipart::Form::new()
            .text("as", ANNA.to_string())
            .text("chat_id", ANNA.to_string())
            .part("document", part)
    };
    for request in [
        post("/sandbox/say").json(&json!({ "as": ANNA, "text": large })),
        post(&format!("/bot{TOKEN}/sendMessage")).json(&send),
        post(&format!("/bot{TOKEN}/sendMessage")).form(&[("text", &large)]),
        post(&format!("/bot{TOKEN}/sendMessage")).multipart(file()),
    ] {
        let request = request.build().unwrap();
        let path = request.url().path().to_owned();
        let answer = house.http.execute(request).await.unwrap();
        assert_eq!(answer.status(), 413, "{path}");
    }
    assert_eq!(house.anna().screen().len(), 1);
    let answer = post(&format!("/bot{TOKEN}/sendDocument")).multipart(file()).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let part = reqwest::multipart::Part::bytes(large.clone().into_bytes()).file_name("large.txt");
    let form = reqwest::multipart::Form::new().text("as", ANNA.to_string()).part("file", part);
    assert_eq!(post("/sandbox/file").multipart(form).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn idle_connections_keep_nobody_out() {
    let house = House::open().await;
    house.anna().says("/start");
    // A call that is being carried out stays, however many connections come after it.
    house.sandbox.faults().on_method("sendMessage", 1, Fault::Hang(Duration::from_secs(2)));
    let sending = house.sends("hello");
    let crowd = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let mut idle = Vec::new();
        for _ in 0..MANY {
            idle.push(connect(&house).await);
        }
        let asked = tokio::time::timeout(Duration::from_secs(5), house.http.get(&house.address).send()).await;
        assert_eq!(asked.unwrap().unwrap().status(), 200);
        idle
    };
    let (sent, mut idle) = tokio::join!(sending, crowd);
    assert_eq!(sent["text"], "hello");
    // The oldest had to go, the newest is still there.
    let oldest = tokio::time::timeout(Duration::from_secs(5), idle[0].read(&mut [0])).await;
    assert_eq!(oldest.unwrap().unwrap_or(0), 0);
    let newest = tokio::time::timeout(Duration::from_millis(100), idle[MANY - 1].read(&mut [0])).await;
    assert!(newest.is_err(), "{newest:?}");
}
