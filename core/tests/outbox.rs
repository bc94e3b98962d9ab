//! Messages are claimed by whoever writes them or later from the disk, in order per chat, and none is given to two.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use renmai_core::store::{ClaimedMessage, NewMessage, Priority, Settled, Store};
use renmai_testing::Scratch;

fn message(chat: i64, body: &str, key: Option<&str>) -> NewMessage {
    let (body, key) = (body.to_owned(), key.map(str::to_owned));
    NewMessage { chat, key, priority: Priority::Answer, body, card_of: None }
}

fn bodies(messages: &[ClaimedMessage]) -> Vec<&str> {
    messages.iter().map(|message| message.body.as_str()).collect()
}

fn all_sent(messages: Vec<ClaimedMessage>) -> Vec<(ClaimedMessage, Settled)> {
    messages.into_iter().map(|message| (message, Settled::Sent(Some(1)))).collect()
}

#[tokio::test]
async fn what_is_claimed_as_it_is_written_overtakes_nothing_of_its_chat() {
    let now: DateTime<Utc> = "2026-11-23T02:00:00Z".parse().unwrap();
    let scratch = Scratch::new().await;
    let store = Store::open(scratch.url()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    tx.enqueue(message(1, "waits on disk", None), now);
    tx.commit().await.unwrap();

    let mut tx = store.begin().await.unwrap();
    for (chat, body, key) in [
        (1, "behind it", None),
        (2, "first", None),
        (2, "once", Some("morning:2")),
        (2, "behind a key", None),
        (3, "of a full chat", None),
    ] {
        tx.enqueue(message(chat, body, key), now);
    }
    let claimed = tx.claim_enqueued([3], now).await.unwrap();
    assert!(tx.has_unclaimed_messages());
    tx.commit().await.unwrap();
    assert_eq!(bodies(&claimed), ["first"]);

    // Its chat waits for it; the others go.
    let mut tx = store.begin().await.unwrap();
    let more = tx.claim_messages(now, 500).await.unwrap();
    assert_eq!(bodies(&more), ["waits on disk", "behind it", "of a full chat"]);
    tx.settle_messages(&all_sent(claimed), now).await.unwrap();
    let more = tx.claim_messages(now, 500).await.unwrap();
    assert_eq!(bodies(&more), ["once", "behind a key"]);
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn no_two_messages_of_a_large_batch_have_one_number() {
    let now: DateTime<Utc> = "2026-11-23T02:00:00Z".parse().unwrap();
    let scratch = Scratch::new().await;
    let store = Store::open(scratch.url()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    for at in 0..250 {
        let key = format!("key:{at}");
        tx.enqueue(message(at, "", (at % 10 == 0).then_some(key.as_str())), now);
    }
    let mut claimed = tx.claim_enqueued([], now).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(claimed.len(), 225);
    let mut tx = store.begin().await.unwrap();
    claimed.extend(tx.claim_messages(now, 500).await.unwrap());
    tx.commit().await.unwrap();
    let numbers: BTreeSet<i64> = claimed.iter().map(|message| message.id).collect();
    let chats: BTreeSet<i64> = claimed.iter().map(|message| message.chat).collect();
    assert_eq!((numbers.len(), chats.len()), (250, 250));
}

#[tokio::test]
async fn a_chat_to_which_much_is_owed_leaves_places_for_others() {
    let now: DateTime<Utc> = "2026-11-23T02:00:00Z".parse().unwrap();
    let scratch = Scratch::new().await;
    let store = Store::open(scratch.url()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let owed: Vec<String> = (0..50).map(|at| at.to_string()).collect();
    owed.iter().for_each(|body| tx.enqueue(message(1, body, None), now));
    tx.enqueue(message(2, "another", None), now);
    let mut sent = Vec::new();
    for run in 0..3 {
        let claimed = tx.claim_messages(now, 500).await.unwrap();
        assert!(tx.claim_messages(now, 500).await.unwrap().is_empty(), "run {run}");
        assert_eq!(claimed.iter().filter(|message| message.chat == 1).count(), [20, 20, 10][run]);
        sent.extend(claimed.iter().filter(|message| message.chat == 1).map(|message| message.body.clone()));
        tx.settle_messages(&all_sent(claimed), now).await.unwrap();
    }
    assert_eq!(sent, owed);
}

#[tokio::test]
async fn where_every_message_stays_none_is_claimed() {
    let now: DateTime<Utc> = "2026-11-23T02:00:00Z".parse().unwrap();
    let scratch = Scratch::new().await;
    let store = Store::open(scratch.url()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    tx.enqueue(message(1, "once", Some("morning:1")), now);
    assert_eq!(tx.claim_enqueued([], now).await.unwrap(), []);
    assert!(tx.has_unclaimed_messages());
    assert_eq!(bodies(&tx.claim_messages(now, 500).await.unwrap()), ["once"]);
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn whose_leadership_has_ended_takes_no_message_from_the_next() {
    let now: DateTime<Utc> = "2026-11-23T02:00:00Z".parse().unwrap();
    let later = now + chrono::TimeDelta::seconds(5);
    let scratch = Scratch::new().await;
    let store = Store::open(scratch.url()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    tx.enqueue(message(1, "slow", None), now);
    let before = tx.claim_messages(now, 500).await.unwrap();
    // Another process takes the leadership over, and the message with it.
    assert_eq!(tx.recover_messages().await.unwrap(), 1);
    let again = tx.claim_messages(later, 500).await.unwrap();
    assert!(again[0].may_be_there);
    let back = |messages: Vec<ClaimedMessage>| {
        messages.into_iter().map(|message| (message, Settled::Later(later, "500".into()))).collect::<Vec<_>>()
    };
    tx.settle_messages(&back(before), later).await.unwrap();
    assert_eq!(tx.claim_messages(later, 500).await.unwrap(), []);
    tx.settle_messages(&back(again), later).await.unwrap();
    assert_eq!(bodies(&tx.claim_messages(later, 500).await.unwrap()), ["slow"]);
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn only_what_was_tried_in_vain_counts_as_an_attempt() {
    let now: DateTime<Utc> = "2026-11-23T02:00:00Z".parse().unwrap();
    let scratch = Scratch::new().await;
    let store = Store::open(scratch.url()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    tx.enqueue(message(1, "first", None), now);
    tx.enqueue(message(1, "behind", None), now);
    for _ in 0..30 {
        let claimed = tx.claim_messages(now, 500).await.unwrap();
        assert_eq!(bodies(&claimed), ["first", "behind"]);
        let settle = [Settled::Later(now, "502".into()), Settled::NotTried(now, "behind".into())];
        let done: Vec<_> = claimed.into_iter().zip(settle).collect();
        tx.settle_messages(&done, now).await.unwrap();
    }
    let claimed = tx.claim_messages(now, 500).await.unwrap();
    assert_eq!(claimed.iter().map(|message| message.attempts).collect::<Vec<_>>(), [30, 0]);
}
