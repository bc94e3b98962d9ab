//! The columns that are read, and under what their values are noted.

use super::column::Column;

/// A column that is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Read {
    pub(super) at: usize,
    pub(super) column: Column,
    pub(super) note: NoteUnder,
}

/// Under what a value is noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoteUnder {
    /// Nothing: the column is called so.
    Nothing,
    /// Its column's name.
    ItsName,
    /// Its column's name, which is about where somebody comes from.
    Origin,
}

impl NoteUnder {
    pub(super) fn of(heading: &str) -> NoteUnder {
        const ORIGIN: &[&str] = &[
            "source", "origin", "provider", "list", "campaign", "quelle", "来源", "渠道", "名单", "出处",
            "來源",
        ];
        let lower = heading.to_lowercase();
        match Column::parse(heading) {
            Some(Column::Note) => NoteUnder::Nothing,
            _ if ORIGIN.iter().any(|word| lower.contains(word)) => NoteUnder::Origin,
            _ => NoteUnder::ItsName,
        }
    }
}
