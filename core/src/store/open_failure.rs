//! What keeps a book from being opened, as far as an operator can do something about it.

use sqlx::migrate::MigrateError;

use super::{Found, StoreError};

/// Why a book cannot be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenFailure {
    /// A newer version of the program migrated it: this migration is not known here.
    Newer(i64),
    /// The file is not a database, or one that cannot be opened.
    NotABook,
    /// There is a file, and nothing in it.
    Empty,
    /// It is the database of something else.
    Foreign,
    /// It cannot be read to its end.
    Damaged,
    /// A book that is not there any more has left its log: it would be played into a new one.
    LeftBeside,
    /// A process of an older version is at work on it.
    OlderAtWork,
    /// The file or its folder cannot be written, or the disk is full.
    NotWritable,
    /// Nobody answers at that address.
    NoServer,
    /// The server does not let this user in, or has no such database.
    NotLetIn,
    /// Anything else.
    Other,
}

impl StoreError {
    /// Whether the database refused a row and would refuse it again. Other errors are temporary: a lock, a full disk, a
    /// server that is away.
    pub fn is_refusal(&self) -> bool {
        match self {
            StoreError::Database(sqlx::Error::Database(fault)) => {
                // SQLite's extended codes of a constraint end in 19; PostgreSQL's classes 22 and 23 are data and
                // integrity. 57014 is a statement that took longer than it may.
                fault.code().is_some_and(|code| match code.parse::<u32>() {
                    Ok(number) if code.len() < 5 => number & 0xff == 19,
                    _ => code.starts_with("22") || code.starts_with("23") || code == "57014",
                })
            }
            StoreError::Database(fault) => matches!(
                fault,
                sqlx::Error::Encode(_)
                    | sqlx::Error::Decode(_)
                    | sqlx::Error::ColumnDecode { .. }
                    | sqlx::Error::ColumnNotFound(_)
                    | sqlx::Error::RowNotFound
            ),
            StoreError::Migration(_)
            | StoreError::NoEngine
            | StoreError::Unfit(_)
            | StoreError::LeftBeside(_)
            | StoreError::OlderAtWork => false,
            StoreError::Unreadable { .. } | StoreError::Json(_) | StoreError::Csv(_) => true,
        }
    }

    /// What kept [`super::Store::open`] from opening. SQLite's codes: <https://sqlite.org/rescode.html>; PostgreSQL's:
    /// <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
    pub fn open_failure(&self) -> OpenFailure {
        let fault = match self {
            StoreError::Migration(MigrateError::VersionMissing(version)) => {
                return OpenFailure::Newer(*version);
            }
            StoreError::Unfit(found) => {
                return match found {
                    Found::Newer(version) => OpenFailure::Newer(*version),
                    Found::Empty => OpenFailure::Empty,
                    Found::Foreign => OpenFailure::Foreign,
                    Found::Damaged(_) => OpenFailure::Damaged,
                    Found::NotADatabase => OpenFailure::NotABook,
                    Found::Nothing | Found::Book(_) => OpenFailure::Other,
                };
            }
            StoreError::LeftBeside(_) => return OpenFailure::LeftBeside,
            StoreError::OlderAtWork => return OpenFailure::OlderAtWork,
            StoreError::Migration(MigrateError::Execute(fault)) | StoreError::Database(fault) => fault,
            _ => return OpenFailure::Other,
        };
        if let sqlx::Error::Io(_) | sqlx::Error::Tls(_) = fault {
            return OpenFailure::NoServer;
        }
        match fault.as_database_error().and_then(|fault| fault.code()).as_deref() {
            Some("26") => OpenFailure::NotABook,
            Some("8" | "13" | "14" | "1032" | "1544") => OpenFailure::NotWritable,
            Some("28000" | "28P01" | "3D000" | "42501") => OpenFailure::NotLetIn,
            _ => OpenFailure::Other,
        }
    }
}
