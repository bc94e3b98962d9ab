//! Who is due, and why: one pure function over what the book knows of a contact.
//!
//! The answer is a local day of the owner and does not depend on the present time. It is therefore stored with the
//! contact and computed again with every change, and a due list is one index scan. The rules are those of
//! docs/product.md, section 11, in their order.

use chrono::{DateTime, Days, NaiveDate, Offset as _, TimeZone as _, Utc};
use chrono_tz::Tz;

use crate::contact::{Contact, FollowUp};
use crate::schedule::{Cadence, Schedule, working_day};
use crate::vocabulary::{DueReason, Field, Grade, Health, NeverDueReason, Stage};

/// How many touches in a row without an answer are enough, per grade (docs/product.md, rule 11.6).
pub const fn patience(grade: Grade) -> u32 {
    match grade {
        Grade::A => 6,
        Grade::B => 4,
        Grade::C => 2,
    }
}

/// How many days after it was added a contact is first touched, per grade (docs/product.md, rule 11.4).
const fn first_touch_after(grade: Grade) -> u64 {
    match grade {
        Grade::A => 0,
        Grade::B => 2,
        Grade::C => 7,
    }
}

/// When the next follow-up is due and why; `None`: none is. `owner` is the owner's schedule, `None` for a contact in
/// the pool.
pub fn follow_up(contact: &Contact, owner: Option<&Schedule>, cadence: &Cadence) -> Option<FollowUp> {
    let owner = owner?;
    if barred(contact).is_some() {
        return None;
    }
    let FollowUp { on, why } = rule(contact, owner, cadence)?;
    let on = contact.snoozed_until.map_or(on, |until| on.max(until));
    Some(FollowUp { on: working_day(on, owner.days).min(LAST_DAY), why })
}

/// Why no follow-up is due of a contact for which [`follow_up`] answered none.
pub fn why_never(contact: &Contact) -> NeverDueReason {
    let rests = contact.tally.touches_in_row >= patience(contact.grade) && contact.tally.rest_kept;
    barred(contact).unwrap_or(if rests { NeverDueReason::Resting } else { NeverDueReason::Off })
}

/// Whether all that keeps somebody from being followed up is that there is no way left to reach them.
pub fn needs_address(contact: &Contact) -> bool {
    contact.due.is_none() && barred(contact) == Some(NeverDueReason::Unreachable)
}

/// Why a contact has no follow-up whatever its history (docs/product.md, rule 11.1).
fn barred(contact: &Contact) -> Option<NeverDueReason> {
    match contact {
        Contact { suppressed_at: Some(_), .. } => Some(NeverDueReason::Suppressed),
        Contact { stage: Stage::Lost, .. } => Some(NeverDueReason::Lost),
        Contact { owner: None, .. } => Some(NeverDueReason::Pool),
        contact if !reachable(contact) => Some(NeverDueReason::Unreachable),
        _ => None,
    }
}

/// The last day that the book can hold: days are sorted as text, so a year of five digits would come first.
const LAST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// How many days a follow-up is overdue on the owner's local day `today`; negative when it is still ahead.
pub fn days_overdue(on: NaiveDate, today: NaiveDate) -> i64 {
    (today - on).num_days()
}

/// The first of rules 11.2 to 11.6 of docs/product.md that applies, before snooze (11.7) and working days (11.9).
fn rule(contact: &Contact, owner: &Schedule, cadence: &Cadence) -> Option<FollowUp> {
    let day = |at: DateTime<Utc>| local_day(at, owner.zone);
    let after = |from: NaiveDate, days: u64| from.checked_add_days(Days::new(days)).unwrap_or(LAST_DAY);
    let tally = &contact.tally;

    if let Some(step) = &contact.next_step {
        return Some(FollowUp { on: step.on, why: DueReason::NextStep });
    }
    if let Some(inbound) = tally.last_inbound_at
        && tally.last_touch_at.is_none_or(|touch| touch < inbound)
    {
        return Some(FollowUp { on: day(inbound), why: DueReason::AwaitsAnswer });
    }
    let Some(touch) = tally.last_touch_at else {
        let on = after(day(contact.added_at), first_touch_after(contact.grade));
        return Some(FollowUp { on, why: DueReason::FirstTouch });
    };
    if tally.touches_in_row >= patience(contact.grade) {
        if tally.rest_kept {
            return None;
        }
        let on = after(day(touch), cadence.of(contact.grade).map_or(0, u64::from));
        return Some(FollowUp { on, why: DueReason::Rest });
    }
    let days = cadence.of(contact.grade)?;
    Some(FollowUp { on: after(day(touch), u64::from(days)), why: DueReason::Cadence })
}

/// The local day of an instant; the day in UTC where the local time would be out of range.
fn local_day(at: DateTime<Utc>, zone: Tz) -> NaiveDate {
    let utc = at.naive_utc();
    let local = utc.checked_add_offset(zone.offset_from_utc_datetime(&utc).fix());
    local.unwrap_or(utc).date()
}

/// Whether there is a way to reach them that works.
fn reachable(contact: &Contact) -> bool {
    let works = |field: Field| field != Field::Email || contact.health != Health::Invalid;
    let ways = Field::ALL.iter().copied().filter(|field| field.is_way_to_reach());
    ways.filter(|field| contact.profile.get(*field).is_some()).any(works)
}

#[cfg(test)]
mod tests;
