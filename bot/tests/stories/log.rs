//! `/log`, logging by replying to a card and by its buttons, `/history`, `/l12`.

use crate::house::House;
use crate::mark::eva;

#[tokio::test]
async fn logging_moves_the_stage_and_the_follow_up() {
    let house = House::open().await;
    let anna = house.anna();
    eva(&anna).await.sees("new");
    anna.says("/log 1 sent introduced our linear lights")
        .await
        .sees("email sent")
        .sees("contacted")
        .sees("22 Feb 2027");
    anna.says("/log 1 reply wants a price list").await.sees("awaits your answer");
    anna.says("/log 1 inquiry 500 pcs of T8").await.sees("interested");
    anna.says("/log 1 order PO 4711").await.sees("customer");
    anna.says("/log 1 call thanked her").await.sees("customer");
    anna.says("/history 1")
        .await
        .sees("PO 4711")
        .sees("500 pcs of T8")
        .sees("introduced our linear lights")
        .sees("added");
}

#[tokio::test]
async fn a_kind_may_be_left_out_and_chinese_words_work() {
    let house = House::open().await;
    let lina = house.lina();
    lina.says("/add 王芳, 明辉照明, wang@minghui.cn, 中国").await;
    lina.says("/log 1 喜欢暖光").await.sees("备注").sees("喜欢暖光").sees("未接触");
    lina.says("/log 1 回复 想要样品").await.sees("回复").sees("等您回复");
    lina.says("/log 1 样品申请 3 个").await.sees("有意向");
}

#[tokio::test]
async fn a_reply_to_a_card_is_logged_to_that_contact() {
    let house = House::open().await;
    let anna = house.anna();
    let card = eva(&anna).await;
    anna.replies(&card, "she says it is fine").await.sees("reply logged").sees("awaits your answer");
    anna.replies(&card, "call explained the price").await.sees("call logged");
    // A command that replies to a card is a command.
    anna.replies(&card, "/undo").await.sees("Taken back");
}

#[tokio::test]
async fn a_button_asks_for_one_line_and_the_card_is_shown_anew_in_its_place() {
    let house = House::open().await;
    let anna = house.anna();
    eva(&anna).await;
    let card = anna.says("/l1").await;
    anna.presses(&card, "Sent")
        .await
        .sees("Eva Braun")
        .sees("one line")
        .offers("Nothing to add")
        .offers("Back");
    anna.says("our new catalogue").await.sees("email sent logged").offers("Undo");
    anna.hears().await;
    anna.now(&card).sees("our new catalogue").sees("contacted");
}

#[tokio::test]
async fn a_half_done_line_survives_a_restart_and_cancel_leaves_it() {
    let house = House::open().await;
    let anna = house.anna();
    eva(&anna).await;
    let card = anna.says("/l1").await;
    anna.presses(&card, "Call").await.sees("call");
    house.restart().await;
    anna.says("talked for ten minutes").await.sees("call logged");
    anna.hears().await;

    let more = anna.presses(&card, "More").await;
    anna.presses(&more, "Meeting").await.sees("meeting");
    anna.says("/cancel").await.sees("Left");
    anna.says("at the fair").await.lacks("logged");
}

#[tokio::test]
async fn who_opted_out_is_not_written_to() {
    let house = House::open().await;
    let anna = house.anna();
    eva(&anna).await;
    anna.says("/log 1 opted out by mail").await.sees("do not write").sees("No follow-up");
    anna.says("/log 1 sent a last offer").await.sees("opted out").sees("/log #1 note");
    anna.says("/log 1 bounced 550 no such user").await.sees("invalid");
    anna.says("/undo").await.sees("Taken back");
    anna.says("/undo").await.lacks("do not write");
}

#[tokio::test]
async fn a_message_counts_at_its_own_date() {
    let house = House::open().await;
    let anna = house.anna();
    eva(&anna).await;
    let friday = crate::house::monday() - chrono::TimeDelta::days(3);
    anna.chat.says_at("/log 1 call met at the fair", friday);
    anna.hears().await.sees("Fri 20 Nov");
    anna.says("/history 1").await.sees("Fri 20 Nov, 10:00 call");
}

#[tokio::test]
async fn wrong_logs_say_what_is_wrong() {
    let house = House::open().await;
    let anna = house.anna();
    eva(&anna).await;
    anna.says("/log 1").await.sees("What happened").sees("/log #1 reply");
    anna.says("/log").await.sees("Which contact?").sees("/log 12");
    anna.says("/log 1 reply <b>bold</b> & more").await.sees("<b>bold</b> & more");
    anna.says("/l99").await.sees("There is no #99");
    anna.says("/nonsense").await.sees("do not know that command");
    anna.says("good morning").await.sees("/add");
}

#[tokio::test]
async fn the_history_is_paged_in_place() {
    let house = House::open().await;
    let anna = house.anna();
    eva(&anna).await;
    for n in 1..=12 {
        anna.says(&format!("/log 1 note number {n:02}")).await;
    }
    let page = anna.says("/history 1").await;
    page.sees("number 12").lacks("number 02");
    let older = anna.presses(&page, "Older").await;
    older.sees("number 02").sees("added");
    // It is as good as her card: a reply to it is logged.
    anna.replies(&older, "called back").await.sees("reply logged");
    anna.presses(&older, "Card").await.sees("Eva Braun").offers("More");
}

/// A mail as somebody pastes it: so many characters, of which none is the same place twice.
fn mail(length: usize) -> String {
    let words: String = (0..length).map(|n| format!("{n} ")).collect();
    words.chars().take(length - 1).chain(['.']).collect()
}

#[tokio::test]
async fn a_whole_message_is_kept_by_every_door_and_can_be_read_again() {
    let house = House::open().await;
    let anna = house.anna();
    let added = mail(3_900);
    anna.says(&format!("/add Eva Braun, Lumen GmbH, eva@lumen.de, Buyer, {added}"))
        .await
        .sees("kept as a note");
    let card = anna.says("/l1").await;
    let replied = mail(4_096);
    anna.replies(&card, &replied).await.sees("kept as a note");
    let logged = mail(4_084);
    anna.says(&format!("/log 1 note {logged}")).await.sees("logged");
    let reason = mail(4_000);
    anna.says(&format!("/grade 1 A {reason}")).await.sees("#1");
    let imported = mail(9_500);
    let file = format!("name,email,note,source\nIda,ida@ida.ch,\"{imported}\",website\n");
    anna.sends_file("a.csv", file.as_bytes()).await.sees("Reading");
    let seen = anna.hears().await;
    anna.presses(&seen, "Import 1").await.sees("1 contact added");

    // A page shows the beginnings; the file has all of it.
    let history = anna.says("/history 1").await;
    history.lacks(&logged).offers("In full");
    let press = anna.chat.presses(history.message.id, "In full").unwrap();
    anna.callback_answer(&press).await;
    let whole = anna.hears().await;
    let text = String::from_utf8(anna.file(&whole)).unwrap();
    for one in [&replied, &logged, &added, &reason] {
        assert!(text.contains(one.as_str()), "{} characters are not whole in:\n{text}", one.len());
    }
    let history = anna.says("/history 2").await;
    let press = anna.chat.presses(history.message.id, "In full").unwrap();
    anna.callback_answer(&press).await;
    let whole = anna.hears().await;
    let text = String::from_utf8(anna.file(&whole)).unwrap();
    // Three notes; together they are all of it, in whatever order.
    let notes = imported.as_bytes().chunks(4_096).map(|note| std::str::from_utf8(note).unwrap().trim());
    for note in notes {
        assert!(text.contains(note), "{note}\nis not in:\n{text}");
    }
    // Nobody reads a colleague's.
    let lina = house.lina();
    let help = lina.says("/help").await;
    assert!(lina.forges(&help, "c:t:1:1").await.unwrap().contains("#1"));
}

#[tokio::test]
async fn a_reply_to_a_card_is_what_its_words_say_and_a_tap_corrects_it() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    let card = eva(&anna).await;
    for (text, said) in [
        ("no answer", "no answer logged"),
        ("sent her the quote", "quote sent logged"),
        ("they want 500 pcs", "inquiry logged"),
        ("whatsapp sent the price list", "WhatsApp message logged"),
        ("likes warm light", "kept as a note"),
    ] {
        anna.replies(&card, text).await.sees(said).offers("Undo");
    }
    // Unsure is no answer of theirs.
    let noted = anna.replies(&card, "prefers mornings for calls maybe").await;
    noted.sees("kept as a note").offers("They wrote").offers("I wrote").offers("Call").offers("No answer");
    let corrected = anna.presses(&noted, "They wrote").await;
    corrected.sees("reply logged").sees("awaits your answer").offers_no("They wrote").offers("Note");
    anna.says("/history 1").await.sees("reply prefers mornings for calls maybe");
    anna.presses(&corrected, "Undo").await.sees("Taken back");
    anna.says("/history 1").await.lacks("prefers mornings");
    // Whoever presses the old line again hears that it is gone.
    let gone = anna.forges(&noted, &noted.carries("They wrote")).await.unwrap_or_default();
    assert!(!gone.is_empty(), "an answer, never silence");
    anna.says("/history 1").await.lacks("prefers mornings");

    let card = lina.says("/add 王芳, 明辉照明, wang@minghui.cn, 中国").await;
    for (text, said) in [
        ("没人接", "已记录：没联系上"),
        ("发了报价单", "已记录：报了价"),
        ("微信 聊了价格", "已记录：微信消息"),
        ("客户要样品", "已记录：样品申请"),
        ("喜欢暖光", "先记成备注"),
    ] {
        lina.replies(&card, text).await.sees(said).offers("撤销");
    }
}

#[tokio::test]
async fn a_log_may_have_nothing_to_add_and_says_when_nobody_was_reached() {
    let house = House::open().await;
    let anna = house.anna();
    eva(&anna).await;
    let card = anna.says("/l1").await;
    let asked = anna.presses(&card, "No answer").await;
    assert_eq!(asked.message.id, card.message.id, "asked in place of the card");
    let card = anna.presses(&asked, "Nothing to add").await;
    card.sees("no answer logged").sees("Eva Braun").offers("Undo");
    // The asked kind is what was wanted, the words what came of it.
    anna.presses(&card, "Call").await;
    let line = anna.says("nobody picked up").await;
    line.sees("no answer logged");
    anna.hears().await;
    // The third time proposes another way.
    anna.says("/edit 1 phone: +49 30 123456\nwechat: eva_b").await;
    anna.replies(&card, "voicemail again").await.sees("Three times no answer").sees("email").sees("WeChat");
    anna.says("/log 1 call she was back").await.sees("call logged");
    anna.replies(&card, "no answer").await.lacks("Three times");
    // What was refused leaves the question open.
    let more = anna.presses(&card, "More").await;
    let asked = anna.presses(&more, "Note").await;
    asked.offers_no("Nothing to add").offers("Back");
    anna.presses(&asked, "Back").await.offers("They replied");
}

#[tokio::test]
async fn an_open_question_swallows_no_signature_and_no_command() {
    let house = House::open().await;
    let anna = house.anna();
    eva(&anna).await;
    let card = anna.says("/l1").await;
    anna.presses(&card, "Sent").await.sees("one line");
    let draft = anna.says("Otto Vog\nHead of Purchasing\nVog AG\n+41 44 668 18 00\notto@vog.ch").await;
    draft.sees("Otto Vog").offers("Add").offers("Ignore");
    anna.presses(&draft, "Ignore").await;
    // The question is still open.
    anna.says("our catalogue").await.sees("email sent logged");
    anna.hears().await;
    // A reply to the question is its answer, whatever its words would say by themselves.
    let asked = anna.presses(&anna.now(&card), "Sent").await;
    anna.replies(&asked, "the new folder").await.sees("email sent logged");
}

#[tokio::test]
async fn a_whatsapp_number_is_copied_or_opened_in_one_tap() {
    let house = House::open().await;
    let anna = house.anna();
    let card = anna.says("/add Ola Nordmann, Nord AS, Norway, WhatsApp: +47 912 34 567, WeChat: ola_n").await;
    card.sees("WhatsApp").sees("+4791234567").sees("ola_n").sees("Open chat");
    let card = anna.says("/l1").await;
    let more = anna.presses(&card, "More").await;
    more.offers("📋 +4791234567").offers("📋 ola_n");
    anna.says("/find 9123456").await.sees("Ola Nordmann");
    anna.says("/check +47 912 34 567").await.sees("Ola Nordmann");
}
