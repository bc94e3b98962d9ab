//! The compiler does not check SQL that must run on more than one engine: here every statement is prepared.

use renmai_core::store::{Store, statements};

#[tokio::test]
async fn every_statement_can_be_prepared() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&format!("sqlite://{}/book.db", folder.path().display())).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let mut count = 0;
    for text in statements() {
        // SQLite cannot prepare these two outside the place where they run.
        if text.starts_with("vacuum") || text.contains("savepoint") {
            continue;
        }
        tx.prepare(text).await.unwrap_or_else(|fault| panic!("{fault}\n{text}"));
        count += 1;
    }
    assert!(count > 50, "only {count} statements are registered");
}
