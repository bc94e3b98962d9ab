//! Bad days: Telegram fails, the network is gone, the disk is, the clock jumps, two copies run. Nothing is lost, nothing
//! happens twice, and what may have come before says so.

use chrono::{DateTime, Duration};
use renmai_sandbox::Fault;

use crate::house::{House, LINA, Someone, Trouble};
use crate::reminder::{eva, tick};

/// How often a summary stands in the history.
async fn times(person: &Someone, summary: &str) -> usize {
    person.says("/history 1").await.text().matches(summary).count()
}

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
async fn after_a_quiet_week_updates_go_on_with_any_number() {
    let house = House::open().await;
    let (anna, store) = (house.anna(), house.store().await);
    let mut no = 100;
    for first in [5, 2_000_000_000, 1_000, 0] {
        house.has_acknowledged_everything().await;
        house.later(Duration::days(8)).await;
        house.sandbox.number_updates_from(first);
        // While the first of a hundred is carried out the others come: its acknowledgement must not be theirs.
        let given = house.updates_given();
        let writing = store.begin().await.unwrap();
        anna.chat.says(&format!("/l{no}"));
        while house.updates_given() == given {
            tokio::task::yield_now().await;
        }
        for said in no + 1..no + 100 {
            anna.chat.says(&format!("/l{said}"));
        }
        drop(writing);
        for said in no..no + 100 {
            anna.hears().await.sees(&format!("#{said} "));
        }
        no += 100;
    }
    store.close().await;
}

/// A Bot API that answers `getUpdates` with these updates, one call after the other, and tells which offsets it was given;
/// after the last there is no news.
async fn scripted(updates: Vec<Vec<i64>>) -> (String, tokio::sync::mpsc::UnboundedReceiver<Option<i64>>) {
    let (tell, told) = tokio::sync::mpsc::unbounded_channel();
    let script = std::sync::Arc::new(std::sync::Mutex::new(updates.into_iter()));
    let answer = move |body: String| {
        let (tell, script) = (tell.clone(), script.clone());
        async move {
            let asked: serde_json::Value = serde_json::from_str(&body).unwrap();
            let _ = tell.send(asked["offset"].as_i64());
            let next = script.lock().unwrap().next();
            let Some(updates) = next else { return std::future::pending().await };
            let updates: Vec<_> =
                updates.into_iter().map(|id| serde_json::json!({ "update_id": id })).collect();
            axum::Json(serde_json::json!({ "ok": true, "result": updates }))
        }
    };
    let router = axum::Router::new().fallback(axum::routing::post(answer));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let api = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(axum::serve(listener, router).into_future());
    (api, told)
}

#[tokio::test]
async fn an_acknowledgement_is_said_once_and_is_the_last_of_its_batch() {
    let script =
        vec![vec![900, 901], vec![], vec![], vec![5, 6], vec![i64::MAX], vec![0], vec![9, 8], vec![]];
    let (api, mut told) = scripted(script).await;
    let house = House::open().await;
    let app = house.app_at(&api).await;
    let mut offsets = Vec::new();
    for _ in 0..9 {
        offsets.push(told.recv().await.unwrap());
    }
    assert_eq!(offsets, [None, Some(902), None, None, Some(7), None, Some(1), Some(9), None]);
    app.stop().await;
}

#[tokio::test]
async fn a_number_that_was_heard_long_ago_is_another_update() {
    let house = House::open().await;
    let anna = house.anna();
    for days in [8, 8, 30, 400] {
        house.has_acknowledged_everything().await;
        house.later(Duration::days(days)).await;
        house.sandbox.number_updates_from(500);
        anna.says(&format!("/l{}", 100 + days)).await.sees(&format!("#{}", 100 + days));
    }
    // One that Telegram gives again, or that comes soon after under the same number, is the same.
    house.has_acknowledged_everything().await;
    house.sandbox.number_updates_from(500);
    anna.chat.says("/l1");
    anna.says("/l2").await.sees("#2");
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
    history.sees("from nowhere").sees("from far").lacks("1970").lacks("2096").sees("2026-11-23");
}

#[tokio::test]
async fn health_says_no_while_nothing_can_be_written_and_yes_again_after() {
    let house = House::open().await;
    house.is_healthy_when(|health| health.healthy && health.written_at.is_some()).await;
    // Nobody says anything: the minute's own write finds it out.
    house.breaks("setting", Trouble::Disk).await;
    house.later(Duration::minutes(1)).await;
    let health = house.is_healthy_when(|health| !health.writable).await;
    assert!(!health.healthy && health.database, "{health:?}");
    house.mends("setting").await;
    house.later(Duration::minutes(1)).await;
    let health = house.is_healthy_when(|health| health.writable).await;
    assert!(health.healthy, "{health:?}");
    // Somebody does: at once.
    house.breaks("processed_update", Trouble::Disk).await;
    let anna = house.anna();
    anna.chat.says("/l99");
    house.is_healthy_when(|health| !health.healthy).await;
    house.mends("processed_update").await;
    anna.hears().await.sees("#99");
    house.is_healthy_when(|health| health.healthy).await;
}

#[tokio::test]
async fn health_says_no_when_the_database_does_not_answer() {
    let house = House::open().await;
    let store = house.store().await;
    assert!(house.health(&store).await.database);
    store.close().await;
    let health = house.health(&store).await;
    assert!(!health.healthy && !health.database, "{health:?}");
}

#[tokio::test]
async fn a_book_that_another_takes_the_place_of_ends_the_bot() {
    if renmai_testing::on_postgres() {
        return;
    }
    let house = House::open().await;
    let other = house.folder().join("other.db");
    let store = house.store().await;
    let book = house.folder().join("renmai.db");
    renmai_core::store::back_up_file(&book, &other).await.unwrap();
    store.close().await;
    for beside in ["renmai.db-wal", "renmai.db-shm"] {
        std::fs::remove_file(house.folder().join(beside)).unwrap();
    }
    std::fs::rename(other, house.folder().join("renmai.db")).unwrap();
    // The update poller sees it at the next update, and the leader by itself.
    house.anna().chat.says("/l99");
    let fault = house.ends().await;
    assert!(fault.contains("another file has taken its place"), "{fault}");
    assert_eq!(house.sandbox.pending_updates(), 1);
    assert!(house.anna().chat.unheard().is_empty());
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

#[tokio::test]
async fn an_update_that_comes_twice_and_a_press_under_another_number_happen_once() {
    let house = House::open().await;
    let anna = house.anna();
    house.sandbox.faults().deliver_twice(true);
    let card = eva(&anna).await;
    anna.says("/log 1 call only once").await;
    let press = anna.chat.presses(card.message.id, "💤 1d").unwrap();
    anna.hears().await;
    anna.chat.presses_again(&press);
    anna.chat.says("/l98");
    anna.hears_until("#98").await;
    house.restart().await;
    anna.chat.says("/l99");
    anna.hears_until("#99").await;
    assert_eq!(times(&anna, "only once").await, 1);
    assert_eq!(times(&anna, "snoozed").await, 1);
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
        lists += usize::from(heard.text().contains("Tue 2026-11-24: "));
        heard = anna.hears().await;
    }
    assert!(lists == 1 || anna.hears().await.text().contains("Tue 2026-11-24: "), "{lists} lists");
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
    anna.hears().await.sees("Tue 2026-11-24");
    for (day, hour) in [(23, 9), (24, 8), (24, 9), (24, 19)] {
        house.at(2026, 11, day, hour, 0).await;
        tick(&house).await;
        anna.says("/l99").await.sees("#99");
    }
    house.at(2026, 11, 25, 9, 0).await;
    anna.hears_until("Wed 2026-11-25").await;
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
    for (month, day, before, hours) in [(3, 28, 8, [9, 10, 12]), (10, 31, 8, [8, 9, 10])] {
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
                lists += usize::from(heard.text().contains(&format!("Sun 2027-{month:02}-{day}: ")));
                heard = anna.hears().await;
            }
        }
        assert_eq!(lists, 1, "on 2027-{month}-{day}");
    }
}

#[tokio::test]
async fn a_fault_of_ours_is_apologised_for_and_changes_nothing() {
    let house = House::open().await;
    let anna = house.anna();
    eva(&anna).await;
    house.breaks("interaction", Trouble::Row).await;
    anna.says("/log 1 call lost").await.sees("Something went wrong on our side").sees("nothing was changed");
    house.lina().says("/l99").await.sees("#99");
    house.mends("interaction").await;
    anna.says("/log 1 call found").await.sees("found");
    assert_eq!(times(&anna, "lost").await, 0);
}

#[tokio::test]
async fn what_cannot_be_written_is_answered_once_it_can() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    eva(&anna).await;
    house.breaks("processed_update", Trouble::Disk).await;
    anna.chat.says("/log 1 call kept");
    lina.chat.says("/l99");
    house.asks_again().await;
    assert!(anna.chat.unheard().is_empty());
    assert!(house.sandbox.person(LINA).unheard().is_empty());
    house.mends("processed_update").await;
    anna.hears().await.sees("kept");
    lina.hears().await.sees("#99");
    assert_eq!(times(&anna, "kept").await, 1);
}
