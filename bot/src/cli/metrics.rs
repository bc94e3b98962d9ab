//! `renmai metrics`: a team's figures, the same as `/metrics` gives to who leads it.

use std::io::Write as _;

use anyhow::{Context as _, anyhow};
use renmai_core::metrics::{Dimension, Period, Span};
use renmai_core::store::Scope;

use crate::cli::book::{team, words, zone};
use crate::cli::config::Config;
use crate::clock::Clock;
use crate::features::metrics::{Phrase, Reply, View, quarter};
use crate::i18n::Render as _;

/// Prints the figures, as text in the terminal's language or as JSON.
pub(super) async fn run(
    config: &Config,
    json: bool,
    team_name: Option<&str>,
    period: &str,
    by: Option<&str>,
) -> anyhow::Result<()> {
    let words = &words();
    let refused = |said: Phrase| anyhow!(said.html(words).plain());
    let span = Span::parse(period).ok_or_else(|| refused(Phrase::NoSuchPeriod { typed: period.into() }))?;
    let by = match by {
        None => None,
        Some(by) => {
            Some(Dimension::parse(by).ok_or_else(|| refused(Phrase::NoSuchDimension { typed: by.into() }))?)
        }
    };
    let now = Clock::System.now();

    let store = config.database.open_existing().await?;
    let mut tx = store.read().await?;
    let team = team(&mut tx, team_name).await?;
    let zone = zone(&mut tx, &team).await?;
    let today = now.with_timezone(&zone).date_naive();
    let period = Period::new(span, today, zone).context("the calendar has no such days")?;
    let report = tx.metrics(Scope::team_wide(team.id), &period, by, now).await?;
    drop(tx);
    store.close().await;

    let mut out = std::io::stdout().lock();
    if json {
        serde_json::to_writer_pretty(&mut out, &report)?;
        writeln!(out)?;
    } else {
        let view = View { report, leads: true, quarter: quarter(today) };
        writeln!(out, "{}", Reply::View(Box::new(view)).message(words).html.plain())?;
    }
    Ok(())
}
