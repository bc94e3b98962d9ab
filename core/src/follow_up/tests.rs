//! The rules of the follow-up, in their order.

mod days;

use chrono::NaiveTime;

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
    Schedule { zone, days, reminder_at: NaiveTime::MIN, ..Schedule::default() }
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
            &|c| c.next_step = Some(NextStep { on: day("2026-12-03"), at: None, what: String::new() }),
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
        contact.next_step = Some(NextStep { on: day("2027-03-04"), at: None, what: "the quote".to_owned() });
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
        assert_eq!(due, FollowUp { on: day(on), since: day(since), why, rings_at: None }, "{name}");
        assert_eq!((contact.tally.touches_in_row, contact.tally.last_touch_at), touches, "{name}: no touch");
    }
}

#[test]
fn the_third_attempt_in_a_row_proposes_another_way() {
    let mut contact = contact(Grade::A);
    contact.profile.phone = Phone::parse("+49 30 123456", None);
    contact.profile.wechat = Some("anna_s".to_owned());
    for (attempt, proposed) in [(1, false), (2, false), (3, true), (4, false)] {
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
