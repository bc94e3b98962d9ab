//! `/insight`: the shelf, and who is due for one.

use crate::house::{House, Someone};

pub(crate) const REPORT: &str =
    "/insight add EU lighting rules 2027 | https://example.com/eu | lighting, retail";

/// A contact of grade A in the lighting trade, who has answered.
pub(crate) async fn warm_eva(anna: &Someone) {
    anna.says("/add Eva Braun, Lumen GmbH, eva@lumen.de, Germany, A, industry: Lighting").await;
    anna.says("/log 1 reply likes our panels").await.sees("contacted");
    anna.says("/log 1 call talked about prices").await;
}

#[tokio::test]
async fn an_insight_is_added_shown_removed_and_brought_back() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    anna.says("/insight").await.sees("none yet").sees("/insight add");
    let added = anna.says(REPORT).await;
    added.sees("Insight 1 added").sees("EU lighting rules 2027").offers("Undo");
    lina.says("/insight 添加 照明出口｜两大趋势：智能、节能｜照明、零售").await.sees("已添加资讯 2");
    let shelf = anna.says("/insight").await;
    shelf.sees("1. EU lighting rules 2027").sees("(lighting, retail)").sees("2. 照明出口");
    assert!(shelf.text().find("2. ") < shelf.text().find("1. "), "the newest first");
    anna.says("/insight 1")
        .await
        .sees("https://example.com/eu")
        .sees("For: lighting, retail")
        .sees("Anna Liu");

    anna.says("/insight remove 1").await.sees("removed").offers("Undo");
    anna.says("/insight").await.lacks("1. EU lighting");
    anna.says("/undo").await.sees("insight removed");
    anna.says("/insight").await.sees("1. EU lighting");
    let added = anna.says("/insight add Fair news | see you there").await;
    anna.presses(&added, "Undo").await.sees("insight added");
    anna.says("/insight").await.lacks("Fair news");
}

#[tokio::test]
async fn what_is_wrong_is_said_with_an_example_and_nothing_is_added() {
    let house = House::open().await;
    let (anna, lina, maria) = (house.anna(), house.lina(), house.maria());
    for wrong in
        ["/insight add", "/insight add only a title", "/insight add | text", "/insight add a | b | c | d"]
    {
        anna.says(wrong).await.sees("/insight add EU lighting rules 2027 | https://");
    }
    anna.says(&format!("/insight add {} | text", "x".repeat(201))).await.sees("200");
    anna.says("/insight sing").await.sees("/insight 3");
    anna.says("/insight remove 7").await.sees("no insight “7”");
    lina.says("/insight 删除 七").await.sees("没有资讯“七”");
    anna.says("/insight").await.sees("none yet");
    // A colleague's is theirs to remove, or a manager's.
    anna.says(REPORT).await;
    lina.says("/insight 删除 1").await.sees("Anna Liu");
    maria.says("/insight remove #1").await.sees("removed");
}

#[tokio::test]
async fn who_is_due_is_listed_opened_and_picked() {
    let house = House::open().await;
    let anna = house.anna();
    warm_eva(&anna).await;
    anna.says("/add Bob Stone, Stone Ltd, bob@stone.co.uk, UK, A, industry: Quarries").await;
    anna.says("/log 2 reply hello").await;
    anna.says("/log 2 call said hello").await;
    anna.says("/add New One, Nova, new@nova.de, Germany, A").await;
    anna.says(REPORT).await;
    let shelf = anna.says("/insight").await;
    shelf.offers("Who is due (2)");
    let due = anna.presses(&shelf, "Who is due").await;
    due.sees("2 contacts are due").sees("Eva Braun").sees("Bob Stone").lacks("New One");
    let card = anna.presses(&due, "#1").await;
    card.sees("Eva Braun");
    let due = anna.presses(&card, "Back").await;

    let pick = anna.presses(&due, "Pick").await;
    pick.sees("1 is left").sees("Eva Braun").sees("1. EU lighting").lacks("Bob");
    let press = anna.chat.presses(pick.message.id, "✓ #1").unwrap();
    assert!(anna.callback_answer(&press).await.unwrap().contains("logged"));
    anna.hears().await.sees("“EU lighting rules 2027” logged").sees("Nobody is left").offers("Undo");
    // The same press again, sent by Telegram or by a second tap, changes nothing; a tap is told who did it.
    anna.chat.presses_again(&press);
    assert!(anna.forges(&pick, &press.data).await.unwrap().contains("Anna Liu"));
    let history = anna.says("/history 1").await;
    assert_eq!(history.text().matches("EU lighting rules").count(), 1, "{}", history.text());
    anna.says("/insight").await.offers("Who is due (1)");
    anna.says("/undo").await.sees("insight sent");
    anna.says("/insight").await.offers("Who is due (2)");
}

#[tokio::test]
async fn whom_one_may_not_write_to_is_never_due() {
    let house = House::open().await;
    let anna = house.anna();
    warm_eva(&anna).await;
    anna.says("/log 1 opted out by phone").await;
    anna.says("/add Bob Stone, Stone Ltd, bob@stone.co.uk, UK, A").await;
    anna.says("/log 2 reply hello").await;
    anna.says("/log 2 bounced").await;
    anna.says("/insight").await.offers_no("Who is due");
}
