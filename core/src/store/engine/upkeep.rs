//! What a database still holds of rows that are gone.

use sqlx::{AnyConnection, AssertSqlSafe, Connection as _};

use super::Engine;
use crate::store::{Result, TABLES};

/// What became of the bytes of rows that were erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Erased {
    /// None of them is in the book's files. A server sees to its own.
    Wholly,
    /// They are not in the log any more. The file is long, so it is written anew only once on a day.
    FromLog,
    /// Somebody still reads the book as it was before, so the log cannot be emptied yet.
    HeldUp,
}

/// Which of a book's files are written over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Extent {
    /// The log; the file as well, where that is soon done.
    Soon,
    /// Both, however long it takes.
    Whole,
}

/// A file of at most so many bytes is written anew in less than a second.
const SHORT: i64 = 64 << 20;

impl Engine {
    /// Writes over what rows that are gone have left. It has a connection of its own, outside every transaction.
    pub(in crate::store) async fn erase_freed(self, url: &str, extent: Extent) -> Result<Erased> {
        let mut connection = AnyConnection::connect(url).await?;
        sqlx::raw_sql(self.set_up()).execute(&mut connection).await?;
        let erased = match self {
            Engine::Sqlite => erase(&mut connection, extent).await,
            Engine::Postgres => {
                let tables: Vec<&str> = TABLES.iter().map(|(table, _)| *table).collect();
                let text = AssertSqlSafe(format!("vacuum {}", tables.join(", ")));
                sqlx::raw_sql(text).execute(&mut connection).await?;
                Ok(Erased::Wholly)
            }
        };
        connection.close().await?;
        erased
    }
}

async fn erase(connection: &mut AnyConnection, extent: Extent) -> Result<Erased> {
    // A page that was split keeps a copy of rows that moved to another, and `secure_delete` does not know of it.
    let size = "select page_count * page_size from pragma_page_count, pragma_page_size";
    let size: i64 = sqlx::query_scalar(size).fetch_one(&mut *connection).await?;
    let whole = extent == Extent::Whole || size <= SHORT;
    if whole {
        // `vacuum` sorts more than fits into memory. SQLite's temporary file has no name, so nothing stays of it.
        sqlx::raw_sql("pragma temp_store = file; vacuum").execute(&mut *connection).await?;
    }
    // Writers wait while the checkpoint waits for readers, so it does not wait long.
    sqlx::raw_sql("pragma busy_timeout = 200").execute(&mut *connection).await?;
    let held: i64 = sqlx::query_scalar("pragma wal_checkpoint(truncate)").fetch_one(&mut *connection).await?;
    Ok(match (held, whole) {
        (0, true) => Erased::Wholly,
        (0, false) => Erased::FromLog,
        _ => Erased::HeldUp,
    })
}
