//! `/due`: what is due, in order, worked in place.

use crate::house::House;

#[tokio::test]
async fn what_is_due_comes_in_order_and_is_worked_in_place() {
    let house = House::open().await;
    let anna = house.anna();
    anna.says("/due").await.sees("Nothing is due, and nothing is planned").sees("/next 12");
    anna.says("/add Eva Braun, Lumen GmbH, eva@lumen.de, Germany, A").await;
    anna.says("/add Bob Stone, Stone Ltd, bob@stone.co.uk, UK").await;
    anna.says("/add Carla Ruiz, Luz SA, carla@luz.es, Spain, A").await;
    anna.says("/add Dora Vog, Vog AG, dora@vog.ch, Switzerland, B").await;
    anna.says("/log 4 reply wants a quote").await;
    anna.says("/next 2 today send the catalogue").await;

    let list = anna.says("/due").await;
    list.sees("4 follow-ups").sees("A 2 · B 1 · C 1").sees("Eva Braun").sees("Lumen GmbH").sees("Germany");
    list.sees("awaits your answer, today").sees("send the catalogue, today").sees("first contact, today");
    let order: Vec<_> = ["/l4 ", "/l2 ", "/l1 ", "/l3 "].map(|no| list.text().find(no)).into();
    assert!(order.is_sorted() && order.iter().all(Option::is_some), "{}", list.text());

    let card = anna.presses(&list, "#1").await;
    card.sees("Eva Braun").offers("Back");
    assert_eq!(card.message.id, list.message.id, "the card opens in the same message");
    let card = anna.presses(&card, "💤 1d").await;
    let list = anna.presses(&card, "Back").await;
    list.sees("3 follow-ups").lacks("Eva Braun");
    assert_eq!(list.message.id, card.message.id);
}

#[tokio::test]
async fn a_long_list_has_pages() {
    let house = House::open().await;
    let anna = house.anna();
    for n in 1..=12 {
        anna.says(&format!("/add Buyer {n}, Firm {n}, buyer@firm{n}.de, Germany, A")).await;
    }
    let first = anna.says("/due").await;
    first.sees("12 follow-ups").sees("/l10 ").lacks("/l11 ").offers("More (2/2)").offers_no("◀");
    let second = anna.presses(&first, "More").await;
    second.sees("/l11 ").sees("/l12 ").lacks("/l10 ").offers("◀").offers_no("More");
    // What is on the last page gets done, and the page is gone: the list ends a page earlier.
    anna.says("/snooze 11 1w").await;
    anna.says("/snooze 12 1w").await;
    let card = anna.presses(&second, "#11").await;
    anna.presses(&card, "Back").await.sees("10 follow-ups").sees("/l1 ").offers_no("More");
}

#[tokio::test]
async fn nothing_due_says_when_the_next_is() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    anna.says("/add Eva Braun, Lumen GmbH, eva@lumen.de, Germany, B").await;
    anna.says("/add Otto Braun, Lumen AG, otto@lumen.at, Austria, B").await;
    anna.says("/due").await.sees("Nothing is due today").sees("2 contacts on Wed 2026-11-25");
    lina.says("/due").await.sees("没有待跟进的客户");
    lina.says("/add 王芳, 明辉照明, wang@minghui.cn, 中国, A").await;
    lina.says("/due").await.sees("待跟进 1 位").sees("首次联系，今天").sees("中国");
}

#[tokio::test]
async fn a_list_is_ones_own_whatever_ones_role() {
    let house = House::open().await;
    let (anna, maria) = (house.anna(), house.maria());
    anna.says("/add Eva Braun, Lumen GmbH, eva@lumen.de, Germany, A").await;
    maria.says("/due").await.sees("Nothing is due").lacks("Eva");
}
