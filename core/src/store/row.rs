//! Reads rows: the database has whole numbers and texts, the core has newtypes.

use std::cell::Cell;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe, Row as _};

use super::{Connection, Result, StoreError};

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

/// A row of a bundled answer.
#[derive(Debug)]
pub(super) struct Bundled {
    columns: &'static [&'static str],
    values: Vec<serde_json::Value>,
    /// Where the next column is likely: they are mostly read in their order.
    next: Cell<usize>,
}

impl Bundled {
    fn get<T: serde::de::DeserializeOwned>(&self, column: &'static str) -> Result<T> {
        let next = self.next.get();
        let mut places = (next..self.columns.len()).chain(0..next);
        let at = places.find(|at| self.columns.get(*at) == Some(&column));
        let at = at.ok_or_else(|| unreadable(column, "no such column"))?;
        self.next.set(at + 1);
        let value = self.values.get(at).ok_or_else(|| unreadable(column, "no such column"))?;
        T::deserialize(value).map_err(|_| unreadable(column, value))
    }
}

impl Columns for Bundled {
    fn int(&self, column: &'static str) -> Result<i64> {
        self.get(column)
    }

    fn maybe_int(&self, column: &'static str) -> Result<Option<i64>> {
        self.get(column)
    }

    fn text(&self, column: &'static str) -> Result<String> {
        self.get(column)
    }

    fn maybe_text(&self, column: &'static str) -> Result<Option<String>> {
        self.get(column)
    }
}

/// A statement and its values.
pub(super) type Asking = Query<'static, Any, AnyArguments>;

impl Connection {
    /// Reads these columns of a question's rows, all rows as one text: SQLite's thread hands over row by row, and each
    /// hand-over costs more than the row.
    pub(super) async fn read_bundled(
        &mut self,
        columns: &'static [&'static str],
        text: &'static str,
        bind: impl FnOnce(Asking) -> Asking,
    ) -> Result<Vec<Bundled>> {
        let [rows] = self.read_bundles("", [(columns, text)], |text| bind(sqlx::query(text))).await?;
        Ok(rows)
    }

    /// Bundles several queries with the same values into one. `tables` is put before them: a `with` clause.
    pub(super) async fn read_bundles<const N: usize>(
        &mut self,
        tables: &str,
        questions: [(&'static [&'static str], &str); N],
        ask: impl FnOnce(AssertSqlSafe<String>) -> Asking,
    ) -> Result<[Vec<Bundled>; N]> {
        let bundled = questions.map(|(columns, text)| format!("({})", self.engine().bundled(columns, text)));
        let text = AssertSqlSafe(format!("{tables} select {}", bundled.join(", ")));
        let row = ask(text).fetch_one(self.any()).await?;
        let mut read = [const { Vec::new() }; N];
        for (at, (columns, _)) in questions.into_iter().enumerate() {
            let rows: Option<String> = row.try_get(at)?;
            let rows: Vec<Vec<serde_json::Value>> =
                rows.map_or(Ok(Vec::new()), |rows| serde_json::from_str(&rows))?;
            let bundled = |values| Bundled { columns, values, next: Cell::default() };
            read[at] = rows.into_iter().map(bundled).collect();
        }
        Ok(read)
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
