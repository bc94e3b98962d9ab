//! How updates reach the bot.

use std::time::Duration;

use serde_json::json;

use crate::house::{ANNA, House};

fn ids(updates: &[serde_json::Value]) -> Vec<i64> {
    updates.iter().map(|update| update["update_id"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn an_update_stays_until_a_later_one_is_asked_for() {
    let house = House::open().await;
    house.anna().says("one");
    house.anna().says("two");
    let first = house.updates(0).await;
    assert_eq!(ids(&first), [100_001, 100_002]);
    assert_eq!(house.updates(0).await, first, "asking again brings the same");
    assert_eq!(house.updates(100_001).await, first, "asking from the first on confirms nothing");
    assert_eq!(ids(&house.updates(100_002).await), [100_002]);
    assert_eq!(ids(&house.updates(0).await), [100_002], "what was confirmed is gone");
    assert!(house.updates(100_003).await.is_empty());
}

#[tokio::test]
async fn a_message_arrives_as_telegram_sends_it() {
    let house = House::open().await;
    house.anna().says("/start code https://example.com");
    let update = house.updates(0).await.remove(0);
    let person = json!({ "id": ANNA, "is_bot": false, "first_name": "Anna", "last_name": "Liu", "username": "anna", "language_code": "en" });
    assert_eq!(
        update,
        json!({
            "update_id": 100_001,
            "message": {
                "message_id": 1,
                "from": person,
                "chat": { "id": ANNA, "type": "private", "first_name": "Anna", "last_name": "Liu", "username": "anna" },
                "date": 1_795_435_200,
                "text": "/start code https://example.com",
                "entities": [
                    { "type": "bot_command", "offset": 0, "length": 6 },
                    { "type": "url", "offset": 12, "length": 19 },
                ],
            },
        })
    );
}

#[tokio::test]
async fn a_negative_offset_forgets_all_but_the_last() {
    let house = House::open().await;
    for text in ["one", "two", "three"] {
        house.anna().says(text);
    }
    assert_eq!(ids(&house.updates(-1).await), [100_003]);
    assert_eq!(ids(&house.updates(0).await), [100_003]);
}

#[tokio::test]
async fn no_more_come_at_once_than_were_asked_for() {
    let house = House::open().await;
    for _ in 0..120 {
        house.anna().says("x");
    }
    assert_eq!(house.does("getUpdates", json!({ "limit": 3 })).await.as_array().unwrap().len(), 3);
    assert_eq!(house.updates(0).await.len(), 100);
}

#[tokio::test]
async fn a_long_poll_ends_as_soon_as_somebody_writes() {
    let house = House::open().await;
    let asking = house.does("getUpdates", json!({ "timeout": 50 }));
    let writing = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        house.anna().says("hello");
    };
    let (updates, ()) =
        tokio::time::timeout(Duration::from_secs(10), async { tokio::join!(asking, writing) }).await.unwrap();
    assert_eq!(updates[0]["message"]["text"], "hello");
}

#[tokio::test]
async fn a_second_bot_ends_the_wait_of_the_first() {
    let house = House::open().await;
    let first = house.refused("getUpdates", json!({ "timeout": 50 }));
    let second = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        house.updates(0).await
    };
    let (first, second) = tokio::join!(first, second);
    let words =
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";
    assert_eq!(first, (409, words.to_owned()));
    assert!(second.is_empty());
    assert!(house.sandbox.complaints().is_empty(), "the bot cannot help it");
}

#[tokio::test]
async fn only_kinds_that_were_asked_for_arrive() {
    let house = House::open().await;
    house.does("getUpdates", json!({ "allowed_updates": ["callback_query"] })).await;
    house.anna().says("not wanted");
    house.anna().presses_data(1, "wanted");
    let updates = house.updates(0).await;
    assert_eq!(updates.len(), 1);
    assert_eq!(updates[0]["callback_query"]["data"], "wanted");
    assert_eq!(house.does("getWebhookInfo", json!({})).await["allowed_updates"], json!(["callback_query"]));
    house.does("getUpdates", json!({ "allowed_updates": [] })).await;
    house.anna().says("wanted again");
    assert_eq!(house.updates(0).await.len(), 2);
}

#[tokio::test]
async fn waiting_updates_can_be_dropped() {
    let house = House::open().await;
    house.anna().says("one");
    house.does("deleteWebhook", json!({ "drop_pending_updates": false })).await;
    assert_eq!(house.updates(0).await.len(), 1);
    house.does("deleteWebhook", json!({ "drop_pending_updates": true })).await;
    assert!(house.updates(0).await.is_empty());
}

#[tokio::test]
async fn on_order_every_update_comes_twice() {
    let house = House::open().await;
    house.sandbox.faults().deliver_twice(true);
    house.anna().says("one");
    assert_eq!(ids(&house.updates(0).await), [100_001]);
    assert_eq!(ids(&house.updates(100_002).await), [100_001], "once more after it was confirmed");
    assert!(house.updates(100_002).await.is_empty(), "and that was all");
}
