//! Makes a new book. It gets its name when it is whole, so there is never half a book under the name.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use sqlx::Connection as _;

use super::{Access, beside, companion, connect, create_private, look, remove_book, sync_folder};
use crate::store::engine::Engine;
use crate::store::{Result, StoreError};

/// Makes a book where there is none. Where another process makes one at the same time, that one is taken.
pub(in crate::store) async fn create(file: &Path) -> Result<()> {
    // SQLite would read the log that another book has left there into the new one.
    if let Some(left) = companion(file) {
        return Err(StoreError::LeftBeside(left.display().to_string()));
    }
    let new = unnamed(file).map_err(sqlx::Error::from)?;
    let made = fill(&new).await;
    let named = match made {
        Ok(()) => name(&new, file).map_err(|fault| StoreError::Database(fault.into())),
        Err(fault) => Err(fault),
    };
    let removed = remove_book(&new);
    named?;
    removed.map_err(|fault| StoreError::Database(fault.into()))
}

async fn fill(new: &Path) -> Result<()> {
    let mut connection = connect(new, Access::Write).await?;
    sqlx::raw_sql(Engine::Sqlite.set_up()).execute(&mut connection).await?;
    look::mark(&mut connection).await?;
    Engine::Sqlite.migrate(&mut connection).await?;
    // When its only user closes it, SQLite leaves no log beside it.
    Ok(connection.close().await?)
}

/// A file beside the book, under a name that no other process uses.
fn unnamed(file: &Path) -> io::Result<PathBuf> {
    let numbered = (0u32..100).map(|n| beside(file, &format!(".new-{}-{n}", std::process::id())));
    for new in numbered {
        match create_private(&new) {
            Err(fault) if fault.kind() == ErrorKind::AlreadyExists => {}
            made => return made.map(|_| new),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

fn name(new: &Path, file: &Path) -> io::Result<()> {
    match fs::hard_link(new, file) {
        Err(fault) if fault.kind() == ErrorKind::AlreadyExists => return Ok(()),
        // The file system has no links.
        Err(_) if !file.try_exists()? => fs::rename(new, file)?,
        linked => linked?,
    }
    sync_folder(file)
}
