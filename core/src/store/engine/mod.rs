//! The database underneath. What SQLite and PostgreSQL do differently stands in this folder (and in the two folders of
//! migrations); every other statement is one text for both.
//!
//! Both have one writer at a time. SQLite has a write lock of its own; on PostgreSQL we take an advisory lock, so that
//! both behave alike and several processes on one book take turns.

mod dialect;
mod file;
mod leadership;
mod upkeep;

use std::path::PathBuf;
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::{AnyConnection, Connection as _};

use super::Result;

pub use file::{
    Age, Counted, FileError, Found, LOOSE, ReplaceError, beside, check_file, copy_file, create_private,
    loose, remove_book, replace_book, tighten, token_mailboxes_in,
};
pub(super) use file::{back_up, create, look, look_at};
pub use leadership::{Leadership, leader_file};
pub use upkeep::Erased;
pub(super) use upkeep::Extent;

/// A database that a book can be kept in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A file on this machine.
    Sqlite,
    /// A server.
    Postgres,
}

impl Engine {
    /// The engine of a database's address.
    pub fn of(url: &str) -> Option<Engine> {
        match url.split_once(':')?.0 {
            "sqlite" => Some(Engine::Sqlite),
            "postgres" | "postgresql" => Some(Engine::Postgres),
            _ => None,
        }
    }

    /// The address with which a database that is there is opened to write.
    pub(in crate::store) fn open_url(self, url: &str) -> Result<String> {
        Ok(match Engine::file(url) {
            Some(file) => file::write_address(&file).map_err(sqlx::Error::from)?,
            None => url.to_owned(),
        })
    }

    /// The file of a SQLite database's address.
    pub fn file(url: &str) -> Option<PathBuf> {
        let rest = url.strip_prefix("sqlite:")?;
        let rest = rest.strip_prefix("//").unwrap_or(rest);
        Some(file::decoded(rest.split('?').next().unwrap_or(rest)))
    }

    /// Whether a [`Leadership`] lasts as long as its process. Only then may the code that writes outbox messages
    /// claim them for the sender of its own process.
    pub fn has_lasting_leadership(self) -> bool {
        self == Engine::Sqlite
    }

    /// What sets a new connection up.
    pub(in crate::store) fn set_up(self) -> &'static str {
        match self {
            Engine::Sqlite => {
                "pragma busy_timeout = 10000; pragma journal_mode = wal; pragma synchronous = full; \
                 pragma foreign_keys = on; pragma temp_store = memory; pragma cache_size = -8000; \
                 pragma wal_autocheckpoint = 4000; pragma secure_delete = on;"
            }
            Engine::Postgres => "set client_min_messages = warning; set lock_timeout = '60s'",
        }
    }

    /// How a transaction that may write begins. SQLite takes the write lock at once, since a transaction that reads
    /// first and then wants the lock fails when another one wrote in between.
    pub(in crate::store) fn begin_writing(self) -> &'static str {
        match self {
            Engine::Sqlite => "begin immediate",
            Engine::Postgres => "begin",
        }
    }

    /// What takes the write lock of a transaction that has begun, if beginning it has not; it is let go at the end of
    /// the transaction.
    pub(in crate::store) fn lock(self) -> Option<&'static str> {
        match self {
            Engine::Sqlite => None,
            Engine::Postgres => {
                Some("select pg_advisory_xact_lock(hashtext('renmai write ' || current_schema()))")
            }
        }
    }

    /// What makes the database stop each statement of a transaction that takes longer, if it can by itself. SQLite is
    /// told at the time.
    pub(in crate::store) fn limit(self, limit: Duration) -> Option<String> {
        match self {
            Engine::Sqlite => None,
            Engine::Postgres => Some(format!("set local statement_timeout = {}", limit.as_millis())),
        }
    }

    /// How a transaction that only reads begins: all of it sees the book at one moment.
    pub(in crate::store) fn begin_reading(self) -> &'static str {
        match self {
            Engine::Sqlite => "begin",
            Engine::Postgres => "begin isolation level repeatable read, read only",
        }
    }

    /// Runs all new migrations in one transaction: if it breaks off, the old version of the program still works.
    pub(in crate::store) async fn migrate(self, connection: &mut AnyConnection) -> Result<()> {
        let mut steps = steps(self);
        // A book that is up to date is opened without the write lock: another may hold it for long.
        let done = "select count(*), coalesce(max(version), 0) from _sqlx_migrations where success";
        let done: sqlx::Result<(i64, i64)> = sqlx::query_as(done).fetch_one(&mut *connection).await;
        let all =
            (i64::try_from(steps.iter().count()).unwrap_or(0), steps.iter().map(|step| step.version).max());
        if done.is_ok_and(|(count, last)| (count, Some(last)) == all) {
            return Ok(());
        }
        // We hold the write lock ourselves, since the migrator would release its lock before the commit.
        steps.set_locking(false);
        let mut tx = connection.begin_with(self.begin_writing()).await?;
        if let Some(lock) = self.lock() {
            sqlx::raw_sql(lock).execute(&mut *tx).await?;
        }
        steps.run_direct(None, &mut *tx, false).await?;
        Ok(tx.commit().await?)
    }

    /// Marks the file of a book that was made before files were marked.
    pub(in crate::store) async fn mark(self, connection: &mut AnyConnection) -> Result<Marked> {
        if self == Engine::Postgres || file::is_marked(connection).await? {
            return Ok(Marked::Before);
        }
        file::mark(connection).await?;
        Ok(Marked::Now)
    }
}

/// Whether a book's file was marked just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Marked {
    /// It was: the book is older than the mark.
    Now,
    /// It was marked before.
    Before,
}

/// The steps that make the tables what they are.
fn steps(engine: Engine) -> Migrator {
    match engine {
        Engine::Sqlite => sqlx::migrate!("../migrations/sqlite"),
        Engine::Postgres => sqlx::migrate!("../migrations/postgres"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_its_engine() {
        for (url, engine) in [
            ("sqlite://renmai.db", Some(Engine::Sqlite)),
            ("postgres://renmai@localhost/renmai", Some(Engine::Postgres)),
            ("postgresql://localhost/renmai", Some(Engine::Postgres)),
            ("mysql://localhost", None),
            ("renmai.db", None),
        ] {
            assert_eq!(Engine::of(url), engine, "{url}");
        }
        assert_eq!(Engine::file("sqlite:///data/a.db?mode=rwc"), Some("/data/a.db".into()));
        assert_eq!(Engine::file("sqlite:///data/a%20%3f%é.db"), Some("/data/a ?%é.db".into()));
    }
}
