use renmai_core::store::Priority;

use super::*;

fn message(id: i64, chat: i64) -> ClaimedMessage {
    let (body, priority) = (String::new(), Priority::Answer);
    let (card_of, attempts, may_be_there, key) = (None, 0, false, None);
    ClaimedMessage { id, chat, priority, body, card_of, attempts, may_be_there, key, claimed_at: at(0) }
}

fn at(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(second, 0).unwrap()
}

/// What may go now: the numbers of each chat's messages.
fn going(outbox: &Outbox) -> Vec<Vec<i64>> {
    let numbers =
        |(_, messages): (i64, Vec<ClaimedMessage>)| messages.iter().map(|message| message.id).collect();
    outbox.ready().into_iter().map(numbers).collect()
}

fn sent(id: i64, chat: i64) -> Done {
    (message(id, chat), Settled::Sent(Some(id)))
}

#[test]
fn a_chat_has_its_messages_in_order_and_waits_for_no_other() {
    let outbox = Outbox::default();
    outbox.hand_over(vec![message(1, 7), message(2, 7), message(3, 8)]);
    assert_eq!(going(&outbox), [vec![1, 2], vec![3]]);
    outbox.hand_over(vec![message(4, 7), message(5, 9)]);
    assert_eq!(going(&outbox), [[5]]);
    outbox.finished(7, vec![sent(1, 7), sent(2, 7)]);
    assert_eq!(going(&outbox), [[4]]);
    assert!(!outbox.is_empty());
    for (chat, id) in [(7, 4), (8, 3), (9, 5)] {
        outbox.finished(chat, vec![sent(id, chat)]);
    }
    let done = outbox.take_done();
    assert_eq!(done.len(), 5);
    outbox.written(&done);
    assert!(outbox.is_empty());
}

#[test]
fn behind_a_message_that_waits_all_of_its_chat_wait_until_that_is_on_disk() {
    let outbox = Outbox::default();
    let later = Settled::Later(at(60), "no network".into());
    outbox.hand_over(vec![message(1, 7)]);
    assert_eq!(going(&outbox), [[1]]);
    outbox.hand_over(vec![message(2, 7)]);
    outbox.finished(7, vec![(message(1, 7), later)]);
    let first = outbox.take_done();
    let what = |done: &[Done]| -> Vec<i64> {
        done.iter()
            .map(|(message, settled)| {
                assert!(matches!(settled, Settled::Later(until, _) | Settled::NotTried(until, _) if *until == at(60)));
                message.id
            })
            .collect()
    };
    assert_eq!(what(&first), [1, 2]);
    // It is being written: a third message must not overtake the two.
    outbox.hand_over(vec![message(3, 7)]);
    assert_eq!(going(&outbox), Vec::<Vec<i64>>::new());
    outbox.written(&first);
    outbox.hand_over(vec![message(4, 7)]);
    assert_eq!(going(&outbox), Vec::<Vec<i64>>::new());
    let second = outbox.take_done();
    assert_eq!(what(&second), [3, 4]);
    outbox.written(&second);
    outbox.hand_over(vec![message(1, 7)]);
    assert_eq!(going(&outbox), [[1]]);
}

#[test]
fn what_could_not_be_written_is_not_forgotten() {
    let outbox = Outbox::default();
    outbox.hand_over(vec![message(1, 7), message(2, 8)]);
    outbox.ready();
    outbox.finished(7, vec![sent(1, 7)]);
    let done = outbox.take_done();
    outbox.finished(8, vec![sent(2, 8)]);
    outbox.give_back(done);
    let numbers: Vec<i64> = outbox.take_done().iter().map(|(message, _)| message.id).collect();
    assert_eq!(numbers, [1, 2]);
}

#[test]
fn in_a_flood_the_desk_writes_until_too_much_waits() {
    let outbox = Outbox::default();
    outbox.set_flood(true);
    outbox.hand_over(vec![message(1, 7)]);
    outbox.ready();
    outbox.finished(7, vec![sent(1, 7)]);
    assert!(!outbox.is_unsettled());
    outbox.hand_over((2..=MOST as i64).map(|id| message(id, id)).collect());
    assert!(outbox.is_unsettled());
    assert_eq!(outbox.room(), 0);
    outbox.written(&outbox.take_done());
    assert_eq!(outbox.room(), 1);
    outbox.ready();
    outbox.finished(9, vec![sent(9, 9)]);
    outbox.set_flood(false);
    assert!(outbox.is_unsettled());
}

#[test]
fn a_stop_puts_back_what_was_not_begun() {
    let outbox = Outbox::default();
    outbox.open();
    outbox.hand_over(vec![message(1, 7)]);
    outbox.ready();
    outbox.hand_over(vec![message(2, 7), message(3, 8)]);
    outbox.close(at(5));
    assert!(!outbox.is_open());
    assert!(outbox.ready().is_empty());
    outbox.finished(7, vec![sent(1, 7)]);
    let done = outbox.take_done();
    let back =
        done.iter().filter(|(_, settled)| matches!(settled, Settled::NotTried(until, _) if *until == at(5)));
    assert_eq!(back.map(|(message, _)| message.id).collect::<Vec<_>>(), [3, 2]);
    outbox.written(&done);
    assert!(outbox.is_empty());
    // Whoever leads again finds every chat free.
    outbox.hand_over(vec![message(3, 8)]);
    assert_eq!(going(&outbox), [[3]]);
}

#[test]
fn the_sender_waits_for_what_is_about_to_be_handed_over() {
    let outbox = Outbox::default();
    assert!(outbox.place().is_none());
    outbox.open();
    let place = outbox.place();
    outbox.close(at(5));
    assert!(place.is_some() && !outbox.is_empty());
    outbox.hand_over(vec![message(1, 7)]);
    drop(place);
    outbox.close(at(6));
    outbox.written(&outbox.take_done());
    assert!(outbox.is_empty());
}

#[test]
fn a_slow_chat_does_not_take_all_places() {
    let outbox = Outbox::default();
    outbox.hand_over(vec![message(1, 7), message(2, 8)]);
    outbox.hand_over((3..23).map(|id| message(id, 7)).collect());
    assert_eq!(outbox.full(), [7]);
}
