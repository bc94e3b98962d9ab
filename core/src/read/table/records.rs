//! The rows of a CSV text, one by one, none larger than a row of a list of people can be.
//!
//! The usual reader keeps eight bytes for every comma, so 19 MB of commas became gigabytes. Here a row that is too long
//! or too wide is read to its end and not kept.

use csv::StringRecord;
use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::{MOST_COLUMNS, repair};

/// The longest row, in bytes: more than 200 columns of long names, or a note as long as anybody writes.
pub(super) const LONGEST_ROW: usize = 256 << 10;

/// How much of a cell is taken from the reader at a time.
const PIECE: usize = 4 << 10;

/// Why a row is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Oversize {
    /// More columns that hold something than any list of people has.
    Columns,
    /// More bytes than a row may have.
    Bytes,
}

/// A place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) at: usize,
    pub(super) line: u64,
}

/// The beginning of a text.
pub(super) const START: Place = Place { at: 0, line: 1 };

/// A row, and where it begins: the empty lines before it belong to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) cells: Result<StringRecord, Oversize>,
    pub(super) place: Place,
}

/// Reads the rows of a text.
pub(super) struct Records<'a> {
    text: &'a str,
    at: usize,
    reader: Reader,
    delimiter: u8,
    /// How many columns there are; 0: it is not known.
    columns: usize,
    /// How many bytes may still be read twice.
    patience: usize,
    piece: [u8; PIECE],
    row: Vec<u8>,
    ends: Vec<usize>,
}

impl<'a> Records<'a> {
    /// The rows from a place on. Where it is known how many `columns` there are, a row that another delimiter makes
    /// one of is read by that.
    pub(super) fn of(text: &'a str, from: Place, delimiter: u8, columns: usize) -> Records<'a> {
        let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
        reader.set_line(from.line);
        Records {
            text,
            at: from.at,
            reader,
            delimiter,
            columns,
            patience: text.len().saturating_mul(4),
            piece: [0; PIECE],
            row: Vec::new(),
            ends: Vec::new(),
        }
    }

    /// Where the next row begins.
    pub(super) fn place(&self) -> Place {
        Place { at: self.at, line: self.reader.line() }
    }

    /// Keeps a piece of a cell, where the row has room for it.
    fn keep(&mut self, length: usize, oversize: &mut Option<Oversize>) {
        let piece = self.piece.get(..length).unwrap_or_default();
        if piece.is_empty() || oversize.is_some() {
            return;
        }
        // Spreadsheets write empty columns without end behind those that hold something.
        if self.ends.len() >= MOST_COLUMNS {
            *oversize = (!piece.iter().all(u8::is_ascii_whitespace)).then_some(Oversize::Columns);
        } else if self.row.len() + piece.len() > LONGEST_ROW {
            *oversize = Some(Oversize::Bytes);
        } else {
            self.row.extend_from_slice(piece);
        }
    }

    /// The cells that were kept.
    fn cells(&self) -> StringRecord {
        // Cut between cells only, a text of UTF-8 stays one.
        let row = std::str::from_utf8(&self.row).unwrap_or_default();
        let mut cells = StringRecord::with_capacity(row.len(), self.ends.len());
        let mut start = 0;
        for end in &self.ends {
            cells.push_field(row.get(start..*end).unwrap_or_default());
            start = *end;
        }
        cells
    }

    /// The next row as the format has it; `None`: there is none.
    fn read(&mut self) -> Option<Result<StringRecord, Oversize>> {
        self.row.clear();
        self.ends.clear();
        let mut oversize = None;
        loop {
            let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
            let (result, read, written) = self.reader.read_field(rest, &mut self.piece);
            self.at += read;
            self.keep(written, &mut oversize);
            match result {
                // Without input the reader ends what it was reading.
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
                ReadFieldResult::Field { record_end } => {
                    if self.ends.len() < MOST_COLUMNS {
                        self.ends.push(self.row.len());
                    }
                    if record_end {
                        break;
                    }
                }
                ReadFieldResult::End => return None,
            }
        }
        Some(match oversize {
            Some(oversize) => Err(oversize),
            None => Ok(self.cells()),
        })
    }

    /// The first line of a row that a stray quotation mark made swallow the lines after it; reading goes on there.
    fn first_line(&mut self, from: Place) -> Option<StringRecord> {
        let row = self.text.get(from.at..self.at)?;
        if row.len() > self.patience || !repair::swallows_lines(row, self.delimiter) {
            return None;
        }
        self.patience -= row.len();
        let (length, cells) = repair::first_line(row, self.delimiter);
        if (self.columns > 0 && cells.len() != self.columns) || cells.len() > MOST_COLUMNS {
            return None;
        }
        let lines = row.get(..length)?.bytes().filter(|byte| *byte == b'\n').count() as u64;
        self.at = from.at + length;
        self.reader.reset();
        self.reader.set_line(from.line + lines);
        Some(cells)
    }
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        let place = self.place();
        let cells = self.read()?;
        let cells = match self.first_line(place) {
            Some(line) => Ok(line),
            None => cells,
        };
        let cells =
            cells.map(|cells| match repair::by_another_delimiter(&cells, self.delimiter, self.columns) {
                Some(others) => others,
                None => cells,
            });
        Some(Record { cells, place })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cells(text: &str) -> Vec<Result<Vec<String>, Oversize>> {
        let owned = |cells: StringRecord| cells.iter().map(str::to_owned).collect();
        Records::of(text, START, b',', 0).map(|record| record.cells.map(owned)).collect()
    }

    #[test]
    fn a_row_that_is_too_much_is_passed_over_and_the_next_is_read() {
        let wide = "x,".repeat(MOST_COLUMNS);
        let long = "x".repeat(LONGEST_ROW + 1);
        for (row, want) in [
            (format!("{wide}x"), Err(Oversize::Columns)),
            (long.clone(), Err(Oversize::Bytes)),
            (format!("\"{long}\n,\"\"\""), Err(Oversize::Bytes)),
            (format!("x,{}", "x\u{e9}".repeat(LONGEST_ROW / 2)), Err(Oversize::Bytes)),
        ] {
            let read = cells(&format!("Eva,Lumen\n{row}\nIda,\"a\nb\"\n"));
            let fine = |name: &str, other: &str| Ok(vec![name.to_owned(), other.to_owned()]);
            assert_eq!(read, [fine("Eva", "Lumen"), want, fine("Ida", "a\nb")], "{}", &row[..9]);
        }
    }

    #[test]
    fn empty_columns_without_end_are_nobodys_fault() {
        let read = cells(&format!("Eva{}\nIda{}x\n", ",".repeat(100_000), ",".repeat(100_000)));
        assert_eq!(read.len(), 2);
        assert_eq!(read[0].as_ref().map(Vec::len), Ok(MOST_COLUMNS));
        assert_eq!(read[1], Err(Oversize::Columns));
    }

    proptest! {
        #[test]
        fn rows_are_those_of_the_usual_reader(text in "(([a-c\u{e9}; ]{0,3}|\"([a-c\u{e9},; ]|\r?\n|\"\"){0,9}\")(,|\r?\n)){0,12}") {
            let mut usual = csv::ReaderBuilder::new();
            let usual = usual.flexible(true).has_headers(false).from_reader(text.as_bytes());
            let usual: Vec<_> = usual.into_records().map(Result::unwrap).collect();
            let ours: Vec<_> = Records::of(&text, START, b',', 0).collect();
            prop_assert_eq!(usual.len(), ours.len());
            for (usual, ours) in usual.iter().zip(&ours) {
                prop_assert_eq!(usual, ours.cells.as_ref().unwrap());
                let at = usual.position().unwrap();
                prop_assert_eq!((at.byte(), at.line()), (ours.place.at as u64, ours.place.line));
            }
        }
    }
}
