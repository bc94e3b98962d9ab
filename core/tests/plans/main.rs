//! No statement that answers a message, or belongs to a tick, reads all of a big table or all that a team has in it:
//! every statement is explained on a big book. What rightly reads everything is in [`allowed`].
//!
//! SQLite is asked twice, since a book there has no statistics until somebody makes them. PostgreSQL makes them by
//! itself; without any, it takes each condition for rare, and any index for as good as another.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail anywhere")]

mod allowed;
mod book;
mod postgres;
mod sqlite;

use std::collections::{BTreeMap, BTreeSet};

use allowed::ALLOWED;
use renmai_core::store::{Engine, Store, statements};
use renmai_testing::Scratch;
use sqlx::{AnyConnection, Connection as _};

/// The tables that grow with what happens.
const BIG: &[&str] =
    &["contact", "interaction", "change", "ended_follow_up", "mail", "reading", "outbox", "find_gram"];

/// What is asked of the judge itself.
const LONG: &[&str] = &[
    "select id from contact where name = $1",
    "select c.id from contact c where c.team_id = $1 and c.name = $2",
    "select i.id from json_each($1) as v cross join interaction i where i.summary = v.value ->> 0",
    "select max(at) as at from interaction",
    "select id from contact where team_id = $1 order by name limit 10",
    "select id from contact where team_id = $1 and name = $2 limit 10",
    "update outbox set fault = $2 where body = $1",
];
const SHORT: &[&str] = &[
    "select c.name from contact c where c.team_id = $1 and c.no = $2",
    "select id from contact where team_id = $1 order by no limit 10",
    "select i.id from json_each($1) as v cross join interaction i where i.id = cast(v.value as bigint)",
    "select max(id) as id from interaction",
    "update outbox set fault = $2 where id = $1",
];

#[tokio::test]
async fn no_statement_reads_all_of_a_big_table() {
    let scratch = Scratch::new().await;
    let store = Store::open(scratch.url()).await.unwrap();
    let engine = store.engine();
    let mut beside = AnyConnection::connect(scratch.url()).await.unwrap();
    if engine == Engine::Postgres {
        postgres::leave_statistics_alone(&mut beside).await;
    }
    book::fill_up(&store, &mut beside).await;

    let mut long: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    match engine {
        Engine::Sqlite => {
            find_long(engine, &mut beside, &mut long).await;
            sqlite::analyze(&mut beside).await;
        }
        Engine::Postgres => postgres::analyze(&mut beside).await,
    }
    find_long(engine, &mut beside, &mut long).await;

    let here = || ALLOWED.iter().filter(|allowed| allowed.on.contains(&engine));
    let idle: Vec<&str> = here()
        .filter(|allowed| !long.keys().any(|text| text.contains(allowed.part)))
        .map(|allowed| allowed.part)
        .collect();
    long.retain(|text, _| !here().any(|allowed| text.contains(allowed.part)));
    let told = long.iter().flat_map(|(text, steps)| {
        let steps = steps.iter().map(|step| format!("    {step}"));
        [(*text).to_owned()].into_iter().chain(steps)
    });
    let told: Vec<String> = told.collect();
    assert!(told.is_empty(), "read all of a big table, or of a team:\n{}", told.join("\n"));
    assert!(idle.is_empty(), "allowed, and reads no longer all:\n{}", idle.join("\n"));
}

/// Explains every statement; those that read all come to the others, with the steps that do.
async fn find_long(
    engine: Engine,
    beside: &mut AnyConnection,
    long: &mut BTreeMap<&'static str, BTreeSet<String>>,
) {
    for text in LONG {
        assert!(!long_steps(engine, beside, text).await.is_empty(), "not seen: {text}");
    }
    for text in SHORT {
        assert_eq!(long_steps(engine, beside, text).await, Vec::<String>::new(), "{text}");
    }
    for text in statements() {
        // As in the test that prepares them.
        let is_known = match engine {
            Engine::Sqlite => !text.contains("pg_"),
            Engine::Postgres => !text.starts_with("vacuum"),
        };
        if text.contains("savepoint") || !is_known {
            continue;
        }
        for step in long_steps(engine, beside, text).await {
            long.entry(text).or_default().insert(step);
        }
    }
}

async fn long_steps(engine: Engine, beside: &mut AnyConnection, text: &str) -> Vec<String> {
    match engine {
        Engine::Sqlite => sqlite::long_steps(beside, text).await,
        Engine::Postgres => postgres::long_steps(beside, text).await,
    }
}
