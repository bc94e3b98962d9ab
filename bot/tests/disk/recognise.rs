//! A book knows that it is one, and what is none is left as it is, through every door.

use std::fs;
use std::path::Path;

use crate::world::{Said, World, ask, contacts, tell, url};

const TOKEN: &str = "1234567890:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";

/// What lies there, how it is made, and how it is called.
const OTHERS: [(&str, &str); 8] = [
    ("empty", "empty file"),
    ("text", "not a database"),
    ("short", "not a database"),
    ("header", "empty file"),
    ("foreign", "another program"),
    ("foreign-log", "another program"),
    ("foreign-sqlx", "another program"),
    ("newer", "newer version"),
];

async fn make(world: &World, kind: &str, path: &Path) {
    match kind {
        "empty" => fs::write(path, "").unwrap(),
        "text" => fs::write(path, "not a database at all, and longer than a head\n".repeat(400)).unwrap(),
        "short" => fs::write(path, "x").unwrap(),
        "header" => tell(path, "pragma user_version = 1").await,
        "foreign" => {
            tell(path, "create table photo (id integer primary key); insert into photo values (1)").await
        }
        "foreign-log" => {
            tell(path, "pragma journal_mode = wal; create table photo (id integer primary key)").await;
        }
        "foreign-sqlx" => {
            tell(
                path,
                "create table _sqlx_migrations (version bigint primary key, description text not null, \
                 installed_on timestamp not null, success boolean not null, checksum blob not null, execution_time bigint \
                 not null); insert into _sqlx_migrations values (1, 'x', 0, true, x'00', 0); create table photo (id)",
            )
            .await;
        }
        "newer" => {
            world.book(path.file_name().unwrap().to_str().unwrap(), 2).await;
            tell(
                path,
                "insert into _sqlx_migrations select 9999, description, installed_on, success, checksum, execution_time \
                 from _sqlx_migrations where version = 1",
            )
            .await;
        }
        _ => panic!("{kind}"),
    }
}

#[tokio::test]
async fn what_a_person_names_and_is_no_book_is_refused_and_left_as_it_is() {
    for (kind, called) in OTHERS {
        let world = World::new();
        make(&world, kind, &world.path("other.db")).await;
        let book = world.book("renmai.db", 5).await;
        let before = world.listing();
        world.renmai(&["restore", "other.db"]).refuses(called);
        world.renmai(&["migrate", "--from", "sqlite://other.db", "--to", "sqlite://new.db"]).refuses(called);
        if kind != "newer" {
            let to = world.renmai(&["migrate", "--from", "sqlite://renmai.db", "--to", "sqlite://other.db"]);
            to.refuses("");
        }
        // Opened and closed as a source, the book is what it was but for what SQLite writes into its head.
        let now = world.listing();
        let others = |listing: &[(String, u64, Vec<u8>)]| {
            listing.iter().filter(|(name, ..)| name != "renmai.db").cloned().collect::<Vec<_>>()
        };
        assert!(others(&now) == others(&before), "{kind}: {:?}", world.names());
        assert_eq!(contacts(&book).await, 5);
    }
}

#[tokio::test]
async fn what_lies_in_the_place_of_the_book_and_is_none_is_left_as_it_is() {
    for (kind, _) in OTHERS {
        let world = World::new();
        make(&world, kind, &world.path("renmai.db")).await;
        world.book("backup.db", 3).await;
        let before = world.listing();
        for door in [
            &["run"][..],
            &["doctor"],
            &["export"],
            &["metrics"],
            &["import", "leads.csv", "--team", "Brightway", "--owner", "王伟"],
            &["restore", "backup.db"],
            &["migrate", "--from", "sqlite://backup.db", "--to", "sqlite://renmai.db"],
        ] {
            fs::write(world.path("leads.csv"), "name,email\nEva,eva@lumen.example\n").unwrap();
            if kind == "newer" && door[0] == "restore" {
                continue;
            }
            // Nobody can listen there: opened after all, it would say so instead of running on.
            let mut command = world.command(door);
            command.env("TELOXIDE_TOKEN", TOKEN).env("LISTEN", "192.0.2.1:1");
            let said = Said::of(command.output().unwrap());
            said.refuses("");
            fs::remove_file(world.path("leads.csv")).unwrap();
            let same = |(name, ..): &&(String, u64, Vec<u8>)| name != "backup.db";
            let (now, before): (Vec<_>, Vec<_>) = (
                world.listing().into_iter().filter(|f| same(&f)).collect(),
                before.iter().filter(same).cloned().collect(),
            );
            assert!(now == before, "{kind}, {door:?}: {:?}\n{}", world.names(), said.text);
        }
    }
}

#[tokio::test]
async fn where_there_is_no_book_none_is_made_by_looking() {
    let world = World::new();
    for door in [&["export"][..], &["metrics"], &["backup", "copy.db"], &["restore", "nothing.db"]] {
        world.renmai(door).refuses("");
        assert!(world.names().is_empty(), "{door:?}: {:?}", world.names());
    }
    let _ = world.renmai(&["doctor"]);
    assert!(world.names().is_empty(), "{:?}", world.names());
}

#[tokio::test]
async fn a_damaged_backup_is_refused() {
    let world = World::new();
    let backup = world.book("backup.db", 300).await;
    let book = world.book("renmai.db", 5).await;
    let mut bytes = fs::read(&backup).unwrap();
    let (from, to) = (bytes.len() / 3, bytes.len() * 2 / 3);
    bytes[from..to].fill(0x5a);
    fs::write(&backup, bytes).unwrap();
    world.renmai(&["restore", "backup.db"]).refuses("cannot be restored");
    assert!(!world.names().iter().any(|name| name.contains("restor")), "{:?}", world.names());
    assert_eq!(contacts(&book).await, 5);
}

#[tokio::test]
async fn a_book_made_before_the_mark_is_known_and_marked() {
    let world = World::new();
    let book = world.book("renmai.db", 2).await;
    let mark = ask(&book, "select application_id from pragma_application_id").await;
    assert_eq!(mark, i64::from(u32::from_be_bytes(*b"renm")));
    tell(&book, "pragma application_id = 0").await;
    world.renmai(&["metrics", "--json"]).succeeds();
    assert_eq!(ask(&book, "select application_id from pragma_application_id").await, mark);
    // The backup has it too.
    world.renmai(&["backup", "copy.db"]).succeeds();
    assert_eq!(ask(&world.path("copy.db"), "select application_id from pragma_application_id").await, mark);
}

#[tokio::test]
async fn a_move_that_fails_leaves_no_target_behind() {
    let world = World::new();
    let book = world.book("renmai.db", 2).await;
    // A row that no table of today's can take.
    tell(
        &book,
        "pragma foreign_keys = off; pragma ignore_check_constraints = on; \
                 update contact set stage = 'nowhere' where id = 1",
    )
    .await;
    let (from, to) = (url(&book), url(&world.path("new.db")));
    world.renmai(&["migrate", "--from", &from, "--to", &to]).refuses("was not moved");
    assert!(!world.path("new.db").exists(), "{:?}", world.names());
}
