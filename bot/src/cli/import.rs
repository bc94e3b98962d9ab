//! `renmai import`: a file for one member of a team, all of it or nothing.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, anyhow, bail};
use renmai_core::book::Book;
use renmai_core::csv_in::Plan;

use super::book::{member, team, words};
use crate::clock::Clock;
use crate::commands::import::{Rejects, rejects_name};
use crate::config::Config;
use crate::words::files::{result, unreadable};

/// Imports the file; the rows that need attention are written beside it, with what is wrong.
pub(super) async fn run(config: &Config, file: &Path, team_name: &str, owner: &str) -> anyhow::Result<()> {
    let words = words();
    let body = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let plan = Plan::read(&body).map_err(|error| anyhow!(unreadable(&error, &name).html(words).plain()))?;
    drop(body);
    let rejected = file.with_file_name(rejects_name(&name));
    if rejected == file {
        bail!("{} has the name of a file of rejected rows: give it another", file.display());
    }

    let store = config.database.open().await?;
    let mut tx = store.begin().await?;
    let team = team(&mut tx, Some(team_name)).await?;
    let owner = member(&mut tx, &team, owner).await?;
    let mut rejects = Rejects::new(&plan, words)?;
    let imported = Book::new(&mut tx, &owner, Clock::System.now())
        .import(&plan, &name, None, |row| rejects.add(row))
        .await?;
    if imported.rejected > 0 {
        fs::write(&rejected, rejects.finish()?)
            .with_context(|| format!("{} cannot be written; nothing was imported", rejected.display()))?;
    }
    tx.commit().await?;
    store.close().await;

    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", result(&name, &imported, words).plain())?;
    if imported.rejected > 0 {
        writeln!(out, "→ {}", rejected.display())?;
    }
    Ok(())
}
