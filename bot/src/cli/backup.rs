//! `renmai backup` and `renmai restore`: a consistent copy of the book in one file, while the bot runs, and back.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use renmai_core::store::{CopyError, Engine, Store, copy_book};

use crate::cli::config::Config;
use crate::cli::database::DatabaseUrl;
use crate::cli::migrate::off_duty;

/// Writes the copy beside its final name and gives it that name when it is whole and on the disk, so that a backup
/// that was broken off is never taken for one. A book on a server is copied into a file as well.
pub(super) async fn run(config: &Config, file: &Path) -> anyhow::Result<()> {
    if config.database.file().is_some_and(|book| !book.exists()) {
        bail!("there is no database at {} yet: see DATABASE_URL", config.database);
    }
    if file.exists() {
        bail!("{} is there already: name a new file", file.display());
    }
    let part = beside(file, ".part");
    forget(&part)?;
    let store = config.database.open().await?;
    let copied = match store.engine() {
        Engine::Sqlite => store.copy_to(&part.to_string_lossy()).await.map_err(anyhow::Error::from),
        Engine::Postgres => copy_to_file(&store, &part).await,
    };
    store.close().await;
    copied.with_context(|| format!("no copy could be written to {}", part.display()))?;
    finish(&part, file).with_context(|| format!("{} cannot be finished", file.display()))?;
    println!("Written: {}. `renmai restore {0}` puts it back.", file.display());
    Ok(())
}

/// Puts a copy in the place of the book. A file that is replaced is kept beside it; a server's database must be empty.
pub(super) async fn restore(config: &Config, file: &Path) -> anyhow::Result<()> {
    if !file.is_file() {
        bail!("{} is not there: name a file that `renmai backup` wrote", file.display());
    }
    match config.database.file() {
        Some(book) => restore_file(file, book).await,
        None => restore_server(config, file).await,
    }
}

async fn restore_file(file: &Path, book: &Path) -> anyhow::Result<()> {
    let (part, before) = (beside(book, ".part"), beside(book, ".before-restore"));
    forget(&part)?;
    copied_whole(file, &part).await?;
    if book.exists() {
        if before.exists() {
            bail!("{} is there from a restore before: move it away first", before.display());
        }
        // Opened and closed, the book has nothing left in the files beside it.
        let store = DatabaseUrl::of(book)?.open().await?;
        let duty = off_duty(&store, &book.display().to_string()).await?;
        store.close().await;
        fs::hard_link(book, &before).with_context(|| format!("{} cannot be kept", book.display()))?;
        finish(&part, book).with_context(|| format!("{} cannot be replaced", book.display()))?;
        drop(duty);
        println!("Restored from {}. What was there before is {}.", file.display(), before.display());
    } else {
        finish(&part, book).with_context(|| format!("{} cannot be made", book.display()))?;
        println!("Restored from {}.", file.display());
    }
    Ok(())
}

async fn restore_server(config: &Config, file: &Path) -> anyhow::Result<()> {
    let store = config.database.open().await?;
    let _duty = off_duty(&store, &config.database.to_string()).await?;
    let part = beside(file, ".part");
    forget(&part)?;
    copied_whole(file, &part).await?;
    let copy = DatabaseUrl::of(&part)?.open().await?;
    let copied = copy_book(&copy, &store).await;
    copy.close().await;
    forget(&part)?;
    copied.map_err(|fault| match fault {
        CopyError::InUse => anyhow!(
            "{} holds a team already: name an empty database or schema in DATABASE_URL",
            config.database
        ),
        fault => fault.into(),
    })?;
    println!("Restored from {} into {}.", file.display(), config.database);
    Ok(())
}

/// Copies a backup and makes sure that the copy is a whole book of ours, brought up to date; else no copy is left.
async fn copied_whole(file: &Path, part: &Path) -> anyhow::Result<()> {
    fs::copy(file, part).with_context(|| format!("{} cannot be written", part.display()))?;
    let checked = check(part).await;
    if checked.is_err() {
        forget(part)?;
    }
    checked.with_context(|| format!("{} cannot be restored", file.display()))
}

async fn check(file: &Path) -> anyhow::Result<()> {
    let store = DatabaseUrl::of(file)?.open().await?;
    let faults = store.integrity().await;
    store.close().await;
    match faults?.as_slice() {
        [] => Ok(()),
        [fault, ..] => bail!("it is damaged ({fault}): take another backup"),
    }
}

async fn copy_to_file(store: &Store, file: &Path) -> anyhow::Result<()> {
    let copy = DatabaseUrl::of(file)?.open().await?;
    let copied = copy_book(store, &copy).await;
    copy.close().await;
    copied?;
    Ok(())
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Removes what an attempt before has left, with the files that SQLite puts beside it.
fn forget(file: &Path) -> anyhow::Result<()> {
    for file in ["", "-wal", "-shm", "-duty"].map(|ending| beside(file, ending)) {
        if file.exists() {
            fs::remove_file(&file).with_context(|| format!("{} cannot be replaced", file.display()))?;
        }
    }
    Ok(())
}

fn finish(part: &Path, file: &Path) -> std::io::Result<()> {
    // The book holds people's addresses: a copy is for its owner's eyes.
    #[cfg(unix)]
    fs::set_permissions(part, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    fs::File::open(part)?.sync_all()?;
    fs::rename(part, file)?;
    match file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => fs::File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}
