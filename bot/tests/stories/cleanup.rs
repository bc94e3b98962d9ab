//! The clean-up: the quarterly message, `/clean`, the review.

use crate::house::House;
use crate::reminder::tick;

#[tokio::test]
async fn what_needs_cleaning_is_counted_listed_and_exported() {
    let house = House::open().await;
    let anna = house.anna();
    anna.says("/clean").await.sees("–").sees("Nothing is left to clean").offers_no("Review");
    anna.says("/add Eva Braun, Lumen GmbH, eva@lumen.de, Germany, source: Light+Building 2026").await;
    anna.says("/add Info Desk, Stone Ltd, info@stone.co.uk, UK, source: website").await;
    anna.says("/add Carla Ruiz, Luz SA, carla@luz.es, Spain").await;
    anna.says("/add Otto Vog, Vog AG, otto@vog.ch, Switzerland, source: referral").await;
    anna.says("/log 4 bounced").await;
    let clean = anna.says("/clean").await;
    clean.sees("75 % (3 of 4)").sees("goal 85 %").sees("Below the goal").sees("small sample");
    clean
        .sees("1 bounced")
        .sees("1 risky")
        .sees("1 without a source")
        .lacks("not touched")
        .lacks("shared mailbox at");
    clean.offers("Re-verify").offers("Review (3)").offers("Export");

    let review = anna.presses(&clean, "Review").await;
    let list = anna.presses(&review, "All").await;
    list.sees("3 contacts to clean").sees("Otto Vog").sees("address bounced").sees("no source").lacks("Eva");
    let card = anna.presses(&list, "#4").await;
    card.sees("Otto Vog");
    let list = anna.presses(&card, "Back").await;
    list.sees("3 contacts");
    let clean = anna.presses(&list, "Back").await;
    let checking = anna.presses(&clean, "Re-verify").await;
    assert_eq!(checking.message.id, clean.message.id);
    // Nobody answers in this house: nothing is judged otherwise.
    let checked = match checking.text().contains("Checking") {
        true => anna.hears().await,
        false => checking,
    };
    checked.sees("4 addresses checked").sees("1 invalid").sees("2 without an answer").offers("Review (3)");
    let clean = anna.presses(&checked, "Back").await;

    let press = anna.chat.presses(clean.message.id, "Export").unwrap();
    assert!(anna.callback_answer(&press).await.unwrap().contains("on its way"));
    let file = anna.hears().await;
    file.sees("3 contacts to clean");
    let table = String::from_utf8(anna.file(&file)).unwrap();
    assert!(table.contains("otto@vog.ch") && table.contains("address bounced"), "{table}");
    assert!(!table.contains("eva@lumen.de"), "{table}");
}

#[tokio::test]
async fn a_review_goes_through_them_one_card_at_a_time() {
    let house = House::open().await;
    let anna = house.anna();
    anna.says("/add Eva Braun, Lumen GmbH, eva@lumen.de, Germany, source: Light+Building 2026").await;
    anna.says("/add Info Desk, Stone Ltd, info@stone.co.uk, UK, source: website").await;
    let doubt = anna.says("/add Sales Desk, Lumen GmbH, sales@lumen.de, Germany, source: website").await;
    anna.presses(&doubt, "Add anyway").await;
    anna.says("/add Carla Ruiz, Luz SA, carla@luz.es, Spain").await;
    anna.says("/add Otto Vog, Vog AG, otto@vog.ch, Switzerland, source: referral").await;
    anna.says("/log 5 bounced").await;
    let clean = anna.says("/clean").await;
    clean.sees("1 shared mailbox at a company where you know a person");

    // The worst first: what bounced.
    let review = anna.presses(&clean, "Review (4)").await;
    review
        .sees("1 of 4")
        .sees("address bounced")
        .sees("#5 Otto Vog")
        .offers("Fix address")
        .offers("Retire")
        .offers("Keep");
    let next = anna.presses(&review, "Retire").await;
    assert_eq!(next.message.id, review.message.id);
    assert!(next.callback_answer().unwrap().contains("retired"));
    next.sees("#5 retired").sees("2 of 4").sees("address risky").sees("#2 Info Desk").offers("Undo");
    // The same press again changes nothing.
    let again = anna.chat.presses_data(review.message.id, &review.carries("Retire"));
    assert!(anna.callback_answer(&again).await.unwrap().contains("Done already, by Anna Liu"));
    anna.hears().await.sees("1 of 3");
    let next = anna.presses(&anna.now(&review), "Keep").await;
    next.sees("#2 stays as it is")
        .sees("2 of 3")
        .sees("a person is known there")
        .sees("/l1")
        .sees("#3 Sales Desk");

    // It goes on where it was, whatever was restarted.
    house.restart().await;
    let ask = anna.chat.presses(next.message.id, "Fix address").unwrap();
    anna.callback_answer(&ask).await;
    anna.hears().await.sees("email?");
    anna.says("ida.wolf@lumen").await.sees("email");
    anna.chat.says("ida.wolf@lumen.de");
    anna.hears().await.sees("ida.wolf@lumen.de").sees("Sales Desk");
    let last = anna.hears().await;
    assert_eq!(last.message.id, next.message.id);
    last.sees("#3 mended").sees("3 of 3").sees("no source").sees("#4 Carla Ruiz").offers("Fix source");
    let over = anna.presses(&last, "Keep").await;
    over.sees("#4 stays")
        .sees("Nothing is left to clean this quarter")
        .sees("1 without a source")
        .offers("Undo");

    // What is kept is asked for again in the next quarter; a retired one never.
    anna.says("/undo").await.sees("Taken back: kept as it is");
    anna.says("/clean").await.offers("Review (1)");
    anna.says("/l5").await.sees("lost");
    house.at(2027, 1, 1, 12, 0).await;
    anna.hears_until("Clean-up").await.offers("Review (2)");
    for person in [house.maria(), house.wang(), house.lina(), anna] {
        tick(&house).await;
        person.hears_everything().await;
    }
}

#[tokio::test]
async fn the_review_speaks_chinese_and_knows_the_wall() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    lina.says("/add 王芳, 明辉照明, wang@minghui.cn, 中国").await;
    let review = lina.says("/clean").await;
    let review = lina.presses(&review, "逐个看（1）").await;
    review.sees("第 1 个，共 1 个").sees("没有来源").offers("补来源").offers("归档").offers("保留");
    // Somebody else's is not theirs to retire or keep.
    let own = anna.says("/add Eva Braun, Lumen GmbH, eva@lumen.de, Germany").await;
    assert!(anna.forges(&own, "c:w:1:1:v.0").await.unwrap().contains("no #1"));
    assert!(anna.forges(&own, "c:k.16:1:1:v.0").await.unwrap().contains("no #1"));
    lina.presses(&review, "归档").await.sees("已归档").sees("本季度没有要清理的了");
}

#[tokio::test]
async fn a_salesperson_cleans_their_own_and_a_manager_the_teams() {
    let house = House::open().await;
    let (anna, lina, maria) = (house.anna(), house.lina(), house.maria());
    anna.says("/add Eva Braun, Lumen GmbH, info@lumen.de, Germany").await;
    lina.says("/clean").await.sees("没有要清理的").lacks("Eva");
    maria.says("/clean").await.sees("1 risky").offers("Review (1)");
}

#[tokio::test]
async fn it_comes_on_the_first_working_day_of_a_quarter() {
    let house = House::open().await;
    let (anna, lina, maria, wang) = (house.anna(), house.lina(), house.maria(), house.wang());
    anna.says("/add Eva Braun, Lumen GmbH, info@lumen.de, Germany, source: website").await;
    lina.says("/add 王芳, 明辉照明, wang@minghui.cn, 中国, 来源: 广交会").await;
    house.at(2027, 1, 1, 12, 0).await;
    anna.hears_until("Clean-up").await.sees("1 risky").sees("100 % (1 of 1)");
    maria.hears_until("Clean-up").await.sees("100 % (2 of 2)").sees("1 risky").offers("Review (1)");
    wang.hears_until("客户清理").await.sees("目标 85%");
    tick(&house).await;
    // Li Na has nothing to clean: only her list comes.
    lina.hears().await.sees("待跟进 1 位");
    lina.says("/l2").await.sees("王芳");
    assert_eq!(tick(&house).await, renmai::background::scheduler::Ticked::default());
    // A year on nobody has touched them.
    house.at(2028, 1, 3, 12, 0).await;
    anna.hears_until("1 not touched for a year").await.sees("Clean-up");
    for person in [maria, wang, lina, anna] {
        tick(&house).await;
        person.hears_everything().await;
    }
}

#[tokio::test]
async fn a_large_book_is_looked_through_after_the_answer_and_shown_in_its_place() {
    let house = House::open().await;
    let (anna, maria) = (house.anna(), house.maria());
    anna.says("/add Eva Braun, Lumen GmbH, eva@lumen.de, Germany").await;
    let rows: String = (0..5000).map(|n| format!("Buyer {n},lee{n}@firm{n}.example,website\n")).collect();
    anna.sends_file("leads.csv", format!("name,email,source\n{rows}").as_bytes()).await;
    let preview = anna.hears().await;
    anna.presses(&preview, "Import 5000").await;
    anna.hears_until("5000 contacts added").await;
    anna.hears_everything().await;

    let reading = maria.says("/clean").await;
    reading.sees("Reading a large book");
    let overview = maria.hears().await;
    assert_eq!(overview.message.id, reading.message.id);
    overview.sees("1 without a source");
    // One at a time, in the same message: what was done is said, and can be taken back.
    let review = maria.presses(&overview, "Review").await;
    review.sees("Eva Braun").sees("1 of 1");
    let after = maria.presses(&review, "Keep").await;
    after.sees("#1").offers("Undo");
    assert_eq!(after.message.id, reading.message.id);
    maria.says("/clean").await.sees("Reading");
    maria.hears().await.offers_no("Review");
}
