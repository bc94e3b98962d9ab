//! `renmai fill`: a big made-up book in an empty database.

use std::io::Write as _;

use anyhow::bail;
use renmai_core::fill::{FillError, Wanted, fill};

use crate::cli::bar::Bar;
use crate::cli::config::Config;
use crate::clock::Clock;

/// Fills the database, and says how long it took.
pub(super) async fn run(config: &Config, wanted: Wanted) -> anyhow::Result<()> {
    let place = &config.database;
    if wanted.owner_telegram.is_some_and(|id| !(1..1 << 52).contains(&id)) {
        bail!(
            "--owner-telegram is the number that Telegram gives a person: /start of @userinfobot tells yours"
        );
    }
    let store = place.open().await?;
    let began = Clock::System.now();
    let mut bar = Bar::new();
    let of = wanted.size.interactions();
    let filled = fill(&store, wanted, began, |written| bar.show(written, of)).await;
    bar.clear();
    match filled {
        Ok(()) => {}
        Err(FillError::HoldsTeam) => {
            bail!(
                "{place} holds a team already, and nothing was changed: name an empty database in DATABASE_URL"
            )
        }
        Err(FillError::Store(fault)) => return Err(fault.into()),
    }
    store.close().await;
    let seconds = (Clock::System.now() - began).num_seconds();
    let contacts = wanted.size.contacts();
    writeln!(std::io::stdout(), "{contacts} contacts and {of} interactions in {seconds} s: {place}")?;
    Ok(())
}
