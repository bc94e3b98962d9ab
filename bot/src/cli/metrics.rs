//! `renmai metrics`: a team's figures, the same as `/metrics` gives to who leads it.

use std::io::Write as _;

use anyhow::{Context as _, anyhow};
use chrono::DateTime;
use renmai_core::metrics::{Dimension, Period, Report, Span};
use renmai_core::store::{MailCount, Scope};
use serde::Serialize;

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
    let mails = match by {
        None => {
            let from = period.from.unwrap_or(DateTime::UNIX_EPOCH);
            tx.mail_counts(Scope::team_wide(team.id), from, period.to).await?
        }
        Some(_) => Vec::new(),
    };
    drop(tx);
    store.close().await;

    let mut out = std::io::stdout().lock();
    if json {
        let mails = mails.into_iter().map(|(template, count)| ByTemplate { template, count }).collect();
        serde_json::to_writer_pretty(&mut out, &Figures { report: &report, mails })?;
        writeln!(out)?;
    } else {
        let view = View { report, mails, leads: true, quarter: quarter(today) };
        writeln!(out, "{}", Reply::View(Box::new(view)).message(words).html.plain())?;
    }
    Ok(())
}

/// The figures as JSON.
#[derive(Serialize)]
struct Figures<'a> {
    #[serde(flatten)]
    report: &'a Report,
    /// The mails that left, by template.
    mails: Vec<ByTemplate>,
}

#[derive(Serialize)]
struct ByTemplate {
    /// None: written by hand.
    template: Option<String>,
    #[serde(flatten)]
    count: MailCount,
}
