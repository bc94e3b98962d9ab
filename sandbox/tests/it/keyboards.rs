//! What may be under a message.

use serde_json::{Value, json};

use crate::house::{ANNA, House};

fn with(rows: Value) -> Value {
    json!({ "chat_id": ANNA, "text": "x", "reply_markup": { "inline_keyboard": rows } })
}

#[tokio::test]
async fn good_keyboards_come_back_as_they_were_sent() {
    let house = House::open().await;
    house.anna().says("/start");
    let rows = json!([
        [{ "text": "Data", "callback_data": "x".repeat(64) }, { "text": "Web", "url": "https://example.com/a" }],
        [{ "text": "Copy", "copy_text": { "text": "c".repeat(256) }, "style": "primary" }],
    ]);
    let message = house.does("sendMessage", with(rows.clone())).await;
    assert_eq!(message["reply_markup"]["inline_keyboard"], rows);
    let heard = house.anna().hears().await.unwrap();
    assert_eq!(heard.labels(), ["Data", "Web", "Copy"]);
    assert_eq!(heard.buttons[0][0].data.as_deref().map(str::len), Some(64));
    assert_eq!(heard.buttons[0][1].url.as_deref(), Some("https://example.com/a"));
    assert_eq!(heard.buttons[1][0].copy_text.as_deref().map(str::len), Some(256));
}

#[tokio::test]
async fn bad_keyboards_are_refused() {
    let house = House::open().await;
    house.anna().says("/start");
    let go = || json!({ "text": "Go", "callback_data": "x" });
    let cases = [
        (json!([[{ "text": "x", "callback_data": "x".repeat(65) }]]), "BUTTON_DATA_INVALID"),
        // Sixty-four bytes, not characters.
        (json!([[{ "text": "x", "callback_data": "中".repeat(22) }]]), "BUTTON_DATA_INVALID"),
        (
            json!([[{ "text": "x", "callback_data": "" }]]),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            json!([[{ "text": "x" }]]),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            json!([[{ "callback_data": "x" }]]),
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (json!([[{ "text": " ", "callback_data": "x" }]]), "inline keyboard button text must be non-empty"),
        (
            json!([[{ "text": "x", "callback_data": "x", "url": "https://example.com" }]]),
            "can't parse inline keyboard button: exactly one of the optional fields must be used",
        ),
        (
            json!([[{ "text": "x", "url": "not-a-url" }]]),
            "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL",
        ),
        (
            json!([[{ "text": "x", "url": "ftp://example.com" }]]),
            "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
        ),
        (json!([[{ "text": "x", "copy_text": { "text": "" } }]]), "BUTTON_COPY_TEXT_INVALID"),
        (json!([[{ "text": "x", "copy_text": { "text": "c".repeat(257) } }]]), "BUTTON_COPY_TEXT_INVALID"),
        (json!(vec![vec![go(); 5]; 21]), "reply markup is too long"),
        (json!([vec![go(); 9]]), "BUTTON_ROW_TOO_LONG"),
    ];
    for (rows, words) in cases {
        assert_eq!(
            house.refused("sendMessage", with(rows.clone())).await,
            (400, format!("Bad Request: {words}")),
            "{rows}"
        );
    }
    house.does("sendMessage", with(json!(vec![vec![go(); 5]; 20]))).await;
}

#[tokio::test]
async fn other_keyboards_are_taken_where_they_belong() {
    let house = House::open().await;
    house.anna().says("/start");
    let send = |markup: Value| json!({ "chat_id": ANNA, "text": "x", "reply_markup": markup });
    for markup in [
        json!({ "force_reply": true, "input_field_placeholder": "Name" }),
        json!({ "keyboard": [[{ "text": "Yes" }, "No"]], "resize_keyboard": true }),
        json!({ "remove_keyboard": true }),
    ] {
        let sent = house.does("sendMessage", send(markup.clone())).await;
        assert!(sent["reply_markup"].is_null(), "Telegram shows the bot inline keyboards only");
        assert_eq!(house.anna().hears().await.unwrap().reply_markup, Some(markup));
    }
    let edit =
        json!({ "chat_id": ANNA, "message_id": 2, "text": "y", "reply_markup": { "force_reply": true } });
    assert_eq!(house.refused("editMessageText", edit).await.1, "Bad Request: inline keyboard expected");
}
