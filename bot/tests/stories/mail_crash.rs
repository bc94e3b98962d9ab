//! The program dies at each place of a mail's way: it is started again, and the mail has gone once, or its writer is
//! asked. Nothing is lost, and nothing goes twice by itself.

use std::process::{Command, Stdio};
use std::time::Duration;

use chrono::{DateTime, Utc};
use renmai::clock::Clock;
use renmai_core::book::mail::PlannedMail;
use renmai_core::book::{self, Added, Book, Doubt, TeamWish};
use renmai_core::contact::{Profile, Source};
use renmai_core::email::Email;
use renmai_core::failpoint::Failpoint;
use renmai_core::mail::mailbox::{Account, Mailbox, Server};
use renmai_core::mail::outgoing::Written;
use renmai_core::mail::pace::Haste;
use renmai_core::read::Draft;
use renmai_core::store::{Scope, Store};
use renmai_core::team::{Member, Newcomer};
use renmai_core::vocabulary::{Channel, Country, Frame, Lang, MailLang, MailState, Provider, Security};
use renmai_sandbox::{BotProfile, Options, Person, Sandbox};
use renmai_testing::Scratch;
use renmai_testing::smtp::{Settings, SmtpServer};
use tokio::time::timeout;

use crate::house::mailbox::{KEY, access};

const TOKEN: &str = "100001:sandbox-token-for-the-crash-only";
const ANNA: i64 = 3001;

/// How long is waited for what a started program does.
const PATIENCE: Duration = Duration::from_secs(60);

/// A book with a mail that goes now, a mail server, and a Telegram.
struct Desk {
    scratch: Scratch,
    sandbox: Sandbox,
    api: String,
    server: SmtpServer,
}

impl Desk {
    async fn new() -> Desk {
        let sandbox = Sandbox::open(Options {
            token: TOKEN.into(),
            bot: BotProfile { id: 100_001, username: "renmai_bot".into(), name: "renmai".into() },
            people: vec![Person::new(ANNA, "Anna")],
            folder: None,
            clock: renmai_sandbox::Clock::system(),
            jumps: Vec::new(),
            on_reset: None,
        });
        let sandbox = sandbox.unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let api = format!("http://{}", listener.local_addr().unwrap());
        let server = sandbox.clone();
        tokio::spawn(async move { server.serve(listener).await });
        // Telegram lets a bot write only to those who have written to it.
        sandbox.person(ANNA).says("/help");
        let server = SmtpServer::start(Settings::default()).await;
        let desk = Desk { scratch: Scratch::new().await, sandbox, api, server };
        desk.plans_a_mail(Clock::System.now()).await;
        desk
    }

    async fn plans_a_mail(&self, now: DateTime<Utc>) {
        let store = Store::open(self.scratch.url()).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        let anna = Newcomer { telegram: ANNA, name: "Anna".into(), username: None, lang: Lang::En };
        let (anna, _) = book::found_team(&mut tx, &anna, "Ours", now).await.unwrap();
        let mut book = Book::new(&mut tx, &anna, now);
        book.settle_for_team(&TeamWish::Address(Some("88 Keji Road, Shenzhen".into()))).await.unwrap();
        book.connect_mailbox(self.mailbox(&anna, now)).await.unwrap().unwrap();
        let profile = Profile {
            name: Some("Joe Brown".into()),
            company: Some("Acme".into()),
            email: Some(Email::parse("joe@acme.com").unwrap()),
            country: Country::parse("US"),
            source: Some(Source { channel: Channel::Website, detail: String::new() }),
            ..Profile::default()
        };
        let added = book.add(&Draft { profile, ..Draft::default() }, Doubt::Ask).await.unwrap();
        let Added::New(done) = added else { panic!("{added:?}") };
        let text = Written {
            template: None,
            frame: Frame::Free,
            lang: MailLang::En,
            subject: "Samples".into(),
            body: "Shall I send two?".into(),
            answers: None,
        };
        let to = Email::parse("joe@acme.com").unwrap();
        let mail = book.draft_mail(&done.contact, &to, &text, Haste::Paced).await.unwrap();
        let PlannedMail { due_at, .. } = book.plan_mail(&mail, Haste::Now).await.unwrap().unwrap();
        assert!(due_at <= now);
        tx.commit().await.unwrap();
        store.close().await;
    }

    fn mailbox(&self, anna: &Member, now: DateTime<Utc>) -> Mailbox {
        let address = self.server.address();
        let smtp = Server { host: address.ip().to_string(), port: address.port(), security: Security::None };
        let account = Account {
            address: Email::parse("anna@ours.com").unwrap(),
            sender: "Anna".into(),
            provider: Provider::Other,
            smtp,
            imap: None,
            login: "anna".into(),
        };
        let sealed = access().seal(anna.team, &account, &"secret".into()).unwrap();
        Mailbox::new(anna, account, sealed, 1, now)
    }

    fn start(&self, die_at: Option<&str>) -> std::process::Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_renmai"));
        command
            .arg("run")
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .current_dir(self.scratch.folder())
            .env("TELOXIDE_TOKEN", TOKEN)
            .env("TELOXIDE_API_URL", &self.api)
            .env("DATABASE_URL", self.scratch.url())
            .env("LISTEN", "127.0.0.1:0")
            .env("RENMAI_DNS", "127.0.0.1:9")
            .env("RENMAI_MAIL_KEY", KEY)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        if let Some(place) = die_at {
            command.env("RENMAI_DIE_AT", place);
        }
        command.spawn().unwrap()
    }

    /// How far the mail has come, and whether it was logged.
    async fn mail(&self) -> (MailState, bool) {
        let store = Store::open(self.scratch.url()).await.unwrap();
        let mut tx = store.read().await.unwrap();
        let anna = tx.member_by_telegram(ANNA).await.unwrap().unwrap();
        let contact = tx.contacts_after(Scope::of(&anna), book_start(), 1).await.unwrap().pop().unwrap();
        let mail = tx.mails_to(contact.id, 1).await.unwrap().pop().unwrap();
        let logged = tx.interactions(Scope::of(&anna), contact.id, 9).await.unwrap();
        drop(tx);
        store.close().await;
        (mail.state, !logged.is_empty())
    }
}

fn book_start() -> renmai_core::vocabulary::ContactNo {
    renmai_core::vocabulary::ContactNo(0)
}

#[tokio::test]
async fn a_mail_survives_a_death_at_each_place_of_its_way() {
    for (place, taken, sent) in [
        (Failpoint::MailClaimed, 1, true),
        (Failpoint::MailHanded, 0, false),
        (Failpoint::MailTaken, 1, false),
        (Failpoint::MailSettled, 1, false),
    ] {
        let (_, name) = Failpoint::MAIL.into_iter().find(|(known, _)| *known == place).unwrap();
        let desk = Desk::new().await;
        let mut first = desk.start(Some(&format!("{name}:1")));
        let died = tokio::task::spawn_blocking(move || first.wait().unwrap()).await.unwrap();
        assert!(!died.success(), "{name}");
        let mut second = desk.start(None);
        let want = if sent { MailState::Sent } else { MailState::Parked };
        let comes = async {
            while desk.mail().await.0 != want {
                tokio::task::yield_now().await;
            }
            let anna = desk.sandbox.person(ANNA);
            if !sent {
                // Its writer is asked, and nothing goes by itself.
                while !anna.hears().await.unwrap().text.contains("The line broke") {}
            }
        };
        assert!(timeout(PATIENCE, comes).await.is_ok(), "{name}: {:?}", desk.mail().await);
        second.kill().unwrap();
        second.wait().unwrap();
        assert_eq!(desk.server.taken().len(), taken, "{name}");
        assert_eq!(desk.mail().await, (want, sent), "{name}");
    }
}
