//! `/metrics`: every figure with what it was computed from.

use std::sync::Arc;

use chrono::Duration;

use crate::house::House;

/// Anna has three contacts (one without an email, one of whose addresses bounced), Li Na one. Anna mails two, calls
/// the third, and is answered by one, who then asks for an offer.
async fn a_day() -> Arc<House> {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    for add in [
        "/add Eva Braun, Lumen GmbH, eva@lumen.de, Germany, source: Light+Building 2026, grade: A, industry: Lighting",
        "/add Otto Vog, Vog AG, otto@vog.ch, Switzerland, source: website, industry: lighting",
        "/add Dora Kay, Kay Ltd, +41 44 668 18 00, UK, source: website",
    ] {
        anna.says(add).await;
    }
    lina.says("/add 王芳, 明辉照明, wang@minghui.cn, 中国, 来源: 广交会, 等级: A").await;
    for log in
        ["/log 1 sent hello", "/log 2 sent hello", "/log 2 bounced no such user", "/log 3 call nobody there"]
    {
        anna.says(log).await;
    }
    house.later(Duration::hours(1)).await;
    anna.says("/log 1 reply sounds good").await;
    anna.says("/log 1 inquiry 2000 lamps").await;
    house
}

#[tokio::test]
async fn a_salesperson_sees_their_own_figures_and_what_they_come_from() {
    let house = a_day().await;
    let own = house.anna().says("/metrics").await;
    own.sees("Your figures, 3 contacts · 30 days (Sun 25 Oct – Mon 23 Nov)");
    own.sees("Valid addresses 50 % (1 of 2)*, goal 85 %")
        .sees("Below the goal of 85 %")
        .sees("verified 0 % (0 of 2)*");
    own.sees("Replied within 30 days 50 % (1 of 2)*").sees("opened –").sees("clicked –");
    own.sees("Conversion 33 % (1 of 3)*").sees("inquiry 33 % (1 of 3)*").sees("order 0 % (0 of 3)*");
    own.sees("Follow-ups in time 100 % (1 of 1)*");
    own.sees("A gets 33 % (1 of 3)* of the touches and is 33 % (1 of 3)* of the contacts; goal 80 % on 20 %");
    own.sees("Added 3").sees("website 2: valid 0 % (0 of 1)*, conversion 0 % (0 of 2)*");
    own.sees("trade show 1: valid 100 % (1 of 1)*, conversion 100 % (1 of 1)*");
    own.sees("* a small sample, under 20 cases").offers_no("by owner");

    let lina = house.lina().says("/metrics").await;
    lina.sees("我的数据，共 1 个客户 · 近 30 天").sees("邮箱有效率 100%（1/1）*").sees("30 天内回复率 –");
    lina.sees("按时跟进率 –")
        .lacks("低于")
        .sees("展会 1 个：有效 100%（1/1）*，转化 –")
        .sees("样本不足 20 个");
    // Who asks for the owners gets their own alone.
    house.lina().says("/metrics 按 负责人").await.sees("李娜：1 个客户").lacks("Anna");
    house.sam().says("/metrics").await.sees("private");
}

#[tokio::test]
async fn who_leads_sees_the_team_and_its_parts() {
    let house = a_day().await;
    let (maria, wang) = (house.maria(), house.wang());
    let team = maria.says("/metrics 30d").await;
    team.sees("The team, 4 contacts")
        .sees("Valid addresses 67 % (2 of 3)*")
        .sees("Conversion 33 % (1 of 3)*");
    team.sees("is 50 % (2 of 4)* of the contacts")
        .sees("Added 4")
        .sees("trade show 2: valid 100 % (2 of 2)*");
    team.offers("• 30d").offers("2026Q4");
    let owners = maria.presses(&team, "by owner").await;
    owners.sees("By owner:").sees("Anna Liu: 3 contacts, 3 new").sees("李娜: 1 contact, 1 new");
    owners.sees("⚠️ valid 50 % (1 of 2)* · replied 50 % (1 of 2)* · conversion 33 % (1 of 3)* · in time 100 % (1 of 1)*");
    owners.sees("valid 100 % (1 of 1)* · replied – · conversion – · in time –").offers("• by owner");
    let week = maria.presses(&owners, "7d").await;
    week.sees("7 days (Tue 17 Nov – Mon 23 Nov)").sees("Anna Liu: 3 contacts");
    let whole = maria.presses(&week, "• by owner").await;
    whole.sees("7 days").sees("Conversion 33 %").lacks("Anna");
    let quarter = maria.presses(&whole, "2026Q4").await;
    quarter.sees("2026Q4 (Thu 1 Oct – Thu 31 Dec)").sees("Added 4");

    maria
        .says("/metrics 2026Q3")
        .await
        .sees("Added 0")
        .sees("Valid addresses 67 %")
        .sees("Conversion –")
        .lacks("website");
    maria.says("/metrics all by industry").await.sees("lighting: 2 contacts").sees("unknown: 2 contacts");
    maria.says("/metrics by country").await.sees("Germany: 1 contact").sees("China: 1 contact");
    maria.says("/metrics 90d grade").await.sees("Grade A: 2 contacts").sees("Grade C: 2 contacts");
    let team = wang.says("/metrics 最近90天 按来源").await;
    team.sees("全团队，共 4 个客户 · 近 90 天").sees("官网：2 个客户，新增 2").sees("展会：2 个客户");
    wang.presses(&team, "全部").await.sees("截至 11月23日 周一 全部").offers("• 按来源");
}

#[tokio::test]
async fn what_cannot_be_read_is_answered_with_what_can() {
    let house = House::open().await;
    let (anna, wang) = (house.anna(), house.wang());
    anna.says("/metrics soon").await.sees("“soon” is no period").sees("/metrics 90d");
    anna.says("/metrics 7d by age").await.sees("by “age”").sees("/metrics 30d by source");
    wang.says("/metrics 昨天").await.sees("“昨天”不是时间段");
    let empty = wang.says("/metrics").await;
    empty.sees("共 0 个客户").sees("邮箱有效率 –").sees("转化率 –").lacks("样本").lacks("低于");
    assert!(wang.forges(&empty, "m:9:1:1").await.unwrap().contains("过期"));
}

#[tokio::test]
async fn a_missed_follow_up_counts_from_the_day_after() {
    let house = a_day().await;
    house.at(2026, 11, 24, 8, 0).await;
    // Eva's question is open since yesterday, Li Na never wrote to her customer.
    house.anna().says("/metrics").await.sees("Follow-ups in time 50 % (1 of 2)*");
    house.maria().says("/metrics").await.sees("Follow-ups in time 33 % (1 of 3)*");
}

#[tokio::test]
async fn a_large_teams_figures_are_counted_after_the_answer_and_shown_in_its_place() {
    let house = a_day().await;
    let (maria, anna, wang) = (house.maria(), house.anna(), house.wang());
    let rows: String = (0..1000).map(|n| format!("Buyer {n},buyer{n}@firm{n}.example,website\n")).collect();
    anna.sends_file("leads.csv", format!("name,email,source\n{rows}").as_bytes()).await;
    let preview = anna.hears().await;
    anna.presses(&preview, "Import 1000").await.sees("1000 contacts added");

    // The message that was sent first becomes the figures.
    let counting = maria.says("/metrics").await;
    counting.sees("Reading a large book");
    let team = maria.hears().await;
    assert_eq!(team.message.id, counting.message.id);
    team.sees("The team, 1004 contacts").sees("Conversion 33 % (1 of 3)*").sees("Added 1004").offers("• 30d");
    let owners = maria.presses(&team, "by owner").await;
    owners.sees("By owner:").sees("Anna Liu: 1003 contacts").sees("李娜: 1 contact");
    assert_eq!(owners.message.id, team.message.id);
    // In the language of whoever asks, and of what they may see.
    wang.says("/metrics 全部").await.sees("正在读取");
    wang.hears().await.sees("全团队，共 1004 个客户").sees("截至");
    house.lina().says("/metrics").await.sees("正在读取");
    house.lina().hears().await.sees("我的数据，共 1 个客户");
    anna.says("/metrics soon").await.sees("“soon” is no period");
}
