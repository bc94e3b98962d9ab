use proptest::prelude::*;

use super::*;
use crate::vocabulary::Country;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn traffic(mails: Vec<DateTime<Utc>>) -> Traffic {
    Traffic { connected_at: at("2026-11-01T00:00:00Z"), zone: Tz::Asia__Shanghai, cap: None, mails }
}

fn nobody() -> Received {
    Received { last: None, company: Vec::new() }
}

/// The rule that forbids 10:00 in Berlin on a Monday, and until when.
fn wait(traffic: &Traffic, received: &Received, now: &str) -> Option<(DateTime<Utc>, PaceRule)> {
    let reader = Reader::of(Country::parse("DE"), Tz::Asia__Shanghai);
    Pace { reader: &reader, traffic, received, haste: Haste::Paced }.wait(at(now))
}

#[test]
fn until_when_each_rule_makes_a_mail_wait() {
    let now = "2026-11-30T09:00:00Z";
    let many = |when: &str, count| vec![at(when); count];
    let nine_tomorrow = "2026-12-01T08:00:00Z";
    for (mails, last, company, want) in [
        (vec![], None, vec![], None),
        (vec![], Some("2026-11-28T09:00:00Z"), vec![], None),
        (vec![], Some("2026-11-28T10:00:00Z"), vec![], Some(("2026-11-30T10:00:00Z", PaceRule::TooSoon))),
        (vec![], Some("2026-11-29T18:00:00Z"), vec![], Some(("2026-12-02T08:00:00Z", PaceRule::TooSoon))),
        (vec![], None, many("2026-11-30T08:00:00Z", 1), None),
        (vec![], None, many("2026-11-30T08:00:00Z", 2), Some((nine_tomorrow, PaceRule::CompanyDay))),
        (many("2026-11-30T01:00:00Z", 19), None, vec![], None),
        // The day of the mailbox ends at 16:00 UTC, while Berlin still works.
        (
            many("2026-11-30T01:00:00Z", 20),
            None,
            vec![],
            Some(("2026-11-30T16:00:00Z", PaceRule::DayCap(20))),
        ),
        (many("2026-11-30T08:30:00Z", 7), None, vec![], None),
        (many("2026-11-30T08:30:00Z", 8), None, vec![], Some(("2026-11-30T09:30:00Z", PaceRule::HourCap))),
        (many("2026-11-30T08:58:31Z", 1), None, vec![], Some(("2026-11-30T09:00:01Z", PaceRule::Space))),
        (many("2026-11-30T08:58:30Z", 1), None, vec![], None),
    ] {
        let received = Received { last: last.map(at), company };
        let want = want.map(|(until, rule)| (at(until), rule));
        assert_eq!(wait(&traffic(mails.clone()), &received, now), want, "{mails:?} {received:?}");
    }
}

#[test]
fn the_cap_grows_after_thirty_days_and_a_person_may_lower_it() {
    let day = |day: &str| vec![at(&format!("{day}T01:00:00Z")); 20];
    let wait = |traffic: &Traffic, now: &str| wait(traffic, &nobody(), now).map(|(_, rule)| rule);
    let young = traffic(day("2026-11-30"));
    assert_eq!(wait(&young, "2026-11-30T09:00:00Z"), Some(PaceRule::DayCap(20)));
    assert_eq!(wait(&traffic(day("2026-12-01")), "2026-12-01T09:00:00Z"), None);
    let low = Traffic { cap: Some(5), ..traffic(day("2026-12-01")) };
    assert_eq!(wait(&low, "2026-12-01T09:00:00Z"), Some(PaceRule::DayCap(5)));
    let high = Traffic { cap: Some(500), ..young };
    assert_eq!(wait(&high, "2026-11-30T09:00:00Z"), Some(PaceRule::DayCap(20)));
}

/// Plans so many mails to as many people, one after the other.
fn planned(count: usize, seed: u64, country: &str, now: DateTime<Utc>) -> Vec<DateTime<Utc>> {
    let reader = Reader::of(Country::parse(country), Tz::Asia__Shanghai);
    let (mut traffic, received) = (traffic(Vec::new()), nobody());
    for _ in 0..count {
        let pace = Pace { reader: &reader, traffic: &traffic, received: &received, haste: Haste::Paced };
        let slot = next_slot(&pace, seed, now);
        assert_eq!(slot, next_slot(&pace, seed, now), "rolled once");
        traffic.mails.push(slot);
    }
    traffic.mails
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn what_is_planned_keeps_every_rule(seed: u64, minutes in 0..20_000_i64, country in "DE|US|SA|AU") {
        let now = at("2026-11-02T00:00:00Z") + TimeDelta::minutes(minutes);
        let mut slots = planned(45, seed, &country, now);
        slots.sort();
        let reader = Reader::of(Country::parse(&country), Tz::Asia__Shanghai);
        for slot in &slots {
            prop_assert!(*slot >= now && reader.opens_after(*slot).is_none());
            let that_day = slots.iter().filter(|other| same_day(**other, *slot, Tz::Asia__Shanghai)).count();
            prop_assert!(that_day <= 20, "{}", that_day);
        }
        for two in slots.windows(2) {
            prop_assert!(two[1] - two[0] >= LEAST_SPACE);
        }
        for mails in slots.windows(AN_HOUR + 1) {
            prop_assert!(mails[AN_HOUR] - mails[0] >= TimeDelta::hours(1));
        }
    }

    #[test]
    fn a_space_is_between_its_bounds(seed: u64, nth in 0..100_usize) {
        let seconds = rolled(seed, nth).num_seconds();
        prop_assert!((90..=420).contains(&seconds));
    }
}
