//! A kept file comes back as it was, however long, and leaves nothing behind.

use chrono::{DateTime, Utc};
use renmai_core::store::Store;
use renmai_testing::Scratch;
use sqlx::{AnyConnection, Connection as _};

const MEGABYTE: usize = 1 << 20;

#[tokio::test]
async fn a_file_of_any_length_comes_back_as_it_was() {
    let now: DateTime<Utc> = "2026-11-23T02:00:00Z".parse().unwrap();
    let scratch = Scratch::new().await;
    let store = Store::open(scratch.url()).await.unwrap();
    for length in [0, 1, MEGABYTE - 1, MEGABYTE, MEGABYTE + 1, 2 * MEGABYTE, 5 * MEGABYTE / 2] {
        let body: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
        let mut tx = store.begin().await.unwrap();
        let id = tx.keep_file(1, "a.csv", &body, now).await.unwrap();
        tx.commit().await.unwrap();
        let kept = store.read().await.unwrap().kept_file(1, id).await.unwrap().unwrap();
        assert!(kept.body == body, "of {length} bytes {} came back", kept.body.len());
        assert_eq!(store.read().await.unwrap().kept_file(2, id).await.unwrap(), None);
        let mut tx = store.begin().await.unwrap();
        tx.drop_file(1, id).await.unwrap();
        tx.commit().await.unwrap();
    }
    let mut beside = AnyConnection::connect(scratch.url()).await.unwrap();
    let left = sqlx::query_scalar::<_, i64>("select count(*) from file_piece").fetch_one(&mut beside).await;
    assert_eq!(left.unwrap(), 0);
}
