//! `renmai import`: a file for one member of a team, all of it or nothing, beside the running bot.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use chrono::TimeDelta;
use renmai_core::book::Duplicates;
use renmai_core::read::source::is_called_bought;
use renmai_core::read::table::{FileError, MOST_BYTES, Plan, table};
use renmai_core::store::{Job as Row, create_private};

use crate::background::import_job::{self, Ended};
use crate::background::rejects::rejects_name;
use crate::cli::bar::Bar;
use crate::cli::book::{member, team, words};
use crate::cli::config::Config;
use crate::clock::Clock;
use crate::features::field;
use crate::features::import::{Phrase, Understanding, result, unreadable};
use crate::handler::job::{Import, Job, ReportTo};
use crate::i18n::Html;

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
    let words = &words();
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let refused = |error| anyhow!(unreadable(error, &name).html(words).plain());
    if is_called_bought(&name) {
        bail!(field::Phrase::BoughtList.html(words).plain());
    }
    let size = fs::metadata(file).with_context(|| format!("{} cannot be read", file.display()))?.len();
    if size > MOST_BYTES as u64 {
        return Err(refused(FileError::TooBig));
    }
    let body = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let plan = table(body).and_then(Plan::of).map_err(refused)?;

    let store = config.database.open_existing().await?;
    let now = Clock::System.now();
    let mut tx = store.begin().await?;
    let team = team(&mut tx, Some(team_name)).await?;
    let owner = member(&mut tx, &team, owner).await?;
    let rows = plan.row_count();
    let understood = Understanding::of(&plan);
    let kept = tx.keep_file(owner.telegram, &name, plan.into_table().as_bytes(), now).await?;
    tx.take_file(owner.telegram, kept, now).await?;
    let import = Import::new(kept, rows, duplicates, ReportTo::Nobody);
    let body = serde_json::to_string(&Job::Import(import.clone()))?;
    let id = tx.enqueue_job(owner.telegram, &body, now + LEASE).await?;
    tx.commit().await?;

    let row = Row { id, chat: owner.telegram, body, attempts: 0 };
    let mut bar = Bar::new();
    let ended = import_job::go_on(&store, &row, import, LEASE, now, |import| {
        bar.show(import.taken, rows);
        true
    })
    .await;
    bar.clear();
    let ended = match ended {
        Ok(ended) => ended,
        Err(fault) => {
            import_job::give_up(&store, &row, String::new(), Clock::System.now()).await?;
            return Err(fault.context("the import failed and was taken back"));
        }
    };
    store.close().await;
    let (imported, rejects) = match ended {
        Ended::Finished(imported, rejects) => (imported, rejects),
        Ended::TakenBack => bail!(Phrase::TakenBack { name }.html(words).plain()),
        Ended::Left => bail!("the running bot has taken the import over, and finishes it"),
        Ended::Gone => bail!("the member has left the team; nothing was imported"),
    };
    let mut out = std::io::stdout().lock();
    let mut said = Html::default();
    understood.sheet(&mut said, words);
    understood.columns(&mut said, words);
    writeln!(out, "{}\n{}", said.plain(), result(&name, &imported, words).plain())?;
    if imported.rejected > 0 {
        let rejected = file.with_file_name(rejects_name(&name));
        let written = write_beside(&rejected, &rejects);
        let written = written.with_context(|| format!("{} cannot be written", rejected.display()))?;
        writeln!(out, "→ {}", written.display())?;
    }
    Ok(())
}

/// Writes a new file; where its name is taken, perhaps by rows that somebody is mending, under the next: `leads-2.csv`.
fn write_beside(file: &Path, body: &[u8]) -> std::io::Result<PathBuf> {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let numbered = (2u32..).map(|n| file.with_file_name(format!("{stem}-{n}.csv")));
    for free in std::iter::once(file.to_owned()).chain(numbered) {
        match create_private(&free) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            created => return created?.write_all(body).map(|()| free),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_somebody_is_mending_are_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("leads-rejected.csv");
        for (body, name) in
            [("a", "leads-rejected.csv"), ("b", "leads-rejected-2.csv"), ("c", "leads-rejected-3.csv")]
        {
            let written = write_beside(&file, body.as_bytes()).unwrap();
            assert_eq!(written, folder.path().join(name));
            assert_eq!(fs::read_to_string(written).unwrap(), body);
        }
        assert_eq!(fs::read_to_string(file).unwrap(), "a");
    }
}
