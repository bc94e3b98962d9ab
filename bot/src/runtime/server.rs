//! A small HTTP server for `GET /health`: every peer has a time and a size, and idle connections hold up nobody.

use std::collections::VecDeque;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::{AbortHandle, JoinSet};

/// What a peer may take.
#[derive(Debug, Clone, Copy)]
struct Limits {
    /// How many connections are open at a time; one more takes the place of the oldest.
    connections: usize,
    /// How long a peer may take to say what it wants.
    question: Duration,
    /// How long a connection may last: one question is asked on it, and answered.
    connection: Duration,
    /// How many bytes of a question are kept; a longer one is refused.
    bytes: usize,
}

const LIMITS: Limits = Limits {
    connections: 64,
    question: Duration::from_secs(5),
    connection: Duration::from_secs(15),
    bytes: 16 * 1024,
};

/// Serves until told to stop.
///
/// # Errors
/// None: a connection that cannot be taken is let go.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    stop: watch::Receiver<bool>,
) -> anyhow::Result<()> {
    serve_within(LIMITS, listener, router, stop).await
}

async fn serve_within(
    limits: Limits,
    listener: TcpListener,
    router: Router,
    mut stop: watch::Receiver<bool>,
) -> anyhow::Result<()> {
    let mut connections = JoinSet::new();
    let mut oldest_first: VecDeque<AbortHandle> = VecDeque::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.changed() => return Ok(()),
        };
        while connections.try_join_next().is_some() {}
        oldest_first.retain(|connection| !connection.is_finished());
        if oldest_first.len() >= limits.connections
            && let Some(oldest) = oldest_first.pop_front()
        {
            oldest.abort();
        }
        let Ok((stream, _)) = accepted else {
            // Mostly for want of file handles: in a moment there are some again.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new())
            .header_read_timeout(limits.question)
            .max_buf_size(limits.bytes)
            .keep_alive(false);
        let service = TowerToHyperService::new(router.clone());
        let connection = http.serve_connection(TokioIo::new(stream), service);
        oldest_first.push_back(connections.spawn(async move {
            let _ = tokio::time::timeout(limits.connection, connection).await;
        }));
    }
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpStream;

    use super::*;

    /// What a server answers to a question, until it closes the connection.
    async fn ask(address: std::net::SocketAddr, question: &str) -> String {
        let mut peer = TcpStream::connect(address).await.unwrap();
        let _ = peer.write_all(question.as_bytes()).await;
        let mut answer = String::new();
        let _ = peer.read_to_string(&mut answer).await;
        answer
    }

    /// A server within these limits.
    async fn server(limits: Limits) -> std::net::SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().route("/health", get(|| async { "fine" }));
        tokio::spawn(async move {
            // Never told to stop.
            let (_stop, stopped) = watch::channel(false);
            serve_within(limits, listener, router, stopped).await
        });
        address
    }

    const QUESTION: &str = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n";

    const LONG: Duration = Duration::from_secs(3600);

    #[tokio::test]
    async fn idle_connections_silence_nobody_and_the_oldest_give_way() {
        let address = server(Limits { question: LONG, connection: LONG, ..LIMITS }).await;
        let mut idle = Vec::new();
        for _ in 0..400 {
            let mut peer = TcpStream::connect(address).await.unwrap();
            peer.write_all(b"GET /health HT").await.unwrap();
            idle.push(peer);
        }
        assert!(ask(address, QUESTION).await.ends_with("fine"));
        assert_eq!(idle[0].read(&mut [0]).await.unwrap_or(0), 0);
        // The youngest may still ask.
        let youngest = idle.last_mut().unwrap();
        youngest.write_all(b"TP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
        let mut answer = String::new();
        youngest.read_to_string(&mut answer).await.unwrap();
        assert!(answer.ends_with("fine"), "{answer}");
    }

    #[tokio::test]
    async fn a_question_has_a_time_and_a_size() {
        let short = Duration::from_millis(50);
        for limits in [
            Limits { question: short, connection: LONG, ..LIMITS },
            Limits { question: LONG, connection: short, ..LIMITS },
        ] {
            assert_eq!(ask(server(limits).await, "GET /health HT").await, "", "{limits:?}");
        }
        let long = format!("GET /health HTTP/1.1\r\nX: {}\r\n\r\n", "x".repeat(1 << 20));
        assert!(!ask(server(LIMITS).await, &long).await.contains("fine"));
    }
}
