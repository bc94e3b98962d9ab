use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::vocabulary::MemberId;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A Monday, 10:00 in Berlin.
fn monday() -> DateTime<Utc> {
    at("2026-11-30T09:00:00Z")
}

fn basis(basis: Basis) -> Option<BasisGiven> {
    Some(BasisGiven { basis, proof: "said so".into(), on: "2026-11-20".parse().unwrap(), by: MemberId(1) })
}

/// A mail that may go.
fn fine() -> MailFacts {
    MailFacts {
        mail: MailId(7),
        to: Email::parse("anna@lumen.de").unwrap(),
        haste: Haste::Paced,
        standing: Standing::Free,
        health: Health::Verified,
        provenance: Provenance::Known,
        mailbox: Some(MailboxFacts {
            id: MailboxId(3),
            state: MailboxState::Ready,
            traffic: Traffic {
                connected_at: at("2026-11-01T00:00:00Z"),
                zone: Tz::Asia__Shanghai,
                cap: None,
                mails: Vec::new(),
            },
        }),
        foot: FootFacts { postal_address: true, opt_out: true },
        domain_opted_out: false,
        country: Country::parse("DE"),
        has_company: true,
        basis: basis(Basis::Asked),
        mails_since_basis: 0,
        received: Received { last: None, company: Vec::new() },
        sender_zone: Tz::Asia__Shanghai,
    }
}

fn with(change: impl FnOnce(&mut MailFacts)) -> MailFacts {
    let mut facts = fine();
    change(&mut facts);
    facts
}

/// The rule that speaks; `None`: it may go.
fn rule(facts: &MailFacts, now: DateTime<Utc>) -> Option<Rule> {
    match gate(facts, now) {
        Verdict::Send(_) => None,
        Verdict::Ask(rule, _) | Verdict::WaitUntil(_, rule) | Verdict::Refuse(rule, _) => Some(rule),
    }
}

type Change = fn(&mut MailFacts);

/// Each rule, and what breaks it; in the order in which they speak.
fn breaks() -> Vec<(Rule, Change)> {
    vec![
        (Rule::Erased, |f| f.standing = Standing::Erased),
        (Rule::InvalidAddress, |f| f.health = Health::Invalid),
        (Rule::UnknownSource, |f| f.provenance = Provenance::Unknown),
        (Rule::Mailbox(MailboxState::Refused), |f| {
            f.mailbox.as_mut().unwrap().state = MailboxState::Refused;
        }),
        (Rule::NoPostalAddress, |f| f.foot.postal_address = false),
        (Rule::NoOptOut, |f| f.foot.opt_out = false),
        (Rule::DomainOptedOut, |f| f.domain_opted_out = true),
        (Rule::Law(Regime::Germany, Missing::Basis), |f| f.basis = None),
        (Rule::Pace(PaceRule::TooSoon), |f| f.received.last = Some(at("2026-11-28T09:00:01Z"))),
        (Rule::Pace(PaceRule::CompanyDay), |f| f.received.company = vec![at("2026-11-30T08:10:00Z"); 2]),
        (Rule::Pace(PaceRule::DayCap(20)), |f| {
            f.mailbox.as_mut().unwrap().traffic.mails = vec![at("2026-11-30T01:00:00Z"); 20];
        }),
        (Rule::Pace(PaceRule::HourCap), |f| {
            f.mailbox.as_mut().unwrap().traffic.mails.extend([at("2026-11-30T08:30:00Z"); 8]);
        }),
        (Rule::Pace(PaceRule::Space), |f| {
            f.mailbox.as_mut().unwrap().traffic.mails.push(at("2026-11-30T08:59:00Z"));
        }),
    ]
}

#[test]
fn each_rule_speaks_and_the_first_of_two_speaks() {
    assert_eq!(rule(&fine(), monday()), None);
    let mut all = fine();
    for (want, change) in breaks().into_iter().rev() {
        assert_eq!(rule(&with(change), monday()), Some(want));
        change(&mut all);
        assert_eq!(rule(&all, monday()), Some(want), "before those that follow");
    }
    for (want, change) in [
        (Rule::OptedOut, (|f| f.standing = Standing::OptedOut) as Change),
        (Rule::OptedOutElsewhere, |f| f.standing = Standing::OptedOutElsewhere),
        (Rule::BoughtSource, |f| f.provenance = Provenance::Bought),
        (Rule::NoMailbox, |f| f.mailbox = None),
        (Rule::Mailbox(MailboxState::Held), |f| f.mailbox.as_mut().unwrap().state = MailboxState::Held),
    ] {
        assert_eq!(rule(&with(change), monday()), Some(want));
    }
    assert_eq!(rule(&fine(), at("2026-11-30T17:00:00Z")), Some(Rule::Pace(PaceRule::Hours)));
}

#[test]
fn now_leaves_out_hours_and_space_and_an_answer_needs_no_basis() {
    for (haste, kept) in [(Haste::Now, 11..12), (Haste::Answer, 0..0), (Haste::AnswerNow, 0..0)] {
        for (place, (want, change)) in breaks().into_iter().enumerate() {
            let mut facts = with(change);
            facts.haste = haste;
            let always = place <= 6 || matches!(place, 10 | 11);
            let speaks = match haste {
                Haste::Now => always || (7..=9).contains(&place) || kept.contains(&place),
                Haste::Answer => always || want == Rule::Pace(PaceRule::Space),
                _ => always,
            };
            assert_eq!(rule(&facts, monday()), speaks.then_some(want), "{haste:?} {want:?}");
        }
        let night = at("2026-11-30T23:00:00Z");
        assert_eq!(rule(&with(|f| f.haste = haste), night), None);
    }
}

#[test]
fn free_mail_is_no_company_and_a_pause_ends() {
    let uk = |address: &str| {
        with(|f| {
            f.country = Country::parse("GB");
            f.basis = None;
            f.to = Email::parse(address).unwrap();
        })
    };
    assert_eq!(rule(&uk("anna@lumen.co.uk"), monday()), None);
    assert_eq!(rule(&uk("anna@gmail.com"), monday()), Some(Rule::Law(Regime::Britain, Missing::Basis)));
    let until = monday() + TimeDelta::hours(1);
    let state = MailboxState::Paused(PauseWhy::Policy, Some(until));
    let paused = with(|f| f.mailbox.as_mut().unwrap().state = state);
    assert_eq!(gate(&paused, monday()), Verdict::WaitUntil(until, Rule::Mailbox(state)));
    assert_eq!(rule(&paused, until), None);
}

fn any_facts() -> impl Strategy<Value = MailFacts> {
    let mails = || prop::collection::vec(-200_000..1_000_i64, 0..30);
    let standing = prop::sample::select(vec![
        Standing::Free,
        Standing::Free,
        Standing::Erased,
        Standing::OptedOut,
        Standing::OptedOutElsewhere,
    ]);
    let haste = prop::sample::select(vec![Haste::Paced, Haste::Now, Haste::Answer, Haste::AnswerNow]);
    let source = prop::sample::select(vec![Provenance::Known, Provenance::Unknown, Provenance::Bought]);
    let country = prop::sample::select(vec!["DE", "GB", "US", "CA", "CN", "SA", "BR", ""]);
    let given = prop::option::of(prop::sample::select(Basis::ALL.to_vec()));
    let health = prop::sample::select(Health::ALL.to_vec());
    let foot = (any::<bool>(), any::<bool>(), 0..60_i64);
    (
        standing,
        haste,
        source,
        country,
        given,
        health,
        foot,
        (mails(), mails(), prop::option::of(0..300_000_i64)),
    )
        .prop_map(
            |(standing, haste, provenance, country, given, health, (postal, paused, age), sent)| {
                let ago = |seconds: &i64| monday() + TimeDelta::seconds(*seconds);
                let mut facts = fine();
                let mailbox = facts.mailbox.as_mut().unwrap();
                mailbox.traffic.mails = sent.0.iter().map(ago).collect();
                mailbox.traffic.connected_at = monday() - TimeDelta::days(age);
                if paused {
                    mailbox.state =
                        MailboxState::Paused(PauseWhy::Policy, Some(monday() + TimeDelta::hours(age)));
                }
                facts.received.company = sent.1.iter().take(4).map(ago).collect();
                facts.received.last = sent.2.map(|seconds| monday() - TimeDelta::seconds(seconds));
                facts.basis = given.and_then(basis);
                facts.country = Country::parse(country);
                facts.foot.postal_address = postal;
                MailFacts { standing, haste, provenance, health, ..facts }
            },
        )
}

proptest! {
    #[test]
    fn who_may_not_be_written_to_is_never_cleared(facts in any_facts(), minutes in 0..20_000_i64) {
        if let Verdict::Send(_) = gate(&facts, monday() + TimeDelta::minutes(minutes)) {
            prop_assert_eq!(facts.standing, Standing::Free);
            prop_assert_eq!(facts.provenance, Provenance::Known);
            prop_assert!(facts.health != Health::Invalid && facts.foot.postal_address);
        }
    }

    #[test]
    fn a_wait_ends(facts in any_facts(), minutes in 0..20_000_i64) {
        let now = monday() + TimeDelta::minutes(minutes);
        if let Verdict::WaitUntil(until, _) = gate(&facts, now) {
            prop_assert!(until > now);
            let again = gate(&facts, until);
            prop_assert!(!matches!(again, Verdict::WaitUntil(later, Rule::Pace(_)) if later == until), "{:?}", again);
            let paced = facts.mailbox.as_ref().unwrap().state == MailboxState::Ready;
            prop_assert!(!paced || matches!(again, Verdict::Send(_) | Verdict::Ask(..)), "{:?}", again);
        }
    }
}
