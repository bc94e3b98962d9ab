//! Puts another file in the place of a book's. At every moment there is a whole book in the place, and the one that was
//! there is kept beside it.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use sqlx::{AnyConnection, Connection as _};

use super::{Access, beside, companion, connect, sync_folder};
use crate::failpoint::{Failpoint, pass};
use crate::store::engine::Leadership;

/// Why a book was not replaced. It is whole and in its place.
#[derive(Debug, thiserror::Error)]
pub enum ReplaceError {
    /// Somebody else reads it, or writes to it.
    #[error(
        "another program has {0} open: close it (a sqlite3 shell, Litestream, a backup, another renmai) and try again"
    )]
    Open(String),
    /// There is no book, but a log that one has left.
    #[error("{0} belongs to a book that is not there any more: move it away first")]
    LeftBeside(String),
    /// The caller does not lead this book.
    #[error("renmai runs on {0}: stop it first")]
    Led(String),
    /// There is no room for another name.
    #[error("there are a hundred books beside {0} that restores have kept: move some away first")]
    NoName(String),
    /// The database says so.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The disk says so.
    #[error(transparent)]
    Disk(#[from] io::Error),
}

/// Gives a whole file, which nobody has open, the name of a book that the caller leads. Answers where the file that had
/// the name is now; `None`: there was none.
///
/// # Errors
/// When somebody else has the book open, or the disk refuses. Then the book is as it was.
pub async fn replace_book(
    book: &Path,
    new: &Path,
    leadership: &Leadership,
) -> Result<Option<PathBuf>, ReplaceError> {
    let place = || book.display().to_string();
    if !leadership.is_beside(book) {
        return Err(ReplaceError::Led(place()));
    }
    if let Some(left) = companion(new) {
        return Err(ReplaceError::Open(left.display().to_string()));
    }
    if !book.try_exists()? {
        if let Some(left) = companion(book) {
            return Err(ReplaceError::LeftBeside(left.display().to_string()));
        }
        fs::hard_link(new, book).or_else(|fault| match fault.kind() {
            ErrorKind::AlreadyExists => Err(fault),
            _ => fs::rename(new, book),
        })?;
        sync_folder(book)?;
        pass(Failpoint::BookReplaced);
        let _ = fs::remove_file(new);
        return Ok(None);
    }
    let mut old = connect(book, Access::Write).await?;
    let kept = match hold_alone(&mut old, book).await {
        Ok(true) => exchange(book, new),
        Ok(false) => Err(ReplaceError::Open(place())),
        Err(fault) => Err(fault.into()),
    };
    // Until here nobody else could begin to read it.
    old.close().await?;
    kept.map(Some)
}

/// Puts all that the book holds into its one file and takes it for us alone. Answers whether that was so: to leave the
/// log, SQLite must be the only one that has the file open, and it writes all of the log into it first.
async fn hold_alone(book: &mut AnyConnection, file: &Path) -> sqlx::Result<bool> {
    let held = async {
        sqlx::raw_sql("pragma busy_timeout = 2000").execute(&mut *book).await?;
        let mode: String = sqlx::query_scalar("pragma journal_mode = delete").fetch_one(&mut *book).await?;
        if mode != "delete" {
            return Ok(false);
        }
        sqlx::raw_sql("begin exclusive").execute(&mut *book).await?;
        // Another process may have opened it in between, and switched it to a log again.
        let mode: String = sqlx::query_scalar("pragma journal_mode").fetch_one(&mut *book).await?;
        let _: i64 = sqlx::query_scalar("select count(*) from sqlite_schema").fetch_one(&mut *book).await?;
        Ok(mode == "delete" && companion(file).is_none() && !beside(file, "-wal").exists())
    };
    match held.await {
        // Busy, or locked, in any of their kinds.
        Err(sqlx::Error::Database(fault))
            if fault
                .code()
                .and_then(|code| code.parse().ok())
                .is_some_and(|code: u32| matches!(code & 0xff, 5 | 6)) =>
        {
            Ok(false)
        }
        held => held,
    }
}

/// The book gets a second name beside its own. Then the new file takes its name, in one step, so that there is always
/// one.
fn exchange(book: &Path, new: &Path) -> Result<PathBuf, ReplaceError> {
    pass(Failpoint::BookHeld);
    let kept = keep(book)?;
    sync_folder(book)?;
    pass(Failpoint::BookKept);
    if let Err(fault) = fs::rename(new, book) {
        fs::remove_file(&kept)?;
        return Err(fault.into());
    }
    sync_folder(book)?;
    pass(Failpoint::BookReplaced);
    Ok(kept)
}

fn keep(book: &Path) -> Result<PathBuf, ReplaceError> {
    let numbered = (2u32..100).map(|n| beside(book, &format!(".before-restore-{n}")));
    for kept in std::iter::once(beside(book, ".before-restore")).chain(numbered) {
        if companion(&kept).is_some() {
            continue;
        }
        match fs::hard_link(book, &kept) {
            Err(fault) if fault.kind() == ErrorKind::AlreadyExists => {}
            linked => return Ok(linked.map(|()| kept)?),
        }
    }
    Err(ReplaceError::NoName(book.display().to_string()))
}
