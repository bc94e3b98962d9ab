//! `/add` in one message and step by step, with the duplicate rules.

use crate::house::House;
use crate::mark::eva;

#[tokio::test]
async fn a_lead_is_added_in_one_message() {
    let house = House::open().await;
    let anna = house.anna();
    let card = anna
        .says(
            "/add Anna Schmidt, Lumen GmbH, anna@lumen.de, Germany, +49 30 123456, purchasing manager, \
             source: Light+Building 2026, grade: A",
        )
        .await;
    card.sees("#1 added")
        .sees("Anna Schmidt")
        .sees("purchasing manager")
        .sees("Lumen GmbH")
        .sees("in Berlin");
    card.sees("Grade A").sees("+4930123456").sees("Light+Building 2026").sees("first contact, today");
    card.offers("Next step").offers("Undo").offers("More").offers_no("＋ email");
    let card = anna.says("/l1").await;
    card.offers("They replied").offers("Sent").offers("Call").offers("No answer").offers("Message");
    assert!(card.message.buttons.len() <= 4, "{:?}", card.labels());
    let more = anna.presses(&card, "More").await;
    more.offers("Meeting")
        .offers("Quote")
        .offers("Sample sent")
        .offers("History")
        .offers("interested")
        .offers("high");
    anna.presses(&more, "Less").await.offers("They replied");
}

#[tokio::test]
async fn a_lead_is_added_in_chinese_and_what_is_missing_is_one_tap_away() {
    let house = House::open().await;
    let lina = house.lina();
    let card = lina.says("/add 王芳，明辉照明，来源：广交会，等级：B").await;
    card.sees("已添加 #1").sees("王芳").sees("B 级").sees("广交会").offers("＋ 补邮箱").offers("＋ 补国家");
    lina.presses(&card, "邮箱").await.sees("邮箱是").offers("返回");
    lina.says("不是邮箱").await.sees("不是邮箱").sees("anna@lumen.de");
    lina.says("wang@minghui.cn").await.sees("wang@minghui.cn");
    lina.hears().await;
    lina.now(&card).sees("wang@minghui.cn").offers_no("＋ 补邮箱");
}

#[tokio::test]
async fn today_is_the_day_where_one_is() {
    let house = House::open().await;
    let anna = house.anna();
    // In Greenwich it is still the 23rd.
    house.at(2026, 11, 24, 6, 30).await;
    anna.says("/add Anna Schmidt, Lumen GmbH, acquired: today, source: website").await.sees("#1 added");
    anna.says("/add Eva Braun, Helle AG, source: website").await.sees("#2 added");
    let file = anna.says("/export").await;
    let table = String::from_utf8(anna.file(&file)).unwrap();
    assert_eq!(table.matches("website,2026-11-24").count(), 2, "{table}");
    anna.says("/add Ida Roth, Roth AG, 获取日期：昨天, source: website").await.sees("#3 added");
    let file = anna.says("/export").await;
    let table = String::from_utf8(anna.file(&file)).unwrap();
    assert!(table.contains("website,2026-11-23"), "{table}");
    anna.says("/next 1 yesterday send the quote").await.sees("is not ahead of us");
}

#[tokio::test]
async fn wrong_leads_say_what_is_wrong_and_nothing_is_added() {
    let house = House::open().await;
    let anna = house.anna();
    for (text, wrong) in [
        ("/add anna@lumen.de, Germany", "a name or a company"),
        ("/add Anna, anna@", "“anna@” is no email address"),
        ("/add Anna, grade: D", "“D” is no grade"),
        ("/add Anna, colour: red", "the field “colour”"),
        ("/add Anna, source: bought list", "bought list"),
        ("/add Anna, country: Atlantis", "country “Atlantis”"),
    ] {
        anna.says(text).await.sees(wrong);
    }
    anna.says("/find anna").await.sees("Nothing");
    anna.says("/add <b>&, \u{202e}GmbH").await.sees("<b>&").sees("#1");
}

#[tokio::test]
async fn nothing_that_was_typed_is_lost() {
    let house = House::open().await;
    let anna = house.anna();
    let added = anna.says("/add Gina Neri, Neri Luci, +39 02 1234 5678 ext. 9, CEO, met at the bar").await;
    added.sees("+390212345678").sees("Italy").sees("ext. 9").sees("met at the bar");
    anna.says("/edit 1 phone: +44 20 7946 0958 转 8001").await.sees("+442079460958");
    anna.says("/edit 1 email: Gina Neri <gina@neri.example>; info@neri.example")
        .await
        .sees("gina@neri.example");
    anna.says("/history 1").await.sees("转 8001").sees("info@neri.example").sees("met at the bar");
}

#[tokio::test]
async fn the_same_address_is_refused_and_a_colleagues_contact_stays_hidden() {
    let house = House::open().await;
    let (anna, lina, maria) = (house.anna(), house.lina(), house.maria());
    eva(&anna).await;
    anna.says("/add Eva B., Lumen, EVA@lumen.de").await.sees("in the book already").sees("/l1 Eva Braun");
    maria.says("/add Eva B., Lumen, eva@LUMEN.de").await.sees("/l1 Eva Braun");
    lina.says("/add Eva B., Lumen, eva@lumen.de")
        .await
        .sees("#1")
        .sees("Anna Liu")
        .lacks("Eva Braun")
        .lacks("Lumen");
    lina.says("/l1").await.sees("没有 #1");
}

#[tokio::test]
async fn somebody_alike_is_a_warning_and_is_added_once() {
    let house = House::open().await;
    let anna = house.anna();
    eva(&anna).await;
    let warning = anna.says("/add Max Muster, Lumen, max@lumen.de").await;
    warning.sees("may be somebody").sees("Eva Braun").offers("Add anyway").offers("Cancel");
    anna.presses(&warning, "Add anyway").await.sees("#2 added").sees("Max Muster");
    anna.chat.presses_data(warning.message.id, &warning.carries("Add anyway"));
    anna.says("/l3").await.sees("There is no #3");

    let warning = anna.says("/add Braun Eva, Lumen GmbH").await;
    anna.presses(&warning, "Cancel").await.sees("Let go");
}

#[tokio::test]
async fn the_form_asks_step_by_step_and_survives_a_restart() {
    let house = House::open().await;
    let anna = house.anna();
    anna.says("/add").await.sees("1/7").offers("Skip").offers("Cancel");
    anna.says("Eva Braun").await.sees("2/7");
    let asked = anna.says("Lumen GmbH").await;
    asked.sees("3/7");
    house.restart().await;
    anna.says("not an address").await.sees("no email address");
    anna.says("eva@lumen.de").await.sees("4/7");
    let asked = anna.says("skip").await;
    asked.sees("5/7");
    let asked = anna.says("Germany").await;
    asked.sees("6/7");
    let asked = anna.presses(&asked, "Skip").await;
    asked.sees("7/7");
    anna.presses(&asked, "B").await.sees("#1 added").sees("Grade B").sees("Lumen GmbH");
}

#[tokio::test]
async fn a_signature_or_a_shared_contact_becomes_a_draft() {
    let house = House::open().await;
    let anna = house.anna();
    let text =
        "Best regards,\nAnna Schmidt\nHead of Purchasing\nLumen GmbH\nTel: +49 30 123456\nanna@lumen.de";
    let draft = anna.says(text).await;
    draft.sees("Anna Schmidt").sees("Lumen GmbH").offers("Add").offers("Edit").offers("Ignore");
    anna.presses(&draft, "Add").await.sees("#1 added");

    let draft = anna.shares_contact("Eva", Some("Braun"), "4930654321").await;
    draft.sees("Eva Braun").sees("+4930654321");
    anna.presses(&draft, "Ignore").await.sees("Let go");
    let again = anna.chat.presses_data(draft.message.id, &draft.carries("Add"));
    assert!(anna.callback_answer(&again).await.is_some());

    let draft = anna.shares_contact("Eva", Some("Braun"), "4930654321").await;
    anna.presses(&draft, "Edit").await.sees("Which of these").offers("name").offers("email");
    // It can still be added as it is.
    let draft = anna.presses(&draft, "Back").await;
    anna.presses(&draft, "Add").await.sees("#2 added");
}

#[tokio::test]
async fn a_draft_is_corrected_by_the_field_that_is_tapped_and_shown_again_in_its_place() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    let draft = anna.shares_contact("Eva", Some("Brown"), "4930654321").await;
    anna.presses(&draft, "Edit").await;
    let asked = anna.presses(&draft, "company").await;
    asked.sees("company").offers("Back");
    anna.says("Lumen GmbH").await.sees("company corrected");
    anna.hears().await;
    anna.now(&draft).sees("Lumen GmbH").sees("Eva Brown").offers("Add").offers("Edit").offers("Ignore");
    // What the field does not take says so, and is asked for again.
    anna.presses(&draft, "Edit").await;
    anna.presses(&draft, "country").await;
    anna.says("Atlantis").await.sees("Atlantis");
    house.restart().await;
    anna.replies(&draft, "Germany").await.sees("country corrected");
    anna.hears().await;
    anna.presses(&draft, "Edit").await;
    anna.presses(&draft, "phone").await.sees("+4930654321");
    anna.says("-").await.sees("phone corrected");
    anna.hears().await;
    // Back asks no more.
    anna.presses(&draft, "Edit").await;
    anna.presses(&draft, "name").await.sees("Eva Brown");
    anna.presses(&draft, "Back").await.offers("Add");
    anna.says("Tom Reed").await.sees("/add");
    anna.presses(&draft, "Add")
        .await
        .sees("#1 added")
        .sees("Lumen GmbH")
        .sees("Germany")
        .lacks("+4930654321");
    // A draft that is gone is not corrected, and nobody else's is.
    assert!(anna.forges(&draft, "e:ask:1:name").await.is_some());
    let other = lina.shares_contact("Ida", None, "4930654322").await;
    assert!(anna.forges(&draft, &other.carries("修改")).await.is_some());
    lina.presses(&other, "修改").await.sees("哪一项").offers("公司");
}

#[tokio::test]
async fn what_no_field_took_is_shown_and_becomes_a_note_in_one_tap() {
    let house = House::open().await;
    let anna = house.anna();
    let text =
        "Anna Schmidt\nHead of Purchasing\nLumen GmbH\nTel: +49 30 123456\nanna@lumen.de\nlikes brass lamps";
    let draft = anna.says(text).await;
    draft.sees("❔ Not understood: likes brass lamps").offers("To the note");
    anna.presses(&draft, "To the note").await.sees("note: likes brass lamps").lacks("Not understood");
    anna.presses(&draft, "Add").await.sees("#1 added").sees("likes brass lamps");
}

#[tokio::test]
async fn each_of_several_drafts_waits_for_its_own_decision() {
    let house = House::open().await;
    let (anna, maria) = (house.anna(), house.maria());
    let mut drafts = Vec::new();
    for (first, number) in [("Eva", "4930654321"), ("Ida", "4930654322"), ("Ulf", "4930654323")] {
        drafts.push(anna.shares_contact(first, Some("Braun"), number).await);
    }
    anna.says("/due").await;
    house.restart().await;
    anna.presses(&drafts[1], "Add").await.sees("#1 added").sees("Ida Braun");
    anna.presses(&drafts[2], "Ignore").await.sees("Let go");
    anna.presses(&drafts[0], "Add").await.sees("#2 added").sees("Eva Braun");
    // A draft is nobody else's, and is decided on once.
    let forged = maria.chat.presses_data(drafts[2].message.id, &drafts[2].carries("Add"));
    assert!(maria.callback_answer(&forged).await.is_some_and(|said| said.contains("Nothing is being asked")));
    let again = anna.chat.presses_data(drafts[0].message.id, &drafts[0].carries("Add"));
    assert!(anna.callback_answer(&again).await.is_some());
    anna.says("/l3").await.sees("There is no #3");
}

#[tokio::test]
async fn what_is_unsure_in_a_draft_is_shown_so() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    let draft = anna.says("Lumen GmbH\nTel. +49 30 123456\nnina.petrova@lumen.de").await;
    draft
        .sees("name: Nina Petrova ❔")
        .sees("company: Lumen GmbH")
        .lacks("Lumen GmbH ❔")
        .sees("I am not sure");
    anna.presses(&draft, "Add").await.sees("#1 added").sees("Nina Petrova");
    let draft = lina.says("王芳 | 采购经理 | 明辉照明有限公司 | 13800138000 | wang@minghui.cn").await;
    draft.sees("王芳").sees("采购经理").sees("+8613800138000").lacks("❔").lacks("不太确定");
    lina.presses(&draft, "忽略").await;
    let draft = anna.says("Anna Schmidt\nBuyer\nLumen GmbH\nanna@lumen.de\nSource: bought list").await;
    draft.sees("bought list does not come in").sees("GDPR").sees("ruin").offers_no("Add");
    let draft = lina.says("王芳\n采购经理\n明辉照明有限公司\n13800138000\n来源：买来的名单").await;
    draft.sees("买来的名单不能进库").sees("信誉").sees("尊重");
}

#[tokio::test]
async fn a_likely_slip_in_an_address_is_corrected_by_one_button() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    let card = anna.says("/add Eva Braun, Lumen GmbH, eva.braun@gmial.com").await;
    card.sees("Did you mean eva.braun@gmail.com?").offers("✎ eva.braun@gmail.com");
    let card = anna.presses(&card, "✎ eva.braun").await;
    card.sees("eva.braun@gmial.com → eva.braun@gmail.com").lacks("Did you mean").offers("Undo");
    card.sees("risky (free mail)");
    anna.says("/edit 1 email: eva@lumen.con").await.sees("Did you mean eva@lumen.com?");
    anna.says("/undo").await.sees("eva.braun@gmail.com");
    // Twice is once.
    let card = anna.says("/edit 1 email: eva@lumen.con").await;
    anna.presses(&card, "✎ eva@lumen.com").await.sees("eva@lumen.com");
    let again = anna.chat.presses_data(card.message.id, &card.carries("✎ eva@lumen.com"));
    assert!(anna.callback_answer(&again).await.unwrap_or_default().contains("Anna Liu"));
    anna.hears().await.sees("eva@lumen.com");

    let draft = lina.says("王芳\n采购经理\n明辉照明有限公司\n13800138000\nwang@163.con").await;
    draft.sees("是不是想写 wang@163.com").offers("✎ wang@163.com");
    let draft = lina.presses(&draft, "✎ wang@163.com").await;
    draft.sees("邮箱：wang@163.com").lacks("是不是想写");
    lina.presses(&draft, "添加").await.sees("免费邮箱");
    // The right one may be in the book already.
    let card = lina.says("/add 王小芳, 光明照明, wang@163.cm").await;
    let told = lina.presses_for_answer(&card, "✎ wang@163.com").await.unwrap_or_default();
    assert!(told.contains("/l2 王芳"), "{told}");
}

#[tokio::test]
async fn a_risky_address_says_why() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    anna.says("/add Eva Braun, Lumen GmbH, sales01@lumen.de").await.sees("risky (not a person’s)");
    anna.says("/add Max Muster, Licht AG, max@mailinator.com").await.sees("risky (throw-away address)");
    anna.says("/add Otto Muster, Form AG, otto@form.ch").await.sees("unverified").lacks("(");
    lina.says("/add 王芳, 明辉照明, info@vip.163.com").await.sees("公共邮箱").sees("免费邮箱");
}

#[tokio::test]
async fn a_bought_list_is_refused_at_every_door() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    for text in ["/add Anna, source: list we purchased", "/add Anna; from: data broker"] {
        anna.says(text)
            .await
            .sees("never agreed")
            .sees("ruin")
            .sees("nobody likes")
            .sees("source: Light+Building");
    }
    lina.says("/add 王芳，明辉照明，来源：淘宝买的名单").await.sees("从未同意").sees("信誉").sees("尊重");
    lina.says("/add 王芳，明辉照明，来源：买家名单展会").await.sees("#1").sees("买家名单展会");
    lina.says("/edit 1 来源：买来的").await.sees("从未同意");
    anna.says("/add").await;
    for answer in ["Eva Braun", "Lumen GmbH", "skip", "skip", "skip"] {
        anna.says(answer).await;
    }
    anna.says("a bought list").await.sees("never agreed");
    anna.says("bought samples at the fair").await.sees("7/7");
    anna.says("C").await.sees("#2 added").sees("bought samples at the fair");
}

#[tokio::test]
async fn two_people_in_one_message_are_two_drafts() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    let first = anna
        .says("/add Ida Holm, Holm AS, ida@holm.no, Norway\nOle Dahl, Dahl AB, ole@dahl.se, Sweden")
        .await;
    first.sees("Ida Holm").lacks("Ole Dahl").offers("Add").offers("Ignore");
    let second = anna.hears().await;
    second.sees("Ole Dahl").lacks("Ida Holm").offers("Add");
    anna.presses(&second, "Add").await.sees("#1 added").sees("Ole Dahl");
    anna.presses(&first, "Add").await.sees("#2 added").sees("Ida Holm");
    let first = lina.says("王芳\n明辉照明\nwang@minghui.cn\n\n李雷\n恒通贸易\nlilei@hengtong.cn").await;
    first.sees("识别结果").sees("王芳").lacks("李雷");
    lina.hears().await.sees("李雷").sees("恒通贸易");
}

#[tokio::test]
async fn who_opted_out_is_added_as_such_by_every_door() {
    let house = House::open().await;
    let anna = house.anna();
    anna.says("/add Eva Braun, Lumen GmbH, eva@lumen.de, unsubscribed").await.sees("Opted out: do not write");
    anna.says("/log 1 sent the offer").await.sees("opted out");
    let draft = anna.says("Ida Holm\nBuyer\nNord AB\nida@nord.se\n+46 8 123 456\nDo not contact: true").await;
    draft.sees("They opted out").sees("Ida Holm");
    anna.presses(&draft, "Add").await.sees("#2 Ida Holm").sees("Opted out: do not write");
    // Taken back, the address is free again.
    anna.says("/undo").await;
    anna.says("/add Ida Holm, Nord AB, ida@nord.se").await.sees("#3 Ida Holm").lacks("Opted out");
    anna.says("/add Max Berg, Berg AS, max@berg.no (bounced)").await.sees("invalid");
}
