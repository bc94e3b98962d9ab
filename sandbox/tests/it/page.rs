//! The chat page's side.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use renmai_sandbox::{Jump, Label, Options, Sandbox};
use serde_json::{Value, json};

use crate::house::{ANNA, House, LINA, monday, options};

async fn state(house: &House, query: &str) -> Value {
    let url = format!("{}/sandbox/state?{query}", house.address);
    house.http.get(url).send().await.unwrap().json().await.unwrap()
}

async fn act(house: &House, what: &str, body: Value) -> Value {
    let response =
        house.http.post(format!("{}/sandbox/{what}", house.address)).json(&body).send().await.unwrap();
    assert_eq!(response.status(), 200, "{what}");
    response.json().await.unwrap()
}

#[tokio::test]
async fn the_page_and_its_parts_are_there() {
    let house = House::open().await;
    let get = async |path: &str| {
        let response = house.http.get(format!("{}{path}", house.address)).send().await.unwrap();
        assert_eq!(response.status(), 200, "{path}");
        response.text().await.unwrap()
    };
    let page = get("/").await;
    for part in [
        "page.css",
        "chat.css",
        "mail.css",
        "page.js",
        "chat.js",
        "compose.js",
        "letter.js",
        "mail.js",
        "panels.js",
        "server.js",
        "text.js",
        "words.js",
    ] {
        let body = get(&format!("/sandbox/page/{part}")).await;
        assert!(!body.contains("innerHTML"), "{part}");
    }
    for id in ["compose", "send", "messages", "people", "jumps"] {
        assert!(page.contains(&format!("id=\"{id}\"")), "{id}");
    }
}

#[tokio::test]
async fn one_can_chat_on_the_page() {
    let house = House::open().await;
    act(&house, "say", json!({ "as": ANNA, "text": "/start abc" })).await;
    assert_eq!(house.updates(0).await[0]["message"]["text"], "/start abc");
    let keyboard = json!({ "inline_keyboard": [[{ "text": "Go", "callback_data": "x" }]] });
    house.does("sendMessage", json!({ "chat_id": ANNA, "text": "Hello", "reply_markup": keyboard })).await;
    let view = state(&house, &format!("as={ANNA}")).await;
    assert_eq!(view["chat"]["messages"][1]["text"], "Hello");
    assert_eq!(view["chat"]["messages"][1]["buttons"][0][0]["label"], "Go");

    let pressing = act(&house, "press", json!({ "as": ANNA, "message": 2, "row": 0, "column": 0 }));
    let answering = async {
        let updates = house.does("getUpdates", json!({ "offset": 100_002, "timeout": 20 })).await;
        let id = &updates[0]["callback_query"]["id"];
        house.does("answerCallbackQuery", json!({ "callback_query_id": id, "text": "Done" })).await;
    };
    let (answer, ()) = tokio::join!(pressing, answering);
    assert_eq!(answer["text"], "Done");
}

#[tokio::test]
async fn the_page_hears_of_what_changes() {
    let house = House::open().await;
    house.anna().says("/start");
    let version = state(&house, &format!("as={ANNA}")).await["version"].clone();
    let query = format!("as={ANNA}&since={version}");
    let waiting = state(&house, &query);
    let sending = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        house.sends("news").await;
    };
    let (view, ()) = tokio::time::timeout(Duration::from_secs(10), async { tokio::join!(waiting, sending) })
        .await
        .unwrap();
    assert_eq!(view["chat"]["messages"][1]["text"], "news");
}

#[tokio::test]
async fn unread_messages_are_counted_until_somebody_looks() {
    let house = House::open().await;
    house.anna().says("/start");
    house.sends("one").await;
    house.sends("two").await;
    let unread = |view: &Value| view["people"][0]["unread"].clone();
    assert_eq!(unread(&state(&house, &format!("as={LINA}")).await), 2);
    assert_eq!(unread(&state(&house, &format!("as={ANNA}&looking=true")).await), 0);
    assert_eq!(unread(&state(&house, &format!("as={LINA}")).await), 0);
}

#[tokio::test]
async fn the_clock_is_moved_by_its_buttons() {
    let clock = renmai_sandbox::Clock::at(monday());
    let day = Jump {
        label: Label { en: "+1 day".into(), zh: "+1 天".into() },
        to: Arc::new(|person, now| {
            let days = if person == Some(ANNA) { 2 } else { 1 };
            Box::pin(async move { now + chrono::Duration::days(days) })
        }),
    };
    let resets = Arc::new(Mutex::new(0));
    let count = resets.clone();
    let on_reset: renmai_sandbox::Reset = Arc::new(move || *count.lock().unwrap() += 1);
    let sandbox =
        Sandbox::open(Options { jumps: vec![day], on_reset: Some(on_reset), ..options(&clock) }).unwrap();
    let house = House::of(sandbox, clock.clone()).await;
    assert_eq!(state(&house, "").await["jumps"], json!([{ "en": "+1 day", "zh": "+1 天" }]));
    let moved = clock.changed();
    act(&house, "clock", json!({ "jump": 0 })).await;
    act(&house, "clock", json!({ "seconds": 3600 })).await;
    moved.await;
    assert_eq!(clock.now() - monday(), chrono::Duration::hours(25));
    act(&house, "clock", json!({ "as": ANNA, "jump": 0 })).await;
    assert_eq!(clock.now() - monday(), chrono::Duration::hours(25 + 48));
    act(&house, "reset", json!({})).await;
    assert_eq!(*resets.lock().unwrap(), 1);
}

#[tokio::test]
async fn the_clock_stays_where_there_are_dates() {
    let house = House::open().await;
    let far = i64::MAX / 1000;
    for seconds in [far, -far, i64::MAX, 200 * 366 * 86_400, -100 * 366 * 86_400] {
        let request = house.http.post(format!("{}/sandbox/clock", house.address));
        let answer = request.json(&json!({ "seconds": seconds })).send().await.unwrap();
        assert_eq!(answer.status(), 400, "{seconds}");
        assert_eq!(answer.text().await.unwrap(), "that is too far");
    }
    assert_eq!(house.clock.now(), monday());
}

#[tokio::test]
async fn other_sites_are_kept_out() {
    let house = House::open().await;
    let status = async |name: &str, value: &str| {
        let request = house
            .http
            .post(format!("{}/sandbox/say", house.address))
            .json(&json!({ "as": ANNA, "text": "x" }));
        request.header(name, value).send().await.unwrap().status().as_u16()
    };
    assert_eq!(status("origin", "https://evil.example").await, 403);
    assert_eq!(status("origin", "null").await, 403);
    assert_eq!(status("origin", "http://localhost:1").await, 403, "another program on this machine");
    assert_eq!(status("host", "evil.example").await, 403);
    assert!(house.anna().screen().is_empty());
    assert_eq!(status("origin", &house.address).await, 200);
}

#[tokio::test]
async fn what_a_file_says_it_is_is_not_believed() {
    let house = House::open().await;
    house.anna().sends_file("evil.html", b"<script>alert(1)</script>".to_vec(), None);
    let id = house.anna().screen()[0].file.clone().unwrap().id;
    let response = house.http.get(format!("{}/sandbox/file/{id}", house.address)).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "application/octet-stream");
    assert_eq!(response.headers()["content-disposition"], "attachment");
}
