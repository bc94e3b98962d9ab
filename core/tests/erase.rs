//! Who is erased is in no table, and on SQLite in no byte of any file in the book's folder.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail anywhere")]

use std::fs;

use chrono::{DateTime, TimeDelta, Utc};
use renmai_core::book::{Added, Book, Doubt, found_team};
use renmai_core::contact::{Contact, Profile};
use renmai_core::interaction::Attachment;
use renmai_core::read::Draft;
use renmai_core::store::{Engine, Erased, NewMessage, Priority, Scope, Settled, Store};
use renmai_core::team::{Member, Newcomer};
use renmai_core::vocabulary::{AttachmentKind, Field, Grade, InteractionKind, Lang};
use renmai_testing::Scratch;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _};

fn now() -> DateTime<Utc> {
    "2026-11-23T02:00:00Z".parse().unwrap()
}

/// What is known of the person, each word of which stands nowhere else.
const TOLD: &[(Field, &str)] = &[
    (Field::Name, "Zyxwa Qvortex"),
    (Field::Company, "Plimbus Krangworks"),
    (Field::Title, "Chief Vlonqer"),
    (Field::Email, "Zyxwa.Qvortex@krangplimb.example"),
    (Field::Phone, "+49 30 90182077"),
    (Field::LinkedIn, "https://linkedin.com/in/zyxwaq"),
    (Field::Language, "Frobnish"),
    (Field::Website, "https://plimbus-krang.example"),
    (Field::Industry, "wuzzlemaking"),
    (Field::Pains, "blivets that squonk"),
    (Field::Plans, "ten thousand grommixes"),
    (Field::Weighs, "glorpitude"),
];

/// Each word of it, as it may stand somewhere.
const WORDS: &[&str] = &[
    "zyxwa",
    "qvortex",
    "plimbus",
    "krangworks",
    "vlonqer",
    "krangplimb",
    "90182077",
    "zyxwaq",
    "frobnish",
    "plimbus-krang",
    "wuzzlemaking",
    "blivets",
    "grommixes",
    "glorpitude",
    "snorfle",
    "quuxnote",
    "yonkstep",
    "zargreason",
    "wibblecaption",
    "oldname",
    "oldmail",
    "flimflam",
];

struct House {
    scratch: Scratch,
    store: Store,
    owner: Member,
}

impl House {
    async fn new() -> House {
        let scratch = Scratch::new().await;
        let store = Store::open(scratch.url()).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        let wang = Newcomer { telegram: 7_000_001, name: "王伟".into(), username: None, lang: Lang::Zh };
        let (owner, _) = found_team(&mut tx, &wang, "Brightway", now()).await.unwrap();
        tx.commit().await.unwrap();
        let house = House { scratch, store, owner };
        house.others(0..150).await;
        house
    }

    /// Others, with notes, so that pages are split and filled again.
    async fn others(&self, numbers: std::ops::Range<u32>) {
        let mut tx = self.store.begin().await.unwrap();
        for no in numbers {
            let name = format!("Nobody {no}");
            let profile = Profile { name: Some(name), ..Profile::default() };
            let Added::New(done) = Book::new(&mut tx, &self.owner, now())
                .add(&Draft { profile, ..Draft::default() }, Doubt::Ask)
                .await
                .unwrap()
            else {
                panic!("not added")
            };
            Book::new(&mut tx, &self.owner, now())
                .log(
                    &done.contact,
                    InteractionKind::Note,
                    &"a word of it ".repeat(no as usize % 40),
                    None,
                    now(),
                )
                .await
                .unwrap()
                .unwrap();
        }
        tx.commit().await.unwrap();
    }

    async fn add(&self, told: &[(Field, &str)]) -> Contact {
        let mut profile = Profile::default();
        for (field, text) in told {
            field.set(&mut profile, Some(text), now().date_naive()).unwrap();
        }
        let mut tx = self.store.begin().await.unwrap();
        let draft = Draft { profile, leftover: vec!["a snorfle left over".into()], ..Draft::default() };
        let added = Book::new(&mut tx, &self.owner, now()).add(&draft, Doubt::AddAnyway).await.unwrap();
        tx.commit().await.unwrap();
        match added {
            Added::New(done) => done.contact,
            other => panic!("{other:?}"),
        }
    }

    async fn again(&self, contact: &Contact) -> Contact {
        let mut tx = self.store.read().await.unwrap();
        tx.contact(Scope::of(&self.owner), contact.no).await.unwrap().unwrap()
    }

    /// All that a book can say of somebody.
    async fn talks_about(&self, contact: &Contact) {
        let note = InteractionKind::Note;
        let photo = Attachment { kind: AttachmentKind::Photo, file: "AgAD-flimflam".into(), bytes: 9 };
        let mut tx = self.store.begin().await.unwrap();
        let mut book = Book::new(&mut tx, &self.owner, now());
        let logged =
            book.log(contact, note, "a quuxnote of some length", None, now()).await.unwrap().unwrap();
        let logged = book
            .log(&logged.done.contact, note, "wibblecaption", Some(&photo), now())
            .await
            .unwrap()
            .unwrap();
        let done = book
            .plan(&logged.done.contact, now().date_naive() + TimeDelta::days(3), "send the yonkstep")
            .await
            .unwrap();
        let done = book.grade(&done.contact, Grade::A, Some("for a zargreason")).await.unwrap();
        // Called otherwise before.
        let mut old = done.contact.profile.clone();
        Field::Name.set(&mut old, Some("Oldname Qvortex"), now().date_naive()).unwrap();
        Field::Email.set(&mut old, Some("oldmail@krangplimb.example"), now().date_naive()).unwrap();
        let renamed = book.edit(&done.contact, old).await.unwrap();
        book.edit(&renamed.contact, contact.profile.clone()).await.unwrap();
        tx.commit().await.unwrap();

        let chat = self.owner.telegram;
        let mut tx = self.store.begin().await.unwrap();
        let rows = "name,email\nIda,ida@nowhere.example\n".repeat(40_000)
            + "Zyxwa Qvortex,\"zyxwa.qvortex@krangplimb.example\"\n";
        tx.keep_file(chat, "leads.csv", rows.as_bytes(), now()).await.unwrap();
        tx.keep_file(chat, "Oldname Qvortex.vcf", b"nothing", now()).await.unwrap();
        let other = tx.keep_file(chat, "others.csv", b"name\nIda\n", now()).await.unwrap();
        tx.keep_search(&self.owner, "plimbus", now()).await.unwrap();
        tx.keep_draft(chat, r#"{"name": "ZYXWA QVORTEX", "company": "Plimbus Krangworks"}"#, now())
            .await
            .unwrap();
        let draft = tx.keep_draft(chat, r#"{"name": "Ida"}"#, now()).await.unwrap();
        let asked = r#"{"Add": {"phone": "030 90182077", "pains": "blivets"}}"#;
        tx.set_dialogue(chat, Some(asked), now()).await.unwrap();
        let update = format!(r#"{{"from": {{"id": {chat}}}, "text": "\u005ayxwa Qvortex: glorpitude"}}"#);
        tx.insert_dead_letter(5, "K7", "a fault", &update, now()).await.unwrap();
        tx.enqueue_job(chat, r#"{"job": "Fetch", "name": "Zyxwa Qvortex.csv"}"#, now()).await.unwrap();
        for (key, body) in [
            ("sent", "a card: Plimbus Krangworks"),
            ("failed", "a card: grommixes"),
            ("waiting", r#"{"Send": {"html": "<b>Zyxwa Qvortex</b>, wuzzlemaking"}}"#),
            ("other", r#"{"Send": {"html": "Ida"}}"#),
        ] {
            let message = NewMessage {
                chat,
                key: Some(key.into()),
                priority: Priority::Bulk,
                body: body.into(),
                card_of: None,
            };
            tx.enqueue_now(&message, now()).await.unwrap();
        }
        let claimed = tx.claim_messages(now(), 1).await.unwrap();
        tx.settle_messages(&[(claimed[0].clone(), Settled::Sent(Some(9)))], now()).await.unwrap();
        let claimed = tx.claim_messages(now(), 1).await.unwrap();
        tx.settle_messages(&[(claimed[0].clone(), Settled::Failed("no Zyxwa".into()))], now()).await.unwrap();
        tx.commit().await.unwrap();
        // The others between, so that the person's rows were moved about.
        self.others(1_000 + draft as u32..1_060 + draft as u32).await;
        let mut tx = self.store.read().await.unwrap();
        assert!(tx.kept_file(chat, other).await.unwrap().is_some());
    }

    async fn forgets(&self, contact: &Contact) {
        let mut tx = self.store.begin().await.unwrap();
        while tx.index_rest().await.unwrap() {}
        let contact = tx.contact(Scope::of(&self.owner), contact.no).await.unwrap().unwrap();
        Book::new(&mut tx, &self.owner, now()).forget(&contact).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn undoes(&self) -> bool {
        let mut tx = self.store.begin().await.unwrap();
        let undone = Book::new(&mut tx, &self.owner, now()).undo(None).await.unwrap().is_ok();
        tx.commit().await.unwrap();
        undone
    }

    /// The words that stand in a file of the folder or a row of a table.
    async fn found(&self) -> Vec<String> {
        let mut found = Vec::new();
        for entry in fs::read_dir(self.scratch.folder()).unwrap() {
            let path = entry.unwrap().path();
            let bytes = fs::read(&path).unwrap().to_ascii_lowercase();
            for word in WORDS {
                if bytes.windows(word.len()).any(|window| window == word.as_bytes()) {
                    found.push(format!("{word} in {}", path.file_name().unwrap().display()));
                }
            }
        }
        if self.store.engine() == Engine::Postgres {
            let mut connection = AnyConnection::connect(self.scratch.url()).await.unwrap();
            for (table, _) in renmai_core::store::TABLES {
                for word in WORDS {
                    let text =
                        format!("select count(*) from {table} as r where cast(r as text) ilike '%{word}%'");
                    let count: i64 =
                        sqlx::query_scalar(AssertSqlSafe(text)).fetch_one(&mut connection).await.unwrap();
                    if count > 0 {
                        found.push(format!("{word} in {table}"));
                    }
                }
            }
        }
        found
    }

    /// The beginnings of the words that stand in the index of `/find`, which knows only three letters.
    async fn indexed(&self) -> Vec<String> {
        let beginnings = WORDS.iter().map(|word| format!("'{}'", &word[..3])).collect::<Vec<_>>().join(", ");
        let text = format!("select gram from find_gram where gram in ({beginnings})");
        let mut connection = AnyConnection::connect(self.scratch.url()).await.unwrap();
        sqlx::query_scalar(AssertSqlSafe(text)).fetch_all(&mut connection).await.unwrap()
    }

    async fn holds_nothing(&self) {
        assert_eq!(self.indexed().await, Vec::<String>::new());
        assert_eq!(self.store.keep_up(now()).await.unwrap(), Some(Erased::Wholly));
        assert_eq!(self.store.keep_up(now()).await.unwrap(), None);
        assert_eq!(self.found().await, Vec::<String>::new());
    }
}

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
    assert_eq!(house.store.keep_up(now()).await.unwrap(), Some(Erased::Held));
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
