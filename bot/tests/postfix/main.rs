//! Mail with real servers: the bot sends through Debian's postfix and reads in its dovecot, and customers do the same with
//! programs that are not ours. It needs both, and root: `cargo test --package renmai --features postfix --test postfix`.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail anywhere")]

#[path = "../stories/house/mod.rs"]
#[expect(dead_code, unused_imports, reason = "the stories need more of it")]
mod house;
mod people;
mod servers;

use std::sync::Arc;

use chrono::{Days, Duration};
use renmai::background::connecting::{connect, in_words};
use renmai::clock::Clock;
use renmai::i18n::Words;
use renmai_core::email::Email;
use renmai_core::mail::mailbox::{Account, Server};
use renmai_core::vocabulary::{Provider, Security};

use house::{ANNA, House, Someone};
use people::cut_after;
use servers::{Copies, Servers, local};

/// Anna, her customers, and the servers of all.
struct Town {
    house: Arc<House>,
    anna: Someone,
    servers: Servers,
}

/// How Anna's mailbox is reached: the port for sending and the one for reading.
#[derive(Debug, Clone, Copy)]
struct Way {
    smtp: u16,
    imap: u16,
    security: Security,
}

impl Town {
    /// The clock shows the real time, by which the servers go.
    async fn open(copies: Copies) -> Town {
        let servers = Servers::start(copies).await;
        let house = House::open_at(Clock::System.now()).await;
        house.maria().says("/settings address 88 Keji Road, Shenzhen 518057, China").await;
        let anna = house.anna();
        Town { house, anna, servers }
    }

    /// The same, where Anna's mailbox is connected and she knows Joe of Acme.
    async fn connected(security: Security) -> Town {
        let town = Town::open(Copies::Left).await;
        town.connects(town.way(security), "secret").await.unwrap();
        town.anna.hears_until("sends and reads").await;
        town.knows(1, "Joe Brown", "joe@acme.com").await;
        town
    }

    fn way(&self, security: Security) -> Way {
        let ports = self.servers.ports;
        match security {
            Security::Tls => Way { smtp: ports.smtps, imap: ports.imaps, security },
            Security::Starttls | Security::None => Way { smtp: ports.submission, imap: ports.imap, security },
        }
    }

    /// Connects Anna's mailbox, as at the terminal; what is said where that fails.
    async fn connects(&self, way: Way, password: &str) -> Result<(), String> {
        let store = self.house.store().await;
        let member = store.read().await.unwrap().member_by_telegram(ANNA).await.unwrap().unwrap();
        let server = |port| Server { host: "localhost".into(), port, security: way.security };
        let account = Account {
            address: Email::parse("anna@ours.com").unwrap(),
            sender: member.name.clone(),
            provider: Provider::Other,
            smtp: server(way.smtp),
            imap: Some(server(way.imap)),
            login: "anna@ours.com".into(),
        };
        let (access, now) = (self.house.mail_access(), self.house.clock.now());
        let connected = connect(&store, &access, &member, account, &password.into(), now).await;
        store.close().await;
        connected.map(drop).map_err(|fault| in_words(&fault, &Words::to(&member, now)))
    }

    async fn knows(&self, no: u32, name: &str, address: &str) {
        let add = format!("/add {name}, House {no}, {address}, United States, source: Light+Building 2026");
        self.anna.says(&add).await.sees(&format!("#{no}"));
    }

    /// Anna writes to a contact, now.
    async fn writes_to(&self, no: u32) {
        let choice = self.anna.says(&format!("/mail {no}")).await;
        let preview = self.anna.presses(&choice, "PAS: a problem first").await;
        self.anna.presses(&preview, "Now").await.sees("Goes now");
    }
}

#[tokio::test]
async fn a_mail_arrives_byte_for_byte_and_its_copy_is_filed_once() {
    let Town { house, anna, servers } = &Town::connected(Security::Starttls).await;
    let choice = anna.says("/mail 1").await;
    anna.presses(&choice, "✍️ Write it myself").await.sees("Subject:");
    let long = "a line that is longer than a line of a mail may be, ".repeat(30);
    let text = format!(
        "Subject: Samples 样品\n\nHi {{first name}},\n.\n.. two dots, 两点\n{long}\nFrom here on.\nShall I send some?"
    );
    let preview = anna.says(&text).await;
    anna.presses(&preview, "Now").await.sees("Goes now");
    anna.hears_until("Sent to #1").await;
    let [received] = &servers.gets("joe@acme.com", "INBOX", 1).await[..] else { panic!("more than one") };
    // The server of Anna's house files nothing, so the bot does: the bytes that it sent.
    let [sent] = &servers.gets("anna@ours.com", "Sent", 1).await[..] else { panic!("more than one") };
    assert!(received.ends_with(sent), "{}", String::from_utf8_lossy(received));
    let trace = String::from_utf8_lossy(&received[..received.len() - sent.len()]);
    let names = trace.lines().filter(|line| !line.starts_with([' ', '\t']));
    for line in names {
        let name = line.split_once(':').unwrap().0;
        assert!(["Return-Path", "Delivered-To", "Received"].contains(&name), "{line}");
    }
    house.restart().await;
    house.later(Duration::minutes(10)).await;
    anna.says("/history 1").await.sees("email sent");
    assert_eq!(servers.mails("joe@acme.com", "INBOX").await.len(), 1);
    assert_eq!(servers.mails("anna@ours.com", "Sent").await.len(), 1);
}

#[tokio::test]
async fn answers_are_told_as_they_come_and_once() {
    let town = Town::connected(Security::Tls).await;
    town.writes_to(1).await;
    town.anna.hears_until("Sent to #1").await;
    let mail = &town.servers.gets("joe@acme.com", "INBOX", 1).await[0];
    // The second comes while the bot waits for what the server tells: it would look by itself minutes later only.
    for text in ["Send me the price for 500 pcs of X20, please.", "And the lead time?"] {
        town.servers.answers(mail, text).await;
        let told = town.anna.hears_until("answered").await;
        told.sees("Joe Brown").sees(text).lacks("Hi Joe");
    }
    town.house.restart().await;
    town.house.later(Duration::minutes(10)).await;
    town.servers.answers(mail, "Third.").await;
    town.anna.hears_until("answered").await.sees("Third.");
    let history = town.anna.says("/history 1").await;
    for text in ["Send me the price", "And the lead time?", "Third."] {
        assert_eq!(history.text().matches(text).count(), 1, "{}", history.text());
    }
    // Nothing in the mailbox was marked as seen, moved or deleted.
    assert_eq!(town.servers.mails("anna@ours.com", "INBOX").await.len(), 4);
}

#[tokio::test]
async fn who_is_unknown_here_is_refused_and_that_is_a_bounce() {
    let town = Town::open(Copies::Left).await;
    town.connects(town.way(Security::None), "secret").await.unwrap();
    town.anna.hears_until("sends and reads").await;
    town.knows(1, "Jim Gone", "jim@acme.com").await;
    town.writes_to(1).await;
    town.anna.hears_until("does not exist").await.sees("jim@acme.com").sees("550 5.1.1");
    town.anna.says("/l1").await.sees("invalid");
}

#[tokio::test]
async fn what_comes_back_later_is_read() {
    let town = Town::open(Copies::Left).await;
    town.connects(town.way(Security::None), "secret").await.unwrap();
    town.anna.hears_until("sends and reads").await;
    for (no, address, told, is_hard) in
        [(1, "eva@lumen.com", "does not exist", true), (2, "full@acme.com", "came back", false)]
    {
        town.knows(no, "Eva Braun", address).await;
        town.writes_to(no).await;
        town.anna.hears_until(&format!("Sent to #{no}")).await;
        town.anna.hears_until(told).await.sees(address);
        let card = town.anna.says(&format!("/l{no}")).await;
        assert_eq!(card.text().contains("invalid"), is_hard, "{address}: {}", card.text());
    }
}

#[tokio::test]
async fn an_absence_is_no_answer() {
    let town = Town::connected(Security::None).await;
    let until = Clock::System.now().date_naive().checked_add_days(Days::new(14)).unwrap();
    town.servers.sieve(&format!(
        "require [\"vacation\"];\nvacation :days 1 :subject \"Out of office\" \
         \"I am away until {}. I shall answer after that.\";\n",
        until.format("%-d %B %Y")
    ));
    // Sieve answers no mail that says how one unsubscribes, so it does not answer the bot's.
    town.writes_to(1).await;
    town.anna.hears_until("Sent to #1").await;
    town.servers.gets("joe@acme.com", "INBOX", 1).await;
    town.servers.writes_elsewhere("The drawing", "I forgot the drawing.").await;
    town.anna.hears_until("is away").await.sees(&until.format("%-d %b").to_string());
    town.anna.says("/l1").await.lacks("awaits your answer");
    // What she wrote elsewhere lies among what was sent: a touch, once.
    town.house.later(Duration::minutes(1)).await;
    town.servers.answers(&town.servers.gets("joe@acme.com", "INBOX", 2).await[0], "I am back.").await;
    town.anna.hears_until("I am back.").await;
    let history = town.anna.says("/history 1").await;
    assert_eq!(history.text().matches("The drawing").count(), 1, "{}", history.text());
    // The mail to herself, the absence, and the answer.
    assert_eq!(town.servers.mails("anna@ours.com", "INBOX").await.len(), 3);
}

#[tokio::test]
async fn a_mailbox_that_cannot_be_used_says_why_in_one_sentence() {
    let town = Town::open(Copies::Left).await;
    let wrong = "Name or password are wrong.";
    for security in [Security::Starttls, Security::Tls, Security::None] {
        let said = town.connects(town.way(security), "guessed").await.unwrap_err();
        assert!(said.contains(wrong), "{security:?}: {said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
    let ports = town.servers.ports;
    for (way, why) in [
        (Way { security: Security::Tls, ..town.way(Security::None) }, "The server does not speak TLS there."),
        (Way { smtp: 1, ..town.way(Security::Tls) }, "Nothing listens on that port."),
        (Way { imap: ports.submission, ..town.way(Security::None) }, "What answers is no such mail server."),
    ] {
        let said = town.connects(way, "secret").await.unwrap_err();
        assert!(said.contains(why), "{way:?}: {said}");
    }
    town.connects(town.way(Security::Tls), "secret").await.unwrap();
    town.anna.hears_until("sends and reads").await;
    town.knows(1, "Joe Brown", "joe@acme.com").await;
    // She changes her password, and tells the bot when it asks.
    town.servers.changes_password("changed").await;
    town.writes_to(1).await;
    town.anna.hears_until("no longer lets me in").await.sees(wrong);
    assert_eq!(town.servers.mails("joe@acme.com", "INBOX").await.len(), 0);
    town.connects(town.way(Security::Tls), "changed").await.unwrap();
    town.house.later(Duration::minutes(6)).await;
    town.anna.hears_until("Sent to #1").await;
    town.servers.gets("joe@acme.com", "INBOX", 1).await;
}

#[tokio::test]
async fn a_mail_whose_answer_was_lost_is_found_among_what_was_sent_and_goes_once() {
    let town = Town::open(Copies::Filed).await;
    // The first is the mail to herself.
    let line = cut_after(local(town.servers.ports.submission), 2).await;
    let way = Way { smtp: line.port(), ..town.way(Security::None) };
    town.connects(way, "secret").await.unwrap();
    town.anna.hears_until("sends and reads").await;
    town.knows(1, "Joe Brown", "joe@acme.com").await;
    town.writes_to(1).await;
    town.servers.gets("anna@ours.com", "Sent", 2).await;
    town.house.later(Duration::minutes(2)).await;
    town.anna.hears_until("Sent to #1").await;
    town.house.restart().await;
    town.house.later(Duration::minutes(30)).await;
    town.anna.says("/history 1").await.sees("email sent");
    assert_eq!(town.servers.mails("joe@acme.com", "INBOX").await.len(), 1);
    // The server files what is sent, so the bot does not.
    assert_eq!(town.servers.mails("anna@ours.com", "Sent").await.len(), 2);
}
