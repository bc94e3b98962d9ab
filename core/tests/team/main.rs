//! The team's use cases against a real file: codes, joining, handing a whole book over and back, settings.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail anywhere")]

mod codes;

use chrono::{DateTime, TimeZone as _, Utc};
use renmai_core::book::{
    Added, Book, Doubt, Opened, Setting, TeamWish, UndoError, Wish, found_team, open_code,
};
use renmai_core::contact::{Contact, Profile};
use renmai_core::email::Email;
use renmai_core::interaction::Happened;
use renmai_core::read::Draft;
use renmai_core::store::{Scope, Store, Tx};
use renmai_core::team::{Member, Newcomer};
use renmai_core::vocabulary::{ContactNo, Grade, InteractionKind, Lang, Role, Verb};
use renmai_testing::Scratch;

/// Monday, 10:00 in Shanghai.
fn monday() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 23, 2, 0, 0).unwrap()
}

async fn store() -> (Scratch, Store) {
    let scratch = Scratch::new().await;
    let store = Store::open(scratch.url()).await.unwrap();
    (scratch, store)
}

fn newcomer(telegram: i64, name: &str) -> Newcomer {
    Newcomer { telegram, name: name.into(), username: None, lang: Lang::En }
}

async fn owner(tx: &mut Tx) -> Member {
    found_team(tx, &newcomer(1, "Wang"), "Brightway", monday()).await.unwrap().0
}

/// Somebody who joins by an invite of `by`.
async fn joins(tx: &mut Tx, by: &Member, telegram: i64, name: &str, role: Role) -> Member {
    let given = Book::new(tx, by, monday()).invite(role).await.unwrap();
    match open_code(tx, &newcomer(telegram, name), &given.code, "", monday()).await.unwrap() {
        Some(Opened::Joined { member, .. }) => member,
        other => panic!("{other:?}"),
    }
}

async fn adds(tx: &mut Tx, by: &Member, name: &str) -> Contact {
    let email = Email::parse(&format!("{name}@{name}.de")).unwrap();
    let profile = Profile { name: Some(name.into()), email: Some(email), ..Profile::default() };
    let draft = Draft { profile, grade: Some(Grade::A), ..Draft::default() };
    match Book::new(tx, by, monday()).add(&draft, Doubt::Ask).await.unwrap() {
        Added::New(done) => done.contact,
        other => panic!("{other:?}"),
    }
}

async fn reads(tx: &mut Tx, by: &Member, no: ContactNo) -> Contact {
    tx.contact(Scope::whole_team(by), no).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_whole_book_is_handed_over_and_comes_back() {
    let (_folder, store) = store().await;
    let mut tx = store.begin().await.unwrap();
    let wang = owner(&mut tx).await;
    let anna = joins(&mut tx, &wang, 3, "Anna", Role::Salesperson).await;
    let lina = joins(&mut tx, &wang, 4, "Lina", Role::Salesperson).await;
    for name in ["ada", "ben", "cem"] {
        adds(&mut tx, &anna, name).await;
    }
    let hers = adds(&mut tx, &lina, "dan").await;

    let removed = Book::new(&mut tx, &wang, monday()).remove(&anna, Some(&lina)).await.unwrap();
    assert_eq!(removed.contacts, 3);
    assert!(tx.member_by_telegram(3).await.unwrap().is_none());
    for no in 1..=3 {
        let contact = reads(&mut tx, &wang, ContactNo(no)).await;
        assert_eq!(contact.owner, Some(lina.id));
        assert!(contact.due.is_some(), "#{no} is due for the new owner");
        let changes = tx.changes(Scope::whole_team(&wang), contact.id, 10).await.unwrap();
        assert_eq!(changes.first().map(|change| change.verb), Some(Verb::Assigned), "the history says so");
    }

    let undone = Book::new(&mut tx, &wang, monday()).undo(None).await.unwrap().unwrap();
    assert_eq!((undone.verb, undone.contacts), (Verb::Removed, 3));
    assert_eq!(tx.member_by_telegram(3).await.unwrap().map(|member| member.id), Some(anna.id));
    for no in 1..=3 {
        let contact = reads(&mut tx, &wang, ContactNo(no)).await;
        assert_eq!(contact.owner, Some(anna.id));
        assert!(contact.due.is_some());
        let changes = tx.changes(Scope::whole_team(&wang), contact.id, 10).await.unwrap();
        assert!(changes.first().is_some_and(|change| change.undone_at.is_some()));
    }
    assert_eq!(reads(&mut tx, &wang, hers.no).await.owner, Some(lina.id));
    assert_eq!(Book::new(&mut tx, &lina, monday()).undo(None).await.unwrap().unwrap().verb, Verb::Added);
}

#[tokio::test]
async fn in_the_pool_nothing_is_due_and_it_is_again_when_it_comes_back() {
    let (_folder, store) = store().await;
    let mut tx = store.begin().await.unwrap();
    let wang = owner(&mut tx).await;
    let anna = joins(&mut tx, &wang, 3, "Anna", Role::Salesperson).await;
    let contact = adds(&mut tx, &anna, "ada").await;
    assert!(contact.due.is_some());
    Book::new(&mut tx, &wang, monday()).remove(&anna, None).await.unwrap();
    let pooled = reads(&mut tx, &wang, contact.no).await;
    assert_eq!((pooled.owner, pooled.due), (None, None));
    Book::new(&mut tx, &wang, monday()).undo(None).await.unwrap().unwrap();
    assert_eq!(reads(&mut tx, &wang, contact.no).await.due, contact.due);
}

#[tokio::test]
async fn what_was_given_to_somebody_else_since_is_not_taken_from_them() {
    let (_folder, store) = store().await;
    let mut tx = store.begin().await.unwrap();
    let wang = owner(&mut tx).await;
    let anna = joins(&mut tx, &wang, 3, "Anna", Role::Salesperson).await;
    let contact = adds(&mut tx, &anna, "ada").await;
    let erased = adds(&mut tx, &anna, "ben").await;
    let removed = Book::new(&mut tx, &wang, monday()).remove(&anna, None).await.unwrap();
    // Who was erased meanwhile is in nobody's way.
    let erased = reads(&mut tx, &wang, erased.no).await;
    Book::new(&mut tx, &wang, monday()).forget(&erased).await.unwrap();
    let contact = reads(&mut tx, &wang, contact.no).await;
    let moved = Book::new(&mut tx, &wang, monday()).assign(&contact, Some(&wang)).await.unwrap();
    let number = Some(removed.change.number());
    tx.savepoint();
    let refused = Book::new(&mut tx, &wang, monday()).undo(number).await.unwrap();
    assert_eq!(refused, Err(UndoError::ChangedSince));
    tx.rollback_to_savepoint().await.unwrap();
    let back = moved.change.map(|change| change.number());
    Book::new(&mut tx, &wang, monday()).undo(back).await.unwrap().unwrap();
    let undone = Book::new(&mut tx, &wang, monday()).undo(number).await.unwrap().unwrap();
    assert_eq!(undone.contacts, 1);
}

#[tokio::test]
async fn who_was_removed_may_join_again_and_then_the_removal_stands() {
    let (_folder, store) = store().await;
    let mut tx = store.begin().await.unwrap();
    let wang = owner(&mut tx).await;
    let anna = joins(&mut tx, &wang, 3, "Anna", Role::Salesperson).await;
    let removed = Book::new(&mut tx, &wang, monday()).remove(&anna, None).await.unwrap();
    let again = joins(&mut tx, &wang, 3, "Anna", Role::Salesperson).await;
    assert_ne!(again.id, anna.id);
    let number = Some(removed.change.number());
    let refused = Book::new(&mut tx, &wang, monday()).undo(number).await.unwrap();
    assert_eq!(refused, Err(UndoError::ChangedSince));
}

#[tokio::test]
async fn cadence_zone_and_days_settle_the_follow_ups_anew() {
    let (_folder, store) = store().await;
    let mut tx = store.begin().await.unwrap();
    let wang = owner(&mut tx).await;
    let contact = adds(&mut tx, &wang, "ada").await;
    Book::new(&mut tx, &wang, monday())
        .log(&contact, &Happened::new(InteractionKind::Sent, "hello"), None, monday())
        .await
        .unwrap()
        .unwrap();
    let due = async |tx: &mut Tx| reads(tx, &wang, contact.no).await.due.map(|due| due.on.to_string());
    assert_eq!(due(&mut tx).await.as_deref(), Some("2026-11-30"));

    let team = tx.team(wang.team).await.unwrap();
    let wish = TeamWish::parse(Setting::Cadence, "A=5", &team).unwrap();
    Book::new(&mut tx, &wang, monday()).settle_for_team(&wish).await.unwrap().unwrap();
    assert_eq!(due(&mut tx).await.as_deref(), Some("2026-11-30"), "Saturday is no working day");
    let weekend = Wish::parse(Setting::Days, "daily", monday().date_naive()).unwrap();
    let (wang, _) = Book::new(&mut tx, &wang, monday()).settle_for_me(weekend).await.unwrap().unwrap();
    assert_eq!(due(&mut tx).await.as_deref(), Some("2026-11-28"));
    // At 02:00 UTC it is still Sunday in Los Angeles.
    let west = Wish::Zone(chrono_tz::America::Los_Angeles);
    let (wang, _) = Book::new(&mut tx, &wang, monday()).settle_for_me(west).await.unwrap().unwrap();
    assert_eq!(due(&mut tx).await.as_deref(), Some("2026-11-27"));
    assert!(Book::new(&mut tx, &wang, monday()).settle_for_me(west).await.unwrap().is_none(), "so already");
    for want in ["2026-11-28", "2026-11-30", "2026-11-30"] {
        Book::new(&mut tx, &wang, monday()).undo(None).await.unwrap().unwrap();
        assert_eq!(due(&mut tx).await.as_deref(), Some(want));
    }
}

#[tokio::test]
async fn settings_are_read_as_people_type_them() {
    let (_folder, store) = store().await;
    let mut tx = store.begin().await.unwrap();
    let team = owner(&mut tx).await.team;
    let team = tx.team(team).await.unwrap();
    for (text, want) in [
        ("A=5 B=10 C=off", Some((Some(5), Some(10), None))),
        ("b=21", Some((Some(7), Some(21), Some(90)))),
        ("A：3天，C＝关", Some((Some(3), Some(14), None))),
        ("", None),
        ("A", None),
        ("A=0", None),
        ("A=-1", None),
        ("A=99999", None),
        ("D=5", None),
    ] {
        let cadence = match TeamWish::parse(Setting::Cadence, text, &team) {
            Some(TeamWish::Cadence(cadence)) => Some((cadence.a, cadence.b, cadence.c)),
            _ => None,
        };
        assert_eq!(cadence, want, "{text}");
    }
    assert_eq!(TeamWish::parse(Setting::Name, "  ", &team), None);
    assert_eq!(TeamWish::parse(Setting::Name, &"x".repeat(201), &team), None);
    assert_eq!(TeamWish::parse(Setting::Address, "无", &team), Some(TeamWish::Address(None)));
    let today = "2026-11-23".parse().unwrap();
    let away = |text| Wish::parse(Setting::Away, text, today);
    assert_eq!(away("off"), Some(Wish::Away(None)));
    assert_eq!(away("2026-12-20"), Some(Wish::Away("2026-12-20".parse().ok())));
    assert_eq!(away("today"), None);
    assert_eq!(away("2026-11-01"), None);
}
