//! A book moves from one database to another and is the same there.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail anywhere")]

use chrono::{DateTime, Utc};
use renmai_core::book::{Added, Book, Doubt, found_team};
use renmai_core::contact::{Contact, Profile};
use renmai_core::interaction::Happened;
use renmai_core::read::Draft;
use renmai_core::store::{Copied, CopyError, Engine, Store, TABLES, copy_book};
use renmai_core::team::{Member, Newcomer};
use renmai_core::vocabulary::{InteractionKind, Lang};
use renmai_testing::Scratch;
use sqlx::{AnyConnection, Connection as _};

fn now() -> DateTime<Utc> {
    "2026-11-23T02:00:00Z".parse().unwrap()
}

async fn adds(store: &Store, member: &Member, name: &str) -> Contact {
    let mut tx = store.begin().await.unwrap();
    let profile = Profile { name: Some(name.into()), ..Profile::default() };
    let draft = Draft { profile, ..Draft::default() };
    let Added::New(done) = Book::new(&mut tx, member, now()).add(&draft, Doubt::Ask).await.unwrap() else {
        panic!("not added")
    };
    tx.commit().await.unwrap();
    done.contact
}

async fn founded(store: &Store) -> Member {
    let mut tx = store.begin().await.unwrap();
    let wang = Newcomer { telegram: 1, name: "王伟".into(), username: None, lang: Lang::Zh };
    let (member, _) = found_team(&mut tx, &wang, "Brightway", now()).await.unwrap();
    tx.commit().await.unwrap();
    member
}

/// A second database, always a SQLite file.
async fn file(scratch: &Scratch) -> Store {
    Store::open(&format!("sqlite://{}", scratch.folder().join("copy.db").display())).await.unwrap()
}

#[tokio::test]
async fn a_book_is_the_same_after_a_move_and_back() {
    let (here, there) = (Scratch::new().await, Scratch::new().await);
    let book = Store::open(here.url()).await.unwrap();
    let wang = founded(&book).await;
    let eva = adds(&book, &wang, "Eva <b>& 布劳恩").await;
    let mut tx = book.begin().await.unwrap();
    Book::new(&mut tx, &wang, now())
        .log(&eva, &Happened::new(InteractionKind::Reply, "要报价"), None, now())
        .await
        .unwrap()
        .unwrap();
    tx.keep_file(1, "a.csv", &[0, 159, 146, 150].repeat(300_000), now()).await.unwrap();
    tx.commit().await.unwrap();

    let copy = file(&here).await;
    let out = copy_book(&book, &copy).await.unwrap();
    let rows = |table| out.iter().find(|copied: &&Copied| copied.table == table).unwrap().rows;
    assert_eq!((rows("contact"), rows("interaction"), rows("file"), rows("file_piece")), (1, 1, 1, 1));
    let back = Store::open(there.url()).await.unwrap();
    assert_eq!(copy_book(&copy, &back).await.unwrap(), out);
    // Numbers go on where they were.
    let ida = adds(&back, &wang, "Ida").await;
    assert_eq!(ida.no.0, eva.no.0 + 1);
    assert!(matches!(copy_book(&copy, &back).await, Err(CopyError::InUse)));
}

#[tokio::test]
async fn a_number_that_was_let_go_is_not_given_again_after_a_move() {
    let scratch = Scratch::new().await;
    let book = Store::open(scratch.url()).await.unwrap();
    founded(&book).await;
    let mut tx = book.begin().await.unwrap();
    let gone = tx.keep_file(1, "a.csv", &[1], now()).await.unwrap();
    tx.drop_file(1, gone).await.unwrap();
    tx.commit().await.unwrap();
    let copy = file(&scratch).await;
    copy_book(&book, &copy).await.unwrap();
    let mut tx = copy.begin().await.unwrap();
    assert!(tx.keep_file(1, "b.csv", &[2], now()).await.unwrap() > gone);
}

#[tokio::test]
async fn no_table_is_left_behind() {
    let scratch = Scratch::new().await;
    let book = Store::open(scratch.url()).await.unwrap();
    let text = match book.engine() {
        Engine::Sqlite => "select name from sqlite_master where type = 'table' and name not like 'sqlite%'",
        Engine::Postgres => {
            "select cast(table_name as text) from information_schema.tables where table_schema = current_schema()"
        }
    };
    let mut connection = AnyConnection::connect(scratch.url()).await.unwrap();
    let mut there: Vec<String> = sqlx::query_scalar(text).fetch_all(&mut connection).await.unwrap();
    there.retain(|table| table != "_sqlx_migrations");
    there.sort();
    let mut known: Vec<&str> = TABLES.iter().map(|(table, _)| *table).collect();
    known.sort_unstable();
    assert_eq!(there, known);
}
