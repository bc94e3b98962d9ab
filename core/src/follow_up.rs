//! Who is due, and why: one pure function over what the book knows of a contact.
//!
//! The answer is a day of the owner, not a yes or no: it depends on no clock, so it is kept beside the contact and
//! settled with every change, and a due list is one walk over an index. The rules are those of PRODUCT.md,
//! "Follow-up: who is due, and why", in their order.

use chrono::{DateTime, Datelike as _, Days, NaiveDate, Utc};

use crate::contact::{Contact, Grade, Health, Stage};
use crate::team::{Cadence, Schedule, WorkDays};
use crate::word::vocabulary;

vocabulary! {
    /// Why a contact is due.
    Why {
        /// They wrote last and nobody has touched them since (rule 3).
        AwaitsAnswer = "awaits",
        /// A person set a next step (rule 2).
        NextStep = "next_step",
        /// Never touched (rule 4).
        FirstTouch = "first_touch",
        /// The cadence of the grade (rule 5).
        Cadence = "cadence",
        /// Enough touches without an answer: it is proposed to let it rest (rule 6).
        Rest = "rest",
    }
}

impl Why {
    /// The order of a list: awaiting an answer, then next steps, then the rest by grade and days overdue.
    pub fn rank(self) -> i64 {
        match self {
            Why::AwaitsAnswer => 0,
            Why::NextStep => 1,
            Why::FirstTouch | Why::Cadence | Why::Rest => 2,
        }
    }
}

/// The next follow-up of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FollowUp {
    /// The owner's local day from which it is due.
    pub on: NaiveDate,
    /// Why.
    pub why: Why,
}

/// How many touches in a row without an answer are enough, per grade (rule 6).
pub const fn patience(grade: Grade) -> u32 {
    match grade {
        Grade::A => 6,
        Grade::B => 4,
        Grade::C => 2,
    }
}

/// How many days after it was added a contact is first touched, per grade (rule 4).
const fn first_touch_after(grade: Grade) -> u64 {
    match grade {
        Grade::A => 0,
        Grade::B => 2,
        Grade::C => 7,
    }
}

/// When the next follow-up is due and why; `None`: never, as things stand. `owner` is the owner's schedule, nobody's
/// for a contact in the pool.
pub fn follow_up(contact: &Contact, owner: Option<&Schedule>, cadence: &Cadence) -> Option<FollowUp> {
    let owner = owner?;
    if contact.suppressed_at.is_some() || contact.stage == Stage::Lost || !reachable(contact) {
        return None;
    }
    let FollowUp { on, why } = rule(contact, owner, cadence)?;
    let on = contact.snoozed_until.map_or(on, |until| on.max(until));
    Some(FollowUp { on: working_day(on, owner.days), why })
}

/// How many days a follow-up is overdue on the owner's local day `today`; negative when it is still ahead.
pub fn days_overdue(on: NaiveDate, today: NaiveDate) -> i64 {
    (today - on).num_days()
}

/// Rules 2 to 6, before snooze and working days.
fn rule(contact: &Contact, owner: &Schedule, cadence: &Cadence) -> Option<FollowUp> {
    let day = |at: DateTime<Utc>| owner.today(at);
    let after = |from: NaiveDate, days: u64| from.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX);
    let tally = &contact.tally;

    if let Some(step) = &contact.next_step {
        return Some(FollowUp { on: step.on, why: Why::NextStep });
    }
    if let Some(inbound) = tally.last_inbound_at
        && tally.last_touch_at.is_none_or(|touch| touch < inbound)
    {
        return Some(FollowUp { on: day(inbound), why: Why::AwaitsAnswer });
    }
    let Some(touch) = tally.last_touch_at else {
        let on = after(day(contact.added_at), first_touch_after(contact.grade));
        return Some(FollowUp { on, why: Why::FirstTouch });
    };
    if tally.touches_in_row >= patience(contact.grade) {
        if tally.rest_kept {
            return None;
        }
        let on = after(day(touch), cadence.of(contact.grade).map_or(0, u64::from));
        return Some(FollowUp { on, why: Why::Rest });
    }
    let days = cadence.of(contact.grade)?;
    Some(FollowUp { on: after(day(touch), u64::from(days)), why: Why::Cadence })
}

/// Whether there is a way to reach them: an address that works, a phone, LinkedIn.
fn reachable(contact: &Contact) -> bool {
    let profile = &contact.profile;
    let by_mail = profile.email.is_some() && contact.health != Health::Invalid;
    by_mail || profile.phone.is_some() || profile.linkedin.is_some()
}

/// The day itself, or the next that is a working day.
pub fn working_day(day: NaiveDate, days: WorkDays) -> NaiveDate {
    day.iter_days().take(7).find(|day| days.has(day.weekday())).unwrap_or(day)
}
