//! Fair mode: the leads that are added meanwhile come from there; in the evening they are counted and graded.

use chrono::Duration;

use crate::house::House;

#[tokio::test]
async fn leads_added_at_a_fair_come_from_there_through_every_door() {
    let house = House::open().await;
    let anna = house.anna();
    anna.says("/fair").await.sees("No fair is on").sees("/fair Light+Building 2026 until fri");
    let begun = anna.says("/fair Light+Building 2026 until fri").await;
    begun.sees("Light+Building 2026").sees("Fri 27 Nov").offers("End").offers("Undo");

    anna.says("/add Eva Braun, Lumen GmbH, eva@lumen.de, Germany")
        .await
        .sees("#1 Eva Braun")
        .sees("Light+Building 2026");
    // A source that is named counts.
    anna.says("/add Ida Holm, Nord AB, ida@nord.se, source: website")
        .await
        .sees("#2 Ida Holm")
        .lacks("Light+Building");
    // A signature, a shared contact, the form.
    let draft = anna.says("Max Weber\nPurchasing Manager\nWeber KG\nmax@weber.de\n+49 40 123456").await;
    anna.presses(&draft, "Add").await.sees("#3 Max Weber").sees("Light+Building 2026");
    let draft = anna.shares_contact("Lena", Some("Fischer"), "+4930999888").await;
    anna.presses(&draft, "Add").await.sees("#4 Lena Fischer").sees("Light+Building 2026");
    anna.says("/add").await.sees("1/7");
    anna.says("Jan Novak").await.sees("2/7");
    for _ in 0..4 {
        anna.says("skip").await;
    }
    anna.says("skip").await.sees("7/7");
    anna.says("A").await.sees("#5 Jan Novak").sees("Light+Building 2026");

    anna.says("/fair").await.sees("4 leads, 4 of today").sees("3 are still without a grade");
    // A colleague is not there.
    house.lina().says("/add 王芳, 明辉照明, wang@minghui.cn").await.sees("#6 王芳").lacks("Light+Building");

    let ended = anna.says("/fair off").await;
    ended.sees("is over").sees("4 leads").sees("Eva Braun").offers("#1 A").offers_no("End");
    anna.says("/add Tom Lee, Lee Ltd, tom@lee.co.uk").await.sees("#7 Tom Lee").lacks("Light+Building");
    anna.says("/fair off").await.sees("No fair is on");
    // The ending taken back, it goes on; its beginning taken back, it is as if it had never been.
    anna.presses(&ended, "Undo").await.sees("Taken back");
    anna.says("/fair").await.sees("until Fri 27 Nov");
    anna.presses(&begun, "Undo").await.sees("Taken back");
    anna.says("/fair").await.sees("No fair is on");
}

#[tokio::test]
async fn what_is_no_fair_is_refused_and_changes_nothing() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    anna.says("/fair bought list").await.sees("bought");
    anna.says("/fair Interlight until yesterday").await.sees("is over").sees("/fair");
    anna.says("/fair Interlight until someday").await.sees("someday").sees("/fair");
    anna.says("/fair Interlight until 2027-11-01").await.sees("60 days");
    anna.says("/fair until fri").await.sees("Which fair?");
    anna.says("/fair off").await.sees("No fair is on");
    lina.says("/fair 购买名单 到周五").await.sees("名单不能进库");
    lina.says("/fair 广交会 到周五").await.sees("广交会").sees("周五");
    lina.says("/fair").await.sees("广交会");
    // Without an end it is a week; a day alone moves the end.
    anna.says("/fair Interlight").await.sees("Sun 29 Nov");
    anna.says("/fair until tomorrow").await.sees("Interlight").sees("Tue 24 Nov");
    anna.says("/add Eva Braun, Lumen GmbH, eva@lumen.de").await.sees("Interlight");
    house.later(Duration::days(2)).await;
    anna.says("/add Ida Holm, Nord AB, ida@nord.se").await.sees("#2 Ida Holm").lacks("Interlight");
    anna.says("/fair").await.sees("No fair is on");
    // What was written there counts, though it arrives when the fair is over.
    anna.chat.says_at("/add Max Weber, Weber KG, max@weber.de", crate::house::monday() + Duration::hours(3));
    anna.hears().await.sees("#3 Max Weber").sees("Interlight");
}

#[tokio::test]
async fn in_the_evening_the_leads_are_counted_once_and_graded_by_a_tap() {
    let house = House::open().await;
    let anna = house.anna();
    anna.says("/fair Interlight until wed").await;
    anna.says("/add Eva Braun, Lumen GmbH, eva@lumen.de").await;
    anna.says("/add Ida Holm, Nord AB, ida@nord.se, grade: C").await;
    anna.says("/add Max Weber, Weber KG, max@weber.de").await;
    house.at(2026, 11, 23, 18, 59).await;
    house.at(2026, 11, 23, 19, 0).await;
    let evening = anna.hears().await;
    evening
        .sees("Interlight")
        .sees("3 leads, 3 of today")
        .sees("2 are still")
        .sees("Eva Braun")
        .sees("Max Weber");
    evening.lacks("Ida Holm").offers("#1 A").offers("#3 C").offers("End");
    house.restart().await;
    house.at(2026, 11, 23, 21, 0).await;

    let graded = anna.presses(&evening, "#1 A").await;
    graded.sees("#1 Eva Braun: grade A").sees("1 is still").lacks("/l1").offers("#3 C").offers("Undo");
    // C is an answer as well.
    let all = anna.presses(&graded, "#3 C").await;
    all.sees("All of them have a grade").offers_no("#3");
    let back = anna.presses(&all, "Undo").await;
    back.sees("Taken back");
    anna.says("/fair").await.sees("1 is still").sees("Max Weber");
    anna.says("/grade 3 B").await.sees("B");
    anna.says("/fair").await.sees("All of them have a grade");

    // A day that brings nobody has no evening.
    house.at(2026, 11, 24, 19, 0).await;
    anna.hears().await.sees("1 follow-up");
    anna.says("/fair").await.sees("3 leads, 0 of today");
}
