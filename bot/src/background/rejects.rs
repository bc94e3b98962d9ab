//! The rows of a file that are no contacts, as a file to be mended and sent again; CSV, whatever the file was.

use renmai_core::csv_out::Writer;
use renmai_core::read::table::{Plan, Row};
use renmai_core::store::StoreError;
use renmai_core::text::file_name;

use crate::features::import::{meaning, problem};
use crate::i18n::Words;

/// `leads.csv` → `leads-rejected.csv`; a file of rejected rows keeps its name.
pub(crate) fn rejects_name(name: &str) -> String {
    let name = file_name(name);
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    format!("{}-rejected.csv", stem.trim_end_matches("-rejected"))
}

/// The rows of a file that are no contacts, as a file to be mended and sent again: the reason, then the row as it was.
pub(crate) struct Rejects {
    writer: Writer,
    columns: usize,
    words: Words,
}

impl Rejects {
    /// Begins the file.
    ///
    /// # Errors
    /// Never in practice: it is written to memory.
    pub(crate) fn new(plan: &Plan, words: Words) -> Result<Rejects, StoreError> {
        let reason = words.word("files-column-problem");
        // Where the file names no columns, what they were taken for is understood when it comes back.
        let names = plan.headings().iter().map(|heading| match (heading.name.as_str(), heading.column) {
            ("", Some(column)) => meaning(column, &words),
            (name, _) => name.to_owned(),
        });
        let headers: Vec<String> = std::iter::once(reason).chain(names).collect();
        Ok(Rejects { writer: Writer::new(&headers)?, columns: plan.headings().len(), words })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// As [`Rejects::new`].
    pub(crate) fn add(&mut self, row: &Row) -> Result<(), StoreError> {
        let why = row.outcome.as_ref().err().map(|error| problem(error, &self.words)).unwrap_or_default();
        // A row may be shorter than the names of the columns, and longer.
        let mut cells: Vec<String> = row.cells().map(str::to_owned).collect();
        cells.resize(cells.len().max(self.columns), String::new());
        Ok(self.writer.row(std::iter::once(why).chain(cells))?)
    }

    /// The file.
    ///
    /// # Errors
    /// As [`Rejects::new`].
    pub(crate) fn finish(self) -> Result<Vec<u8>, StoreError> {
        Ok(self.writer.finish()?)
    }
}
