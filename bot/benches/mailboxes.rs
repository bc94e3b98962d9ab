//! What many mailboxes cost: how many heads of mails are read in a second, and how much memory the program takes while a
//! hundred mailboxes are idle. `cargo bench --package renmai --bench mailboxes`

#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a bench that fails says why, and says its figures"
)]

use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use renmai::background::connecting::connect;
use renmai::mail::access::{KeySource, MailAccess};
use renmai::mail::seal::MailKey;
use renmai::mail::smtp::Login;
use renmai::mail::{Patience, Trust};
use renmai_core::book::found_team;
use renmai_core::book::mail::concerning;
use renmai_core::email::Email;
use renmai_core::mail::envelope::{Envelope, HEADERS};
use renmai_core::mail::mailbox::{Account, Mailbox, Server};
use renmai_core::store::Store;
use renmai_core::team::{Member, Newcomer};
use renmai_core::vocabulary::{Lang, Provider, Security};
use renmai_sandbox::{BotProfile, Clock, MailPorts, MailRoom, Options, Sandbox};
use renmai_testing::Scratch;

/// So many mailboxes are idle.
const MAILBOXES: i64 = 100;
/// So much memory they may take, in megabytes.
const MEMORY: u64 = 60;
/// So many mails lie in the inbox whose heads are read, as many as the mail room keeps, and so often.
const MAILS: usize = 2_000;
const PASSES: usize = 10;
/// So many heads a second are promised.
const HEADS: f64 = 20_000.0;
/// As many at a time as the reader fetches.
const AT_A_TIME: usize = 200;

const TOKEN: &str = "100001:sandbox-token-for-the-bench";
const KEY: &str = "q2dXyM0hH1w3nLr8Zb5cVt7Jk9Ps4Ue6Ag2Yd1Xo0Fs=";

#[tokio::main]
async fn main() -> ExitCode {
    let scratch = Scratch::new().await;
    let clock = Clock::system();
    let sandbox = Sandbox::open(Options {
        token: TOKEN.into(),
        bot: BotProfile { id: 100_001, username: "renmai_bot".into(), name: "renmai".into() },
        people: Vec::new(),
        folder: None,
        clock,
        jumps: Vec::new(),
        on_reset: None,
    })
    .unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let api = format!("http://{}", listener.local_addr().unwrap());
    let telegram = sandbox.clone();
    tokio::spawn(async move { telegram.serve(listener).await });
    let room = sandbox.mail_room().clone();
    room.start(MailPorts::default()).await.unwrap();
    // Else each that is connected is waited for, whether its mail to itself is filed.
    room.files_sent_copies(true);

    let store = Store::open(scratch.url()).await.unwrap();
    let mut first = None;
    for number in 1..=MAILBOXES {
        let (member, mailbox) = connected(&store, &room, number).await;
        first.get_or_insert((member, mailbox));
    }
    let (_, mailbox) = first.unwrap();
    let heads = heads_a_second(&store, &room, &mailbox).await;
    store.close().await;
    eprintln!("{heads:.0} heads a second, looked up in the book; promised are {HEADS:.0}");

    let memory = idle(&scratch, &api, &room).await;
    eprintln!("{memory} MB resident with {MAILBOXES} idle mailboxes; at most {MEMORY} are promised");
    if heads < HEADS || memory > MEMORY { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn access() -> MailAccess {
    MailAccess {
        key: KeySource::Given(MailKey::parse(&KEY.into()).unwrap()),
        microsoft: None,
        trust: Trust::public().unwrap(),
        patience: Patience::default(),
    }
}

/// A team of its own for each mailbox, which is connected as at the terminal.
async fn connected(store: &Store, room: &MailRoom, number: i64) -> (Member, Mailbox) {
    let now = Clock::system().now();
    let mut tx = store.begin().await.unwrap();
    let name = format!("Wang {number}");
    let newcomer = Newcomer { telegram: number, name, username: None, lang: Lang::En };
    found_team(&mut tx, &newcomer, "Brightway LED", now).await.unwrap();
    tx.commit().await.unwrap();
    let member = store.read().await.unwrap().member_by_telegram(number).await.unwrap().unwrap();
    let servers = room.servers().unwrap();
    let server = |address: std::net::SocketAddr| Server {
        host: address.ip().to_string(),
        port: address.port(),
        security: Security::None,
    };
    let address = format!("wang{number}@ours{number}.com");
    let account = Account {
        address: Email::parse(&address).unwrap(),
        sender: member.name.clone(),
        provider: Provider::Other,
        smtp: server(servers.smtp),
        imap: Some(server(servers.imap)),
        login: address,
    };
    let mailbox = connect(store, &access(), &member, account, &"secret".into(), now).await.unwrap();
    (member, mailbox)
}

/// Reads the heads of a full inbox, and asks the book which concern it, as the reader does at its first look.
async fn heads_a_second(store: &Store, room: &MailRoom, mailbox: &Mailbox) -> f64 {
    let now = Clock::system().now();
    let inbox = room.mailbox(mailbox.account.address.as_str()).unwrap();
    for number in 0..MAILS {
        inbox.gets(&mail(number, now));
    }
    let login = Login::Password { user: mailbox.account.login.clone(), password: "secret".into() };
    let server = mailbox.account.imap.as_ref().unwrap();
    let mut imap = access().imap(server, &login).await.unwrap();
    imap.enter("INBOX").await.unwrap();
    let began = Instant::now();
    let mut read = 0;
    for _ in 0..PASSES {
        let numbers = imap.since((now - TimeDelta::days(30)).date_naive()).await.unwrap();
        for some in numbers.chunks(AT_A_TIME) {
            let heads = imap.heads(some, &[HEADERS]).await.unwrap();
            let envelopes: Vec<Envelope> = heads.iter().map(|(_, head)| Envelope::of(head)).collect();
            concerning(&mut store.read().await.unwrap(), mailbox, &envelopes, now).await.unwrap();
            read += envelopes.len();
        }
    }
    let rate = read as f64 / began.elapsed().as_secs_f64();
    assert!(read >= MAILS * PASSES, "{read} heads");
    rate
}

fn mail(number: usize, at: DateTime<Utc>) -> Vec<u8> {
    format!(
        "From: Eva Braun <eva{number}@lumen{number}.de>\r\nTo: Wang <wang1@ours1.com>\r\nSubject: Your offer {number}\r\n\
         Message-ID: <m{number}@lumen.de>\r\nIn-Reply-To: <r{number}@ours1.com>\r\nDate: {}\r\n\r\nThank you.\r\n",
        at.to_rfc2822(),
    )
    .into_bytes()
}

/// The memory of the program when it waits for news of all mailboxes, in megabytes.
async fn idle(scratch: &Scratch, api: &str, room: &MailRoom) -> u64 {
    let mut program = Command::new(env!("CARGO_BIN_EXE_renmai"))
        .arg("run")
        .env_clear()
        .env("TELOXIDE_TOKEN", TOKEN)
        .env("TELOXIDE_API_URL", api)
        .env("DATABASE_URL", scratch.url())
        .env("RENMAI_MAIL_KEY", KEY)
        .env("LISTEN", "127.0.0.1:0")
        .env("RENMAI_DNS", "127.0.0.1:9")
        .current_dir(scratch.folder())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let until = Instant::now() + Duration::from_secs(120);
    while room.waiting() < MAILBOXES as usize && Instant::now() < until {
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    assert_eq!(room.waiting(), MAILBOXES as usize, "mailboxes that are waited for");
    tokio::time::sleep(Duration::from_secs(3)).await;
    let status = std::fs::read_to_string(format!("/proc/{}/status", program.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
    let kilobytes: u64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    program.kill().unwrap();
    program.wait().unwrap();
    kilobytes / 1024
}
