//! Where the names of the columns stand in a table.

use super::FileError;
use super::column::Column;
use super::records::{Oversize, Record, Records};

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
        for Record { cells, at, line } in Records::of(text, delimiter).take(HEAD_ROWS) {
            too_many |= cells == Err(Oversize::Columns);
            let columns: Vec<Column> = cells.iter().flatten().filter_map(Column::parse).collect();
            let known = columns.len();
            if columns.iter().any(|column| column.names_somebody())
                && best.is_none_or(|best| known > best.known)
            {
                best = Some(Head { delimiter, at, line, known });
            }
        }
    }
    match (best, too_many) {
        (None, true) => Err(FileError::TooManyColumns),
        (best, _) => Ok(best),
    }
}
