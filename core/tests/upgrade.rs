//! A book of an older version is opened: what stood in tables that have other names by now is still there.

use chrono::{DateTime, Utc};
use renmai_core::store::{Engine, KeyedMessage, Priority, Store};
use renmai_testing::Scratch;
use sqlx::any::install_default_drivers;
use sqlx::migrate::Migrator;
use sqlx::{AnyConnection, Connection as _};

/// The steps up to a version, as a program of that version had them.
fn steps_until(engine: Engine, version: i64) -> Migrator {
    let mut steps = match engine {
        Engine::Sqlite => sqlx::migrate!("../migrations/sqlite"),
        Engine::Postgres => sqlx::migrate!("../migrations/postgres"),
    };
    steps.migrations = steps.iter().filter(|step| step.version <= version).cloned().collect();
    steps
}

#[tokio::test]
async fn what_stood_in_the_tables_of_version_12_is_found_under_their_present_names() {
    let now: DateTime<Utc> = "2026-11-23T02:00:00Z".parse().unwrap();
    install_default_drivers();
    let scratch = Scratch::new().await;
    let engine = Engine::of(scratch.url()).unwrap();
    let url = match engine {
        Engine::Sqlite => format!("{}?mode=rwc", scratch.url()),
        Engine::Postgres => scratch.url().to_owned(),
    };
    let mut old = AnyConnection::connect(&url).await.unwrap();
    steps_until(engine, 12).run_direct(None, &mut old, false).await.unwrap();
    sqlx::raw_sql(
        "insert into team (id, name, created_at) values (1, 'Brightway', 0);
         insert into member (id, team_id, telegram_id, role, name, lang, zone, reminder_at, work_days, joined_at)
             values (1, 1, 7, 'owner', 'Maria', 'en', 'UTC', '09:00', 31, 0);
         insert into contact (id, team_id, no, owner_id, owned_since, added_by, added_at, name, grade, stage, health, searched)
             values (1, 1, 1, 1, 0, 1, 0, 'Anna', 'a', 'new', 'unverified', 'anna');
         insert into heard (update_id, at) values (5, 0);
         insert into set_aside (update_id, code, at, fault, body) values (6, 'K7', 0, 'a fault', '{}');
         insert into letter (id, chat_id, key, priority, body, due_at, state, created_at)
             values (3, 7, 'morning:1:2026-11-23', 0, '{\"Send\":{}}', 0, 'waiting', 0);
         insert into ledger (member_id, kind, period, at, letter_id) values (1, 'morning', '2026-11-23', 0, 3);
         insert into fallen_due (id, team_id, contact_id, owner_id, due_on, closed_on, done, change_id)
             values (1, 1, 1, 1, '2026-11-20', '2026-11-20', 1, 1);",
    )
    .execute(&mut old)
    .await
    .unwrap();
    old.close().await.unwrap();

    let store = Store::open(scratch.url()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let new = tx.mark_processed(&[5, 8], now).await.unwrap();
    assert_eq!(new.into_iter().collect::<Vec<_>>(), [8]);
    let claimed = tx.claim_messages(now, 10).await.unwrap();
    assert_eq!(claimed.len(), 1);
    assert_eq!((claimed[0].id, claimed[0].body.as_str()), (3, "{\"Send\":{}}"));
    assert_eq!(tx.keyed_message(7, "morning:1:2026-11-23").await.unwrap(), KeyedMessage::Waiting);
    assert_eq!(tx.due_messages(Priority::Bulk, now, 10).await.unwrap(), 0);
    tx.commit().await.unwrap();

    let mut connection = AnyConnection::connect(scratch.url()).await.unwrap();
    for (text, count) in [
        ("select count(*) from dead_letter where code = 'K7'", 1),
        ("select count(*) from ledger join outbox on outbox.id = ledger.outbox_id", 1),
        ("select count(*) from ended_follow_up", 1),
    ] {
        let found: i64 = sqlx::query_scalar(text).fetch_one(&mut connection).await.unwrap();
        assert_eq!(found, count, "{text}");
    }
}

#[test]
fn both_engines_take_the_same_steps() {
    let steps = |steps: sqlx::migrate::Migrator| -> Vec<(i64, String)> {
        steps.iter().map(|step| (step.version, step.description.to_string())).collect()
    };
    let sqlite = steps(sqlx::migrate!("../migrations/sqlite"));
    assert_eq!(sqlite, steps(sqlx::migrate!("../migrations/postgres")));
}
