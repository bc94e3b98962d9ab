//! Which routine messages a person should get at an instant: the pure part of the scheduler.
//!
//! The person's local wall clock decides, so that a change of zone, a moved clock and both daylight-saving changes
//! neither skip nor repeat a day (docs/product.md, rule 12.5). The ledger sends each once, by the period named here.
//! The rules are those of docs/product.md, sections 12 (reminder), 13 (nudge) and 14 (clean-up).

use chrono::{
    DateTime, Datelike as _, Days, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta,
    TimeZone as _, Utc,
};
use chrono_tz::{GapInfo, Tz};

use crate::schedule::{Schedule, working_day};
use crate::vocabulary::Routine;

/// A routine message that is owed, unless the ledger has it already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// What.
    pub routine: Routine,
    /// For which period it goes once: `2026-12-05`, `2026-11`, `2026Q4`.
    pub period: String,
    /// The person's local day.
    pub day: NaiveDate,
    /// Whether it waits while something of the day's list is still to be done.
    pub after_list: bool,
}

/// After this local time a missed reminder is not sent any more (docs/product.md, rule 12.4): the next day's list has
/// everything.
const TOO_LATE: NaiveTime = match NaiveTime::from_hms_opt(20, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// From this local time nothing waits for the day's list to be done (docs/product.md, rule 13.6).
const NOON: NaiveTime = match NaiveTime::from_hms_opt(12, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// For how many days after its first working day a missed nudge or clean-up is still sent (docs/product.md, rules 13.1
/// and 14.1), together with a reminder.
const GRACE: i64 = 7;

/// What is owed to a person at an instant: on a working day on which they are not away, from their reminder time until
/// 20:00, or until midnight where the reminder time is 20:00 or later (docs/product.md, rule 12.4).
pub fn owed(schedule: &Schedule, now: DateTime<Utc>) -> Vec<Owed> {
    let local = now.with_timezone(&schedule.zone).naive_local();
    let (day, time) = (local.date(), local.time());
    let from = reminder_time(schedule, day);
    if !at_work(schedule, day) || time < from || (time >= TOO_LATE && from < TOO_LATE) {
        return Vec::new();
    }
    let mut owed = vec![Owed { routine: Routine::Morning, period: day.to_string(), day, after_list: false }];
    let mut rarer = |routine, period| owed.push(Owed { routine, period, day, after_list: time < NOON });
    let since = days_since_first_working_day(schedule, day);
    if since.is_some_and(|days| (0..=GRACE).contains(&days)) {
        if has_nudge(day) {
            rarer(Routine::Nudge, day.format("%Y-%m").to_string());
        }
        if opens_quarter(day) {
            rarer(Routine::Cleanup, quarter(day));
        }
    }
    owed
}

/// Whether what was set to ring at an instant rings at `now`: on that local day from then until 20:00, or until midnight
/// where it was set for 20:00 or later; not while the person is away (docs/product.md, rule 2.16).
pub fn rings(schedule: &Schedule, at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    let [set, local] = [at, now].map(|instant| instant.with_timezone(&schedule.zone).naive_local());
    let in_time = local.time() < TOO_LATE || set.time() >= TOO_LATE;
    now >= at && local.date() == set.date() && in_time && is_present(schedule, local.date())
}

/// Whether the person works on this local day and is not away.
fn at_work(schedule: &Schedule, day: NaiveDate) -> bool {
    schedule.works_on(day) && is_present(schedule, day)
}

fn is_present(schedule: &Schedule, day: NaiveDate) -> bool {
    schedule.away_until.is_none_or(|until| day >= until)
}

/// January, March, May, July, September and November.
fn has_nudge(day: NaiveDate) -> bool {
    day.month() % 2 == 1
}

/// January, April, July and October.
fn opens_quarter(day: NaiveDate) -> bool {
    day.month() % 3 == 1
}

/// The quarter of a day: `2026Q4`.
pub fn quarter(day: NaiveDate) -> String {
    format!("{}Q{}", day.year(), day.month().div_ceil(3))
}

/// Days since the first working day of the month, whether the person was away or not; negative before it.
fn days_since_first_working_day(schedule: &Schedule, day: NaiveDate) -> Option<i64> {
    let first = day.with_day(1)?;
    Some((day - working_day(first, schedule)).num_days())
}

/// The local time from which the reminder of a day is owed. Where a clock change skips the rest of the day (Nuuk goes
/// from 23:00 to midnight), the reminder comes an hour earlier, since that day would have none otherwise.
fn reminder_time(schedule: &Schedule, day: NaiveDate) -> NaiveTime {
    let time = schedule.reminder_at;
    let resumes = GapInfo::new(&day.and_time(time), &schedule.zone).and_then(|gap| gap.end);
    match resumes {
        Some(later) if later.date_naive() > day => time.overflowing_sub_signed(TimeDelta::hours(1)).0,
        _ => time,
    }
}

/// The next instant after `now` at which a day's reminder begins to be owed.
pub fn next_morning(schedule: &Schedule, now: DateTime<Utc>) -> DateTime<Utc> {
    next(schedule, now, NaiveTime::MIN, |_| true)
}

/// The next instant after `now` at which a nudge waits for nothing on its own day, the first working day of an odd
/// month.
pub fn next_nudge(schedule: &Schedule, now: DateTime<Utc>) -> DateTime<Utc> {
    next(schedule, now, NOON, |day| has_nudge(day) && days_since_first_working_day(schedule, day) == Some(0))
}

/// The next instant after `now` at which a clean-up waits for nothing on its own day, the first working day of a
/// quarter.
pub fn next_cleanup(schedule: &Schedule, now: DateTime<Utc>) -> DateTime<Utc> {
    next(schedule, now, NOON, |day| {
        opens_quarter(day) && days_since_first_working_day(schedule, day) == Some(0)
    })
}

/// The next reminder time of a day that fits, not before `earliest` on that day.
fn next(
    schedule: &Schedule,
    now: DateTime<Utc>,
    earliest: NaiveTime,
    fits: impl Fn(NaiveDate) -> bool,
) -> DateTime<Utc> {
    let today = schedule.today(now);
    schedule
        .away_until
        .map_or(today, |until| until.max(today))
        .iter_days()
        .take(400)
        .filter(|day| at_work(schedule, *day) && fits(*day))
        .map(|day| (day, instant(schedule.zone, day.and_time(reminder_time(schedule, day).max(earliest)))))
        // A day that its zone skipped (Samoa, 30 December 2011) has no instant.
        .find(|(day, at)| *at > now && schedule.today(*at) == *day)
        .map_or_else(|| now.checked_add_days(Days::new(1)).unwrap_or(now), |(_, at)| at)
}

/// The first instant at which the local clock shows this time or, where the clock skips it, goes on after it.
pub(crate) fn instant(zone: Tz, local: NaiveDateTime) -> DateTime<Utc> {
    match zone.from_local_datetime(&local) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at.to_utc(),
        LocalResult::None => {
            let resumes = GapInfo::new(&local, &zone).and_then(|gap| gap.end);
            resumes.map_or_else(|| local.and_utc(), |at| at.to_utc())
        }
    }
}

#[cfg(test)]
mod tests;
