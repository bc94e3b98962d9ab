//! What happens to a book on a server: a restore into it, and a start that dies while it brings the tables up to date.

use std::process::Stdio;
use std::time::Duration;

use renmai_core::store::{Age, Found, Store};
use renmai_testing::{Scratch, on_postgres};
use sqlx::migrate::Migrator;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _};

use crate::world::{World, contacts, fill};

async fn server_says(url: &str, question: &str) -> i64 {
    let mut connection = AnyConnection::connect(url).await.unwrap();
    sqlx::query_scalar(AssertSqlSafe(question.to_owned())).fetch_one(&mut connection).await.unwrap()
}

#[tokio::test]
async fn a_restore_into_a_server_writes_where_nobody_has_a_team_and_nowhere_else() {
    if !on_postgres() {
        return;
    }
    let world = World::new();
    let backup = world.book("backup.db", 7).await;
    let before = world.listing();
    let scratch = Scratch::new().await;
    let url = scratch.url();
    // A bot was started on it and never used: it has made its secret and printed a link.
    let store = Store::open(url).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    renmai_core::book::open_deployment(&mut tx, crate::world::now()).await.unwrap();
    tx.commit().await.unwrap();
    let restore = || {
        let output = world.command(&["restore", "backup.db"]).env("DATABASE_URL", url).output().unwrap();
        crate::world::Said::of(output)
    };
    let leads = store.take_leadership().await.unwrap();
    assert!(leads.is_some());
    restore().refuses("stop it first");
    drop(leads);
    let said = restore();
    assert!(said.succeeds().contains("1 team(s), 7 contact(s)"), "{}", said.text);
    assert_eq!(server_says(url, "select count(*) from contact").await, 7);
    assert_eq!(server_says(url, "select count(*) from invite where used_at is null").await, 0);
    restore().refuses("holds a team already");
    assert_eq!(server_says(url, "select count(*) from contact").await, 7);
    assert!(world.listing() == before, "{:?}", world.names());
    assert_eq!(contacts(&backup).await, 7);
    // And back into a file.
    let output = world.command(&["backup", "of-server.db"]).env("DATABASE_URL", url).output().unwrap();
    crate::world::Said::of(output).succeeds();
    assert_eq!(contacts(&world.path("of-server.db")).await, 7);
    // What is no book is not copied into it.
    std::fs::write(world.path("empty.db"), "").unwrap();
    let output = world.command(&["restore", "empty.db"]).env("DATABASE_URL", url).output().unwrap();
    crate::world::Said::of(output).refuses("empty file");
}

#[tokio::test]
async fn killed_while_it_brings_the_tables_up_to_date_it_leaves_the_old_version() {
    if !on_postgres() {
        return;
    }
    let world = World::new();
    let scratch = Scratch::new().await;
    let url = scratch.url();
    let mut steps: Migrator = sqlx::migrate!("../migrations/postgres");
    steps.migrations = steps.iter().filter(|step| step.version <= 1).cloned().collect();
    let mut old = AnyConnection::connect(url).await.unwrap();
    steps.run_direct(None, &mut old, false).await.unwrap();
    sqlx::raw_sql(include_str!("../../../core/tests/data/version1.sql")).execute(&mut old).await.unwrap();

    // The old program reads the contacts: the third step waits for it, after two have been taken.
    sqlx::raw_sql("begin; lock table contact in access share mode").execute(&mut old).await.unwrap();
    let mut starts = world.command(&["metrics"]);
    let mut starts =
        starts.env("DATABASE_URL", url).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let waits = "select count(*) from pg_locks where not granted and relation is not null and relation in \
                 (select oid from pg_class where relnamespace = current_schema()::regnamespace)";
    let stands = async {
        while server_says(url, waits).await == 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), stands).await.unwrap();
    starts.kill().unwrap();
    starts.wait().unwrap();
    sqlx::raw_sql("commit").execute(&mut old).await.unwrap();
    assert_eq!(Store::look(url).await.unwrap(), Found::Book(Age::Older(1)));
    sqlx::raw_sql("insert into setting (key, value) values ('goes', 'on')").execute(&mut old).await.unwrap();
    old.close().await.unwrap();

    let output = world.command(&["metrics", "--team", "Another"]).env("DATABASE_URL", url).output().unwrap();
    crate::world::Said::of(output).succeeds();
    assert_eq!(Store::look(url).await.unwrap(), Found::Book(Age::Current));
    assert_eq!(server_says(url, "select count(*) from contact").await, 6);
}

#[tokio::test]
async fn a_move_from_a_file_to_a_server_and_back_says_the_same() {
    if !on_postgres() {
        return;
    }
    let world = World::new();
    let scratch = Scratch::new().await;
    let store = Store::open(scratch.url()).await.unwrap();
    fill(&store, 4).await;
    store.close().await;
    world.renmai(&["migrate", "--from", scratch.url(), "--to", "sqlite://moved.db"]).succeeds();
    assert_eq!(contacts(&world.path("moved.db")).await, 4);
    world.renmai(&["migrate", "--from", "sqlite://moved.db", "--to", scratch.url()]).refuses("holds a team");
}
