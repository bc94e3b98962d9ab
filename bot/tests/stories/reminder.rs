//! The daily reminder: at each person's own time, once for each local day, worked in place.

use std::sync::Arc;

use chrono::Duration;
use renmai::background::scheduler::{self, Ticked};

use crate::house::{Heard, House, Someone};

pub(crate) async fn eva(anna: &Someone) -> Heard {
    anna.says("/add Eva Braun, Lumen GmbH, eva@lumen.de, Germany, A").await
}

/// One more tick, now: plans what the bot's own has not.
pub(crate) async fn tick(house: &Arc<House>) -> Ticked {
    let store = house.store().await;
    let ticked = scheduler::tick(&store, house.clock.now()).await.unwrap();
    store.close().await;
    ticked
}

/// Nothing comes by itself: after a tick for certain, the answer to a command is the next that is heard.
pub(crate) async fn is_left_alone(house: &Arc<House>, someone: &Someone) {
    tick(house).await;
    let answer = someone.says("/l99").await;
    assert!(answer.text().contains("#99"), "came by itself:\n{}", answer.text());
}

#[tokio::test]
async fn the_list_comes_at_nine_on_the_next_working_day_and_once() {
    let house = House::open().await;
    let anna = house.anna();
    eva(&anna).await;
    anna.says("/add Bob Stone, Stone Ltd, bob@stone.co.uk, UK, B").await;
    is_left_alone(&house, &anna).await;
    house.at(2026, 11, 24, 8, 58).await;
    is_left_alone(&house, &anna).await;
    house.at(2026, 11, 24, 9, 0).await;
    let list = anna.hears().await;
    list.sees("Tue 24 Nov").sees("1 follow-up").sees("A 1 · B 0 · C 0");
    list.sees("/l1 ")
        .sees("Eva Braun")
        .sees("Lumen GmbH")
        .sees("Germany")
        .sees("first contact, 1 day overdue");
    list.lacks("Bob").offers("#1");
    assert_eq!(tick(&house).await, Ticked::default());
    house.restart().await;
    is_left_alone(&house, &anna).await;
    house.at(2026, 11, 24, 18, 0).await;
    is_left_alone(&house, &anna).await;
}

#[tokio::test]
async fn nobody_is_reminded_on_a_free_day_or_of_nothing() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    eva(&anna).await;
    anna.says("/snooze 1 2026-11-28").await.sees("28 Nov");
    for day in 24..=29 {
        house.at(2026, 11, day, 9, 1).await;
        is_left_alone(&house, &anna).await;
    }
    // What fell due on a Saturday waits for the Monday.
    house.at(2026, 11, 30, 9, 0).await;
    anna.hears().await.sees("Mon 30 Nov").sees("Eva Braun");
    is_left_alone(&house, &lina).await;
}

#[tokio::test]
async fn what_becomes_due_after_the_reminder_waits_for_tomorrow() {
    let house = House::open().await;
    let anna = house.anna();
    house.at(2026, 11, 24, 9, 0).await;
    tick(&house).await;
    eva(&anna).await;
    is_left_alone(&house, &anna).await;
    house.at(2026, 11, 25, 9, 0).await;
    anna.hears().await.sees("Eva Braun");
}

#[tokio::test]
async fn who_was_down_at_nine_reminds_on_return_before_eight_in_the_evening() {
    let house = House::open().await;
    let anna = house.anna();
    eva(&anna).await;
    house.stop().await;
    house.at(2026, 11, 24, 19, 59).await;
    house.start_again().await;
    anna.hears().await.sees("Tue 24 Nov").sees("Eva Braun");
    house.stop().await;
    house.at(2026, 11, 25, 20, 0).await;
    house.start_again().await;
    is_left_alone(&house, &anna).await;
    // Tomorrow's list holds everything.
    house.at(2026, 11, 26, 9, 0).await;
    let mut heard = anna.hears().await;
    while !heard.text().contains("Thu 26 Nov") {
        heard = anna.hears().await;
    }
    heard.sees("Eva Braun").sees("3 days overdue");
}

#[tokio::test]
async fn who_is_away_is_not_reminded_and_what_is_due_waits() {
    let house = House::open().await;
    let anna = house.anna();
    eva(&anna).await;
    anna.says("/settings away 2026-11-26").await;
    for day in [24, 25] {
        house.at(2026, 11, day, 9, 0).await;
        is_left_alone(&house, &anna).await;
    }
    house.at(2026, 11, 26, 9, 0).await;
    anna.hears().await.sees("Thu 26 Nov").sees("Eva Braun");
}

#[tokio::test]
async fn a_change_of_zone_neither_skips_nor_repeats_a_day() {
    let house = House::open().await;
    let anna = house.anna();
    eva(&anna).await;
    house.at(2026, 11, 24, 9, 0).await;
    anna.hears().await.sees("Tue 24 Nov");
    anna.says("/settings timezone Europe/Berlin").await;
    // Nine in Berlin is four in the afternoon in Shanghai: the same local day, and that had its list.
    house.at(2026, 11, 24, 16, 0).await;
    is_left_alone(&house, &anna).await;
    house.at(2026, 11, 25, 9, 0).await;
    is_left_alone(&house, &anna).await;
    house.at(2026, 11, 25, 16, 0).await;
    anna.hears_until("Wed 25 Nov").await;
}

#[tokio::test]
async fn the_list_is_worked_in_place_and_what_is_done_is_ticked() {
    let house = House::open().await;
    let anna = house.anna();
    eva(&anna).await;
    anna.says("/add Carla Ruiz, Luz SA, carla@luz.es, Spain, A").await;
    house.at(2026, 11, 24, 9, 0).await;
    let list = anna.hears().await;
    list.sees("2 follow-ups").lacks("✅").offers("#1").offers("#2");
    let card = anna.presses(&list, "#1").await;
    assert_eq!(card.message.id, list.message.id);
    let card = anna.presses(&card, "💤 1d").await;
    let list = anna.presses(&card, "Back").await;
    list.sees("1 follow-up").sees("💤 🅰️ /l1 ").sees("Carla Ruiz").lacks("💤 🅰️ /l2").offers("💤 #1");
    let card = anna.presses(&list, "#2").await;
    let card = anna.presses(&card, "💤 1d").await;
    anna.presses(&card, "Back").await.sees("all done").sees("💤 🅰️ /l1 ").sees("💤 🅰️ /l2 ");
    // What was put off comes back tomorrow, and is not ticked there.
    house.at(2026, 11, 25, 9, 0).await;
    anna.hears_until("Wed 25 Nov").await.sees("2 follow-ups").lacks("✅").lacks("💤");
}

#[tokio::test]
async fn yesterdays_list_shrinks_to_one_line_when_todays_comes() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    eva(&anna).await;
    for name in ["Carla", "Bob", "Ada"] {
        anna.says(&format!("/add {name} Stone, {name} Ltd, it@{name}.co.uk, UK, A")).await;
    }
    lina.says("/add 王芳, 明辉照明, wang@minghui.cn, 中国, A").await;
    house.at(2026, 11, 24, 9, 0).await;
    let yesterday = anna.hears().await;
    yesterday.sees("4 follow-ups").offers("#1");
    let hers = lina.hears().await;
    // What was put off is not done, nor whoever was not reached, nor who is left.
    anna.says("/log 1 call she wants samples").await;
    anna.says("/snooze 2 2d").await;
    anna.says("/log 3 no answer").await;
    let old = yesterday.message.buttons.concat().first().and_then(|button| button.data.clone()).unwrap();
    // An answer leaves only when it is on disk under which number the list before it went: a day passes in no time.
    anna.says("/l1").await;
    house.at(2026, 11, 25, 9, 0).await;
    anna.hears_until("Wed 25 Nov").await.offers("#4");
    let line = anna.now(&yesterday);
    assert_eq!((line.text(), line.message.buttons.len()), ("☀️ Tue: 1 of 4 done", 0));
    lina.hears_until("11月25日 周三").await;
    assert_eq!(lina.now(&hers).text(), "☀️ 周二：完成 0/1");
    // A phone that has not noticed yet still opens the card; the way back is the line.
    anna.chat.presses_data(yesterday.message.id, &old);
    let card = anna.hears().await;
    let line = anna.presses(&card, "Back").await;
    line.sees("Tue: 1 of 4 done").lacks("Eva Braun").offers_no("#1");
    assert!(line.callback_answer().is_some_and(|said| said.contains("A newer list has come")));
}

#[tokio::test]
async fn a_long_morning_has_pages_and_a_card_comes_back_to_its_own() {
    let house = House::open().await;
    let anna = house.anna();
    for n in 1..=12 {
        anna.says(&format!("/add Buyer {n}, Firm {n}, buyer@firm{n}.de, Germany, A")).await;
    }
    house.at(2026, 11, 24, 9, 0).await;
    let first = anna.hears().await;
    first.sees("12 follow-ups").offers("More (2/2)");
    let second = anna.presses(&first, "More").await;
    let card = anna.presses(&second, "#12").await;
    let card = anna.presses(&card, "💤 1d").await;
    anna.presses(&card, "Back").await.sees("11 follow-ups").sees("💤 🅰️ /l12 ").sees("/l11 ").lacks("/l10 ");
}

#[tokio::test]
async fn a_reader_of_chinese_is_reminded_in_chinese() {
    let house = House::open().await;
    let lina = house.lina();
    lina.says("/add 王芳, 明辉照明, wang@minghui.cn, 中国, A").await;
    house.later(Duration::hours(23)).await;
    let list = lina.hears().await;
    list.sees("11月24日 周二").sees("待跟进 1 位").sees("首次联系，逾期 1 天").sees("中国");
}

#[tokio::test]
async fn who_blocked_the_bot_is_left_alone_until_they_write() {
    let house = House::open().await;
    let anna = house.anna();
    eva(&anna).await;
    anna.chat.blocks_bot();
    house.at(2026, 11, 24, 9, 0).await;
    tick(&house).await;
    house.at(2026, 11, 25, 9, 0).await;
    tick(&house).await;
    assert!(anna.chat.unheard().is_empty());
    anna.chat.unblocks_bot();
    anna.says("/l1").await;
    house.later(Duration::minutes(1)).await;
    anna.hears_until("Wed 25 Nov").await.sees("Eva Braun");
}

/// A follow-up is two taps and a line, and one message of ours; the list behind it is ticked.
#[tokio::test]
async fn six_follow_ups_are_worked_through_one_after_the_other() {
    let house = House::open().await;
    let anna = house.anna();
    for n in 1..=6 {
        anna.says(&format!("/add Buyer {n}, Firm {n}, buyer@firm{n}.de, Germany, A")).await;
    }
    house.at(2026, 11, 24, 9, 0).await;
    let list = anna.hears().await;
    list.sees("6 follow-ups");
    let card = anna.presses(&list, "#1").await;
    anna.presses(&card, "Call").await.sees("Buyer 1");
    let mut line = anna.says("talked about prices").await;
    line.sees("Buyer 1").sees("call logged").offers("Undo").offers("▶ Buyer 2, 2 of 6");
    anna.hears().await.sees("5 follow-ups").sees("✅ 🅰️ /l1 ");
    for n in 2..=6 {
        let card = anna.presses(&line, "▶").await;
        assert_eq!(card.message.id, line.message.id, "the card stands in place of the line");
        card.sees(&format!("Buyer {n}"));
        anna.presses(&card, "Sent").await;
        let next = anna.says("our catalogue").await;
        next.sees(&format!("Buyer {n}")).sees("email sent logged");
        // The line before it shrinks again, and the list is ticked.
        anna.hears().await.sees(&format!("Buyer {}", n - 1)).offers_no("▶").offers("Undo");
        let ticked = anna.hears().await;
        ticked.sees(&format!("✅ 🅰️ /l{n} "));
        assert_eq!(ticked.message.id, list.message.id);
        line = next;
    }
    line.offers_no("▶");
    anna.now(&list).sees("all done");
}

/// Who is put off in the place of a line is answered with a line as well, and the list stays one message.
#[tokio::test]
async fn a_snooze_in_the_course_of_a_list_leads_on_and_leaves_one_list() {
    let house = House::open().await;
    let anna = house.anna();
    for n in 1..=4 {
        anna.says(&format!("/add Buyer {n}, Firm {n}, buyer@firm{n}.de, Germany, A")).await;
    }
    house.at(2026, 11, 24, 9, 0).await;
    let list = anna.hears().await;
    let card = anna.presses(&list, "#1").await;
    anna.presses(&card, "Call").await;
    let line = anna.says("talked about prices").await;
    anna.hears().await.sees("3 follow-ups");
    let card = anna.presses(&line, "▶").await;
    card.sees("Buyer 2");
    let put_off = anna.presses(&card, "3d").await;
    put_off.sees("sleeps until").sees("Buyer 2").offers("Undo").offers("▶ Buyer 3, 3 of 4");
    assert_eq!(put_off.message.id, line.message.id);
    let ticked = anna.hears().await;
    ticked.sees("2 follow-ups").sees("💤 🅰️ /l2 ");
    assert_eq!(ticked.message.id, list.message.id);
    let card = anna.presses(&put_off, "▶").await;
    card.sees("Buyer 3");
    anna.presses(&card, "Message").await;
    anna.says("sent the film").await.sees("Buyer 3").sees("message logged").offers("▶ Buyer 4");
    anna.hears().await.sees("Buyer 2").offers_no("▶");
    anna.hears().await.sees("1 follow-up");
    anna.now(&list).sees("1 follow-up");
}

#[tokio::test]
async fn who_was_not_reached_is_marked_otherwise_and_comes_again_tomorrow() {
    let house = House::open().await;
    let anna = house.anna();
    eva(&anna).await;
    anna.says("/grade 1 A").await;
    anna.says("/add Carla Ruiz, Luz SA, carla@luz.es, Spain, A").await;
    house.at(2026, 11, 24, 9, 0).await;
    let list = anna.hears().await;
    let card = anna.presses(&list, "#1").await;
    let asked = anna.presses(&card, "No answer").await;
    let list = anna.presses(&asked, "Nothing to add").await;
    list.sees("📵 🅰️ /l1 ").sees("1 follow-up");
    anna.hears()
        .await
        .sees("no answer logged")
        .sees("Wed 25 Nov · 1 day overdue")
        .offers("▶ Carla Ruiz, 2 of 2");
    let card = anna.presses(&list, "#2").await;
    let card = anna.presses(&card, "💤 1d").await;
    card.sees("Carla Ruiz").offers("Back").offers_no("▶");
    house.at(2026, 11, 25, 9, 0).await;
    anna.hears_until("Wed 25 Nov").await.sees("2 follow-ups").sees("2 days overdue");
}

#[tokio::test]
async fn a_line_is_logged_although_the_one_before_it_was_taken_back() {
    let house = House::open().await;
    let anna = house.anna();
    for n in 1..=2 {
        anna.says(&format!("/add Buyer {n}, Firm {n}, buyer@firm{n}.de, Germany, A")).await;
    }
    let list = anna.says("/due").await;
    let card = anna.presses(&list, "#1").await;
    anna.presses(&card, "Call").await;
    let line = anna.says("talked about prices").await;
    anna.hears().await;
    let card = anna.presses(&line, "▶").await;
    anna.says("/undo").await.sees("Taken back");
    anna.presses(&card, "Sent").await;
    anna.says("our catalogue").await.sees("Buyer 2").sees("email sent logged");
    anna.hears().await;
    anna.says("/history 2").await.sees("our catalogue");
}
