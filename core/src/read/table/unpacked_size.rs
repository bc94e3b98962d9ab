//! Checks the unpacked size of a workbook before it is read: a file of 20 MB can contain, or claim, a thousand times as
//! much.

use std::io::{self, Cursor, Read as _};

use super::FileError;

/// What a workbook may hold unpacked, in bytes; a list of 100,000 people has a tenth of it.
const UNPACKED: u64 = 400 << 20;

/// What the table of its texts may hold, and any of the parts that describe it: these are kept whole.
const TEXTS: u64 = 64 << 20;
const PART: u64 = 4 << 20;

/// How many cells an old workbook may span, with those that are empty.
const CELLS: u64 = 8 << 20;

/// Unpacks an XLSX file without keeping it, and counts. The sizes that the file claims are not trusted.
pub(super) fn check_zip(bytes: &[u8]) -> Result<(), FileError> {
    let mut archive = ::zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileError::Broken)?;
    let mut left = UNPACKED;
    let mut is_workbook = false;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_| FileError::Broken)?;
        let name = part.name().map_err(|_| FileError::Broken)?.to_lowercase();
        is_workbook |= name.ends_with("workbook.xml");
        let limit = match () {
            () if name.ends_with("sharedstrings.xml") => TEXTS,
            () if ["styles.xml", "workbook.xml", "theme1.xml", ".rels"]
                .iter()
                .any(|end| name.ends_with(end)) =>
            {
                PART
            }
            () => left,
        }
        .min(left);
        let mut part = part.take(limit + 1);
        let mut head = Vec::new();
        part.by_ref().take(2000).read_to_end(&mut head).map_err(|_| FileError::Broken)?;
        let rest = io::copy(&mut part, &mut io::sink()).map_err(|_| FileError::Broken)?;
        let size = head.len() as u64 + rest;
        // The library allocates memory for as many texts as the file claims.
        if size > limit || claimed(&head).is_some_and(|texts| texts > size) {
            return Err(FileError::TooMuch);
        }
        left -= size;
    }
    if is_workbook { Ok(()) } else { Err(FileError::NotATable) }
}

/// How many texts the table of texts claims to hold.
fn claimed(head: &[u8]) -> Option<u64> {
    let head = String::from_utf8_lossy(head);
    let (_, rest) = head.split_once("uniqueCount")?;
    let digits = rest.trim_start_matches([' ', '=', '"', '\'', '\n', '\r', '\t']);
    let digits = digits.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    Some(digits.parse().unwrap_or(u64::MAX))
}

/// Counts the cells of an XLS file by its records ([MS-XLS] 2.1.4). The library allocates memory for every cell of the
/// smallest rectangle around the cells that exist or are claimed.
pub(super) fn check_compound(bytes: &[u8]) -> Result<(), FileError> {
    const BOUND_SHEET: u16 = 0x0085;
    const DIMENSIONS: u16 = 0x0200;
    const NUMBERS: u16 = 0x00BD;
    const CELL: [u16; 7] = [0x0006, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E];
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| FileError::Broken)?;
    if file.walk().any(|entry| entry.name() == "EncryptedPackage") {
        return Err(FileError::Locked);
    }
    let named = |name: &str| ["workbook", "book"].contains(&name.to_lowercase().as_str());
    let books: Vec<_> = file.walk().filter(|entry| entry.is_stream() && named(entry.name())).collect();
    let book = books.first().ok_or(FileError::NotATable)?;
    if books.len() > 1 {
        return Err(FileError::Broken);
    }
    let mut stream = Vec::new();
    let mut opened = file.open_stream(book.path()).map_err(|_| FileError::Broken)?;
    opened.read_to_end(&mut stream).map_err(|_| FileError::Broken)?;

    let (mut rest, mut sheets, mut rows, mut columns) = (&stream[..], 0, 0, 0);
    while let Some((kind, data, after)) = record(rest) {
        rest = after;
        match kind {
            BOUND_SHEET => sheets += 1,
            DIMENSIONS if data.len() >= 14 => {
                rows = rows.max(u64::from(word(data, 4)) | u64::from(word(data, 6)) << 16);
                columns = columns.max(u64::from(word(data, 10)));
            }
            DIMENSIONS => {
                rows = rows.max(u64::from(word(data, 2)));
                columns = columns.max(u64::from(word(data, 6)));
            }
            NUMBERS => {
                rows = rows.max(u64::from(word(data, 0)) + 1);
                columns = columns.max(u64::from(word(data, data.len().saturating_sub(2))) + 1);
            }
            kind if CELL.contains(&kind) => {
                rows = rows.max(u64::from(word(data, 0)) + 1);
                columns = columns.max(u64::from(word(data, 2)) + 1);
            }
            _ => {}
        }
    }
    let cells = rows.saturating_mul(columns).saturating_mul(sheets);
    if cells > CELLS { Err(FileError::TooMuch) } else { Ok(()) }
}

fn record(stream: &[u8]) -> Option<(u16, &[u8], &[u8])> {
    let (head, rest) = stream.split_at_checked(4)?;
    let (data, rest) = rest.split_at_checked(usize::from(word(head, 2)))?;
    Some((word(head, 0), data, rest))
}

fn word(data: &[u8], at: usize) -> u16 {
    match data.get(at..at + 2) {
        Some(&[low, high]) => u16::from_le_bytes([low, high]),
        _ => 0,
    }
}
