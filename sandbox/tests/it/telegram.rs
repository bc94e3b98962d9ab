//! The line itself: tokens, methods, ways to pass parameters, the log.

use serde_json::{Value, json};

use crate::house::{ANNA, House, TOKEN};

#[tokio::test]
async fn a_wrong_token_is_not_let_in() {
    let house = House::open().await;
    let response = house.http.get(format!("{}/bot1:wrong/getMe", house.address)).send().await.unwrap();
    assert_eq!(response.status(), 401);
    let envelope: Value = response.json().await.unwrap();
    assert_eq!(envelope, json!({ "ok": false, "error_code": 401, "description": "Unauthorized" }));
}

#[tokio::test]
async fn an_unknown_method_is_not_found() {
    let house = House::open().await;
    assert_eq!(house.refused("sendTelepathy", json!({})).await, (404, "Not Found".into()));
    assert!(house.sandbox.complaints()[0].starts_with("sendTelepathy: 404"));
}

#[tokio::test]
async fn methods_are_found_in_any_writing() {
    let house = House::open().await;
    assert_eq!(house.does("GETME", json!({})).await["username"], "test_bot");
    assert_eq!(house.sandbox.calls()[0].method, "getMe");
}

#[tokio::test]
async fn parameters_may_come_in_every_way() {
    let house = House::open().await;
    house.anna().says("/start");
    let url = |query: &str| format!("{}/bot{TOKEN}/sendMessage{query}", house.address);
    let keyboard = r#"{"inline_keyboard":[[{"text":"Go","callback_data":"x"}]]}"#;
    let http = &house.http;
    let requests = [
        http.get(url(&format!("?chat_id={ANNA}&text=a%26b&reply_markup=%7B%22inline_keyboard%22:%5B%5B%7B%22text%22:%22Go%22,%22callback_data%22:%22x%22%7D%5D%5D%7D"))),
        http.post(url(&format!("?chat_id={ANNA}"))).form(&[("text", "a&b"), ("reply_markup", keyboard)]),
        http.post(url("")).json(&json!({ "chat_id": ANNA.to_string(), "text": "a&b", "reply_markup": keyboard })),
        http.post(url("")).json(&json!({ "chat_id": ANNA, "text": "a&b", "reply_markup": serde_json::from_str::<Value>(keyboard).unwrap() })),
        http.post(url("")).multipart(reqwest::multipart::Form::new().text("chat_id", ANNA.to_string()).text("text", "a&b").text("reply_markup", keyboard)),
    ];
    for (index, request) in requests.into_iter().enumerate() {
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200, "{index}");
        let heard = house.anna().hears().await.unwrap();
        assert_eq!((heard.text.as_str(), heard.labels()), ("a&b", vec!["Go"]), "{index}");
    }
}

#[tokio::test]
async fn every_call_is_logged_without_the_token() {
    let house = House::open().await;
    house.anna().says("/start");
    house.sends("hello").await;
    let calls = house.sandbox.calls();
    let call = calls.last().unwrap();
    assert_eq!((call.method.as_str(), call.chat), ("sendMessage", Some(ANNA)));
    assert_eq!(call.params["text"], "hello");
    assert_eq!(call.answer["result"]["message_id"], 2);
    assert!(!format!("{calls:?}").contains(TOKEN));
}
