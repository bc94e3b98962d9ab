//! Files that people import. A file of any format is read into a table, CSV in UTF-8; the columns of the table are
//! recognised, and each row becomes a draft.
//!
//! The content decides the format, not the name. What a file becomes is limited before it becomes it: rows, columns and
//! cells are counted while they are read, and a packed file is measured without being kept.

mod cards;
mod column;
mod draft;
mod encoding;
mod error;
mod head;
mod records;
mod sheet;
mod unpacked_size;

use chrono::NaiveDate;
use csv::StringRecord;
use serde::{Deserialize, Serialize};

use super::Draft;
use super::field::is_linkedin;
use crate::csv_out::rearm;
use crate::text::clean;
use crate::vocabulary::Field;

use head::{Head, find_head};
use records::{LONGEST_ROW, Record, Records};

pub use column::Column;
pub use error::{FileError, RowError};

/// A column of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// Its name as it stands in the file.
    pub name: String,
    /// The first value below it.
    pub sample: String,
    /// What it holds, where that is known.
    pub column: Option<Column>,
}

/// A file that was understood.
#[derive(Debug, Clone)]
pub struct Plan {
    text: String,
    head: Head,
    headings: Vec<Heading>,
    /// The columns that are read, by their places: the country first, since it decides how a telephone number reads.
    order: Vec<(usize, Column)>,
    len: u64,
}

/// A row of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Where it begins, counted from 1.
    pub line: u64,
    /// What it is.
    pub outcome: Result<Draft, RowError>,
    /// Invisible characters were removed from it.
    pub hidden: bool,
    record: StringRecord,
}

impl Row {
    /// Its cells as they stand there.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.record.iter().map(rearm)
    }
}

/// The most bytes that are taken; Telegram gives a bot no more.
pub const MOST_BYTES: usize = 20 * 1024 * 1024;

/// The most rows that are taken from one file (docs/product.md, rule 9.12).
pub const MOST_ROWS: u64 = 100_000;

/// The most columns of a file.
pub const MOST_COLUMNS: usize = 200;

/// The longest table that a file may become, in bytes: a text in another encoding, a workbook, an address book.
const LONGEST_TABLE: usize = 40 << 20;

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
    if ["%PDF", "{\\rtf", "PK", "Rar!", "7z\u{bc}"].iter().any(|magic| bytes.starts_with(magic.as_bytes())) {
        return Err(FileError::NotATable);
    }
    let text = encoding::decode(bytes, Plan::sense)?;
    let start = text.trim_start();
    match () {
        () if start.get(..11).is_some_and(|head| head.eq_ignore_ascii_case("BEGIN:VCARD")) => {
            cards::read(start)
        }
        // An HTML page with the name of an .xls file.
        () if start.starts_with('<') => Err(FileError::NotATable),
        () => Ok(text),
    }
}

impl Plan {
    /// Understands a table.
    ///
    /// # Errors
    /// When it is empty, names no column that is known, or has more rows than are taken.
    pub fn of(text: String) -> Result<Plan, FileError> {
        if text.trim().is_empty() {
            return Err(FileError::Empty);
        }
        let head = find_head(&text)?.ok_or(FileError::NoHeader)?;
        let mut plan = Plan { text, head, headings: Vec::new(), order: Vec::new(), len: 0 };
        // Before a row becomes anybody: a file of commas or of line breaks has millions.
        plan.len = plan.records().skip(1).filter(holds_somebody).count() as u64;
        if plan.len > MOST_ROWS {
            return Err(FileError::TooManyRows(plan.len));
        }
        let mut records = plan.records();
        let names = records.next().and_then(|record| record.cells.ok()).unwrap_or_default();
        let below: Vec<StringRecord> = records.take(10).filter_map(|record| record.cells.ok()).collect();
        let last = names
            .iter()
            .enumerate()
            .filter(|(_, name)| !name.trim().is_empty())
            .last()
            .map_or(0, |(at, _)| at + 1);
        let headings = names.iter().take(last).enumerate().map(|(at, name)| {
            let cells = below.iter().filter_map(|record| record.get(at)).map(|cell| clean(rearm(cell)));
            let cells: Vec<String> = cells.filter(|cell| !cell.is_empty()).collect();
            Heading {
                name: clean(name).chars().take(100).collect(),
                sample: cells.first().map(|cell| cell.chars().take(100).collect()).unwrap_or_default(),
                column: match Column::parse(name) {
                    // LinkedIn calls a person's page there "URL".
                    Some(Column::Field(Field::Website))
                        if !cells.is_empty() && cells.iter().all(|cell| is_linkedin(cell)) =>
                    {
                        Some(Column::Field(Field::LinkedIn))
                    }
                    column => column,
                },
            }
        });
        let mut headings: Vec<Heading> = headings.collect();
        column::settle(&mut headings);
        plan.set_columns(headings.iter().map(|heading| heading.column));
        plan.headings = headings;
        Ok(plan)
    }

    /// The table that was understood.
    pub fn into_table(self) -> String {
        self.text
    }

    /// How many columns of a text are recognised.
    fn sense(text: &str) -> usize {
        find_head(text).ok().flatten().map_or(0, |head| head.known)
    }

    /// The columns, and what each holds.
    pub fn headings(&self) -> &[Heading] {
        &self.headings
    }

    /// Reads the columns as a person said it; `None` where they said nothing of this file.
    pub fn with(mut self, said: Option<Vec<Heading>>) -> Plan {
        if let Some(said) = said.filter(|said| said.len() == self.headings.len()) {
            self.set_columns(said.iter().map(|heading| heading.column));
            self.headings = said;
        }
        self
    }

    fn set_columns(&mut self, columns: impl Iterator<Item = Option<Column>>) {
        self.order = columns.enumerate().filter_map(|(at, column)| Some((at, column?))).collect();
        self.order.sort_by_key(|(_, column)| *column != Column::Field(Field::Country));
    }

    /// How many rows hold anybody.
    pub fn row_count(&self) -> u64 {
        self.len
    }

    /// The rows that hold anybody, one by one. `today` is the person's local day.
    pub fn rows(&self, today: NaiveDate) -> impl Iterator<Item = Row> + '_ {
        self.records().skip(1).filter(holds_somebody).map(move |record| {
            let line = self.line(&record);
            match record.cells {
                Ok(record) => {
                    let (outcome, hidden) = self.draft(&record, today);
                    Row { line, outcome, hidden, record }
                }
                Err(_) => {
                    let outcome = Err(RowError::Oversize { line });
                    Row { line, outcome, hidden: false, record: StringRecord::new() }
                }
            }
        })
    }

    /// The line of a row. The CSV reader counts empty lines before a row to the row, so they are added here.
    fn line(&self, record: &Record) -> u64 {
        let start = record.at.saturating_add(self.head.at);
        let blank = self
            .text
            .as_bytes()
            .get(start..)
            .unwrap_or_default()
            .iter()
            .take_while(|c| matches!(c, b'\r' | b'\n'));
        record.line + self.head.line - 1 + blank.filter(|c| **c == b'\n').count() as u64
    }

    /// The rows from the names of the columns on.
    fn records(&self) -> Records<'_> {
        Records::of(self.text.get(self.head.at..).unwrap_or_default(), self.head.delimiter)
    }
}

/// Whether a row holds anybody: it is neither empty nor a total. One that is too long to be read may.
fn holds_somebody(record: &Record) -> bool {
    record
        .cells
        .as_ref()
        .map_or(true, |cells| !cells.iter().all(|cell| cell.trim().is_empty()) && !is_total(cells))
}

/// Whether a row is a total of those above it: a word for a total, and else only numbers.
fn is_total(record: &StringRecord) -> bool {
    const WORDS: &[&str] = &[
        "total",
        "totals",
        "grand total",
        "subtotal",
        "sum",
        "合计",
        "总计",
        "小计",
        "共计",
        "合計",
        "總計",
        "小計",
        "共計",
    ];
    let mut total = false;
    record.iter().all(|cell| {
        let word = cell.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
        let is_word = WORDS.contains(&word.as_str());
        total |= is_word;
        is_word || word.is_empty()
    }) && total
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod unusual;
