//! `/grade`, `/stage`, `/value`, `/next`, `/snooze`, and their buttons.

use crate::house::{Heard, House, Someone};

pub(crate) async fn eva(anna: &Someone) -> Heard {
    anna.says("/add Eva Braun, Lumen GmbH, eva@lumen.de, Germany").await
}

#[tokio::test]
async fn a_grade_is_set_and_kept_in_the_history_with_its_reason() {
    let house = House::open().await;
    let anna = house.anna();
    eva(&anna).await.sees("#1").sees("Grade C");
    anna.says("/grade 1 A asked for a quote").await.sees("C → A").sees("Grade A").offers("Undo");
    anna.says("/grade #1 a").await.sees("grade A already").offers_no("Undo");
    anna.says("/history 1").await.sees("C → A").sees("asked for a quote").sees("Anna Liu");
}

#[tokio::test]
async fn a_stage_and_a_value_are_set_in_either_language() {
    let house = House::open().await;
    let lina = house.lina();
    lina.says("/add 王芳, 明辉照明, wang@minghui.cn, 中国").await.sees("未接触");
    lina.says("/stage 1 有意向").await.sees("有意向");
    lina.says("/value 1 高 年采购额大").await.sees("潜力").sees("大");
    lina.says("/stage 1 interested").await.sees("已经是");
    // As a Chinese keyboard writes them.
    lina.says("／grade ＃１ Ａ").await.sees("C → A");
}

#[tokio::test]
async fn a_next_step_may_have_a_time_and_its_day_counts_as_a_whole() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    eva(&anna).await;
    anna.says("/next 1 tomorrow 15:00 call").await.sees("Tue 24 Nov, 15:00").sees("call, Tue 24 Nov, 15:00");
    anna.says("/next 1 tomorrow call").await.sees("next step on").lacks("15:00");
    anna.says("/undo").await;
    anna.says("/l1").await.sees("call, Tue 24 Nov, 15:00");
    anna.says("/history 1").await.sees("Tue 24 Nov, 15:00 call");
    for text in ["/next 1 3d or so later than fri", "/next 1 fri or mon call", "/next 1 tomorrow 25:00 call"]
    {
        anna.says(text).await.sees("cannot read a day");
    }
    anna.says("/l1").await.sees("call, Tue 24 Nov, 15:00");
    lina.says("/add 王芳, 明辉照明, wang@minghui.cn").await.sees("#2");
    lina.says("/next 2 明晚8点 打电话").await.sees("打电话，11月24日 周二 20:00");
    lina.says("/snooze 2 半个月后").await.sees("✓ #2");
}

#[tokio::test]
async fn wrong_marks_say_what_is_wrong_and_change_nothing() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    eva(&anna).await;
    for (text, wrong, example) in [
        ("/grade 1 D", "“D” is no grade", "/grade #1 A"),
        ("/grade", "Which contact?", "/grade 12 A;"),
        ("/next", "Which contact?", "/next 12 fri send the quote;"),
        ("/verify", "Which contact?", "/verify 12;"),
        ("/edit 1 grade: A", "a command of its own", "/grade #1 A"),
        ("/edit 1 阶段：有意向", "a command of its own", "/stage #1 interested"),
        ("/next 1 9999-12-31 call", "cannot read a day", "/next #1"),
        ("/grade 1", "Which grade?", "/grade #1 A"),
        ("/next 1", "Which day?", "/next #1 fri"),
        ("/grade x A", "“x” is no contact number", "/grade 12"),
        ("/grade 99 A", "There is no #99", "/find"),
        ("/stage 1 maybe", "“maybe” is no stage", "/stage #1"),
        ("/value 1 lots", "“lots” is no value", "/value #1"),
        ("/next 1 someday", "cannot read a day", "/next #1"),
        ("/next 1 2026-01-01 too late", "not ahead", "/next #1"),
        ("/snooze 1 today", "not ahead", "/snooze #1"),
        ("/snooze 1 30 Feb", "cannot read a day", "/snooze #1"),
    ] {
        anna.says(text).await.sees(wrong).sees(example);
    }
    anna.says("/l1").await.sees("Grade C").sees("new");
    // Another's contact and none at all are the same answer.
    lina.says("/grade 1 A").await.sees("没有 #1");
    lina.says("/grade 99 A").await.sees("没有 #99");
}

#[tokio::test]
async fn a_next_step_is_due_on_its_day_and_a_snooze_puts_it_off() {
    let house = House::open().await;
    let anna = house.anna();
    eva(&anna).await;
    anna.says("/next 1 2026-12-04 send the quote").await.sees("Fri 4 Dec").sees("send the quote");
    anna.says("/snooze 1 2w").await.sees("Mon 7 Dec");
    anna.says("/next 1 fri call her").await.sees("Fri 27 Nov").sees("call her");
    let history = anna.says("/history 1").await;
    history.sees("next step: Fri 4 Dec send the quote → Fri 27 Nov call her");
    history.sees("snoozed: – → Mon 7 Dec");
}

#[tokio::test]
async fn a_card_says_why_no_follow_up_comes() {
    let house = House::open().await;
    let (maria, anna) = (house.maria(), house.anna());
    eva(&anna).await;
    anna.says("/stage 1 lost").await.sees("No follow-up: it is lost");
    anna.says("/next 1 fri call her").await.sees("No follow-up: it is lost");
    anna.says("/stage 1 contacted").await.sees("call her");
    anna.says("/undo").await;
    anna.says("/undo").await;
    anna.says("/undo").await.sees("first contact");
    anna.says("/log 1 call nobody there").await.sees("regular follow-up");
    maria.says("/settings cadence C=off").await.sees("C off");
    anna.says("/l1").await.sees("No follow-up: it is off for this grade");
    anna.says("/add Otto Vog, Vog AG")
        .await
        .sees("there is no email that works, no phone, WhatsApp, WeChat or LinkedIn");
}

#[tokio::test]
async fn buttons_act_on_what_is_true_now_and_only_once() {
    let house = House::open().await;
    let anna = house.anna();
    let card = eva(&anna).await;
    let press = anna.chat.presses(card.message.id, "A").unwrap();
    assert_eq!(anna.callback_answer(&press).await.as_deref(), Some("✓ #1: grade C → A"));
    anna.hears().await.sees("Grade A").offers("• A");
    anna.says("/grade 1 B").await.sees("A → B");

    // The same press under a new update id: nothing changes, and it says who did it and when.
    let again = anna.chat.presses_data(card.message.id, &card.carries("A"));
    let said = anna.callback_answer(&again).await.unwrap_or_default();
    assert!(said.contains("Anna Liu") && said.contains("Mon 23 Nov, 10:00"), "{said}");
    anna.hears().await.sees("Grade B");
    anna.says("/l1").await.sees("Grade B");

    let snoozed = anna.presses(&card, "3d").await;
    assert!(snoozed.callback_answer().is_some_and(|said| said.contains("sleeps until")));
    snoozed.sees("Thu 26 Nov");
}

#[tokio::test]
async fn a_forged_button_does_nothing() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    let card = eva(&anna).await;
    let other = lina.says("/add 王芳, 明辉照明").await;
    for data in ["", "c:g.a:99:1", "c:g.a:1:1", "c:xx:1:1", "u:1", "rubbish", "c:o:1:1:d.4000000000"] {
        let said = lina.forges(&other, data).await.unwrap_or_default();
        assert!(!said.contains("Lumen"), "{data}: {said}");
    }
    assert!(lina.chat.unheard().is_empty());
    anna.now(&card).sees("Grade C");
    anna.says("/l1").await.sees("Grade C").sees("Eva Braun");
}

#[tokio::test]
async fn a_snooze_that_moves_nothing_says_so() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    anna.says("/add Eva Braun, Lumen GmbH, eva@lumen.de, Germany, C").await.sees("Mon 30 Nov");
    anna.says("/snooze 1 fri")
        .await
        .sees("#1 is due on Mon 30 Nov anyway; nothing was put off")
        .offers_no("Undo");
    // On Sunday nobody works, so it would be Monday again.
    anna.says("/snooze 1 2026-11-29").await.sees("due on Mon 30 Nov anyway");
    anna.says("/snooze 1 1w").await.sees("due on Mon 30 Nov anyway");
    anna.says("/snooze 1 2w").await.sees("Mon 7 Dec").offers("Undo");
    // Back to an earlier day is a change.
    let card = anna.says("/snooze 1 fri").await;
    card.sees("sleeps until").sees("Mon 30 Nov").offers("Undo");
    let pressed = anna.presses(&card, "3d").await;
    assert!(pressed.callback_answer().is_some_and(|said| said.contains("due on Mon 30 Nov anyway")));
    anna.says("/history 1").await.lacks("Sun 29 Nov");
    lina.says("/add 王芳, 明辉照明, wang@minghui.cn, 中国, C").await;
    lina.says("/snooze 2 明天").await.sees("#2 本来就到 11月30日 周一 才跟进");
}

#[tokio::test]
async fn what_stands_beside_a_number_is_a_note_and_goes_with_one_undo() {
    let house = House::open().await;
    let anna = house.anna();
    eva(&anna).await;
    anna.says("/edit 1 phone: +49 30 123456 ext. 77").await.sees("+4930123456");
    anna.says("/history 1").await.sees("77").sees("note");
    anna.says("/undo").await.sees("Taken back").lacks("+4930123456");
    anna.says("/history 1").await.lacks("note ");
}
