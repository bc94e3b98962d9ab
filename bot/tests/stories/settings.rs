//! `/settings`: shown with buttons, set in a line, taken back.

use crate::house::House;
use crate::mark::eva;
use crate::reminder::{is_left_alone, tick};

#[tokio::test]
async fn settings_are_shown_by_role() {
    let house = House::open().await;
    let shown = house.anna().says("/settings").await;
    shown
        .sees("Asia/Shanghai")
        .sees("now 10:00")
        .sees("09:00")
        .sees("Mon–Fri")
        .sees("English")
        .lacks("Follow-up");
    shown.offers("✓ English").offers("⏰ 08:30").offers("⏰ 09:30").offers("✓ Mon").offers("1 week");
    house.maria().says("/settings").await.sees("A every 7 days · B every 14 days · C every 90 days");
    house.lina().says("/settings").await.sees("个人设置").sees("周一至周五");
}

#[tokio::test]
async fn each_is_set_in_one_line_and_taken_back() {
    let house = House::open().await;
    let anna = house.anna();
    anna.says("/settings timezone Europe/Berlin").await.sees("Saved").sees("Europe/Berlin").sees("now 03:00");
    anna.says("/settings reminder 08:30").await.sees("08:30");
    anna.says("/settings days mon-sat").await.sees("Mon–Sat");
    anna.says("/settings days mon, wed, thu").await.sees("Mon, Wed–Thu");
    anna.says("/settings away 2026-12-20").await.sees("no reminders until Sun 20 Dec").offers("I am back");
    anna.says("/settings away off").await.sees("Away: no");
    anna.says("/settings language zh").await.sees("已保存").sees("语言：中文");
    anna.says("/undo").await.sees("Taken back: settings");
    anna.says("/undo").await;
    anna.says("/settings").await.sees("until Sun 20 Dec").sees("Mon, Wed–Thu");
    anna.says("/settings reminder 8:30").await.sees("It is so already");
}

#[tokio::test]
async fn chinese_words_set_them_too() {
    let house = House::open().await;
    let lina = house.lina();
    lina.says("/settings 时区 柏林").await.sees("已保存").sees("Europe/Berlin");
    lina.says("/settings 提醒 8点半").await.sees("08:30");
    lina.says("/settings 工作日 周一到周六").await.sees("周一至周六");
    lina.says("/settings 休假 两周后").await.sees("12月7日 周一");
    lina.says("/settings 语言 英文").await.sees("Saved").sees("Your settings");
    house.wang().says("/settings 周期 A=5 C=关").await.sees("A 5 天 · B 14 天 · C 关");
}

#[tokio::test]
async fn a_wrong_value_gets_an_example_that_works_and_changes_nothing() {
    let house = House::open().await;
    let maria = house.maria();
    for (typed, example) in [
        ("colour red", "/settings reminder 08:30"),
        ("timezone Atlantis", "/settings timezone Asia/Shanghai"),
        ("language klingon", "/settings language zh"),
        ("reminder 25:00", "/settings reminder 08:30"),
        ("days never", "/settings days mon-sat"),
        ("away 2020-01-01", "/settings away 2w"),
        ("holidays", "/settings holidays CN"),
        ("holidays Atlantis", "/settings holidays CN"),
        ("holidays Antarctica", "/settings holidays CN"),
        ("cadence A=0", "/settings cadence A=5 B=10 C=off"),
        ("name", "/settings name Brightway LED"),
        ("address", "/settings address 88 Keji Road, Shenzhen 518057, China"),
    ] {
        maria.says(&format!("/settings {typed}")).await.sees(example);
        maria.says(example).await.lacks("Try").lacks("例如");
        if typed.starts_with("language") {
            maria.says("/undo").await;
        }
    }
    house.anna().says("/settings name Mine").await.sees("managers and owners");
    house.anna().says("/undo").await.sees("nothing of yours");
}

#[tokio::test]
async fn public_holidays_move_what_is_due_and_bring_no_list() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    anna.says("/add Eva Braun, Lumen GmbH, eva@lumen.de, Germany, C").await;
    lina.says("/add 王芳, 明辉照明, wang@minghui.cn, 中国, C").await;
    anna.says("/next 1 2026-12-25 call her").await.sees("Fri 25 Dec");
    lina.says("/next 2 2027-01-01 打电话").await.sees("2027年1月1日 周五");
    anna.says("/settings").await.sees("Public holidays: worked").offers("Holidays: China");
    anna.says("/settings holidays Greenland").await.sees("“Greenland”").sees("Known: AE AR AT");
    let set = anna.says("/settings holidays DE").await;
    set.sees("off work in Germany (known to 2028)").offers("No holidays").offers("Undo");
    anna.says("/l1").await.sees("Mon 28 Dec");
    anna.presses(&set, "Undo").await.sees("Taken back");
    anna.says("/l1").await.sees("Fri 25 Dec");
    anna.says("/settings holidays Germany").await;
    let off = anna.says("/settings").await;
    anna.presses(&off, "No holidays").await.sees("Public holidays: worked");
    anna.says("/l1").await.sees("Fri 25 Dec");
    anna.says("/settings holidays deutschland").await.sees("off work in Germany");
    let shown = lina.says("/settings").await;
    lina.presses(&shown, "节假日：中国").await.sees("按中国休息");
    lina.says("/settings 节假日 关").await.sees("照常上班");
    lina.says("/settings 节假日 中国").await.sees("按中国休息");
    lina.says("/l2").await.sees("2027年1月4日 周一");

    house.at(2026, 12, 25, 12, 0).await;
    is_left_alone(&house, &anna).await;
    house.at(2026, 12, 28, 9, 0).await;
    anna.hears_until("Mon 28 Dec").await.sees("call her");
    house.at(2027, 1, 1, 12, 0).await;
    is_left_alone(&house, &lina).await;
    for person in [house.maria(), house.wang(), lina, anna] {
        tick(&house).await;
        person.hears_everything().await;
    }
}

#[tokio::test]
async fn the_teams_settings_are_set_and_taken_back_and_settle_what_is_due() {
    let house = House::open().await;
    let (anna, maria) = (house.anna(), house.maria());
    eva(&anna).await;
    anna.says("/grade 1 A").await;
    anna.says("/log 1 sent our catalogue").await.sees("30 Nov");
    maria.says("/settings cadence A=2").await.sees("A every 2 days");
    anna.says("/l1").await.sees("25 Nov");
    maria.says("/settings name 亮途照明").await.sees("亮途照明");
    maria.says("/settings address 88 Keji Road, Shenzhen").await.sees("88 Keji Road");
    for _ in 0..3 {
        maria.says("/undo").await.sees("Taken back: team settings");
    }
    anna.says("/l1").await.sees("30 Nov");
}

#[tokio::test]
async fn buttons_change_them_in_place_and_a_second_press_changes_nothing() {
    let house = House::open().await;
    let anna = house.anna();
    let shown = anna.says("/settings").await;
    let shown = anna.presses(&shown, "⏰ 09:30").await;
    shown.sees("Daily reminder: 09:30").offers("⏰ 10:00").offers("Undo");
    assert_eq!(shown.callback_answer(), Some("✓ Saved."));

    let press = anna.chat.presses(shown.message.id, "Sat").unwrap();
    anna.callback_answer(&press).await;
    anna.hears().await.sees("Mon–Sat");
    let said = anna.forges(&shown, &press.data).await.unwrap_or_default();
    assert!(said.contains("Done already, by Anna Liu"), "{said}");
    let shown = anna.now(&shown);
    shown.sees("Mon–Sat");

    let cities = anna.presses(&shown, "Time zone").await;
    cities.offers("Berlin 03:00").offers("China 10:00");
    let shown = anna.presses(&cities, "Berlin").await;
    shown.sees("Europe/Berlin");
    let shown = anna.presses(&shown, "1 week").await;
    shown.sees("no reminders until Mon 30 Nov");
    let shown = anna.presses(&shown, "I am back").await;
    shown.sees("Away: no");
    let shown = anna.presses(&shown, "中文").await;
    shown.sees("个人设置").offers("✓ 中文");
    let shown = anna.presses(&shown, "撤销").await;
    shown.sees("Taken back");
}

#[tokio::test]
async fn forged_settings_do_nothing() {
    let house = House::open().await;
    let anna = house.anna();
    let shown = anna.says("/settings").await;
    for data in [
        "s:lang:xx:1",
        "s:zone:Mars/Olympus:1",
        "s:at:-1:1",
        "s:at:1440:1",
        "s:days:0:1",
        "s:days:200:1",
        "s:away:1:1",
        "s:away:9999999999:1",
        "s:show:1",
        "s:nothing",
        // As they were before they named what they lead to.
        "s:1:1:0",
        "s:6:0:0",
    ] {
        assert!(anna.forges(&shown, data).await.unwrap_or_default().contains("too old"), "{data}");
    }
    anna.says("/undo").await.sees("nothing of yours");
}
