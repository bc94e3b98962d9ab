//! One mail to one person: written, seen whole, past the gate, at the right hour, never twice.

use chrono::Duration;
use renmai_testing::smtp::{Act, Step};

use crate::house::{ANNA, Heard, House, Someone};

/// Anna has a mailbox, her team a postal address, and she knows an American buyer, to whom one may write.
async fn ready() -> (std::sync::Arc<House>, Someone, renmai_testing::smtp::SmtpServer) {
    let house = House::open().await;
    house.maria().says("/settings address 88 Keji Road, Shenzhen 518057, China").await;
    let server = house.has_mailbox(ANNA, "anna@ours.com").await;
    let anna = house.anna();
    anna.hears_until("sends; answers are not read").await;
    anna.says("/add Joe Brown, Acme Lighting Inc, joe@acme.com, United States, source: Light+Building 2026")
        .await
        .sees("#1");
    (house, anna, server)
}

/// The preview of a mail to the first contact.
async fn preview(anna: &Someone) -> Heard {
    let choice = anna.says("/mail 1").await;
    choice.sees("Joe Brown, Acme Lighting Inc").sees("never written to");
    anna.presses(&choice, "PAS: a problem first").await
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap().replace("=\r\n", "").replace("=20", " ")
}

#[tokio::test]
async fn a_mail_is_seen_whole_and_goes_once() {
    let (house, anna, server) = ready().await;
    let preview = preview(&anna).await;
    preview.sees("To Joe Brown, joe@acme.com").sees("Hi Joe,").sees("88 Keji Road, Shenzhen 518057, China");
    preview.sees("unsubscribe").sees("Would go").sees("1 question");
    let planned = anna.presses(&preview, "Now").await;
    planned.sees("Goes now");
    let sent = anna.hears().await;
    sent.sees("Sent to #1 Joe Brown");
    let taken = server.takes(2).await;
    assert_eq!((taken[1].from.as_str(), taken[1].to.as_str()), ("anna@ours.com", "joe@acme.com"));
    let mail = text(&taken[1].bytes);
    assert!(mail.contains("List-Unsubscribe: <mailto:anna@ours.com?subject=unsubscribe-"), "{mail}");
    assert!(mail.contains("Hi Joe,") && mail.contains("88 Keji Road"), "{mail}");
    anna.says("/history 1").await.sees("email sent");
    anna.says("/undo").await.sees("Too late: that mail has left");
    house.restart().await;
    house.later(Duration::days(3)).await;
    anna.hears_everything().await;
    assert_eq!(server.taken().len(), 2);
}

#[tokio::test]
async fn it_waits_for_the_morning_there_and_can_be_taken_back() {
    let (house, anna, server) = ready().await;
    // Monday 10:00 in Shanghai is Sunday evening in New York.
    let preview = preview(&anna).await;
    let planned = anna.presses(&preview, "📨 Send").await;
    planned.sees("Goes Mon 23 Nov, 09:0").sees("in New York");
    anna.says("/outbox").await.sees("anna@ours.com").sees("Joe Brown").sees("Mon 23 Nov, 22:0");
    anna.presses(&planned, "↩️ Undo").await.sees("mail planned");
    anna.says("/outbox").await.sees("Nothing waits");
    house.later(Duration::hours(20)).await;
    anna.hears_everything().await;
    assert_eq!(server.taken().len(), 1);
}

#[tokio::test]
async fn at_its_hour_it_goes() {
    let (house, anna, server) = ready().await;
    let preview = preview(&anna).await;
    anna.presses(&preview, "📨 Send").await;
    house.later(Duration::hours(13)).await;
    anna.hears_until("Sent to #1").await;
    assert_eq!(server.taken().len(), 2);
}

#[tokio::test]
async fn who_opted_out_meanwhile_gets_nothing() {
    let (house, anna, server) = ready().await;
    let preview = preview(&anna).await;
    anna.presses(&preview, "📨 Send").await;
    anna.says("/log 1 opted_out").await;
    house.later(Duration::hours(13)).await;
    anna.hears_until("did not go").await.sees("They opted out");
    anna.says("/mail 1").await.sees("opted out");
    assert_eq!(server.taken().len(), 1);
}

#[tokio::test]
async fn germany_asks_for_consent_and_one_tap_gives_it() {
    let (_house, anna, server) = ready().await;
    anna.says("/add Anna Schmidt, Lumen GmbH, anna@lumen.de, Germany, source: Light+Building 2026").await;
    let choice = anna.says("/mail 2").await;
    let preview = anna.presses(&choice, "PAS: a problem first").await;
    preview.sees("Germany asks for prior consent (UWG § 7)").sees("Why may you write to them?");
    let planned = anna.presses(&preview, "✓ Yes, they asked").await;
    planned.sees("Noted as proof, today, by you: asked us").sees("in Berlin");
    anna.presses(&planned, "Now").await.sees("Goes now");
    anna.hears_until("Sent to #2").await;
    assert_eq!(server.takes(2).await[1].to, "anna@lumen.de");
    anna.says("/history 2").await.sees("why one may write");
}

#[tokio::test]
async fn without_what_the_law_wants_nothing_goes_and_each_refusal_says_what_would_mend_it() {
    let house = House::open().await;
    let anna = house.anna();
    anna.says("/add Joe Brown, Acme Inc, joe@acme.com, United States, source: website").await;
    let choice = anna.says("/mail 1").await;
    anna.presses(&choice, "PAS: a problem first").await.sees("You have no mailbox yet").sees("/mailbox");
    house.has_mailbox(ANNA, "anna@ours.com").await;
    anna.hears_until("anna@ours.com").await;
    let choice = anna.says("/mail 1").await;
    anna.presses(&choice, "PAS: a problem first").await.sees("postal address").sees("Ask a manager");
    house.maria().says("/settings address 88 Keji Road, Shenzhen").await;
    anna.says("/add Eva, Beta Inc, eva@beta.com, United States").await;
    let choice = anna.says("/mail 2").await;
    anna.presses(&choice, "PAS: a problem first").await.sees("Nobody said where this contact comes from");
    anna.says("/add Li, Gamma, li@gamma.cn, China, source: Canton Fair").await;
    let choice = anna.says("/mail 3").await;
    anna.presses(&choice, "PAS: a problem first").await.sees("China asks for prior consent");
}

#[tokio::test]
async fn an_address_that_does_not_exist_is_invalid_from_then_on() {
    let (_house, anna, server) = ready().await;
    server.plan(
        Step::Recipient,
        Act::Say("550 5.1.1 <joe@acme.com>: Recipient address rejected: User unknown"),
    );
    let preview = preview(&anna).await;
    anna.presses(&preview, "Now").await;
    let told = anna.hears_until("does not exist").await;
    told.sees("550 5.1.1");
    anna.says("/l1").await.sees("invalid");
    assert_eq!(server.taken().len(), 1);
}

#[tokio::test]
async fn not_now_is_tried_again_with_the_same_bytes() {
    let (house, anna, server) = ready().await;
    server.plan(Step::Recipient, Act::Say("451 4.7.1 Greylisted, try again later"));
    let preview = preview(&anna).await;
    anna.presses(&preview, "Now").await;
    while !server.heard().iter().any(|line| line.starts_with("RCPT TO:<joe@acme.com>")) {
        tokio::task::yield_now().await;
    }
    // What became of the first try may not be on disk yet.
    while server.taken().len() < 2 {
        house.later(Duration::minutes(6)).await;
        tokio::task::yield_now().await;
    }
    anna.hears_until("Sent to #1").await;
}

#[tokio::test]
async fn a_line_that_breaks_in_the_body_is_asked_about_and_never_sent_again_by_itself() {
    for (act, arrived) in [(Act::Cut, 1), (Act::TakeAndCut, 2)] {
        let (house, anna, server) = ready().await;
        server.plan(Step::End, act);
        let preview = preview(&anna).await;
        anna.presses(&preview, "Now").await;
        let asked = anna.hears_until("The line broke").await;
        house.restart().await;
        house.later(Duration::days(2)).await;
        anna.hears_everything().await;
        assert_eq!(server.taken().len(), arrived);
        let outbox = anna.says("/outbox").await;
        outbox.sees("Did it arrive?");
        if arrived == 2 {
            anna.presses(&asked, "It arrived").await.sees("counts as sent");
            anna.says("/history 1").await.sees("email sent");
        } else {
            anna.presses(&asked, "Send again").await.sees("goes once more");
            anna.hears_until("Sent to #1").await;
            assert_eq!(server.taken().len(), 2);
        }
    }
}

#[tokio::test]
async fn a_mailbox_that_lets_nobody_in_says_so_once_and_loses_nothing() {
    let (house, anna, _) = ready().await;
    let server = house.has_mailbox_behind(ANNA, "anna@ours.com", "PLAIN").await;
    anna.hears_until("anna@ours.com").await;
    server.plan(Step::Auth, Act::Say("535 5.7.8 Username and Password not accepted"));
    let preview = preview(&anna).await;
    anna.presses(&preview, "Now").await;
    anna.hears_until("no longer lets me in").await.sees("Name or password are wrong");
    anna.says("/mailbox").await.sees("anna@ours.com").sees("connect it again");
    house.later(Duration::minutes(30)).await;
    anna.hears_everything().await;
    assert_eq!(server.taken().len(), 1);
    // Connected again, what waited goes.
    house.connects(ANNA, "anna@ours.com", server.address(), None).await;
    house.later(Duration::minutes(6)).await;
    anna.hears_until("Sent to #1").await;
}

#[tokio::test]
async fn a_text_of_ones_own_with_a_wrong_field_is_refused_with_the_one_that_was_meant() {
    let (_house, anna, server) = ready().await;
    let choice = anna.says("/mail 1").await;
    anna.presses(&choice, "✍️ Write it myself").await.sees("Subject:");
    anna.says("Subject: Samples\n\nHi {firstnam},\nshall I send samples?").await.sees("{first name}");
    let preview = anna.says("Subject: Samples for Acme\n\nHi {first name},\nshall I send samples?").await;
    preview.sees("Samples for Acme").sees("Hi Joe,");
    let planned = anna.presses(&preview, "Now").await;
    planned.sees("Goes now");
    anna.hears_until("Sent to #1").await;
    assert!(text(&server.takes(2).await[1].bytes).contains("shall I send samples?"));
}

#[tokio::test]
async fn an_address_that_no_server_takes_is_said_in_ones_own_language() {
    let (house, anna, server) = ready().await;
    anna.says("/add Li Si, Two GmbH, 李四@two.com, United States, source: website").await.sees("#2");
    let choice = anna.says("/mail 2").await;
    let preview = anna.presses(&choice, "PAS: a problem first").await;
    anna.presses(&preview, "Now").await;
    anna.hears_until("mail servers do not take such an address").await.sees("Nothing was sent");
    assert_eq!(server.taken().len(), 1);

    house.has_mailbox(crate::house::LINA, "lina@ours.com").await;
    let lina = house.lina();
    lina.hears_until("只发，不收回信").await;
    lina.says("/add Li Wu, Three Inc, 李五@three.com, 美国, 来源: 官网").await.sees("#3");
    let choice = lina.says("/写邮件 3").await;
    let preview = lina.presses(&choice, "价值前置").await;
    lina.presses(&preview, "马上发").await;
    lina.hears_until("邮件服务器不认这样的地址").await.sees("什么都没发");
}

#[tokio::test]
async fn a_password_typed_into_the_chat_is_deleted_and_explained() {
    let house = House::open().await;
    let anna = house.anna();
    let none = anna.says("/mailbox").await;
    let wants = anna.presses(&none, "Gmail").await;
    wants.sees("app password").sees("renmai mailbox add").sees("Never type a password");
    anna.says("abcd efgh ijkl mnop").await.sees("deleted your message");
    assert!(!house.sandbox.person(ANNA).screen().iter().any(|message| message.text.contains("abcd efgh")));
}

#[tokio::test]
async fn everything_stops_and_goes_on_at_a_tap() {
    let (house, anna, server) = ready().await;
    let preview = preview(&anna).await;
    anna.presses(&preview, "📨 Send").await;
    let outbox = anna.says("/outbox").await;
    let held = anna.presses(&outbox, "⏸ Pause all").await;
    held.sees("stopped by you");
    house.later(Duration::hours(14)).await;
    anna.hears_everything().await;
    assert_eq!(server.taken().len(), 1);
    let outbox = anna.says("/outbox").await;
    anna.presses(&outbox, "▶ Go on, I checked").await;
    anna.hears_until("Sent to #1").await;
}

#[tokio::test]
async fn 李娜_writes_in_chinese() {
    let house = House::open().await;
    house.maria().says("/settings address 88 Keji Road, Shenzhen").await;
    house.has_mailbox(crate::house::LINA, "lina@ours.com").await;
    let lina = house.lina();
    lina.hears_until("只发，不收回信").await;
    lina.says("/add Joe Brown, Acme Inc, joe@acme.com, 美国, 来源: 广交会").await;
    let choice = lina.says("/写邮件 1").await;
    choice.sees("还没写过信").sees("纽约");
    let preview = lina.presses(&choice, "价值前置").await;
    preview.sees("收件人").sees("将于");
    let planned = lina.presses(&preview, "马上发").await;
    planned.sees("马上发出");
    lina.hears_until("已发给").await;
}

#[tokio::test]
async fn the_mails_of_who_left_do_not_go_until_they_are_back() {
    let (house, anna, server) = ready().await;
    let preview = preview(&anna).await;
    anna.presses(&preview, "📨 Send").await;
    let maria = house.maria();
    maria.says("/remove @anna to @lina").await.sees("1 mail of theirs that waited does not go");
    let lina = house.lina();
    lina.hears().await.sees("1 个客户现在归您");
    house.later(Duration::hours(13)).await;
    maria.hears_everything().await;
    assert_eq!(server.taken().len(), 1);
    maria.says("/undo").await.sees("Taken back");
    house.later(Duration::hours(24)).await;
    anna.hears_until("Sent to #1").await;
    assert_eq!(server.taken().len(), 2);
}
