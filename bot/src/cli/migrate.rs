//! `renmai migrate`: a book moves from one database to another, and is compared there.

use anyhow::{Context as _, bail};
use renmai_core::store::{Age, Found, copy_book, remove_book};

use crate::cli::backup::{is_same, unfit};
use crate::cli::database::{DatabaseUrl, take_leadership};

/// Copies the book of one address into the empty database of another.
pub(super) async fn run(from: &str, to: &str) -> anyhow::Result<()> {
    let (from, to) = (address(from, "--from")?, address(to, "--to")?);
    match from.look().await? {
        Found::Book(Age::Current) => {}
        // It is not brought up to date, since the book that is read is to stay as it is.
        Found::Book(Age::Older(_)) => {
            bail!("{from} was written by an older version: start `renmai run` on it once, and move it then")
        }
        Found::Nothing => bail!("there is no database at {from}"),
        found => bail!("{from} {}", unfit(&found)),
    }
    let is_new = match to.look().await? {
        Found::Nothing => true,
        Found::Book(_) => false,
        found => bail!("{to} {}: name an empty database", unfit(&found)),
    };
    if let (Some(from), Some(to)) = (from.file(), to.file())
        && is_same(&from, &to)
    {
        bail!("--from and --to are one file");
    }
    let source = from.open().await?;
    let _still = take_leadership(&source, &from.to_string()).await?;
    let target = to.open().await?;
    let _empty = take_leadership(&target, &to.to_string()).await?;
    let copied = copy_book(&source, &target).await;
    source.close().await;
    target.close().await;
    if let (Err(_), true, Some(made)) = (&copied, is_new, to.file()) {
        remove_book(&made)?;
    }
    let copied = copied.with_context(|| format!("{from} was not moved to {to}"))?;
    println!("{:<12} {:>9}  sum, the same in both", "table", "rows");
    for table in &copied {
        println!("{:<12} {:>9}  {:016x}", table.table, table.rows, table.sum);
    }
    println!(
        "The book is now in {to} as well. Set DATABASE_URL to it, and keep {from} until you are content."
    );
    Ok(())
}

fn address(text: &str, option: &str) -> anyhow::Result<DatabaseUrl> {
    DatabaseUrl::parse(text).with_context(|| {
        format!("{option} is no database: write sqlite://renmai.db or postgres://user@host/renmai")
    })
}
