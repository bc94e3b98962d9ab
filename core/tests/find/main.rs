//! `/find` answers from its index what looking at every row would answer, whatever was done to the book before.

#![expect(clippy::unwrap_used, reason = "a test may fail anywhere")]

mod steps;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use renmai_core::store::{Engine, Page, Scope, Store, Tx, statements};
use renmai_core::vocabulary::{ContactNo, Field, MemberId};
use renmai_testing::Scratch;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Row as _};
use steps::{Step, founded, step, take, text};

/// Looks at every contact and all that happened with it.
async fn naive(tx: &mut Tx, scope: Scope, me: MemberId, word: &str) -> Vec<i64> {
    let word = word.to_lowercase();
    let is_in = |text: Option<String>| text.is_some_and(|text| text.to_lowercase().contains(&word));
    let mut found = Vec::new();
    for contact in tx.contacts_after(scope, ContactNo(0), 1000).await.unwrap() {
        let told = tx.interactions(scope, contact.id, 1000).await.unwrap();
        let rank = match () {
            () if is_in(contact.profile.name.clone()) => 0,
            () if is_in(contact.profile.company.clone()) => 1,
            () if is_in(Field::Plans.get(&contact.profile)) => 2,
            () if told.into_iter().any(|told| is_in(Some(told.summary))) => 3,
            () => continue,
        };
        found.push((rank, contact.owner != Some(me), contact.grade, contact.no.0));
    }
    found.sort_unstable();
    found.into_iter().map(|(.., no)| no).collect()
}

fn numbers(page: &Page) -> Vec<i64> {
    page.contacts.iter().map(|contact| contact.no.0).collect()
}

#[test]
fn the_index_finds_whom_a_look_at_every_row_finds() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut runner = TestRunner::new(Config { cases: 40, ..Config::default() });
    let steps = prop::collection::vec((any::<bool>(), step()), 1..25);
    let words = prop::collection::vec(text(), 4);
    runner
        .run(&(steps, words), |(steps, words)| {
            runtime.block_on(async {
                let scratch = Scratch::new().await;
                let store = Store::open(scratch.url()).await.unwrap();
                let (maria, lina) = founded(&store).await;
                for (is_maria, step) in &steps {
                    let mut tx = store.begin().await.unwrap();
                    take(&mut tx, if *is_maria { &maria } else { &lina }, step).await;
                    tx.commit().await.unwrap();
                }
                let mut tx = store.begin().await.unwrap();
                let words = words.iter().map(String::as_str);
                for word in words.chain(["a", "an", "明", "辉照", "umen", "an a", "Å", "%", "_"]) {
                    for (scope, me) in [
                        (Scope::of(&maria), maria.id),
                        (Scope::of(&maria), lina.id),
                        (Scope::of(&lina), lina.id),
                    ] {
                        let page = tx.find(scope, me, word, 0, 1000).await.unwrap();
                        let expected = naive(&mut tx, scope, me, word).await;
                        prop_assert_eq!(numbers(&page), &expected[..], "{} in {:?}", word, scope);
                        prop_assert_eq!((page.total, page.is_cut), (expected.len() as u64, false));
                        let second = tx.find(scope, me, word, 1, 1).await.unwrap();
                        prop_assert_eq!(
                            numbers(&second),
                            expected.get(1).copied().into_iter().collect::<Vec<_>>()
                        );
                    }
                }
                Ok(())
            })
        })
        .unwrap();
}

/// Contacts with notes, straight into the tables.
async fn fill(store: &Store, url: &str, contacts: u32) {
    let mut connection = AnyConnection::connect(url).await.unwrap();
    let text = format!(
        "with recursive n (i) as (select 1 union all select i + 1 from n where i < {contacts})
         insert into contact (team_id, no, owner_id, owned_since, added_by, added_at, name, company, grade, stage, health, searched)
         select 1, i, 1, 0, 1, 0, 'Anna ' || i, 'Lumen', 'a', 'new', 'unverified', 'anna ' || i || chr_10 || 'lumen'
         from n, (select '\n' as chr_10) as c;
         insert into interaction (team_id, contact_id, kind, at, grade, summary, searched, by_id, change_id)
         select 1, id, 'note', 0, 'a', 'warm light ' || no, 'warm light ' || no, 1, 1 from contact",
    );
    sqlx::raw_sql(AssertSqlSafe(text)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    let mut more = true;
    while more {
        let mut tx = store.begin().await.unwrap();
        more = tx.index_rest().await.unwrap();
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn a_word_of_half_of_the_book_says_that_there_are_more() {
    let scratch = Scratch::new().await;
    let store = Store::open(scratch.url()).await.unwrap();
    let (maria, lina) = founded(&store).await;
    fill(&store, scratch.url(), 9000).await;
    let mut tx = store.begin().await.unwrap();
    let scope = Scope::of(&maria);
    for (word, total, is_cut) in [
        ("anna", 1000, true),
        ("a", 1000, true),
        ("lumen", 1000, true),
        ("warm", 1000, true),
        ("anna 899", 11, false),
        ("light 8999", 1, false),
        ("anna 9001", 0, false),
        // A contact that is found by its number as well as by what happened is one.
        (" 8999", 1, false),
    ] {
        let page = tx.find(scope, maria.id, word, 0, 10).await.unwrap();
        assert_eq!((page.total, page.is_cut), (total, is_cut), "{word}");
        assert_eq!(page.contacts.len() as u64, total.min(10), "{word}");
    }
    let last = tx.find(scope, maria.id, "anna", 995, 10).await.unwrap();
    assert_eq!((last.contacts.len(), last.is_cut), (5, true));
    assert_eq!(tx.find(Scope::of(&lina), lina.id, "anna", 0, 10).await.unwrap().total, 0);
}

#[tokio::test]
async fn no_search_walks_through_contacts_or_interactions() {
    let scratch = Scratch::new().await;
    let store = Store::open(scratch.url()).await.unwrap();
    if store.engine() == Engine::Postgres {
        return;
    }
    founded(&store).await;
    fill(&store, scratch.url(), 9000).await;
    let mut connection = AnyConnection::connect(scratch.url()).await.unwrap();
    for analyze in ["", "analyze"] {
        sqlx::raw_sql(analyze).execute(&mut connection).await.unwrap();
        let mut looked_at = 0;
        for text in statements().filter(|text| {
            text.starts_with("select") && (text.contains("searched like") || text.contains("g.ids"))
        }) {
            let explained = sqlx::query(AssertSqlSafe(format!("explain query plan {text}")));
            let rows = explained.fetch_all(&mut connection).await.unwrap();
            let plan: Vec<String> = rows.iter().map(|row| row.get("detail")).collect();
            let walks = |step: &&String| step.starts_with("SCAN") && !step.contains("VIRTUAL TABLE");
            assert_eq!(plan.iter().find(walks), None, "{text}\n{plan:#?}");
            let whole = |step: &&String| {
                (step.contains("(team_id=?)") || step.contains("(team_id=? AND place=?)"))
                    || (step.contains("find_gram") && !step.contains("block=? AND gram"))
            };
            assert_eq!(plan.iter().find(whole), None, "{text}\n{plan:#?}");
            looked_at += 1;
        }
        assert_eq!(looked_at, 8, "statements of /find");
    }
}

#[tokio::test]
async fn what_is_told_under_the_number_of_what_was_erased_is_found() {
    let scratch = Scratch::new().await;
    let store = Store::open(scratch.url()).await.unwrap();
    let (maria, _) = founded(&store).await;
    for step in [
        Step::Add("Eva".into(), "Lumen".into()),
        Step::Add("Ida".into(), "Berg".into()),
        Step::Log(1, "warm".into()),
        Step::Index,
        Step::Forget(1),
        Step::Log(0, "cold".into()),
    ] {
        let mut tx = store.begin().await.unwrap();
        take(&mut tx, &maria, &step).await;
        tx.commit().await.unwrap();
    }
    let mut tx = store.begin().await.unwrap();
    for (word, total) in [("cold", 1), ("warm", 0), ("ida", 0), ("eva", 1)] {
        assert_eq!(tx.find(Scope::of(&maria), maria.id, word, 0, 9).await.unwrap().total, total, "{word}");
    }
}

#[tokio::test]
async fn who_is_erased_is_in_no_row_of_the_index() {
    let scratch = Scratch::new().await;
    let store = Store::open(scratch.url()).await.unwrap();
    let (maria, _) = founded(&store).await;
    let mut tx = store.begin().await.unwrap();
    for step in [
        Step::Add("Zoë Quux".into(), "Plimbus".into()),
        Step::Log(0, "quuxnote".into()),
        Step::Index,
        Step::Edit(0, "Oldname".into()),
        Step::Log(0, "wibble".into()),
        Step::Index,
    ] {
        take(&mut tx, &maria, &step).await;
    }
    tx.commit().await.unwrap();
    let mut connection = AnyConnection::connect(scratch.url()).await.unwrap();
    let count = "select count(*) from find_gram";
    let rows: i64 = sqlx::query_scalar(count).fetch_one(&mut connection).await.unwrap();
    assert_eq!(rows, 28);
    let mut tx = store.begin().await.unwrap();
    take(&mut tx, &maria, &Step::Forget(0)).await;
    tx.commit().await.unwrap();
    let rows: i64 = sqlx::query_scalar(count).fetch_one(&mut connection).await.unwrap();
    assert_eq!(rows, 0);
}
