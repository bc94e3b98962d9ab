//! Why a file cannot be read, and why a row of it is no contact.

use crate::read::field::FieldError;
use crate::vocabulary::Field;

/// Why a file cannot be read at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// Neither a table, nor a workbook, nor vCards.
    #[error("not a list")]
    NotATable,
    /// It says what it is, and is not well formed.
    #[error("broken")]
    Broken,
    /// Protected by a password.
    #[error("protected by a password")]
    Locked,
    /// More bytes than are taken.
    #[error("too big")]
    TooBig,
    /// Unpacked, it is more than any list of people.
    #[error("too much, unpacked")]
    TooMuch,
    /// No rows.
    #[error("empty")]
    Empty,
    /// The first rows name no column that is known.
    #[error("no known column")]
    NoHeader,
    /// More columns than any list of people has.
    #[error("too many columns")]
    TooManyColumns,
    /// It says that it was bought, or gathered by a machine.
    #[error("a bought list")]
    Bought,
    /// So many rows, more than are taken at once.
    #[error("{0} rows")]
    TooManyRows(u64),
}

/// Why a row is no contact.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowError {
    /// A cell that its column does not take, and that is no matter for a note.
    #[error("{error}: {value}")]
    Cell {
        /// What the column holds.
        field: Field,
        /// What stood there.
        value: String,
        /// What is wrong with it.
        error: FieldError,
    },
    /// A group of an address book.
    #[error("a group")]
    Group,
    /// Neither a name nor a company.
    #[error("neither a name nor a company")]
    NameOrCompanyMissing,
    /// The row is longer or wider than a row of a list of people can be, and was not kept.
    #[error("line {line} is too long")]
    Oversize {
        /// Where it begins, counted from 1.
        line: u64,
    },
}

impl RowError {
    pub(super) fn cell(field: Field, value: &str, error: FieldError) -> RowError {
        RowError::Cell { field, value: value.chars().take(100).collect(), error }
    }
}
