//! The codes by which a team is founded and joined.

use chrono::TimeDelta;
use renmai_core::book::{Book, Opened, Wish, found_team, open_code, open_deployment};
use renmai_core::store::{Engine, Scope, Store};
use renmai_core::vocabulary::Role;

use super::{joins, monday, newcomer, owner, store};

#[tokio::test]
async fn the_owner_link_founds_one_team_and_only_the_newest_works() {
    let (scratch, store) = store().await;
    let mut tx = store.begin().await.unwrap();
    let first = open_deployment(&mut tx, monday()).await.unwrap().unwrap();
    let second = open_deployment(&mut tx, monday()).await.unwrap().unwrap();
    assert_ne!(first, second);
    let wang = newcomer(1, "Wang");
    assert_eq!(open_code(&mut tx, &wang, &first, "Wang's team", monday()).await.unwrap(), None);
    let opened = open_code(&mut tx, &wang, &second, "Wang's team", monday()).await.unwrap();
    let Some(Opened::Founded(owner, team)) = opened else { panic!("{opened:?}") };
    assert_eq!((owner.role, team.name.as_str()), (Role::Owner, "Wang's team"));
    assert_eq!(open_code(&mut tx, &newcomer(2, "Sam"), &second, "", monday()).await.unwrap(), None, "used");
    assert_eq!(open_deployment(&mut tx, monday()).await.unwrap(), None);
    tx.commit().await.unwrap();
    store.close().await;
    // A server's disk is not for us to read.
    let Some(file) = Engine::file(scratch.url()) else { return };
    let book = std::fs::read(file).unwrap();
    for code in [first, second] {
        assert!(!book.windows(code.len()).any(|bytes| bytes == code.as_bytes()), "a code is on disk");
    }
}

#[tokio::test]
async fn an_invite_works_once_for_seven_days_and_until_it_is_revoked() {
    let (_folder, store) = store().await;
    let mut tx = store.begin().await.unwrap();
    let wang = owner(&mut tx).await;
    let sam = newcomer(9, "Sam");
    let given = Book::new(&mut tx, &wang, monday()).invite(Role::Salesperson).await.unwrap();
    let late = monday() + TimeDelta::days(7);
    assert_eq!(open_code(&mut tx, &sam, &given.code, "", late).await.unwrap(), None, "expired");
    assert_eq!(open_code(&mut tx, &sam, "guessed", "", monday()).await.unwrap(), None, "wrong");
    let in_time = late - TimeDelta::seconds(1);
    assert!(open_code(&mut tx, &sam, &given.code, "", in_time).await.unwrap().is_some());
    assert_eq!(
        open_code(&mut tx, &newcomer(10, "Tom"), &given.code, "", monday()).await.unwrap(),
        None,
        "used"
    );

    let given = Book::new(&mut tx, &wang, monday()).invite(Role::Salesperson).await.unwrap();
    let number = given.invite.id.number();
    assert!(Book::new(&mut tx, &wang, monday()).revoke(number).await.unwrap().is_some());
    assert!(Book::new(&mut tx, &wang, monday()).revoke(number).await.unwrap().is_none(), "revoked already");
    assert_eq!(open_code(&mut tx, &newcomer(10, "Tom"), &given.code, "", monday()).await.unwrap(), None);
    Book::new(&mut tx, &wang, monday()).undo(None).await.unwrap().unwrap();
    assert!(open_code(&mut tx, &newcomer(10, "Tom"), &given.code, "", monday()).await.unwrap().is_some());
}

#[tokio::test]
async fn nobody_revokes_an_invite_of_another_team() {
    let (_folder, store) = store().await;
    let mut tx = store.begin().await.unwrap();
    let wang = owner(&mut tx).await;
    let (other, _) = found_team(&mut tx, &newcomer(2, "Other"), "Other", monday()).await.unwrap();
    let given = Book::new(&mut tx, &wang, monday()).invite(Role::Manager).await.unwrap();
    assert!(Book::new(&mut tx, &other, monday()).revoke(given.invite.id.number()).await.unwrap().is_none());
}

#[tokio::test]
async fn who_joins_takes_the_zone_of_who_invited() {
    let (_folder, store) = store().await;
    let mut tx = store.begin().await.unwrap();
    let wang = owner(&mut tx).await;
    let done = Book::new(&mut tx, &wang, monday()).settle_for_me(Wish::Zone(chrono_tz::Europe::Berlin)).await;
    let (wang, _) = done.unwrap().unwrap();
    let anna = joins(&mut tx, &wang, 3, "Anna", Role::Salesperson).await;
    assert_eq!(anna.schedule.zone, chrono_tz::Europe::Berlin);
    assert_eq!(anna.schedule.reminder_at.to_string(), "09:00:00");
}

#[tokio::test]
async fn the_invites_of_a_leaver_end_with_them() {
    let (_folder, store) = store().await;
    let mut tx = store.begin().await.unwrap();
    let wang = owner(&mut tx).await;
    let maria = joins(&mut tx, &wang, 2, "Maria", Role::Manager).await;
    let given = Book::new(&mut tx, &maria, monday()).invite(Role::Salesperson).await.unwrap();
    Book::new(&mut tx, &wang, monday()).remove(&maria, None).await.unwrap();
    assert_eq!(open_code(&mut tx, &newcomer(2, "Maria"), &given.code, "", monday()).await.unwrap(), None);
    Book::new(&mut tx, &wang, monday()).undo(None).await.unwrap().unwrap();
    assert!(open_code(&mut tx, &newcomer(9, "Sam"), &given.code, "", monday()).await.unwrap().is_some());
}

#[tokio::test]
async fn of_all_who_open_one_link_at_the_same_moment_one_joins() {
    let (scratch, store) = store().await;
    let mut tx = store.begin().await.unwrap();
    let wang = owner(&mut tx).await;
    let mut codes = Vec::new();
    for _ in 0..2 {
        codes.push(Book::new(&mut tx, &wang, monday()).invite(Role::Salesperson).await.unwrap());
    }
    tx.commit().await.unwrap();
    // Two processes on one book: each has its own writer.
    let other = Store::open(scratch.url()).await.unwrap();
    let opens = async |store: &Store, telegram: i64, code: &str| {
        let mut tx = store.begin().await.unwrap();
        let opened = open_code(&mut tx, &newcomer(telegram, "Anna"), code, "", monday()).await.unwrap();
        tx.commit().await.unwrap();
        opened.is_some()
    };
    let code = codes[0].code.as_str();
    let stores = [&store, &other];
    let all = (0..8).map(|n| opens(stores[n % 2], 100 + i64::try_from(n).unwrap(), code));
    let joined = futures::future::join_all(all).await;
    assert_eq!(joined.iter().filter(|joined| **joined).count(), 1, "{joined:?}");

    // Revoked while it is being opened: either that comes first, or the joining.
    let (code, number) = (codes[1].code.as_str(), codes[1].invite.id.number());
    let revokes = async {
        let mut tx = other.begin().await.unwrap();
        let revoked = Book::new(&mut tx, &wang, monday()).revoke(number).await.unwrap().is_some();
        tx.commit().await.unwrap();
        revoked
    };
    let (joined, revoked) = futures::future::join(opens(&store, 200, code), revokes).await;
    assert!(joined != revoked, "joined: {joined}, revoked: {revoked}");
    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.members(Scope::team_wide(wang.team)).await.unwrap().len(), 2 + usize::from(joined));
}
