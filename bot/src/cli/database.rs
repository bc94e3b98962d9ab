//! Where the book is kept, and why it cannot be opened.

use std::fmt;
use std::path::Path;

use renmai_core::store::{Engine, OpenFailure, Store, StoreError};
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
        Ok(DatabaseUrl(format!("sqlite://{}", std::path::absolute(file)?.display())))
    }

    /// The file, where it is one.
    pub fn file(&self) -> Option<&Path> {
        Engine::file(&self.0)
    }

    /// Opens the book, making the file and bringing the tables up to date.
    ///
    /// # Errors
    /// Why it cannot be opened, in words for the operator.
    pub async fn open(&self) -> Result<Store, OpenError> {
        if let Some(folder) = self.file().and_then(Path::parent)
            && !folder.as_os_str().is_empty()
            && !folder.is_dir()
        {
            return Err(OpenError::NoFolder(folder.display().to_string()));
        }
        let place = self.to_string();
        Store::open(&self.0).await.map_err(|fault| match fault.open_failure() {
            OpenFailure::Newer(_) => OpenError::Newer(place),
            OpenFailure::NotABook => OpenError::NotABook(place),
            OpenFailure::NotWritable => OpenError::NotWritable(place),
            OpenFailure::NoServer => OpenError::NoServer(place),
            OpenFailure::NotLetIn => OpenError::NotLetIn { place, fault },
            OpenFailure::Other => OpenError::Other { place, fault },
        })
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
