//! Who is due, and why: one pure function over what the book knows of a contact.
//!
//! The answer is a local day of the owner and does not depend on the present time. It is therefore stored with the
//! contact and computed again with every change, and a due list is one index scan. The rules are those of
//! docs/product.md, section 11, in their order.

use chrono::{DateTime, Days, NaiveDate, Offset as _, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Tz;

use crate::calendar::instant;
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
    let (due, why) = rule(contact, owner, cadence)?;
    let working = |day: NaiveDate| working_day(day, owner).min(LAST_DAY);
    let since = working(due);
    // An attempt that reached nobody is made again on the next day (docs/product.md, rule 2.12).
    let attempted = contact.tally.last_attempt_at.map(|at| local_day(at, owner.zone));
    let again = attempted.filter(|day| *day >= since).map(|day| after(day, 1));
    let on = [Some(since), contact.snoozed_until, again].into_iter().flatten().max().unwrap_or(since);
    let rings_at = (why == DueReason::NextStep).then(|| rings_at(contact, owner)).flatten();
    Some(FollowUp { on: working(on), since, why, rings_at })
}

/// When the next step rings (docs/product.md, rule 2.16): at its time, be it a day off or not, unless it is put off
/// beyond that day.
fn rings_at(contact: &Contact, owner: &Schedule) -> Option<DateTime<Utc>> {
    let step = contact.next_step.as_ref()?;
    let is_put_off = contact.snoozed_until.is_some_and(|until| until > step.on);
    step.at.filter(|_| !is_put_off).map(|at| instant(owner.zone, step.on.and_time(at)))
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
fn rule(contact: &Contact, owner: &Schedule, cadence: &Cadence) -> Option<(NaiveDate, DueReason)> {
    let day = |at: DateTime<Utc>| local_day(at, owner.zone);
    let tally = &contact.tally;

    if let Some(step) = &contact.next_step {
        return Some((step.on, DueReason::NextStep));
    }
    if let Some(since) = tally.awaiting_since {
        return Some((day(since), DueReason::AwaitsAnswer));
    }
    let Some(touch) = tally.last_touch_at else {
        return Some((after(day(contact.added_at), first_touch_after(contact.grade)), DueReason::FirstTouch));
    };
    let next = cadence.of(contact.grade).map(|days| after(day(touch), u64::from(days)));
    if tally.touches_in_row >= patience(contact.grade) {
        let kept =
            next.is_some_and(|on| contact.grade_reasoned_at.is_some_and(|at| on < day(at + REASONED_FOR)));
        match tally.rest_kept {
            true => return None,
            false if !kept => return Some((next.unwrap_or(day(touch)), DueReason::Rest)),
            false => {}
        }
    }
    Some((next?, DueReason::Cadence))
}

/// So long no other grade is proposed after a person set it with a reason (docs/product.md, rule 11.10).
pub(crate) const REASONED_FOR: TimeDelta = TimeDelta::days(90);

fn after(from: NaiveDate, days: u64) -> NaiveDate {
    from.checked_add_days(Days::new(days)).unwrap_or(LAST_DAY)
}

/// How many attempts in a row that reached nobody propose another way (docs/product.md, rule 2.12).
const ATTEMPTS: u32 = 3;

/// The ways to reach somebody whom the last attempts did not reach: proposed after the third in a row. None are known
/// where the list is empty.
pub fn other_ways(contact: &Contact) -> Option<Vec<Field>> {
    (contact.tally.attempts_in_row == ATTEMPTS)
        .then(|| ways(contact).filter(|way| *way != Field::Phone).collect())
}

/// The local day of an instant; the day in UTC where the local time would be out of range.
fn local_day(at: DateTime<Utc>, zone: Tz) -> NaiveDate {
    let utc = at.naive_utc();
    let local = utc.checked_add_offset(zone.offset_from_utc_datetime(&utc).fix());
    local.unwrap_or(utc).date()
}

/// Whether there is a way to reach them that works.
fn reachable(contact: &Contact) -> bool {
    ways(contact).next().is_some()
}

/// The ways to reach somebody that work.
fn ways(contact: &Contact) -> impl Iterator<Item = Field> {
    let works = |field: &Field| *field != Field::Email || contact.health != Health::Invalid;
    let ways = Field::ALL.iter().copied().filter(|field| field.is_way_to_reach());
    ways.filter(|field| contact.profile.get(*field).is_some()).filter(works)
}

#[cfg(test)]
mod tests;
