//! What is owed to a person at an instant: the scheduler's pure part.
//!
//! Everything is decided by the person's local wall clock, so a change of zone, a moved clock and both daylight-saving
//! changes neither skip nor repeat a day; that each goes once is the ledger's work, by the period named here.

use chrono::{DateTime, Datelike as _, Days, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone as _, Utc};
use chrono_tz::Tz;

use crate::follow_up::working_day;
use crate::team::Schedule;
use crate::word::vocabulary;

vocabulary! {
    /// A message that comes by itself.
    Routine {
        /// The daily reminder.
        Morning = "morning",
        /// The bimonthly nudge.
        Nudge = "nudge",
        /// The quarterly clean-up.
        Cleanup = "cleanup",
    }
}

/// Something that is owed, if the ledger does not have it yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// What.
    pub routine: Routine,
    /// For which period it goes once: `2026-12-05`, `2026-11`, `2026Q4`.
    pub period: String,
    /// The person's local day.
    pub day: NaiveDate,
}

/// After this local time a missed reminder is not sent any more: tomorrow's list holds everything.
const TOO_LATE: NaiveTime = match NaiveTime::from_hms_opt(20, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// How long after its first working day a missed nudge or clean-up is still sent: once in two or three months it is
/// worth more late than never.
const GRACE: i64 = 7;

/// What is owed to a person now. A reminder time after 20:00 is kept until midnight.
pub fn owed(schedule: &Schedule, now: DateTime<Utc>) -> Vec<Owed> {
    let local = now.with_timezone(&schedule.zone).naive_local();
    let (day, time) = (local.date(), local.time());
    let away = schedule.away_until.is_some_and(|until| day < until);
    let in_time = time >= schedule.reminder_at && (time < TOO_LATE || schedule.reminder_at >= TOO_LATE);
    if away || !in_time || !schedule.days.has(day.weekday()) {
        return Vec::new();
    }
    let mut owed = vec![Owed { routine: Routine::Morning, period: day.to_string(), day }];
    let month = day.month();
    if month % 2 == 1 && soon_after_first_working_day(schedule, day, month) {
        owed.push(Owed { routine: Routine::Nudge, period: day.format("%Y-%m").to_string(), day });
    }
    if month % 3 == 1 && soon_after_first_working_day(schedule, day, month) {
        let quarter = month.div_ceil(3);
        owed.push(Owed { routine: Routine::Cleanup, period: format!("{}Q{quarter}", day.year()), day });
    }
    owed
}

fn soon_after_first_working_day(schedule: &Schedule, day: NaiveDate, month: u32) -> bool {
    NaiveDate::from_ymd_opt(day.year(), month, 1).is_some_and(|first| {
        let since = (day - working_day(first, schedule.days)).num_days();
        (0..=GRACE).contains(&since)
    })
}

/// The next instant after `now` at which a reminder is owed.
pub fn next_morning(schedule: &Schedule, now: DateTime<Utc>) -> DateTime<Utc> {
    next(schedule, now, |_| true)
}

/// The next instant after `now` on the first working day of an odd month.
pub fn next_nudge(schedule: &Schedule, now: DateTime<Utc>) -> DateTime<Utc> {
    next(schedule, now, |day| day.month() % 2 == 1 && is_first_working_day(schedule, day))
}

/// The next instant after `now` on the first working day of a quarter.
pub fn next_cleanup(schedule: &Schedule, now: DateTime<Utc>) -> DateTime<Utc> {
    next(schedule, now, |day| day.month() % 3 == 1 && is_first_working_day(schedule, day))
}

fn is_first_working_day(schedule: &Schedule, day: NaiveDate) -> bool {
    day.with_day(1).is_some_and(|first| working_day(first, schedule.days) == day)
}

fn next(schedule: &Schedule, now: DateTime<Utc>, fits: impl Fn(NaiveDate) -> bool) -> DateTime<Utc> {
    let today = schedule.today(now);
    today
        .iter_days()
        .take(400)
        .filter(|day| schedule.days.has(day.weekday()) && schedule.away_until.is_none_or(|until| *day >= until))
        .filter(|day| fits(*day))
        .map(|day| instant(schedule.zone, day.and_time(schedule.reminder_at)))
        .find(|at| *at > now)
        .unwrap_or_else(|| now.checked_add_days(Days::new(1)).unwrap_or(now))
}

/// The first instant at which the local clock shows this time or, where it is skipped, a later one.
fn instant(zone: Tz, local: NaiveDateTime) -> DateTime<Utc> {
    match zone.from_local_datetime(&local) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at.to_utc(),
        LocalResult::None => {
            // Clocks are put forward by an hour at most, in all zones that still do it.
            let later = local + chrono::TimeDelta::hours(1);
            zone.from_local_datetime(&later).earliest().map_or_else(|| later.and_utc(), |at| at.to_utc())
        }
    }
}
