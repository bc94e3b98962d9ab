//! Who is erased is in no table, and on SQLite in no byte of any file in the book's folder.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail anywhere")]

mod house;

use chrono::TimeDelta;
use renmai_core::book::Book;
use renmai_core::store::{Engine, Erased, Scope, Store};
use renmai_core::vocabulary::Field;
use sqlx::{AnyConnection, Connection as _};

use crate::house::{House, TOLD, WORDS, now};

#[tokio::test]
async fn nothing_of_who_was_erased_is_left() {
    let house = House::new().await;
    let contact = house.add(TOLD).await;
    house.talks_about(&contact).await;
    assert!(WORDS.iter().all(|word| *word == "90182077" || word.len() > 4));
    assert!(!house.found().await.is_empty());
    let mut tx = house.store.begin().await.unwrap();
    while tx.index_rest().await.unwrap() {}
    tx.commit().await.unwrap();
    assert!(house.indexed().await.len() > 10);
    house.forgets(&contact).await;
    house.holds_nothing().await;
    // What is others' stays.
    let mut tx = house.store.begin().await.unwrap();
    let chat = house.owner.telegram;
    let waiting = tx.claim_messages(now(), 9).await.unwrap();
    assert_eq!(waiting.iter().map(|message| message.key.as_deref().unwrap()).collect::<Vec<_>>(), ["other"]);
    assert_eq!(tx.keyed_message(chat, "sent").await.unwrap(), renmai_core::store::KeyedMessage::Message(9));
    drop(tx);
    let left = "select count(*) from file where name = 'others.csv'";
    let mut connection = AnyConnection::connect(house.scratch.url()).await.unwrap();
    for (text, count) in [
        (left, 1),
        ("select count(*) from draft", 1),
        ("select count(*) from suppression", 1),
        ("select count(*) from contact where name is not null", 210),
    ] {
        let found: i64 = sqlx::query_scalar(text).fetch_one(&mut connection).await.unwrap();
        assert_eq!(found, count, "{text}");
    }
}

#[tokio::test]
async fn who_was_merged_goes_with_the_one_that_stayed() {
    let house = House::new().await;
    let gone = house.add(TOLD).await;
    house.talks_about(&gone).await;
    let stays = house.add(&[(Field::Name, "Zyxwa Q."), (Field::Company, "Krangworks")]).await;
    let mut tx = house.store.begin().await.unwrap();
    let gone = tx.contact(Scope::of(&house.owner), gone.no).await.unwrap().unwrap();
    Book::new(&mut tx, &house.owner, now()).merge(&stays, &gone, Some("was Zyxwa Qvortex")).await.unwrap();
    tx.commit().await.unwrap();
    house.forgets(&stays).await;
    house.holds_nothing().await;
    while house.undoes().await {}
    assert_eq!(house.found().await, Vec::<String>::new());
}

#[tokio::test]
async fn who_was_split_off_again_leaves_nothing_with_the_other() {
    let house = House::new().await;
    let gone = house.add(TOLD).await;
    let stays = house.add(&[(Field::Name, "Ida Berg")]).await;
    let mut tx = house.store.begin().await.unwrap();
    Book::new(&mut tx, &house.owner, now()).merge(&stays, &gone, Some("was Zyxwa Qvortex")).await.unwrap();
    tx.commit().await.unwrap();
    assert!(house.undoes().await);
    house.forgets(&gone).await;
    let ida = house.again(&stays).await;
    assert_eq!(ida.profile.name.as_deref(), Some("Ida Berg"));
    house.holds_nothing().await;
}

#[tokio::test]
async fn who_was_added_and_taken_back_before_is_erased_with_the_one_that_stands() {
    let house = House::new().await;
    house.add(TOLD).await;
    assert!(house.undoes().await);
    let contact = house.add(TOLD).await;
    house.forgets(&contact).await;
    house.holds_nothing().await;
    while house.undoes().await {}
    assert_eq!(house.found().await, Vec::<String>::new());
}

#[tokio::test]
async fn what_a_crash_left_owed_is_paid_by_the_next_start() {
    let mut house = House::new().await;
    let contact = house.add(TOLD).await;
    assert_eq!(house.store.keep_up(now()).await.unwrap(), None);
    house.forgets(&contact).await;
    house.store = Store::open(house.scratch.url()).await.unwrap();
    house.holds_nothing().await;
}

#[tokio::test]
async fn a_reader_of_what_was_holds_it_up_and_no_longer() {
    let house = House::new().await;
    if house.store.engine() == Engine::Postgres {
        return;
    }
    let contact = house.add(TOLD).await;
    let mut reader = AnyConnection::connect(house.scratch.url()).await.unwrap();
    sqlx::raw_sql("begin; select count(*) from contact").execute(&mut reader).await.unwrap();
    house.forgets(&contact).await;
    assert_eq!(house.store.keep_up(now()).await.unwrap(), Some(Erased::HeldUp));
    sqlx::raw_sql("commit").execute(&mut reader).await.unwrap();
    house.holds_nothing().await;
}

#[tokio::test]
async fn what_was_used_goes_once_on_a_day_without_a_start() {
    let house = House::new().await;
    let chat = house.owner.telegram;
    assert_eq!(house.store.keep_up(now()).await.unwrap(), None);
    let mut tx = house.store.begin().await.unwrap();
    let old = tx.keep_file(chat, "old.csv", b"name\nIda\n", now() - TimeDelta::days(15)).await.unwrap();
    let new = tx.keep_file(chat, "new.csv", b"name\nIda\n", now()).await.unwrap();
    tx.commit().await.unwrap();
    let there = async |file| house.store.read().await.unwrap().kept_file(chat, file).await.unwrap().is_some();
    house.store.keep_up(now() + TimeDelta::hours(1)).await.unwrap();
    assert!(there(old).await, "once on a day");
    house.store.keep_up(now() + TimeDelta::days(1)).await.unwrap();
    assert!(!there(old).await && there(new).await);
}

#[tokio::test]
async fn what_an_older_version_left_in_the_file_goes_when_the_book_is_next_kept_up() {
    let mut house = House::new().await;
    if house.store.engine() == Engine::Postgres {
        return;
    }
    house.store.keep_up(now()).await.unwrap();
    house.store.close().await;
    // It did not write over what it deleted, and did not mark its files.
    let mut old = AnyConnection::connect(house.scratch.url()).await.unwrap();
    sqlx::raw_sql(
        "pragma secure_delete = off; insert into search (member_id, text, at) select 1, 'quuxnote ' || value, 0 \
         from json_each('[1,2,3,4,5,6,7,8,9]'); delete from search; pragma application_id = 0",
    )
    .execute(&mut old)
    .await
    .unwrap();
    old.close().await.unwrap();
    assert!(!house.found().await.is_empty());
    house.store = Store::open(house.scratch.url()).await.unwrap();
    house.holds_nothing().await;
}
