//! What can go wrong with the book on disk.

use super::Found;

/// A fault of the database or of what is stored. An expected outcome, such as "not found", is no error.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database answered with an error.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The migrations could not be run.
    #[error(transparent)]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// The address names no supported database.
    #[error("not the address of a SQLite file or a PostgreSQL database")]
    NoEngine,
    /// What lies there is no book.
    #[error("what lies there is no book: {0:?}")]
    Unfit(Found),
    /// There is no book, and yet what one has left: it would be played into a new one.
    #[error("{0} belongs to a book that is not there any more")]
    LeftBeside(String),
    /// A process of an older version is at work on the book.
    #[error("an older renmai is at work on the book")]
    OlderAtWork,
    /// A row holds what this version cannot read.
    #[error("unreadable {what} in the database: {value}")]
    Unreadable {
        /// Which column.
        what: &'static str,
        /// What stood there.
        value: String,
    },
    /// Something kept as JSON could not be written or read.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// A table could not be written as CSV.
    #[error(transparent)]
    Csv(#[from] csv::Error),
}

/// What the store answers.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;
