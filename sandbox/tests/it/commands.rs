//! The menu of commands.

use serde_json::{Value, json};

use crate::house::{ANNA, House, LINA};

fn set(name: &str, scope: Value, language: &str) -> Value {
    json!({ "commands": [{ "command": name, "description": "d" }], "scope": scope, "language_code": language })
}

async fn menu(house: &House, person: i64) -> String {
    house.sandbox.commands_for(person).into_iter().map(|(command, _)| command).collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn the_narrowest_scope_wins_and_a_language_before_none() {
    let house = House::open().await;
    house.anna().says("/start");
    house.lina().says("/start");
    assert_eq!(menu(&house, ANNA).await, "");
    house.does("setMyCommands", set("default", Value::Null, "")).await;
    assert_eq!(menu(&house, ANNA).await, "default");
    house.does("setMyCommands", set("default_zh", json!({ "type": "default" }), "zh")).await;
    assert_eq!(menu(&house, LINA).await, "default_zh");
    assert_eq!(menu(&house, ANNA).await, "default");
    house.does("setMyCommands", set("private", json!({ "type": "all_private_chats" }), "")).await;
    assert_eq!(menu(&house, LINA).await, "private", "a narrower scope comes before a language");
    let chat = json!({ "type": "chat", "chat_id": LINA });
    house.does("setMyCommands", set("hers", chat.clone(), "")).await;
    house.does("setMyCommands", set("hers_zh", chat.clone(), "zh")).await;
    assert_eq!(menu(&house, LINA).await, "hers_zh");
    assert_eq!(menu(&house, ANNA).await, "private");
    assert_eq!(
        house.does("getMyCommands", json!({ "scope": chat, "language_code": "zh" })).await[0]["command"],
        "hers_zh"
    );
    house.does("deleteMyCommands", json!({ "scope": chat, "language_code": "zh" })).await;
    assert_eq!(menu(&house, LINA).await, "hers");
    house.does("setMyCommands", json!({ "commands": [], "scope": chat })).await;
    assert_eq!(menu(&house, LINA).await, "private");
}

#[tokio::test]
async fn bad_commands_are_refused() {
    let house = House::open().await;
    let one = |command: &str, description: &str| json!({ "commands": [{ "command": command, "description": description }] });
    let many: Vec<Value> =
        (0..101).map(|n| json!({ "command": format!("c{n}"), "description": "d" })).collect();
    for (params, words) in [
        (one("Start", "d"), "BOT_COMMAND_INVALID"),
        (one("a-b", "d"), "BOT_COMMAND_INVALID"),
        (one("", "d"), "command must be non-empty"),
        (one(&"a".repeat(33), "d"), "command length must not exceed 32"),
        (one("a", ""), "command description must be non-empty"),
        (one("a", &"d".repeat(257)), "command description length must not exceed 256"),
        (json!({ "commands": many }), "BOT_COMMANDS_TOO_MUCH"),
        (json!({ "commands": [], "scope": { "type": "chat", "chat_id": ANNA } }), "chat not found"),
        (json!({ "commands": [], "language_code": "english" }), "invalid language code specified"),
    ] {
        assert_eq!(
            house.refused("setMyCommands", params.clone()).await,
            (400, format!("Bad Request: {words}")),
            "{params}"
        );
    }
    house.does("setMyCommands", one(&"a".repeat(32), &"d".repeat(256))).await;
}

#[tokio::test]
async fn the_bot_describes_itself_by_language() {
    let house = House::open().await;
    house.does("setMyDescription", json!({ "description": "A book" })).await;
    house.does("setMyDescription", json!({ "description": "书", "language_code": "zh" })).await;
    assert_eq!(house.does("getMyDescription", json!({ "language_code": "zh" })).await["description"], "书");
    assert_eq!(
        house.does("getMyDescription", json!({ "language_code": "de" })).await["description"],
        "A book"
    );
    house.does("setMyName", json!({ "name": "Book" })).await;
    assert_eq!(house.does("getMyName", json!({})).await["name"], "Book");
    assert_eq!(
        house.refused("setMyShortDescription", json!({ "short_description": "x".repeat(121) })).await.0,
        400
    );
}
