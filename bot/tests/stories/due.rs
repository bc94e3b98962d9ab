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
    anna.says("/due").await.sees("Nothing is due today").sees("2 contacts on Wed 25 Nov");
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

#[tokio::test]
async fn whoever_cannot_be_reached_is_named_once_as_needing_an_address() {
    let house = House::open().await;
    let anna = house.anna();
    anna.says("/add Eva Braun, Lumen GmbH, eva@lumen.de, A").await;
    anna.says("/add Ida Rot, Ida AG, ida@ida.ch, +41 44 668 18 00, A").await;
    anna.says("/log 1 call").await;
    anna.says("/log 2 call").await;
    anna.says("/log 1 bounced").await.sees("No follow-up: there is no email");
    // Whoever has a telephone is still called.
    anna.says("/log 2 bounced").await.lacks("No follow-up");
    anna.says("/due").await.sees("Eva Braun").sees("needs an address").lacks("overdue").lacks("Ida Rot");
    house.at(2026, 11, 24, 9, 0).await;
    let morning = anna.hears().await;
    morning.sees("Eva Braun").sees("needs an address").lacks("✅");
    anna.says("/due").await.sees("needs an address");
    let card = anna.presses(&morning, "#1").await;
    anna.presses(&card, "◀").await.sees("Eva Braun · Lumen GmbH").sees("needs an address");

    // After that morning only the clean-up has them.
    house.at(2026, 11, 25, 9, 0).await;
    anna.says("/due").await.lacks("Eva Braun").lacks("needs an address");
    anna.says("/clean").await.sees("2 bounced");

    // An address again, and bad again: named again.
    anna.says("/edit 1 email: e.braun@lumen.de").await.lacks("No follow-up");
    anna.hears_everything().await;
    house.at(2026, 11, 30, 9, 0).await;
    // The old list is closed, and the new one comes.
    anna.hears().await.sees("Tue: 1 of 1 done");
    anna.hears().await.sees("Mon 30 Nov").sees("Eva Braun").lacks("needs an address");
    anna.says("/log 1 bounced").await;
    anna.says("/due").await.sees("needs an address");
    // Lost, or in the pool: never.
    anna.says("/stage 1 lost").await;
    anna.says("/due").await.lacks("Eva Braun");
}

#[tokio::test]
async fn managers_see_what_is_due_to_one_person_to_the_team_or_of_one_grade() {
    let house = House::open().await;
    let (anna, lina, maria) = (house.anna(), house.lina(), house.maria());
    anna.says("/add Eva Braun, Lumen GmbH, eva@lumen.de, grade: A").await;
    anna.says("/add Ida Rot, Alba SpA, ida@alba.it, grade: B").await;
    anna.says("/next 2 2026-11-23 call").await;
    lina.says("/add 王芳, 明辉照明, wang@minghui.cn, A").await;
    let team = maria.says("/due team").await;
    team.sees("The team: 3 follow-ups").sees("A 2 · B 1").sees("Eva Braun").sees("王芳").sees("Ida Rot");
    let card = maria.presses(&team, "#3").await;
    card.sees("王芳");
    maria.presses(&card, "◀").await.sees("The team: 3 follow-ups");
    maria.says("/due @anna").await.sees("Anna Liu: 2 follow-ups").sees("Ida Rot").lacks("王芳");
    maria.says("/due a anna").await.sees("Anna Liu: 1 follow-up").sees("only grade A").lacks("Ida Rot");
    maria.says("/due 团队 A级").await.sees("2 follow-ups").sees("王芳").lacks("Ida Rot");
    maria.says("/due a").await.sees("0 follow-ups").sees("only grade A");
    maria.says("/due nobody").await.sees("Nobody in the team is called “nobody”").sees("/due @anna");
    anna.says("/due A").await.sees("1 follow-up due").sees("Eva Braun").lacks("Ida Rot");
    // Others' are not a salesperson's to see, by whatever way.
    anna.says("/due team").await.sees("Only managers").lacks("王芳");
    anna.says("/due @lina").await.sees("Only managers").lacks("王芳");
    let list = anna.says("/due").await;
    for forged in ["p:o.-1.-.0", "p:o.4.-.0"] {
        assert!(
            anna.forges(&list, forged).await.is_some_and(|said| said.contains("Only managers")),
            "{forged}"
        );
    }
}
