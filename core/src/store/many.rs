//! Many rows in one statement: written, or asked about.

use sqlx::AssertSqlSafe;
use sqlx::any::AnyArguments;

use super::row::Bundled;
use super::{Connection, Result};

/// How many of so many rows one statement takes. Only a few sizes are used, so that the database has few texts to
/// prepare. A hundred is the size of a batch of updates; SQLite takes at most 32,766 values.
fn run_of(rows: usize) -> usize {
    match rows {
        256.. => 256,
        100.. => 100,
        few => 1 << few.ilog2(),
    }
}

/// The size to which the rows of a question are filled up, by repeating the last row.
fn whole_run_of(rows: usize) -> usize {
    match rows {
        65..=100 => 100,
        few => few.next_power_of_two(),
    }
}

/// What a value that cannot be given to the database says.
pub(super) type BindError = sqlx::error::BoxDynError;

/// The table, the columns and the conflict clause of an insert.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) columns: &'static [&'static str],
    /// The conflict clause: what happens to a row that exists already.
    pub(super) then: &'static str,
}

impl Connection {
    /// Writes rows; `bind` gives the values of one, in the order of the columns.
    pub(super) async fn insert<T>(
        &mut self,
        table: Table,
        rows: &[T],
        bind: impl Fn(&T, &mut AnyArguments) -> Result<(), BindError>,
    ) -> Result<()> {
        let Table { name, columns, then } = table;
        self.execute_runs(columns.len(), rows, bind, |placeholders| {
            format!("insert into {name} ({}) values {placeholders} {then}", columns.join(", "))
        })
        .await
    }

    /// Runs a statement over rows, which it knows as the table `given` of these columns.
    pub(super) async fn execute_with<T>(
        &mut self,
        columns: &[&str],
        rows: &[T],
        statement: &str,
        bind: impl Fn(&T, &mut AnyArguments) -> Result<(), BindError>,
    ) -> Result<()> {
        self.execute_runs(columns.len(), rows, bind, |placeholders| {
            format!("{} {statement}", given(columns, placeholders))
        })
        .await
    }

    async fn execute_runs<T>(
        &mut self,
        width: usize,
        rows: &[T],
        bind: impl Fn(&T, &mut AnyArguments) -> Result<(), BindError>,
        text: impl Fn(&str) -> String,
    ) -> Result<()> {
        let mut left = rows;
        while !left.is_empty() {
            let (run, more) = left.split_at(run_of(left.len()));
            left = more;
            let values = values_of(run, width, &bind)?;
            // The text contains no input.
            let text = AssertSqlSafe(text(&self.engine().placeholders(run.len(), width)));
            sqlx::query_with(text, values).execute(self.any()).await?;
        }
        Ok(())
    }

    /// Reads the answers to several questions about rows, which the questions know as the table `given` of these
    /// columns, some of them twice.
    pub(super) async fn read_about<T, const N: usize>(
        &mut self,
        columns: &[&str],
        rows: &[T],
        bind: impl Fn(&T, &mut AnyArguments) -> Result<(), BindError>,
        questions: [(&'static [&'static str], &str); N],
    ) -> Result<[Vec<Bundled>; N]> {
        let mut read = [const { Vec::new() }; N];
        for run in rows.chunks(256) {
            let whole = whole_run_of(run.len());
            let values = values_of(
                run.iter().chain(run.last().into_iter().cycle()).take(whole),
                columns.len(),
                &bind,
            )?;
            let given = given(columns, &self.engine().placeholders(whole, columns.len()));
            let answers = self.read_bundles(&given, questions, |text| sqlx::query_with(text, values)).await?;
            read.iter_mut().zip(answers).for_each(|(all, more)| all.extend(more));
        }
        Ok(read)
    }
}

fn given(columns: &[&str], placeholders: &str) -> String {
    format!("with given ({}) as (values {placeholders})", columns.join(", "))
}

fn values_of<'a, T: 'a>(
    rows: impl IntoIterator<Item = &'a T>,
    width: usize,
    bind: impl Fn(&T, &mut AnyArguments) -> Result<(), BindError>,
) -> Result<AnyArguments> {
    let rows = rows.into_iter();
    let mut values = AnyArguments::default();
    sqlx::Arguments::reserve(&mut values, rows.size_hint().0 * width, 0);
    for row in rows {
        bind(row, &mut values).map_err(sqlx::Error::Encode)?;
    }
    Ok(values)
}
