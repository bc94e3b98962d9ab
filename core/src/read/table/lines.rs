//! The rows of a sheet of a workbook as lines of CSV.

use std::collections::HashMap;

use super::{FileError, LONGEST_ROW, LONGEST_TABLE, MOST_COLUMNS};

/// The cells that were merged over several rows: their value counts for each of the rows that holds anything.
#[derive(Debug, Default)]
pub(super) struct Merged {
    /// The last row of each, by the row and column where it begins.
    regions: HashMap<(u32, usize), u32>,
    /// By its column, the value of the one that goes on, and its last row.
    open: HashMap<usize, (u32, String)>,
}

impl Merged {
    /// From where each begins, row and column, and its last row.
    pub(super) fn of(regions: impl Iterator<Item = ((u32, u32), u32)>) -> Merged {
        let tall = regions.filter(|((row, column), last)| last > row && (*column as usize) < MOST_COLUMNS);
        Merged {
            regions: tall.map(|((row, column), last)| ((row, column as usize), last)).collect(),
            open: HashMap::new(),
        }
    }

    /// Fills what a row has of them, and remembers those that begin in it.
    fn fill(&mut self, row: u32, cells: &mut Vec<String>) {
        if self.regions.is_empty() || cells.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        self.open.retain(|_, (last, _)| *last >= row);
        for (column, (_, value)) in &self.open {
            if cells.len() <= *column {
                cells.resize(column + 1, String::new());
            }
            if let Some(cell) = cells.get_mut(*column).filter(|cell| cell.is_empty()) {
                cell.clone_from(value);
            }
        }
        for (column, cell) in cells.iter().enumerate() {
            if let Some(last) = self.regions.get(&(row, column)) {
                self.open.insert(column, (*last, cell.clone()));
            }
        }
    }
}

/// The rows of a sheet as CSV, each on the line of its number.
#[derive(Debug, Default)]
pub(super) struct Lines {
    merged: Merged,
    text: String,
    row: u32,
    cells: Vec<String>,
    /// How long the cells of the row are.
    bytes: usize,
}

impl Lines {
    pub(super) fn with(merged: Merged) -> Lines {
        Lines { merged, ..Lines::default() }
    }

    /// A cell that begins there reaches as far as the row `last`.
    pub(super) fn merge(&mut self, row: u32, column: u32, last: u32) {
        self.merged.regions.insert((row, column as usize), last);
    }

    pub(super) fn cell(&mut self, row: u32, column: u32, text: &str) -> Result<(), FileError> {
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
        self.merged.fill(self.row, &mut self.cells);
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

    pub(super) fn finish(mut self) -> Result<String, FileError> {
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
    fn what_is_merged_over_rows_counts_for_each_that_holds_anything() {
        let mut lines = Lines::with(Merged::of([((1, 0), 3), ((1, 1), 1), ((4, 2), 5)].into_iter()));
        for (row, column, text) in [
            (0, 0, "company"),
            (0, 1, "name"),
            (0, 2, "city"),
            (1, 0, "Lumen"),
            (1, 1, "Eva"),
            (3, 1, "Ida"),
            (4, 0, "Rot"),
            (4, 2, "Graz"),
            (5, 0, "Ost"),
            (6, 0, "Last"),
        ] {
            lines.cell(row, column, text).unwrap();
        }
        assert_eq!(
            lines.finish().unwrap(),
            "company,name,city\nLumen,Eva\n\nLumen,Ida\nRot,,Graz\nOst,,Graz\nLast\n"
        );
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
