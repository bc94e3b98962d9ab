//! `renmai export`: the contacts of a team as CSV, as `/export` gives them to who leads it.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use anyhow::{Context as _, bail};
use renmai_core::store::{Scope, create_private};

use crate::cli::backup::is_same;
use crate::cli::book::{team, words, zone};
use crate::cli::config::Config;
use crate::features::export::table;

/// Writes the contacts to a file, or to the standard output.
pub(super) async fn run(config: &Config, team_name: Option<&str>, out: Option<&Path>) -> anyhow::Result<()> {
    let store = config.database.open_existing().await?;
    let mut tx = store.read().await?;
    let team = team(&mut tx, team_name).await?;
    let zone = zone(&mut tx, &team).await?;
    let body = table(&mut tx, Scope::team_wide(team.id), &words(), zone).await?;
    drop(tx);
    store.close().await;
    let Some(file) = out else {
        return Ok(std::io::stdout().lock().write_all(&body)?);
    };
    if config.database.file().is_some_and(|book| is_same(file, &book)) {
        bail!("{} is the book itself: name another file", file.display());
    }
    write(file, &body).with_context(|| format!("{} cannot be written", file.display()))
}

/// Writes a file that only its owner can read. One that is there and that others can read is closed to them before the
/// first byte.
fn write(file: &Path, body: &[u8]) -> std::io::Result<()> {
    let made = match create_private(file) {
        Err(fault) if fault.kind() == ErrorKind::AlreadyExists => {
            let there = OpenOptions::new().write(true).open(file)?;
            // A terminal or a pipe is neither emptied nor closed to others.
            if there.metadata()?.is_file() {
                there.set_len(0)?;
                #[cfg(unix)]
                there.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
            }
            Ok(there)
        }
        made => made,
    };
    made?.write_all(body)
}
