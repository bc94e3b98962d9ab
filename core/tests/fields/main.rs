//! Every field of a contact, all the way: written, read, taken back, merged, imported, exported, found, counted as a
//! way to reach somebody, copied, erased. A new field says in `facts` what is expected of it, and is held to it.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail anywhere")]

mod facts;
mod interactions;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use facts::{Facts, FoundBy, facts};
use renmai_core::book::{Added, Book, Doubt, Duplicates, Export, ExportColumn, How, Imported, found_team};
use renmai_core::contact::{Contact, Profile};
use renmai_core::interaction::Happened;
use renmai_core::read::Draft;
use renmai_core::read::field::settle;
use renmai_core::read::table::Plan;
use renmai_core::store::{Scope, Store, TABLES, Tx, copy_book};
use renmai_core::team::{Member, Newcomer};
use renmai_core::vocabulary::{Field, InteractionKind, Lang};
use renmai_testing::Scratch;
use sqlx::{AnyConnection, AssertSqlSafe, Column as _, Connection as _, Row as _};

/// Monday, 10:00 in Shanghai.
fn now() -> DateTime<Utc> {
    "2026-11-23T02:00:00Z".parse().unwrap()
}

fn today() -> NaiveDate {
    now().date_naive()
}

/// A profile in which these fields are filled.
fn with(fields: impl IntoIterator<Item = Field>) -> Profile {
    let mut profile = Profile::default();
    for field in fields {
        field.set(&mut profile, Some(facts(field).value), today()).unwrap();
    }
    profile
}

fn all() -> Profile {
    with(Field::ALL.iter().copied())
}

fn all_but(left_out: Field) -> Profile {
    with(Field::ALL.iter().copied().filter(|field| *field != left_out))
}

/// That a profile has what it should, field by field.
#[track_caller]
fn same(got: &Profile, want: &Profile, what: &str) {
    for field in Field::ALL {
        assert_eq!(field.get(got), field.get(want), "{field:?} {what}");
    }
}

async fn open() -> (Scratch, Store, Member) {
    let scratch = Scratch::new().await;
    let store = Store::open(scratch.url()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let wang = Newcomer { telegram: 1, name: "Wang".into(), username: None, lang: Lang::En };
    let (member, _) = found_team(&mut tx, &wang, "Brightway", now()).await.unwrap();
    tx.commit().await.unwrap();
    (scratch, store, member)
}

async fn adds(tx: &mut Tx, member: &Member, profile: Profile) -> Contact {
    let draft = Draft { profile, ..Draft::default() };
    match Book::new(tx, member, now()).add(&draft, Doubt::AddAnyway).await.unwrap() {
        Added::New(done) => done.contact,
        other => panic!("{other:?}"),
    }
}

/// The contact as it is on disk.
async fn on_disk(store: &Store, member: &Member, contact: &Contact) -> Contact {
    let mut tx = store.begin().await.unwrap();
    tx.contact(Scope::own(member), contact.no).await.unwrap().unwrap()
}

#[tokio::test]
async fn what_is_added_or_edited_is_on_disk_and_undo_takes_it_back() {
    let (_scratch, store, wang) = open().await;
    let mut tx = store.begin().await.unwrap();
    let added = adds(&mut tx, &wang, all()).await;
    tx.commit().await.unwrap();
    let read = on_disk(&store, &wang, &added).await;
    same(&read.profile, &all(), "was not kept when it was added");
    assert_eq!(read, added);

    let mut tx = store.begin().await.unwrap();
    let edited = Book::new(&mut tx, &wang, now()).edit(&added, Profile::default()).await.unwrap().contact;
    tx.commit().await.unwrap();
    same(&on_disk(&store, &wang, &added).await.profile, &Profile::default(), "was not emptied");

    let mut tx = store.begin().await.unwrap();
    Book::new(&mut tx, &wang, now()).undo(None).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    same(&on_disk(&store, &wang, &edited).await.profile, &all(), "was not given back by /undo");
}

#[tokio::test]
async fn a_merge_takes_what_is_missing() {
    let (_scratch, store, wang) = open().await;
    for field in Field::ALL {
        let mut tx = store.begin().await.unwrap();
        let gone = adds(&mut tx, &wang, with([*field])).await;
        let stays = adds(&mut tx, &wang, Profile::default()).await;
        // The day it was acquired is filled in by itself.
        let stays = Contact { profile: Profile::default(), ..stays };
        let one = Book::new(&mut tx, &wang, now()).merge(&stays, &gone, None).await.unwrap().contact;
        assert_eq!(field.get(&one.profile).as_deref(), Some(facts(*field).value), "{field:?} was not taken");
    }
}

#[tokio::test]
async fn an_import_fills_what_is_missing() {
    let (_scratch, store, wang) = open().await;
    for field in Field::ALL {
        let mut tx = store.begin().await.unwrap();
        let contact = adds(&mut tx, &wang, all()).await;
        let mut book = Book::new(&mut tx, &wang, now());
        let contact = book.edit(&contact, all_but(*field)).await.unwrap().contact;
        let how = How { name: "fair.csv", source: None, duplicates: Duplicates::Fill };
        let drafts = vec![Draft { profile: all(), ..Draft::default() }];
        book.import(drafts, &how, &mut Imported::default()).await.unwrap().unwrap();
        let filled = tx.contact(Scope::own(&wang), contact.no).await.unwrap().unwrap();
        same(&filled.profile, &all(), "was not filled by an import");
    }
}

#[test]
fn a_stroke_empties_a_field() {
    for field in Field::ALL {
        let mut profile = all();
        field.set(&mut profile, Some("-"), today()).unwrap();
        same(&profile, &all_but(*field), "was not emptied, or another was");
    }
}

/// What a table with these columns and this one row is read as.
fn imported(columns: &[&str], cells: &[String]) -> Profile {
    let plan = Plan::of(format!("{}\n{}\n", columns.join(","), cells.join(","))).unwrap();
    let row = plan.rows(today()).next().unwrap();
    row.outcome.unwrap().profile
}

#[test]
fn a_column_is_known_by_its_code_and_its_words() {
    for field in Field::ALL {
        let value = facts(*field).value;
        assert!(field.words().iter().any(|word| !word.is_ascii()), "{field:?} has no Chinese word");
        assert!(field.words().iter().any(|word| word.is_ascii()), "{field:?} has no English word");
        for word in field.words() {
            let beside = if *field == Field::Company { Field::Name } else { Field::Company };
            let columns = [beside.code(), word];
            let profile = imported(&columns, &[facts(beside).value.into(), value.into()]);
            // A number tells its country.
            let mut want = with([beside, *field]);
            settle(&mut want);
            same(&profile, &want, &format!("was not read from a column {word:?}"));
        }
    }
}

#[tokio::test]
async fn an_export_comes_back() {
    let (_scratch, store, wang) = open().await;
    let mut tx = store.begin().await.unwrap();
    adds(&mut tx, &wang, all()).await;
    let members = tx.members(Scope::own(&wang)).await.unwrap();
    let export = Export { scope: Scope::own(&wang), members: &members, zone: wang.schedule.zone };
    let header = |column: ExportColumn| match column {
        ExportColumn::Field(field) => field.code().to_owned(),
        other => format!("{other:?}"),
    };
    let table = export.table(&mut tx, header, |_, _| None).await.unwrap();
    let text = String::from_utf8(table).unwrap();
    let plan = Plan::of(text.trim_start_matches('\u{feff}').to_owned()).unwrap();
    let back = plan.rows(today()).next().unwrap().outcome.unwrap();
    same(&back.profile, &all(), "did not come back in an export");
}

#[tokio::test]
async fn what_is_searched_is_found_and_the_rest_is_not() {
    let (_scratch, store, wang) = open().await;
    let mut tx = store.begin().await.unwrap();
    adds(&mut tx, &wang, all()).await;
    for field in Field::ALL {
        let Facts { value, found_by, .. } = facts(*field);
        let (typed, found, why) = match found_by {
            FoundBy::Typing(typed) => (typed, 1, ""),
            FoundBy::Nothing(why) => (value, 0, why),
        };
        let total = tx.find(Scope::own(&wang), wang.id, typed, 0, 10).await.unwrap().total;
        assert_eq!(total, found, "{field:?}, looked for by {typed:?} {why}");
    }
}

#[tokio::test]
async fn a_way_to_reach_somebody_makes_them_due() {
    let (_scratch, store, wang) = open().await;
    for field in Field::ALL {
        let mut tx = store.begin().await.unwrap();
        let contact = adds(&mut tx, &wang, with([*field])).await;
        assert_eq!(contact.due.is_some(), facts(*field).reaches, "{field:?} alone");
    }
}

#[tokio::test]
async fn a_copied_book_has_every_field() {
    let (scratch, store, wang) = open().await;
    let mut tx = store.begin().await.unwrap();
    let contact = adds(&mut tx, &wang, all()).await;
    tx.commit().await.unwrap();
    let copy = format!("sqlite://{}", scratch.folder().join("copy.db").display());
    let copy = Store::open(&copy).await.unwrap();
    copy_book(&store, &copy).await.unwrap();
    let read = on_disk(&copy, &wang, &contact).await;
    same(&read.profile, &all(), "was not copied");
    assert_eq!(read, contact);
}

/// The rows of a table, each as its columns with what stands in them.
async fn rows(connection: &mut AnyConnection, table: &str) -> Vec<BTreeMap<String, String>> {
    let rows = sqlx::query(AssertSqlSafe(format!("select * from {table}"))).fetch_all(connection).await;
    let cell = |row: &sqlx::any::AnyRow, at: usize| {
        let number = || row.try_get::<Option<i64>, _>(at).map(|number| number.map(|n| n.to_string()));
        let bytes = || row.try_get::<Option<Vec<u8>>, _>(at).map(|bytes| bytes.map(|b| format!("{b:?}")));
        row.try_get::<Option<String>, _>(at).or_else(|_| number()).or_else(|_| bytes()).unwrap()
    };
    let row = |row: &sqlx::any::AnyRow| {
        let cells = row.columns().iter().map(|column| column.name().to_owned());
        cells.enumerate().filter_map(|(at, name)| Some((name, cell(row, at)?))).collect()
    };
    rows.unwrap().iter().map(row).collect()
}

#[tokio::test]
async fn what_is_forgotten_stands_nowhere() {
    let (scratch, store, wang) = open().await;
    let mut tx = store.begin().await.unwrap();
    let told = adds(&mut tx, &wang, all()).await;
    let untold = adds(&mut tx, &wang, Profile::default()).await;
    let mut book = Book::new(&mut tx, &wang, now());
    let planned = book.plan(&told, today() + TimeDelta::days(3), "call the buyer").await.unwrap().contact;
    let logged = book
        .log(&planned, &Happened::new(InteractionKind::Note, "collects stamps"), None, now())
        .await
        .unwrap();
    book.edit(&logged.unwrap().done.contact, Profile::default()).await.unwrap();
    book.undo(None).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    for contact in [&told, &untold] {
        let contact = on_disk(&store, &wang, contact).await;
        let mut tx = store.begin().await.unwrap();
        Book::new(&mut tx, &wang, now()).forget(&contact).await.unwrap();
        tx.commit().await.unwrap();
    }
    let mut connection = AnyConnection::connect(scratch.url()).await.unwrap();
    let mut contacts = rows(&mut connection, "contact").await;
    for contact in &mut contacts {
        for own in ["id", "no", "version", "change_id"] {
            contact.remove(own);
        }
    }
    // Somebody of whom all was told leaves the row of somebody of whom nothing was.
    assert_eq!(contacts[0], contacts[1]);
    for (table, _) in TABLES {
        let text = format!("{:?}", rows(&mut connection, table).await).to_lowercase();
        for field in Field::ALL {
            let value = facts(*field).value.to_lowercase();
            assert!(value.len() <= 4 || !text.contains(&value), "{field:?} still stands in {table}");
        }
        for told in ["call the buyer", "collects stamps"] {
            assert!(!text.contains(told), "{told:?} still stands in {table}");
        }
    }
}
