//! A book of an older version is opened: what stood in tables that have other names by now is still there.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail anywhere")]

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use renmai_core::book::{Added, Book, Doubt};
use renmai_core::contact::{Contact, Profile};
use renmai_core::read::Draft;
use renmai_core::store::{Age, Engine, Found, KeyedMessage, Priority, Scope, Store, StoreError};
use renmai_core::vocabulary::{ContactNo, Lang, MemberId, Role};
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
         insert into heard (update_id, at) values (5, 1795399140);
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

/// A book as the first version left it, filled.
async fn first_version(scratch: &Scratch) -> Engine {
    install_default_drivers();
    let engine = Engine::of(scratch.url()).unwrap();
    let url = match engine {
        Engine::Sqlite => format!("{}?mode=rwc", scratch.url()),
        Engine::Postgres => scratch.url().to_owned(),
    };
    let mut old = AnyConnection::connect(&url).await.unwrap();
    steps_until(engine, 1).run_direct(None, &mut old, false).await.unwrap();
    sqlx::raw_sql(include_str!("data/version1.sql")).execute(&mut old).await.unwrap();
    if engine == Engine::Postgres {
        for table in ["team", "member", "invite", "contact", "interaction", "change", "fallen_due", "insight"]
        {
            let text = format!(
                "select setval(pg_get_serial_sequence('{table}', 'id'), (select max(id) from {table}))"
            );
            sqlx::raw_sql(sqlx::AssertSqlSafe(text)).execute(&mut old).await.unwrap();
        }
    }
    old.close().await.unwrap();
    engine
}

/// What the first version's book says, told by today's code.
async fn says_the_same(store: &Store) {
    let now: DateTime<Utc> = "2026-01-10T02:00:00Z".parse().unwrap();
    let mut tx = store.begin().await.unwrap();
    let wang = tx.member_by_telegram(1001).await.unwrap().unwrap();
    let anna = tx.member_by_telegram(1002).await.unwrap().unwrap();
    assert!(tx.member_by_telegram(1003).await.unwrap().is_none(), "removed");
    assert_eq!((wang.name.as_str(), wang.role, wang.lang), ("王伟", Role::Owner, Lang::Zh));
    assert_eq!((anna.name.as_str(), anna.schedule.zone.name()), ("Anna <b>", "Europe/Berlin"));
    assert_eq!(tx.teams().await.unwrap().len(), 2);

    let team = Scope::whole_team(&wang);
    let owners = [&wang, &anna].map(|member| (member.id, member.name.clone())).into();
    let contacts = tx.contacts_after(team, ContactNo(0), 99).await.unwrap();
    let names: Vec<_> = contacts.iter().map(|contact| said(contact, &owners)).collect();
    assert_eq!(
        names,
        [
            "#1 Eva Braun-Öz, Lumen & Co. GmbH, eva@lumen.example, +4930901820, a, interested, of 王伟, \
             trade show Light+Building, next 2026-01-20 send the quote, due 2026-01-05 awaits",
            "#2 李娜, 上海光明有限公司, lina@guangming.example, -, b, new, of Anna <b>, -, -, -",
            "#3 Pool, -, -, -, c, new, of nobody, -, -, -",
            "#5 Opted Out, -, out@quiet.example, -, c, contacted, of 王伟, -, -, -",
        ]
    );
    let own: Vec<_> = tx.contacts_after(Scope::own(&anna), ContactNo(0), 99).await.unwrap();
    assert_eq!(own.iter().map(|contact| contact.no.0).collect::<Vec<_>>(), [2]);

    let eva = tx.contact(team, ContactNo(1)).await.unwrap().unwrap();
    let history = tx.interactions(team, eva.id, 9).await.unwrap();
    let history: Vec<_> = history.iter().map(|row| (row.kind.code(), row.summary.as_str())).collect();
    assert_eq!(history, [("reply", "要报价 <100 pcs>"), ("sent", "the catalogue")]);
    let reasons: Vec<_> =
        tx.changes(team, eva.id, 9).await.unwrap().into_iter().map(|change| change.reason).collect();
    assert_eq!(reasons, [Some("a big order".to_owned()), None, None, None]);
    let out = tx.contact(team, ContactNo(5)).await.unwrap().unwrap();
    assert!(
        out.suppressed_at.is_some() && out.bounced_at.is_some(),
        "what bounced then is known to have bounced"
    );

    // It goes on: the last change is taken back, and the next number is given.
    let mut book = Book::new(&mut tx, &wang, now);
    book.undo(None).await.unwrap().unwrap();
    let draft =
        Draft { profile: Profile { name: Some("Neu".into()), ..Profile::default() }, ..Draft::default() };
    let Added::New(done) = book.add(&draft, Doubt::Ask).await.unwrap() else { panic!("not added") };
    assert_eq!(done.contact.no.0, 7);
    let eva = tx.contact(team, ContactNo(1)).await.unwrap().unwrap();
    assert_eq!(eva.grade.code(), "c");
}

fn said(contact: &Contact, names: &HashMap<MemberId, String>) -> String {
    let profile = &contact.profile;
    let text = |text: Option<String>| text.unwrap_or_else(|| "-".into());
    let source = profile.source.as_ref().map(|source| format!("{} {}", source.channel.code(), source.detail));
    format!(
        "#{} {}, {}, {}, {}, {}, {}, of {}, {}, {}, {}",
        contact.no.0,
        text(profile.name.clone()),
        text(profile.company.clone()),
        text(profile.email.as_ref().map(|email| email.key().to_owned())),
        text(profile.phone.as_ref().map(|phone| phone.as_str().to_owned())),
        contact.grade.code(),
        contact.stage.code(),
        contact.owner.map_or_else(|| "nobody".into(), |owner| names[&owner].clone()),
        text(source),
        text(contact.next_step.as_ref().map(|step| format!("next {} {}", step.on, step.what))),
        text(contact.due.map(|due| format!("due {} {}", due.on, due.why.code()))),
    )
}

#[tokio::test]
async fn a_filled_book_of_the_first_version_says_the_same_today() {
    let scratch = Scratch::new().await;
    first_version(&scratch).await;
    assert_eq!(Store::look(scratch.url()).await.unwrap(), Found::Book(Age::Older(1)));
    let store = Store::open(scratch.url()).await.unwrap();
    assert_eq!(Store::look(scratch.url()).await.unwrap(), Found::Book(Age::Current));
    says_the_same(&store).await;
}

#[tokio::test]
async fn a_step_that_fails_leaves_the_first_version_usable() {
    let scratch = Scratch::new().await;
    first_version(&scratch).await;
    // In the way of a late step: all before it are taken back with it.
    tell(&scratch, "create table draft (id bigint)").await;
    Store::open(scratch.url()).await.unwrap_err();
    assert_eq!(Store::look(scratch.url()).await.unwrap(), Found::Book(Age::Older(1)));
    // The program of that version goes on writing.
    tell(&scratch, "update fallen_due set done = 1 where id = 1").await;
    tell(&scratch, "drop table draft").await;
    says_the_same(&Store::open(scratch.url()).await.unwrap()).await;
}

#[tokio::test]
async fn under_a_program_that_is_at_work_no_table_is_changed() {
    let scratch = Scratch::new().await;
    // The lock of the older program is the lock of today's.
    let store = Store::open(scratch.url()).await.unwrap();
    let leads = store.take_leadership().await.unwrap().unwrap();
    tell(&scratch, "delete from _sqlx_migrations where version > 12").await;
    assert!(matches!(Store::open(scratch.url()).await, Err(StoreError::OlderAtWork)));
    drop(leads);
    let found = Store::look(scratch.url()).await.unwrap();
    assert_eq!(found, Found::Book(Age::Older(12)));
}

#[tokio::test]
async fn a_schema_of_another_program_is_not_written_into() {
    let scratch = Scratch::new().await;
    if Engine::of(scratch.url()) == Some(Engine::Sqlite) {
        return; // bot/tests/disk/recognise.rs
    }
    install_default_drivers();
    tell(&scratch, "create table photo (id bigint)").await;
    assert!(matches!(Store::open(scratch.url()).await, Err(StoreError::Unfit(Found::Foreign))));
    tell(
        &scratch,
        "create table _sqlx_migrations (version bigint primary key, description text not null, installed_on timestamptz \
         not null default now(), success boolean not null, checksum bytea not null, execution_time bigint not null); \
         insert into _sqlx_migrations values (1, 'x', now(), true, '', 0)",
    )
    .await;
    assert!(matches!(Store::open(scratch.url()).await, Err(StoreError::Unfit(Found::Foreign))));
}

async fn tell(scratch: &Scratch, text: &'static str) {
    let mut connection = AnyConnection::connect(scratch.url()).await.unwrap();
    sqlx::raw_sql(text).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}
