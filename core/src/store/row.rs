//! Reading rows: the database knows whole numbers and texts, the trade knows newtypes.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::{Result, StoreError};

/// Typed access to the columns of a row.
pub(super) trait Columns {
    /// A whole number that is there.
    fn int(&self, column: &'static str) -> Result<i64>;
    /// A whole number that may be missing.
    fn maybe_int(&self, column: &'static str) -> Result<Option<i64>>;
    /// A text that is there.
    fn text(&self, column: &'static str) -> Result<String>;
    /// A text that may be missing.
    fn maybe_text(&self, column: &'static str) -> Result<Option<String>>;

    /// An instant, kept as whole UTC seconds.
    fn instant(&self, column: &'static str) -> Result<DateTime<Utc>> {
        let seconds = self.int(column)?;
        DateTime::from_timestamp(seconds, 0).ok_or_else(|| unreadable(column, seconds))
    }

    /// An instant that may be missing.
    fn maybe_instant(&self, column: &'static str) -> Result<Option<DateTime<Utc>>> {
        self.maybe_int(column)?
            .map(|seconds| DateTime::from_timestamp(seconds, 0).ok_or_else(|| unreadable(column, seconds)))
            .transpose()
    }

    /// A day that may be missing, kept as ISO text.
    fn maybe_day(&self, column: &'static str) -> Result<Option<NaiveDate>> {
        self.maybe_read(column, |text| text.parse().ok())
    }

    /// A word of a vocabulary, or anything else that is read from text.
    fn read<T>(&self, column: &'static str, parse: impl Fn(&str) -> Option<T>) -> Result<T> {
        let text = self.text(column)?;
        parse(&text).ok_or_else(|| unreadable(column, text))
    }

    /// The same, where it may be missing.
    fn maybe_read<T>(&self, column: &'static str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>> {
        self.maybe_text(column)?.map(|text| parse(&text).ok_or_else(|| unreadable(column, text))).transpose()
    }
}

impl Columns for AnyRow {
    fn int(&self, column: &'static str) -> Result<i64> {
        Ok(self.try_get(column)?)
    }

    fn maybe_int(&self, column: &'static str) -> Result<Option<i64>> {
        Ok(self.try_get(column)?)
    }

    fn text(&self, column: &'static str) -> Result<String> {
        Ok(self.try_get(column)?)
    }

    fn maybe_text(&self, column: &'static str) -> Result<Option<String>> {
        Ok(self.try_get(column)?)
    }
}

/// A row that this version cannot read.
pub(super) fn unreadable(what: &'static str, value: impl ToString) -> StoreError {
    StoreError::Unreadable { what, value: value.to_string() }
}

/// A day as the database keeps it.
pub(super) fn day(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}
