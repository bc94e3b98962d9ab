//! What keeps a book from being opened, as far as an operator can do something about it.

use sqlx::migrate::MigrateError;

use super::StoreError;

/// Why a book cannot be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// A newer version has been here: this migration of its is not known to this one.
    Newer(i64),
    /// The file is not a database, or not one of ours.
    NotABook,
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
    /// What kept [`super::Store::open`] from opening. SQLite's codes: <https://sqlite.org/rescode.html>; PostgreSQL's:
    /// <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
    pub fn obstacle(&self) -> Obstacle {
        let fault = match self {
            StoreError::Migration(MigrateError::VersionMissing(version)) => return Obstacle::Newer(*version),
            StoreError::Migration(MigrateError::Execute(fault)) | StoreError::Database(fault) => fault,
            _ => return Obstacle::Other,
        };
        if let sqlx::Error::Io(_) | sqlx::Error::Tls(_) = fault {
            return Obstacle::NoServer;
        }
        match fault.as_database_error().and_then(|fault| fault.code()).as_deref() {
            Some("26") => Obstacle::NotABook,
            Some("8" | "13" | "14" | "1032" | "1544") => Obstacle::NotWritable,
            Some("28000" | "28P01" | "3D000" | "42501") => Obstacle::NotLetIn,
            _ => Obstacle::Other,
        }
    }
}
