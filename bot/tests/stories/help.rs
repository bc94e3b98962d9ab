//! `/help`, `/cancel`, and the command menu.

use renmai_core::team::Signup;

use crate::house::House;
use crate::mark::eva;

#[tokio::test]
async fn help_is_by_role_in_the_readers_language_and_fits_a_screen() {
    let house = House::open().await;
    let help = house.anna().says("/help").await;
    help.sees("/add").sees("/due").sees("/settings").sees("/cancel").lacks("/invite").lacks("/start");
    assert!(help.text().lines().count() <= 16, "{}", help.text());
    house.maria().says("/help").await.sees("/invite").sees("/assign").sees("/remove");
    house.lina().says("/help").await.sees("客户").lacks("/invite");
}

#[tokio::test]
async fn cancel_leaves_what_was_asked_and_says_so_when_nothing_was() {
    let house = House::open().await;
    let anna = house.anna();
    anna.says("/cancel").await.sees("Nothing is being asked");
    eva(&anna).await;
    let card = anna.says("/l1").await;
    anna.presses(&card, "Call").await.sees("call");
    anna.says("/cancel").await.sees("Left. Nothing was changed.");
    anna.says("a chat about nothing").await.sees("/add");
    anna.presses(&card, "Back").await.offers("Call");
    let asked = anna.says("/add").await;
    anna.says("/cancel").await.sees("Left. Nothing was changed.");
    assert!(
        anna.presses_for_answer(&asked, "Cancel")
            .await
            .unwrap_or_default()
            .contains("Nothing is being asked")
    );
    anna.says("/l1").await.lacks("call");
    house.lina().says("/cancel").await.sees("没有在等您回答");
}

#[tokio::test]
async fn a_stranger_gets_no_help_but_hears_that_the_book_is_private() {
    let house = House::open().await;
    house.sam().says("/help").await.sees("private");
}

#[tokio::test]
async fn in_an_empty_house_everyone_is_a_stranger() {
    let house = House::empty(Signup::Invite).await;
    house.wang().says("/help").await.sees("私有");
}
