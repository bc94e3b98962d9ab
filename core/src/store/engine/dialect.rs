//! What SQLite and PostgreSQL say differently.

use std::borrow::Cow;

use sqlx::{AnyConnection, AssertSqlSafe, Row as _};

use super::Engine;
use crate::store::{Connection, Result};

impl Engine {
    /// A query that gives all rows of another one as a single JSON text.
    pub(in crate::store) fn bundled(self, columns: &[&str], text: &str) -> String {
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

    /// The placeholders for so many rows of so many columns: `(?, ?), (?, ?)`. SQLite treats `$7` as a name and
    /// searches for it from the first one on, so that the cost would grow with the square of their number.
    pub(in crate::store) fn placeholders(self, rows: usize, columns: usize) -> String {
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

    /// Reserves `count` row ids in each of these tables, and gives the first of each. SQLite derives them from the
    /// rows; no other process can take them, since the write lock is held.
    pub(in crate::store) async fn take_ids<const N: usize>(
        self,
        connection: &mut Connection,
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
        let row = sqlx::query(AssertSqlSafe(text)).fetch_one(connection.any()).await?;
        let mut firsts = [0; N];
        for (at, first) in firsts.iter_mut().enumerate() {
            *first = row.try_get(at)?;
        }
        Ok(firsts)
    }

    /// The columns of a table that are written, not computed.
    pub(in crate::store) async fn columns(
        self,
        connection: &mut Connection,
        table: &'static str,
    ) -> Result<Vec<String>> {
        let text = match self {
            Engine::Sqlite => "select name from pragma_table_xinfo($1) where hidden = 0 order by cid",
            Engine::Postgres => {
                "select cast(column_name as text) from information_schema.columns where table_name = $1 \
                 and table_schema = current_schema() and is_generated = 'NEVER' order by ordinal_position"
            }
        };
        Ok(sqlx::query_scalar(text).bind(table).fetch_all(connection.any()).await?)
    }

    /// The last number that each table has given, by the table's name: none is given again.
    pub(in crate::store) async fn last_ids(self, connection: &mut Connection) -> Result<Vec<(String, i64)>> {
        let text = match self {
            Engine::Sqlite => "select name, seq from sqlite_sequence where seq > 0",
            Engine::Postgres => {
                "select cast(c.relname as text), s.last_value from pg_sequences s join pg_class q \
                 on q.relname = s.sequencename and q.relnamespace = current_schema()::regnamespace join pg_depend d \
                 on d.objid = q.oid and d.deptype = 'i' join pg_class c on c.oid = d.refobjid \
                 where s.schemaname = current_schema() and s.last_value is not null"
            }
        };
        Ok(sqlx::query_as(text).fetch_all(connection.any()).await?)
    }

    /// Goes on counting from there; a table with a higher number in it, from that.
    pub(in crate::store) async fn set_last_ids(
        self,
        connection: &mut Connection,
        last: &[(String, i64)],
    ) -> Result<()> {
        match self {
            Engine::Sqlite => {
                for (table, id) in last {
                    // The table of SQLite has no unique key, so we keep one row for each name.
                    let text = "insert into sqlite_sequence (name, seq) select $1, 0 where not exists \
                                (select 1 from sqlite_sequence where name = $1)";
                    sqlx::query(text).bind(table).execute(connection.any()).await?;
                    let text = "update sqlite_sequence set seq = max(seq, $2) where name = $1";
                    sqlx::query(text).bind(table).bind(id).execute(connection.any()).await?;
                }
            }
            Engine::Postgres => {
                let counted = "select cast(table_name as text) from information_schema.columns where is_identity = 'YES' \
                     and table_schema = current_schema()";
                let tables: Vec<String> = sqlx::query_scalar(counted).fetch_all(connection.any()).await?;
                for table in tables {
                    let before = last.iter().find(|(name, _)| *name == table).map_or(0, |(_, id)| *id);
                    let text = format!(
                        "select setval(pg_get_serial_sequence('{table}', 'id'), \
                         greatest($1, (select coalesce(max(id), 0) from {table}), 1))"
                    );
                    sqlx::query(AssertSqlSafe(text)).bind(before).execute(connection.any()).await?;
                }
            }
        }
        Ok(())
    }

    /// What is wrong with a SQLite file. PostgreSQL checks itself.
    pub(in crate::store) async fn faults(self, connection: &mut AnyConnection) -> Result<Vec<String>> {
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
}
