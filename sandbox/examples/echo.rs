//! The sandbox with a small bot in it that repeats what it is told: `cargo run -p renmai-sandbox --example echo`.
//!
//! It is for looking at the page; the bot shows what a bot can show.

use std::sync::Arc;

use renmai_sandbox::{BotProfile, Clock, Jump, Label, Options, Person, Sandbox};
use serde_json::{Value, json};

const TOKEN: &str = "100001:echo";
const ADDRESS: &str = "127.0.0.1:8788";

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut anna = Person::new(1001, "Anna");
    anna.last_name = Some("Liu".into());
    anna.about = "Saleswoman, English".into();
    anna.language_code = Some("en".into());
    let mut lina = Person::new(1002, "李娜");
    lina.about = "Saleswoman, Chinese".into();
    lina.language_code = Some("zh-hans".into());
    let day = Jump {
        label: Label { en: "+1 day".into(), zh: "+1 天".into() },
        to: Arc::new(|_, now| Box::pin(async move { now + chrono::Duration::days(1) })),
    };
    let sandbox = Sandbox::open(Options {
        token: TOKEN.into(),
        bot: BotProfile { id: 100_001, username: "echo_bot".into(), name: "Echo".into() },
        people: vec![anna, lina],
        folder: std::env::args().nth(1).map(Into::into),
        clock: Clock::system(),
        jumps: vec![day],
        on_reset: Some(Arc::new(|| ())),
    })?;
    let listener = tokio::net::TcpListener::bind(ADDRESS).await?;
    tracing::info!("open http://{ADDRESS}");
    tokio::spawn(bot());
    sandbox.serve(listener).await;
    Ok(())
}

/// Answers every message with itself and a few buttons.
async fn bot() -> Result<(), reqwest::Error> {
    let http = reqwest::Client::new();
    let call = async |method: &str, params: Value| -> Result<Value, reqwest::Error> {
        let answer: Value = http
            .post(format!("http://{ADDRESS}/bot{TOKEN}/{method}"))
            .json(&params)
            .send()
            .await?
            .json()
            .await?;
        Ok(answer["result"].clone())
    };
    let commands = json!([
        { "command": "start", "description": "Begin" },
        { "command": "due", "description": "What is due today" },
        { "command": "help", "description": "What I can do" },
    ]);
    call("setMyCommands", json!({ "commands": commands })).await?;
    call("setMyDescription", json!({ "description": "I repeat what you say, in style." })).await?;
    let mut offset = 0;
    loop {
        let updates = call("getUpdates", json!({ "offset": offset, "timeout": 50 })).await?;
        for update in updates.as_array().into_iter().flatten() {
            offset = update["update_id"].as_i64().unwrap_or(0) + 1;
            if let Some(text) = update["message"]["text"].as_str() {
                let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
                let html = format!(
                    "You said: <b>{escaped}</b>\n<i>12 leads</i> are due — see /l12 and /l13 at https://example.com\n\
                     <blockquote>A quote of the day</blockquote><code>+49 30 1234567</code> <tg-spoiler>secret</tg-spoiler>"
                );
                let keyboard = json!([
                    [{ "text": "✅ Done", "callback_data": "done" }, { "text": "Tomorrow", "callback_data": "later" }],
                    [{ "text": "Open", "url": "https://example.com" }, { "text": "Copy", "copy_text": { "text": "copied!" } }],
                ]);
                let params = json!({ "chat_id": update["message"]["chat"]["id"], "text": html, "parse_mode": "HTML", "reply_markup": { "inline_keyboard": keyboard } });
                call("sendMessage", params).await?;
            }
            let query = &update["callback_query"];
            if let Some(data) = query["data"].as_str() {
                let (chat, message) = (&query["message"]["chat"]["id"], &query["message"]["message_id"]);
                call("answerCallbackQuery", json!({ "callback_query_id": query["id"], "text": format!("{data}!"), "show_alert": data == "later" })).await?;
                if data == "done" {
                    let text = format!("Done ✅\n{}", query["message"]["text"].as_str().unwrap_or_default());
                    call("editMessageText", json!({ "chat_id": chat, "message_id": message, "text": text }))
                        .await?;
                }
            }
        }
    }
}
