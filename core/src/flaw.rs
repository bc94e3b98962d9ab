//! What is wrong with a contact, for the clean-up: one pure function.

use chrono::{DateTime, TimeDelta, Utc};

use crate::calendar::quarter;
use crate::contact::Contact;
use crate::schedule::Schedule;
use crate::vocabulary::{ContactNo, Flaw, Health, Stage};

/// A contact that was not touched for so long needs cleaning.
const UNTOUCHED: TimeDelta = TimeDelta::days(365);

/// Some of the flaws; small enough for a button.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Flaws(u8);

impl Flaws {
    /// As the number that a button carries.
    pub fn number(self) -> u8 {
        self.0
    }

    /// From the number that a button carried.
    pub fn from_number(number: u8) -> Option<Flaws> {
        (u32::from(number) < 1 << Flaw::ALL.len()).then_some(Flaws(number))
    }

    /// The flaws, the worst first.
    pub fn iter(self) -> impl Iterator<Item = Flaw> {
        Flaw::ALL.iter().enumerate().filter(move |(at, _)| self.0 & 1 << at != 0).map(|(_, flaw)| *flaw)
    }
}

impl FromIterator<Flaw> for Flaws {
    fn from_iter<I: IntoIterator<Item = Flaw>>(flaws: I) -> Flaws {
        Flaws(flaws.into_iter().fold(0, |number, flaw| number | 1 << flaw as u8))
    }
}

/// What counts as a flaw at an instant, for whoever looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standard {
    /// A last touch at this instant (UTC) or before is too old.
    pub untouched_since: DateTime<Utc>,
    /// The local quarter, `2026Q4`, for which flaws can be kept (docs/product.md, rule 14.3).
    pub quarter: String,
}

impl Standard {
    /// For a person at an instant (UTC).
    pub fn of(schedule: &Schedule, now: DateTime<Utc>) -> Standard {
        Standard { untouched_since: now - UNTOUCHED, quarter: quarter(schedule.today(now)) }
    }
}

/// What is wrong with a contact. `better` is a contact at the same company with a person's address. A suppressed or
/// lost contact has no flaws.
pub fn flaws(contact: &Contact, better: Option<ContactNo>, standard: &Standard) -> Flaws {
    if contact.suppressed_at.is_some() || contact.stage == Stage::Lost {
        return Flaws::default();
    }
    let has_email = contact.profile.email.is_some();
    let touched = contact.tally.last_touch_at.unwrap_or(contact.added_at);
    let risky = has_email && contact.health == Health::Risky;
    let invalid = has_email && contact.health == Health::Invalid;
    [
        (Flaw::Bounced, invalid && contact.bounced_at.is_some()),
        (Flaw::Invalid, invalid && contact.bounced_at.is_none()),
        (Flaw::Outdone, risky && better.is_some()),
        (Flaw::Risky, risky && better.is_none()),
        (Flaw::NoSource, contact.profile.source.is_none()),
        (Flaw::Untouched, contact.next_step.is_none() && touched <= standard.untouched_since),
    ]
    .into_iter()
    .filter_map(|(flaw, is)| is.then_some(flaw))
    .collect()
}
