//! Updates that come twice, late, or under numbers that were there before.

use chrono::Duration;

use super::times;
use crate::house::House;
use crate::reminder::eva;

#[tokio::test]
async fn after_a_quiet_week_updates_go_on_with_any_number() {
    let house = House::open().await;
    let (anna, store) = (house.anna(), house.store().await);
    let mut no = 100;
    for first in [5, 2_000_000_000, 1_000, 0] {
        house.has_acknowledged_everything().await;
        house.later(Duration::days(8)).await;
        house.sandbox.number_updates_from(first);
        // While the first of a hundred is carried out the others come: its acknowledgement must not be theirs.
        let given = house.updates_given();
        let writing = store.begin().await.unwrap();
        anna.chat.says(&format!("/l{no}"));
        while house.updates_given() == given {
            tokio::task::yield_now().await;
        }
        for said in no + 1..no + 100 {
            anna.chat.says(&format!("/l{said}"));
        }
        drop(writing);
        for said in no..no + 100 {
            anna.hears().await.sees(&format!("#{said} "));
        }
        no += 100;
    }
    store.close().await;
}

/// A Bot API that answers `getUpdates` with these updates, one call after the other, and tells which offsets it was
/// given. After the last it never answers.
async fn scripted(updates: Vec<Vec<i64>>) -> (String, tokio::sync::mpsc::UnboundedReceiver<Option<i64>>) {
    let (tell, told) = tokio::sync::mpsc::unbounded_channel();
    let script = std::sync::Arc::new(std::sync::Mutex::new(updates.into_iter()));
    let answer = move |body: String| {
        let (tell, script) = (tell.clone(), script.clone());
        async move {
            let asked: serde_json::Value = serde_json::from_str(&body).unwrap();
            let _ = tell.send(asked["offset"].as_i64());
            let next = script.lock().unwrap().next();
            let Some(updates) = next else { return std::future::pending().await };
            let updates: Vec<_> =
                updates.into_iter().map(|id| serde_json::json!({ "update_id": id })).collect();
            axum::Json(serde_json::json!({ "ok": true, "result": updates }))
        }
    };
    let router = axum::Router::new().fallback(axum::routing::post(answer));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let api = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(axum::serve(listener, router).into_future());
    (api, told)
}

#[tokio::test]
async fn an_acknowledgement_is_said_once_and_is_the_last_of_its_batch() {
    let script =
        vec![vec![900, 901], vec![], vec![], vec![5, 6], vec![i64::MAX], vec![0], vec![9, 8], vec![]];
    let (api, mut told) = scripted(script).await;
    let house = House::open().await;
    let app = house.app_at(&api).await;
    let mut offsets = Vec::new();
    for _ in 0..9 {
        offsets.push(told.recv().await.unwrap());
    }
    assert_eq!(offsets, [None, Some(902), None, None, Some(7), None, Some(1), Some(9), None]);
    app.stop().await;
}

#[tokio::test]
async fn a_number_that_was_heard_long_ago_is_another_update() {
    let house = House::open().await;
    let anna = house.anna();
    for days in [8, 8, 30, 400] {
        house.has_acknowledged_everything().await;
        house.later(Duration::days(days)).await;
        house.sandbox.number_updates_from(500);
        anna.says(&format!("/l{}", 100 + days)).await.sees(&format!("#{}", 100 + days));
    }
    // One that Telegram gives again, or that comes soon after under the same number, is the same.
    house.has_acknowledged_everything().await;
    house.sandbox.number_updates_from(500);
    anna.chat.says("/l1");
    anna.says("/l2").await.sees("#2");
}

#[tokio::test]
async fn an_update_that_comes_twice_and_a_press_under_another_number_happen_once() {
    let house = House::open().await;
    let anna = house.anna();
    house.sandbox.faults().deliver_twice(true);
    let card = eva(&anna).await;
    anna.says("/log 1 reply only once").await;
    let press = anna.chat.presses(card.message.id, "💤 1d").unwrap();
    anna.hears().await;
    anna.chat.presses_again(&press);
    anna.chat.says("/l98");
    anna.hears_until("#98").await;
    house.restart().await;
    anna.chat.says("/l99");
    anna.hears_until("#99").await;
    assert_eq!(times(&anna, "only once").await, 1);
    assert_eq!(times(&anna, "snoozed").await, 1);
}
