//! Lines heard and said, for both servers.

use std::io;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// A mail is not larger than this.
pub(super) const LARGEST: usize = 10 << 20;

/// A line as it was heard.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// With its end.
    Line(Vec<u8>),
    /// It was longer than may be, and is gone.
    TooLong,
}

/// The server's end of a conversation.
pub(super) struct Talk {
    pub(super) wire: BufReader<TcpStream>,
    /// How long it waits for the other end.
    patience: Duration,
}

impl Talk {
    pub(super) fn new(stream: TcpStream, patience: Duration) -> Talk {
        // Small answers go at once; without this each may wait for the other side's acknowledgement.
        let _ = stream.set_nodelay(true);
        Talk { wire: BufReader::new(stream), patience }
    }

    /// The next line; `None`: the other end has hung up. Who says nothing for too long is hung up on.
    pub(super) async fn line(&mut self, longest: usize) -> io::Result<Option<Heard>> {
        timeout(self.patience, read(&mut self.wire, longest)).await?
    }

    /// Bytes whose number was said before.
    pub(super) async fn bytes(&mut self, count: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; count];
        let read = tokio::io::AsyncReadExt::read_exact(&mut self.wire, &mut bytes);
        timeout(self.patience, read).await??;
        Ok(bytes)
    }

    pub(super) async fn say(&mut self, bytes: &[u8]) -> io::Result<()> {
        timeout(self.patience, async {
            self.wire.write_all(bytes).await?;
            self.wire.flush().await
        })
        .await?
    }
}

async fn read(wire: &mut BufReader<TcpStream>, longest: usize) -> io::Result<Option<Heard>> {
    let mut line = Vec::new();
    let mut too_long = false;
    loop {
        let heard = wire.fill_buf().await?;
        if heard.is_empty() {
            return Ok(None);
        }
        let end = heard.iter().position(|byte| *byte == b'\n');
        let taken = end.map_or(heard.len(), |end| end + 1);
        too_long |= line.len() + taken > longest;
        if !too_long {
            line.extend_from_slice(&heard[..taken]);
        }
        wire.consume(taken);
        if end.is_some() {
            return Ok(Some(if too_long { Heard::TooLong } else { Heard::Line(line) }));
        }
    }
}

/// A line without its end, as text.
pub(super) fn text(line: &[u8]) -> String {
    String::from_utf8_lossy(line).trim_end_matches(['\r', '\n']).to_owned()
}

/// What stands in base64, as text.
pub(super) fn unwrapped(word: &str) -> Option<String> {
    String::from_utf8(BASE64_STANDARD.decode(word.trim()).ok()?).ok()
}

/// User and token, as XOAUTH2 says them: `user=`, `auth=Bearer `, each with a sign of its own behind it, and one more.
pub(super) fn bearer(word: &str) -> Option<(String, String)> {
    let words = unwrapped(word)?;
    let (user, token) =
        words.strip_prefix("user=")?.strip_suffix("\x01\x01")?.split_once("\x01auth=Bearer ")?;
    (!token.is_empty()).then(|| (user.to_owned(), token.to_owned()))
}

/// User and password, as SASL's PLAIN says them.
pub(super) fn plain(word: &str) -> Option<(String, String)> {
    let words = unwrapped(word)?;
    let mut words = words.split('\0').skip(1);
    Some((words.next()?.to_owned(), words.next()?.to_owned()))
}
