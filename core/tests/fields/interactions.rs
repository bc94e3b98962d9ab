//! What happens with a contact is on the disk, and adds up to what the contact says of it.

use renmai_core::interaction::Attachment;
use renmai_core::read::date::When;
use renmai_core::vocabulary::{AttachmentKind, Stage};

use super::*;

#[tokio::test]
async fn what_happens_with_a_contact_is_on_disk() {
    let (_scratch, store, wang) = open().await;
    let mut tx = store.begin().await.unwrap();
    let mut contact = adds(&mut tx, &wang, with([Field::Name, Field::Email])).await;
    tx.commit().await.unwrap();
    for step in 0..6 {
        let mut tx = store.begin().await.unwrap();
        let read = tx.contact(Scope::own(&wang), contact.no).await.unwrap().unwrap();
        let mut book = Book::new(&mut tx, &wang, now() + TimeDelta::hours(step));
        let at = now() + TimeDelta::hours(step);
        let log = async |book: &mut Book<'_>, kind| {
            book.log(&read, &Happened::new(kind, "x"), None, at).await.unwrap().unwrap().done.contact
        };
        contact = match step {
            0 => log(&mut book, InteractionKind::Insight).await,
            1 => log(&mut book, InteractionKind::Reply).await,
            2 => log(&mut book, InteractionKind::Sent).await,
            3 => book.snooze(&read, today() + TimeDelta::days(9)).await.unwrap().contact,
            4 => book.stage(&read, Stage::Interested, None).await.unwrap().contact,
            _ => {
                let at = chrono::NaiveTime::from_hms_opt(15, 30, 0);
                let when = When { on: today() + TimeDelta::days(3), at };
                book.plan(&read, when, "call").await.unwrap().contact
            }
        };
        tx.commit().await.unwrap();
        let read = on_disk(&store, &wang, &contact).await;
        assert_eq!(Contact { version: read.version, ..contact.clone() }, read, "step {step}");
    }
}

#[tokio::test]
async fn what_the_interactions_add_up_to_is_what_a_recount_says() {
    use InteractionKind::{Inquiry, Insight, Message, NoAnswer, Note, Quote, Reply, SampleSent};
    let (_scratch, store, wang) = open().await;
    let kinds = [Reply, NoAnswer, Message, Quote, NoAnswer, Inquiry, Insight, SampleSent];
    // Days before the last, in an order in which some are told late.
    let days = [9, 8, 7, 12, 6, 3, 5, 4, 2, 1, 3, 8, 0];
    for turn in 0..kinds.len() {
        let mut tx = store.begin().await.unwrap();
        let mut contact = adds(&mut tx, &wang, with([Field::Name])).await;
        for (step, before) in days.iter().enumerate() {
            let kind = kinds[(turn * 3 + step * (turn + 1)) % kinds.len()];
            let at = now() - TimeDelta::days(*before);
            let mut book = Book::new(&mut tx, &wang, now());
            contact =
                book.log(&contact, &Happened::new(kind, "x"), None, at).await.unwrap().unwrap().done.contact;
            book.log(&contact, &Happened::new(Note, "x"), None, now()).await.unwrap().unwrap();
            // Taken back, all that is left is counted.
            let counted = book.undo(None).await.unwrap().unwrap().contact.unwrap();
            assert_eq!(counted.tally, contact.tally, "turn {turn}, step {step}: {kind:?}");
            contact = counted;
        }
        Book::new(&mut tx, &wang, now()).forget(&contact).await.unwrap();
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn what_was_logged_becomes_of_another_kind() {
    let (_scratch, store, wang) = open().await;
    let mut tx = store.begin().await.unwrap();
    let contact = adds(&mut tx, &wang, with([Field::Name])).await;
    let mut book = Book::new(&mut tx, &wang, now());
    let file = Attachment { kind: AttachmentKind::Photo, file: "photo-1".to_owned(), bytes: 7 };
    let said = Happened::new(InteractionKind::Reply, "no time now");
    let at = now() - TimeDelta::hours(3);
    let logged = book.log(&contact, &said, Some(&file), at).await.unwrap().unwrap();
    assert_eq!(logged.done.contact.tally.last_inbound_at, Some(at));
    let change = logged.done.change.unwrap().number();
    let corrected = book.correct_kind(change, InteractionKind::NoAnswer).await.unwrap().unwrap();
    let now_logged = &corrected.interaction;
    assert_eq!(
        (now_logged.kind, now_logged.summary.as_str(), now_logged.at),
        (InteractionKind::NoAnswer, "no time now", at)
    );
    let tally = &corrected.done.contact.tally;
    assert_eq!((tally.last_inbound_at, tally.last_attempt_at), (None, Some(at)));
    assert_eq!(book.tx.interactions(Scope::of(&wang), contact.id, 9).await.unwrap().len(), 1);
    assert_eq!(book.tx.attachments(Scope::of(&wang), contact.id).await.unwrap().len(), 1, "the photo stays");
    assert!(book.correct_kind(change, InteractionKind::Call).await.unwrap().is_err(), "it was taken back");
    let undone = book.undo(None).await.unwrap().unwrap().contact.unwrap();
    assert_eq!(undone.tally, contact.tally);
}
