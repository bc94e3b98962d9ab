//! A table that was understood: what each of its columns holds, and its rows as contacts.

use std::ops::Range;

use chrono::NaiveDate;
use csv::StringRecord;
use serde::{Deserialize, Serialize};

use super::column::{self, Column};
use super::days::{Days, Evidence};
use super::head::{Layout, find_head, row_cells};
use super::noted::{NoteUnder, Read};
use super::records::{Record, Records};
use super::standing::{Standing, told};
use super::total::is_total;
use super::{FileError, MOST_ROWS, RowError, sheets, untitled};
use crate::csv_out::rearm;
use crate::read::Draft;
use crate::read::bought::names_bought_list;
use crate::read::field::is_linkedin;
use crate::text::{clean, is_harmless};
use crate::vocabulary::Field;

/// A column of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// Its name as it stands in the file.
    pub name: String,
    /// The first value below it.
    pub sample: String,
    /// What it holds; `None`: it is left out.
    pub column: Option<Column>,
    /// How its days are written, where that is a question.
    #[serde(default)]
    pub days: Option<Days>,
}

/// What a person said of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Which of its sheets is meant, from 0.
    pub sheet: u32,
    /// What the columns hold; none: nothing was said of them.
    pub headings: Vec<Heading>,
}

/// A file that was understood.
#[derive(Debug, Clone)]
pub struct Plan {
    text: String,
    sheets: Vec<sheets::Sheet>,
    sheet: u32,
    layout: Layout,
    pub(super) headings: Vec<Heading>,
    /// The columns that are read, by their places: the country first, since it decides how a telephone number reads.
    pub(super) order: Vec<Read>,
    /// The columns whose names say that whoever has something in them was bought.
    pub(super) bought: Vec<usize>,
    /// What the table's title or its sheet's name says of all of them.
    pub(super) standing: Option<Standing>,
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

/// How many rows show what a column holds.
const SAMPLES: usize = 10;

impl Plan {
    /// Understands a table; of several, the one that looks most like people.
    ///
    /// # Errors
    /// When it is empty, is no list of people, says that it was bought, or has more rows than are taken.
    pub fn of(text: String) -> Result<Plan, FileError> {
        Plan::of_sheet(text, 0)
    }

    /// Understands one of several tables.
    ///
    /// # Errors
    /// As [`Plan::of`].
    pub fn of_sheet(text: String, sheet: u32) -> Result<Plan, FileError> {
        let sheets = sheets::of(&text);
        let sheet = if (sheet as usize) < sheets.len() { sheet } else { 0 };
        let Some(table) = sheets.get(sheet as usize).and_then(|one| text.get(one.place.clone())) else {
            return Err(FileError::Empty);
        };
        if table.trim().is_empty() {
            return Err(FileError::Empty);
        }
        let layout = Layout::of(table)?;
        let name = sheets.get(sheet as usize).map(|sheet| &sheet.name);
        if layout.titles.iter().chain(name).any(|title| names_bought_list(title)) {
            return Err(FileError::Bought);
        }
        let (headings, order, bought) = (Vec::new(), Vec::new(), Vec::new());
        let standing = layout.titles.iter().chain(name).find_map(|title| told(title));
        let mut plan = Plan { text, sheets, sheet, layout, headings, order, bought, standing, len: 0 };
        // Before a row becomes anybody: a file of commas or of line breaks has millions.
        plan.len = plan.somebodies().count() as u64;
        if plan.len > MOST_ROWS {
            return Err(FileError::TooManyRows(plan.len));
        }
        plan.headings = plan.recognised();
        plan.settle();
        Ok(plan)
    }

    /// The columns as they are recognised by their names, else by the look of what they hold.
    fn recognised(&self) -> Vec<Heading> {
        let below: Vec<Vec<String>> = self
            .somebodies()
            .filter_map(|record| Some(row_cells(&record.cells.ok()?)))
            .take(SAMPLES)
            .collect();
        let column_of = |at: usize| -> Vec<&str> {
            let cells = below.iter().filter_map(|row| row.get(at).map(String::as_str));
            cells.filter(|cell| !cell.is_empty()).collect()
        };
        let is_email = |column: &Option<Column>| *column == Some(Column::Field(Field::Email));
        let has_email = self.layout.names.iter().any(|(_, column)| is_email(column));
        let mut days = self.days();
        let headings = self.layout.names.iter().enumerate().map(|(at, (name, column))| {
            let cells = column_of(at);
            let column = match column {
                // LinkedIn calls a person's page there "URL".
                Some(Column::Field(Field::Website))
                    if !cells.is_empty() && cells.iter().all(|cell| is_linkedin(cell)) =>
                {
                    Some(Column::Field(Field::LinkedIn))
                }
                // Where no column is called so, a column of addresses is one.
                None if !has_email && !column::is_anothers(name) => {
                    untitled::by_look(&cells).filter(|look| is_email(&Some(*look)))
                }
                column => *column,
            };
            let counts = column.is_none() && column::counts_rows(name, &cells);
            Heading {
                name: clean(name).chars().take(100).collect(),
                sample: cells.first().map(|cell| cell.chars().take(100).collect()).unwrap_or_default(),
                // What is not known is kept in the note; what we wrote there ourselves, and the number of a row, is not.
                column: column.or_else(|| (!counts).then_some(Column::Note)),
                days: days.get_mut(at).and_then(Option::take),
            }
        });
        let mut headings: Vec<Heading> = headings.collect();
        column::settle(&mut headings);
        headings
    }

    /// How the days of each column are written.
    fn days(&self) -> Vec<Option<Days>> {
        let mut evidence = vec![Evidence::default(); self.layout.names.len()];
        for record in self.somebodies() {
            for (evidence, cell) in evidence.iter_mut().zip(record.cells.iter().flatten()) {
                evidence.look_at(cell);
            }
        }
        evidence.into_iter().map(Evidence::days).collect()
    }

    /// The table that was understood.
    pub fn into_table(self) -> String {
        self.text
    }

    /// How many columns of a text are recognised.
    pub(super) fn sense(text: &str) -> usize {
        find_head(text).ok().flatten().map_or(0, |head| head.known)
    }

    /// The columns, and what each holds.
    pub fn headings(&self) -> &[Heading] {
        &self.headings
    }

    /// The names of the sheets that hold anything, and which of them this is; one name where there are no sheets.
    pub fn sheets(&self) -> (Vec<&str>, u32) {
        (self.sheets.iter().map(|sheet| sheet.name.as_str()).collect(), self.sheet)
    }

    /// Whether the table names its columns.
    pub fn is_titled(&self) -> bool {
        self.headings.iter().any(|heading| !heading.name.is_empty())
    }

    /// Whether a column names somebody, so that a row can be a contact.
    pub fn names_somebody(&self) -> bool {
        let whom = |column: &Column| column.names_somebody() && *column != Column::Field(Field::Email);
        // A list of addresses that may not be written to names nobody.
        let marks = |column: &Column| {
            matches!(column, Column::OptedOut | Column::Subscribed | Column::Bounced | Column::Status)
        };
        self.order.iter().any(|read| whom(&read.column)) || self.order.iter().any(|read| marks(&read.column))
    }

    /// Reads the columns as a person said it, where they said anything of this file.
    pub fn with(mut self, said: Vec<Heading>) -> Plan {
        if said.len() == self.headings.len() {
            self.headings = said;
            self.settle();
        }
        self
    }

    fn settle(&mut self) {
        let columns = self.headings.iter().enumerate();
        let read = |(at, heading): (usize, &Heading)| {
            let note = NoteUnder::of(&heading.name);
            Some(Read { at, column: heading.column?, note })
        };
        self.order = columns.filter_map(read).collect();
        self.order.sort_by_key(|read| read.column != Column::Field(Field::Country));
        let columns = self.headings.iter().enumerate();
        let bought = columns.filter(|(_, heading)| names_bought_list(&heading.name));
        self.bought = bought.map(|(at, _)| at).collect();
    }

    /// How many rows hold anybody.
    pub fn row_count(&self) -> u64 {
        self.len
    }

    /// The rows that hold anybody, one by one. `today` is the person's local day.
    pub fn rows(&self, today: NaiveDate) -> impl Iterator<Item = Row> + '_ {
        self.somebodies().map(move |record| {
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
        let text = self.table().as_bytes().get(record.place.at..).unwrap_or_default();
        let blank = text.iter().take_while(|c| matches!(c, b'\r' | b'\n'));
        record.place.line + blank.filter(|c| **c == b'\n').count() as u64
    }

    fn table(&self) -> &str {
        let place: Range<usize> =
            self.sheets.get(self.sheet as usize).map(|sheet| sheet.place.clone()).unwrap_or_default();
        self.text.get(place).unwrap_or_default()
    }

    /// The rows that hold anybody.
    fn somebodies(&self) -> impl Iterator<Item = Record> + '_ {
        let Layout { names, rows, delimiter, .. } = &self.layout;
        Records::of(self.table(), *rows, *delimiter, names.len()).filter(|record| self.holds_somebody(record))
    }

    /// Whether a row holds anybody: it is neither empty, nor a total, nor the names of the columns once more. One that is
    /// too long to be read may.
    fn holds_somebody(&self, record: &Record) -> bool {
        let Ok(cells) = &record.cells else { return true };
        let is_blank = |cell: &str| cell.chars().all(|c| c.is_whitespace() || !is_harmless(c));
        !cells.iter().all(is_blank) && !is_total(cells) && !self.is_head(cells)
    }

    fn is_head(&self, cells: &StringRecord) -> bool {
        let mut pairs = self.layout.names.iter().map(|(name, _)| name.as_str()).zip(cells);
        cells.len() > 1
            && pairs.all(|(name, cell)| name == cell)
            && self.layout.names.iter().any(|(name, _)| !name.is_empty())
    }
}
