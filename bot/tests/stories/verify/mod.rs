//! Addresses are checked by DNS: at a command, in the background, again and again.

mod resolver;

use chrono::Duration;

use crate::dns::{Server, V4, Way, host, served};
use crate::house::{House, Someone};

/// Waits until the card shows this: a check in the background says nothing of itself.
async fn card_says(someone: &Someone, no: i64, text: &str) {
    for _ in 0..200 {
        let card = someone.says(&format!("/l{no}")).await;
        if card.text().contains(text) {
            return;
        }
    }
    someone.says(&format!("/l{no}")).await.sees(text);
}

#[tokio::test]
async fn one_address_is_checked_at_once_and_the_message_tells_the_end() {
    let server = Server::open(&[("lumen.de", served("mx.lumen.de")), ("mx.lumen.de", host(V4))]).await;
    let house = House::asking(server.dns()).await;
    let (anna, lina) = (house.anna(), house.lina());
    anna.says("/add Eva Braun, Lumen GmbH, eva@lumen.de, Germany").await;
    card_says(&anna, 1, "eva@lumen.de · verified").await;
    // It is known, and young: nobody is asked again.
    anna.says("/verify 1")
        .await
        .sees("verified")
        .sees("lumen.de takes mail")
        .sees("23 Nov")
        .sees("Eva Braun");
    assert_eq!(server.asked("lumen.de"), 1);

    house.later(Duration::hours(2)).await;
    let asking = anna.says("/verify #1").await;
    asking.sees("verified").sees("Asking who takes mail for lumen.de");
    let told = anna.hears().await;
    told.sees("takes mail").lacks("Asking");
    assert_eq!(told.message.id, asking.message.id);
    assert_eq!(server.asked("lumen.de"), 2);

    lina.says("/verify 1").await.sees("您名下没有 #1");
    lina.says("/add 王芳, 明辉照明, wang@minghui.cn, 中国").await;
    card_says(&lina, 2, "无效").await;
    lina.says("/verify 2").await.sees("没有 minghui.cn 这个域名");
}

#[tokio::test]
async fn what_is_wrong_is_said_with_the_reason() {
    let server = Server::open(&[
        ("lumen.de", served("mx.lumen.de")),
        ("mx.lumen.de", host(V4)),
        ("closed.de", served("")),
        ("empty.de", Way::Honest { mx: Vec::new(), address: None }),
    ])
    .await;
    let house = House::asking(server.dns()).await;
    let anna = house.anna();
    for (no, email, health, said) in [
        (1, "info@lumen.de", "risky", "info@lumen.de is a shared mailbox"),
        (2, "eva@gone.de", "invalid", "there is no domain gone.de"),
        (3, "eva@closed.de", "invalid", "says that it takes no mail"),
        (4, "eva@empty.de", "invalid", "has no mail server"),
        (5, "info@gone.de", "invalid", "there is no domain gone.de"),
    ] {
        let added = anna.says(&format!("/add Eva {no}, Firm {no}, {email}, Germany")).await;
        if no == 5 {
            // The same domain was asked before: known without a question.
            anna.presses(&added, "Add anyway").await.sees("info@gone.de · invalid");
        }
        card_says(&anna, no, health).await;
        anna.says(&format!("/verify {no}")).await.sees(said);
    }
    assert_eq!(server.asked("gone.de"), 1);
    anna.says("/add Dora Vog, Vog AG, +41 44 668 18 00").await;
    anna.says("/verify 6").await.sees("no email address").sees("/edit #6 email: anna@lumen.de");
    anna.says("/verify").await.sees("/verify 12");
}

#[tokio::test]
async fn no_answer_is_never_invalid_and_is_tried_again_in_a_week() {
    let server = Server::open(&[("lumen.de", Way::Silent), ("mx.lumen.de", host(V4))]).await;
    let house = House::asking(server.dns()).await;
    let anna = house.anna();
    anna.says("/add Eva Braun, Lumen GmbH, eva@lumen.de, Germany").await;
    let asking = anna.says("/verify 1").await;
    asking.sees("Asking");
    anna.hears().await.sees("unverified").sees("nobody has answered").sees("eva@lumen.de · unverified");

    server.becomes("lumen.de", served("mx.lumen.de"));
    house.at(2026, 11, 29, 9, 0).await;
    anna.says("/l1").await.sees("eva@lumen.de · unverified");
    house.at(2026, 12, 1, 8, 0).await;
    card_says(&anna, 1, "eva@lumen.de · verified").await;

    // Silence later takes nothing back; ninety days after the answer it is asked again.
    server.becomes("lumen.de", Way::Silent);
    anna.says("/verify 1").await.sees("verified");
    house.later(Duration::hours(2)).await;
    // The morning's list may come before.
    anna.chat.says("/verify 1");
    anna.hears_until("Asking").await;
    anna.hears_until("just now").await.sees("verified on").sees("eva@lumen.de · verified");
    server.becomes("lumen.de", Way::NxDomain);
    house.at(2027, 3, 6, 8, 0).await;
    card_says(&anna, 1, "invalid").await;
    anna.hears_everything().await;
}

#[tokio::test]
async fn a_bounce_stays_whatever_dns_says_until_the_address_is_another() {
    let server = Server::open(&[("lumen.de", served("mx.lumen.de")), ("mx.lumen.de", host(V4))]).await;
    let house = House::asking(server.dns()).await;
    let anna = house.anna();
    anna.says("/add Eva Braun, Lumen GmbH, eva@lumen.de, Germany").await;
    card_says(&anna, 1, "eva@lumen.de · verified").await;
    anna.says("/log 1 bounced").await.sees("eva@lumen.de · invalid");
    house.later(Duration::hours(2)).await;
    anna.says("/verify 1").await.sees("invalid").sees("bounced");
    anna.says("/verify all").await.sees("Checking addresses: 0 of 1");
    anna.hears().await.sees("1 invalid");
    anna.says("/undo").await.sees("eva@lumen.de · verified");
    anna.says("/log 1 bounced").await;
    anna.says("/edit 1 email: e.braun@lumen.de").await.sees("e.braun@lumen.de · verified");
    anna.says("/undo").await.sees("eva@lumen.de · invalid");
    anna.says("/undo").await.sees("eva@lumen.de · verified");
    // The check in the background is nobody's change: what is undone is what Anna did.
    anna.says("/undo").await.sees("added");
}

#[tokio::test]
async fn all_are_checked_in_the_background_each_domain_once() {
    let server = Server::open(&[("mx.big.de", host(V4))]).await;
    let house = House::asking(server.dns()).await;
    let anna = house.anna();
    server.becomes("big.de", served("mx.big.de"));
    let mut file = String::from("name,email\n");
    for n in 0..30 {
        file.push_str(&format!("Buyer {n},b{n}@big.de\n"));
    }
    file.push_str("Desk,info@big.de\nGone,x@gone.de\n");
    let waiting = anna.sends_file("leads.csv", file.as_bytes()).await;
    let waiting = if waiting.text().contains("Reading") { anna.hears().await } else { waiting };
    anna.presses(&waiting, "Import").await;
    anna.hears_everything().await;
    card_says(&anna, 1, "verified").await;
    card_says(&anna, 32, "invalid").await;
    assert_eq!((server.asked("big.de"), server.asked("gone.de")), (1, 1));

    anna.says("/verify all")
        .await
        .sees("32 addresses checked")
        .sees("30 verified")
        .sees("1 risky")
        .sees("1 invalid");
    server.becomes("big.de", Way::ServFail);
    house.later(Duration::hours(2)).await;
    let begun = anna.says("/verify all").await;
    begun.sees("Checking addresses: 0 of 32");
    let told = loop {
        let heard = anna.hears().await;
        assert_eq!(heard.message.id, begun.message.id, "one message, edited in place");
        if heard.text().contains("checked") {
            break heard;
        }
    };
    told.sees("30 verified").offers("Review");
    assert_eq!(server.asked("gone.de"), 2);
    house.lina().says("/verify 全部").await.sees("还没有可核对的邮箱");
}

#[tokio::test]
async fn a_check_of_all_survives_a_restart() {
    let server = Server::open(&[("lumen.de", served("mx.lumen.de")), ("mx.lumen.de", host(V4))]).await;
    let house = House::open().await;
    let anna = house.anna();
    anna.says("/add Eva Braun, Lumen GmbH, eva@lumen.de, Germany").await;
    anna.says("/verify all").await;
    // Whether nobody answered in time or the bot was stopped before: the end is told, once.
    anna.hears_until("without an answer").await;
    house.stop().await;
    let store = house.store().await;
    let mut tx = store.begin().await.unwrap();
    let member = tx.member_by_telegram(crate::house::ANNA).await.unwrap().unwrap();
    tx.want_mail_domain("lumen.de").await.unwrap();
    tx.await_check(&member, None, 1, house.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    store.close().await;
    house.start_asking(server.dns()).await;
    anna.hears_until("checked").await.sees("1 verified");
}

#[tokio::test]
async fn a_domain_is_asked_once_for_all_and_let_go_with_the_last() {
    let server = Server::open(&[("lumen.de", served("mx.lumen.de")), ("mx.lumen.de", host(V4))]).await;
    let house = House::asking(server.dns()).await;
    let (anna, lina) = (house.anna(), house.lina());
    anna.says("/add Eva Braun, Lumen GmbH, eva@lumen.de, Germany").await;
    let doubt = lina.says("/add Ida Wolf, Wolf AG, ida@lumen.de, 德国").await;
    lina.presses(&doubt, "仍然添加").await;
    card_says(&anna, 1, "verified").await;
    card_says(&lina, 2, "已验证").await;
    // Who is erased leaves no domain behind.
    let (his, hers) = (lina.says("/forget 2").await, anna.says("/forget 1").await);
    lina.presses(&his, "抹除").await;
    anna.presses(&hers, "Erase").await;
    assert_eq!(server.asked("lumen.de"), 1);
    let store = house.store().await;
    let known = store.read().await.unwrap().mail_domain("lumen.de").await.unwrap();
    assert_eq!(known.asked_at, None);
    store.close().await;
}

#[tokio::test]
async fn a_bad_answer_is_asked_for_again_when_somebody_wants_to_know() {
    let server = Server::open(&[("mx.served.de", host(V4))]).await;
    let house = House::asking(server.dns()).await;
    let anna = house.anna();
    anna.says("/add Eva Braun, Lumen, eva@lumen.de, source: website").await;
    card_says(&anna, 1, "invalid").await;
    server.becomes("lumen.de", served("mx.served.de"));
    house.later(Duration::minutes(2)).await;
    anna.says("/verify 1").await;
    card_says(&anna, 1, "eva@lumen.de · verified").await;
}
