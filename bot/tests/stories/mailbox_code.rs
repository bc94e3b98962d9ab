//! A mailbox that takes no password is connected by a code that its owner enters on another page; from then on it is
//! entered with tokens, which are got anew, and may be taken back.

use std::sync::Arc;

use chrono::Duration;
use renmai::background::device_sign_in::sign_in;
use renmai::i18n::Words;
use renmai_core::book::Book;
use renmai_core::vocabulary::{Lang, MailAuth, MailState};
use renmai_sandbox::MailRoom;
use renmai_testing::login::{LoginServer, Person, TOKEN_WORKS, USER_CODE};
use renmai_testing::smtp::{Act, Settings, SmtpServer, Step};

use crate::house::{ANNA, Heard, House, Someone, Trouble};

const ADDRESS: &str = "anna@ours.com";

async fn ready() -> (Arc<House>, Someone, LoginServer, MailRoom) {
    let house = House::open().await;
    let login = LoginServer::start().await;
    let room = house.signs_in_at(&login).await;
    let anna = house.anna();
    (house, anna, login, room)
}

/// Presses *Microsoft*; answers the message with the code.
async fn asks_for_a_code(anna: &Someone) -> Heard {
    let overview = anna.says("/mailbox").await;
    anna.presses(&overview, "Microsoft").await.sees("I am getting a code");
    let shown = anna.hears().await;
    shown.sees("127.0.0.1/devicelogin").sees(USER_CODE).sees("15 min").sees("I wait here");
    shown.offers("🔑 Open the page").offers("📋 Copy the code");
    shown
}

async fn connected() -> (Arc<House>, Someone, LoginServer, MailRoom) {
    let (house, anna, login, room) = ready().await;
    asks_for_a_code(&anna).await;
    login.person(Person::SignsIn(ADDRESS));
    house.later(Duration::seconds(6)).await;
    anna.hears_until("sends and reads").await.sees(ADDRESS);
    (house, anna, login, room)
}

async fn plans_a_mail(house: &Arc<House>, anna: &Someone, when: &str) {
    house.maria().says("/settings address 88 Keji Road, Shenzhen 518057, China").await;
    anna.says("/add Joe Brown, Acme Inc, joe@acme.com, United States, source: website").await;
    let choice = anna.says("/mail 1").await;
    let preview = anna.presses(&choice, "PAS: a problem first").await;
    anna.presses(&preview, when).await.sees("Goes ");
}

/// Waits until all that is under way waits for another time.
async fn is_put_off(house: &House) {
    let store = house.store().await;
    while {
        let under_way = store.read().await.unwrap().device_sign_ins(house.clock.now()).await.unwrap();
        under_way.iter().any(|(_, at)| *at <= house.clock.now())
    } {
        tokio::task::yield_now().await;
    }
    store.close().await;
}

/// Waits until the first mail was tried, and has gone or waits for another time.
async fn first_mail_was_tried(house: &House) {
    let store = house.store().await;
    while {
        let mut tx = store.read().await.unwrap();
        let anna = tx.member_by_telegram(ANNA).await.unwrap().unwrap();
        let (mail, _) = Book::new(&mut tx, &anna, house.clock.now()).mail(1).await.unwrap().unwrap();
        mail.attempts == 0 || matches!(mail.state, MailState::Claimed | MailState::Handed)
    } {
        tokio::task::yield_now().await;
    }
    store.close().await;
}

/// No byte of the book's files holds a secret.
fn nothing_is_plain(house: &House) {
    if renmai_testing::on_postgres() {
        return;
    }
    for file in std::fs::read_dir(house.folder()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        let secret = bytes.windows(7).any(|seven| seven == b"-secret");
        assert!(!secret, "a secret lies open in the book");
    }
}

#[tokio::test]
async fn anna_connects_by_a_code_and_writes_with_a_token() {
    let (house, anna, login, room) = ready().await;
    let shown = asks_for_a_code(&anna).await;
    assert_eq!(login.asked("devicecode"), 1);
    assert!(login.heard()[0].contains("SMTP.Send"), "{:?}", login.heard());
    nothing_is_plain(&house);
    // It is not entered yet, and is asked for again.
    house.later(Duration::seconds(6)).await;
    login.is_asked("device_code", 1).await;
    login.person(Person::SignsIn(ADDRESS));
    // Only the token that is got with the refresh token opens the mailbox.
    room.mailbox(ADDRESS).unwrap().wants_password("access-secret-2");
    house.later(Duration::seconds(6)).await;
    anna.hears_until("trying both servers").await.sees(ADDRESS);
    anna.hears_until("sends and reads").await.sees(ADDRESS);
    let at_the_end = anna.now(&shown);
    at_the_end.sees("Signed in as").lacks("trying").offers_no("🔑 Open the page");
    plans_a_mail(&house, &anna, "Now").await;
    anna.hears_until("Sent to #1").await;
    let joe = room.mailbox("joe@acme.com").unwrap();
    assert!(joe.receives().await.is_ok());
    assert_eq!(login.asked("grant_type=refresh_token"), 1);
    let heard = login.heard().len();
    house.later(Duration::minutes(2)).await;
    anna.hears_everything().await;
    assert_eq!(login.heard().len(), heard, "the code is asked about no more");
    nothing_is_plain(&house);
    house.restart().await;
    login.is_asked("refresh_token=refresh-secret-2", 1).await;
}

#[tokio::test]
async fn past_its_time_a_token_is_got_anew_and_the_new_refresh_token_is_kept() {
    let (house, anna, login, room) = connected().await;
    room.mailbox(ADDRESS).unwrap().wants_password("access-secret-3");
    house.later(Duration::seconds(TOKEN_WORKS)).await;
    login.is_asked("refresh_token=refresh-secret-2", 1).await;
    plans_a_mail(&house, &anna, "Now").await;
    anna.hears_until("Sent to #1").await;
    assert_eq!(login.asked("grant_type=refresh_token"), 2);
    room.mailbox(ADDRESS).unwrap().wants_password("access-secret-4");
    house.later(Duration::seconds(TOKEN_WORKS)).await;
    login.is_asked("refresh_token=refresh-secret-3", 1).await;
    anna.hears_everything().await;
}

#[tokio::test]
async fn a_token_that_a_server_refuses_before_its_time_is_got_anew() {
    let (house, anna, login, room) = connected().await;
    // As after a password was changed: what was given before works no more.
    room.mailbox(ADDRESS).unwrap().wants_password("access-secret-3");
    plans_a_mail(&house, &anna, "Now").await;
    anna.hears_until("Sent to #1").await;
    assert_eq!(login.asked("grant_type=refresh_token"), 2);
}

#[tokio::test]
async fn a_permission_that_was_taken_back_is_told_once_and_nothing_is_lost() {
    let (house, anna, login, room) = connected().await;
    plans_a_mail(&house, &anna, "📨 Send").await;
    login.takes_back();
    house.later(Duration::seconds(TOKEN_WORKS)).await;
    let told = anna.hears_until("no longer lets me in").await;
    told.sees("The permission has expired or was taken back");
    let asked = login.asked("grant_type=refresh_token");
    house.restart().await;
    house.later(Duration::hours(12)).await;
    anna.says("/mailbox").await;
    let again = anna.chat.unheard();
    assert!(again.iter().all(|message| !message.text.contains("no longer lets me in")), "{again:?}");
    anna.hears_everything().await;
    assert_eq!(login.asked("grant_type=refresh_token"), asked, "a refused mailbox is left alone");
    let joe = room.mailbox("joe@acme.com").unwrap();
    assert!(joe.mails().is_empty());
    login.grants_again();
    anna.presses(&told, "🔑 Connect again").await.sees("I am getting a code");
    anna.hears().await.sees(USER_CODE);
    house.later(Duration::seconds(6)).await;
    anna.hears_until("sends and reads").await;
    house.later(Duration::minutes(6)).await;
    anna.hears_until("Sent to #1").await;
    assert!(joe.receives().await.is_ok());
}

#[tokio::test]
async fn a_login_server_that_is_away_loses_no_mailbox() {
    let (house, anna, login, _room) = connected().await;
    let refreshes = "grant_type=refresh_token";
    for (status, body) in
        [(503, ""), (429, "{}"), (200, "<html>"), (400, r#"{"error":"temporarily_unavailable"}"#)]
    {
        let asked = login.asked(refreshes);
        login.says(status, body);
        house.later(Duration::seconds(TOKEN_WORKS)).await;
        login.is_asked(refreshes, asked + 1).await;
        // Past two hours she is told that it is not read, before or after the answer.
        anna.chat.says("/mailbox");
        anna.hears_until("sends and reads").await.lacks("connect it again");
    }
    login.says(503, "");
    plans_a_mail(&house, &anna, "Now").await;
    // The mailbox rests for some minutes, and then the mail goes.
    first_mail_was_tried(&house).await;
    house.later(Duration::minutes(6)).await;
    anna.hears_until("Sent to #1").await;
    anna.hears_everything().await;
    anna.chat.says("/help");
    anna.hears_until("Forget the list").await;
}

#[tokio::test]
async fn what_holds_up_all_mailboxes_alike_refuses_none() {
    let (house, anna, login, _room) = connected().await;
    let refreshes = "grant_type=refresh_token";
    for error in ["invalid_client", "unauthorized_client", "invalid_request"] {
        let asked = login.asked(refreshes);
        login.says(400, format!("{{\"error\":\"{error}\"}}").leak());
        house.later(Duration::seconds(TOKEN_WORKS)).await;
        login.is_asked(refreshes, asked + 1).await;
        anna.chat.says("/mailbox");
        anna.hears_until("sends and reads").await.lacks("connect it again");
    }
    let knew = house.is_told_of_microsoft(None).await;
    plans_a_mail(&house, &anna, "Now").await;
    first_mail_was_tried(&house).await;
    house.is_told_of_microsoft(knew).await;
    anna.hears_until("Sent to #1").await;
}

#[tokio::test]
async fn a_code_that_nobody_enters_expires() {
    let (house, anna, login, _room) = ready().await;
    asks_for_a_code(&anna).await;
    house.later(Duration::minutes(14)).await;
    login.is_asked("device_code", 1).await;
    house.later(Duration::minutes(1)).await;
    let told = anna.hears().await;
    told.sees("not entered in time").offers_no("🔑 Open the page");
    anna.presses(&told, "🔑 Connect again").await.sees("I am getting a code");
    anna.hears().await.sees(USER_CODE);
    anna.says("/mailbox").await.sees("No mailbox yet");
}

#[tokio::test]
async fn she_says_no_and_hears_what_that_means() {
    let (house, anna, login, _room) = ready().await;
    asks_for_a_code(&anna).await;
    login.person(Person::Declines);
    house.later(Duration::seconds(6)).await;
    anna.hears().await.sees("declined at Microsoft").offers("🔑 Connect again");
    house.later(Duration::minutes(1)).await;
    anna.says("/mailbox").await.sees("No mailbox yet");
    assert_eq!(login.asked("device_code"), 1);
}

#[tokio::test]
async fn what_else_may_go_wrong_is_a_sentence_with_a_way_out() {
    let (house, anna, login, room) = ready().await;
    for (status, body, sentence) in [
        (503, "", "Microsoft’s sign-in does not answer"),
        (401, r#"{"error":"invalid_client"}"#, "checks RENMAI_MICROSOFT_CLIENT"),
        (200, r#"{"device_code":"d"}"#, "that I cannot read"),
    ] {
        login.says(status, body);
        let overview = anna.says("/mailbox").await;
        anna.presses(&overview, "Microsoft").await.sees("I am getting a code");
        anna.hears().await.sees(sentence).offers("🔑 Connect again").offers("Another mailbox");
    }
    asks_for_a_code(&anna).await;
    login.person(Person::SignsIn("nobody"));
    house.later(Duration::seconds(6)).await;
    anna.hears().await.sees("did not say whose mailbox it is");
    asks_for_a_code(&anna).await;
    login.person(Person::SignsIn(ADDRESS));
    room.mailbox(ADDRESS).unwrap().refuses_everybody(true);
    house.later(Duration::seconds(6)).await;
    anna.hears_until("trying both servers").await;
    let told = anna.hears().await;
    told.sees("Not connected. Sending: Microsoft lets you in and the mail server does not")
        .lacks("taken back");
    told.offers("🔑 Connect again");
}

#[tokio::test]
async fn what_an_administrator_switched_off_is_for_the_administrator() {
    let (house, anna, login, _room) = ready().await;
    let there = SmtpServer::start(Settings { auth: "XOAUTH2", ..Settings::default() }).await;
    let refused =
        "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant";
    there.plan(Step::Auth, Act::Say(refused));
    house.sends_through(&there).await;
    asks_for_a_code(&anna).await;
    login.person(Person::SignsIn(ADDRESS));
    house.later(Duration::seconds(6)).await;
    let told = anna.hears_until("Not connected").await;
    told.sees("Your administrator allows Authenticated SMTP and IMAP").lacks("web mail");
}

#[tokio::test]
async fn the_bot_is_restarted_while_it_waits_and_goes_on() {
    let (house, anna, login, _room) = ready().await;
    asks_for_a_code(&anna).await;
    is_put_off(&house).await;
    house.restart().await;
    login.says(400, r#"{"error":"slow_down"}"#);
    house.later(Duration::seconds(6)).await;
    login.is_asked("device_code", 1).await;
    is_put_off(&house).await;
    house.restart().await;
    // Asked to slow down, it waits ten seconds from then on, not five.
    house.later(Duration::seconds(6)).await;
    anna.says("/mailbox").await.sees("No mailbox yet");
    assert_eq!(login.asked("device_code"), 1);
    house.stop().await;
    login.person(Person::SignsIn(ADDRESS));
    house.later(Duration::seconds(5)).await;
    house.start_again().await;
    anna.hears_until("sends and reads").await.sees(ADDRESS);
    assert_eq!(login.asked("devicecode"), 1);
}

#[tokio::test]
async fn a_clock_that_was_set_back_stalls_no_sign_in() {
    let (house, anna, login, _room) = ready().await;
    asks_for_a_code(&anna).await;
    is_put_off(&house).await;
    login.person(Person::SignsIn(ADDRESS));
    house.later(Duration::hours(-30)).await;
    anna.hears_until("sends and reads").await.sees(ADDRESS);
}

#[tokio::test]
async fn a_book_that_cannot_be_written_sends_no_mail_after_mail() {
    let (house, anna, login, room) = ready().await;
    asks_for_a_code(&anna).await;
    house.breaks("mailbox", Trouble::Disk).await;
    login.person(Person::SignsIn(ADDRESS));
    house.later(Duration::seconds(6)).await;
    let herself = room.mailbox(ADDRESS).unwrap();
    herself.receives().await.unwrap();
    // The tries lie further and further apart, and end.
    anna.hears_until("trying both servers").await;
    for tries in 2..=4 {
        house.later(Duration::minutes(1)).await;
        login.is_asked("grant_type=refresh_token", tries).await;
        is_put_off(&house).await;
    }
    house.later(Duration::minutes(20)).await;
    anna.hears_until("Not connected").await.sees("on our side");
    assert!(herself.mails().len() <= 4, "{}", herself.mails().len());
    house.mends("mailbox").await;
    house.later(Duration::minutes(10)).await;
    anna.says("/mailbox").await.sees("No mailbox yet");
}

#[tokio::test]
async fn who_signs_in_under_another_name_writes_from_their_address() {
    let (house, anna, login, _room) = ready().await;
    // In the mail room nobody writes from an address that is not the name with which they sign in.
    let there = SmtpServer::start(Settings { auth: "XOAUTH2", ..Settings::default() }).await;
    house.sends_through(&there).await;
    asks_for_a_code(&anna).await;
    login.person(Person::SignsInAs("anna@ours.onmicrosoft.com", ADDRESS));
    house.later(Duration::seconds(6)).await;
    anna.hears_until("sends and reads").await.sees(ADDRESS).lacks("onmicrosoft");
    let store = house.store().await;
    let connected = store.read().await.unwrap().all_mailboxes().await.unwrap();
    store.close().await;
    let account = &connected[0].account;
    assert_eq!((account.address.as_str(), account.login.as_str()), (ADDRESS, "anna@ours.onmicrosoft.com"));
}

#[tokio::test]
async fn a_colleague_who_signs_in_to_the_same_mailbox_is_told_whose_it_is() {
    let (house, _anna, _login, _room) = connected().await;
    let lina = house.lina();
    let overview = lina.says("/mailbox").await;
    lina.presses(&overview, "Microsoft").await.sees("正在向 Microsoft 要验证码");
    lina.hears().await.sees("我在这里等您").sees(USER_CODE);
    house.later(Duration::seconds(6)).await;
    lina.hears_until("没有连上").await.sees("您的同事已在用这个邮箱");
}

#[tokio::test]
async fn a_newer_code_takes_the_place_of_the_former() {
    let (house, anna, login, _room) = ready().await;
    let former = asks_for_a_code(&anna).await;
    let overview = anna.says("/mailbox").await;
    anna.presses(&overview, "Microsoft").await;
    anna.hears_until(USER_CODE).await;
    anna.now(&former).sees("no longer waited for").offers_no("🔑 Open the page");
    login.person(Person::SignsIn(ADDRESS));
    house.later(Duration::seconds(6)).await;
    anna.hears_until("sends and reads").await;
    assert_eq!(login.asked("device_code"), 1);
}

#[tokio::test]
async fn without_a_name_at_microsoft_it_is_said_who_does_what() {
    let house = House::open().await;
    for (someone, sentence) in [
        (house.anna(), "whoever runs this bot registers it at Microsoft and sets RENMAI_MICROSOFT_CLIENT"),
        (house.lina(), "要先请管理员在 Microsoft 登记本机器人，并设置 RENMAI_MICROSOFT_CLIENT"),
    ] {
        let overview = someone.says("/mailbox").await;
        someone.presses(&overview, "Microsoft").await;
        someone.hears().await.sees(sentence);
    }
}

#[tokio::test]
async fn at_the_terminal_the_same_code_is_printed_and_waited_for() {
    let (house, anna, login, _room) = ready().await;
    house.stop().await;
    login.person(Person::SignsIn(ADDRESS));
    let (store, access) = (house.store().await, house.mail_access());
    let member = store.read().await.unwrap().member_by_telegram(ANNA).await.unwrap().unwrap();
    let clock = renmai::clock::Clock::Sandbox(house.clock.clone());
    let late = sign_in(&store, &access, &member, "Anna of Ours".into(), &clock, |_| {
        house.clock.advance(Duration::minutes(16));
    });
    let late = late.await.unwrap_err().at_the_terminal(&Words::of(Lang::En));
    assert!(late.contains("Type the command again"), "{late}");
    let mut shown = String::new();
    let mailbox = sign_in(&store, &access, &member, "Anna of Ours".into(), &clock, |code| {
        shown.clone_from(&code.user_code);
        house.clock.advance(Duration::seconds(5));
    });
    let mailbox = mailbox.await.unwrap();
    store.close().await;
    assert_eq!((shown.as_str(), mailbox.auth), (USER_CODE, MailAuth::Token));
    assert_eq!(
        (mailbox.account.address.as_str(), mailbox.account.sender.as_str()),
        (ADDRESS, "Anna of Ours")
    );
    house.start_again().await;
    anna.hears_until("sends and reads").await.sees(ADDRESS);
}
