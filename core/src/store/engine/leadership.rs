//! Which of the processes that share a book leads.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use sqlx::{AnyConnection, Connection as _};

use super::Engine;
use crate::store::{Result, StoreError, sql};

/// The leadership of a book: of the processes that share it, only the one that leads sends messages, ticks and does
/// jobs. The operating system, or the server, ends the leadership of a process that dies. So whoever has it knows that
/// nobody else is sending.
#[derive(Debug)]
pub struct Leadership(Lock);

#[derive(Debug)]
enum Lock {
    /// A locked file beside the book. It is a file of its own, since closing a second handle of the book's file would
    /// release SQLite's locks.
    File { _lock: File, beside: PathBuf },
    /// A session of its own that holds an advisory lock.
    Session(Box<AnyConnection>),
}

impl Leadership {
    /// Takes the leadership, unless another process has it.
    pub(in crate::store) async fn take(engine: Engine, url: &str) -> Result<Option<Leadership>> {
        match engine {
            Engine::Sqlite => Leadership::beside(&Engine::file(url).unwrap_or_default()),
            Engine::Postgres => {
                let mut session = AnyConnection::connect(url).await?;
                // The text stays as it is, since a program of an older version takes its lock by it.
                let row = sqlx::query(sql!(
                    "select case when pg_try_advisory_lock(hashtext('renmai duty ' || current_schema())) ",
                    "then cast(1 as bigint) else 0 end"
                ));
                let row = row.fetch_one(&mut session).await?;
                let taken: i64 = sqlx::Row::try_get(&row, 0)?;
                match taken {
                    1 => Ok(Some(Leadership(Lock::Session(Box::new(session))))),
                    _ => Ok(None),
                }
            }
        }
    }

    /// Takes the leadership of the book of this file, whatever lies there.
    ///
    /// # Errors
    /// When no lock can be made beside it.
    pub fn beside(book: &Path) -> Result<Option<Leadership>> {
        let beside = named(book);
        let path = leader_file(&beside);
        let mut options = File::options();
        options.create(true).truncate(false).write(true);
        super::file::owners_only(&mut options);
        let file = options.open(path).map_err(|fault| StoreError::Database(fault.into()))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Leadership(Lock::File { _lock: file, beside }))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(fault)) => Err(StoreError::Database(fault.into())),
        }
    }

    /// Whether it is the leadership of the book in this file.
    pub(super) fn is_beside(&self, book: &Path) -> bool {
        matches!(&self.0, Lock::File { beside, .. } if *beside == named(book))
    }

    /// Whether this process still leads. A server that was restarted has released the lock.
    pub async fn holds(&mut self) -> bool {
        match &mut self.0 {
            Lock::File { .. } => true,
            Lock::Session(session) => session.ping().await.is_ok(),
        }
    }
}

/// The file beside a SQLite book that the leader locks; once a bot has run, it stays.
pub fn leader_file(book: &Path) -> PathBuf {
    // The name stays as it is, since a program of an older version locks this file.
    super::file::beside(book, "-duty")
}

/// The path without links, so that a book has one lock under all its names.
fn named(book: &Path) -> PathBuf {
    book.canonicalize().unwrap_or_else(|_| book.to_owned())
}
