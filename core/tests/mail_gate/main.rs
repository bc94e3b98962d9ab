//! Over any history of commands no mail leaves past the gate, on every path (docs/product.md, rules 18.5 to 18.9).
//!
//! A history is what people do with a book, with time passing between. Whenever the sender claims a mail, the book is
//! asked beside the program whether it may go: by rules that are written here anew, and by a memory of what left
//! that nothing in the book can change.

#![expect(clippy::unwrap_used, reason = "a test may fail anywhere")]

mod check;
mod mails;
mod people;
mod world;

use chrono::TimeDelta;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use world::World;

/// Something that somebody does. Members, contacts, addresses and mails are chosen by any number.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Step {
    Adds {
        who: u8,
        address: u8,
        country: u8,
        told: Told,
    },
    GivesBasis {
        who: u8,
        contact: u8,
        basis: u8,
    },
    TakesBasisBack,
    LogsOptOut {
        who: u8,
        contact: u8,
    },
    OptsOutOfMail {
        mail: u8,
    },
    LogsBounce {
        who: u8,
        contact: u8,
    },
    LogsSent {
        who: u8,
        contact: u8,
    },
    Merges {
        who: u8,
        stays: u8,
        gone: u8,
    },
    Assigns {
        contact: u8,
        to: u8,
    },
    Moves {
        who: u8,
        contact: u8,
        address: u8,
    },
    Emigrates {
        who: u8,
        contact: u8,
        country: u8,
    },
    DropsSource {
        who: u8,
        contact: u8,
    },
    Forgets {
        who: u8,
        contact: u8,
    },
    SetsTeamAddress(bool),
    Writes {
        who: u8,
        contact: u8,
        haste: u8,
    },
    /// To everybody they see.
    WritesToAll {
        who: u8,
        haste: u8,
    },
    PlansAgain {
        mail: u8,
        now: bool,
    },
    SendsAgain {
        mail: u8,
    },
    Holds {
        who: u8,
    },
    Resumes {
        who: u8,
    },
    Disconnects {
        who: u8,
    },
    Connects {
        who: u8,
        address: u8,
    },
    /// A salesperson leaves; somebody inherits, or the pool.
    Leaves {
        who: u8,
        heir: u8,
    },
    Undoes {
        who: u8,
    },
    /// The last change but so many.
    UndoesEarlier {
        who: u8,
        back: u8,
    },
    /// Minutes pass and the sender works; a number decides what servers say.
    Passes {
        minutes: i64,
        luck: u8,
    },
}

/// What is told of a contact.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told {
    pub(crate) source: bool,
    pub(crate) company: bool,
}

fn any_step() -> impl Strategy<Value = Step> {
    let n = any::<u8>;
    // Mostly the same few, so that one thing comes upon another.
    let c = || prop_oneof![5 => 0..5_u8, 1 => any::<u8>()];
    let told = || {
        (prop::bool::weighted(0.9), prop::bool::weighted(0.8))
            .prop_map(|(source, company)| Told { source, company })
    };
    let passes = |range: std::ops::Range<i64>, unit: i64| {
        (range, n()).prop_map(move |(count, luck)| Step::Passes { minutes: count * unit, luck })
    };
    let people = prop_oneof![
        6 => (n(), n(), n(), told()).prop_map(|(who, address, country, told)| Step::Adds { who, address, country, told }),
        4 => (n(), c(), n()).prop_map(|(who, contact, basis)| Step::GivesBasis { who, contact, basis }),
        1 => Just(Step::TakesBasisBack),
        1 => (n(), c()).prop_map(|(who, contact)| Step::LogsOptOut { who, contact }),
        1 => n().prop_map(|mail| Step::OptsOutOfMail { mail }),
        1 => (n(), c()).prop_map(|(who, contact)| Step::LogsBounce { who, contact }),
        1 => (n(), c()).prop_map(|(who, contact)| Step::LogsSent { who, contact }),
        1 => (n(), c(), c()).prop_map(|(who, stays, gone)| Step::Merges { who, stays, gone }),
        1 => (c(), n()).prop_map(|(contact, to)| Step::Assigns { contact, to }),
        2 => (n(), c(), n()).prop_map(|(who, contact, address)| Step::Moves { who, contact, address }),
        2 => (n(), c(), n()).prop_map(|(who, contact, country)| Step::Emigrates { who, contact, country }),
        1 => (n(), c()).prop_map(|(who, contact)| Step::DropsSource { who, contact }),
        1 => (n(), c()).prop_map(|(who, contact)| Step::Forgets { who, contact }),
    ];
    let house = prop_oneof![
        1 => prop::bool::weighted(0.7).prop_map(Step::SetsTeamAddress),
        1 => n().prop_map(|who| Step::Holds { who }),
        3 => n().prop_map(|who| Step::Resumes { who }),
        1 => n().prop_map(|who| Step::Disconnects { who }),
        3 => (n(), n()).prop_map(|(who, address)| Step::Connects { who, address }),
        1 => (n(), n()).prop_map(|(who, heir)| Step::Leaves { who, heir }),
        4 => n().prop_map(|who| Step::Undoes { who }),
        2 => (n(), n()).prop_map(|(who, back)| Step::UndoesEarlier { who, back }),
    ];
    let mails = prop_oneof![
        8 => (n(), c(), n()).prop_map(|(who, contact, haste)| Step::Writes { who, contact, haste }),
        3 => (n(), n()).prop_map(|(who, haste)| Step::WritesToAll { who, haste }),
        2 => (n(), any::<bool>()).prop_map(|(mail, now)| Step::PlansAgain { mail, now }),
        1 => n().prop_map(|mail| Step::SendsAgain { mail }),
    ];
    let time = prop_oneof![
        3 => passes(0..3, 1),
        4 => passes(1..12, 15),
        2 => passes(8..36, 60),
        1 => passes(2..8, 24 * 60),
        1 => passes(1..3, 200 * 24 * 60),
    ];
    prop_oneof![5 => people, 3 => house, 4 => mails, 5 => time]
}

/// A busy day: more mails than a day, an hour and a company may have.
fn busy_day(who: u8) -> Vec<Step> {
    let hour = |luck| [Step::WritesToAll { who, haste: 1 }, Step::Passes { minutes: 61, luck }];
    (0..5).flat_map(hour).collect()
}

/// What happens with one contact, of whom much is made.
fn step_about(contact: u8) -> impl Strategy<Value = Step> {
    let n = any::<u8>;
    let who = || 0..2_u8;
    let passes = |range: std::ops::Range<i64>, unit: i64| {
        (range, n()).prop_map(move |(count, luck)| Step::Passes { minutes: count * unit, luck })
    };
    prop_oneof![
        9 => (who(), n()).prop_map(move |(who, haste)| Step::Writes { who, contact, haste }),
        1 => (who(), n()).prop_map(move |(who, basis)| Step::GivesBasis { who, contact, basis }),
        1 => (who(), n()).prop_map(move |(who, country)| Step::Emigrates { who, contact, country }),
        2 => (who(), n()).prop_map(move |(who, address)| Step::Moves { who, contact, address }),
        2 => who().prop_map(move |who| Step::LogsOptOut { who, contact }),
        2 => who().prop_map(|who| Step::Undoes { who }),
        1 => (who(), n()).prop_map(|(who, back)| Step::UndoesEarlier { who, back }),
        1 => n().prop_map(|who| Step::Resumes { who }),
        3 => passes(1..5, 60),
        4 => passes(2..8, 24 * 60),
        1 => passes(1..3, 200 * 24 * 60),
    ]
}

fn any_history() -> impl Strategy<Value = Vec<Step>> {
    let calm = vec(any_step(), 20..60);
    let busy =
        (vec(any_step(), 0..10), any::<u8>(), vec(any_step(), 0..10)).prop_map(|(before, who, after)| {
            let day = busy_day(who);
            let half = day.len() / 2;
            let (first, second) = day.split_at(half);
            [&before, first, &after, second].concat()
        });
    let intense = (0..5_u8, any::<u8>(), any::<u8>()).prop_flat_map(|(contact, country, basis)| {
        let begins =
            [Step::Emigrates { who: 0, contact, country }, Step::GivesBasis { who: 0, contact, basis }];
        vec(step_about(contact), 20..50).prop_map(move |then| [&begins[..], &then].concat())
    });
    prop_oneof![3 => calm, 1 => busy, 2 => intense]
}

/// How every history begins: somebody writes to twelve, it leaves, and days pass. So there are mails to look at in each,
/// whatever is drawn.
fn morning() -> impl Iterator<Item = Step> {
    let written = (0..12).map(|contact| Step::Writes { who: 1, contact, haste: 1 });
    let passing = [8, 4320].map(|minutes| Step::Passes { minutes, luck: 10 });
    written.chain(passing)
}

#[test]
fn no_mail_leaves_past_the_gate() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(40);
    let mut runner = TestRunner::new(Config { cases, ..Config::default() });
    let claimed = std::cell::Cell::new(0);
    let result = runner.run(&any_history(), |history| {
        runtime.block_on(async {
            let mut world = World::open().await;
            for step in morning().chain(history) {
                world.takes(step).await.map_err(TestCaseError::fail)?;
            }
            claimed.set(claimed.get() + world.claimed);
            world.close().await;
            Ok(())
        })
    });
    if let Err(wrong) = result {
        panic!("{wrong}");
    }
    // It looks at mails, and not at their absence.
    assert!(claimed.get() > 5 * u64::from(cases), "only {} mails were claimed", claimed.get());
}

#[tokio::test]
async fn the_mailbox_of_who_left_is_neither_read_nor_written_from_until_they_are_back() {
    let mut world = World::open().await;
    let later = world.now + TimeDelta::days(30);
    let mut seen = Vec::new();
    for step in
        [Step::WritesToAll { who: 1, haste: 0 }, Step::Leaves { who: 0, heir: 0 }, Step::Undoes { who: 0 }]
    {
        world.takes(step).await.unwrap();
        let mut tx = world.store.read().await.unwrap();
        let read = tx.all_mailboxes().await.unwrap().len();
        seen.push((
            read,
            tx.busy_mailboxes(later).await.unwrap().len(),
            tx.next_mail_at().await.unwrap().is_some(),
        ));
    }
    assert_eq!(seen, [(3, 1, true), (2, 0, false), (3, 1, true)]);
    world.close().await;
}

#[tokio::test]
async fn a_basis_that_ends_while_a_mail_waits_carries_it_no_more() {
    let mut world = World::open().await;
    let writes = Step::Writes { who: 1, contact: 5, haste: 0 };
    let passes = |days: i64| Step::Passes { minutes: days * 24 * 60, luck: 10 };
    let mut claimed = Vec::new();
    for step in [
        Step::Emigrates { who: 1, contact: 5, country: 4 },
        // An inquiry counts for six months in Canada.
        Step::GivesBasis { who: 1, contact: 5, basis: 0 },
        writes,
        // Wednesday morning there.
        Step::Passes { minutes: 61 * 60, luck: 10 },
        // A Saturday, on which it still counts; on Monday it does not.
        passes(178),
        writes,
        passes(4),
        writes,
        passes(4),
    ] {
        world.takes(step).await.unwrap();
        claimed.push((world.mails.len(), world.claimed));
    }
    assert_eq!(claimed, [(0, 0), (0, 0), (1, 0), (1, 1), (1, 1), (2, 1), (2, 1), (2, 1), (2, 1)]);
    world.close().await;
}
