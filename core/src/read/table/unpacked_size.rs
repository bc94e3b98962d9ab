//! Checks the unpacked size of a workbook before it is read: a file of 20 MB can contain, or claim, a thousand times as
//! much.

mod markup;

use std::io::{self, Cursor, Read as _};

use self::markup::Markup;
use super::FileError;

/// What a workbook may hold unpacked, in bytes; a list of 100,000 people has a tenth of it.
const UNPACKED: u64 = 400 << 20;

/// What the table of its texts may hold, and any of the parts that describe it: these are kept whole.
const TEXTS: u64 = 64 << 20;
const PART: u64 = 4 << 20;

/// How many tags the table of its texts may have, four to a text, and a sheet, five to a cell.
const TEXT_TAGS: u64 = 6_000_000;
const SHEET_TAGS: u64 = 32_000_000;

/// The longest tag or text in a part: it is kept whole while it is read. A cell holds 32,767 characters.
const LONGEST_TOKEN: u64 = 1 << 20;

/// How many cells an old workbook may span, with those that are empty.
const CELLS: u64 = 4 << 20;

/// How many parts a workbook may have: the names of all are kept.
const MOST_PARTS: u64 = 2_000;

/// Unpacks an XLSX file without keeping it, and counts. The sizes that the file claims are not trusted.
pub(super) fn check_zip(bytes: &[u8]) -> Result<(), FileError> {
    if claimed_parts(bytes) > MOST_PARTS {
        return Err(FileError::TooMuch);
    }
    let mut archive = ::zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileError::Broken)?;
    let mut left = UNPACKED;
    let mut is_workbook = false;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_| FileError::Broken)?;
        let name = part.name().map_err(|_| FileError::Broken)?.to_lowercase();
        is_workbook |= name.ends_with("workbook.xml");
        let (limit, tags) = match () {
            () if name.ends_with("sharedstrings.xml") => (TEXTS, TEXT_TAGS),
            () if ["styles.xml", "workbook.xml", "theme1.xml", ".rels"]
                .iter()
                .any(|end| name.ends_with(end)) =>
            {
                (PART, PART)
            }
            () => (left, SHEET_TAGS),
        };
        let limit = limit.min(left);
        let mut part = part.take(limit + 1);
        let mut head = Vec::new();
        part.by_ref().take(2000).read_to_end(&mut head).map_err(|_| FileError::Broken)?;
        // A picture is no markup, and is never read.
        let mut markup = Markup::new(tags, LONGEST_TOKEN);
        let is_markup = [".xml", ".rels"].iter().any(|end| name.ends_with(end));
        let size = match is_markup {
            true => io::copy(&mut head.as_slice().chain(&mut part), &mut markup),
            false => io::copy(&mut part, &mut io::sink()).map(|rest| rest + head.len() as u64),
        };
        let size = match size {
            Err(_) if markup.is_too_much() => return Err(FileError::TooMuch),
            size => size.map_err(|_| FileError::Broken)?,
        };
        // The library allocates memory for as many texts as the file claims.
        if size > limit || claimed(&head).is_some_and(|texts| texts > size) {
            return Err(FileError::TooMuch);
        }
        left -= size;
    }
    if is_workbook { Ok(()) } else { Err(FileError::NotATable) }
}

/// How many parts an archive claims to have, the largest number of those that stand at its end: before they are listed.
fn claimed_parts(bytes: &[u8]) -> u64 {
    const LAST: usize = 66_000;
    let tail = bytes.get(bytes.len().saturating_sub(LAST)..).unwrap_or_default();
    let number = |at: usize, length: usize| {
        let digits = tail.get(at..at + length).unwrap_or_default();
        digits.iter().rev().fold(0, |number, digit| number << 8 | u64::from(*digit))
    };
    let ends = tail.windows(4).enumerate().map(|(at, mark)| match mark {
        b"PK\x05\x06" => number(at + 8, 2).max(number(at + 10, 2)) % 0xffff,
        b"PK\x06\x06" => number(at + 24, 8).max(number(at + 32, 8)),
        _ => 0,
    });
    ends.max().unwrap_or_default()
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
