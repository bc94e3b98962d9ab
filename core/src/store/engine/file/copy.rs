//! A copy of a book's file, made by the database itself: it holds what was committed, wherever that stood.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use sqlx::{AnyConnection, AssertSqlSafe, Connection as _};

use super::{Access, beside, connect, create_private, remove_book, sync_folder};
use crate::store::engine::Engine;
use crate::store::{Result, StoreError, sql};

/// How many rows a table has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Its name.
    pub table: String,
    /// How many.
    pub rows: i64,
}

/// Why a file was not copied. Nothing is left of the copy.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It was written to meanwhile.
    #[error("it was written to while it was read: stop what writes to it, or make a backup of it")]
    Changed,
    /// The file is damaged.
    #[error("it is damaged ({0}): take another backup")]
    Damaged(String),
    /// The book itself is damaged.
    #[error("the book is damaged ({0}): stop renmai and restore the last good backup")]
    Broken(String),
    /// The copy holds something else.
    #[error(
        "the copy does not hold what it was made from: see whether the disk is full, and take another backup"
    )]
    Differs,
    /// The database says so.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The disk says so.
    #[error(transparent)]
    Disk(#[from] std::io::Error),
}

impl From<sqlx::Error> for FileError {
    fn from(fault: sqlx::Error) -> FileError {
        FileError::Store(fault.into())
    }
}

/// Writes a copy of what the connection reads to a new file that only its owner can read.
async fn copy_into(connection: &mut AnyConnection, to: &Path) -> Result<(), FileError> {
    // SQLite takes an empty file for a new database, and leaves its rights as they are.
    create_private(to)?;
    let name = to.to_string_lossy();
    let copied = sqlx::query(sql!("vacuum into $1")).bind(name.as_ref()).execute(connection).await;
    let done = match copied {
        Ok(_) => fs::File::open(to)
            .and_then(|file| file.sync_all())
            .and_then(|()| sync_folder(to))
            .map_err(FileError::from),
        Err(fault) => Err(fault.into()),
    };
    if done.is_err() {
        remove_book(to)?;
    }
    done
}

/// Copies a file that nobody writes to, with what lies beside it, to a new one; nothing is made or written beside it.
/// Answers what is in both. What it is was looked at before.
///
/// # Errors
/// When it is damaged, or written to after all, or the copy cannot be written. Then there is no copy.
pub async fn copy_file(from: &Path, to: &Path) -> Result<Vec<Counted>, FileError> {
    let before = state(from)?;
    let mut connection = connect(from, Access::Look).await?;
    if let Some(fault) = Engine::Sqlite.faults(&mut connection).await?.into_iter().next() {
        return Err(FileError::Damaged(fault));
    }
    let counted = count(&mut connection).await?;
    copy_into(&mut connection, to).await?;
    connection.close().await?;
    let there = async {
        let mut copy = connect(to, Access::Look).await?;
        let there = count(&mut copy).await;
        copy.close().await?;
        there
    };
    let same = match there.await {
        Ok(there) if there != counted => Err(FileError::Differs),
        Ok(_) if state(from)? != before => Err(FileError::Changed),
        Ok(_) => Ok(counted),
        Err(fault) => Err(fault.into()),
    };
    if same.is_err() {
        remove_book(to)?;
    }
    same
}

/// Copies a book that may be in use, whatever its version.
pub(in crate::store) async fn back_up(book: &Path, to: &Path) -> Result<(), FileError> {
    // Opened to write, though it only reads: reading beside writers takes locks.
    let mut connection = connect(book, Access::Write).await?;
    sqlx::raw_sql("pragma busy_timeout = 10000").execute(&mut connection).await?;
    copy_into(&mut connection, to).await?;
    connection.close().await?;
    let faults = async {
        let mut copy = connect(to, Access::Look).await?;
        let faults = Engine::Sqlite.faults(&mut copy).await;
        copy.close().await?;
        faults
    };
    match faults.await {
        Ok(faults) => match faults.into_iter().next() {
            None => Ok(()),
            Some(fault) => {
                remove_book(to)?;
                Err(FileError::Broken(fault))
            }
        },
        Err(fault) => {
            remove_book(to)?;
            Err(fault.into())
        }
    }
}

/// Reads a book to its end; answers what is in it.
///
/// # Errors
/// When it is damaged, or cannot be read.
pub async fn check_file(book: &Path) -> Result<Vec<Counted>, FileError> {
    let mut connection = connect(book, Access::Look).await?;
    let counted = match Engine::Sqlite.faults(&mut connection).await?.into_iter().next() {
        Some(fault) => Err(FileError::Damaged(fault)),
        None => Ok(count(&mut connection).await?),
    };
    connection.close().await?;
    counted
}

/// How many connected mailboxes of a book are entered with tokens; nothing is written.
///
/// # Errors
/// When it cannot be read.
pub async fn token_mailboxes_in(book: &Path) -> Result<usize, FileError> {
    let mut connection = connect(book, Access::Look).await?;
    let text = "select count(*) from mailbox where auth = 'token' and removed_at is null";
    let counted: i64 = sqlx::query_scalar(text).fetch_one(&mut connection).await?;
    connection.close().await?;
    Ok(usize::try_from(counted).unwrap_or(0))
}

type State = (u64, Option<SystemTime>);

/// What changes when a file, or its log, is written to.
fn state(file: &Path) -> std::io::Result<[Option<State>; 2]> {
    let of = |path: &Path| path.metadata().ok().map(|found| (found.len(), found.modified().ok()));
    Ok([of(file), of(&beside(file, "-wal"))])
}

/// How many rows each table has.
pub(super) async fn count(connection: &mut AnyConnection) -> Result<Vec<Counted>> {
    let text = "select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name";
    let tables: Vec<String> = sqlx::query_scalar(text).fetch_all(&mut *connection).await?;
    let mut counted = Vec::with_capacity(tables.len());
    for table in tables {
        let text = format!("select count(*) from \"{}\"", table.replace('"', "\"\""));
        let rows = sqlx::query_scalar(AssertSqlSafe(text)).fetch_one(&mut *connection).await?;
        counted.push(Counted { table, rows });
    }
    Ok(counted)
}
