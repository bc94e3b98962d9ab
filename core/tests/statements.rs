//! The compiler does not check SQL that must run on more than one engine: here every statement is prepared.

use renmai_core::store::{Engine, Store, statements};
use renmai_testing::Scratch;

#[tokio::test]
async fn every_statement_can_be_prepared() {
    let scratch = Scratch::new().await;
    let store = Store::open(scratch.url()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let mut count = 0;
    for text in statements() {
        // Not outside the place where it runs, and what only one engine knows.
        let is_known = match store.engine() {
            Engine::Sqlite => !text.contains("pg_"),
            Engine::Postgres => !text.starts_with("vacuum"),
        };
        if text.contains("savepoint") || !is_known {
            continue;
        }
        tx.prepare(text).await.unwrap_or_else(|fault| panic!("{fault}\n{text}"));
        count += 1;
    }
    assert!(count > 50, "only {count} statements are registered");
}
