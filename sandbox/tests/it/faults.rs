//! Trouble on order.

use std::time::Duration;

use renmai_sandbox::Fault;
use serde_json::{Value, json};

use crate::house::{ANNA, House, TOKEN};

async fn open() -> House {
    let house = House::open().await;
    house.anna().says("/start");
    house
}

fn hello() -> Value {
    json!({ "chat_id": ANNA, "text": "hello" })
}

async fn try_to_send(house: &House) -> Result<Value, reqwest::Error> {
    let url = format!("{}/bot{TOKEN}/sendMessage", house.address);
    house.http.post(url).json(&hello()).send().await?.json().await
}

#[tokio::test]
async fn so_many_calls_fail_and_then_no_more() {
    let house = open().await;
    house.sandbox.faults().fail_next(2, Fault::TooManyRequests { retry_after: 7 });
    for _ in 0..2 {
        assert!(house.updates(0).await.len() == 1, "updates are not disturbed");
        let (status, envelope) = house.call("sendMessage", hello()).await;
        assert_eq!(status, 429);
        assert_eq!(envelope["parameters"]["retry_after"], 7);
        assert_eq!(envelope["description"], "Too Many Requests: retry after 7");
    }
    house.does("sendMessage", hello()).await;
    assert_eq!(house.anna().unheard().len(), 1);
    assert!(house.sandbox.complaints().is_empty());
}

#[tokio::test]
async fn one_method_can_be_disturbed() {
    let house = open().await;
    house.sandbox.faults().on_method("getupdates", 1, Fault::ServerError(502));
    house.does("sendMessage", hello()).await;
    assert_eq!(house.refused("getUpdates", json!({})).await, (502, "Bad Gateway".into()));
    house.updates(0).await;
}

#[tokio::test]
async fn a_gateway_may_answer_with_its_own_page() {
    let house = open().await;
    house.sandbox.faults().fail_next(1, Fault::HtmlInsteadOfJson);
    assert!(try_to_send(&house).await.unwrap_err().is_decode());
}

#[tokio::test]
async fn a_connection_may_break_before_or_after() {
    let house = open().await;
    house.sandbox.faults().fail_next(1, Fault::DropConnection);
    try_to_send(&house).await.unwrap_err();
    assert!(house.anna().unheard().is_empty(), "it was not done");
    house.sandbox.faults().fail_next(1, Fault::DropAfter);
    try_to_send(&house).await.unwrap_err();
    assert_eq!(house.anna().unheard().len(), 1, "it was done");
}

#[tokio::test]
async fn a_call_may_hang() {
    let house = open().await;
    house.sandbox.faults().fail_next(1, Fault::Hang(Duration::from_secs(60)));
    let hanging = tokio::time::timeout(Duration::from_millis(100), house.call("sendMessage", hello())).await;
    assert!(hanging.is_err());
    assert!(house.anna().unheard().is_empty());
    house.does("sendMessage", hello()).await;
}

#[tokio::test]
async fn the_same_seed_gives_the_same_trouble() {
    let mut runs = Vec::new();
    for _ in 0..2 {
        let house = open().await;
        house.sandbox.faults().rate(40, 7);
        let mut run = Vec::new();
        for _ in 0..20 {
            run.push(try_to_send(&house).await.is_ok_and(|envelope| envelope["ok"] == true));
        }
        house.sandbox.faults().clear();
        house.does("sendMessage", hello()).await;
        runs.push(run);
    }
    assert_eq!(runs[0], runs[1]);
    assert!(runs[0].contains(&true) && runs[0].contains(&false), "{:?}", runs[0]);
}

#[tokio::test]
async fn telegrams_limits_can_be_switched_on() {
    let house = open().await;
    house.sandbox.faults().telegram_limits(true);
    let mut statuses = Vec::new();
    for _ in 0..8 {
        statuses.push(house.call("sendMessage", hello()).await.0);
    }
    assert_eq!(statuses[..5], [200; 5], "a short burst is let through");
    assert!(statuses.contains(&429));
}
