//! The database underneath. What SQLite and PostgreSQL do differently stands in this file (and in the two folders of
//! migrations); every other statement is one text for both.
//!
//! Both have one writer at a time. SQLite has one write lock; on PostgreSQL we take one, so that what was reasoned
//! about one engine holds on the other, and several processes on one book take turns.

use std::borrow::Cow;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Row as _};

use super::{Result, StoreError, sql};

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

    /// The address with which it is opened: a file that is not there is made.
    pub(super) fn open_url(self, url: &str) -> String {
        match self {
            Engine::Sqlite if !url.contains('?') => format!("{url}?mode=rwc"),
            _ => url.to_owned(),
        }
    }

    /// The file of a SQLite database's address.
    pub fn file(url: &str) -> Option<&Path> {
        let rest = url.strip_prefix("sqlite:")?;
        let rest = rest.strip_prefix("//").unwrap_or(rest);
        Some(Path::new(rest.split('?').next().unwrap_or(rest)))
    }

    /// Whether a [`Duty`] lasts as long as its process. Only then may letters be claimed for a sender of this process by
    /// whoever writes them.
    pub fn has_lasting_duty(self) -> bool {
        self == Engine::Sqlite
    }

    /// What each connection is told first.
    pub(super) async fn set_up(self, connection: &mut AnyConnection) -> sqlx::Result<()> {
        let text = match self {
            Engine::Sqlite => {
                "pragma busy_timeout = 10000; pragma journal_mode = wal; pragma synchronous = full; \
                 pragma foreign_keys = on; pragma temp_store = memory; pragma cache_size = -8000; \
                 pragma wal_autocheckpoint = 4000;"
            }
            Engine::Postgres => "set client_min_messages = warning; set lock_timeout = '60s'",
        };
        sqlx::raw_sql(text).execute(connection).await?;
        Ok(())
    }

    /// How a transaction that may write begins. SQLite takes the write lock at once: a transaction that reads first
    /// and then asks for it is refused whenever another wrote in between.
    pub(super) fn begin_writing(self) -> &'static str {
        match self {
            Engine::Sqlite => "begin immediate",
            Engine::Postgres => "begin",
        }
    }

    /// Takes the write lock of a transaction that has begun; it is let go at the end of the transaction.
    pub(super) async fn lock(self, connection: &mut AnyConnection) -> sqlx::Result<()> {
        if self == Engine::Postgres {
            sqlx::raw_sql("select pg_advisory_xact_lock(hashtext('renmai write ' || current_schema()))")
                .execute(connection)
                .await?;
        }
        Ok(())
    }

    /// How a transaction that only reads begins: all of it sees the book at one moment.
    pub(super) fn begin_reading(self) -> &'static str {
        match self {
            Engine::Sqlite => "begin",
            Engine::Postgres => "begin isolation level repeatable read, read only",
        }
    }

    /// Brings the tables up to date, all steps in one transaction: broken off, the old version can go on.
    pub(super) async fn migrate(self, connection: &mut AnyConnection) -> Result<()> {
        let mut steps = match self {
            Engine::Sqlite => sqlx::migrate!("../migrations/sqlite"),
            Engine::Postgres => sqlx::migrate!("../migrations/postgres"),
        };
        // A book that is up to date is opened without the write lock: another may hold it for long.
        let done = "select count(*), coalesce(max(version), 0) from _sqlx_migrations where success";
        let done: sqlx::Result<(i64, i64)> = sqlx::query_as(done).fetch_one(&mut *connection).await;
        let all =
            (i64::try_from(steps.iter().count()).unwrap_or(0), steps.iter().map(|step| step.version).max());
        if done.is_ok_and(|(count, last)| (count, Some(last)) == all) {
            return Ok(());
        }
        // We hold the write lock; the migrator's own would be let go before the commit.
        steps.set_locking(false);
        let mut tx = connection.begin_with(self.begin_writing()).await?;
        self.lock(&mut tx).await?;
        steps.run_direct(None, &mut *tx, false).await?;
        Ok(tx.commit().await?)
    }

    /// The question of which `text` gives the rows, answered with all of them in one JSON text.
    pub(super) fn bundled(self, columns: &[&str], text: &str) -> String {
        let columns = columns.join(", ");
        match self {
            Engine::Sqlite => format!("select json_group_array(json_array({columns})) as rows from ({text})"),
            Engine::Postgres => {
                format!(
                    "select cast(json_agg(json_build_array({columns})) as text) as rows from ({text}) as q"
                )
            }
        }
    }

    /// The places of values, for so many rows of so many columns: `(?, ?), (?, ?)`. SQLite looks for a named place (`$7`
    /// is a name to it) from the first on, which makes the cost of a statement grow with the square of their number.
    pub(super) fn places(self, rows: usize, columns: usize) -> String {
        let row = |row: usize| {
            let places = (1..=columns).map(|column| match self {
                Engine::Sqlite => "?".into(),
                Engine::Postgres => Cow::Owned(format!("${}", row * columns + column)),
            });
            format!("({})", places.collect::<Vec<Cow<'_, str>>>().join(", "))
        };
        match self {
            Engine::Sqlite => vec![row(0); rows].join(", "),
            Engine::Postgres => (0..rows).map(row).collect::<Vec<_>>().join(", "),
        }
    }

    /// For each of the tables the first of `count` numbers that no row of it has had. SQLite counts by the rows themselves;
    /// the write lock is held, so nobody else takes them.
    pub(super) async fn take_ids<const N: usize>(
        self,
        connection: &mut AnyConnection,
        tables: [&'static str; N],
        count: i64,
    ) -> Result<[i64; N]> {
        let of = |table: &'static str| match self {
            Engine::Sqlite => format!(
                "max(coalesce((select max(id) from {table}), 0), \
                 coalesce((select seq from sqlite_sequence where name = '{table}'), 0)) + 1"
            ),
            Engine::Postgres => {
                let sequence = format!("pg_get_serial_sequence('{table}', 'id')");
                format!("setval({sequence}, nextval({sequence}) + {0}) - {0}", count - 1)
            }
        };
        let text = format!("select {}", tables.map(of).join(", "));
        let row = sqlx::query(AssertSqlSafe(text)).fetch_one(connection).await?;
        let mut firsts = [0; N];
        for (at, first) in firsts.iter_mut().enumerate() {
            *first = row.try_get(at)?;
        }
        Ok(firsts)
    }

    /// The columns of a table that are written, not computed.
    pub(super) async fn columns(
        self,
        connection: &mut AnyConnection,
        table: &'static str,
    ) -> Result<Vec<String>> {
        let text = match self {
            Engine::Sqlite => "select name from pragma_table_xinfo($1) where hidden = 0 order by cid",
            Engine::Postgres => {
                "select cast(column_name as text) from information_schema.columns where table_name = $1 \
                 and table_schema = current_schema() and is_generated = 'NEVER' order by ordinal_position"
            }
        };
        Ok(sqlx::query_scalar(text).bind(table).fetch_all(connection).await?)
    }

    /// The last number that each table has given, by the table's name: none is given again.
    pub(super) async fn last_ids(self, connection: &mut AnyConnection) -> Result<Vec<(String, i64)>> {
        let text = match self {
            Engine::Sqlite => "select name, seq from sqlite_sequence where seq > 0",
            Engine::Postgres => {
                "select cast(c.relname as text), s.last_value from pg_sequences s join pg_class q \
                 on q.relname = s.sequencename and q.relnamespace = current_schema()::regnamespace join pg_depend d \
                 on d.objid = q.oid and d.deptype = 'i' join pg_class c on c.oid = d.refobjid \
                 where s.schemaname = current_schema() and s.last_value is not null"
            }
        };
        Ok(sqlx::query_as(text).fetch_all(connection).await?)
    }

    /// Goes on counting from there; a table with a higher number in it, from that.
    pub(super) async fn set_last_ids(
        self,
        connection: &mut AnyConnection,
        last: &[(String, i64)],
    ) -> Result<()> {
        match self {
            Engine::Sqlite => {
                for (table, id) in last {
                    // SQLite's own table knows no key: one row for each name is ours to keep.
                    let text = "insert into sqlite_sequence (name, seq) select $1, 0 where not exists \
                                (select 1 from sqlite_sequence where name = $1)";
                    sqlx::query(text).bind(table).execute(&mut *connection).await?;
                    let text = "update sqlite_sequence set seq = max(seq, $2) where name = $1";
                    sqlx::query(text).bind(table).bind(id).execute(&mut *connection).await?;
                }
            }
            Engine::Postgres => {
                let counted = "select cast(table_name as text) from information_schema.columns where is_identity = 'YES' \
                     and table_schema = current_schema()";
                let tables: Vec<String> = sqlx::query_scalar(counted).fetch_all(&mut *connection).await?;
                for table in tables {
                    let before = last.iter().find(|(name, _)| *name == table).map_or(0, |(_, id)| *id);
                    let text = format!(
                        "select setval(pg_get_serial_sequence('{table}', 'id'), \
                         greatest($1, (select coalesce(max(id), 0) from {table}), 1))"
                    );
                    sqlx::query(AssertSqlSafe(text)).bind(before).execute(&mut *connection).await?;
                }
            }
        }
        Ok(())
    }

    /// What is wrong with a SQLite file. A server sees to itself.
    pub(super) async fn faults(self, connection: &mut AnyConnection) -> Result<Vec<String>> {
        if self == Engine::Postgres {
            return Ok(Vec::new());
        }
        let mut faults: Vec<String> = sqlx::query_scalar(
            "select integrity_check from pragma_integrity_check where integrity_check <> 'ok'",
        )
        .fetch_all(&mut *connection)
        .await?;
        let lost: Vec<String> = sqlx::query_scalar(
            "select 'a row of ' || \"table\" || ' refers to none' from pragma_foreign_key_check",
        )
        .fetch_all(connection)
        .await?;
        faults.extend(lost);
        Ok(faults)
    }

    /// Writes a consistent copy of a SQLite book to a new file.
    pub(super) async fn copy_file(connection: &mut AnyConnection, file: &str) -> Result<()> {
        sqlx::query(sql!("vacuum into $1")).bind(file).execute(connection).await?;
        Ok(())
    }
}

/// Of the processes that share a book, the one on duty: it alone sends letters, ticks and does jobs. The operating
/// system, or the server, ends the duty of a process that dies, and another takes it; so whoever has it knows that
/// nobody else is sending.
#[derive(Debug)]
pub struct Duty(Held);

#[derive(Debug)]
enum Held {
    /// A locked file beside the book: a lock of its own, since closing a second handle of the book's own file would
    /// take SQLite's locks away.
    File { _lock: File },
    /// A session of its own that holds an advisory lock.
    Session(Box<AnyConnection>),
}

impl Duty {
    /// Takes the duty, unless another process has it.
    pub(super) async fn take(engine: Engine, url: &str) -> Result<Option<Duty>> {
        match engine {
            Engine::Sqlite => Ok(lock_beside(Engine::file(url).unwrap_or(Path::new("")))?),
            Engine::Postgres => {
                let mut session = AnyConnection::connect(url).await?;
                let row = sqlx::query(sql!(
                    "select case when pg_try_advisory_lock(hashtext('renmai duty ' || current_schema())) ",
                    "then cast(1 as bigint) else 0 end"
                ));
                let row = row.fetch_one(&mut session).await?;
                let taken: i64 = sqlx::Row::try_get(&row, 0)?;
                match taken {
                    1 => Ok(Some(Duty(Held::Session(Box::new(session))))),
                    _ => Ok(None),
                }
            }
        }
    }

    /// Whether this process still has it: a server that was restarted has forgotten.
    pub async fn holds(&mut self) -> bool {
        match &mut self.0 {
            Held::File { .. } => true,
            Held::Session(session) => session.ping().await.is_ok(),
        }
    }
}

fn lock_beside(book: &Path) -> Result<Option<Duty>> {
    let mut name = book.as_os_str().to_owned();
    name.push("-duty");
    let path = PathBuf::from(name);
    let open = File::options().create(true).truncate(false).write(true).open(path);
    let file = open.map_err(|fault| StoreError::Database(fault.into()))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Duty(Held::File { _lock: file }))),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(fault)) => Err(StoreError::Database(fault.into())),
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
        assert_eq!(Engine::file("sqlite:///data/a.db?mode=rwc"), Some(Path::new("/data/a.db")));
    }
}
