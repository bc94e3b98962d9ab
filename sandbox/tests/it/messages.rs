//! Sending, editing and deleting.

use chrono::Duration;
use serde_json::{Value, json};

use crate::house::{ANNA, House, LINA};

const NOT_MODIFIED: &str = "Bad Request: message is not modified: specified new message content and reply markup are \
                            exactly the same as a current content and reply markup of the message";

async fn open() -> House {
    let house = House::open().await;
    house.anna().says("/start");
    house
}

fn keys(data: &str) -> Value {
    json!({ "inline_keyboard": [[{ "text": "Go", "callback_data": data }]] })
}

#[tokio::test]
async fn what_is_sent_is_heard_and_seen() {
    let house = open().await;
    let sent = house.does("sendMessage", json!({ "chat_id": ANNA, "text": "<b>hi</b>", "parse_mode": "HTML", "disable_notification": true })).await;
    assert_eq!(sent["message_id"], 2, "both write into one sequence");
    assert_eq!(
        sent["from"],
        json!({ "id": 100_001, "is_bot": true, "first_name": "Test", "username": "test_bot" })
    );
    let heard = house.anna().hears().await.unwrap();
    assert_eq!((heard.text.as_str(), heard.html.as_str(), heard.silent), ("hi", "<b>hi</b>", true));
    assert!(house.anna().unheard().is_empty());
    assert_eq!(house.anna().screen().len(), 2);
    assert!(house.lina().screen().is_empty());
}

#[tokio::test]
async fn limits_are_counted_in_utf16_after_parsing() {
    let house = open().await;
    let long = "Bad Request: message is too long".to_owned();
    house.sends(&"x".repeat(4096)).await;
    assert_eq!(
        house.refused("sendMessage", json!({ "chat_id": ANNA, "text": "x".repeat(4097) })).await,
        (400, long.clone())
    );
    house.sends(&"🏟".repeat(2048)).await;
    assert_eq!(
        house.refused("sendMessage", json!({ "chat_id": ANNA, "text": "🏟".repeat(2049) })).await,
        (400, long)
    );
    let marked = format!("<b>{}</b>&amp;", "x".repeat(4095));
    house.does("sendMessage", json!({ "chat_id": ANNA, "text": marked, "parse_mode": "HTML" })).await;
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused() {
    let house = open().await;
    let cases = [
        (json!({ "chat_id": ANNA }), 400, "Bad Request: message text is empty"),
        (json!({ "chat_id": ANNA, "text": "" }), 400, "Bad Request: message text is empty"),
        (json!({ "chat_id": ANNA, "text": " \n " }), 400, "Bad Request: text must be non-empty"),
        (json!({ "text": "x" }), 400, "Bad Request: chat_id is empty"),
        (json!({ "chat_id": 77, "text": "x" }), 400, "Bad Request: chat not found"),
        (json!({ "chat_id": "@nobody", "text": "x" }), 400, "Bad Request: chat not found"),
        (
            json!({ "chat_id": LINA, "text": "x" }),
            403,
            "Forbidden: bot can't initiate conversation with a user",
        ),
        (
            json!({ "chat_id": ANNA, "text": "x", "parse_mode": "BBCode" }),
            400,
            "Bad Request: unsupported parse_mode",
        ),
        (
            json!({ "chat_id": ANNA, "text": "x", "reply_parameters": { "message_id": 99 } }),
            400,
            "Bad Request: message to be replied not found",
        ),
    ];
    let count = cases.len();
    for (params, status, words) in cases {
        assert_eq!(
            house.refused("sendMessage", params.clone()).await,
            (status, words.to_owned()),
            "{params}"
        );
    }
    assert_eq!(house.sandbox.complaints().len(), count);
}

#[tokio::test]
async fn a_reply_carries_the_whole_message() {
    let house = open().await;
    house
        .does("sendMessage", json!({ "chat_id": ANNA, "text": "How many?", "reply_markup": keys("a") }))
        .await;
    house.anna().replies(2, "Three");
    let update = house.updates(0).await.remove(1);
    let replied = &update["message"]["reply_to_message"];
    assert_eq!(replied["text"], "How many?");
    assert_eq!(replied["from"]["is_bot"], true);
    assert_eq!(replied["reply_markup"], keys("a"));
    let own = house
        .does("sendMessage", json!({ "chat_id": ANNA, "text": "x", "reply_parameters": { "message_id": 3 } }))
        .await;
    assert_eq!(own["reply_to_message"]["text"], "Three");
    assert!(own["reply_to_message"]["reply_to_message"].is_null(), "replies are shown one deep");
    let lenient = json!({ "chat_id": ANNA, "text": "x", "reply_parameters": { "message_id": 99, "allow_sending_without_reply": true } });
    assert!(house.does("sendMessage", lenient).await["reply_to_message"].is_null());
}

#[tokio::test]
async fn an_edit_changes_the_message_and_takes_the_buttons() {
    let house = open().await;
    house.does("sendMessage", json!({ "chat_id": ANNA, "text": "one", "reply_markup": keys("a") })).await;
    house.clock.advance(Duration::minutes(5));
    let edited =
        house.does("editMessageText", json!({ "chat_id": ANNA, "message_id": 2, "text": "two" })).await;
    assert_eq!(edited["edit_date"].as_i64().unwrap() - edited["date"].as_i64().unwrap(), 300);
    assert!(edited["reply_markup"].is_null());
    let (first, second) = (house.anna().hears().await.unwrap(), house.anna().hears().await.unwrap());
    assert_eq!((first.text.as_str(), first.edited, first.labels()), ("one", false, vec!["Go"]));
    assert_eq!((second.text.as_str(), second.edited, second.labels()), ("two", true, vec![]));
    assert_eq!(house.anna().message(2).unwrap(), second);
}

#[tokio::test]
async fn an_edit_that_changes_nothing_is_refused() {
    let house = open().await;
    house
        .does(
            "sendMessage",
            json!({ "chat_id": ANNA, "text": "<b>x</b>", "parse_mode": "HTML", "reply_markup": keys("a") }),
        )
        .await;
    let edit = |text: &str, data: &str| json!({ "chat_id": ANNA, "message_id": 2, "text": text, "parse_mode": "HTML", "reply_markup": keys(data) });
    assert_eq!(
        house.refused("editMessageText", edit("<strong>x</strong>", "a")).await,
        (400, NOT_MODIFIED.to_owned())
    );
    house.does("editMessageText", edit("<i>x</i>", "a")).await;
    house.does("editMessageText", edit("<i>x</i>", "b")).await;
    let same = json!({ "chat_id": ANNA, "message_id": 2, "reply_markup": keys("b") });
    assert_eq!(house.refused("editMessageReplyMarkup", same).await, (400, NOT_MODIFIED.to_owned()));
    house.does("editMessageReplyMarkup", json!({ "chat_id": ANNA, "message_id": 2 })).await;
    assert!(house.anna().message(2).unwrap().buttons.is_empty());
}

#[tokio::test]
async fn only_own_messages_can_be_edited() {
    let house = open().await;
    let edit = |id: i64| json!({ "chat_id": ANNA, "message_id": id, "text": "x" });
    assert_eq!(
        house.refused("editMessageText", edit(1)).await,
        (400, "Bad Request: message can't be edited".into())
    );
    assert_eq!(
        house.refused("editMessageText", edit(9)).await,
        (400, "Bad Request: message to edit not found".into())
    );
    assert_eq!(
        house.refused("editMessageText", edit(0)).await,
        (400, "Bad Request: message identifier is not specified".into())
    );
    house.sends("text").await;
    let caption = json!({ "chat_id": ANNA, "message_id": 2, "caption": "x" });
    assert_eq!(
        house.refused("editMessageCaption", caption).await,
        (400, "Bad Request: there is no caption in the message to edit".into())
    );
}

#[tokio::test]
async fn messages_are_deleted_while_they_are_young() {
    let house = open().await;
    house.sends("one").await;
    house.sends("two").await;
    let delete = |id: i64| json!({ "chat_id": ANNA, "message_id": id });
    house.does("deleteMessage", delete(2)).await;
    assert!(house.anna().message(2).is_none());
    assert_eq!(
        house.refused("deleteMessage", delete(2)).await,
        (400, "Bad Request: message to delete not found".into())
    );
    house.clock.advance(Duration::hours(49));
    assert_eq!(
        house.refused("deleteMessage", delete(3)).await,
        (400, "Bad Request: message can't be deleted for everyone".into())
    );
    house.sends("three").await;
    house.does("deleteMessages", json!({ "chat_id": ANNA, "message_ids": [4, 55] })).await;
    assert_eq!(house.anna().screen().len(), 2);
}

#[tokio::test]
async fn copies_and_forwards() {
    let house = open().await;
    house.lina().says("hello");
    let to =
        |method_message: i64| json!({ "chat_id": LINA, "from_chat_id": ANNA, "message_id": method_message });
    assert_eq!(house.does("copyMessage", to(1)).await, json!({ "message_id": 2 }));
    let forward = house.does("forwardMessage", to(1)).await;
    assert_eq!(forward["forward_origin"]["type"], "user");
    assert_eq!(forward["forward_origin"]["sender_user"]["id"], ANNA);
    assert_eq!(house.refused("copyMessage", to(9)).await.1, "Bad Request: message to copy not found");
}

#[tokio::test]
async fn pins_reactions_and_the_rest() {
    let house = open().await;
    house.sends("pin me").await;
    house.does("pinChatMessage", json!({ "chat_id": ANNA, "message_id": 2 })).await;
    assert_eq!(house.does("getChat", json!({ "chat_id": ANNA })).await["pinned_message"]["text"], "pin me");
    house.does("unpinChatMessage", json!({ "chat_id": ANNA })).await;
    assert!(house.does("getChat", json!({ "chat_id": ANNA })).await["pinned_message"].is_null());
    let react = |emoji: &str| json!({ "chat_id": ANNA, "message_id": 1, "reaction": [{ "type": "emoji", "emoji": emoji }] });
    house.does("setMessageReaction", react("👍")).await;
    assert_eq!(house.anna().message(1).unwrap().reactions, ["👍"]);
    assert_eq!(house.refused("setMessageReaction", react("✅")).await.1, "Bad Request: REACTION_INVALID");
    house.does("sendChatAction", json!({ "chat_id": ANNA, "action": "typing" })).await;
    assert_eq!(
        house.refused("sendChatAction", json!({ "chat_id": ANNA, "action": "sleeping" })).await.0,
        400
    );
    house.does("setChatMenuButton", json!({ "menu_button": { "type": "commands" } })).await;
    assert_eq!(house.does("getChatMenuButton", json!({ "chat_id": ANNA })).await["type"], "commands");
}
