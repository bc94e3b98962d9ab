//! A next step that has a time rings then: once, and only where it is still to be done.

use crate::house::House;
use crate::reminder::{eva, is_left_alone, tick};

#[tokio::test]
async fn it_rings_at_its_time_with_the_card_and_once() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    eva(&anna).await;
    lina.says("/add 王芳, 明辉照明, wang@minghui.cn, 中国, C").await;
    // A day off rings too.
    anna.says("/next 1 2026-11-28 15:00 call her").await.sees("Sat 28 Nov, 15:00");
    anna.says("/next 1 2026-11-28 15:00 call her").await.sees("already");
    lina.says("/next 2 2026-11-28 15:00").await.sees("11月28日 周六 15:00");
    anna.says("/history 1").await.sees("Sat 28 Nov, 15:00 call her");
    house.at(2026, 11, 28, 14, 59).await;
    is_left_alone(&house, &anna).await;
    house.at(2026, 11, 28, 15, 0).await;
    let rung = anna.hears().await;
    rung.sees("⏰ 15:00 call her").sees("Eva Braun").sees("Germany · 08:00 in Berlin").offers("Call");
    lina.hears().await.sees("⏰ 15:00 下一步").sees("王芳").offers("打了电话");
    assert_eq!(tick(&house).await, renmai::background::scheduler::Ticked::default());
    house.restart().await;
    is_left_alone(&house, &anna).await;
    // Set for another time it rings again.
    anna.says("/next 1 today 16:30 try again").await.sees("today, 16:30");
    anna.says("/next 1 today 14:30 too late").await.sees("14:30 has passed today");
    lina.says("/next 2 今天 14:30 打电话").await.sees("今天 14:30 已经过了");
    house.at(2026, 11, 28, 16, 30).await;
    anna.hears().await.sees("⏰ 16:30 try again");
}

#[tokio::test]
async fn what_was_done_moved_put_off_or_given_away_before_does_not_ring() {
    let house = House::open().await;
    let (anna, lina, maria) = (house.anna(), house.lina(), house.maria());
    for no in 1..=6 {
        anna.says(&format!("/add Buyer {no}, Firm {no}, it@firm{no}.com, UK, C")).await;
        anna.says(&format!("/next {no} 2026-11-28 15:00 call {no}")).await;
    }
    house.at(2026, 11, 28, 10, 0).await;
    anna.hears_everything().await;
    anna.says("/log 1 call talked it over").await;
    anna.says("/next 2 2026-11-29 11:00 call 2").await;
    anna.says("/snooze 3 2d").await;
    let forget = anna.says("/forget 4").await;
    anna.presses(&forget, "Erase").await;
    maria.says("/assign 5 @lina").await;
    anna.hears().await.sees("of yours to somebody else: #5");
    anna.says("/next 6 2026-11-28 20:30 call 6").await;
    anna.says("/undo").await;
    anna.says("/next 6 2026-11-30 call 6").await;
    tick(&house).await;
    lina.hears_everything().await;
    house.at(2026, 11, 28, 15, 0).await;
    lina.hears().await.sees("⏰ 15:00 call 5");
    is_left_alone(&house, &anna).await;
    // Who gets it later is not rung for what has rung.
    maria.says("/assign 5 @anna").await;
    anna.hears().await.sees("gave you #5");
    lina.hears().await.sees("转走了：#5");
    is_left_alone(&house, &anna).await;
    house.at(2026, 11, 29, 11, 0).await;
    anna.hears().await.sees("⏰ 11:00 call 2");
    for person in [maria, lina] {
        person.hears_everything().await;
    }
}

#[tokio::test]
async fn who_was_down_rings_on_return_that_day_before_eight_and_nobody_rings_who_is_away() {
    let house = House::open().await;
    let anna = house.anna();
    eva(&anna).await;
    anna.says("/next 1 2026-11-28 15:00 call her").await;
    house.stop().await;
    house.at(2026, 11, 28, 19, 59).await;
    house.start_again().await;
    anna.hears_until("⏰ 15:00 call her").await;
    anna.says("/next 1 2026-11-29 15:00 call her").await;
    house.stop().await;
    house.at(2026, 11, 29, 20, 0).await;
    house.start_again().await;
    is_left_alone(&house, &anna).await;
    anna.says("/next 1 2026-12-05 15:00 call her").await;
    anna.says("/settings away 2026-12-06").await;
    house.at(2026, 12, 5, 15, 0).await;
    is_left_alone(&house, &anna).await;
}

#[tokio::test]
async fn it_rings_by_the_clock_of_where_the_owner_is() {
    let house = House::open().await;
    let anna = house.anna();
    eva(&anna).await;
    anna.says("/next 1 2026-11-28 15:00 call her").await;
    anna.says("/settings timezone Berlin").await;
    house.at(2026, 11, 28, 21, 59).await;
    is_left_alone(&house, &anna).await;
    house.at(2026, 11, 28, 22, 0).await;
    anna.hears().await.sees("⏰ 15:00 call her").sees("15:00 in Berlin");
}
