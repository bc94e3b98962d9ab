//! `renmai restore`: whatever happens, no book is lost.

use std::fs;
use std::os::unix::fs::symlink;

use renmai_core::failpoint::Failpoint;
use renmai_core::store::{Leadership, Store};
use sqlx::{AnyConnection, Connection as _};

use crate::world::{Said, World, ask, contacts, fill, tell, url};

#[tokio::test]
async fn beside_an_open_reader_it_refuses_and_both_books_stay_whole() {
    let world = World::new();
    let backup = world.book("backup.db", 3).await;
    let book = world.path("renmai.db");
    // A reader that does nothing: it has looked once and is still open. The log holds all of the book.
    let store = Store::open(&url(&book)).await.unwrap();
    let mut reader = AnyConnection::connect(&url(&book)).await.unwrap();
    let _: i64 = sqlx::query_scalar("select count(*) from contact").fetch_one(&mut reader).await.unwrap();
    fill(&store, 150).await;
    store.close().await;
    world.renmai(&["restore", "backup.db"]).refuses("another program has");
    let there: i64 = sqlx::query_scalar("select count(*) from contact").fetch_one(&mut reader).await.unwrap();
    assert_eq!(there, 150);
    reader.close().await.unwrap();
    assert_eq!((contacts(&book).await, contacts(&backup).await), (150, 3));
    assert!(!world.names().iter().any(|name| name.contains("restor")), "{:?}", world.names());

    let said = world.renmai(&["restore", "backup.db"]);
    assert!(said.succeeds().contains("1 team(s), 3 contact(s)"), "{}", said.text);
    assert_eq!((contacts(&book).await, contacts(&world.path("renmai.db.before-restore")).await), (3, 150));
}

#[tokio::test]
async fn a_log_that_a_killed_program_has_left_goes_with_its_own_book() {
    let world = World::new();
    world.book("backup.db", 3).await;
    let live = world.path("live.db");
    let store = Store::open(&url(&live)).await.unwrap();
    fill(&store, 150).await;
    // As `kill -9` leaves them.
    for ending in ["", "-wal", "-shm"] {
        fs::copy(world.path(&format!("live.db{ending}")), world.path(&format!("renmai.db{ending}"))).unwrap();
    }
    store.close().await;
    world.renmai(&["restore", "backup.db"]).succeeds();
    let book = world.path("renmai.db");
    assert_eq!((contacts(&book).await, contacts(&world.path("renmai.db.before-restore")).await), (3, 150));
}

#[tokio::test]
async fn killed_between_any_two_steps_there_is_a_whole_book_in_its_place() {
    for (place, name) in Failpoint::RESTORE {
        let world = World::new();
        world.book("backup.db", 3).await;
        let book = world.book("renmai.db", 150).await;
        let died =
            world.command(&["restore", "backup.db"]).env("RENMAI_DIE_AT", format!("{name}:1")).output();
        assert!(!died.unwrap().status.success(), "it passes no {name}");
        let there = contacts(&book).await;
        let kept = world.path("renmai.db.before-restore");
        match place {
            Failpoint::BookReplaced => assert_eq!((there, contacts(&kept).await), (3, 150), "{name}"),
            _ => assert_eq!(there, 150, "{name}"),
        }
        let said = world.renmai(&["restore", "backup.db"]);
        said.succeeds();
        assert_eq!(contacts(&book).await, 3, "{name}");
        // The old one is beside it, under this name or the next.
        let second = world.path("renmai.db.before-restore-2");
        let mut largest = contacts(&kept).await;
        if second.exists() {
            largest = largest.max(contacts(&second).await);
        }
        assert_eq!(largest, 150, "{name}");
        assert!(!world.names().iter().any(|name| name.contains(".restoring")), "{:?}", world.names());
    }
}

#[tokio::test]
async fn while_another_renmai_leads_the_book_it_refuses() {
    let world = World::new();
    world.book("backup.db", 3).await;
    let book = world.book("renmai.db", 5).await;
    let link = world.path("link.db");
    symlink(&book, &link).unwrap();
    // By another of its names it is the same book.
    let leads = Leadership::beside(&link).unwrap();
    assert!(leads.is_some());
    world.renmai(&["restore", "backup.db"]).refuses("renmai runs on");
    drop(leads);
    assert_eq!(contacts(&book).await, 5);
}

#[tokio::test]
async fn a_backup_that_is_the_book_by_another_name_is_refused() {
    let world = World::new();
    let book = world.book("renmai.db", 5).await;
    symlink(&book, world.path("link.db")).unwrap();
    fs::hard_link(&book, world.path("hard.db")).unwrap();
    for name in ["renmai.db", "link.db", "hard.db"] {
        let before = world.listing();
        world.renmai(&["restore", name]).refuses("is the book itself");
        assert!(world.listing() == before, "{name}");
    }
}

#[tokio::test]
async fn a_backup_with_a_log_of_its_own_is_read_to_its_end_and_left_as_it_is() {
    let world = World::new();
    let book = world.book("renmai.db", 5).await;
    let live = world.path("live.db");
    let store = Store::open(&url(&live)).await.unwrap();
    fill(&store, 7).await;
    for ending in ["", "-wal", "-shm"] {
        fs::copy(world.path(&format!("live.db{ending}")), world.path(&format!("copied.db{ending}"))).unwrap();
    }
    store.close().await;
    let before = fs::read(world.path("copied.db-wal")).unwrap();
    assert!(!before.is_empty());
    world.renmai(&["restore", "copied.db"]).succeeds();
    assert_eq!(contacts(&book).await, 7);
    assert_eq!(fs::read(world.path("copied.db-wal")).unwrap(), before);
}

#[tokio::test]
async fn on_a_full_disk_nothing_changes() {
    let world = World::new();
    world.book("backup.db", 300).await;
    let book = world.book("renmai.db", 5).await;
    let before = world.listing();
    let mut command = world.shell("trap '' XFSZ; ulimit -S -f 64", &["restore", "backup.db"]);
    Said::of(command.output().unwrap()).refuses("cannot be restored");
    assert!(world.listing() == before, "{:?}", world.names());
    assert_eq!(contacts(&book).await, 5);
}

#[tokio::test]
async fn what_was_kept_before_is_never_written_over() {
    let world = World::new();
    let book = world.book("renmai.db", 5).await;
    let kept = world.path("renmai.db.before-restore");
    fs::write(&kept, "mine").unwrap();
    world.book("backup.db", 3).await;
    let said = world.renmai(&["restore", "backup.db"]);
    assert!(said.succeeds().contains(".before-restore-2"), "{}", said.text);
    assert_eq!(fs::read_to_string(kept).unwrap(), "mine");
    assert_eq!((contacts(&book).await, contacts(&world.path("renmai.db.before-restore-2")).await), (3, 5));
}

#[tokio::test]
async fn a_log_without_its_book_is_played_into_no_other() {
    let world = World::new();
    let backup = world.book("backup.db", 3).await;
    fs::write(world.path("renmai.db-wal"), "of a book that is gone").unwrap();
    world.renmai(&["restore", "backup.db"]).refuses("belongs to a book that is not there");
    let run = world
        .command(&["run"])
        .env("TELOXIDE_TOKEN", "1234567890:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw")
        .output();
    Said::of(run.unwrap()).refuses("belongs to a book that is not there");
    assert!(!world.path("renmai.db").exists() && !world.path("renmai.db-duty").exists());
    assert_eq!(contacts(&backup).await, 3);
}

#[tokio::test]
async fn a_book_behind_a_link_is_replaced_where_it_lies() {
    let world = World::new();
    world.book("backup.db", 3).await;
    let real = world.book("real.db", 5).await;
    symlink(&real, world.path("renmai.db")).unwrap();
    world.renmai(&["restore", "backup.db"]).succeeds();
    assert!(world.path("renmai.db").symlink_metadata().unwrap().is_symlink());
    assert_eq!((contacts(&real).await, contacts(&world.path("real.db.before-restore")).await), (3, 5));
}

#[tokio::test]
async fn a_backup_that_was_written_beside_a_busy_book_is_whole() {
    let world = World::new();
    let book = world.path("renmai.db");
    let store = Store::open(&url(&book)).await.unwrap();
    fill(&store, 9).await;
    world.renmai(&["backup", "copy.db"]).succeeds();
    store.close().await;
    assert_eq!(contacts(&world.path("copy.db")).await, 9);
    world.renmai(&["backup", "copy.db"]).refuses("is there already");
    // A name that leads nowhere is taken as well.
    symlink(world.path("nowhere.db"), world.path("dangling.db")).unwrap();
    world.renmai(&["backup", "dangling.db"]).refuses("is there already");
}

#[tokio::test]
async fn names_with_signs_in_them_are_the_names_of_files() {
    let world = World::new();
    for name in ["a b.db", "100%25.db", "who?.db", "a#b.db", "人脉.db"] {
        let backup = world.book("backup.db", 2).await;
        fs::rename(&backup, world.path(name)).unwrap();
        let said = world.renmai(&["restore", name]);
        assert!(said.succeeds().contains("2 contact(s)"), "{name}: {}", said.text);
        let before = world.names();
        world.renmai(&["backup", &format!("copy of {name}")]).succeeds();
        let new: Vec<_> = world.names().into_iter().filter(|name| !before.contains(name)).collect();
        assert_eq!(new, [format!("copy of {name}")]);
    }
}

#[tokio::test]
async fn an_export_does_not_write_over_the_book() {
    let world = World::new();
    let book = world.book("renmai.db", 2).await;
    world.renmai(&["export", "--out", "renmai.db"]).refuses("is the book itself");
    assert_eq!(contacts(&book).await, 2);
}

#[tokio::test]
async fn the_sandbox_does_not_remove_the_book_that_people_live_by() {
    let world = World::new();
    let book = world.book("renmai.db", 2).await;
    world.renmai(&["sandbox", "--reset", "--folder", "."]).refuses("is the book of DATABASE_URL");
    world.renmai(&["sandbox", "--folder", "."]).refuses("is the book of DATABASE_URL");
    assert_eq!(contacts(&book).await, 2);
}

#[tokio::test]
async fn a_book_of_a_newer_version_can_be_replaced() {
    let world = World::new();
    world.book("backup.db", 3).await;
    let book = world.book("renmai.db", 5).await;
    tell(
        &book,
        "insert into _sqlx_migrations select 9999, description, installed_on, success, checksum, \
                 execution_time from _sqlx_migrations where version = 1",
    )
    .await;
    world.renmai(&["restore", "backup.db"]).succeeds();
    assert_eq!(contacts(&book).await, 3);
    assert_eq!(
        ask(&world.path("renmai.db.before-restore"), "select max(version) from _sqlx_migrations").await,
        9999
    );
}
