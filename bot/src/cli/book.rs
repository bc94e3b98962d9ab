//! Which team and which member the operator means, and in what language they are answered.

use anyhow::{Context as _, bail};
use chrono_tz::Tz;
use renmai_core::schedule::Schedule;
use renmai_core::store::{Scope, Tx};
use renmai_core::team::{Member, Team};
use renmai_core::vocabulary::{Lang, Role};

use crate::i18n::Words;

/// The words of the terminal's language: Chinese where `LC_ALL`, `LC_MESSAGES` or `LANG` says so, else English.
pub(super) fn words() -> Words {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    Words::of(Lang::from_telegram(set.into_iter().find(|value| !value.is_empty()).as_deref()))
}

/// The team of that name; without one, the only team.
pub(super) async fn team(tx: &mut Tx, name: Option<&str>) -> anyhow::Result<Team> {
    let mut teams = tx.teams().await?;
    let names = teams.iter().map(|team| team.name.clone()).collect::<Vec<_>>().join(", ");
    if let Some(name) = name {
        teams.retain(|team| team.name.to_lowercase() == name.trim().to_lowercase());
    }
    match (teams.len(), name) {
        (1, _) => teams.pop().context("no team"),
        (0, _) if names.is_empty() => {
            bail!("there is no team yet: `renmai run` prints the link by which one is founded")
        }
        (0, _) => bail!("there is no team of that name; there are: {names}"),
        _ => bail!("there are several teams; name one with --team: {names}"),
    }
}

/// The zone in which the team's days are told: its owner's.
pub(super) async fn zone(tx: &mut Tx, team: &Team) -> anyhow::Result<Tz> {
    let members = tx.members(Scope::team_wide(team.id)).await?;
    let owner = members.into_iter().find(|member| member.role == Role::Owner);
    Ok(owner.map_or_else(|| Schedule::default().zone, |owner| owner.schedule.zone))
}

/// The member of that name or username.
pub(super) async fn member(tx: &mut Tx, team: &Team, name: &str) -> anyhow::Result<Member> {
    let wanted = name.trim().trim_start_matches('@').to_lowercase();
    let members = tx.members(Scope::team_wide(team.id)).await?;
    let names = members.iter().map(|member| member.name.clone()).collect::<Vec<_>>().join(", ");
    let called = |member: &Member| {
        member.name.to_lowercase() == wanted
            || member.username.as_ref().is_some_and(|username| username.to_lowercase() == wanted)
    };
    let begins = |member: &Member| member.name.to_lowercase().split(' ').any(|word| word == wanted);
    let mut found: Vec<Member> = members.iter().filter(|member| called(member)).cloned().collect();
    if found.is_empty() {
        found = members.into_iter().filter(begins).collect();
    }
    match found.len() {
        1 => found.pop().context("nobody"),
        0 => bail!("nobody in {} is called {name:?}; there are: {names}", team.name),
        _ => bail!("several members of {} are called {name:?}: use the full name or the username", team.name),
    }
}
