//! Files that wait: for Telegram, for room, for a decision.

use renmai_sandbox::Fault;

use super::sends;
use crate::house::{ANNA, House, LINA, MARIA};

#[tokio::test]
async fn a_file_that_telegram_holds_back_holds_nobody_else() {
    let house = House::open().await;
    house.expects_refusals();
    let (anna, maria) = (house.anna(), house.maria());
    house.sandbox.faults().on_method("getFile", 1, Fault::Hang(std::time::Duration::from_secs(600)));
    anna.sends_file("a.csv", b"name,source\nEva,website\n").await.sees("Reading");
    house.later(chrono::Duration::seconds(1)).await;
    while house.sandbox.faults().struck() == 0 {
        tokio::task::yield_now().await;
    }
    sends(&maria, "b.csv", "name,source\nIda,website\n").await.sees("1 new");
}

#[tokio::test]
async fn telegram_is_asked_again_for_a_file() {
    let house = House::open().await;
    house.expects_refusals();
    let anna = house.anna();
    house.sandbox.faults().on_method("getFile", 1, Fault::ServerError(502));
    anna.sends_file("a.csv", b"name,source\nEva,website\n").await.sees("Reading");
    house.later(chrono::Duration::seconds(11)).await;
    anna.hears().await.sees("1 new");
    house.sandbox.faults().on_method("getFile", 3, Fault::ServerError(502));
    anna.sends_file("b.csv", b"name,source\nIda,website\n").await.sees("Reading");
    for _ in 0..2 {
        house.later(chrono::Duration::seconds(11)).await;
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    anna.hears().await.sees("did not give me b.csv").sees("send it again");
}

#[tokio::test]
async fn at_most_five_files_wait_for_one_person_and_what_made_room_is_said() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    let theirs = sends(&lina, "hers.csv", "name,source\nEva,website\n").await;
    let mut seen = Vec::new();
    for n in 0..5 {
        seen.push(sends(&anna, &format!("list{n}.csv"), format!("name,source\nEva {n},website\n")).await);
        // Looking across the wall is counted by the minute.
        house.later(chrono::Duration::seconds(20)).await;
    }
    assert!(anna.chat.unheard().is_empty(), "five wait");
    sends(&anna, "list5.csv", "name,source\nEva 5,website\n").await.sees("1 new");
    anna.hears().await.sees("list0.csv was still waiting and is let go").sees("at most 5 files");
    let press = anna.chat.presses(seen[0].message.id, "Import 1").unwrap();
    assert!(anna.callback_answer(&press).await.unwrap().contains("let go already"));
    anna.presses(&seen[1], "Import 1").await.sees("1 contact added from list1.csv");
    // A colleague's share is their own, and there is room again.
    lina.presses(&theirs, "导入 1 个").await.sees("1 个客户");
    sends(&anna, "list6.csv", "name,source\nEva 6,website\n").await.sees("1 new");
    assert!(anna.chat.unheard().is_empty());
}

#[tokio::test]
async fn more_work_than_a_share_is_refused_with_a_word() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    anna.says("/add Eva, Lumen, eva@lumen.de, source: website").await;
    let store = house.store().await;
    let mut tx = store.begin().await.unwrap();
    // As if that many were waiting; none is due.
    for _ in 0..renmai::handler::job::MOST_JOBS {
        tx.enqueue_job(ANNA, "{}", house.clock.now() + chrono::Duration::days(1)).await.unwrap();
    }
    tx.commit().await.unwrap();
    store.close().await;
    anna.sends_file("a.csv", b"name,source\nEva,website\n")
        .await
        .sees("I still have 20 things to do for you");
    lina.sends_file("b.csv", b"name,source\nIda,website\n").await.sees("正在读取");
    lina.hears().await.sees("新客户 1 个");
}

#[tokio::test]
async fn a_file_that_nobody_imports_is_let_go_after_two_days_and_one_on_its_way_is_not() {
    let house = House::open().await;
    let anna = house.anna();
    let seen = sends(&anna, "a.csv", "name,source\nEva,website\n").await;
    let data = seen.carries("Import 1");
    let store = house.store().await;
    let now = house.clock.now();
    let mut tx = store.begin().await.unwrap();
    // Taken, and not done yet, as after a long time without the bot.
    let old = now - chrono::Duration::days(20);
    let taken = tx.keep_file(LINA, "b.csv", b"name\nIda\n", old).await.unwrap();
    tx.take_file(LINA, taken, old).await.unwrap();
    tx.enqueue_job(LINA, "{}", now + chrono::Duration::days(1)).await.unwrap();
    let sent = tx.keep_file(MARIA, "c.csv", b"name\nIda\n", old).await.unwrap();
    let later = now + chrono::Duration::hours(47);
    tx.sweep(later).await.unwrap();
    assert_eq!(tx.waiting_files(ANNA).await.unwrap().len(), 1);
    assert!(tx.kept_file(LINA, taken).await.unwrap().is_some());
    assert!(tx.kept_file(MARIA, sent).await.unwrap().is_none());
    tx.sweep(later + chrono::Duration::hours(2)).await.unwrap();
    assert_eq!(tx.waiting_files(ANNA).await.unwrap(), []);
    tx.commit().await.unwrap();
    store.close().await;
    assert!(anna.forges(&seen, &data).await.unwrap().contains("let go already"));
}
