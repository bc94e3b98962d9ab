//! `renmai migrate`: a book moves from one database to another, and is compared there.

use anyhow::{Context as _, bail};
use renmai_core::store::{Leadership, Store, copy_book};

use crate::cli::database::DatabaseUrl;

/// Copies the book of one address into the empty database of another.
pub(super) async fn run(from: &str, to: &str) -> anyhow::Result<()> {
    let (from, to) = (address(from, "--from")?, address(to, "--to")?);
    if from.file().is_some_and(|file| !file.exists()) {
        bail!("there is no database at {from}");
    }
    let (source, target) = (from.open().await?, to.open().await?);
    let _still = off_duty(&source, &from.to_string()).await?;
    let _empty = off_duty(&target, &to.to_string()).await?;
    let copied =
        copy_book(&source, &target).await.with_context(|| format!("{from} was not moved to {to}"))?;
    println!("{:<12} {:>9}  sum, the same in both", "table", "rows");
    for table in &copied {
        println!("{:<12} {:>9}  {:016x}", table.table, table.rows, table.sum);
    }
    println!(
        "The book is now in {to} as well. Set DATABASE_URL to it, and keep {from} until you are content."
    );
    source.close().await;
    target.close().await;
    Ok(())
}

fn address(text: &str, option: &str) -> anyhow::Result<DatabaseUrl> {
    DatabaseUrl::parse(text).with_context(|| {
        format!("{option} is no database: write sqlite://renmai.db or postgres://user@host/renmai")
    })
}

/// Makes sure that no bot writes to the book while it is moved or replaced.
pub(super) async fn off_duty(store: &Store, place: &str) -> anyhow::Result<Leadership> {
    store.take_leadership().await?.with_context(|| format!("renmai runs on {place}: stop it first"))
}
