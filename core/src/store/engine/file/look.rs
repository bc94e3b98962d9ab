//! What there is where a book may be. Looking makes nothing and writes nothing.

use std::path::Path;

use sqlx::{AnyConnection, Connection as _};

use super::{Access, connect};
use crate::store::engine::{Engine, steps};
use crate::store::{Result, StoreError};

/// The mark in the head of a file by which it says that it is a book: "renm".
const MARK: i64 = 0x7265_6e6d;

/// No database is shorter, in bytes.
const HEAD: u64 = 512;

/// What there is where a book may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Nothing at all.
    Nothing,
    /// A file without anything in it. On a server: never found, an empty schema is [`Found::Nothing`].
    Empty,
    /// Something that is no database.
    NotADatabase,
    /// A database of something else.
    Foreign,
    /// A database that cannot be read to its end.
    Damaged(String),
    /// A book of a version that this one does not know.
    Newer(i64),
    /// A book.
    Book(Age),
}

/// Whether a book has the tables of this version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    /// It has them.
    Current,
    /// It has the tables of this earlier version.
    Older(i64),
}

/// What lies at a path.
pub(in crate::store) async fn look_at(file: &Path) -> Result<Found> {
    let found = match file.metadata() {
        Ok(found) => found,
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(fault) => return Err(StoreError::Database(fault.into())),
    };
    if !found.is_file() {
        return Ok(Found::NotADatabase);
    }
    if found.len() == 0 {
        return Ok(Found::Empty);
    }
    // SQLite takes a file with less than a head for an empty database.
    if found.len() < HEAD {
        return Ok(Found::NotADatabase);
    }
    let looked = async {
        let mut connection = connect(file, Access::Look).await?;
        let looked = look(Engine::Sqlite, &mut connection).await;
        connection.close().await?;
        looked
    };
    match looked.await {
        Err(StoreError::Database(sqlx::Error::Database(fault))) => match fault.code().as_deref() {
            Some("26") => Ok(Found::NotADatabase),
            // A program was killed while it wrote. That can be rolled back only by opening the file to write.
            Some("776") if super::companion(file).is_some() => {
                let mut connection = connect(file, Access::Write).await?;
                let looked = look(Engine::Sqlite, &mut connection).await;
                connection.close().await?;
                looked
            }
            Some("11" | "267" | "523" | "779") => Ok(Found::Damaged(fault.message().to_owned())),
            _ => Err(StoreError::Database(sqlx::Error::Database(fault))),
        },
        looked => looked,
    }
}

/// What the database of a connection is. On a server it is the connection's schema.
pub(in crate::store) async fn look(engine: Engine, connection: &mut AnyConnection) -> Result<Found> {
    let text = match engine {
        Engine::Sqlite => {
            "select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\'"
        }
        // Tables of an extension do not count.
        Engine::Postgres => {
            "select cast(c.relname as text) from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = \
             current_schema()::regnamespace and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')"
        }
    };
    let tables: Vec<String> = sqlx::query_scalar(text).fetch_all(&mut *connection).await?;
    if tables.is_empty() {
        return Ok(match engine {
            Engine::Sqlite => Found::Empty,
            Engine::Postgres => Found::Nothing,
        });
    }
    if !tables.iter().any(|table| table == "_sqlx_migrations") {
        return Ok(Found::Foreign);
    }
    let done = "select version, checksum from _sqlx_migrations where success order by version";
    let done: Vec<(i64, Vec<u8>)> = sqlx::query_as(done).fetch_all(&mut *connection).await?;
    let steps = steps(engine);
    let is_first = |(version, sum): &(i64, Vec<u8>)| {
        steps.iter().next().is_some_and(|first| first.version == *version && *first.checksum == **sum)
    };
    if !done.first().is_some_and(is_first) {
        return Ok(Found::Foreign);
    }
    let last = done.last().map_or(0, |(version, _)| *version);
    Ok(match steps.iter().map(|step| step.version).max() {
        Some(ours) if last > ours => Found::Newer(last),
        Some(ours) if last < ours => Found::Book(Age::Older(last)),
        _ => Found::Book(Age::Current),
    })
}

/// Whether a file has the mark of a book. Books that were made before there was a mark have none.
pub(in crate::store) async fn is_marked(connection: &mut AnyConnection) -> Result<bool> {
    let mark: i64 =
        sqlx::query_scalar("select application_id from pragma_application_id").fetch_one(connection).await?;
    Ok(mark == MARK)
}

/// Marks a file as a book.
pub(in crate::store) async fn mark(connection: &mut AnyConnection) -> Result<()> {
    let text = sqlx::AssertSqlSafe(format!("pragma application_id = {MARK}"));
    sqlx::raw_sql(text).execute(connection).await?;
    Ok(())
}
