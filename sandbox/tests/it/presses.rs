//! Presses of buttons and their answers.

use chrono::Duration;
use serde_json::json;

use crate::house::{ANNA, House};

const TOO_OLD: &str = "Bad Request: query is too old and response timeout expired or query ID is invalid";

async fn open() -> House {
    let house = House::open().await;
    house.anna().says("/start");
    let keyboard = json!({ "inline_keyboard": [[{ "text": "✅ Done", "callback_data": "d:1" }, { "text": "Web", "url": "https://example.com" }]] });
    house.does("sendMessage", json!({ "chat_id": ANNA, "text": "Task", "reply_markup": keyboard })).await;
    house
}

#[tokio::test]
async fn a_press_arrives_with_the_message_as_it_is() {
    let house = open().await;
    let press = house.anna().presses(2, "Done").unwrap();
    let query = &house.updates(0).await[1]["callback_query"];
    assert_eq!(query["id"], press.id);
    assert_eq!(query["data"], "d:1");
    assert_eq!(query["from"]["id"], ANNA);
    assert_eq!(query["message"]["text"], "Task");
    assert_eq!(query["message"]["reply_markup"]["inline_keyboard"][0][0]["callback_data"], "d:1");
    assert!(query["chat_instance"].is_string());
    assert!(house.anna().presses(2, "Undo").unwrap_err().contains("✅ Done"), "it tells what there is");
    assert!(house.anna().presses(2, "Web").is_err(), "a link sends nothing");
}

#[tokio::test]
async fn a_press_is_answered_once() {
    let house = open().await;
    let press = house.anna().presses(2, "✅ Done").unwrap();
    let answer = json!({ "callback_query_id": press.id, "text": "Well done", "show_alert": true });
    house.does("answerCallbackQuery", answer.clone()).await;
    let seen = house.anna().press_answer(&press).await.unwrap();
    assert_eq!((seen.text.as_deref(), seen.alert), (Some("Well done"), true));
    assert_eq!(house.refused("answerCallbackQuery", answer).await, (400, TOO_OLD.into()));
    assert_eq!(house.sandbox.complaints().len(), 1);
}

#[tokio::test]
async fn an_answer_may_be_empty_but_not_long() {
    let house = open().await;
    let press = house.anna().presses(2, "Done").unwrap();
    let long = json!({ "callback_query_id": press.id, "text": "x".repeat(201) });
    assert_eq!(
        house.refused("answerCallbackQuery", long).await,
        (400, "Bad Request: MESSAGE_TOO_LONG".into())
    );
    house.does("answerCallbackQuery", json!({ "callback_query_id": press.id })).await;
    assert_eq!(house.anna().press_answer(&press).await.unwrap().text, None);
}

#[tokio::test]
async fn a_press_is_let_go_after_fifteen_minutes() {
    let house = open().await;
    let press = house.anna().presses(2, "Done").unwrap();
    house.clock.advance(Duration::minutes(16));
    let refused = house.refused("answerCallbackQuery", json!({ "callback_query_id": press.id })).await;
    assert_eq!(refused, (400, TOO_OLD.into()));
    assert_eq!(
        house.refused("answerCallbackQuery", json!({ "callback_query_id": "1" })).await,
        (400, TOO_OLD.into())
    );
}

#[tokio::test]
async fn a_press_that_is_sent_again_has_a_new_update_and_the_old_query() {
    let house = open().await;
    let press = house.anna().presses(2, "Done").unwrap();
    house.anna().presses_again(&press);
    let updates = house.updates(0).await;
    assert_eq!(updates[1]["callback_query"], updates[2]["callback_query"]);
    assert_ne!(updates[1]["update_id"], updates[2]["update_id"]);
    let answer = json!({ "callback_query_id": press.id });
    house.does("answerCallbackQuery", answer.clone()).await;
    house.refused("answerCallbackQuery", answer.clone()).await;
    assert!(house.sandbox.complaints().is_empty(), "it was told twice and may answer twice");
    house.refused("answerCallbackQuery", answer).await;
    assert_eq!(house.sandbox.complaints().len(), 1, "but not three times");
}

#[tokio::test]
async fn of_a_deleted_message_a_press_shows_only_the_number() {
    let house = open().await;
    house.does("deleteMessage", json!({ "chat_id": ANNA, "message_id": 2 })).await;
    house.anna().presses_data(2, "d:1");
    let query = &house.updates(0).await[1]["callback_query"];
    assert_eq!((&query["message"]["message_id"], &query["message"]["date"]), (&json!(2), &json!(0)));
    assert!(query["message"]["text"].is_null());
}
