//! `renmai export`: the contacts of a team as CSV, as `/export` gives them to who leads it.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

use anyhow::Context as _;
use renmai_core::store::Scope;

use crate::cli::book::{team, words, zone};
use crate::cli::config::Config;
use crate::features::export::table;

/// Writes the contacts to a file, or to the standard output.
pub(super) async fn run(config: &Config, team_name: Option<&str>, out: Option<&Path>) -> anyhow::Result<()> {
    let store = config.database.open().await?;
    let mut tx = store.read().await?;
    let team = team(&mut tx, team_name).await?;
    let zone = zone(&mut tx, &team).await?;
    let body = table(&mut tx, Scope::team_wide(team.id), words(), zone).await?;
    drop(tx);
    store.close().await;
    let Some(file) = out else {
        return Ok(std::io::stdout().lock().write_all(&body)?);
    };
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    // The book holds people's addresses: a copy is for its owner's eyes.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
        .open(file)
        .and_then(|mut file| file.write_all(&body))
        .with_context(|| format!("{} cannot be written", file.display()))
}
