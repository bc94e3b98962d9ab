//! A file of many rows goes on after the answer, beside what others do.

use renmai_core::store::Scope;

use super::sends;
use crate::house::House;

/// A list with so many people, and one row that needs attention.
fn long(rows: usize) -> String {
    let mut text = String::from("name,company,email,source\n");
    for n in 0..rows {
        text.push_str(&format!("Name {n},Company {n},n{n}@company{n}.de,website\n"));
    }
    text + "Rest,Rest,rest@,website\n"
}

#[tokio::test]
async fn a_long_file_goes_on_after_the_answer() {
    let house = House::open().await;
    let (anna, maria) = (house.anna(), house.maria());
    let seen = sends(&anna, "long.csv", long(2_100)).await;
    seen.sees("2101 rows").sees("2100 new");
    let going = anna.presses(&seen, "Import 2100").await;
    going.sees("Importing long.csv: 0 of 2101 rows");
    assert!(going.labels().is_empty());
    // The message itself goes on, and becomes the result.
    let done = anna.hears_until("2100 contacts").await;
    assert_eq!(done.message.id, seen.message.id);
    done.sees("1 row needs attention");
    anna.hears().await.sees("1 row to mend");
    anna.says("/l2100").await.sees("n2099@company2099.de").sees("first contact");
    maria.says("/export").await.sees("Writing 2100 contacts");
    let file = maria.hears().await;
    assert_eq!(String::from_utf8(maria.file(&file)).unwrap().lines().count(), 2_101);
    anna.presses(&done, "Undo").await.sees("2100 contacts");
    anna.says("/l2100").await.sees("no #2100");
}

/// How many contacts the team has.
async fn contacts(house: &House) -> u64 {
    let store = house.store().await;
    let mut tx = store.read().await.unwrap();
    let team = tx.teams().await.unwrap().remove(0).id;
    let count = tx.contact_count(Scope::team_wide(team)).await.unwrap();
    drop(tx);
    store.close().await;
    count
}

#[tokio::test]
async fn an_import_that_was_interrupted_goes_on_where_it_was() {
    let house = House::open().await;
    let anna = house.anna();
    let seen = sends(&anna, "long.csv", long(9_000)).await;
    anna.presses(&seen, "Import 9000").await.sees("0 of 9001");
    anna.hears_until("2000 of 9001").await;
    house.stop().await;
    let half = contacts(&house).await;
    assert!((2_000..9_000).contains(&half), "{half}");
    house.start_again().await;
    let done = anna.hears_until("9000 contacts").await;
    done.sees("#1 – #9000").sees("1 row needs attention");
    let file = anna.hears().await;
    assert!(String::from_utf8(anna.file(&file)).unwrap().contains("rest@"));
    assert_eq!(contacts(&house).await, 9_000);
    anna.presses(&done, "Undo").await.sees("9000 contacts");
    assert_eq!(contacts(&house).await, 0);
}

#[tokio::test]
async fn an_import_that_fails_for_good_is_taken_back() {
    let house = House::open().await;
    let anna = house.anna();
    let seen = sends(&anna, "long.csv", long(9_000)).await;
    anna.presses(&seen, "Import 9000").await.sees("0 of 9001");
    anna.hears_until("2000 of 9001").await;
    house.stop().await;
    assert!(contacts(&house).await >= 2_000);
    // As if the process had died at each try.
    let store = house.store().await;
    let mut tx = store.begin().await.unwrap();
    let job = tx.due_jobs(house.clock.now(), 1).await.unwrap().remove(0);
    for _ in 0..10 {
        tx.try_job(job.id).await.unwrap();
    }
    tx.commit().await.unwrap();
    store.close().await;
    house.start_again().await;
    anna.hears_until("all of it is taken back").await.sees("long.csv").sees("send it again");
    assert_eq!(contacts(&house).await, 0);
}

#[tokio::test]
async fn a_colleagues_short_file_does_not_wait_for_long_ones() {
    let house = House::open().await;
    let (anna, maria) = (house.anna(), house.maria());
    house.stop().await;
    for n in 0..4 {
        anna.chat.sends_file(&format!("long{n}.csv"), long(20_000).into_bytes(), None);
    }
    maria.chat.sends_file("short.csv", b"name,source\nEva,website\n".to_vec(), None);
    house.start_again().await;
    maria.hears_until("1 new").await;
    // Of the four long files at least two are still to be looked at.
    let looked_at = anna.chat.unheard().iter().filter(|message| message.text.contains("20001 rows")).count();
    assert!(looked_at <= 2, "{looked_at} of 4 came first");
    for n in 0..4 {
        anna.hears_until("20001 rows").await.sees(&format!("long{n}.csv"));
    }
    anna.hears_everything().await;
}
