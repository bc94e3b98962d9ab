//! `/profile`: the ideal customer; the fit on a card, the grade that it proposes, and what it says of sources.

use crate::house::House;

const PROFILE: &str = "/profile want industry: lighting, hotels; country: Germany, EU; size: 50-500; role: decider; \
                       avoid country: Russia";

#[tokio::test]
async fn a_manager_sets_the_profile_and_every_card_says_how_well_it_fits() {
    let house = House::open().await;
    let (maria, anna) = (house.maria(), house.anna());
    anna.says(
        "/add Eva Braun, Lumen GmbH, eva@lumen.de, Germany, industry: LED lighting, role: decision maker",
    )
    .await
    .lacks("Fit");
    anna.says("/add Ivan Petrov, Svet, ivan@svet.ru, Russia").await;
    anna.says("/add Joe Doe, Doe Inc, joe@doe.com, USA, industry: toys").await;
    maria
        .says("/profile")
        .await
        .sees("The team has none yet")
        .sees("/profile want industry")
        .offers("＋ country");

    let profile = maria.says(PROFILE).await;
    profile.sees("✓ Saved").sees("✅ industry: lighting, hotels").sees("✅ country: Germany, EU");
    profile.sees("✅ size: 50–500").sees("✅ role: decision maker").sees("🚫 country: Russia").offers("Undo");
    profile.sees("well 1 · in part 1 · poorly 1 · unknown 0");

    anna.says("/l1").await.sees("Fit: good — LED lighting, Germany, decision maker; size unknown");
    anna.says("/l2").await.sees("Fit: poor — not wanted: Russia; industry, size, role unknown");
    anna.says("/l3").await.sees("Fit: in part — size, role unknown");
    // The fit follows each change of the contact, and of the profile.
    anna.says("/edit 3 country: Austria").await.sees("Fit: in part — Austria; size, role unknown");
    anna.says("/edit 3 size: 120").await.sees("Fit: good — Austria, size 120; role unknown");
    maria.says("/profile avoid industry: toys").await.sees("well 1 · in part 1 · poorly 1");
    anna.says("/l3").await.sees("Fit: in part — Austria, size 120; not wanted: toys; role unknown");
    maria.says("/undo").await.sees("Taken back: ideal customer");
    maria.says("/profile").await.sees("well 2 · in part 0 · poorly 1").lacks("toys");
    anna.says("/l3").await.sees("Fit: good");
    maria.says("/profile clear").await.sees("The team has none yet");
    maria.says("/undo").await;
    maria.says("/profile").await.sees("well 2");
    maria.says("/undo").await;
    maria.says("/profile").await.sees("The team has none yet");
    anna.says("/l3").await.lacks("Fit");
}

#[tokio::test]
async fn a_salesperson_sees_the_fit_and_does_not_set_the_profile() {
    let house = House::open().await;
    let (maria, anna) = (house.maria(), house.anna());
    anna.says("/profile want country: DE").await.sees("manager");
    anna.says("/help").await.lacks("/profile");
    let profile = maria.says("/profile want country: DE").await;
    maria.says("/help").await.sees("/profile");
    let card = anna.says("/add Eva Braun, Lumen GmbH, Germany").await;
    card.sees("Fit: good — Germany");
    for button in ["✅ Germany", "＋ industry"] {
        let said = anna.forges(&card, &profile.carries(button)).await.unwrap_or_default();
        assert!(said.contains("manager"), "{said}");
    }
    maria.says("/profile").await.sees("✅ country: Germany");
}

#[tokio::test]
async fn a_profile_is_changed_by_buttons() {
    let house = House::open().await;
    let maria = house.maria();
    let empty = maria.says("/profile").await;
    let press = maria.chat.presses(empty.message.id, "＋ country").unwrap();
    maria.callback_answer(&press).await;
    let asked = maria.hears().await;
    asked.sees("Which country do you want?").offers("Cancel");
    maria.says("Atlantis").await.sees("“Atlantis” is no country").sees("/profile want country: Germany, EU");
    let profile = maria.says("Germany, GCC").await;
    profile.sees("✓ Saved").sees("✅ country: Germany, GCC").offers("✅ GCC");
    maria.hears().await.sees("✅ country: Germany, GCC").offers("✅ Germany");
    maria.now(&empty).sees("✅ country: Germany, GCC");

    let avoided = maria.presses(&profile, "✅ GCC").await;
    assert_eq!(avoided.callback_answer(), Some("✓ Saved; the fit of every contact follows."));
    avoided.sees("✅ country: Germany").sees("🚫 country: GCC").offers("🚫 GCC");
    // The same press again changes nothing.
    let again = maria.chat.presses_data(profile.message.id, &profile.carries("✅ GCC"));
    assert!(maria.callback_answer(&again).await.unwrap_or_default().contains("Done already, by Maria Chen"));
    maria.now(&profile).sees("🚫 country: GCC");
    let neutral = maria.presses(&maria.now(&profile), "🚫 GCC").await;
    neutral.lacks("GCC ").offers_no("GCC").sees("✅ country: Germany");
    // An old button of what has left.
    let (button, _drawn) =
        profile.carries("✅ GCC").rsplit_once(':').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    let gone = maria.chat.presses_data(profile.message.id, &format!("{button}:7"));
    assert!(maria.callback_answer(&gone).await.unwrap_or_default().contains("not in the profile any more"));
    maria.hears().await.sees("✅ country: Germany").lacks("🚫 country");
    maria.says("/undo").await.sees("Taken back");
    maria.says("/profile").await.sees("🚫 country: GCC");
    // A whole line may be the answer, too.
    let press = maria.chat.presses(maria.now(&profile).message.id, "＋ size").unwrap();
    maria.callback_answer(&press).await;
    maria.hears().await.sees("Which size");
    maria.says("avoid size: 1-9").await.sees("🚫 size: 1–9");
    maria.hears().await.sees("🚫 size: 1–9");
}

#[tokio::test]
async fn the_profile_speaks_chinese() {
    let house = House::open().await;
    let (wang, lina) = (house.wang(), house.lina());
    wang.says("/profile").await.sees("理想客户画像").sees("还没有设");
    let profile = wang
        .says("/profile 要 行业：照明、酒店；国家：德国、欧盟；营业额：1000万美元以上；不要 国家：俄罗斯")
        .await;
    profile.sees("已保存").sees("✅ 行业：照明、酒店").sees("🚫 国家：俄罗斯").sees("10,000,000 USD 以上");
    let card = lina.says("/add Eva Braun, Lumen GmbH, eva@lumen.de, 德国, 行业: lighting wholesale").await;
    card.sees("匹配度：高（lighting wholesale、德国；营业额未知）")
        .sees("等级 C → B？匹配度高。")
        .offers("定为 B？");
    lina.presses(&card, "保持 C").await.sees("保持 C 级").lacks("→ B").offers_no("定为");
    wang.says("/profile 不限 国家：俄罗斯").await.lacks("🚫 国家");
    wang.says("/profile 行业：照明").await.sees("是想要、不要还是不限");
    wang.says("/profile 要 国家：大西洲").await.sees("“大西洲”看不出是什么国家");
}

#[tokio::test]
async fn what_is_no_profile_is_answered_with_one() {
    let house = House::open().await;
    let maria = house.maria();
    maria.says("/profile want country: EU").await;
    let many = (1..=41).map(|n| format!("trade {n}")).collect::<Vec<_>>().join(", ");
    for (line, wrong, example) in [
        ("/profile lighting", "Wanted, unwanted or neutral?", "/profile want industry"),
        ("/profile want", "Want what?", "/profile want industry"),
        ("/profile want colour: red", "“colour” is no part", "/profile want industry"),
        ("/profile want country: Atlantis", "“Atlantis” is no country", "/profile want country: Germany, EU"),
        ("/profile want size: 200", "“200” is no size", "/profile want size: 50-500"),
        ("/profile want revenue: lots", "“lots” is no revenue", "/profile want revenue: 1M-50M USD"),
        ("/profile avoid role: king", "“king” is no role", "/profile want role: decision maker"),
        (&format!("/profile want industry: {many}"), "at most 40", "/profile neutral country: France"),
    ] {
        maria.says(line).await.sees(wrong).sees(example);
    }
    maria.says("/profile want country: EU").await.sees("so already").offers_no("Undo");
    maria.says("/profile").await.sees("✅ country: EU").lacks("✅ industry").lacks("🚫 country");
}

#[tokio::test]
async fn a_grade_is_proposed_never_set_and_declined_until_something_changes() {
    let house = House::open().await;
    let (maria, anna) = (house.maria(), house.anna());
    maria.says(PROFILE).await;
    let card = anna.says("/add Eva Braun, Lumen GmbH, eva@lumen.de, Germany, industry: lighting").await;
    card.sees("Grade C").sees("Grade C → B? They fit well.").offers("⚖️ Grade B?").offers("Keep C");
    let graded = anna.presses(&card, "⚖️ Grade B?").await;
    graded.sees("grade C → B").lacks("They fit well").offers_no("⚖️").offers("Undo");
    // The press that comes again changes nothing.
    let again = anna.chat.presses_data(card.message.id, &card.carries("⚖️ Grade B?"));
    assert!(anna.callback_answer(&again).await.unwrap_or_default().contains("Anna Liu"));
    anna.hears().await.sees("Grade B");
    anna.says("/undo").await.sees("Grade C → B?");

    let card = anna.says("/l1").await;
    let kept = anna.presses(&card, "Keep C").await;
    assert_eq!(kept.callback_answer(), Some("✓ #1 stays grade C. I ask again when something changes."));
    kept.sees("stays grade C").lacks("→").offers_no("⚖️");
    anna.says("/log 1 sent the catalogue").await.lacks("→ B").offers_no("⚖️");
    anna.says("/history 1").await.sees("grade kept");
    // They wrote: that is another disagreement.
    let card = anna.says("/log 1 reply sounds good").await;
    card.sees("Grade C → A? They fit well and show interest.");
    // An old button of a proposal that is over declines nothing.
    let old = anna.chat.presses_data(kept.message.id, "c:d.b:1:1");
    assert!(anna.callback_answer(&old).await.unwrap_or_default().contains("not proposed"));
    anna.hears().await.sees("C → A?");
    anna.presses(&card, "Keep C").await.lacks("→ A");
    anna.says("/undo").await.sees("Taken back: grade kept").sees("C → A?");

    // Who does not fit is proposed for less; a colleague cannot answer for them.
    let other = anna.says("/add Ivan Petrov, Svet, ivan@svet.ru, Russia, grade: A").await;
    other.sees("Grade A → C? They do not fit and never wrote.").offers("Keep A");
    let said = house.lina().forges(&house.lina().says("/help").await, &other.carries("Keep A")).await;
    assert!(said.unwrap_or_default().contains("没有 #2"));
    maria.says("/l2").await.offers("⚖️ Grade C?");
}

#[tokio::test]
async fn what_a_file_brings_has_a_fit_and_takes_it_along() {
    let house = House::open().await;
    let (maria, anna) = (house.maria(), house.anna());
    maria.says(PROFILE).await;
    let file = "name,industry,country,size\nEva,hotel,France,80\nIda,toys,Chile,\nIvan,,Russia,\n";
    anna.sends_file("leads.csv", file.as_bytes()).await;
    let seen = anna.hears().await;
    anna.presses(&seen, "Import 3").await;
    maria.says("/profile").await.sees("well 1 · in part 1 · poorly 1 · unknown 0");
    let own = anna.says("/export").await;
    let own = String::from_utf8(anna.file(&own)).unwrap();
    assert!(own.contains(",grade,fit,stage,") && own.contains(",C,good,new,"), "{own}");
    assert!(own.contains(",C,in part,new,") && own.contains(",C,poor,new,"), "{own}");
    anna.says("/undo").await;
    maria.says("/profile").await.sees("well 0 · in part 0 · poorly 0");
}

#[tokio::test]
async fn figures_say_which_sources_bring_people_who_fit_and_answer() {
    let house = House::open().await;
    let (maria, wang, anna) = (house.maria(), house.wang(), house.anna());
    for add in [
        "/add Eva Braun, Lumen GmbH, eva@lumen.de, Germany, industry: lighting, source: Light+Building 2026",
        "/add Otto Vog, Vog AG, otto@vog.at, Austria, industry: hotel, source: Light+Building 2026",
        "/add Ivan Petrov, Svet, ivan@svet.ru, Russia, source: website",
        "/add Dora Kay, Kay Ltd, dora@kay.co.uk, UK, source: website",
        "/add Nobody Known, Unknown Ltd, source: website",
    ] {
        anna.says(add).await;
    }
    for log in
        ["/log 1 sent hello", "/log 2 sent hello", "/log 3 sent hello", "/log 1 reply yes", "/log 3 reply no"]
    {
        anna.says(log).await;
    }
    maria.says("/metrics by source").await.lacks("fit well");
    maria.says("/metrics").await.lacks("ideal customer");
    maria.says(PROFILE).await.sees("well 2 · in part 1 · poorly 1 · unknown 1");
    let sources = maria.says("/metrics by source").await;
    sources.sees("fit well 100 % (2 of 2)*, of these replied 50 % (1 of 2)*");
    // Of whom nothing is known stays out; who answers without fitting counts as a reply, and not here.
    sources.sees("fit well 0 % (0 of 2)*, of these replied –").sees("replied 100 % (1 of 1)*");
    maria.says("/metrics by country").await.lacks("fit well");
    maria
        .says("/metrics")
        .await
        .sees("Fit the ideal customer 50 % (2 of 4)*; of these replied 50 % (1 of 2)*");
    wang.says("/metrics 按来源").await.sees("匹配度高 100%（2/2）*，其中回复 50%（1/2）*");
    anna.says("/metrics source").await.sees("fit well 100 % (2 of 2)*");
}
