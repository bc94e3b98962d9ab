//! A number or a name without a command, and names, several numbers and Chinese words in commands.

use crate::house::{Heard, House, Someone};

async fn has(somebody: &Someone, contacts: &[&str]) {
    for contact in contacts {
        let heard = somebody.says(&format!("/add {contact}")).await;
        if heard.labels().contains(&"Add anyway") {
            somebody.presses(&heard, "Add anyway").await;
        }
    }
}

async fn graded(somebody: &Someone, numbers: &[(i64, &str)]) {
    for (no, grade) in numbers {
        somebody.says(&format!("/l{no}")).await.sees(&format!("Grade {grade}"));
    }
}

#[tokio::test]
async fn a_number_or_a_name_alone_opens_the_card_or_the_choice() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    has(
        &anna,
        &[
            "Eva Brown, Lumen GmbH, eva@lumen.de",
            "Eva Huber, Alba SpA, eva@alba.it",
            "Tom Reed, Kilowatt Ltd",
        ],
    )
    .await;
    for text in ["1", "#1", "Eva Brown", "eva brown", "BROWN", "Lumen", "lumen gmbh", "Brow"] {
        anna.says(text).await.sees("#1").sees("Eva Brown").offers("More");
    }
    let choice = anna.says("Eva").await;
    choice.sees("2 contacts").sees("Eva Brown").sees("Eva Huber").lacks("Tom");
    let card = anna.presses(&choice, "#2").await;
    card.sees("Eva Huber").offers("Back");
    anna.presses(&card, "Back").await.sees("2 contacts");
    anna.says("99").await.sees("There is no #99");
    for hint in ["good morning", "hello", "thanks a lot", "what now?", "500 pcs", "Evangeline"] {
        anna.says(hint).await.sees("/add");
    }
    // Nobody learns of a colleague's.
    lina.says("Eva").await.sees("/add").lacks("Brown");
    lina.says("#1").await.sees("没有 #1");
    lina.says("Eva Brown no answer").await.sees("/add").lacks("#1");
    house.maria().says("Kilowatt").await.sees("Tom Reed");
}

#[tokio::test]
async fn a_name_with_words_behind_it_offers_to_log_them() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    has(&anna, &["Eva Brown, Lumen GmbH, eva@lumen.de", "Tom Reed, Good Lighting Ltd"]).await;
    let offer = anna.says("Eva no answer").await;
    offer.sees("Log “no answer” with #1 Eva Brown as no answer?").offers("Log").offers("Open");
    anna.presses(&offer, "Log").await.sees("no answer logged").offers("Undo");
    // A second press of the same changes nothing.
    assert!(anna.presses_for_answer(&offer, "Undo").await.is_some());
    anna.hears().await;
    let offer = anna.says("#2 wants 500 pcs").await;
    anna.presses(&offer, "Open").await.sees("Tom Reed").offers("More");
    anna.says("good morning").await.sees("/add");
    anna.says("Good Lighting asked for a price")
        .await
        .sees("Log “asked for a price” with #2 Tom Reed as inquiry?");
    // An offer takes no text: what is written next stands for itself.
    anna.says("Tom").await.sees("Tom Reed").offers("More");

    has(&lina, &["王芳, 明辉照明, wang@minghui.cn, 中国", "王小明, 亮途, 中国"]).await;
    for text in ["王芳 没接", "王芳没接", "明辉照明 没接"] {
        lina.says(text).await.sees("把“没接”记到 #3 王芳（没联系上）吗？");
    }
    let choice = lina.says("王总 发了报价").await;
    choice.sees("“发了报价”记到谁名下？").offers("王芳").offers("王小明");
    lina.presses(&choice, "#4 王小明 · 亮途").await.sees("#4").sees("报了价");
    // A choice belongs to its question.
    assert!(lina.presses_for_answer(&choice, "撤销").await.is_some());
    lina.hears().await;
}

#[tokio::test]
async fn words_that_were_offered_count_at_the_time_when_they_were_written() {
    let house = House::open().await;
    let anna = house.anna();
    has(&anna, &["Eva Brown, Lumen GmbH, eva@lumen.de"]).await;
    let friday = crate::house::monday() - chrono::TimeDelta::days(3);
    anna.chat.says_at("Eva called me back", friday);
    let offer = anna.hears().await;
    anna.presses(&offer, "Log").await;
    anna.says("/history 1").await.sees("Fri 20 Nov, 10:00");
}

#[tokio::test]
async fn a_command_takes_a_name_for_a_number() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    has(&anna, &["Eva Brown, Lumen GmbH, eva@lumen.de", "Eva Huber, Alba SpA, eva@alba.it"]).await;
    anna.says("/grade Eva Brown A big orders").await.sees("C → A").sees("#1");
    anna.says("/snooze Brown 3d").await.sees("#1");
    anna.says("/next Huber fri send the quote").await.sees("#2").sees("send the quote");
    anna.says("/edit Brown title: Buyer").await.sees("Buyer");
    anna.says("/history Huber").await.sees("Eva Huber");
    let which = anna.says("/log Eva call talked about prices").await;
    which.sees("Whom do you mean?").offers("#1 Eva Brown").offers("#2 Eva Huber");
    anna.presses(&which, "#2 Eva Huber · Alba SpA").await.sees("#2").sees("call logged");
    anna.says("/history 2").await.sees("talked about prices");
    anna.says("/grade Max A").await.sees("“Max” is no contact number").sees("/find");
    lina.says("/grade Eva A").await.sees("不是客户编号").lacks("#1");
}

#[tokio::test]
async fn several_numbers_are_one_change() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    has(&anna, &["Eva Brown", "Tom Reed", "Ida Frei", "Max Roth"]).await;
    has(&lina, &["王芳"]).await;
    let done = anna.says("/grade 1,3-5 B").await;
    done.sees("3 contacts: grade B").sees("#1, #3, #4").sees("Not among your contacts: #5").offers("Undo");
    graded(&anna, &[(1, "B"), (2, "C"), (3, "B"), (4, "B")]).await;
    anna.says("/history 3").await.sees("C → B");
    anna.says("/grade 1, 2 B").await.sees("1 contact: grade B").sees("So already: #1");
    anna.says("/undo").await.sees("Taken back").sees("1 contact");
    anna.presses(&done, "Undo").await.sees("3 contacts");
    graded(&anna, &[(1, "C"), (2, "C"), (3, "C"), (4, "C")]).await;
    anna.says("/snooze 1-2 1w").await.sees("2 contacts: sleep until Mon 30 Nov");
    anna.says("/next 1,2 fri send the quote").await.sees("2 contacts: next step on Fri 27 Nov");
    anna.says("/stage 1,2 interested").await.sees("2 contacts: stage interested");
    anna.says("/value 1,2 high").await.sees("2 contacts: value high");
    anna.says("/log 1,2 sent the catalogue").await.sees("2 contacts: email sent logged");
    anna.says("/history 2").await.sees("the catalogue");
    anna.says("/undo").await.sees("2 contacts");
    anna.says("/history 2").await.lacks("the catalogue");
    for (wrong, why) in [
        ("/grade 1-200 B", "more than 100"),
        ("/grade 1,2 D", "is no grade"),
        ("/snooze 1,2 someday", "cannot read a day"),
        ("/grade 98,99 B", "None of #98, #99"),
        ("/history 1,2", "one contact at a time"),
        ("/log 1,2", "What happened"),
    ] {
        anna.says(wrong).await.sees(why);
    }
    // Nothing of it became a colleague's.
    lina.says("/grade 1-5 A").await.sees("1 个客户").sees("您名下没有：#1、#2、#3、#4");
    graded(&anna, &[(1, "C")]).await;
}

#[tokio::test]
async fn several_are_handed_over_and_both_sides_hear_of_it_and_of_its_undo() {
    let house = House::open().await;
    let (anna, lina, maria) = (house.anna(), house.lina(), house.maria());
    has(&anna, &["Eva Brown", "Tom Reed", "Ida Frei"]).await;
    maria.says("/assign 1-2 @lina").await.sees("2 contacts: now 李娜’s");
    anna.hears().await.sees("Maria Chen").sees("2 contacts of yours").sees("#1, #2");
    lina.hears().await.sees("Maria Chen").sees("2 个客户").sees("#1、#2");
    anna.says("/l1").await.sees("There is no #1");
    maria.says("/undo").await.sees("Taken back");
    anna.hears().await.sees("gave you 2 contacts");
    lina.hears().await.sees("转走了");
    anna.says("/l1").await.sees("Eva Brown");
    // One alone as well.
    maria.says("/assign 3 @lina").await.sees("#3");
    anna.hears().await.sees("1 contact of yours").sees("#3");
    lina.hears().await.sees("Ida Frei");
    maria.says("/undo").await;
    anna.hears().await.sees("gave you 1 contact");
    lina.hears().await.sees("转走了");
}

#[tokio::test]
async fn a_command_that_is_not_there_is_answered_with_the_nearest() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    has(&anna, &["Eva Brown, Lumen GmbH, eva@lumen.de"]).await;
    anna.says("/fnid lumen").await.sees("no /fnid").sees("/find lumen");
    anna.says("/metrix").await.sees("/metrics");
    anna.says("/log1 note hi").await.sees("note logged");
    anna.says("/l 1").await.sees("Eva Brown");
    anna.says("\u{200e}/l1").await.sees("Eva Brown");
    anna.says("/grade 1：A").await.sees("C → A");
    anna.says("/invit salesperson").await.sees("do not know that command").lacks("/invite");
    anna.says("/cadence A=5").await.sees("manager");
    house.maria().says("/cadence A=5").await.sees("5");
    lina.says("/fnid lumen").await.sees("没有 /fnid").sees("/find lumen");
}

#[tokio::test]
async fn commands_are_chinese_words_as_well() {
    let house = House::open().await;
    let lina = house.lina();
    lina.says("/添加 王芳, 明辉照明, wang@minghui.cn, 中国").await.sees("#1");
    lina.says("/等级 1 A 单子大").await.sees("C → A");
    lina.says("／推迟1 3天").await.sees("推迟到");
    lina.says("/记录1没接").await.sees("没联系上");
    lina.says("/记录王芳 电话 聊了价格").await.sees("电话");
    lina.says("/撤销").await.sees("已撤销");
    lina.says("/历史 王芳").await.sees("王芳");
    lina.says("/查找 明辉").await.sees("王芳");
    lina.says("/查重 wang@minghui.cn").await.sees("已有人在跟");
    lina.says("/待办").await;
    lina.says("/删除 1").await.sees("王芳").offers("抹除");
    lina.says("/推后 1 3天").await.sees("/推迟 1 3天");
    lina.says("/阶段 1 丢单").await.sees("已流失");
}

#[tokio::test]
async fn a_reply_to_what_is_no_card_says_that_nothing_was_logged() {
    let house = House::open().await;
    let anna = house.anna();
    let help: Heard = anna.says("/help").await;
    anna.replies(&help, "she wants a sample").await.sees("Nothing was logged").sees("/log 12");
    house.lina().replies(&house.lina().says("/help").await, "要样品").await.sees("没有记录");
}

#[tokio::test]
async fn what_is_due_later_anyway_is_not_put_off() {
    let house = House::open().await;
    let anna = house.anna();
    has(&anna, &["Eva Brown, Lumen GmbH, eva@lumen.de"]).await;
    anna.says("/log 1 sent the catalogue").await;
    anna.says("/snooze 1 3d").await.sees("is due on").sees("anyway");
    anna.says("/snooze 1 2027-03-15").await.sees("sleeps until");
}

#[tokio::test]
async fn a_name_with_a_command_behind_it_is_that_command() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    has(&anna, &["Chloe Nguyen, Bright Pty, chloe@bright.au, +61 2 5550 1234, Australia"]).await;
    anna.says("Chloe snooze 3d").await.sees("nothing was put off");
    anna.says("Chloe A").await.sees("grade C → A");
    anna.says("Chloe tomorrow 15:00 call").await.sees("next step on").sees("15:00");
    anna.says("/next 1 off").await.sees("has no next step any more");
    anna.says("/next 1 cancel").await.sees("nothing was changed");
    anna.says("/snooze 1 off").await.sees("nothing was changed");
    anna.says("/l1 no answer").await.sees("no answer logged");
    // An address or a number opens the card, and a name may stand inside of the line.
    for text in ["chloe@bright.au", "+61 2 5550 1234", "bright.au"] {
        anna.says(text).await.sees("#1 Chloe Nguyen");
    }
    for text in ["spoke with Chloe Nguyen about prices", "sent samples to Chloe"] {
        anna.says(text).await.sees("with #1 Chloe Nguyen as");
    }
    anna.says("Eva no answer").await.sees("No “Eva” among your contacts");
    lina.says("chloe@bright.au").await.lacks("#1").lacks("Chloe Nguyen");
    lina.says("给Chloe打了电话").await.lacks("#1");
}
