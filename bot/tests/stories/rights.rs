//! Rights are those of the moment when something is shown, not when it was asked for (docs/product.md, rule 1.9).

use chrono::Duration;
use renmai_sandbox::Fault;

use crate::house::House;

#[tokio::test]
async fn what_waits_for_somebody_who_is_removed_meanwhile_is_not_delivered() {
    let house = House::open().await;
    let (wang, anna) = (house.wang(), house.anna());
    for contact in ["Eva Brown, Lumen, eva@lumen.de", "Otto Vog, Vog AG, otto@vog.ch"] {
        anna.says(&format!("/add {contact}")).await;
    }
    // Telegram asks to wait: a list and a file with all contacts stay behind.
    house.sandbox.faults().on_method("sendMessage", 1, Fault::TooManyRequests { retry_after: 30 });
    anna.chat.says("/due");
    anna.chat.says("/export");
    house.waits_with(2).await;
    wang.says("/remove @anna to @lina").await.sees("Anna Liu");
    house.lina().hears().await;
    house.later(Duration::seconds(60)).await;
    let heard = anna.hears().await;
    heard.sees("no longer in").lacks("Eva");
    house.asks_again().await;
    assert!(anna.chat.unheard().is_empty(), "{:?}", anna.chat.unheard());
}

#[tokio::test]
async fn what_a_manager_asked_for_is_not_shown_to_a_salesperson() {
    let house = House::open().await;
    let (wang, maria) = (house.wang(), house.maria());
    house.anna().says("/add Eva Brown, Lumen, eva@lumen.de").await;
    house.sandbox.faults().on_method("sendMessage", 1, Fault::TooManyRequests { retry_after: 30 });
    maria.chat.says("/find Eva");
    house.waits_with(1).await;
    let team = wang.says("/team").await;
    wang.presses(&team, "改为业务员：Maria Chen").await;
    house.later(Duration::seconds(60)).await;
    maria.hears().await.sees("You are salesperson of the team now");
    maria.says("/find Eva").await.sees("Nothing among your contacts");
}

#[tokio::test]
async fn a_question_to_a_manager_is_over_when_they_are_one_no_more() {
    let house = House::open().await;
    let (wang, maria, anna) = (house.wang(), house.maria(), house.anna());
    anna.says("/add Eva Brown, Lumen, eva@lumen.de").await;
    let asked = maria.says("/remove @anna").await;
    asked.offers("李娜");
    let team = wang.says("/team").await;
    wang.presses(&team, "改为业务员：Maria Chen").await;
    maria.hears().await.sees("You are salesperson");
    assert!(maria.forges(&asked, &asked.carries("李娜")).await.unwrap().contains("Nothing is being asked"));
    maria.says("李娜").await.lacks("Anna Liu");
    wang.says("/team").await.sees("Anna Liu");
}

#[tokio::test]
async fn who_blocked_the_bot_while_not_a_member_is_answered_again() {
    let house = House::open().await;
    let (wang, anna) = (house.wang(), house.anna());
    // The word that she was removed finds the chat blocked.
    anna.chat.blocks_bot();
    wang.says("/remove @anna to @lina").await.sees("Anna Liu");
    house.asks_again().await;
    anna.chat.unblocks_bot();
    let link = crate::house::code_in(&wang.says("/invite salesperson").await);
    anna.chat.says(&format!("/start {link}"));
    anna.hears_until("Welcome").await;
    anna.says("/due").await.sees("Nothing is due");
    wang.hears_everything().await;
}
