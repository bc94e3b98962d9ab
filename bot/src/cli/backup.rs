//! `renmai backup` and `renmai restore`: a consistent copy of the book in one file, while the bot runs, and back.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use renmai_core::failpoint::{Failpoint, pass};
use renmai_core::store::{
    Age, CopyError, Counted, Found, Leadership, Store, back_up_file, beside, copy_book, copy_file,
    leader_file, remove_book, replace_book,
};

use crate::cli::config::Config;
use crate::cli::database::{DatabaseUrl, take_leadership};

/// Writes the copy beside its final name and gives it that name when it is whole and on the disk, so that a backup
/// that was broken off is never taken for one. A book on a server is copied into a file as well.
pub(super) async fn run(config: &Config, file: &Path) -> anyhow::Result<()> {
    let found = config.database.look().await?;
    if fs::symlink_metadata(file).is_ok() {
        bail!("{} is there already: name a new file", file.display());
    }
    let part = beside(file, ".part");
    remove(&part)?;
    let copied = match (config.database.file(), found) {
        (_, Found::Nothing) => bail!("there is no database at {} yet: see DATABASE_URL", config.database),
        // A book of any version, so that a backup before an update is a way back.
        (Some(book), Found::Book(_) | Found::Newer(_)) => {
            back_up_file(&book, &part).await.map_err(anyhow::Error::from)
        }
        (None, Found::Book(Age::Older(_))) => bail!(
            "{} was written by an older version: back it up by that version or by pg_dump",
            config.database
        ),
        (None, Found::Book(Age::Current)) => {
            let store = config.database.open().await?;
            let copied = copy_to_file(&store, &part).await;
            store.close().await;
            copied
        }
        (_, found) => bail!("{} {}", config.database, unfit(&found)),
    };
    copied.with_context(|| format!("no copy could be written to {}", part.display()))?;
    finish(&part, file).with_context(|| format!("{} cannot be finished", file.display()))?;
    println!("Written: {}. `renmai restore {0}` puts it back.", file.display());
    Ok(())
}

/// Puts a copy in the place of the book. A file that is replaced is kept beside it; a server's database must be empty.
pub(super) async fn restore(config: &Config, file: &Path) -> anyhow::Result<()> {
    #[cfg(debug_assertions)]
    if let Ok(place) = std::env::var("RENMAI_DIE_AT") {
        renmai_core::failpoint::arm(&place);
    }
    match DatabaseUrl::of(file)?.look().await? {
        Found::Book(_) => {}
        Found::Nothing => bail!("{} is not there: name a file that `renmai backup` wrote", file.display()),
        found => bail!("{} cannot be restored: it {}", file.display(), unfit(&found)),
    }
    match config.database.file() {
        Some(book) => restore_file(file, &book).await,
        None => restore_server(config, file).await,
    }
}

async fn restore_file(file: &Path, book: &Path) -> anyhow::Result<()> {
    let book = &resolved(book)?;
    let place = DatabaseUrl::of(book)?;
    match place.look().await? {
        Found::Nothing | Found::Book(_) | Found::Newer(_) => {}
        found => bail!(
            "{place} {}. It is not replaced: move it away, with what lies beside it under its name (-wal, -shm), and \
             restore again",
            unfit(&found)
        ),
    }
    if is_same(file, book) {
        bail!("{} is the book itself: name a file that `renmai backup` wrote", file.display());
    }
    let was_led = leader_file(book).exists();
    let leadership =
        Leadership::beside(book)?.with_context(|| format!("renmai runs on {place}: stop it first"))?;
    let new = beside(book, ".restoring");
    remove(&new)?;
    let restored = async {
        let counted = copied_whole(file, &new).await?;
        pass(Failpoint::BookCopied);
        let kept = replace_book(book, &new, &leadership).await;
        anyhow::Ok((counted, kept.context("nothing was restored")?))
    };
    let restored = restored.await;
    // The temporary copy goes, whether the book was replaced or not.
    remove(&new)?;
    if restored.is_err() && !was_led && !book.exists() {
        // The lock file was made just now. Left there, it would say that a bot ran on a book that is gone.
        fs::remove_file(leader_file(book))?;
    }
    let (counted, kept) = restored?;
    let kept = kept.map_or_else(String::new, |kept| format!(" What was there before is {}.", kept.display()));
    let looked = async { anyhow::Ok((place.look().await?, counts(book).await?)) };
    match looked.await {
        Ok((Found::Book(Age::Current), found)) if found == counted => {}
        Ok(_) => bail!("{place} does not hold what {} does: start nothing on it.{kept}", file.display()),
        Err(fault) => return Err(fault.context(format!("{place} was replaced and cannot be read.{kept}"))),
    }
    println!("Restored from {}: {}.{kept}", file.display(), figures(&counted));
    Ok(())
}

async fn restore_server(config: &Config, file: &Path) -> anyhow::Result<()> {
    let place = &config.database;
    let store = place.open().await?;
    let _leadership = take_leadership(&store, &place.to_string()).await?;
    let part = beside(file, ".restoring");
    remove(&part)?;
    let copied = async {
        copied_whole(file, &part).await?;
        let copy = DatabaseUrl::of(&part)?.open().await?;
        let copied = copy_book(&copy, &store).await;
        copy.close().await;
        copied.map_err(|fault| in_use(fault, place))
    };
    let copied = copied.await;
    remove(&part)?;
    store.close().await;
    let counted: Vec<Counted> = copied?
        .into_iter()
        .map(|copied| Counted {
            table: copied.table.into(),
            rows: i64::try_from(copied.rows).unwrap_or(i64::MAX),
        })
        .collect();
    println!("Restored from {} into {place}: {}.", file.display(), figures(&counted));
    Ok(())
}

/// A fault of copying in words; a target that holds a team is not written to.
pub(super) fn in_use(fault: CopyError, place: &DatabaseUrl) -> anyhow::Error {
    match fault {
        CopyError::InUse => {
            anyhow!("{place} holds a team already: name an empty database or schema in DATABASE_URL")
        }
        fault => fault.into(),
    }
}

/// Copies a backup and makes sure that the copy is a whole book of ours, brought up to date; else no copy is left.
/// Answers what is in it.
async fn copied_whole(file: &Path, part: &Path) -> anyhow::Result<Vec<Counted>> {
    let copied = async {
        copy_file(file, part).await?;
        let store = DatabaseUrl::of(part)?.open().await?;
        store.close().await;
        counts(part).await
    };
    let copied = copied.await;
    if copied.is_err() {
        remove(part)?;
    }
    copied.with_context(|| format!("{} cannot be restored", file.display()))
}

/// What is in a book, once it was read to its end.
async fn counts(book: &Path) -> anyhow::Result<Vec<Counted>> {
    Ok(renmai_core::store::check_file(book).await?)
}

/// In words what was restored.
fn figures(counted: &[Counted]) -> String {
    let of =
        |name: &str| counted.iter().find(|counted| counted.table == name).map_or(0, |counted| counted.rows);
    format!("{} team(s), {} contact(s), {} interaction(s)", of("team"), of("contact"), of("interaction"))
}

/// Why what was found is not a book, after the name of the file.
pub(super) fn unfit(found: &Found) -> String {
    match found {
        Found::Nothing => "is not there".into(),
        Found::Empty => "is an empty file".into(),
        Found::NotADatabase => "is not a database".into(),
        Found::Foreign => "is the database of another program".into(),
        Found::Damaged(fault) => format!("is damaged ({fault})"),
        Found::Newer(_) => "was written by a newer version of renmai: run that version".into(),
        Found::Book(_) => "is a book".into(),
    }
}

async fn copy_to_file(store: &Store, file: &Path) -> anyhow::Result<()> {
    let copy = DatabaseUrl::of(file)?.open().await?;
    let copied = copy_book(store, &copy).await;
    copy.close().await;
    if copied.is_err() {
        remove(file)?;
    }
    copied?;
    Ok(())
}

/// The file that a link leads to: the link stays.
fn resolved(book: &Path) -> anyhow::Result<PathBuf> {
    match fs::symlink_metadata(book) {
        Ok(found) if found.is_symlink() => {
            book.canonicalize().with_context(|| format!("{} leads to no file", book.display()))
        }
        _ => Ok(book.to_owned()),
    }
}

/// Whether two names are those of one file.
pub(super) fn is_same(one: &Path, other: &Path) -> bool {
    let (Ok(one), Ok(other)) = (one.canonicalize(), other.canonicalize()) else { return false };
    #[cfg(unix)]
    if let (Ok(one), Ok(other)) = (one.metadata(), other.metadata()) {
        use std::os::unix::fs::MetadataExt as _;
        return (one.dev(), one.ino()) == (other.dev(), other.ino());
    }
    one == other
}

/// Removes what an attempt before has left, with the files that SQLite puts beside it.
fn remove(file: &Path) -> anyhow::Result<()> {
    remove_book(file).with_context(|| format!("{} cannot be removed", file.display()))
}

fn finish(part: &Path, file: &Path) -> std::io::Result<()> {
    fs::File::open(part)?.sync_all()?;
    match fs::hard_link(part, file) {
        Err(fault) if fault.kind() == ErrorKind::AlreadyExists => return Err(fault),
        Err(_) => fs::rename(part, file)?,
        Ok(()) => fs::remove_file(part)?,
    }
    match std::path::absolute(file)?.parent() {
        Some(folder) => fs::File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}
