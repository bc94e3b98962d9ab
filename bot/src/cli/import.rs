//! `renmai import`: a file for one member of a team, all of it or nothing, beside the running bot.

use std::fs;
use std::io::{IsTerminal as _, Write as _};
use std::path::Path;

use anyhow::{Context as _, anyhow, bail};
use chrono::TimeDelta;
use renmai_core::book::Duplicates;
use renmai_core::file_in::{FileError, MOST_BYTES, Plan, table};
use renmai_core::source::is_called_bought;
use renmai_core::store::Job as Row;

use super::book::{member, team, words};
use crate::clock::Clock;
use crate::commands::import::MOST_ROWS;
use crate::config::Config;
use crate::importing::{self, Ended, Import};
use crate::jobs::{Job, Told};
use crate::rejects::rejects_name;
use crate::words::contact;
use crate::words::files::{Said, result, unreadable};

/// For so long after each run of rows the bot leaves the import to us; if this process dies, the bot finishes it.
const LEASE: TimeDelta = TimeDelta::seconds(60);

/// Imports the file; the rows that need attention are written beside it, with what is wrong.
pub(super) async fn run(
    config: &Config,
    file: &Path,
    team_name: &str,
    owner: &str,
    duplicates: Duplicates,
) -> anyhow::Result<()> {
    let words = words();
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let refused = |error| anyhow!(unreadable(error, &name).html(words).plain());
    let rejected = file.with_file_name(rejects_name(&name));
    if rejected == file {
        bail!("{} has the name of a file of rejected rows: give it another", file.display());
    }
    if is_called_bought(&name) {
        bail!(contact::Said::BoughtList.html(words).plain());
    }
    let size = fs::metadata(file).with_context(|| format!("{} cannot be read", file.display()))?.len();
    if size > MOST_BYTES as u64 {
        return Err(refused(FileError::TooBig));
    }
    let body = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let plan = table(body).and_then(Plan::of).map_err(refused)?;

    let store = config.database.open().await?;
    let now = Clock::System.now();
    let mut tx = store.begin().await?;
    let team = team(&mut tx, Some(team_name)).await?;
    let owner = member(&mut tx, &team, owner).await?;
    let rows = plan.rows(owner.schedule.today(now)).count() as u64;
    if rows > MOST_ROWS {
        bail!(Said::TooManyRows { name, rows, limit: MOST_ROWS }.html(words).plain());
    }
    let kept = tx.keep_file(owner.telegram, &name, plan.into_table().as_bytes(), now).await?;
    tx.take_file(owner.telegram, kept, now).await?;
    let import = Import::new(kept, rows, duplicates, Told::Nobody);
    let body = serde_json::to_string(&Job::Import(import.clone()))?;
    let id = tx.post_job(owner.telegram, &body, now + LEASE).await?;
    tx.commit().await?;

    let row = Row { id, chat: owner.telegram, body, attempts: 0 };
    let mut bar = Bar::new();
    let ended = importing::go_on(&store, &row, import, LEASE, now, |import| {
        bar.show(import.taken, rows);
        true
    })
    .await;
    bar.clear();
    let ended = match ended {
        Ok(ended) => ended,
        Err(fault) => {
            importing::give_up(&store, &row, String::new(), Clock::System.now()).await?;
            return Err(fault.context("the import failed and was taken back"));
        }
    };
    store.close().await;
    let (imported, rejects) = match ended {
        Ended::Finished(imported, rejects) => (imported, rejects),
        Ended::TakenBack => bail!(Said::TakenBack { name }.html(words).plain()),
        Ended::Left => bail!("the running bot has taken the import over, and finishes it"),
        Ended::Gone => bail!("the member has left the team; nothing was imported"),
    };
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", result(&name, &imported, words).plain())?;
    if imported.rejected > 0 {
        fs::write(&rejected, rejects).with_context(|| format!("{} cannot be written", rejected.display()))?;
        writeln!(out, "→ {}", rejected.display())?;
    }
    Ok(())
}

/// A bar on the terminal; nothing where the errors go to a file.
struct Bar {
    shown: bool,
}

impl Bar {
    /// How many signs wide.
    const WIDTH: u64 = 30;

    fn new() -> Bar {
        Bar { shown: std::io::stderr().is_terminal() }
    }

    fn show(&mut self, done: u64, of: u64) {
        let full = (done * Self::WIDTH / of.max(1)).min(Self::WIDTH) as usize;
        let (full, empty) = ("█".repeat(full), "░".repeat(Self::WIDTH as usize - full));
        self.write(&format!("\r{full}{empty} {done}/{of}"));
    }

    fn clear(&mut self) {
        self.write("\r\u{1b}[K");
    }

    /// What cannot be shown is no reason to stop.
    fn write(&mut self, text: &str) {
        let mut errors = std::io::stderr().lock();
        self.shown = self.shown && write!(errors, "{text}").and_then(|()| errors.flush()).is_ok();
    }
}
