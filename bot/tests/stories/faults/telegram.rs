//! Telegram fails, asks to wait, or is not there.

use chrono::Duration;
use renmai_sandbox::Fault;

use super::times;
use crate::house::House;
use crate::reminder::eva;

#[tokio::test]
async fn who_must_wait_waits_and_nobody_else() {
    let house = House::open().await;
    let (anna, maria) = (house.anna(), house.maria());
    house.sandbox.faults().on_method("sendMessage", 1, Fault::TooManyRequests { retry_after: 600 });
    anna.chat.says("/l98");
    anna.chat.says("/l99");
    house.waits_with(2).await;
    maria.says("/l97").await.sees("#97");
    assert!(anna.chat.unheard().is_empty());
    house.later(Duration::minutes(9)).await;
    maria.says("/l97").await;
    assert!(anna.chat.unheard().is_empty());
    house.later(Duration::seconds(62)).await;
    anna.hears().await.sees("#98").lacks("repeat");
    anna.hears().await.sees("#99");
}

#[tokio::test]
async fn when_the_whole_bot_must_wait_nobody_is_written_to_before() {
    let house = House::open().await;
    house.sandbox.faults().on_method("sendMessage", 2, Fault::TooManyRequests { retry_after: 60 });
    let people = [house.anna(), house.maria(), house.lina()];
    for (at, person) in people.iter().enumerate() {
        person.chat.says("/l99");
        // The third is not even tried: two who must wait at a time are the whole bot.
        house.waits_with(at + 1).await;
    }
    house.later(Duration::seconds(62)).await;
    for person in &people {
        person.hears().await.sees("#99").lacks("repeat").lacks("重复");
    }
}

#[tokio::test]
async fn two_who_must_wait_a_day_hold_up_nobody_else_and_are_tried_after_an_hour() {
    let house = House::open().await;
    let (anna, lina, maria) = (house.anna(), house.lina(), house.maria());
    house.sandbox.faults().on_method("sendMessage", 2, Fault::TooManyRequests { retry_after: 86_400 });
    for (at, person) in [&anna, &lina].into_iter().enumerate() {
        person.chat.says("/l99");
        house.waits_with(at + 1).await;
    }
    maria.says("/l97").await.sees("#97");
    house.later(Duration::minutes(54)).await;
    maria.says("/l97").await.sees("#97");
    assert!(anna.chat.unheard().is_empty());
    house.later(Duration::minutes(2)).await;
    for person in [&anna, &lina] {
        person.hears().await.sees("#99").lacks("repeat").lacks("重复");
    }
}

#[tokio::test]
async fn what_nobody_answered_for_comes_again_marked() {
    for fault in [Fault::ServerError(502), Fault::HtmlInsteadOfJson, Fault::DropConnection, Fault::DropAfter]
    {
        let house = House::open().await;
        let (anna, lina) = (house.anna(), house.lina());
        house.sandbox.faults().on_method("sendMessage", 1, fault.clone());
        if fault == Fault::DropAfter {
            // It came, and we cannot know.
            anna.says("/l99").await.sees("#99").lacks("repeat");
        } else {
            anna.chat.says("/l99");
        }
        anna.hears().await.sees("(This may be a repeat.)").sees("#99");
        house.sandbox.faults().on_method("sendMessage", 1, fault);
        lina.chat.says("/l99");
        lina.hears_until("可能是重复").await.sees("#99");
    }
}

#[tokio::test]
async fn after_hours_without_a_network_everything_is_there() {
    let house = House::open().await;
    let anna = house.anna();
    eva(&anna).await;
    house.sandbox.faults().rate(100, 7);
    for n in 0..5 {
        anna.chat.says(&format!("/log 1 call number {n}"));
    }
    house.later(Duration::hours(5)).await;
    house.sandbox.faults().clear();
    let mut last = anna.hears().await;
    while !last.text().contains("number 4") {
        house.later(Duration::minutes(6)).await;
        last = anna.hears().await;
    }
    anna.hears_everything().await;
    for n in 0..5 {
        assert_eq!(times(&anna, &format!("number {n}")).await, 1);
    }
}

#[tokio::test]
async fn what_was_for_somebody_who_blocked_the_bot_comes_when_they_are_back() {
    let house = House::open().await;
    let (anna, maria) = (house.anna(), house.maria());
    maria.says("/add Eva Braun, Lumen GmbH, eva@lumen.de, Germany, A").await;
    anna.chat.blocks_bot();
    maria.says("/assign 1 @anna").await.sees("Anna");
    maria.says("/l1").await;
    assert!(anna.chat.unheard().is_empty());
    anna.chat.unblocks_bot();
    anna.chat.says("/l1");
    anna.hears().await.sees("Maria");
    anna.hears().await.sees("Eva Braun");
}
