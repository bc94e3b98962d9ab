//! `/undo` and its button: the last change is taken back, whatever it was.

use crate::house::House;
use crate::mark::eva;

#[tokio::test]
async fn changes_are_taken_back_one_after_the_other() {
    let house = House::open().await;
    let anna = house.anna();
    eva(&anna).await;
    anna.says("/grade 1 A").await;
    anna.says("/log 1 reply wants a quote").await.sees("contacted");
    anna.says("/next 1 fri send it").await;
    anna.says("/undo").await.sees("next step").lacks("send it");
    anna.says("/undo").await.sees("logged").sees("new").lacks("wants a quote");
    anna.says("/undo").await.sees("Grade C");
    anna.says("/undo").await.sees("Taken back: added");
    anna.says("/l1").await.sees("There is no #1");
    // The number is not given twice.
    eva(&anna).await.sees("#2");
}

#[tokio::test]
async fn the_button_works_once_and_for_ten_minutes() {
    let house = House::open().await;
    let anna = house.anna();
    eva(&anna).await;
    let card = anna.says("/grade 1 A").await;
    let press = anna.chat.presses(card.message.id, "Undo").unwrap();
    assert_eq!(anna.callback_answer(&press).await.as_deref(), Some("Taken back."));
    anna.hears().await.sees("Grade C");
    let again = anna.chat.presses_data(card.message.id, &card.carries("Undo"));
    assert!(anna.callback_answer(&again).await.unwrap_or_default().contains("Anna Liu"));
    anna.says("/l1").await.sees("Grade C");

    let card = anna.says("/grade 1 B").await;
    house.later(chrono::Duration::minutes(11)).await;
    assert!(anna.presses_for_answer(&card, "Undo").await.unwrap_or_default().contains("ten minutes"));
    anna.says("/undo").await.sees("Grade C");
}

#[tokio::test]
async fn what_somebody_changed_since_is_not_lost() {
    let house = House::open().await;
    let (anna, maria) = (house.anna(), house.maria());
    eva(&anna).await;
    anna.says("/grade 1 A").await;
    maria.says("/grade 1 B").await;
    anna.says("/undo").await.sees("changed again since");
    anna.says("/l1").await.sees("Grade B");
}

#[tokio::test]
async fn there_may_be_nothing_to_take_back() {
    let house = House::open().await;
    house.lina().says("/undo").await.sees("没有可撤销");
}
