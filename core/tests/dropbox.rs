//! The dropbox and the book: what a mail there leads to is on disk whole or not at all, and once.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail anywhere")]

use chrono::{DateTime, TimeDelta, Utc};
use renmai_core::book::mail::{Arrived, Dropped, Heard, What, take_from_dropbox};
use renmai_core::book::{Added, Book, Doubt, found_team, open_code};
use renmai_core::contact::{Contact, Profile};
use renmai_core::email::Email;
use renmai_core::interaction::Interaction;
use renmai_core::mail::dropbox::Dropbox;
use renmai_core::mail::envelope::Envelope;
use renmai_core::mail::mailbox::{Sealed, Server};
use renmai_core::mail::reading::{self, forwarded};
use renmai_core::read::Draft;
use renmai_core::store::{FolderMark, Scope, Store, Tx};
use renmai_core::team::{Member, Newcomer};
use renmai_core::vocabulary::{InteractionKind, Lang, Role, Security};
use renmai_testing::Scratch;
use sqlx::{AnyConnection, Connection as _};

fn now() -> DateTime<Utc> {
    "2026-11-23T02:00:00Z".parse().unwrap()
}

struct Desk {
    scratch: Scratch,
    store: Store,
    dropbox: Dropbox,
    owner: Member,
    anna: Member,
    /// Of Anna's address.
    token: String,
}

fn somebody(telegram: i64, name: &str) -> Newcomer {
    Newcomer { telegram, name: name.into(), username: None, lang: Lang::En }
}

impl Desk {
    async fn new() -> Desk {
        let scratch = Scratch::new().await;
        let store = Store::open(scratch.url()).await.unwrap();
        let dropbox = Dropbox {
            address: Email::parse("log@ours.com").unwrap(),
            imap: Server { host: "127.0.0.1".into(), port: 143, security: Security::None },
            login: "log".into(),
            sealed: Sealed { key: "k".into(), text: "t".into() },
            refused: None,
            set_at: now(),
        };
        let mut tx = store.begin().await.unwrap();
        tx.set_dropbox(&dropbox).await.unwrap();
        let (owner, _) = found_team(&mut tx, &somebody(1, "Wang"), "Ours", now()).await.unwrap();
        let given = Book::new(&mut tx, &owner, now()).invite(Role::Salesperson).await.unwrap();
        open_code(&mut tx, &somebody(2, "Anna"), &given.code, "", now()).await.unwrap().unwrap();
        let anna = tx.member_by_telegram(2).await.unwrap().unwrap();
        let address = Book::new(&mut tx, &anna, now()).dropbox_address().await.unwrap().unwrap();
        tx.commit().await.unwrap();
        let token = dropbox.tokens(format!("To: {address}\r\n").as_bytes()).remove(0);
        Desk { scratch, store, dropbox, owner, anna, token }
    }

    async fn adds(&self, by: &Member, address: &str) -> Contact {
        let profile = Profile {
            name: Some(address.into()),
            email: Some(Email::parse(address).unwrap()),
            ..Profile::default()
        };
        let mut tx = self.store.begin().await.unwrap();
        let draft = Draft { profile, ..Draft::default() };
        let Added::New(done) = Book::new(&mut tx, by, now()).add(&draft, Doubt::Ask).await.unwrap() else {
            panic!("not added")
        };
        tx.commit().await.unwrap();
        done.contact
    }

    async fn takes(&self, tx: &mut Tx, mail: &str) -> Vec<Dropped> {
        let mail = mail.replace('\n', "\r\n").into_bytes();
        let (envelope, reading) = (Envelope::of(&mail), reading::read(&mail).unwrap());
        let hash = reading::hash(&mail);
        let arrived = Arrived { envelope: &envelope, reading: &reading, bytes_hash: &hash };
        let tokens = self.dropbox.tokens(&mail);
        take_from_dropbox(tx, &self.dropbox, &tokens, &arrived, forwarded(&mail).as_ref(), now())
            .await
            .unwrap()
    }

    async fn commits(&self, mail: &str) -> Vec<Dropped> {
        let mut tx = self.store.begin().await.unwrap();
        let dropped = self.takes(&mut tx, mail).await;
        tx.commit().await.unwrap();
        dropped
    }

    async fn history(&self, contact: &Contact) -> Vec<Interaction> {
        let mut tx = self.store.read().await.unwrap();
        tx.interactions(Scope::of(&self.owner), contact.id, 50).await.unwrap()
    }

    fn copy(&self, id: &str, more: &str) -> String {
        let token = &self.token;
        format!(
            "Delivered-To: log+{token}@ours.com\nFrom: anna@ours.com\nTo: joe@acme.com\nMessage-ID: <{id}@ours.com>\n\
             Subject: Samples\n{more}\nTwo come by courier.\n"
        )
    }
}

#[tokio::test]
async fn who_dies_between_two_steps_logs_it_once() {
    let desk = Desk::new().await;
    let joe = desk.adds(&desk.anna, "joe@acme.com").await;
    let mail = desk.copy("a", "");
    let mark = FolderMark { uid_validity: 7, uid_next: 2 };
    // Dead before the commit: nothing of it is there, neither what was logged, nor that it was read, nor how far.
    let mut tx = desk.store.begin().await.unwrap();
    assert_eq!(desk.takes(&mut tx, &mail).await.len(), 1);
    tx.set_dropbox_mark("INBOX", mark).await.unwrap();
    drop(tx);
    assert!(desk.history(&joe).await.is_empty());
    assert_eq!(desk.store.read().await.unwrap().dropbox_mark("INBOX").await.unwrap(), None);
    // Read again, it is logged; and read once more, since the position may be lost, it is known.
    for logged in [1, 0, 0] {
        let mut tx = desk.store.begin().await.unwrap();
        assert_eq!(desk.takes(&mut tx, &mail).await.len(), logged);
        tx.set_dropbox_mark("INBOX", mark).await.unwrap();
        tx.commit().await.unwrap();
    }
    assert_eq!(desk.history(&joe).await.len(), 1);
    assert_eq!(desk.store.read().await.unwrap().dropbox_mark("INBOX").await.unwrap(), Some(mark));
}

#[tokio::test]
async fn a_copy_is_dated_as_it_says_unless_that_cannot_be() {
    let desk = Desk::new().await;
    let joe = desk.adds(&desk.anna, "joe@acme.com").await;
    for (id, date, at) in [
        ("a", "Date: Fri, 20 Nov 2026 10:00:00 +0800\n", "2026-11-20T02:00:00Z"),
        ("b", "Date: Fri, 20 Nov 2027 10:00:00 +0800\n", "2026-11-23T02:00:00Z"),
        ("c", "Date: Tue, 20 Nov 2001 10:00:00 +0800\n", "2026-11-23T02:00:01Z"),
    ] {
        desk.commits(&desk.copy(id, date)).await;
        let at: DateTime<Utc> = at.parse().unwrap();
        let history = desk.history(&joe).await;
        let logged = history.iter().find(|logged| logged.at == at);
        let logged = logged.unwrap_or_else(|| panic!("{id}: {history:?}"));
        assert_eq!((logged.kind, logged.summary.as_str()), (InteractionKind::Sent, "Samples"));
        assert_eq!(logged.by, desk.anna.id);
    }
}

#[tokio::test]
async fn several_people_are_one_change() {
    let desk = Desk::new().await;
    let joe = desk.adds(&desk.anna, "joe@acme.com").await;
    let sue = desk.adds(&desk.anna, "sue@bolt.com").await;
    let mail = desk.copy("a", "Cc: sue@bolt.com, log@ours.com, new@person.net\n");
    let dropped = desk.commits(&mail).await;
    let [Dropped { what: What::Logged { many, elsewhere, .. }, .. }] = dropped.as_slice() else {
        panic!("{dropped:?}")
    };
    assert_eq!((many.changed.len(), elsewhere.len()), (2, 0));
    assert_eq!((desk.history(&joe).await.len(), desk.history(&sue).await.len()), (1, 1));
    let mut tx = desk.store.begin().await.unwrap();
    Book::new(&mut tx, &desk.anna, now()).undo(None).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    assert_eq!((desk.history(&joe).await.len(), desk.history(&sue).await.len()), (0, 0));
}

#[tokio::test]
async fn a_removed_member_and_a_revoked_token_count_for_nobody_then_and_later() {
    let desk = Desk::new().await;
    let joe = desk.adds(&desk.owner, "joe@acme.com").await;
    let mail = desk.copy("a", "");
    let mut tx = desk.store.begin().await.unwrap();
    Book::new(&mut tx, &desk.owner, now()).remove(&desk.anna, None).await.unwrap();
    tx.commit().await.unwrap();
    assert!(desk.commits(&mail).await.is_empty());
    let mut tx = desk.store.begin().await.unwrap();
    Book::new(&mut tx, &desk.owner, now() + TimeDelta::minutes(1)).undo(None).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    // Back, their address works again; what came meanwhile was seen.
    assert!(desk.commits(&mail).await.is_empty());
    assert_eq!(desk.commits(&desk.copy("b", "")).await.len(), 1);
    let mut tx = desk.store.begin().await.unwrap();
    let renewed = Book::new(&mut tx, &desk.anna, now()).renew_dropbox_address().await.unwrap().unwrap();
    tx.commit().await.unwrap();
    assert!(!renewed.contains(&desk.token) && renewed == renewed.to_lowercase(), "{renewed}");
    assert!(desk.commits(&desk.copy("c", "")).await.is_empty());
    assert!(desk.history(&joe).await.is_empty(), "it is another's contact");
}

#[tokio::test]
async fn a_colleagues_contact_stays_behind_the_wall_and_is_not_lost_for_them() {
    let desk = Desk::new().await;
    let joe = desk.adds(&desk.owner, "joe@acme.com").await;
    let mut tx = desk.store.begin().await.unwrap();
    let address = Book::new(&mut tx, &desk.owner, now()).dropbox_address().await.unwrap().unwrap();
    tx.commit().await.unwrap();
    let theirs = format!("log+{}@ours.com", desk.token);
    let answer = |to: &str, text: &str| {
        let id = text.len();
        format!(
            "Delivered-To: {to}\nFrom: Joe <joe@acme.com>\nTo: us@ours.com\nMessage-ID: <j{id}@acme.com>\n\
             Subject: Price\n\n{text}\n"
        )
    };
    // By Anna's address nothing of it is logged, and the same mail by the owner's is.
    for (to, logged) in [(theirs.as_str(), 0), (address.as_str(), 1), (address.as_str(), 1)] {
        let dropped = desk.commits(&answer(to, "What is the price?")).await;
        if to == theirs {
            let What::Unknown { elsewhere, .. } = &dropped[0].what else { panic!("{dropped:?}") };
            assert_eq!(elsewhere.len(), 1);
        }
        assert_eq!(desk.history(&joe).await.len(), logged, "{to}");
    }
    // Who wants no more mail is heard by whichever way they say it.
    let dropped = desk.commits(&answer(&theirs, "Please remove me from your list.")).await;
    let What::Heard(heard) = &dropped[0].what else { panic!("{dropped:?}") };
    assert!(matches!(heard.as_slice(), [Heard::OptedOut(_)]), "{heard:?}");
}

#[tokio::test]
async fn no_header_opens_the_wall() {
    let desk = Desk::new().await;
    let joe = desk.adds(&desk.owner, "joe@acme.com").await;
    for (id, head) in [
        "Return-Path: <>",
        "X-Failed-Recipients: x@y.com",
        "Content-Type: text/plain; name=report",
        "Subject: Re: unsubscribe-abcdefgh",
    ]
    .into_iter()
    .enumerate()
    {
        let dropped = desk
            .commits(&format!(
                "Delivered-To: log+{}@ours.com\nFrom: joe@acme.com\nTo: us@ours.com\n\
                 Message-ID: <w{id}@acme.com>\n{head}\nSubject: Price\n\nWe want 500 pieces.\n",
                desk.token
            ))
            .await;
        // A report is heard, but this one names no mail of ours.
        let is_silent = match &dropped[0].what {
            What::Unknown { elsewhere, .. } => elsewhere.len() == 1,
            What::Heard(heard) => heard.is_empty(),
            What::Logged { .. } => false,
        };
        assert!(is_silent, "{head}: {dropped:?}");
        assert!(desk.history(&joe).await.is_empty(), "{head}");
    }
}

#[tokio::test]
async fn what_a_rule_sends_on_is_no_mail_of_the_members() {
    let desk = Desk::new().await;
    let joe = desk.adds(&desk.anna, "joe@acme.com").await;
    for (id, head) in [
        "From: jonas@acme.com\nTo: anna@ours.com\nCc: joe@acme.com",
        "From: stranger@person.net\nTo: anna@ours.com",
        "Delivered-To: anna@private.net\nFrom: stranger@person.net\nTo: anna@private.net",
    ]
    .into_iter()
    .enumerate()
    {
        let token = &desk.token;
        let mail = format!(
            "Delivered-To: log+{token}@ours.com\n{head}\nMessage-ID: <r{id}@x.com>\nSubject: A\n\nHello.\n"
        );
        let dropped = desk.commits(&mail).await;
        assert!(dropped.is_empty(), "{head}: {dropped:?}");
        assert!(desk.history(&joe).await.is_empty(), "{head}");
    }
}

#[tokio::test]
async fn only_what_a_token_of_ours_names_is_marked_and_not_for_ever() {
    let desk = Desk::new().await;
    let count = async || {
        let mut beside = AnyConnection::connect(desk.scratch.url()).await.unwrap();
        let asked = sqlx::query_scalar::<_, i64>("select count(*) from dropbox_seen");
        let count = asked.fetch_one(&mut beside).await.unwrap();
        beside.close().await.unwrap();
        count
    };
    for token in ["abcdefgh", "anna", "x"] {
        desk.commits(&desk.copy("a", "").replace(&desk.token, token)).await;
    }
    assert_eq!(count().await, 0);
    desk.commits(&desk.copy("a", "")).await;
    assert_eq!(count().await, 1);
    for (days, left) in [(59, 1), (61, 0)] {
        let mut tx = desk.store.begin().await.unwrap();
        tx.sweep(now() + TimeDelta::days(days)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(count().await, left, "{days}");
    }
}

#[tokio::test]
async fn what_is_passed_on_without_its_name_counts_once() {
    let desk = Desk::new().await;
    let joe = desk.adds(&desk.anna, "joe@acme.com").await;
    let token = &desk.token;
    // It came by itself, and the copy was sent; both are passed on by hand later.
    desk.commits(&format!(
        "Delivered-To: log+{token}@ours.com\nFrom: Joe <joe@acme.com>\nTo: anna@ours.com\nMessage-ID: <j@acme.com>\n\
         Date: Fri, 20 Nov 2026 10:00:00 +0800\nSubject: Re: Price\n\nWe want\n500 pieces by May.\n"
    ))
    .await;
    desk.commits(&desk.copy("a", "Date: Fri, 20 Nov 2026 10:00:00 +0800\n")).await;
    assert_eq!(desk.history(&joe).await.len(), 2);
    let passed = |id: u8, from: &str, to: &str, subject: &str, text: &str| {
        format!(
            "From: anna@ours.com\nTo: log+{token}@ours.com\nMessage-ID: <f{id}@ours.com>\nSubject: Fwd: {subject}\n\n\
             ---------- Forwarded message ---------\nFrom: {from}\nDate: Fri, 20 Nov 2026 at 10:00\n\
             Subject: {subject}\nTo: {to}\n\n{text}\n"
        )
    };
    for (id, from, to, subject, text, logged) in [
        (1, "Joe <joe@acme.com>", "anna@ours.com", "Re: Price", "We want 500 pieces\nby May.", 2),
        (2, "Anna <anna@ours.com>", "Joe <joe@acme.com>", "Samples", "Two come by courier.", 2),
        (3, "Joe <joe@acme.com>", "anna@ours.com", "Re: Price", "We want 600 pieces by May.", 3),
        (4, "Anna <anna@ours.com>", "Joe <joe@acme.com>", "Drawings", "Two come by courier.", 4),
    ] {
        desk.commits(&passed(id, from, to, subject, text)).await;
        assert_eq!(desk.history(&joe).await.len(), logged, "{id}");
    }
}

#[tokio::test]
async fn a_sent_mail_that_is_passed_on_later_is_the_touch_that_it_was() {
    let desk = Desk::new().await;
    let joe = desk.adds(&desk.anna, "joe@acme.com").await;
    let passed = |note: &str| {
        format!(
            "From: anna@ours.com\nTo: log+{}@ours.com\nMessage-ID: <f{note}@ours.com>\nSubject: Fwd: Samples\n\n{note}\n\n\
             ---------- Forwarded message ---------\nFrom: Anna <anna@ours.com>\n\
             Date: Fri, 20 Nov 2026 10:00:00 +0800\nSubject: Samples\nTo: Joe <joe@acme.com>\n\nTwo come.\n",
            desk.token
        )
    };
    for note in ["forgot", "again"] {
        desk.commits(&passed(note)).await;
        let history = desk.history(&joe).await;
        assert_eq!(history.len(), 1);
        assert_eq!(history[0].at, "2026-11-20T02:00:00Z".parse::<DateTime<Utc>>().unwrap());
    }
}

#[tokio::test]
async fn set_anew_it_is_read_on_and_another_one_from_its_beginning() {
    let desk = Desk::new().await;
    let mark = FolderMark { uid_validity: 7, uid_next: 9 };
    let mut tx = desk.store.begin().await.unwrap();
    tx.set_dropbox_mark("INBOX", mark).await.unwrap();
    assert!(tx.refuse_dropbox(&desk.dropbox, "wrong password").await.unwrap());
    assert!(!tx.refuse_dropbox(&desk.dropbox, "wrong password").await.unwrap(), "told once");
    let sealed = Sealed { key: "k".into(), text: "new".into() };
    let anew = Dropbox { sealed, ..desk.dropbox.clone() };
    tx.set_dropbox(&anew).await.unwrap();
    assert!(!tx.refuse_dropbox(&desk.dropbox, "late").await.unwrap(), "that was the one before");
    assert_eq!(tx.dropbox().await.unwrap().unwrap().refused, None);
    assert_eq!(tx.dropbox_mark("INBOX").await.unwrap(), Some(mark));
    let other = Dropbox { address: Email::parse("copies@ours.com").unwrap(), ..anew };
    tx.set_dropbox(&other).await.unwrap();
    assert_eq!(tx.dropbox_mark("INBOX").await.unwrap(), None);
    let address = Book::new(&mut tx, &desk.anna, now()).dropbox_address().await.unwrap().unwrap();
    assert_eq!(address, format!("copies+{}@ours.com", desk.token));
    assert!(tx.remove_dropbox().await.unwrap() && !tx.remove_dropbox().await.unwrap());
    assert_eq!(Book::new(&mut tx, &desk.anna, now()).dropbox_address().await.unwrap(), None);
}
