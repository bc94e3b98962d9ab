//! What people do: block, edit, send what a bot does not expect.

use chrono::{Duration, TimeZone as _, Utc};
use serde_json::json;

use crate::house::{ANNA, House};

#[tokio::test]
async fn a_blocked_bot_cannot_write() {
    let house = House::open().await;
    house.anna().says("/start");
    house.anna().blocks_bot();
    let send = json!({ "chat_id": ANNA, "text": "x" });
    assert_eq!(
        house.refused("sendMessage", send.clone()).await,
        (403, "Forbidden: bot was blocked by the user".into())
    );
    assert!(house.sandbox.complaints().is_empty(), "the bot cannot help it");
    house.anna().unblocks_bot();
    house.does("sendMessage", send).await;
    let updates = house.updates(0).await;
    let statuses = |update: &serde_json::Value| {
        let change = &update["my_chat_member"];
        (change["old_chat_member"]["status"].clone(), change["new_chat_member"]["status"].clone())
    };
    assert_eq!(statuses(&updates[1]), (json!("member"), json!("kicked")));
    assert_eq!(statuses(&updates[2]), (json!("kicked"), json!("member")));
    assert_eq!(updates[1]["my_chat_member"]["new_chat_member"]["until_date"], 0);
}

#[tokio::test]
async fn an_edit_arrives_as_such() {
    let house = House::open().await;
    let id = house.anna().says("hallo");
    house.clock.advance(Duration::seconds(30));
    house.anna().edits(id, "hello /help");
    let edited = &house.updates(0).await[1]["edited_message"];
    assert_eq!(edited["message_id"], id);
    assert_eq!(edited["text"], "hello /help");
    assert_eq!(edited["edit_date"].as_i64().unwrap() - edited["date"].as_i64().unwrap(), 30);
    assert_eq!(edited["entities"][0]["type"], "bot_command");
}

#[tokio::test]
async fn a_message_may_be_older_than_now() {
    let house = House::open().await;
    let earlier = Utc.with_ymd_and_hms(2026, 11, 20, 8, 0, 0).unwrap();
    house.anna().says_at("written on the plane", earlier);
    assert_eq!(house.updates(0).await[0]["message"]["date"], earlier.timestamp());
}

#[tokio::test]
async fn rubbish_arrives_as_telegram_sends_it() {
    let house = House::open().await;
    let anna = house.anna();
    anna.sends_contact("Bob", Some("Ray"), "+12025550134", Some("BEGIN:VCARD\nEND:VCARD"));
    anna.sends_photo(Some("look"));
    anna.sends_sticker("👍");
    anna.sends_voice(7);
    anna.forwards("Carol", "hi");
    let updates = house.updates(0).await;
    let message = |index: usize| &updates[index]["message"];
    assert_eq!(
        message(0)["contact"],
        json!({ "phone_number": "+12025550134", "first_name": "Bob", "last_name": "Ray", "vcard": "BEGIN:VCARD\nEND:VCARD" })
    );
    assert_eq!((&message(1)["photo"][0]["width"], &message(1)["caption"]), (&json!(1), &json!("look")));
    assert_eq!(message(2)["sticker"]["emoji"], "👍");
    assert_eq!(message(3)["voice"]["duration"], 7);
    assert_eq!(message(4)["forward_origin"]["sender_user_name"], "Carol");
    assert_eq!(message(4)["text"], "hi");
}

#[tokio::test]
async fn a_text_that_is_too_long_becomes_several_messages() {
    let house = House::open().await;
    let last = house.anna().says(&format!("{}\n{}", "a".repeat(4000), "b".repeat(500)));
    assert_eq!(last, 2);
    let updates = house.updates(0).await;
    assert_eq!(updates[0]["message"]["text"], "a".repeat(4000));
    assert_eq!(updates[1]["message"]["text"], "b".repeat(500));
}

#[tokio::test(start_paused = true)]
async fn silence_tells_what_was_heard() {
    let house = House::open().await;
    house.anna().says("/start");
    house.sandbox.person(5);
    house.sends("the only word").await;
    house.anna().hears().await.unwrap();
    let silence = house.anna().hears().await.unwrap_err().to_string();
    assert!(silence.contains("the only word"), "{silence}");
}
