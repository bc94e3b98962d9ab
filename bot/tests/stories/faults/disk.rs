//! The book cannot be read or written, or is another file.

use chrono::Duration;

use super::times;
use crate::house::{House, LINA, Trouble};
use crate::reminder::eva;

#[tokio::test]
async fn health_says_no_while_nothing_can_be_written_and_yes_again_after() {
    let house = House::open().await;
    house.is_healthy_when(|health| health.healthy && health.written_at.is_some()).await;
    // Nobody says anything: the minute's own write finds it out.
    house.breaks("setting", Trouble::Disk).await;
    house.later(Duration::minutes(1)).await;
    let health = house.is_healthy_when(|health| !health.writable).await;
    assert!(!health.healthy && health.database, "{health:?}");
    house.mends("setting").await;
    house.later(Duration::minutes(1)).await;
    let health = house.is_healthy_when(|health| health.writable).await;
    assert!(health.healthy, "{health:?}");
    // Somebody does: at once.
    house.breaks("processed_update", Trouble::Disk).await;
    let anna = house.anna();
    anna.chat.says("/l99");
    house.is_healthy_when(|health| !health.healthy).await;
    house.mends("processed_update").await;
    anna.hears().await.sees("#99");
    house.is_healthy_when(|health| health.healthy).await;
}

#[tokio::test]
async fn health_says_no_when_the_database_does_not_answer() {
    let house = House::open().await;
    let store = house.store().await;
    assert!(house.health(&store).await.database);
    store.close().await;
    let health = house.health(&store).await;
    assert!(!health.healthy && !health.database, "{health:?}");
}

#[tokio::test]
async fn a_book_that_another_takes_the_place_of_ends_the_bot() {
    if renmai_testing::on_postgres() {
        return;
    }
    let house = House::open().await;
    let other = house.folder().join("other.db");
    let store = house.store().await;
    let book = house.folder().join("renmai.db");
    renmai_core::store::back_up_file(&book, &other).await.unwrap();
    store.close().await;
    for beside in ["renmai.db-wal", "renmai.db-shm"] {
        std::fs::remove_file(house.folder().join(beside)).unwrap();
    }
    std::fs::rename(other, house.folder().join("renmai.db")).unwrap();
    // The update poller sees it at the next update, and the leader by itself.
    house.anna().chat.says("/l99");
    let fault = house.ends().await;
    assert!(fault.contains("another file has taken its place"), "{fault}");
    assert_eq!(house.sandbox.pending_updates(), 1);
    assert!(house.anna().chat.unheard().is_empty());
}

#[tokio::test]
async fn a_fault_of_ours_is_apologised_for_and_changes_nothing() {
    let house = House::open().await;
    let anna = house.anna();
    eva(&anna).await;
    house.breaks("interaction", Trouble::Row).await;
    anna.says("/log 1 call lost").await.sees("Something went wrong on our side").sees("nothing was changed");
    house.lina().says("/l99").await.sees("#99");
    house.mends("interaction").await;
    anna.says("/log 1 call found").await.sees("found");
    assert_eq!(times(&anna, "lost").await, 0);
}

#[tokio::test]
async fn a_statement_without_end_is_stopped_and_its_update_set_aside() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    eva(&anna).await;
    house.start_within(std::time::Duration::from_millis(700)).await;
    house.breaks("interaction", Trouble::Endless).await;
    // Both are in one batch, or the second waits for the first: neither silences the bot.
    anna.chat.says("/log 1 call lost");
    lina.chat.says("/l99");
    anna.hears().await.sees("Something went wrong on our side").sees("nothing was changed");
    lina.hears().await.sees("#99");
    house.mends("interaction").await;
    // What Telegram delivers again is recognised.
    house.restart().await;
    anna.says("/log 1 call found").await.sees("found");
    assert_eq!(times(&anna, "lost").await, 0);
    assert_eq!(times(&anna, "found").await, 1);
}

#[tokio::test]
async fn what_cannot_be_written_is_answered_once_it_can() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    eva(&anna).await;
    house.breaks("processed_update", Trouble::Disk).await;
    anna.chat.says("/log 1 call kept");
    lina.chat.says("/l99");
    house.asks_again().await;
    assert!(anna.chat.unheard().is_empty());
    assert!(house.sandbox.person(LINA).unheard().is_empty());
    house.mends("processed_update").await;
    anna.hears().await.sees("kept");
    lina.hears().await.sees("#99");
    assert_eq!(times(&anna, "kept").await, 1);
}
