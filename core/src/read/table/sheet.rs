//! Excel workbooks as a table: the sheet that looks most like a list of people, within the limits.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, DataRef, Reader, SheetVisible, Xls, XlsError, Xlsx, XlsxError};

use super::{FileError, LONGEST_ROW, LONGEST_TABLE, MOST_COLUMNS, Plan, unpacked_size};

/// How many sheets are looked at, and how many rows of each, before one is chosen.
const SHEETS: usize = 30;
const HEAD: u32 = 30;

/// A workbook that is open.
enum Workbook<'a> {
    Xlsx(Box<Xlsx<Cursor<&'a [u8]>>>),
    Xls(Box<Xls<Cursor<&'a [u8]>>>),
}

/// Reads a workbook; the table is CSV.
pub(super) fn read(bytes: &[u8]) -> Result<String, FileError> {
    // The library panics at some broken workbooks. A panic counts as "broken".
    catch_unwind(AssertUnwindSafe(|| Workbook::open(bytes)?.table())).unwrap_or(Err(FileError::Broken))
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

    /// The first sheet whose head names the most columns that are known; else the first that holds anything.
    fn table(mut self) -> Result<String, FileError> {
        let mut best: Option<(usize, String)> = None;
        for name in self.sheets() {
            let mut head = Lines::default();
            self.read(&name, HEAD, &mut head)?;
            let head = head.finish()?;
            let known = Plan::sense(&head);
            if !head.trim().is_empty() && best.as_ref().is_none_or(|(most, _)| known > *most) {
                best = Some((known, name));
            }
        }
        let (_, name) = best.ok_or(FileError::Empty)?;
        let mut lines = Lines::default();
        self.read(&name, u32::MAX, &mut lines)?;
        lines.finish()
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

/// The rows of a sheet as CSV, each on the line of its number.
#[derive(Debug, Default)]
struct Lines {
    text: String,
    row: u32,
    cells: Vec<String>,
    /// How long the cells of the row are.
    bytes: usize,
}

impl Lines {
    fn cell(&mut self, row: u32, column: u32, text: &str) -> Result<(), FileError> {
        let column = column as usize;
        if column >= MOST_COLUMNS || text.is_empty() {
            return Ok(());
        }
        if row > self.row {
            self.end()?;
            // The number of a row is whatever the file says.
            let blank = (row - self.row - 1) as usize;
            if self.text.len().saturating_add(blank) > LONGEST_TABLE {
                return Err(FileError::TooMuch);
            }
            self.text.extend(std::iter::repeat_n('\n', blank));
            self.row = row;
        }
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        // A row that is too long is known as such by its first so many bytes.
        if let Some(cell) = self.cells.get_mut(column)
            && self.bytes <= LONGEST_ROW
        {
            // One row, one line.
            *cell = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            self.bytes += cell.len();
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), FileError> {
        self.bytes = 0;
        for (at, cell) in self.cells.drain(..).enumerate() {
            if at > 0 {
                self.text.push(',');
            }
            if cell.contains([',', '"', ';', '\t']) {
                self.text.push('"');
                self.text.push_str(&cell.replace('"', "\"\""));
                self.text.push('"');
            } else {
                self.text.push_str(&cell);
            }
        }
        self.text.push('\n');
        if self.text.len() > LONGEST_TABLE { Err(FileError::TooMuch) } else { Ok(()) }
    }

    fn finish(mut self) -> Result<String, FileError> {
        self.end()?;
        Ok(self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_any_number_costs_no_more_than_a_table() {
        let mut lines = Lines::default();
        lines.cell(3, 1, "Eva").unwrap();
        assert_eq!(lines.cell(4_000_000_000, 0, "Ida"), Err(FileError::TooMuch));
        assert_eq!(lines.text, "\n\n\n,Eva\n");
    }

    #[test]
    fn a_row_that_is_too_long_is_still_one_and_costs_no_more_than_that() {
        let mut lines = Lines::default();
        for column in 0..100 {
            lines.cell(0, column, &"x".repeat(100_000)).unwrap();
        }
        let text = lines.finish().unwrap();
        assert!((LONGEST_ROW + 1..LONGEST_ROW + 101_000).contains(&text.len()), "{}", text.len());
    }
}
