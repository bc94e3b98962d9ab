//! What comes in: an answer, a colleague's, an absence, a bounce, "no more": each reaches the contact and is told once.

use std::sync::Arc;

use chrono::{Duration, NaiveDate};
use renmai_sandbox::{Bounce, Mail, MailRoom, MailboxDriver, Standing};

use crate::house::{ANNA, House, Someone};

/// Anna has sent a mail to Joe of Acme, and Joe has it.
struct World {
    house: Arc<House>,
    anna: Someone,
    room: MailRoom,
    joe: MailboxDriver,
    mail: Mail,
}

async fn connected() -> (Arc<House>, Someone, MailRoom) {
    let house = House::open().await;
    house.maria().says("/settings address 88 Keji Road, Shenzhen 518057, China").await;
    let room = house.has_mailbox_in_the_room(ANNA, "anna@ours.com").await;
    let anna = house.anna();
    anna.hears_until("sends and reads").await;
    anna.says("/add Joe Brown, Acme Lighting Inc, joe@acme.com, United States, source: Light+Building 2026")
        .await;
    (house, anna, room)
}

async fn writes(anna: &Someone) {
    let choice = anna.says("/mail 1").await;
    let preview = anna.presses(&choice, "PAS: a problem first").await;
    anna.presses(&preview, "Now").await.sees("Goes now");
}

async fn world() -> World {
    let (house, anna, room) = connected().await;
    writes(&anna).await;
    anna.hears_until("Sent to #1").await;
    let joe = room.mailbox("joe@acme.com").unwrap();
    let mail = joe.receives().await.unwrap();
    World { house, anna, room, joe, mail }
}

#[tokio::test]
async fn an_answer_is_told_once_and_logged_without_what_it_quotes() {
    let World { house, anna, joe, mail, .. } = world().await;
    joe.answers(mail.id, "Send me the price for 500 pcs of X20, please.").unwrap();
    let told = anna.hears_until("answered").await;
    told.sees("Joe Brown").sees("Send me the price for 500 pcs");
    assert!(!told.text().contains("Best regards"), "{}", told.text());
    anna.says("/l1").await.sees("Send me the price").sees("awaits your answer");
    house.restart().await;
    house.later(Duration::hours(1)).await;
    anna.hears_everything().await;
    anna.says("/history 1").await.sees("reply");
    assert_eq!(anna.says("/history 1").await.text().matches("Send me the price").count(), 1);
}

#[tokio::test]
async fn an_answer_after_the_clock_was_moved_is_told_at_once() {
    let World { house, anna, joe, mail, .. } = world().await;
    joe.answers(mail.id, "First.").unwrap();
    anna.hears_until("First.").await;
    // Meanwhile the mailbox has been looked through, and is waited for.
    for command in ["/l1", "/history 1", "/outbox"] {
        anna.says(command).await;
    }
    house.later(Duration::minutes(1)).await;
    joe.answers(mail.id, "Second.").unwrap();
    anna.hears_until("Second.").await;
}

#[tokio::test]
async fn it_is_an_inquiry_or_no_reply_at_all_with_one_tap() {
    let World { house: _house, anna, joe, mail, .. } = world().await;
    joe.answers(mail.id, "What is your price for 500?").unwrap();
    let told = anna.hears_until("answered").await;
    anna.presses(&told, "🛒 Inquiry").await.sees("logged as an inquiry");
    anna.says("/history 1").await.sees("inquiry");
    joe.answers(mail.id, "Out for lunch, he says.").unwrap();
    let told = anna.hears_until("Out for lunch").await;
    anna.presses(&told, "✗ Not a reply").await.sees("taken back");
    let history = anna.says("/history 1").await;
    assert!(!history.text().contains("Out for lunch"), "{}", history.text());
}

#[tokio::test]
async fn one_answers_in_the_same_thread() {
    let World { house: _house, anna, joe, mail, .. } = world().await;
    joe.answers(mail.id, "Do you have CE?").unwrap();
    let told = anna.hears_until("answered").await;
    anna.presses(&told, "↩ Answer").await.sees("in the same thread");
    let preview = anna.says("Hi Joe,\n\nyes, CE and UL. Shall I send the certificates?").await;
    preview.sees("Re: ").sees("yes, CE and UL");
    anna.presses(&preview, "Now").await;
    anna.hears_until("Sent to #1").await;
    let second = joe.receives().await.unwrap();
    assert!(second.text.contains("yes, CE and UL"), "{}", second.text);
    assert!(second.subject.starts_with("Re: "), "{}", second.subject);
}

#[tokio::test]
async fn a_text_that_replies_to_it_goes_as_a_mail_or_is_logged() {
    let World { house: _house, anna, joe, mail, .. } = world().await;
    joe.answers(mail.id, "Do you have CE?").unwrap();
    let told = anna.hears_until("answered").await;
    let asked = anna.replies(&told, "Yes, we have CE and UL. May I send the files?").await;
    asked.sees("as a mail, or is it a note");
    let preview = anna.presses(&asked, "✉️ Send as mail").await;
    preview.sees("May I send the files?").sees("joe@acme.com");
    let asked = anna.replies(&told, "called him, he wants samples").await;
    anna.presses(&asked, "📝 Log it").await.sees("#1");
}

#[tokio::test]
async fn a_colleague_answers_for_them() {
    let World { house: _house, anna, joe, mail, .. } = world().await;
    joe.colleague_answers(mail.id, "jonas@acme.com", "I took this over. Which lead time?").unwrap();
    let told = anna.hears_until("not in the book").await;
    told.sees("Jonas").sees("jonas@acme.com").sees("Which lead time?");
    anna.presses(&told, "➕ Add them").await.sees("jonas@acme.com");
}

#[tokio::test]
async fn who_is_away_is_no_reply_and_what_waits_waits_until_the_day_after() {
    let World { house, anna, joe, mail, .. } = world().await;
    let until = NaiveDate::from_ymd_opt(2026, 12, 14).unwrap();
    joe.answers_automatically(mail.id, Some(until)).unwrap();
    anna.hears_until("is away").await.sees("14 Dec");
    let card = anna.says("/l1").await;
    assert!(!card.text().contains("awaits your answer"), "{}", card.text());
    house.later(Duration::days(3)).await;
    anna.hears_everything().await;
}

#[tokio::test]
async fn a_bounce_makes_the_address_invalid_and_a_full_mailbox_does_not() {
    for (bounce, is_hard) in
        [(Bounce::NoSuchMailbox, true), (Bounce::MailboxFull, false), (Bounce::Policy, false)]
    {
        let World { house: _house, anna, joe, mail, .. } = world().await;
        joe.bounces(mail.id, bounce).unwrap();
        let told = if is_hard { "does not exist" } else { "came back" };
        anna.hears_until(told).await;
        let card = anna.says("/l1").await;
        assert_eq!(card.text().contains("invalid"), is_hard, "{bounce:?}: {}", card.text());
    }
}

#[tokio::test]
async fn a_mail_that_is_only_late_is_no_bounce() {
    let World { house, anna, joe, mail, .. } = world().await;
    joe.bounces(mail.id, Bounce::Delayed).unwrap();
    joe.answers(mail.id, "Here I am.").unwrap();
    anna.hears_until("Here I am").await;
    house.later(Duration::minutes(10)).await;
    let card = anna.says("/l1").await;
    assert!(!card.text().contains("invalid"), "{}", card.text());
}

#[tokio::test]
async fn who_wants_no_more_gets_no_more_by_every_way() {
    for way in ["words", "header", "spam"] {
        let World { house, anna, joe, mail, .. } = world().await;
        let sent = match way {
            "words" => joe.opts_out(mail.id),
            "header" => joe.unsubscribes(mail.id),
            _ => joe.calls_it_spam(mail.id),
        };
        sent.unwrap();
        let told = if way == "spam" { "marked your mail as spam" } else { "wants no more mail" };
        anna.hears_until(told).await;
        anna.says("/mail 1").await.sees("opted out");
        if way == "spam" {
            anna.says("/outbox").await.sees("marked a mail of yours as spam");
        }
        house.later(Duration::minutes(1)).await;
        anna.hears_everything().await;
    }
}

#[tokio::test]
async fn a_newsletter_and_a_stranger_are_nothing() {
    let World { house: _house, anna, room, joe, mail, .. } = world().await;
    let stranger = room.mailbox("spam@elsewhere.net").unwrap();
    stranger.writes("anna@ours.com", "Hello", "Buy our list!").unwrap();
    stranger.sends_newsletter("anna@ours.com", "News", "Everything new").unwrap();
    joe.answers(mail.id, "Third.").unwrap();
    let told = anna.hears().await;
    told.sees("Third.");
}

#[tokio::test]
async fn a_mailbox_that_is_unknown_is_a_bounce_at_once() {
    let (_house, anna, room) = connected().await;
    room.mailbox("joe@acme.com").unwrap().stands(Standing::Unknown);
    writes(&anna).await;
    anna.hears_until("does not exist").await;
    anna.says("/l1").await.sees("invalid");
}

#[tokio::test]
async fn what_was_written_elsewhere_is_a_touch() {
    let World { house, anna, room, .. } = world().await;
    let own = room.mailbox("anna@ours.com").unwrap();
    own.writes("joe@acme.com", "One more thing", "I forgot the drawing.").unwrap();
    // A copy in one's own folder of what was sent says so.
    let sent = own.mails_in(renmai_sandbox::FolderName::Sent);
    house.later(Duration::minutes(6)).await;
    anna.hears_everything().await;
    if sent.iter().any(|mail| mail.subject == "One more thing") {
        loop {
            house.later(Duration::minutes(1)).await;
            if anna.says("/history 1").await.text().contains("One more thing") {
                break;
            }
        }
    }
}

#[tokio::test]
async fn a_mailbox_that_is_not_reached_for_hours_is_told_once_and_read_when_it_is_back() {
    let World { house, anna, room, joe, mail } = world().await;
    let servers = room.servers().unwrap();
    room.stop();
    house.later(Duration::minutes(90)).await;
    house.later(Duration::minutes(40)).await;
    let told = anna.hears_until("anna@ours.com").await;
    told.sees("not been able to read anna@ours.com for two hours").sees("Nothing listens on that port");
    joe.answers(mail.id, "We take 500.").unwrap();
    house.later(Duration::hours(5)).await;
    let ports = renmai_sandbox::MailPorts { smtp: servers.smtp.port(), imap: servers.imap.port() };
    room.start(ports).await.unwrap();
    house.later(Duration::minutes(2)).await;
    // Told once: the next that comes is the answer.
    anna.hears().await.sees("answered").sees("We take 500.");
}
