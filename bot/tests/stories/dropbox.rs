//! The dropbox: copies of what members write elsewhere, and the answers that they pass on.

use std::process::{Command, Stdio};
use std::sync::Arc;

use chrono::Duration;
use renmai_core::book;
use renmai_core::team::Newcomer;
use renmai_core::vocabulary::Lang;
use renmai_sandbox::{FolderName, MailPorts, MailRoom, MailboxDriver};

use crate::house::mailbox::KEY;
use crate::house::{ANNA, House, SAM, Someone};

const LOG: &str = "log@ours.com";

/// Anna, with Joe of Acme in her book and no mailbox; and the addresses of both.
struct World {
    house: Arc<House>,
    anna: Someone,
    room: MailRoom,
    mine: MailboxDriver,
    joe: MailboxDriver,
    address: String,
}

/// The address in the dropbox that `/mailbox` shows.
async fn address_of(someone: &Someone) -> String {
    let shown = someone.says("/mailbox").await.text().to_owned();
    address_in(&shown)
}

fn address_in(shown: &str) -> String {
    let word = shown.split_whitespace().find_map(|word| word.find("log+").map(|at| &word[at..]));
    word.unwrap_or_else(|| panic!("no address: {shown}")).to_owned()
}

async fn world() -> World {
    let house = House::open().await;
    let room = house.has_dropbox(LOG).await;
    let anna = house.anna();
    anna.says("/add Joe Brown, Acme Lighting Inc, joe@acme.com, United States, source: Light+Building 2026")
        .await;
    let address = address_of(&anna).await;
    let (mine, joe) = (room.mailbox("anna@ours.com").unwrap(), room.mailbox("joe@acme.com").unwrap());
    World { house, anna, room, mine, joe, address }
}

#[tokio::test]
async fn a_copy_is_a_touch_once_and_undo_takes_it_back() {
    let World { house, anna, room, mine, address, .. } = world().await;
    mine.writes_with_copy("joe@acme.com", &address, "Samples of X20", "Two come by courier.").unwrap();
    let told = anna.hears().await;
    told.sees("📤 Logged as email sent: #1 Joe Brown · “Samples of X20”");
    assert_eq!(told.text().lines().count(), 1, "{}", told.text());
    assert_eq!(anna.says("/history 1").await.text().matches("Samples of X20").count(), 1);
    // Delivered once more, and read once more by a bot that starts anew.
    let log = room.mailbox(LOG).unwrap();
    let raw = log.mails()[0].raw.clone();
    log.gets(&raw);
    house.restart().await;
    log.gets(&raw);
    mine.writes_with_copy("joe@acme.com", &address, "The last", "Bye.").unwrap();
    anna.hears().await.sees("The last");
    assert_eq!(anna.says("/history 1").await.text().matches("Samples of X20").count(), 1);
    assert_eq!(log.unread(), log.mails().len(), "nothing is marked as seen");
    anna.presses(&told, "Undo").await;
    assert!(!anna.says("/history 1").await.text().contains("Samples of X20"));
}

#[tokio::test]
async fn undo_by_command_and_figures_are_those_of_any_touch() {
    let World { house: _house, anna, mine, address, .. } = world().await;
    mine.writes_with_copy("joe@acme.com", &address, "Samples", "Two.").unwrap();
    anna.hears_until("Samples").await;
    anna.says("/l1").await.sees("Samples");
    anna.says("/metrics").await.sees("touch");
    anna.says("/undo").await.sees("Taken back").sees("Joe Brown");
    let card = anna.says("/l1").await;
    assert!(!card.text().contains("Samples"), "{}", card.text());
}

#[tokio::test]
async fn in_chinese() {
    let house = House::open().await;
    let room = house.has_dropbox(LOG).await;
    let lina = house.lina();
    lina.says("/add 王芳, 明辉照明, wang@minghui.cn, 中国, 来源: 展会").await;
    let shown = lina.says("/mailbox").await;
    shown.sees("您的密送地址").sees("请不要告诉别人");
    let address = address_in(shown.text());
    let mine = room.mailbox("li@ours.cn").unwrap();
    mine.writes_with_copy("wang@minghui.cn", &address, "X20 报价", "见附件。").unwrap();
    lina.hears().await.sees("📤 已记为发信：#1 王芳 ·“X20 报价”");
    mine.writes_with_copy("nobody@minghui.cn", &address, "样品", "好").unwrap();
    let told = lina.hears().await;
    told.sees("nobody@minghui.cn 不在您的客户本里").sees("“样品”没有记录");
    lina.presses(&told, "添加").await.sees("nobody@minghui.cn");
    let wang = room.mailbox("wang@minghui.cn").unwrap();
    let letter = wang.writes("li@ours.cn", "答复：报价", "请报 500 件的价格。").unwrap();
    mine.forwards(letter, &address).unwrap();
    lina.hears_until("回信了").await.sees("请报 500 件的价格");
}

#[tokio::test]
async fn a_forwarded_answer_is_a_reply_of_whoever_wrote_it() {
    let World { house: _house, anna, mine, joe, address, .. } = world().await;
    let letter = joe.writes("anna@ours.com", "Price", "Send me the price for 500 pcs of X20.").unwrap();
    mine.forwards(letter, &address).unwrap();
    let told = anna.hears().await;
    told.sees("Joe Brown").sees("answered").sees("Send me the price for 500 pcs");
    anna.says("/l1").await.sees("awaits your answer");
    // Passed on once more it is the same answer.
    mine.forwards(letter, &address).unwrap();
    mine.writes_with_copy("joe@acme.com", &address, "Our price", "Five.").unwrap();
    anna.hears().await.sees("Our price");
    assert_eq!(anna.says("/history 1").await.text().matches("500 pcs").count(), 1);
    anna.presses(&told, "✗ Not a reply").await.sees("taken back");
    assert!(!anna.says("/history 1").await.text().contains("500 pcs"));
}

#[tokio::test]
async fn what_is_redirected_by_a_rule_is_read_as_if_it_had_come_to_the_member() {
    let World { house: _house, anna, room, joe, address, .. } = world().await;
    let log = room.mailbox(LOG).unwrap();
    let redirected = |id: u64| {
        let raw = room.mailbox("anna@ours.com").unwrap().mails().into_iter().find(|mail| mail.id == id);
        log.gets(&[format!("Delivered-To: {address}\r\n").as_bytes(), &raw.unwrap().raw].concat());
    };
    redirected(joe.writes("anna@ours.com", "Price", "What does the X20 cost?").unwrap());
    let told = anna.hears().await;
    told.sees("answered").sees("What does the X20 cost?");
    anna.presses(&told, "🛒 Inquiry").await.sees("logged as an inquiry");
    redirected(joe.sends_newsletter("anna@ours.com", "News", "Everything new").unwrap());
    redirected(joe.writes("anna@ours.com", "No", "Please remove me from your list.").unwrap());
    anna.hears().await.sees("wants no more mail");
    anna.says("/l1").await.sees("opted out");
}

#[tokio::test]
async fn a_token_that_nobody_holds_counts_for_nobody() {
    let World { house: _house, anna, mine, address, .. } = world().await;
    let shown = anna.says("/mailbox").await;
    let asked = anna.presses(&shown, "🔄 New BCC address").await;
    asked.sees("stops working at once").sees(&address);
    let renewed = anna.presses(&asked, "🔄 New BCC address").await;
    let new = address_in(renewed.text());
    assert_ne!(new, address);
    assert!(renewed.callback_answer().unwrap().contains("no longer works"));
    for token in [address.as_str(), "log+abcdefghjkmnpq@ours.com", LOG] {
        mine.writes_with_copy("joe@acme.com", token, "Lost", "Lost.").unwrap();
    }
    // Case is folded on the way.
    mine.writes_with_copy("joe@acme.com", &new.to_uppercase(), "Found", "Found.").unwrap();
    anna.hears().await.sees("Found");
    assert!(!anna.says("/history 1").await.text().contains("Lost"));
}

#[tokio::test]
async fn nothing_crosses_a_wall() {
    let World { house, anna, room, mine, joe, address } = world().await;
    // Another team has the same dropbox, and hears nothing of this one's people.
    let store = house.store().await;
    let mut tx = store.begin().await.unwrap();
    let sam = Newcomer { telegram: SAM, name: "Sam".into(), username: None, lang: Lang::En };
    book::found_team(&mut tx, &sam, "Others", house.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    store.close().await;
    let sam = house.sam();
    let sams = address_of(&sam).await;
    mine.writes_with_copy("joe@acme.com", &sams, "Hello", "Hello.").unwrap();
    let told = sam.hears().await;
    told.sees("Nobody of joe@acme.com is in your book");
    assert!(!told.text().contains("Anna") && !told.text().contains("#1"), "{}", told.text());
    // A colleague hears what /check says, and logs nothing.
    let lina = house.lina();
    let linas = address_of(&lina).await;
    mine.writes_with_copy("joe@acme.com", &linas, "你好", "你好").unwrap();
    let told = lina.hears().await;
    told.sees("joe@acme.com 不在您的客户本里").sees("#1 · Anna Liu");
    assert!(!told.text().contains("Joe Brown"), "{}", told.text());
    // Nor by an answer of theirs; whose it is hears of it by their own copy.
    let letter = joe.writes("anna@ours.com", "Price", "What is the price?").unwrap();
    mine.forwards(letter, &linas).unwrap();
    let told = lina.hears().await;
    told.sees("#1 · Anna Liu");
    assert!(!told.text().contains("What is the price"), "{}", told.text());
    assert!(anna.says("/history 1").await.text().lines().count() < 4);
    mine.forwards(letter, &address).unwrap();
    anna.hears().await.sees("What is the price?");
    // Who wants no more mail is heard by whichever way; whose contact it is hears it, and nobody else.
    let id = joe.writes("anna@ours.com", "No", "Please remove me from your list.").unwrap();
    let raw = mine.mails().into_iter().find(|mail| mail.id == id).unwrap().raw;
    let raw = [format!("Delivered-To: {linas}\r\n").as_bytes(), &raw].concat();
    room.mailbox(LOG).unwrap().gets(&raw);
    anna.hears().await.sees("wants no more mail");
    // Whoever passed it on can take it back.
    let told = lina.hears().await;
    told.sees("#1").sees("要求不再收信");
    assert!(!told.text().contains("Joe"), "{}", told.text());
    lina.presses(&told, "↩️ 撤销").await;
    assert!(!anna.says("/l1").await.text().contains("opted out"));
    lina.says("/mailbox").await.sees(&linas);
}

#[tokio::test]
async fn who_wants_no_more_mail_is_told_to_the_one_who_passed_it_on_where_nobody_has_them() {
    let World { house, anna, room, mine, joe, address } = world().await;
    house.wang().says("/assign 1 pool").await;
    anna.hears_until("gave 1 contact of yours").await;
    let id = joe.writes("anna@ours.com", "No", "Please remove me from your list.").unwrap();
    let raw = mine.mails().into_iter().find(|mail| mail.id == id).unwrap().raw;
    room.mailbox(LOG).unwrap().gets(&[format!("Delivered-To: {address}\r\n").as_bytes(), &raw].concat());
    let told = anna.hears().await;
    told.sees("By the mail that you passed on, #1 wants no more mail");
    assert!(!told.text().contains("Joe"), "{}", told.text());
    anna.presses(&told, "Undo").await;
}

#[tokio::test]
async fn a_list_is_not_tried_by_copies_either() {
    let World { house, room, .. } = world().await;
    let lina = house.lina();
    let linas = address_of(&lina).await;
    let log = room.mailbox(LOG).unwrap();
    let asks = |id: u8, first: &str| {
        let people: Vec<String> = (0..9).map(|n| format!("p{n}@firm{id}.com")).collect();
        log.gets(
            format!(
                "Delivered-To: {linas}\r\nFrom: lina@private.net\r\nTo: {first}, {}\r\n\
                 Message-ID: <q{id}@private.net>\r\nSubject: Q{id}\r\n\r\nHello.\r\n",
                people.join(", ")
            )
            .as_bytes(),
        );
    };
    // Ten addresses are ten questions.
    asks(1, "joe@acme.com");
    lina.hears_until("Q1").await.sees("#1 · Anna Liu");
    lina.says("/check acme").await.sees("一分钟最多查 10 次");
    asks(2, "joe@acme.com");
    let told = lina.hears_until("Q2").await;
    assert!(!told.text().contains("Anna Liu"), "{}", told.text());
    // And those who lead hear of many that nobody has.
    let wang = house.wang();
    for id in 3..6 {
        house.later(Duration::minutes(2)).await;
        asks(id, "nobody@firm.com");
        lina.hears_until(&format!("Q{id}")).await;
    }
    wang.hears_until("今天查了 30 个").await;
    house.maria().hears_until("has checked 30 names").await;
}

#[tokio::test]
async fn whom_the_book_does_not_know_is_said_and_added_with_one_tap() {
    let World { house: _house, anna, room, mine, address, .. } = world().await;
    mine.writes_with_copy("sue@bolt.com", &address, "Hello", "Hello.").unwrap();
    let told = anna.hears().await;
    told.sees("Nobody of sue@bolt.com is in your book; “Hello” is not logged.");
    anna.presses(&told, "➕ Add sue@bolt.com").await.sees("sue@bolt.com");
    let sue = room.mailbox("sue.green@bolt.com").unwrap();
    let letter = sue.writes("anna@ours.com", "Price", "How much?").unwrap();
    mine.forwards(letter, &address).unwrap();
    let told = anna.hears().await;
    told.sees("Nobody of sue.green@bolt.com");
    anna.presses(&told, "➕ Add sue.green@bolt.com").await.sees("Sue Green").sees("sue.green@bolt.com");
    mine.writes(&address, "Note to myself", "Nobody here.").unwrap();
    anna.hears().await.sees("names no customer’s address");
}

#[tokio::test]
async fn a_mail_that_the_sent_folder_has_too_counts_once() {
    let World { house, anna, room, mine, address, .. } = world().await;
    house.has_mailbox_in_the_room(ANNA, "anna@ours.com").await;
    anna.hears_until("sends and reads").await;
    let history = async || {
        anna.chat.says("/history 1");
        loop {
            let heard = anna.hears_until("Joe").await.text().to_owned();
            if !heard.starts_with('📤') {
                return heard;
            }
        }
    };
    let is_logged = async |subject: &str| {
        while !history().await.contains(subject) {
            house.later(Duration::minutes(6)).await;
        }
    };
    // First by the dropbox, and first by the folder.
    mine.writes_with_copy("joe@acme.com", &address, "One more thing", "The drawing.").unwrap();
    anna.hears_until("📤 Logged as email sent: #1 Joe Brown · “One more thing”").await;
    let id = mine.writes("joe@acme.com", "Two more things", "The samples.").unwrap();
    is_logged("Two more things").await;
    let sent = mine.mails_in(FolderName::Sent).into_iter().find(|mail| mail.id == id).unwrap().raw;
    let log = room.mailbox(LOG).unwrap();
    log.gets(&[format!("Delivered-To: {address}\r\n").as_bytes(), &sent].concat());
    mine.writes_with_copy("joe@acme.com", &address, "The last", "Bye.").unwrap();
    is_logged("The last").await;
    let history = history().await;
    for subject in ["One more thing", "Two more things", "The last"] {
        assert_eq!(history.matches(subject).count(), 1, "{subject}: {history}");
    }
    anna.hears_everything().await;
}

#[tokio::test]
async fn a_dropbox_that_lets_nobody_in_is_told_once_and_goes_on_when_it_is_set_anew() {
    let World { house, anna, room, mine, address, .. } = world().await;
    let log = room.mailbox(LOG).unwrap();
    log.wants_password("another");
    log.refuses_everybody(true);
    house.restart().await;
    let wang = house.wang();
    wang.hears().await.sees("密送邮箱 log@ours.com 登录不上了").sees("renmai dropbox set");
    mine.writes_with_copy("joe@acme.com", &address, "Meanwhile", "Meanwhile.").unwrap();
    house.restart().await;
    house.later(Duration::minutes(5)).await;
    log.wants_password("secret");
    log.refuses_everybody(false);
    house.has_dropbox(LOG).await;
    anna.hears().await.sees("Meanwhile");
    wang.says("/mailbox").await.sees("您的密送地址");
}

/// What the program said at the terminal, and whether it succeeded.
async fn at_the_terminal(house: &Arc<House>, password: &str, args: &[&str]) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_renmai"));
    command
        .arg("dropbox")
        .args(args)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .current_dir(house.folder())
        .env("DATABASE_URL", house.database())
        .env("RENMAI_MAIL_KEY", KEY)
        .env("RENMAI_MAILBOX_PASSWORD", password)
        .stdin(Stdio::null());
    let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&said).trim().to_owned())
}

#[tokio::test]
async fn it_is_set_shown_and_removed_at_the_terminal() {
    const PASSWORD: &str = "Flurble-7-Quartz";
    let house = House::open().await;
    let room = house.sandbox.mail_room().clone();
    let imap = room.start(MailPorts::default()).await.unwrap().imap.to_string();
    room.mailbox(LOG).unwrap().wants_password(PASSWORD);
    let (house, anna) = (&house, house.anna());
    let shown = anna.says("/mailbox").await;
    assert!(!shown.text().contains("log+"), "{}", shown.text());
    let good = ["set", "--address", LOG, "--imap", &imap, "--security", "none"];
    for (password, args, says) in [
        ("wrong", good, "Name or password are wrong"),
        ("", good, "no password was given"),
        (PASSWORD, ["set", "--address", "log", "--imap", &imap, "--security", "none"], "no email address"),
        (PASSWORD, ["set", "--address", LOG, "--imap", "imap", "--security", "none"], "a host with a port"),
        (PASSWORD, ["set", "--address", LOG, "--imap", &imap, "--security", "some"], "tls, starttls or none"),
        (
            PASSWORD,
            ["set", "--address", LOG, "--imap", "192.0.2.1:143", "--security", "none"],
            "very machine",
        ),
        (
            PASSWORD,
            ["set", "--address", LOG, "--imap", "127.0.0.1:1", "--security", "none"],
            "Nothing listens",
        ),
    ] {
        let (succeeds, said) = at_the_terminal(house, password, &args).await;
        assert!(!succeeds && said.contains(says) && said.lines().count() == 1, "{args:?}: {said}");
        let (_, said) = at_the_terminal(house, "", &["show"]).await;
        assert!(said.starts_with("no mailbox takes copies"), "{said}");
    }
    let (succeeds, said) = at_the_terminal(house, PASSWORD, &good).await;
    assert!(succeeds && said.contains("log+…@ours.com") && said.contains("send one test copy"), "{said}");
    let (_, said) = at_the_terminal(house, "", &["show"]).await;
    assert_eq!(said, format!("{LOG}\t{imap} none\tready"));
    let mine = room.mailbox("anna@ours.com").unwrap();
    mine.writes_with_copy("sue@bolt.com", &address_of(&anna).await, "Hello", "Hello.").unwrap();
    anna.hears().await.sees("Nobody of sue@bolt.com");
    house.stop().await;
    for file in std::fs::read_dir(house.folder()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap_or_default();
        let is_there = bytes.windows(PASSWORD.len()).any(|some| some == PASSWORD.as_bytes());
        assert!(!is_there, "the password lies open in the book");
    }
    house.start_again().await;
    assert!(at_the_terminal(house, "", &["remove"]).await.0);
    let (succeeds, said) = at_the_terminal(house, "", &["remove"]).await;
    assert!(!succeeds && said.contains("there is no mailbox"), "{said}");
    let shown = anna.says("/mailbox").await;
    assert!(!shown.text().contains("log+"), "{}", shown.text());
}
