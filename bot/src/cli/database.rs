//! Where the book is kept, and why it cannot be opened.

use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use renmai_core::store::{Engine, Found, Leadership, OpenFailure, Store, StoreError, tighten};
use url::Url;

/// The address of a book: `sqlite://renmai.db`, `postgres://user:password@host/renmai`. It is shown without the
/// password.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    /// Reads an address; `None` where no book can be kept.
    pub fn parse(text: &str) -> Option<DatabaseUrl> {
        let url = DatabaseUrl(text.to_owned());
        let is_good = match Engine::of(text)? {
            Engine::Sqlite => {
                url.file().is_some_and(|file| !file.as_os_str().is_empty()) && !text.contains(":memory:")
            }
            Engine::Postgres => Url::parse(text).is_ok_and(|url| url.has_host()),
        };
        is_good.then_some(url)
    }

    /// The address of a file.
    ///
    /// # Errors
    /// When the current directory cannot be read.
    pub fn of(file: &Path) -> std::io::Result<DatabaseUrl> {
        // An absolute path may hold whatever a path may hold; the first part of a relative one is read as a host.
        let path = std::path::absolute(file)?.to_string_lossy().replace('%', "%25");
        Ok(DatabaseUrl(format!("sqlite://{}", path.replace('?', "%3F").replace('#', "%23"))))
    }

    /// The file, where it is one.
    pub fn file(&self) -> Option<PathBuf> {
        Engine::file(&self.0)
    }

    /// Looks what is there. Nothing is made, and nothing is written.
    ///
    /// # Errors
    /// Why it cannot be looked at, in words for the operator.
    pub async fn look(&self) -> Result<Found, OpenError> {
        self.folder()?;
        Store::look(&self.0).await.map_err(|fault| self.fault(fault))
    }

    /// Opens a book that is there, bringing its tables up to date.
    ///
    /// # Errors
    /// Why it cannot be opened, in words for the operator.
    pub async fn open_existing(&self) -> Result<Store, OpenError> {
        match self.look().await? {
            Found::Nothing => Err(OpenError::NoBook(self.to_string())),
            _ => self.open().await,
        }
    }

    /// Opens the book, bringing its tables up to date; where there is nothing, a book is made. Its files are
    /// closed to other users.
    ///
    /// # Errors
    /// Why it cannot be opened, in words for the operator.
    pub async fn open(&self) -> Result<Store, OpenError> {
        self.folder()?;
        let store = Store::open(&self.0).await.map_err(|fault| self.fault(fault))?;
        if let Some(file) = self.file() {
            match tighten(&file) {
                Ok(changed) => {
                    for file in changed {
                        tracing::warn!(file = %file.display(), "others could read it; from now on only its owner can");
                    }
                }
                Err(fault) => tracing::warn!(%fault, "others can read the book, and we may not change that"),
            }
        }
        Ok(store)
    }

    fn folder(&self) -> Result<(), OpenError> {
        match self.file().as_deref().and_then(Path::parent) {
            Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => {
                Err(OpenError::NoFolder(folder.display().to_string()))
            }
            _ => Ok(()),
        }
    }

    fn fault(&self, fault: StoreError) -> OpenError {
        let place = self.to_string();
        match fault.open_failure() {
            OpenFailure::Newer(_) => OpenError::Newer(place),
            OpenFailure::NotABook => OpenError::NotABook(place),
            OpenFailure::Empty => OpenError::Empty(place),
            OpenFailure::Foreign => OpenError::Foreign(place),
            OpenFailure::Damaged => OpenError::Damaged(place),
            OpenFailure::LeftBeside => OpenError::LeftBeside { place, fault },
            OpenFailure::OlderAtWork => OpenError::OlderAtWork(place),
            OpenFailure::NotWritable => OpenError::NotWritable(place),
            OpenFailure::NoServer => OpenError::NoServer(place),
            OpenFailure::NotLetIn => OpenError::NotLetIn { place, fault },
            OpenFailure::Other => OpenError::Other { place, fault },
        }
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = self.file() {
            return write!(f, "{}", file.display());
        }
        match Url::parse(&self.0) {
            Ok(url) => {
                let (host, path) = (url.host_str().unwrap_or_default(), url.path());
                match url.port() {
                    Some(port) => write!(f, "postgres://{host}:{port}{path}"),
                    None => write!(f, "postgres://{host}{path}"),
                }
            }
            Err(_) => f.write_str("postgres://"),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Why the book cannot be opened, and what helps.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder is missing.
    #[error("the folder {0} is not there: make it, or mend DATABASE_URL")]
    NoFolder(String),
    /// The file cannot be made, read or written.
    #[error(
        "{0} cannot be opened for writing: see who owns the file and its folder, and whether the disk is full"
    )]
    NotWritable(String),
    /// The file is something else.
    #[error("{0} is not a database of renmai: mend DATABASE_URL")]
    NotABook(String),
    /// The file is empty.
    #[error("{0} is an empty file: restore a backup; or remove it, and a new book is begun in its place")]
    Empty(String),
    /// Another program made it.
    #[error("{0} is the database of another program, and nothing is written into it: mend DATABASE_URL")]
    Foreign(String),
    /// It cannot be read.
    #[error("{0} is damaged: move it away, with what lies beside it under its name, and restore a backup")]
    Damaged(String),
    /// There is no book.
    #[error("there is no book at {0} yet: `renmai run` begins one; or mend DATABASE_URL")]
    NoBook(String),
    /// A log that a book has left behind would be read into another book.
    #[error(
        "{fault}, and would be played into a new one at {place}: put the book back beside it, or move it away"
    )]
    LeftBeside {
        /// The book.
        place: String,
        /// What lies there.
        fault: StoreError,
    },
    /// Its tables would change under another program.
    #[error("{0} is in use by an older version of renmai: stop that first")]
    OlderAtWork(String),
    /// A newer version has been here.
    #[error("{0} was written by a newer version of renmai: run that version, or restore a backup")]
    Newer(String),
    /// Nobody answers there.
    #[error("no PostgreSQL answers at {0}: see whether the server runs, and mend DATABASE_URL")]
    NoServer(String),
    /// The server refuses.
    #[error(
        "{place} does not let renmai in ({fault}): see the user, the password and the database in DATABASE_URL"
    )]
    NotLetIn {
        /// The database.
        place: String,
        /// What the server says.
        fault: StoreError,
    },
    /// Anything else.
    #[error("{place} cannot be opened: {fault}")]
    Other {
        /// The database.
        place: String,
        /// Why.
        fault: StoreError,
    },
}

/// Takes the leadership, so that no bot writes to the book while it is moved or replaced.
pub(super) async fn take_leadership(store: &Store, place: &str) -> anyhow::Result<Leadership> {
    store.take_leadership().await?.with_context(|| format!("renmai runs on {place}: stop it first"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_file_or_a_server_and_shows_no_password() {
        for (url, shown) in [
            ("sqlite://renmai.db", "renmai.db"),
            ("sqlite:renmai.db", "renmai.db"),
            ("sqlite:///data/renmai.db?mode=rwc", "/data/renmai.db"),
            ("postgres://me:hidden@db.example/renmai?sslmode=require", "postgres://db.example/renmai"),
            ("postgresql://db.example:5433/renmai", "postgres://db.example:5433/renmai"),
        ] {
            let url = DatabaseUrl::parse(url).unwrap();
            assert_eq!((url.to_string(), format!("{url:?}")), (shown.to_owned(), shown.to_owned()));
        }
        for url in [
            "sqlite://",
            "sqlite::memory:",
            "postgres:",
            "postgres:///renmai",
            "mysql://localhost/x",
            "renmai.db",
        ] {
            assert_eq!(DatabaseUrl::parse(url), None, "{url}");
        }
    }
}
