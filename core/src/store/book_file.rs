//! The file of a SQLite book: whether the one that was opened still stands in its place.
//!
//! The file is only looked at, never opened: closing a second handle of it would take SQLite's locks away.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::{Engine, Result, Store, StoreError};

/// A file, and what tells it from another one of the same name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BookFile {
    path: PathBuf,
    identity: Identity,
}

/// The number of the device and that of the file on it; where a system has none, only the name counts.
type Identity = (u64, u64);

impl BookFile {
    /// The file at the address of a book that is open; a server's book is no file.
    pub(super) fn of(url: &str) -> Result<Option<BookFile>> {
        let Some(path) = Engine::file(url) else { return Ok(None) };
        let file = std::path::absolute(path).and_then(|path| Ok((identity(&path)?, path)));
        let (identity, path) = file.map_err(|fault| StoreError::Database(fault.into()))?;
        Ok(Some(BookFile { path, identity }))
    }

    /// Whether it is gone, or another file has its name. What cannot be told is not so: reading will fail.
    fn is_gone(&self) -> bool {
        match identity(&self.path) {
            Ok(identity) => identity != self.identity,
            Err(fault) => fault.kind() == ErrorKind::NotFound,
        }
    }
}

#[cfg(unix)]
fn identity(path: &Path) -> io::Result<Identity> {
    use std::os::unix::fs::MetadataExt as _;
    let file = std::fs::metadata(path)?;
    Ok((file.dev(), file.ino()))
}

#[cfg(not(unix))]
fn identity(path: &Path) -> io::Result<Identity> {
    std::fs::metadata(path).map(|_| Identity::default())
}

impl Store {
    /// The path of the book's file when it is gone, or when another file has taken its place: what is written from then
    /// on is lost with the last handle of it.
    pub fn lost_file(&self) -> Option<&Path> {
        self.file.as_ref().filter(|file| file.is_gone()).map(|file| file.path.as_path())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_that_is_gone_or_replaced_is_lost_and_no_connection_makes_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("renmai.db");
        let store = Store::open(&format!("sqlite://{}", path.display())).await.unwrap();
        store.read().await.unwrap().has_team().await.unwrap();
        assert_eq!(store.lost_file(), None);
        std::fs::rename(&path, folder.path().join("elsewhere.db")).unwrap();
        assert_eq!(store.lost_file(), Some(path.as_path()));
        // More readers than there are connections so far.
        let mut readers = Vec::new();
        for _ in 0..3 {
            readers.push(store.read().await);
        }
        assert!(readers.iter().any(Result::is_err));
        assert!(!path.exists());
        std::fs::write(&path, "another").unwrap();
        assert_eq!(store.lost_file(), Some(path.as_path()));
        std::fs::rename(folder.path().join("elsewhere.db"), &path).unwrap();
        assert_eq!(store.lost_file(), None);
    }
}
