//! Messages carried out together come to the same as one by one: what a transaction holds and what waits in it is
//! never seen, whatever is refused in between.

#![expect(clippy::unwrap_used, reason = "a test may fail anywhere")]

use chrono::{DateTime, TimeDelta, Utc};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use renmai::inbound::FloodGuard;
use renmai::inbound::processor::UpdateProcessor;
use renmai::telegram::Update;
use renmai_core::book::{Book, found_team, open_code};
use renmai_core::store::{Settled, Store};
use renmai_core::team::{Newcomer, Signup};
use renmai_core::vocabulary::{Lang, Role};
use renmai_testing::Scratch;
use serde_json::json;

const PEOPLE: [i64; 3] = [1, 2, 3];

/// What is typed, `{n}` a contact's number and `{m}` another number.
const TYPED: [&str; 26] = [
    "/add Buyer {m}, Works {m}, buyer{m}@works{m}.example, Germany, A",
    "/add Buyer {m}, Works {m}, other{m}@elsewhere{m}.example",
    "/add Twin {m}, Works {m}, buyer{m}@works{m}.example",
    "/add Friend {m}, Else {m}, friend{m}@gmail.com, 中国",
    "/add Nobody, nobody@",
    "/log {n} reply asks for a price",
    "/log {n} sent the offer",
    "/log {n} note likes warm light",
    "/log {n} opted out",
    "/log {n}",
    "/grade {n} A",
    "/grade {n} B big",
    "/grade {n} X",
    "/stage {n} interested",
    "/edit {n} email: buyer{m}@works{m}.example",
    "/edit {n} country: Atlantis",
    "/next {n} 3d call",
    "/snooze {n} 1w",
    "/undo",
    "/forget {n}",
    "/l{n}",
    "/find Buyer",
    "/due",
    "/add",
    "/cancel",
    "Works {m}",
];

struct Office {
    processor: UpdateProcessor,
    _scratch: Scratch,
}

impl Office {
    async fn open(start: DateTime<Utc>) -> Office {
        let scratch = Scratch::new().await;
        let store = Store::open(scratch.url()).await.unwrap();
        let newcomer = |telegram| Newcomer {
            telegram,
            name: format!("Person {telegram}"),
            username: None,
            lang: if telegram == 3 { Lang::Zh } else { Lang::En },
        };
        let mut tx = store.begin().await.unwrap();
        let (owner, _) = found_team(&mut tx, &newcomer(1), "Brightway", start).await.unwrap();
        for telegram in [2, 3] {
            let given = Book::new(&mut tx, &owner, start).invite(Role::Salesperson).await.unwrap();
            open_code(&mut tx, &newcomer(telegram), &given.code, "", start).await.unwrap().unwrap();
        }
        tx.commit().await.unwrap();
        Office {
            processor: UpdateProcessor {
                store,
                signup: Signup::Invite,
                bot: "renmai_bot".into(),
                flood_guard: FloodGuard::default(),
                outbox: Default::default(),
            },
            _scratch: scratch,
        }
    }

    /// Everything that is owed to people, in order, without the numbers of changes: a change that was taken back may
    /// have used one.
    async fn said(&self, now: DateTime<Utc>) -> Vec<(i64, String)> {
        let mut said = Vec::new();
        loop {
            let mut tx = self.processor.store.begin().await.unwrap();
            let letters = tx.claim_messages(now, 500).await.unwrap();
            let done: Vec<_> = letters.into_iter().map(|letter| (letter, Settled::Sent(None))).collect();
            tx.settle_messages(&done, now).await.unwrap();
            tx.commit().await.unwrap();
            if done.is_empty() {
                return said;
            }
            said.extend(done.into_iter().map(|(letter, _)| (letter.chat, without_changes(&letter.body))));
        }
    }
}

/// The body of a letter with the number on each undo button left out.
fn without_changes(body: &str) -> String {
    let mut parts = body.split("\"u:");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str("\"u:");
        text.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    text
}

fn update(number: i64, from: i64, text: &str, at: DateTime<Utc>) -> Update {
    let update = json!({
        "update_id": number,
        "message": {
            "message_id": number, "date": at.timestamp(),
            "chat": { "id": from, "type": "private", "first_name": "P" },
            "from": { "id": from, "is_bot": false, "first_name": "P", "language_code": "en" },
            "text": text,
        },
    });
    Update::read(&update.to_string()).unwrap()
}

fn typed(random: &mut StdRng, first: i64, at: DateTime<Utc>) -> Vec<Update> {
    let mut one = |number| {
        let text = TYPED.choose(random).unwrap();
        let text = text.replace("{n}", &random.random_range(1..8).to_string());
        let text = text.replace("{m}", &random.random_range(1..6).to_string());
        // A stranger as well.
        let from = *PEOPLE.choose(random).unwrap() + i64::from(random.random_range(0..20) == 0) * 10;
        update(number, from, &text, at)
    };
    (first..first + 40).map(&mut one).collect()
}

#[tokio::test]
async fn together_is_the_same_as_one_by_one() {
    let start: DateTime<Utc> = "2026-11-23T02:00:00Z".parse().unwrap();
    for seed in 0..6 {
        let mut random = StdRng::seed_from_u64(seed);
        let (together, alone) = (Office::open(start).await, Office::open(start).await);
        for round in 0..4 {
            let now = start + TimeDelta::hours(i64::from(round) * 30);
            let mut updates = typed(&mut random, i64::from(round) * 100 + 1, now);
            if round == 3 {
                let asked =
                    ["/export", "/metrics all by grade", "/due", "/history 1", "/history 2", "/history 3"];
                let last = PEOPLE.iter().flat_map(|from| asked.map(|text| (*from, text)));
                let last =
                    last.enumerate().map(|(at, (from, text))| update(900 + at as i64, from, text, now));
                updates.extend(last);
            }
            together.processor.process(&updates, now).await.unwrap();
            for update in &updates {
                alone.processor.process(std::slice::from_ref(update), now).await.unwrap();
            }
            let (together, alone) = (together.said(now).await, alone.said(now).await);
            assert_eq!(together.len(), alone.len(), "seed {seed}, round {round}");
            for (one, other) in together.iter().zip(&alone) {
                assert_eq!(one, other, "seed {seed}, round {round}");
            }
        }
    }
}
