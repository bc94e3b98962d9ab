//! The bimonthly nudge: on the first working day of an odd month, to whoever has somebody due for an insight.

use crate::house::{House, Someone};
use crate::insight::{REPORT, warm_eva};
use crate::reminder::{is_left_alone, tick};

/// Four contacts: two in lighting, one elsewhere, one who is new.
async fn a_warm_book(anna: &Someone) {
    warm_eva(anna).await;
    anna.says("/add Carla Ruiz, Luz SA, carla@luz.es, Spain, B, industry: lighting").await;
    anna.says("/log 2 reply hello").await;
    anna.says("/log 2 call said hello").await;
    anna.says("/add Bob Stone, Stone Ltd, bob@stone.co.uk, UK, A, industry: Quarries").await;
    anna.says("/log 3 reply hello").await;
    anna.says("/log 3 call said hello").await;
    anna.says("/add New One, Nova, new@nova.de, Germany, A").await;
}

#[tokio::test]
async fn it_names_who_is_due_by_industry_with_the_newest_insight_that_fits() {
    let house = House::open().await;
    let anna = house.anna();
    a_warm_book(&anna).await;
    anna.says("/insight add Old news | text | lighting").await;
    house.later(chrono::Duration::minutes(1)).await;
    anna.says(REPORT).await;
    // Friday 1 January 2027 is a working day like any other here.
    house.at(2027, 1, 1, 12, 0).await;
    let nudge = anna.hears_until("3 good contacts").await;
    nudge
        .sees("lighting")
        .sees("EU lighting rules 2027")
        .lacks("Old news")
        .sees("Eva Braun")
        .sees("Carla Ruiz");
    nudge.sees("Quarries").sees("No insight fits").sees("Bob Stone").lacks("New One");
    nudge.offers("Sent to all (2)").offers("Pick").offers("Skip");

    let press = anna.chat.presses(nudge.message.id, "Sent to all").unwrap();
    anna.callback_answer(&press).await;
    let sent = anna.hears_until("Insight logged for 2 contacts").await;
    sent.sees("/l1").sees("/l2").lacks("/l3").offers("Undo").offers_no("Sent");
    anna.chat.presses_again(&press);
    assert!(anna.forges(&nudge, &press.data).await.unwrap().contains("Anna Liu"));
    let history = anna.says("/history 2").await;
    assert_eq!(history.text().matches("EU lighting").count(), 1, "{}", history.text());

    // The way back leads to the nudge as it was.
    let again = anna.presses(&sent, "Undo").await;
    assert_eq!((again.text(), again.message.id), (nudge.text(), nudge.message.id));
    again.offers("Sent to all (2)").offers("Pick").offers("Skip");
    assert_eq!(again.callback_answer(), Some("Taken back."));
    anna.says("/history 2").await.lacks("EU lighting");
    anna.says("/insight").await.offers("Who is due (3)");
    for person in [house.maria(), house.wang(), anna] {
        tick(&house).await;
        person.hears_everything().await;
    }
}

#[tokio::test]
async fn it_comes_once_for_its_months_and_not_in_between() {
    let house = House::open().await;
    let anna = house.anna();
    anna.says("/settings days mon-thu").await;
    a_warm_book(&anna).await;
    anna.says(REPORT).await;
    house.at(2026, 12, 1, 9, 0).await;
    anna.hears_until("Tue 1 Dec").await;
    tick(&house).await;
    // New Year's Friday is free for her: the first working day is Monday the fourth.
    house.at(2027, 1, 1, 9, 0).await;
    tick(&house).await;
    assert!(anna.chat.unheard().is_empty(), "{:?}", anna.chat.unheard());
    house.at(2027, 1, 4, 12, 0).await;
    let nudge = anna.hears_until("3 good contacts").await;
    anna.presses_for_answer(&nudge, "Skip").await;
    anna.hears_until("Skipped").await.sees("/insight").offers_no("Sent");
    house.restart().await;
    assert_eq!(tick(&house).await, renmai::background::scheduler::Ticked::default());
    house.at(2027, 1, 5, 9, 0).await;
    tick(&house).await;
    let list = anna.hears_until("Tue 5 Jan").await;
    list.lacks("good contacts");
    for person in [house.maria(), house.wang(), anna] {
        person.hears_everything().await;
    }
}

#[tokio::test]
async fn without_an_insight_it_says_how_to_add_one() {
    let house = House::open().await;
    let lina = house.lina();
    lina.says("/add 王芳, 明辉照明, wang@minghui.cn, 中国, A, 行业: 照明").await;
    lina.says("/log 1 回复 想要样品").await;
    lina.says("/log 1 电话 聊了价格").await;
    house.at(2027, 1, 1, 12, 0).await;
    let nudge = lina.hears_until("位重点客户").await;
    nudge.sees("还没有合适的资讯").sees("/insight 添加").offers_no("全部已发").offers("跳过");
    for person in [house.maria(), house.wang(), lina] {
        tick(&house).await;
        person.hears_everything().await;
    }
}

#[tokio::test]
async fn nudge_and_clean_up_wait_for_the_list_to_be_done_or_for_noon() {
    let house = House::open().await;
    let (anna, lina, maria) = (house.anna(), house.lina(), house.maria());
    warm_eva(&anna).await;
    anna.says("/add Carla Ruiz, Luz SA, carla@luz.es, Spain, A").await;
    lina.says("/add 王芳, 明辉照明, wang@minghui.cn, 中国, A, 行业: 照明").await;
    lina.says("/log 3 回复 想要样品").await;
    lina.says("/log 3 电话 聊了价格").await;
    house.at(2027, 1, 1, 9, 0).await;
    // She has no list, so nothing waits.
    maria.hears_until("Clean-up").await;
    let list = anna.hears_until("Fri 1 Jan").await;
    list.sees("2 follow-ups");
    lina.hears_until("1月1日 周五").await;
    is_left_alone(&house, &anna).await;
    anna.says("/snooze 2 1w").await;
    house.at(2027, 1, 1, 9, 30).await;
    is_left_alone(&house, &anna).await;
    house.restart().await;
    anna.says("/log 1 call sent her the report").await;
    house.at(2027, 1, 1, 9, 31).await;
    anna.hears_until("1 good contact").await;
    anna.hears_until("Clean-up").await;
    house.at(2027, 1, 1, 11, 59).await;
    is_left_alone(&house, &lina).await;
    house.at(2027, 1, 1, 12, 0).await;
    lina.hears_until("位重点客户").await;
    assert_eq!(tick(&house).await, renmai::background::scheduler::Ticked::default());
    for person in [house.wang(), maria, lina, anna] {
        person.hears_everything().await;
    }
}

#[tokio::test]
async fn it_leaves_out_who_awaits_an_answer_and_knows_industries_in_both_languages() {
    let house = House::open().await;
    let anna = house.anna();
    a_warm_book(&anna).await;
    anna.says("/edit 2 industry: 照明").await;
    anna.says("/log 3 reply any news?").await;
    anna.says(REPORT).await;
    house.at(2027, 1, 1, 12, 0).await;
    let nudge = anna.hears_until("2 good contacts").await;
    nudge.sees("Eva Braun").sees("Carla Ruiz").lacks("Bob Stone").offers("Sent to all (2)");
    assert_eq!(nudge.text().matches("EU lighting rules 2027").count(), 1, "one group: {}", nudge.text());
    for person in [house.maria(), house.wang()] {
        tick(&house).await;
        person.hears_everything().await;
    }
    anna.hears_everything().await;
    anna.says("/insight").await.offers("Who is due (2)");
}
