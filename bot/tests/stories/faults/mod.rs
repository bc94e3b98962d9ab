//! Bad days: Telegram fails, the network is gone, the disk is full, the clock jumps, two copies run. Nothing is lost,
//! nothing happens twice, and a message that may have come before says so.

mod disk;
mod telegram;
mod updates;

use chrono::{DateTime, Duration};
use renmai_sandbox::Fault;

use crate::house::{House, Someone};
use crate::reminder::{eva, tick};

/// How often a summary stands in the history.
async fn times(person: &Someone, summary: &str) -> usize {
    person.says("/history 1").await.text().matches(summary).count()
}

#[tokio::test]
async fn a_message_without_a_date_of_telegrams_was_written_now() {
    let house = House::open().await;
    let anna = house.anna();
    eva(&anna).await;
    let far = DateTime::from_timestamp(4_000_000_000, 0).unwrap();
    for (at, said) in [(DateTime::UNIX_EPOCH, "from nowhere"), (far, "from far")] {
        anna.chat.says_at(&format!("/log 1 call {said}"), at);
        anna.hears().await.sees(said);
    }
    let history = anna.says("/history 1").await;
    history.sees("from nowhere").sees("from far").lacks("1970").lacks("2096").sees("23 Nov");
}

#[tokio::test]
async fn a_clock_that_is_set_back_holds_no_answer_up() {
    let house = House::open().await;
    let anna = house.anna();
    house.sandbox.faults().on_method("sendMessage", 1, Fault::TooManyRequests { retry_after: 600 });
    anna.chat.says("/l98");
    house.waits_with(1).await;
    house.later(Duration::hours(-30)).await;
    anna.hears().await.sees("#98");
}

#[tokio::test]
async fn two_copies_that_were_started_by_mistake_do_everything_once() {
    let house = House::open().await;
    let anna = house.anna();
    eva(&anna).await;
    anna.says("/add Bob Stone, Stone Ltd, bob@stone.co.uk, UK, A").await;
    let second = house.second_copy().await;
    for n in 0..3 {
        anna.chat.says(&format!("/log 1 call number {n}"));
    }
    for n in 0..3 {
        anna.hears().await.sees(&format!("number {n}"));
    }
    house.at(2026, 11, 24, 9, 0).await;
    tick(&house).await;
    second.stop().await;
    // Whichever planned it: whatever is said wakes the sender that is left.
    anna.chat.says("/l99");
    let mut lists = 0;
    let mut heard = anna.hears().await;
    while !heard.text().contains("#99") {
        lists += usize::from(heard.text().contains("Tue 24 Nov: "));
        heard = anna.hears().await;
    }
    assert!(lists == 1 || anna.hears().await.text().contains("Tue 24 Nov: "), "{lists} lists");
    for n in 0..3 {
        assert_eq!(times(&anna, &format!("number {n}")).await, 1);
    }
}

#[tokio::test]
async fn a_clock_that_is_set_back_and_forth_neither_skips_nor_repeats_a_day() {
    let house = House::open().await;
    let anna = house.anna();
    eva(&anna).await;
    house.at(2026, 11, 24, 9, 0).await;
    anna.hears().await.sees("Tue 24 Nov");
    for (day, hour) in [(23, 9), (24, 8), (24, 9), (24, 19)] {
        house.at(2026, 11, day, hour, 0).await;
        tick(&house).await;
        anna.says("/l99").await.sees("#99");
    }
    house.at(2026, 11, 25, 9, 0).await;
    anna.hears_until("Wed 25 Nov").await;
}

#[tokio::test]
async fn both_changes_of_the_clocks_have_one_morning() {
    let house = House::open().await;
    let anna = house.anna();
    eva(&anna).await;
    anna.says("/settings timezone Europe/Berlin").await;
    anna.says("/settings days mon-sun").await;
    anna.says("/settings reminder 02:30").await;
    // In Shanghai's hours: half past two is not there on 28 March 2027, and is there twice on 31 October.
    for (month, day, before, hours, said) in
        [(3, 28, 8, [9, 10, 12], "Sun 28 Mar: "), (10, 31, 8, [8, 9, 10], "Sun 31 Oct: ")]
    {
        house.at(2027, month, day, before, 0).await;
        tick(&house).await;
        anna.hears_everything().await;
        anna.says("/l99").await;
        let mut lists = 0;
        for hour in hours {
            house.at(2027, month, day, hour, 31).await;
            tick(&house).await;
            anna.chat.says("/l99");
            let mut heard = anna.hears().await;
            while !heard.text().contains("#99") {
                lists += usize::from(heard.text().contains(said));
                heard = anna.hears().await;
            }
        }
        assert_eq!(lists, 1, "on 2027-{month}-{day}");
    }
}
