//! Files that people import. A file of any format is read into a table, CSV in UTF-8; the columns of the table are
//! recognised, and each row becomes a draft. A workbook of several sheets becomes several tables in one text.
//!
//! The content decides the format, not the name. What a file becomes is limited before it becomes it: rows, columns and
//! cells are counted while they are read, and a packed file is measured without being kept.
//!
//! Nothing is dropped in silence: a cell that no field takes goes to the note under its column's name, and a row that is
//! no contact is rejected with the reason.

mod cards;
mod column;
mod days;
mod draft;
mod encoding;
mod error;
mod head;
mod html;
mod lines;
mod noted;
mod nothing;
mod plan;
mod records;
mod repair;
mod sheet;
mod sheets;
mod standing;
mod total;
mod unpacked_size;
mod untitled;

use records::LONGEST_ROW;

pub(super) use nothing::is_nothing;
pub(super) use standing::marked;

pub use column::Column;
pub use days::{DayOrder, Days};
pub use error::{FileError, RowError};
pub use plan::{Heading, Plan, Row, Said};

/// The most bytes that are taken; Telegram gives a bot no more.
pub const MOST_BYTES: usize = 20 * 1024 * 1024;

/// The most rows that are taken from one file (docs/product.md, rule 9.12).
pub const MOST_ROWS: u64 = 100_000;

/// The most columns of a file.
pub const MOST_COLUMNS: usize = 200;

/// The longest table that a file may become, in bytes: a text in another encoding, a workbook, an address book.
const LONGEST_TABLE: usize = 40 << 20;

/// By what the cells of a text may be parted.
const DELIMITERS: &[u8] = b",;\t|";

/// How files begin that are certainly no lists.
const OTHERS: &[&[u8]] = &[
    b"%PDF",
    b"{\\rtf",
    b"PK",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"ID3",
    b"OggS",
];

/// Reads a file of any format that is understood into a table.
///
/// # Errors
/// When it is none of them, is broken, or is more than a list of people can be.
pub fn table(bytes: Vec<u8>) -> Result<String, FileError> {
    if bytes.len() > MOST_BYTES {
        return Err(FileError::TooBig);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return sheet::read(&bytes);
    }
    if OTHERS.iter().any(|magic| bytes.starts_with(magic)) {
        return Err(FileError::NotATable);
    }
    let text = match cards::decode(&bytes) {
        Some(cards) => cards?,
        None => encoding::decode(bytes, Plan::sense)?,
    };
    let start = text.trim_start();
    match () {
        () if cards::begin(start) => cards::read(start),
        () if start.starts_with('<') => html::read(start),
        () => Ok(sheets::plain(text)),
    }
}

#[cfg(test)]
mod exports;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod unlost;
#[cfg(test)]
mod unusual;
