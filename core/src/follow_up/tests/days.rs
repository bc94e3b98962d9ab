//! On which day a follow-up falls: snoozed, moved by days off and by changes of the clock.

use chrono::Datelike as _;
use proptest::prelude::*;

use super::*;

#[test]
fn a_snooze_moves_any_reason_and_never_brings_it_forward() {
    let step = |mut contact: Contact| {
        contact.next_step = Some(NextStep { on: day("2026-12-10"), at: None, what: String::new() });
        contact
    };
    let wrote = |mut contact: Contact| {
        contact.tally = contact.tally.with(InteractionKind::Reply, at("2026-12-10T10:00:00Z")).unwrap();
        contact
    };
    for (contact, on, why) in [
        (step(contact(Grade::A)), "2026-12-10", DueReason::NextStep),
        (wrote(contact(Grade::A)), "2026-12-10", DueReason::AwaitsAnswer),
        (contact(Grade::C), "2026-12-08", DueReason::FirstTouch),
        (touched(Grade::A, "2026-12-03T10:00:00Z", 1), "2026-12-10", DueReason::Cadence),
        (touched(Grade::A, "2026-12-03T10:00:00Z", 6), "2026-12-10", DueReason::Rest),
    ] {
        let until = |snooze: &str| due(&Contact { snoozed_until: Some(day(snooze)), ..contact.clone() });
        assert_eq!(until("2026-12-20"), is("2026-12-20", why));
        assert_eq!(until(on), is(on, why));
        assert_eq!(until("2026-12-01"), is(on, why));
    }
}

#[test]
fn a_day_off_moves_to_the_next_working_day_whatever_set_it() {
    let sunday = |mut contact: Contact| {
        contact.next_step = Some(NextStep { on: day("2026-12-06"), at: None, what: String::new() });
        contact
    };
    let mon_sat = WorkDays::from_mask(0b011_1111).unwrap();
    let wednesdays = WorkDays::from_mask(0b000_0100).unwrap();
    for (contact, days, on) in [
        (sunday(contact(Grade::A)), WorkDays::MON_FRI, "2026-12-07"),
        (sunday(contact(Grade::A)), wednesdays, "2026-12-09"),
        (sunday(contact(Grade::A)), all_week(), "2026-12-06"),
        (touched(Grade::A, "2026-11-28T10:00:00Z", 1), WorkDays::MON_FRI, "2026-12-07"),
        (touched(Grade::A, "2026-11-28T10:00:00Z", 1), mon_sat, "2026-12-05"),
        (
            Contact { snoozed_until: Some(day("2026-12-12")), ..contact(Grade::A) },
            WorkDays::MON_FRI,
            "2026-12-14",
        ),
    ] {
        let due = follow_up(&contact, Some(&owner(Tz::UTC, days)), &Cadence::default()).unwrap();
        assert_eq!(due.on, day(on));
    }
}

#[test]
fn a_next_step_rings_at_its_time_where_the_owner_is_unless_it_is_put_off() {
    let step = |on: &str, time: &str, snoozed: Option<&str>| {
        let time = NaiveTime::parse_from_str(time, "%H:%M").unwrap();
        let mut contact = contact(Grade::A);
        contact.next_step = Some(NextStep { on: day(on), at: Some(time), what: String::new() });
        contact.snoozed_until = snoozed.map(day);
        contact
    };
    for (contact, zone, want) in [
        (step("2026-12-09", "15:00", None), Tz::Asia__Shanghai, Some("2026-12-09T07:00:00Z")),
        (step("2026-12-09", "15:00", None), Tz::Europe__Berlin, Some("2026-12-09T14:00:00Z")),
        // A day off, on which nothing is due.
        (step("2026-12-05", "15:00", None), Tz::UTC, Some("2026-12-05T15:00:00Z")),
        // Berlin skips 02:00 to 03:00.
        (step("2027-03-28", "02:30", None), Tz::Europe__Berlin, Some("2027-03-28T01:00:00Z")),
        (step("2026-12-09", "15:00", Some("2026-12-09")), Tz::UTC, Some("2026-12-09T15:00:00Z")),
        (step("2026-12-09", "15:00", Some("2026-12-10")), Tz::UTC, None),
        (Contact { stage: Stage::Lost, ..step("2026-12-09", "15:00", None) }, Tz::UTC, None),
        (Contact { owner: None, ..step("2026-12-09", "15:00", None) }, Tz::UTC, None),
    ] {
        let due = follow_up(&contact, Some(&owner(zone, WorkDays::MON_FRI)), &Cadence::default());
        assert_eq!(due.and_then(|due| due.rings_at), want.map(at), "{zone} {:?}", contact.next_step);
    }
}

#[test]
fn days_are_the_owners_local_days_through_both_changes_of_the_clock() {
    for (zone, touch, on) in [
        // 18:00 UTC is the next day in Shanghai, and the same in New York.
        (Tz::Asia__Shanghai, "2026-12-01T18:00:00Z", "2026-12-09"),
        (Tz::America__New_York, "2026-12-01T18:00:00Z", "2026-12-08"),
        (Tz::America__New_York, "2026-12-02T03:00:00Z", "2026-12-08"),
        // Berlin goes to summer time on 29 March 2026 and back on 25 October.
        (Tz::Europe__Berlin, "2026-03-22T22:59:59Z", "2026-03-29"),
        (Tz::Europe__Berlin, "2026-03-22T23:00:00Z", "2026-03-30"),
        (Tz::Europe__Berlin, "2026-03-29T21:59:59Z", "2026-04-05"),
        (Tz::Europe__Berlin, "2026-03-29T22:00:00Z", "2026-04-06"),
        (Tz::Europe__Berlin, "2026-10-24T22:00:00Z", "2026-11-01"),
        (Tz::Europe__Berlin, "2026-10-25T22:59:59Z", "2026-11-01"),
        (Tz::Europe__Berlin, "2026-10-25T23:00:00Z", "2026-11-02"),
        (Tz::Pacific__Kiritimati, "2026-12-01T10:00:00Z", "2026-12-09"),
        (Tz::Asia__Kathmandu, "2026-12-01T18:15:00Z", "2026-12-09"),
    ] {
        let owner = owner(zone, all_week());
        let due = follow_up(&touched(Grade::A, touch, 1), Some(&owner), &Cadence::default()).unwrap();
        assert_eq!(due.on, day(on), "{zone} {touch}");
    }
}

#[test]
fn the_order_of_a_list_and_the_days_overdue() {
    let ranks: Vec<i64> = DueReason::ALL.iter().map(|why| why.rank()).collect();
    assert_eq!(ranks, [0, 1, 2, 2, 2, 3]);
    for (today, overdue) in [("2026-12-01", 0), ("2026-12-04", 3), ("2026-11-30", -1)] {
        assert_eq!(days_overdue(day("2026-12-01"), day(today)), overdue);
    }
    assert!(days_overdue(NaiveDate::MIN, NaiveDate::MAX) > 0);
}

fn any_instant() -> impl Strategy<Value = DateTime<Utc>> {
    let seconds = 0..253_402_300_800_i64;
    prop_oneof![
        8 => seconds.prop_map(|seconds| DateTime::from_timestamp(seconds, 0).unwrap()),
        1 => Just(DateTime::<Utc>::MIN_UTC),
        1 => Just(DateTime::<Utc>::MAX_UTC),
    ]
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    any_instant().prop_map(|at| at.date_naive())
}

proptest! {
    #[test]
    fn whatever_the_book_holds_the_day_is_a_working_day_and_not_before_the_snooze(
        (added, touch, inbound) in (any_instant(), prop::option::of(any_instant()), prop::option::of(any_instant())),
        (step, snooze) in (prop::option::of(any_day()), prop::option::of(any_day())),
        (grade, in_row, kept) in (prop::sample::select(Grade::ALL), 0..9_u32, any::<bool>()),
        (zone, mask) in (prop::sample::select(&chrono_tz::TZ_VARIANTS[..]), 1..128_u8),
        cadence in prop::option::of(any::<u16>()),
    ) {
        let mut contact = contact(grade);
        contact.added_at = added;
        contact.next_step = step.map(|on| NextStep { on, at: None, what: String::new() });
        contact.snoozed_until = snooze;
        contact.tally = Tally {
            last_touch_at: touch, last_inbound_at: inbound, touches_in_row: in_row, rest_kept: kept, ..Tally::default()
        };
        let days = WorkDays::from_mask(mask).unwrap();
        let cadence = Cadence { a: cadence, b: cadence, c: cadence };
        if let Some(due) = follow_up(&contact, Some(&owner(zone, days)), &cadence) {
            prop_assert!(due.on <= LAST_DAY);
            prop_assert!(due.on == LAST_DAY || days.has(due.on.weekday()));
            prop_assert!(due.on == LAST_DAY || snooze.is_none_or(|until| due.on >= until));
            prop_assert_eq!(due.why == DueReason::NextStep, step.is_some());
        } else {
            prop_assert!(step.is_none() && touch.is_some());
        }
    }
}
