//! `/merge 12 34`: two contacts that are one person, and `/undo`, which splits them exactly.

use crate::house::{House, Someone};
use crate::mark::eva;

/// #1 Eva Braun of Lumen, #2 E. Braun of the same firm with another address, a telephone and a better grade.
async fn twice(anna: &Someone) {
    eva(anna).await;
    anna.says("/log 1 sent the first mail").await;
    let warning = anna.says("/add E. Braun, Lumen, office@lumen.de, +49 30 123456, grade: A").await;
    anna.presses(&warning, "Add anyway").await.sees("#2 added");
    anna.says("/log 2 reply wants a quote").await;
    anna.says("/next 2 2026-12-05 send the quote").await;
}

#[tokio::test]
async fn two_become_one_with_both_histories_and_are_split_again() {
    let house = House::open().await;
    let anna = house.anna();
    twice(&anna).await;
    let (one, two) = (anna.says("/l1").await, anna.says("/l2").await);
    let histories = (anna.says("/history 1").await, anna.says("/history 2").await);

    let card = anna.says("/merge 1 2").await;
    card.sees("#2 is merged into #1").sees("name E. Braun").sees("email office@lumen.de");
    card.sees("#1 Eva Braun").sees("eva@lumen.de").sees("+4930123456").sees("Grade A").sees("send the quote");
    card.offers("Undo");
    anna.says("/history 1")
        .await
        .sees("the first mail")
        .sees("wants a quote")
        .sees("merged")
        .sees("#2 into this");
    anna.says("/l2").await.sees("#2 was merged into #1: /l1");
    anna.says("/log 2 note x").await.sees("merged into #1");
    // A reply to the old card of the one that went is logged to the one that stayed.
    anna.replies(&two, "call she picked up").await.sees("#1 Eva Braun").sees("call logged");
    anna.says("/l1").await.sees("she picked up");
    anna.says("/undo").await.sees("Taken back: logged");
    // The other address still finds the one that stayed.
    anna.says("/check office@lumen.de").await.sees("/l1 Eva Braun");
    anna.says("/add Erna Braun, office@lumen.de").await.sees("in the book already").sees("/l1");
    anna.says("/find wants a quote").await.sees("#1 Eva Braun");

    anna.says("/undo").await.sees("Taken back: merged").sees("#1 Eva Braun").lacks("+4930123456");
    assert_eq!(anna.says("/l1").await.text(), one.text());
    assert_eq!(anna.says("/l2").await.text(), two.text());
    anna.says("/history 2").await.sees("wants a quote").lacks("the first mail");
    let history = anna.says("/history 1").await;
    history.sees("the first mail").sees("taken back").lacks("wants a quote");
    for line in histories.0.text().lines() {
        history.sees(line);
    }
    assert_eq!(anna.says("/history 2").await.text(), histories.1.text());
    // The number was never free.
    anna.says("/add Otto Braun, Lumen GmbH").await.sees("#3 added");
}

#[tokio::test]
async fn the_stricter_wins_and_an_address_that_was_lacking_moves() {
    let house = House::open().await;
    let anna = house.anna();
    anna.says("/add Eva Braun, Lumen GmbH").await;
    let warning = anna.says("/add Eva Braun, Lumen, eva@lumen.de").await;
    anna.presses(&warning, "Add anyway").await;
    anna.says("/log 2 opted out").await.sees("do not write");
    anna.says("/merge 1 2").await.sees("eva@lumen.de").sees("do not write").lacks("Kept as a note");
    anna.says("/undo").await.lacks("eva@lumen.de").lacks("do not write");
    anna.says("/l2").await.sees("eva@lumen.de").sees("do not write");
}

#[tokio::test]
async fn a_merge_of_merges_is_taken_back_step_by_step() {
    let house = House::open().await;
    let (anna, maria) = (house.anna(), house.maria());
    twice(&anna).await;
    anna.says("/add Eva B., Lichthaus AG, eva@lichthaus.ch").await;
    anna.says("/merge 1 2").await;
    anna.says("/merge 3 1").await.sees("#3 Eva B.");
    anna.says("/l2").await.sees("merged into #3");
    anna.says("/history 3").await.sees("wants a quote").sees("the first mail");
    anna.says("/undo").await.sees("#3 Eva B.");
    anna.says("/l2").await.sees("merged into #1");
    anna.says("/undo").await.sees("Taken back: merged");
    anna.says("/l2").await.sees("E. Braun").sees("Grade A");
    // What somebody built on it since is not lost: the merge stands, and who added the other cannot take it out.
    maria.says("/merge 1 2").await;
    anna.says("/undo").await.sees("Taken back: added");
    anna.says("/undo").await.sees("changed again since");
    maria.says("/undo").await.sees("Taken back: merged");
}

#[tokio::test]
async fn only_what_one_sees_can_be_merged() {
    let house = House::open().await;
    let (anna, lina, maria) = (house.anna(), house.lina(), house.maria());
    eva(&anna).await;
    lina.says("/add 王芳, 明辉照明, wang@minghui.cn").await;
    anna.says("/merge 1 2").await.sees("There is no #2");
    lina.says("/merge 2 1").await.sees("没有 #1");
    for text in ["/merge", "/merge 1", "/merge 1 2 3", "/merge eva braun"] {
        anna.says(text).await.sees("Which two").sees("/merge 12 34");
    }
    anna.says("/merge 1 1").await.sees("one contact already");
    // A manager may; what is merged into another's contact is told only to who may see that one.
    let asked = maria.says("/merge 1 2").await;
    asked.sees("Eva Braun").sees("王芳").sees("Are they one person?").offers("Cancel");
    maria.says("/l2").await.sees("王芳");
    assert!(
        maria.presses_for_answer(&asked, "Merge").await.is_some_and(|said| said.contains("asked any more"))
    );
    let asked = maria.says("/merge 1 2").await;
    maria.presses(&asked, "Merge").await.sees("#2 is merged into #1").sees("Anna Liu");
    maria.says("/l2").await.sees("merged into #1");
    anna.says("/l2").await.sees("merged into #1");
    lina.says("/l2").await.sees("没有 #2").lacks("#1");
    lina.says("/check wang@minghui.cn").await.sees("#1").lacks("Eva");
    maria.says("/undo").await;
    lina.says("/l2").await.sees("王芳");
}

#[tokio::test]
async fn who_is_forgotten_is_forgotten_with_whom_was_merged_into_them() {
    let house = House::open().await;
    let anna = house.anna();
    twice(&anna).await;
    anna.says("/merge 1 2").await;
    let asked = anna.says("/forget 1").await;
    anna.presses(&asked, "Erase").await.sees("#1 is erased");
    anna.says("/l2").await.sees("There is no #2");
    anna.says("/undo").await.sees("cannot be taken back");
    anna.says("/check office@lumen.de").await.sees("Nobody has");
    anna.says("/add Eva Braun, Lumen GmbH, office@lumen.de").await.sees("#3").sees("do not write");
}
