//! Excel workbooks as tables: first the sheet that looks most like a list of people, within the limits.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, DataRef, Reader, SheetVisible, Xls, XlsError, Xlsx, XlsxError};

use super::lines::{Lines, Merged};
use super::standing::told;
use super::{FileError, LONGEST_TABLE, Plan, sheets, unpacked_size};

/// How many sheets are looked at, and how many rows of each, before one is chosen.
const SHEETS: usize = 30;
const HEAD: u32 = 30;

/// A workbook that is open.
enum Workbook<'a> {
    Xlsx(Box<Xlsx<Cursor<&'a [u8]>>>),
    Xls(Box<Xls<Cursor<&'a [u8]>>>),
}

/// Reads a workbook; each of its sheets is a table, as CSV.
pub(super) fn read(bytes: &[u8]) -> Result<String, FileError> {
    // The library panics at some broken workbooks. A panic counts as "broken".
    catch_unwind(AssertUnwindSafe(|| Workbook::open(bytes)?.tables())).unwrap_or(Err(FileError::Broken))
}

impl<'a> Workbook<'a> {
    fn open(bytes: &'a [u8]) -> Result<Workbook<'a>, FileError> {
        if bytes.starts_with(b"PK") {
            unpacked_size::check_zip(bytes)?;
            return Xlsx::new(Cursor::new(bytes)).map(|book| Workbook::Xlsx(Box::new(book))).map_err(
                |error| match error {
                    XlsxError::Password => FileError::Locked,
                    _ => FileError::Broken,
                },
            );
        }
        unpacked_size::check_compound(bytes)?;
        Xls::new(Cursor::new(bytes)).map(|book| Workbook::Xls(Box::new(book))).map_err(|error| match error {
            XlsError::Password => FileError::Locked,
            _ => FileError::Broken,
        })
    }

    /// The sheets that hold anything, as tables in one text: first the one whose head names the most columns that are
    /// known, and of the others those for which there is room.
    fn tables(mut self) -> Result<String, FileError> {
        let mut sheets: Vec<((bool, usize), String)> = Vec::new();
        for name in self.sheets() {
            let mut head = Lines::default();
            self.read(&name, HEAD, &mut head)?;
            let head = head.finish()?;
            if !head.trim().is_empty() {
                // A sheet of those who opted out is not the list of people.
                sheets.push(((told(&name).is_none(), Plan::sense(&head)), name));
            }
        }
        // The first of those that are equal.
        sheets.sort_by_key(|(known, _)| std::cmp::Reverse(*known));
        let mut sheets = sheets.into_iter();
        let (_, first) = sheets.next().ok_or(FileError::Empty)?;
        let mut text = String::new();
        sheets::add(&mut text, &first, &self.table(&first)?);
        for (_, name) in sheets {
            match self.table(&name) {
                Ok(table) if text.len() + table.len() <= LONGEST_TABLE => {
                    sheets::add(&mut text, &name, &table)
                }
                Ok(_) | Err(FileError::TooMuch) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(text)
    }

    fn table(&mut self, name: &str) -> Result<String, FileError> {
        let mut lines = Lines::with(self.merged(name));
        self.read(name, u32::MAX, &mut lines)?;
        lines.finish()
    }

    /// The cells of a sheet that were merged over several rows.
    fn merged(&mut self, name: &str) -> Merged {
        let regions = match self {
            Workbook::Xlsx(book) => book.merge_cells_by_sheet_name(name).unwrap_or_default(),
            Workbook::Xls(book) => book.merge_cells_by_sheet_name(name).unwrap_or_default(),
        };
        Merged::of(regions.into_iter().map(|region| (region.start, region.end.0)))
    }

    fn sheets(&self) -> Vec<String> {
        let sheets = match self {
            Workbook::Xlsx(book) => book.sheets_metadata(),
            Workbook::Xls(book) => book.sheets_metadata(),
        };
        let shown = sheets.iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
        shown.map(|sheet| sheet.name.clone()).take(SHEETS).collect()
    }

    /// Reads so many rows of a sheet.
    fn read(&mut self, name: &str, rows: u32, lines: &mut Lines) -> Result<(), FileError> {
        match self {
            Workbook::Xlsx(book) => {
                let mut cells = match book.worksheet_cells_reader(name) {
                    Ok(cells) => cells,
                    // A sheet of charts has no cells.
                    Err(XlsxError::NotAWorksheet(_)) => return Ok(()),
                    Err(_) => return Err(FileError::Broken),
                };
                while let Some(cell) = cells.next_cell().map_err(|_| FileError::Broken)? {
                    let (row, column) = cell.get_position();
                    if row >= rows {
                        break;
                    }
                    match cell.get_value() {
                        DataRef::SharedString(text) => lines.cell(row, column, text)?,
                        other => lines.cell(row, column, &written(&Data::from(other.clone())))?,
                    }
                }
            }
            Workbook::Xls(book) => {
                let range = book.worksheet_range(name).map_err(|_| FileError::Broken)?;
                let (top, left) = range.start().unwrap_or_default();
                let place =
                    |start: u32, at: usize| start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
                for (row, column, value) in range.used_cells() {
                    let row = place(top, row);
                    if row >= rows {
                        break;
                    }
                    lines.cell(row, place(left, column), &written(value))?;
                }
            }
        }
        Ok(())
    }
}

/// A cell as a person would type it.
fn written(value: &Data) -> String {
    match value {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        // Excel keeps telephone numbers as numbers.
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Data::Float(number) => number.to_string(),
        Data::Bool(yes) => yes.to_string(),
        Data::DateTime(at) if at.is_datetime() => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTime(at) => at.as_f64().to_string(),
        Data::Error(_) | Data::Empty => String::new(),
    }
}
