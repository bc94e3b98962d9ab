//! What is owed to a person at an instant: the scheduler's pure part.
//!
//! Everything is decided by the person's local wall clock, so a change of zone, a moved clock and both daylight-saving
//! changes neither skip nor repeat a day; that each goes once is the ledger's work, by the period named here. The
//! rules are those of PRODUCT.md, "The daily reminder", "The bimonthly nudge" and "The quarterly clean-up".

use chrono::{DateTime, Datelike as _, Days, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use chrono::{TimeZone as _, Utc};
use chrono_tz::{GapInfo, Tz};

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

/// For how many days after its first working day a missed nudge or clean-up is still sent, with the reminder of the
/// next working day that the person is there: once in two or three months it is worth more late than never.
const GRACE: i64 = 7;

/// What is owed to a person now: on a working day on which they are not away, from the time of their reminder until
/// 20:00. A reminder time of 20:00 or later is kept until midnight.
pub fn owed(schedule: &Schedule, now: DateTime<Utc>) -> Vec<Owed> {
    let local = now.with_timezone(&schedule.zone).naive_local();
    let (day, time) = (local.date(), local.time());
    let from = reminder_time(schedule, day);
    if !at_work(schedule, day) || time < from || (time >= TOO_LATE && from < TOO_LATE) {
        return Vec::new();
    }
    let mut owed = vec![Owed { routine: Routine::Morning, period: day.to_string(), day }];
    let since = days_since_first_working_day(schedule, day);
    if since.is_some_and(|days| (0..=GRACE).contains(&days)) {
        if has_nudge(day) {
            owed.push(Owed { routine: Routine::Nudge, period: day.format("%Y-%m").to_string(), day });
        }
        if opens_quarter(day) {
            owed.push(Owed { routine: Routine::Cleanup, period: quarter(day), day });
        }
    }
    owed
}

/// Whether the person works on this local day: one of their working days, and they are not away.
fn at_work(schedule: &Schedule, day: NaiveDate) -> bool {
    schedule.days.has(day.weekday()) && schedule.away_until.is_none_or(|until| day >= until)
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

/// Counted from the month's first working day, away or not; negative before it.
fn days_since_first_working_day(schedule: &Schedule, day: NaiveDate) -> Option<i64> {
    let first = day.with_day(1)?;
    Some((day - working_day(first, schedule.days)).num_days())
}

/// The local time from which the reminder of a day is owed. Where the clock skips it, that is simply past once the
/// clock shows a later time; but where the clock skips the rest of the day with it (Nuuk goes from 23:00 to
/// midnight), the reminder comes an hour earlier, or that day would have none.
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
    next(schedule, now, |_| true)
}

/// The next instant after `now` at which a nudge is owed on its own day, the first working day of an odd month.
pub fn next_nudge(schedule: &Schedule, now: DateTime<Utc>) -> DateTime<Utc> {
    next(schedule, now, |day| has_nudge(day) && days_since_first_working_day(schedule, day) == Some(0))
}

/// The next instant after `now` at which a clean-up is owed on its own day, the first working day of a quarter.
pub fn next_cleanup(schedule: &Schedule, now: DateTime<Utc>) -> DateTime<Utc> {
    next(schedule, now, |day| opens_quarter(day) && days_since_first_working_day(schedule, day) == Some(0))
}

fn next(schedule: &Schedule, now: DateTime<Utc>, fits: impl Fn(NaiveDate) -> bool) -> DateTime<Utc> {
    let today = schedule.today(now);
    schedule
        .away_until
        .map_or(today, |until| until.max(today))
        .iter_days()
        .take(400)
        .filter(|day| at_work(schedule, *day) && fits(*day))
        .map(|day| (day, instant(schedule.zone, day.and_time(reminder_time(schedule, day)))))
        // A day that its zone left out altogether (Samoa, 30 December 2011) has no instant of its own.
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
mod tests {
    use std::collections::BTreeSet;

    use chrono::Offset as _;
    use proptest::prelude::*;

    use super::*;
    use crate::team::WorkDays;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// An instant by the clock of a place, written with its offset: `2026-12-01T09:00+01:00`.
    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M%:z").unwrap().to_utc()
    }

    fn every_day(zone: Tz, reminder_at: &str) -> Schedule {
        let reminder_at = NaiveTime::parse_from_str(reminder_at, "%H:%M").unwrap();
        Schedule { zone, days: WorkDays::from_mask(127).unwrap(), reminder_at, away_until: None }
    }

    fn mon_fri(zone: Tz, reminder_at: &str) -> Schedule {
        Schedule { days: WorkDays::MON_FRI, ..every_day(zone, reminder_at) }
    }

    fn morning(schedule: &Schedule, now: &str) -> Option<String> {
        let owed = owed(schedule, at(now));
        owed.into_iter().find(|owed| owed.routine == Routine::Morning).map(|owed| owed.period)
    }

    fn besides(schedule: &Schedule, now: &str) -> Vec<String> {
        let owed = owed(schedule, at(now)).into_iter().filter(|owed| owed.routine != Routine::Morning);
        owed.map(|owed| format!("{} {}", owed.routine.code(), owed.period)).collect()
    }

    #[test]
    fn a_reminder_is_owed_from_its_time_until_eight_in_the_evening_of_a_working_day() {
        for (reminder_at, now, is_owed) in [
            ("09:00", "2026-12-01T08:59+08:00", false),
            ("09:00", "2026-12-01T09:00+08:00", true),
            ("09:00", "2026-12-01T19:59+08:00", true),
            ("09:00", "2026-12-01T20:00+08:00", false),
            ("00:00", "2026-12-01T00:00+08:00", true),
            ("20:00", "2026-12-01T19:59+08:00", false),
            ("20:00", "2026-12-01T20:00+08:00", true),
            ("22:30", "2026-12-01T22:29+08:00", false),
            ("22:30", "2026-12-01T23:59+08:00", true),
            ("22:30", "2026-12-02T00:00+08:00", false),
            ("09:00", "2026-12-05T09:00+08:00", false),
            ("09:00", "2026-12-06T09:00+08:00", false),
            ("09:00", "2026-12-07T09:00+08:00", true),
        ] {
            let owed = morning(&mon_fri(Tz::Asia__Shanghai, reminder_at), now);
            assert_eq!(owed.as_deref(), is_owed.then(|| &now[..10]), "{reminder_at} at {now}");
        }
    }

    #[test]
    fn nobody_is_reminded_while_away_and_everybody_on_the_day_they_are_back() {
        let mut schedule = every_day(Tz::Asia__Shanghai, "09:00");
        schedule.away_until = Some(day("2026-12-20"));
        assert_eq!(morning(&schedule, "2026-12-19T09:00+08:00"), None);
        assert_eq!(morning(&schedule, "2026-12-20T09:00+08:00").as_deref(), Some("2026-12-20"));
        assert_eq!(next_morning(&schedule, at("2026-12-01T09:00+08:00")), at("2026-12-20T09:00+08:00"));
        schedule.away_until = Some(day("2029-12-20"));
        assert_eq!(next_morning(&schedule, at("2026-12-01T09:00+08:00")), at("2029-12-20T09:00+08:00"));
        assert_eq!(next_nudge(&schedule, at("2026-12-01T09:00+08:00")), at("2030-01-01T09:00+08:00"));
    }

    #[test]
    fn a_skipped_hour_and_an_hour_that_comes_twice_leave_each_day_its_reminder() {
        // Berlin skips 02:00 to 03:00 on 29 March 2026 and has it twice on 25 October.
        let berlin = every_day(Tz::Europe__Berlin, "02:30");
        assert_eq!(morning(&berlin, "2026-03-29T01:59+01:00"), None);
        assert_eq!(morning(&berlin, "2026-03-29T03:00+02:00").as_deref(), Some("2026-03-29"));
        assert_eq!(next_morning(&berlin, at("2026-03-29T01:00+01:00")), at("2026-03-29T03:00+02:00"));
        assert_eq!(morning(&berlin, "2026-10-25T02:29+02:00"), None);
        for twice in ["2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00"] {
            assert_eq!(morning(&berlin, twice).as_deref(), Some("2026-10-25"), "one period, so it goes once");
        }
        assert_eq!(next_morning(&berlin, at("2026-10-25T01:00+02:00")), at("2026-10-25T02:30+02:00"));
        assert_eq!(next_morning(&berlin, at("2026-10-25T02:30+02:00")), at("2026-10-26T02:30+01:00"));
        // The usual nine o'clock keeps its place on the wall on both sides of both changes.
        let nine = every_day(Tz::Europe__Berlin, "09:00");
        assert_eq!(next_morning(&nine, at("2026-03-28T09:00+01:00")), at("2026-03-29T09:00+02:00"));
        assert_eq!(next_morning(&nine, at("2026-10-24T09:00+02:00")), at("2026-10-25T09:00+01:00"));
    }

    #[test]
    fn a_change_of_the_clock_at_midnight_takes_no_day_with_it() {
        // Nuuk goes from 23:00 on Saturday 28 March 2026 straight to midnight: the last hour is not there.
        let nuuk = every_day(Tz::America__Nuuk, "23:30");
        assert_eq!(morning(&nuuk, "2026-03-28T22:29-02:00"), None);
        assert_eq!(morning(&nuuk, "2026-03-28T22:30-02:00").as_deref(), Some("2026-03-28"));
        assert_eq!(next_morning(&nuuk, at("2026-03-28T12:00-02:00")), at("2026-03-28T22:30-02:00"));
        assert_eq!(next_morning(&nuuk, at("2026-03-28T22:30-02:00")), at("2026-03-29T23:30-01:00"));
        // Cairo goes from midnight of Friday 24 April 2026 to 01:00: the day begins late.
        let cairo = every_day(Tz::Africa__Cairo, "00:30");
        assert_eq!(next_morning(&cairo, at("2026-04-23T12:00+02:00")), at("2026-04-24T01:00+03:00"));
        // Samoa left out 30 December 2011.
        let apia = every_day(Tz::Pacific__Apia, "09:00");
        assert_eq!(next_morning(&apia, at("2011-12-29T09:00-10:00")), at("2011-12-31T09:00+14:00"));
    }

    #[test]
    fn who_changes_the_zone_keeps_the_names_of_their_days() {
        let now = "2026-12-01T18:00+08:00";
        assert_eq!(morning(&every_day(Tz::Asia__Shanghai, "09:00"), now).as_deref(), Some("2026-12-01"));
        assert_eq!(morning(&every_day(Tz::Europe__Berlin, "09:00"), now).as_deref(), Some("2026-12-01"));
        assert_eq!(morning(&every_day(Tz::America__New_York, "09:00"), now), None, "05:00 there");
        assert_eq!(morning(&every_day(Tz::Pacific__Kiritimati, "00:00"), now).as_deref(), Some("2026-12-02"));
    }

    #[test]
    fn the_nudge_and_the_cleanup_come_on_the_first_working_day_and_a_week_after() {
        let work = mon_fri(Tz::Asia__Shanghai, "09:00");
        for (now, want) in [
            // 1 November 2026 is a Sunday.
            ("2026-11-01T09:00+08:00", &[][..]),
            ("2026-11-02T08:59+08:00", &[]),
            ("2026-11-02T09:00+08:00", &["nudge 2026-11"]),
            ("2026-11-02T20:00+08:00", &[]),
            ("2026-11-03T09:00+08:00", &["nudge 2026-11"]),
            ("2026-11-09T09:00+08:00", &["nudge 2026-11"]),
            ("2026-11-10T09:00+08:00", &[]),
            ("2026-12-01T09:00+08:00", &[]),
            ("2027-01-01T09:00+08:00", &["nudge 2027-01", "cleanup 2027Q1"]),
            ("2027-02-01T09:00+08:00", &[]),
            ("2027-03-01T09:00+08:00", &["nudge 2027-03"]),
            ("2027-04-01T09:00+08:00", &["cleanup 2027Q2"]),
            ("2027-05-03T09:00+08:00", &["nudge 2027-05"]),
            ("2027-07-01T09:00+08:00", &["nudge 2027-07", "cleanup 2027Q3"]),
            ("2027-09-01T09:00+08:00", &["nudge 2027-09"]),
            ("2026-10-01T09:00+08:00", &["cleanup 2026Q4"]),
        ] {
            assert_eq!(besides(&work, now), want, "{now}");
        }
        // Whoever is away on that day has it on the day they are back, within the week.
        let back = |until| Schedule { away_until: Some(day(until)), ..work };
        assert!(besides(&back("2026-11-06"), "2026-11-02T09:00+08:00").is_empty());
        assert_eq!(besides(&back("2026-11-06"), "2026-11-06T09:00+08:00"), ["nudge 2026-11"]);
        assert!(besides(&back("2026-11-11"), "2026-11-11T09:00+08:00").is_empty());
        // Whoever works on Sundays only has the first of them.
        let sundays = Schedule { days: WorkDays::from_mask(64).unwrap(), ..work };
        assert_eq!(besides(&sundays, "2026-11-01T09:00+08:00"), ["nudge 2026-11"]);
    }

    #[test]
    fn the_clock_can_be_moved_to_the_next_of_each() {
        let work = mon_fri(Tz::Asia__Shanghai, "09:00");
        for (now, morning, nudge, cleanup) in [
            (
                "2026-12-01T08:59+08:00",
                "2026-12-01T09:00+08:00",
                "2027-01-01T09:00+08:00",
                "2027-01-01T09:00+08:00",
            ),
            (
                "2026-12-04T09:00+08:00",
                "2026-12-07T09:00+08:00",
                "2027-01-01T09:00+08:00",
                "2027-01-01T09:00+08:00",
            ),
            (
                "2027-01-01T09:00+08:00",
                "2027-01-04T09:00+08:00",
                "2027-03-01T09:00+08:00",
                "2027-04-01T09:00+08:00",
            ),
            (
                "2026-07-15T00:00+08:00",
                "2026-07-15T09:00+08:00",
                "2026-09-01T09:00+08:00",
                "2026-10-01T09:00+08:00",
            ),
        ] {
            let now = at(now);
            assert_eq!(next_morning(&work, now), at(morning));
            assert_eq!(next_nudge(&work, now), at(nudge));
            assert_eq!(next_cleanup(&work, now), at(cleanup));
        }
    }

    fn any_schedule() -> impl Strategy<Value = Schedule> {
        (prop::sample::select(&chrono_tz::TZ_VARIANTS[..]), 1..128_u8, 0..24 * 60_u32).prop_map(
            |(zone, mask, minute)| Schedule {
                zone,
                days: WorkDays::from_mask(mask).unwrap(),
                reminder_at: NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0).unwrap(),
                away_until: None,
            },
        )
    }

    fn any_minute() -> impl Strategy<Value = DateTime<Utc>> {
        // 2000 to 2050
        (15_778_080..42_075_360_i64).prop_map(|minute| DateTime::from_timestamp(minute * 60, 0).unwrap())
    }

    /// Two days before the next change of a zone's clock, if it has one within the year.
    fn before_a_change(zone: Tz, start: DateTime<Utc>) -> DateTime<Utc> {
        let offset =
            |day: i64| zone.offset_from_utc_datetime(&(start + TimeDelta::days(day)).naive_utc()).fix();
        let change = (1..366).find(|day| offset(*day) != offset(day - 1));
        start + TimeDelta::days(change.map_or(0, |day| day - 2))
    }

    proptest! {
        #[test]
        fn the_next_of_each_is_the_first_instant_at_which_it_is_owed(schedule in any_schedule(), start in any_minute()) {
            let now = before_a_change(schedule.zone, start);
            for (routine, next) in [
                (Routine::Morning, next_morning(&schedule, now)),
                (Routine::Nudge, next_nudge(&schedule, now)),
                (Routine::Cleanup, next_cleanup(&schedule, now)),
            ] {
                prop_assert!(next > now);
                let owed_at = |at| owed(&schedule, at).into_iter().find(|owed| owed.routine == routine);
                let then = owed_at(next);
                prop_assert!(then.as_ref().is_some_and(|owed| owed.day == schedule.today(next)));
                prop_assert_ne!(owed_at(next - TimeDelta::seconds(1)).map(|owed| owed.day), then.map(|owed| owed.day));
            }
        }

        #[test]
        fn a_tick_each_minute_skips_no_day(schedule in any_schedule(), start in any_minute()) {
            let start = before_a_change(schedule.zone, start);
            let (mut seen, mut reminded) = (Vec::new(), BTreeSet::new());
            for now in (0..4 * 24 * 60).map(|minute| start + TimeDelta::minutes(minute)) {
                let today = schedule.today(now);
                if seen.last() != Some(&today) {
                    seen.push(today);
                }
                reminded.extend(owed(&schedule, now).into_iter().map(|owed| owed.day));
            }
            for whole in &seen[1..seen.len() - 1] {
                prop_assert_eq!(reminded.contains(whole), schedule.days.has(whole.weekday()), "{}", whole);
            }
        }
    }
}
