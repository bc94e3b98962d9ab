//! Messages carried out together come to the same as one by one: what a transaction has cached and what waits in it is
//! never seen, whatever is refused in between. Compared is what is said and what the tables hold.

#![expect(clippy::unwrap_used, reason = "a test may fail anywhere")]

mod office;

use chrono::{DateTime, TimeDelta, Utc};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use renmai::telegram::Update;
use renmai_core::book::{Book, Doubt};
use renmai_core::interaction::Happened;
use renmai_core::read::add::parse_add;
use renmai_core::store::{NewMessage, Priority, Scope, Tx};
use renmai_core::vocabulary::{ContactNo, Grade, InteractionKind};
use serde_json::json;

use crate::office::Office;

const PEOPLE: [i64; 3] = [1, 2, 3];

/// What is typed or pressed, `{n}` a contact's number and `{m}` another number. There is something of every kind that the
/// unit of work caches or lets wait, and something that changes it from outside.
const TYPED: [&str; 37] = [
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
    "press c:g.A:{n}:1",
    "press c:z.7:{n}:1",
    "press c:l.reply:{n}:1",
    "press c:xx:{n}:1",
    "press s:lang:zh:{m}",
    "press s:lang:en:{m}",
    "/profile want country: Germany",
    "/profile avoid country: Germany",
    "/assign {n} @person{m}",
    "/merge {n} {m}",
    "/l{m} and more",
];

fn update(number: i64, from: i64, text: &str, at: DateTime<Utc>) -> Update {
    let person = json!({ "id": from, "is_bot": false, "first_name": "P", "language_code": "en" });
    let message = json!({
        "message_id": number, "date": at.timestamp(),
        "chat": { "id": from, "type": "private", "first_name": "P" },
        "from": person, "text": text,
    });
    let update = match text.strip_prefix("press ") {
        Some(data) => json!({ "update_id": number, "callback_query": {
            "id": number.to_string(), "from": person, "message": message, "chat_instance": "1", "data": data,
        } }),
        None => json!({ "update_id": number, "message": message }),
    };
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
    for seed in 0..8 {
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
            let answers = together.processor.process(&updates, now).await.unwrap();
            let mut answers_alone = Vec::new();
            for update in &updates {
                let update = std::slice::from_ref(update);
                answers_alone.extend(alone.processor.process(update, now).await.unwrap());
            }
            assert_eq!(answers, answers_alone, "seed {seed}, round {round}");
            let kept = together.kept().await.into_iter().zip(alone.kept().await);
            kept.for_each(|(one, other)| assert_eq!(one, other, "seed {seed}, round {round}"));
            let (together, alone) = (together.said(now).await, alone.said(now).await);
            assert_eq!(together.len(), alone.len(), "seed {seed}, round {round}");
            for (one, other) in together.iter().zip(&alone) {
                assert_eq!(one, other, "seed {seed}, round {round}");
            }
        }
    }
}

/// What is done inside of a savepoint: something to every kind of row that waits, and what goes through the door.
#[derive(Debug, Clone, Copy)]
enum Step {
    Add(i64),
    Log(i64, InteractionKind),
    Grade(i64, Grade),
    Plan(i64),
    Rename(i64, i64),
    Talk(Option<i64>),
    Say(i64),
    Undo,
    Forget(i64),
    Look,
}

fn step(random: &mut StdRng) -> Step {
    let (no, other) = (random.random_range(1..8), random.random_range(1..50));
    match random.random_range(0..14) {
        0..3 => Step::Add(other),
        3 | 4 => Step::Log(no, InteractionKind::Sent),
        5 => Step::Log(no, InteractionKind::Reply),
        6 => Step::Grade(no, *[Grade::A, Grade::B, Grade::C].choose(random).unwrap()),
        7 => Step::Plan(no),
        8 => Step::Rename(no, other),
        9 => Step::Talk((other % 3 > 0).then_some(other)),
        10 => Step::Say(other),
        11 => Step::Undo,
        12 if other % 4 == 0 => Step::Forget(no),
        _ => Step::Look,
    }
}

async fn take(tx: &mut Tx, step: Step, now: DateTime<Utc>) {
    let member = tx.member_by_telegram(1).await.unwrap().unwrap();
    match step {
        Step::Talk(state) => {
            let state = state.map(|state| state.to_string());
            return tx.set_dialogue(1, state.as_deref(), now).await.unwrap();
        }
        Step::Say(number) => {
            let (key, priority, body) =
                ((number % 2 == 0).then(|| number.to_string()), Priority::Answer, "{}".into());
            return tx.enqueue(NewMessage { chat: number % 3, key, priority, body, card_of: None }, now);
        }
        Step::Look => return drop(tx.contacts_after(Scope::of(&member), ContactNo(0), 100).await.unwrap()),
        _ => {}
    }
    let mut book = Book::new(tx, &member, now);
    let of = |no: i64| ContactNo(no);
    match step {
        Step::Add(m) => {
            let text = format!("Buyer {m}, Works {m}, buyer{m}@works{m}.example, Germany, A");
            book.add(&parse_add(&text, now.date_naive()).unwrap(), Doubt::Ask).await.map(drop).unwrap();
        }
        Step::Undo => book.undo(None).await.map(drop).unwrap(),
        Step::Log(no, _) | Step::Grade(no, _) | Step::Plan(no) | Step::Rename(no, _) | Step::Forget(no) => {
            let Some(contact) = book.contact(of(no)).await.unwrap() else { return };
            match step {
                Step::Log(_, kind) => {
                    book.log(&contact, &Happened::new(kind, "said so"), None, now).await.map(drop).unwrap()
                }
                Step::Grade(_, grade) => book.grade(&contact, grade, None).await.map(drop).unwrap(),
                Step::Plan(_) => book.plan(&contact, now.date_naive(), "call").await.map(drop).unwrap(),
                Step::Forget(_) => book.forget(&contact).await.unwrap(),
                _ => {
                    let Step::Rename(_, m) = step else { return };
                    let name = Some(format!("Renamed {m}"));
                    let profile = renmai_core::contact::Profile { name, ..contact.profile.clone() };
                    book.edit(&contact, profile).await.map(drop).unwrap();
                }
            }
        }
        Step::Talk(_) | Step::Say(_) | Step::Look => {}
    }
}

#[tokio::test]
async fn what_is_taken_back_never_was() {
    let start: DateTime<Utc> = "2026-11-23T02:00:00Z".parse().unwrap();
    for seed in 0..12 {
        let mut random = StdRng::seed_from_u64(seed);
        let (here, there) = (Office::open(start).await, Office::open(start).await);
        for round in 0..4 {
            let now = start + TimeDelta::days(i64::from(round) * 40);
            let (mut one, mut other) =
                (here.processor.store.begin().await.unwrap(), there.processor.store.begin().await.unwrap());
            for _ in 0..16 {
                let steps: Vec<Step> = (0..random.random_range(1..4)).map(|_| step(&mut random)).collect();
                let lasts = random.random_range(0..2) == 0;
                one.savepoint();
                for step in &steps {
                    take(&mut one, *step, now).await;
                    if lasts {
                        take(&mut other, *step, now).await;
                    }
                }
                match lasts {
                    true => one.release_savepoint().await.unwrap(),
                    false => one.rollback_to_savepoint().await.unwrap(),
                }
            }
            one.commit().await.unwrap();
            other.commit().await.unwrap();
            assert_eq!(here.said(now).await, there.said(now).await, "seed {seed}, round {round}");
            let kept = here.kept().await.into_iter().zip(there.kept().await);
            kept.for_each(|(one, other)| assert_eq!(one, other, "seed {seed}, round {round}"));
        }
    }
}
