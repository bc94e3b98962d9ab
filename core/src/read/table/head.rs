//! Where the names of the columns stand in a table.

use super::column::Column;
use super::{FileError, MOST_COLUMNS};

/// The row with the column names is searched among so many rows, since titles and remarks may stand above it.
const HEAD_ROWS: usize = 25;

/// Where the names of the columns stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) delimiter: u8,
    /// The byte and the line where that row begins.
    pub(super) at: usize,
    pub(super) line: u64,
    /// How many columns are known.
    pub(super) known: usize,
}

/// The row that names the most columns that are known, by the delimiter that makes it so.
pub(super) fn find_head(text: &str) -> Result<Option<Head>, FileError> {
    let mut best: Option<Head> = None;
    let mut too_many = false;
    for delimiter in [b',', b';', b'\t'] {
        for record in reader(text, delimiter).into_records().take(HEAD_ROWS).filter_map(Result::ok) {
            if record.iter().filter(|cell| !cell.trim().is_empty()).take(MOST_COLUMNS + 1).count()
                > MOST_COLUMNS
            {
                too_many = true;
                continue;
            }
            let columns: Vec<Column> = record.iter().take(MOST_COLUMNS).filter_map(Column::parse).collect();
            let known = columns.len();
            if columns.iter().any(|column| column.names_somebody())
                && best.is_none_or(|best| known > best.known)
                && let Some(at) = record.position()
            {
                let byte = usize::try_from(at.byte()).unwrap_or(usize::MAX);
                best = Some(Head { delimiter, at: byte, line: at.line(), known });
            }
        }
    }
    match (best, too_many) {
        (None, true) => Err(FileError::TooManyColumns),
        (best, _) => Ok(best),
    }
}

/// Reads the rows of a text.
pub(super) fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    let mut builder = csv::ReaderBuilder::new();
    builder.delimiter(delimiter).flexible(true).has_headers(false).from_reader(text.as_bytes())
}
