//! The rules of the follow-up, in their order. One file, since every test begins with the same contact.

use chrono::{Datelike as _, NaiveTime};
use proptest::prelude::*;

use super::*;
use crate::contact::{NextStep, Profile, Tally};
use crate::email::Email;
use crate::phone::Phone;
use crate::schedule::WorkDays;
use crate::vocabulary::{InteractionKind, MemberId, TeamId};

fn all_week() -> WorkDays {
    WorkDays::from_mask(127).unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn owner(zone: Tz, days: WorkDays) -> Schedule {
    Schedule { zone, days, reminder_at: NaiveTime::MIN, away_until: None }
}

/// Added on Tuesday 1 December 2026, 10:00 UTC, and never touched.
fn contact(grade: Grade) -> Contact {
    Contact {
        owned_since: at("2026-12-20T10:00:00Z"),
        profile: Profile { email: Email::parse("anna@lumen.de").ok(), ..Profile::default() },
        grade,
        ..Contact::new(TeamId(1), MemberId(1), at("2026-12-01T10:00:00Z"))
    }
}

/// The same, touched `in_row` times without an answer, the last time at `touch`.
fn touched(grade: Grade, touch: &str, in_row: u32) -> Contact {
    let mut contact = contact(grade);
    contact.tally = Tally { last_touch_at: Some(at(touch)), touches_in_row: in_row, ..Tally::default() };
    contact
}

/// The answer in UTC, working every day, with the usual cadence.
fn due(contact: &Contact) -> Option<(String, DueReason)> {
    follow_up(contact, Some(&owner(Tz::UTC, all_week())), &Cadence::default())
        .map(|due| (due.on.to_string(), due.why))
}

fn is(on: &str, why: DueReason) -> Option<(String, DueReason)> {
    Some((on.to_owned(), why))
}

#[test]
fn rule_1_some_are_never_due() {
    let touched = || touched(Grade::A, "2026-12-02T10:00:00Z", 1);
    let phone = Phone::parse("+49 30 123456", None);
    for (what, is_due, change) in [
        (
            "suppressed",
            false,
            &(|c: &mut Contact| c.suppressed_at = Some(c.added_at)) as &dyn Fn(&mut Contact),
        ),
        ("lost", false, &|c| c.stage = Stage::Lost),
        ("invalid", false, &|c| c.health = Health::Invalid),
        ("no address", false, &|c| c.profile.email = None),
        ("risky", true, &|c| c.health = Health::Risky),
        ("customer", true, &|c| c.stage = Stage::Customer),
        ("invalid, with a phone", true, &|c| (c.health, c.profile.phone) = (Health::Invalid, phone.clone())),
        ("LinkedIn only", true, &|c| {
            (c.profile.email, c.profile.linkedin) = (None, Some("linkedin.com/in/anna".to_owned()));
        }),
    ] {
        // Nothing outranks the first rule: neither a next step nor an answer that is awaited.
        for stronger in [
            &(|_: &mut Contact| {}) as &dyn Fn(&mut Contact),
            &|c| c.next_step = Some(NextStep { on: day("2026-12-03"), what: String::new() }),
            &|c| c.tally.last_inbound_at = Some(at("2026-12-05T10:00:00Z")),
        ] {
            let mut contact = touched();
            change(&mut contact);
            stronger(&mut contact);
            assert_eq!(due(&contact).is_some(), is_due, "{what}");
        }
    }
    assert_eq!(follow_up(&touched(), None, &Cadence::default()), None, "in the pool");
}

#[test]
fn rule_2_a_next_step_is_due_on_its_day() {
    for mut contact in [contact(Grade::C), touched(Grade::A, "2026-12-02T10:00:00Z", 9)] {
        contact.tally.last_inbound_at = Some(at("2026-12-05T10:00:00Z"));
        contact.next_step = Some(NextStep { on: day("2027-03-04"), what: "the quote".to_owned() });
        assert_eq!(due(&contact), is("2027-03-04", DueReason::NextStep));
    }
}

#[test]
fn rule_3_who_wrote_last_awaits_an_answer_at_once() {
    for (touch, inbound, want) in [
        (None, "2026-12-05T10:00:00Z", is("2026-12-05", DueReason::AwaitsAnswer)),
        (Some("2026-12-04T10:00:00Z"), "2026-12-05T10:00:00Z", is("2026-12-05", DueReason::AwaitsAnswer)),
        (Some("2026-12-05T09:59:59Z"), "2026-12-05T10:00:00Z", is("2026-12-05", DueReason::AwaitsAnswer)),
        (Some("2026-12-05T10:00:00Z"), "2026-12-05T10:00:00Z", is("2026-12-12", DueReason::Cadence)),
        (Some("2026-12-06T10:00:00Z"), "2026-12-05T10:00:00Z", is("2026-12-13", DueReason::Cadence)),
    ] {
        let mut contact = contact(Grade::A);
        contact.tally.last_touch_at = touch.map(at);
        contact.tally.last_inbound_at = Some(at(inbound));
        contact.tally.awaiting_since =
            contact.tally.last_inbound_at.filter(|at| Some(*at) > contact.tally.last_touch_at);
        assert_eq!(due(&contact), want, "{touch:?} {inbound}");
    }
}

#[test]
fn who_chases_has_waited_since_the_first_time() {
    let mut contact = touched(Grade::A, "2026-12-04T10:00:00Z", 1);
    for chases in ["2026-12-05T10:00:00Z", "2026-12-08T10:00:00Z", "2026-12-10T10:00:00Z"] {
        contact.tally = contact.tally.with(InteractionKind::Reply, at(chases)).unwrap();
        assert_eq!(due(&contact), is("2026-12-05", DueReason::AwaitsAnswer), "{chases}");
    }
    contact.tally = contact.tally.with(InteractionKind::Quote, at("2026-12-11T10:00:00Z")).unwrap();
    assert_eq!(due(&contact), is("2026-12-18", DueReason::Cadence));
}

#[test]
fn an_attempt_that_reached_nobody_leaves_due_what_was_due_and_comes_again_the_next_working_day() {
    let friday = "2026-12-11T10:00:00Z";
    let schedule = owner(Tz::UTC, WorkDays::MON_FRI);
    for (name, mut contact, since, on, why) in [
        ("overdue", contact(Grade::A), "2026-12-01", "2026-12-14", DueReason::FirstTouch),
        (
            "awaits",
            {
                let mut contact = touched(Grade::B, "2026-12-02T10:00:00Z", 1);
                contact.tally =
                    contact.tally.with(InteractionKind::Inquiry, at("2026-12-03T10:00:00Z")).unwrap();
                contact
            },
            "2026-12-03",
            "2026-12-14",
            DueReason::AwaitsAnswer,
        ),
        // Nothing was due yet, so nothing is tried again before it is.
        (
            "ahead",
            touched(Grade::A, "2026-12-10T10:00:00Z", 1),
            "2026-12-17",
            "2026-12-17",
            DueReason::Cadence,
        ),
    ] {
        let touches = (contact.tally.touches_in_row, contact.tally.last_touch_at);
        contact.tally = contact.tally.with(InteractionKind::NoAnswer, at(friday)).unwrap();
        let due = follow_up(&contact, Some(&schedule), &Cadence::default()).unwrap();
        assert_eq!(due, FollowUp { on: day(on), since: day(since), why }, "{name}");
        assert_eq!((contact.tally.touches_in_row, contact.tally.last_touch_at), touches, "{name}: no touch");
    }
}

#[test]
fn the_third_attempt_in_a_row_proposes_another_way() {
    let mut contact = contact(Grade::A);
    contact.profile.phone = Phone::parse("+49 30 123456", None);
    contact.profile.wechat = Some("anna_s".to_owned());
    for (attempt, proposed) in [(1, false), (2, false), (3, true), (4, true)] {
        let when = at("2026-12-05T10:00:00Z") + TimeDelta::days(attempt);
        contact.tally = contact.tally.with(InteractionKind::NoAnswer, when).unwrap();
        let ways = proposed.then(|| vec![Field::Email, Field::WeChat]);
        assert_eq!(other_ways(&contact), ways, "{attempt}");
    }
    contact.tally = contact.tally.with(InteractionKind::Call, at("2026-12-20T10:00:00Z")).unwrap();
    assert_eq!(other_ways(&contact), None, "somebody was reached");
}

#[test]
fn a_grade_with_a_reason_is_not_proposed_to_rest_for_ninety_days() {
    let mut contact = touched(Grade::A, "2026-12-10T10:00:00Z", 6);
    assert_eq!(due(&contact), is("2026-12-17", DueReason::Rest));
    for (reasoned, why) in [
        ("2026-12-01T10:00:00Z", DueReason::Cadence),
        ("2026-09-19T10:00:00Z", DueReason::Cadence),
        ("2026-09-18T10:00:00Z", DueReason::Rest),
    ] {
        contact.grade_reasoned_at = Some(at(reasoned));
        assert_eq!(due(&contact), is("2026-12-17", why), "{reasoned}");
    }
}

#[test]
fn rule_4_who_was_never_touched_is_due_by_grade_from_the_day_it_was_added() {
    for (grade, on) in [(Grade::A, "2026-12-01"), (Grade::B, "2026-12-03"), (Grade::C, "2026-12-08")] {
        assert_eq!(due(&contact(grade)), is(on, DueReason::FirstTouch));
    }
}

#[test]
fn rule_5_the_cadence_counts_from_the_last_touch_and_may_be_off() {
    for (grade, on) in [(Grade::A, "2026-12-17"), (Grade::B, "2026-12-24"), (Grade::C, "2027-03-10")] {
        let contact = touched(grade, "2026-12-10T10:00:00Z", 1);
        assert_eq!(due(&contact), is(on, DueReason::Cadence));
        let mut cadence = Cadence::default();
        cadence.set(grade, None);
        assert_eq!(follow_up(&contact, Some(&owner(Tz::UTC, all_week())), &cadence), None, "off");
    }
}

#[test]
fn rule_6_enough_touches_without_an_answer_propose_a_rest_once() {
    for (grade, enough, on) in
        [(Grade::A, 6, "2026-12-17"), (Grade::B, 4, "2026-12-24"), (Grade::C, 2, "2027-03-10")]
    {
        for (in_row, why) in [
            (enough - 1, DueReason::Cadence),
            (enough, DueReason::Rest),
            (enough + 1, DueReason::Rest),
            (u32::MAX, DueReason::Rest),
        ] {
            let mut contact = touched(grade, "2026-12-10T10:00:00Z", in_row);
            assert_eq!(due(&contact), is(on, why), "{grade:?} {in_row}");
            let off = Cadence { a: None, b: None, c: None };
            let without =
                follow_up(&contact, Some(&owner(Tz::UTC, all_week())), &off).map(|due| (due.on, due.why));
            assert_eq!(
                without,
                (why == DueReason::Rest).then(|| (day("2026-12-10"), DueReason::Rest)),
                "off"
            );
            contact.tally.rest_kept = true;
            assert_eq!(due(&contact), if why == DueReason::Rest { None } else { is(on, why) }, "kept");
        }
    }
    // Answered by a lower grade: the touches count anew, the cadence is the new grade's.
    assert_eq!(due(&touched(Grade::B, "2026-12-10T10:00:00Z", 0)), is("2026-12-24", DueReason::Cadence));
    // A rest that was kept ends when they write.
    let mut kept = touched(Grade::A, "2026-12-10T10:00:00Z", 6);
    kept.tally.rest_kept = true;
    kept.tally = kept.tally.with(InteractionKind::Reply, at("2026-12-11T10:00:00Z")).unwrap();
    assert_eq!(due(&kept), is("2026-12-11", DueReason::AwaitsAnswer));
}

#[test]
fn a_snooze_moves_any_reason_and_never_brings_it_forward() {
    let step = |mut contact: Contact| {
        contact.next_step = Some(NextStep { on: day("2026-12-10"), what: String::new() });
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
        contact.next_step = Some(NextStep { on: day("2026-12-06"), what: String::new() });
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
        contact.next_step = step.map(|on| NextStep { on, what: String::new() });
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
