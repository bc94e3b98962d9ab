use std::collections::BTreeSet;

use chrono::Offset as _;
use proptest::prelude::*;

use super::*;
use crate::schedule::WorkDays;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An instant by the clock of a place, written with its offset: `2026-12-01T09:00+01:00`.
fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M%:z").unwrap().to_utc()
}

fn every_day(zone: Tz, reminder_at: &str) -> Schedule {
    let reminder_at = NaiveTime::parse_from_str(reminder_at, "%H:%M").unwrap();
    Schedule { zone, days: WorkDays::from_mask(127).unwrap(), reminder_at, ..Schedule::default() }
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
    assert_eq!(next_nudge(&schedule, at("2026-12-01T09:00+08:00")), at("2030-01-01T12:00+08:00"));
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
fn what_was_set_to_ring_rings_that_day_until_eight_in_the_evening() {
    let work = mon_fri(Tz::Asia__Shanghai, "09:00");
    for (set, now, want) in [
        ("2026-12-05T15:00+08:00", "2026-12-05T14:59+08:00", false),
        ("2026-12-05T15:00+08:00", "2026-12-05T15:00+08:00", true),
        ("2026-12-05T15:00+08:00", "2026-12-05T19:59+08:00", true),
        ("2026-12-05T15:00+08:00", "2026-12-05T20:00+08:00", false),
        ("2026-12-05T15:00+08:00", "2026-12-06T09:00+08:00", false),
        ("2026-12-05T21:00+08:00", "2026-12-05T20:59+08:00", false),
        ("2026-12-05T21:00+08:00", "2026-12-05T23:59+08:00", true),
        ("2026-12-05T21:00+08:00", "2026-12-06T00:00+08:00", false),
        ("2026-12-05T00:00+08:00", "2026-12-05T00:00+08:00", true),
    ] {
        assert_eq!(rings(&work, at(set), at(now)), want, "set for {set}, at {now}");
    }
    let away = Schedule { away_until: Some(day("2026-12-06")), ..work };
    assert!(!rings(&away, at("2026-12-05T15:00+08:00"), at("2026-12-05T15:00+08:00")));
    assert!(rings(&away, at("2026-12-06T15:00+08:00"), at("2026-12-06T15:00+08:00")));
}

#[test]
fn what_comes_more_rarely_waits_for_the_list_until_noon() {
    for (reminder_at, now, waits) in [
        ("09:00", "2027-01-01T09:00+08:00", true),
        ("09:00", "2027-01-01T11:59+08:00", true),
        ("09:00", "2027-01-01T12:00+08:00", false),
        ("12:00", "2027-01-01T12:00+08:00", false),
        ("21:00", "2027-01-01T21:00+08:00", false),
        ("00:00", "2027-01-01T00:00+08:00", true),
    ] {
        let owed = owed(&mon_fri(Tz::Asia__Shanghai, reminder_at), at(now));
        let waits_for_list: Vec<_> = owed.iter().map(|owed| (owed.routine, owed.after_list)).collect();
        let want = [(Routine::Morning, false), (Routine::Nudge, waits), (Routine::Cleanup, waits)];
        assert_eq!(waits_for_list, want, "{reminder_at} at {now}");
    }
}

#[test]
fn the_clock_can_be_moved_to_the_next_of_each() {
    let work = mon_fri(Tz::Asia__Shanghai, "09:00");
    for (now, morning, nudge, cleanup) in [
        (
            "2026-12-01T08:59+08:00",
            "2026-12-01T09:00+08:00",
            "2027-01-01T12:00+08:00",
            "2027-01-01T12:00+08:00",
        ),
        (
            "2026-12-04T09:00+08:00",
            "2026-12-07T09:00+08:00",
            "2027-01-01T12:00+08:00",
            "2027-01-01T12:00+08:00",
        ),
        (
            "2027-01-01T09:00+08:00",
            "2027-01-04T09:00+08:00",
            "2027-01-01T12:00+08:00",
            "2027-01-01T12:00+08:00",
        ),
        (
            "2027-01-01T12:00+08:00",
            "2027-01-04T09:00+08:00",
            "2027-03-01T12:00+08:00",
            "2027-04-01T12:00+08:00",
        ),
        (
            "2026-07-15T00:00+08:00",
            "2026-07-15T09:00+08:00",
            "2026-09-01T12:00+08:00",
            "2026-10-01T12:00+08:00",
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
            ..Schedule::default()
        },
    )
}

fn any_minute() -> impl Strategy<Value = DateTime<Utc>> {
    // 2000 to 2050
    (15_778_080..42_075_360_i64).prop_map(|minute| DateTime::from_timestamp(minute * 60, 0).unwrap())
}

/// Two days before the next change of a zone's clock, if it has one within the year.
fn before_a_change(zone: Tz, start: DateTime<Utc>) -> DateTime<Utc> {
    let offset = |day: i64| zone.offset_from_utc_datetime(&(start + TimeDelta::days(day)).naive_utc()).fix();
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
            let owed_at =
                |at| owed(&schedule, at).into_iter().find(|owed| owed.routine == routine && !owed.after_list);
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
