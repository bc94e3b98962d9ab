//! Many rows in one statement.

use sqlx::AssertSqlSafe;
use sqlx::any::AnyArguments;

use super::{Result, Tx};

/// How many of so many rows one statement takes: a few texts, which the database knows, serve any number of rows. A
/// hundred is what Telegram gives at a time; SQLite takes no more than 32,766 values.
fn run_of(rows: usize) -> usize {
    match rows {
        256.. => 256,
        100.. => 100,
        few => 1 << few.ilog2(),
    }
}

/// What a value that cannot be given to the database says.
pub(super) type GiveError = sqlx::error::BoxDynError;

/// Where rows go.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) columns: &'static [&'static str],
    /// What stands behind the rows: what happens to one that is there already.
    pub(super) then: &'static str,
}

impl Tx {
    /// Writes rows; `give` gives the values of one, in the order of the columns.
    pub(super) async fn insert<T>(
        &mut self,
        table: Table,
        rows: &[T],
        give: impl Fn(&T, &mut AnyArguments) -> Result<(), GiveError>,
    ) -> Result<()> {
        let (width, mut left) = (table.columns.len(), rows);
        while !left.is_empty() {
            let (run, more) = left.split_at(run_of(left.len()));
            left = more;
            let mut values = AnyArguments::default();
            sqlx::Arguments::reserve(&mut values, run.len() * width, 0);
            for row in run {
                give(row, &mut values).map_err(sqlx::Error::Encode)?;
            }
            let Table { name, columns, then } = table;
            let columns = columns.join(", ");
            let places = self.engine.places(run.len(), width);
            // No text of a person is in it.
            let text = AssertSqlSafe(format!("insert into {name} ({columns}) values {places} {then}"));
            sqlx::query_with(text, values).execute(self.beside()).await?;
        }
        Ok(())
    }
}
