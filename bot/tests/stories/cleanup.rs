//! The clean-up: the quarterly message, `/clean`, `/verify`.

use crate::house::House;
use crate::reminder::tick;

#[tokio::test]
async fn an_address_is_judged_by_its_form_with_the_reason() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    anna.says("/add Eva Braun, Lumen GmbH, eva@lumen.de, Germany").await;
    anna.says("/add Info Desk, Stone Ltd, info@stone.co.uk, UK").await;
    anna.says("/add Carla Ruiz, Luz SA, carla@gmail.com, Spain").await;
    anna.says("/add Dora Vog, Vog AG, +41 44 668 18 00").await;
    anna.says("/verify 1").await.sees("form of the address is right").sees("the form only").sees("Eva Braun");
    anna.says("/verify #2")
        .await
        .sees("risky")
        .sees("info@stone.co.uk is a shared mailbox")
        .sees("/edit #2 email:");
    anna.says("/verify 3").await.sees("free mail");
    anna.says("/verify 4").await.sees("no email address").sees("/edit #4 email: anna@lumen.de");
    anna.says("/verify").await.sees("/verify 12");
    anna.says("/log 1 bounced").await;
    anna.says("/verify 1").await.sees("invalid").sees("bounced");
    lina.says("/verify 1").await.sees("您名下没有 #1");
}

#[tokio::test]
async fn what_needs_cleaning_is_counted_reviewed_and_exported() {
    let house = House::open().await;
    let anna = house.anna();
    anna.says("/clean").await.sees("–").sees("Nothing needs cleaning").offers_no("Review");
    anna.says("/add Eva Braun, Lumen GmbH, eva@lumen.de, Germany, source: Light+Building 2026").await;
    anna.says("/add Info Desk, Stone Ltd, info@stone.co.uk, UK, source: website").await;
    anna.says("/add Carla Ruiz, Luz SA, carla@luz.es, Spain").await;
    anna.says("/add Otto Vog, Vog AG, otto@vog.ch, Switzerland, source: referral").await;
    anna.says("/log 4 bounced").await;
    let clean = anna.says("/clean").await;
    clean.sees("75 % (3 of 4)").sees("goal 85 %").sees("Below the goal").sees("small sample");
    clean.sees("1 invalid").sees("1 risky").sees("1 without a source").lacks("not touched");
    clean.offers("Re-verify").offers("Review (3)").offers("Export");

    let review = anna.presses(&clean, "Review").await;
    review
        .sees("3 contacts to clean")
        .sees("Otto Vog")
        .sees("address invalid")
        .sees("no source")
        .lacks("Eva");
    let card = anna.presses(&review, "#4").await;
    card.sees("Otto Vog");
    let review = anna.presses(&card, "Back").await;
    review.sees("3 contacts");
    let clean = anna.presses(&review, "Back").await;
    let verified = anna.presses(&clean, "Re-verify").await;
    verified.sees("4 addresses looked at; nothing changed").sees("form of an address only");
    let clean = anna.presses(&verified, "Back").await;

    let press = anna.desk.presses(clean.message.id, "Export").unwrap();
    assert!(anna.toast(&press).await.unwrap().contains("on its way"));
    let file = anna.hears().await;
    file.sees("3 contacts to clean");
    let table = String::from_utf8(anna.file(&file)).unwrap();
    assert!(table.contains("otto@vog.ch") && table.contains("address invalid"), "{table}");
    assert!(!table.contains("eva@lumen.de"), "{table}");
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
    house.at(2027, 1, 1, 9, 0).await;
    anna.hears_until("Clean-up").await.sees("1 risky").sees("100 % (1 of 1)");
    maria.hears_until("Clean-up").await.sees("100 % (2 of 2)").sees("1 risky").offers("Review (1)");
    wang.hears_until("客户清理").await.sees("目标 85 %");
    tick(&house).await;
    // Li Na has nothing to clean: only her list comes.
    lina.hears().await.sees("待跟进 1 位");
    lina.says("/l2").await.sees("王芳");
    assert_eq!(tick(&house).await, renmai::scheduler::Ticked::default());
    // A year on nobody has touched them.
    house.at(2028, 1, 3, 9, 0).await;
    anna.hears_until("1 not touched for a year").await.sees("Clean-up");
    for person in [maria, wang, lina, anna] {
        tick(&house).await;
        person.hears_everything().await;
    }
}
