//! A line to a server, on which a test says and hears everything itself.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

const PATIENCE: Duration = Duration::from_secs(10);

pub(super) struct Line {
    stream: TcpStream,
    heard: Vec<u8>,
}

impl Line {
    pub(super) async fn to(server: SocketAddr) -> Line {
        Line { stream: TcpStream::connect(server).await.unwrap(), heard: Vec::new() }
    }

    pub(super) async fn writes(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).await.unwrap();
    }

    /// Says a line, and hears everything up to the line that begins so.
    pub(super) async fn says(&mut self, text: &str, end: &str) -> String {
        self.writes(format!("{text}\r\n").as_bytes()).await;
        self.hears(end).await
    }

    /// Hears everything up to the line that begins so.
    pub(super) async fn hears(&mut self, end: &str) -> String {
        String::from_utf8(self.hears_bytes(end).await).unwrap()
    }

    pub(super) async fn hears_bytes(&mut self, end: &str) -> Vec<u8> {
        loop {
            let mut from = 0;
            while let Some(at) = self.heard[from..].iter().position(|byte| *byte == b'\n') {
                let line = &self.heard[from..from + at + 1];
                let begins = line.starts_with(end.as_bytes());
                from += at + 1;
                if begins {
                    return self.heard.drain(..from).collect();
                }
            }
            let mut some = vec![0; 1 << 16];
            let count = timeout(PATIENCE, self.stream.read(&mut some)).await;
            let so_far = String::from_utf8_lossy(&self.heard).into_owned();
            assert!(count.is_ok(), "waited for {end:?}, heard {so_far:?}");
            let count = count.unwrap().unwrap();
            assert!(count > 0, "hung up before {end:?}, heard {so_far:?}");
            self.heard.extend_from_slice(&some[..count]);
        }
    }

    /// Whether the server hangs up without another word.
    pub(super) async fn is_hung_up_on(&mut self) -> bool {
        let mut rest = Vec::new();
        // A line that is reset was hung up on, too.
        let read = timeout(PATIENCE, self.stream.read_to_end(&mut rest)).await.unwrap();
        self.heard.is_empty() && (read.is_err() || rest.is_empty())
    }
}
