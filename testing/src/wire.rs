//! What the mail servers of tests have in common: lines heard and said.

use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};

/// Both ways of a line, protected or not.
pub(crate) trait Wire: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Wire for T {}

pub(crate) type Talk = BufReader<Box<dyn Wire>>;

pub(crate) async fn say(talk: &mut Talk, text: &str) -> io::Result<()> {
    talk.write_all(format!("{text}\r\n").as_bytes()).await?;
    talk.flush().await
}

pub(crate) async fn read_line(talk: &mut Talk) -> io::Result<Option<String>> {
    let mut line = String::new();
    let read = talk.read_line(&mut line).await?;
    Ok((read > 0).then(|| line.trim_end().to_owned()))
}

pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
