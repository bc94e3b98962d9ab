//! Letters are claimed by whoever writes them or later from the disk, in order per chat, and none is given to two.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use renmai_core::store::{Claimed, NewLetter, Priority, Settled, Store};
use renmai_testing::Scratch;

fn letter(chat: i64, body: &str, key: Option<&str>) -> NewLetter {
    let (body, key) = (body.to_owned(), key.map(str::to_owned));
    NewLetter { chat, key, priority: Priority::Answer, body, card_of: None }
}

fn bodies(letters: &[Claimed]) -> Vec<&str> {
    letters.iter().map(|letter| letter.body.as_str()).collect()
}

fn all_sent(letters: Vec<Claimed>) -> Vec<(Claimed, Settled)> {
    letters.into_iter().map(|letter| (letter, Settled::Sent(Some(1)))).collect()
}

#[tokio::test]
async fn what_is_claimed_as_it_is_written_overtakes_nothing_of_its_chat() {
    let now: DateTime<Utc> = "2026-11-23T02:00:00Z".parse().unwrap();
    let scratch = Scratch::new().await;
    let store = Store::open(scratch.url()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    tx.post(letter(1, "waits on disk", None), now);
    tx.commit().await.unwrap();

    let mut tx = store.begin().await.unwrap();
    for (chat, body, key) in [
        (1, "behind it", None),
        (2, "first", None),
        (2, "once", Some("morning:2")),
        (2, "behind a key", None),
        (3, "of a full chat", None),
    ] {
        tx.post(letter(chat, body, key), now);
    }
    let claimed = tx.claim_posted([3], now).await.unwrap();
    assert!(tx.leaves_letters());
    tx.commit().await.unwrap();
    assert_eq!(bodies(&claimed), ["first"]);

    // Its chat waits for it; the others go.
    let mut tx = store.begin().await.unwrap();
    let more = tx.claim_letters(now, 500).await.unwrap();
    assert_eq!(bodies(&more), ["waits on disk", "behind it", "of a full chat"]);
    tx.settle_letters(&all_sent(claimed), now).await.unwrap();
    let more = tx.claim_letters(now, 500).await.unwrap();
    assert_eq!(bodies(&more), ["once", "behind a key"]);
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn no_two_letters_of_a_large_batch_have_one_number() {
    let now: DateTime<Utc> = "2026-11-23T02:00:00Z".parse().unwrap();
    let scratch = Scratch::new().await;
    let store = Store::open(scratch.url()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    for at in 0..250 {
        let key = format!("key:{at}");
        tx.post(letter(at, "", (at % 10 == 0).then_some(key.as_str())), now);
    }
    let mut claimed = tx.claim_posted([], now).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(claimed.len(), 225);
    let mut tx = store.begin().await.unwrap();
    claimed.extend(tx.claim_letters(now, 500).await.unwrap());
    tx.commit().await.unwrap();
    let numbers: BTreeSet<i64> = claimed.iter().map(|letter| letter.id).collect();
    let chats: BTreeSet<i64> = claimed.iter().map(|letter| letter.chat).collect();
    assert_eq!((numbers.len(), chats.len()), (250, 250));
}

#[tokio::test]
async fn a_chat_to_which_much_is_owed_leaves_places_for_others() {
    let now: DateTime<Utc> = "2026-11-23T02:00:00Z".parse().unwrap();
    let scratch = Scratch::new().await;
    let store = Store::open(scratch.url()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let owed: Vec<String> = (0..50).map(|at| at.to_string()).collect();
    owed.iter().for_each(|body| tx.post(letter(1, body, None), now));
    tx.post(letter(2, "another", None), now);
    let mut sent = Vec::new();
    for run in 0..3 {
        let claimed = tx.claim_letters(now, 500).await.unwrap();
        assert!(tx.claim_letters(now, 500).await.unwrap().is_empty(), "run {run}");
        assert_eq!(claimed.iter().filter(|letter| letter.chat == 1).count(), [20, 20, 10][run]);
        sent.extend(claimed.iter().filter(|letter| letter.chat == 1).map(|letter| letter.body.clone()));
        tx.settle_letters(&all_sent(claimed), now).await.unwrap();
    }
    assert_eq!(sent, owed);
}

#[tokio::test]
async fn where_every_letter_stays_none_is_claimed() {
    let now: DateTime<Utc> = "2026-11-23T02:00:00Z".parse().unwrap();
    let scratch = Scratch::new().await;
    let store = Store::open(scratch.url()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    tx.post(letter(1, "once", Some("morning:1")), now);
    assert_eq!(tx.claim_posted([], now).await.unwrap(), []);
    assert!(tx.leaves_letters());
    assert_eq!(bodies(&tx.claim_letters(now, 500).await.unwrap()), ["once"]);
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn whose_duty_has_ended_takes_no_letter_from_the_next() {
    let now: DateTime<Utc> = "2026-11-23T02:00:00Z".parse().unwrap();
    let later = now + chrono::TimeDelta::seconds(5);
    let scratch = Scratch::new().await;
    let store = Store::open(scratch.url()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    tx.post(letter(1, "slow", None), now);
    let before = tx.claim_letters(now, 500).await.unwrap();
    // Another process takes the duty over, and the letter with it.
    assert_eq!(tx.recover_letters().await.unwrap(), 1);
    let again = tx.claim_letters(later, 500).await.unwrap();
    assert!(again[0].may_be_there);
    let back = |letters: Vec<Claimed>| {
        letters.into_iter().map(|letter| (letter, Settled::Later(later, "500".into()))).collect::<Vec<_>>()
    };
    tx.settle_letters(&back(before), later).await.unwrap();
    assert_eq!(tx.claim_letters(later, 500).await.unwrap(), []);
    tx.settle_letters(&back(again), later).await.unwrap();
    assert_eq!(bodies(&tx.claim_letters(later, 500).await.unwrap()), ["slow"]);
    tx.commit().await.unwrap();
}
