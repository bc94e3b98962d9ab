//! The team is founded, and its people come in.

use chrono::{DateTime, TimeDelta, Utc};

use super::Wanted;
use super::plan::{Plan, offset};
use super::span::Span;
use super::words::COLLEAGUES;
use crate::book::{Book, add_member, found_team};
use crate::holidays::Holidays;
use crate::ideal::Trait;
use crate::schedule::{Schedule, WorkDays};
use crate::store::{Result, Tx};
use crate::team::{NewMember, Newcomer};
use crate::vocabulary::{Country, Field, Lang, Role, Stance};

/// The team's name and postal address.
const TEAM: &str = "Brightway LED";
const ADDRESS: &str = "88 Keji Road, Nanshan, Shenzhen 518057, China";

/// Beyond all numbers that Telegram gives to people (they have 52 bits at most).
const NOBODY: i64 = 1 << 52;

/// Founds the team before all that happens, and plans the rest.
pub(super) async fn found(tx: &mut Tx, wanted: &Wanted, now: DateTime<Utc>) -> Result<Plan> {
    let newcomer = Newcomer {
        telegram: wanted.owner_telegram.unwrap_or(NOBODY),
        name: name(0),
        username: username(0).filter(|_| wanted.owner_telegram.is_none()),
        lang: Lang::En,
    };
    let before = now - TimeDelta::days(737);
    let (owner, mut team) = found_team(tx, &newcomer, TEAM, before).await?;
    team.address = Some(ADDRESS.to_owned());
    tx.update_team(&team).await?;
    let wishes = [
        (Stance::Wanted, Trait::parse(Field::Industry, "lighting")),
        (Stance::Wanted, Trait::parse(Field::Country, "EU")),
        (Stance::Wanted, Trait::parse(Field::Title, "purchasing")),
        (Stance::Unwanted, Trait::parse(Field::Size, "1-10")),
    ];
    let wishes: Vec<_> = wishes.into_iter().filter_map(|(stance, wish)| Some((stance, wish?))).collect();
    // Four traits are never too many.
    let _ = Book::new(tx, &owner, before).set_ideal(&wishes).await?;
    let team = tx.team(team.id).await?;
    let span = Span::until(now, offset(&owner, now));
    let mut members = vec![owner];
    for place in 1..wanted.size.members {
        let new = colleague(
            usize::try_from(place).unwrap_or_default(),
            NOBODY + i64::try_from(place).unwrap_or_default(),
        );
        members.push(add_member(tx, team.id, new, before).await?);
    }
    for (place, member) in members.iter_mut().enumerate() {
        let holidays = COLLEAGUES.get(place % COLLEAGUES.len().max(1)).map(|colleague| colleague.holidays);
        member.schedule.holidays = holidays.and_then(Country::parse).and_then(Holidays::of);
        // Nothing is sent to those who are made up.
        if member.telegram >= NOBODY {
            member.blocked_at = Some(now);
        }
        tx.update_member(member).await?;
    }
    Ok(Plan::new(wanted.seed, wanted.size, span, team, members))
}

/// Who is at this place of the team: the second is a manager, the others are salespeople.
fn colleague(place: usize, telegram: i64) -> NewMember {
    let of = COLLEAGUES.get(place % COLLEAGUES.len().max(1));
    let mut schedule = Schedule::default();
    if let Some(of) = of {
        schedule.zone = of.zone.parse().unwrap_or(schedule.zone);
        schedule.days = of.days.parse().ok().and_then(WorkDays::from_mask).unwrap_or(schedule.days);
    }
    NewMember {
        telegram,
        role: if place == 1 { Role::Manager } else { Role::Salesperson },
        name: name(place),
        username: username(place),
        lang: of.and_then(|of| Lang::parse(of.lang)).unwrap_or(Lang::En),
        schedule,
    }
}

/// Nobody is called as another is.
fn name(place: usize) -> String {
    let (round, place) = (place / COLLEAGUES.len().max(1), place % COLLEAGUES.len().max(1));
    let name = COLLEAGUES.get(place).map(|colleague| colleague.name).unwrap_or_default();
    if round == 0 { name.to_owned() } else { format!("{name} {}", round + 1) }
}

fn username(place: usize) -> Option<String> {
    COLLEAGUES.get(place).map(|colleague| colleague.username.to_owned())
}
