//! `renmai fill`: a big made-up book in an empty database.

use std::io::Write as _;

use anyhow::bail;
use renmai_core::fill::{FillError, Wanted, fill};

use crate::cli::bar::Bar;
use crate::cli::database::DatabaseUrl;
use crate::clock::Clock;

/// Fills the database, and says how long it took.
pub(super) async fn run(place: &DatabaseUrl, wanted: Wanted) -> anyhow::Result<()> {
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

#[cfg(test)]
mod tests {
    use renmai_core::fill::Size;
    use renmai_core::store::Scope;

    use super::*;

    #[tokio::test]
    async fn an_empty_database_is_filled_for_its_owner_and_never_twice() {
        let folder = tempfile::tempdir().unwrap();
        let place = DatabaseUrl::of(&folder.path().join("big.db")).unwrap();
        let size = Size::new(12, 40, 3).unwrap();
        for owner_telegram in [Some(0), Some(1 << 52)] {
            assert!(run(&place, Wanted { size, seed: 7, owner_telegram }).await.is_err());
        }
        let wanted = Wanted { size, seed: 7, owner_telegram: Some(77) };
        run(&place, wanted).await.unwrap();
        let again = run(&place, Wanted { seed: 8, ..wanted }).await.unwrap_err().to_string();
        assert!(again.contains("holds a team already"), "{again}");
        let mut tx = place.open().await.unwrap().read().await.unwrap();
        let owner = tx.member_by_telegram(77).await.unwrap().unwrap();
        assert_eq!(tx.contact_count(Scope::of(&owner)).await.unwrap(), 12);
        // Nothing is sent to those who are made up.
        let heard: Vec<_> = tx.everyone().await.unwrap().into_iter().map(|member| member.telegram).collect();
        assert_eq!(heard, [77]);
    }
}
