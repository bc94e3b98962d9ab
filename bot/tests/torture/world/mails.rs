//! The mailboxes of a world: most at servers that break off anywhere, one in the mail room, where customers answer.

use std::net::SocketAddr;
use std::time::Duration;

use rand::RngExt as _;
use renmai::background::connecting::connect;
use renmai::mail::access::{KeySource, MailAccess};
use renmai::mail::seal::MailKey;
use renmai::mail::{Patience, Trust};
use renmai_core::email::Email;
use renmai_core::mail::mailbox::{Account, Server};
use renmai_core::store::Store;
use renmai_core::vocabulary::{Provider, Security};
use renmai_sandbox::{MailPorts, MailRoom};
use renmai_testing::smtp::{Act, Settings, SmtpServer, Step};

use super::World;
use crate::audit::Findings;
use crate::program::MAIL_KEY;
use crate::{MAILS, PATIENCE};

/// What a server does instead of taking a mail. What it says for good is no word on the address: a bounce would stop
/// the mailbox after three.
const ACTS: [(Step, Act); 17] = [
    (Step::Greeting, Act::Say("421 4.3.2 not now")),
    (Step::Greeting, Act::Cut),
    (Step::Sender, Act::Say("421 4.3.2 closing")),
    (Step::Recipient, Act::Cut),
    (Step::Recipient, Act::Say("451 4.7.1 greylisted")),
    (Step::Recipient, Act::Silence),
    (Step::Data, Act::Cut),
    (Step::Data, Act::Say("421 4.3.2 closing")),
    (Step::Body, Act::Cut),
    (Step::Body, Act::Silence),
    (Step::End, Act::Cut),
    (Step::End, Act::TakeAndCut),
    (Step::End, Act::Silence),
    (Step::End, Act::TakeAndSilence),
    (Step::End, Act::Say("451 4.3.0 later")),
    (Step::End, Act::Say("421 4.3.2 closing")),
    (Step::End, Act::Say("554 5.6.0 cannot be read")),
];

/// Who has a mailbox at a server that breaks off, by their place.
const AT_SERVERS: [usize; 2] = [1, 3];
/// Who has one in the mail room.
const IN_ROOM: usize = 4;

/// The mail servers of a world.
pub(crate) struct MailServers {
    pub(crate) servers: Vec<SmtpServer>,
    pub(crate) room: MailRoom,
    /// What customers answered: the word in it.
    pub(crate) answers: Vec<String>,
}

impl MailServers {
    /// Servers that do nothing yet.
    pub(super) async fn start(room: MailRoom) -> MailServers {
        let mut servers = Vec::new();
        for _ in AT_SERVERS {
            servers.push(SmtpServer::start(Settings::default()).await);
        }
        MailServers { servers, room, answers: Vec::new() }
    }

    /// How often an address was sent a mail that was taken.
    pub(crate) fn taken(&self, to: &str) -> usize {
        let at_servers =
            self.servers.iter().flat_map(SmtpServer::taken).filter(|taken| taken.to == to).count();
        at_servers + self.room.mailbox(to).map_or(0, |mailbox| mailbox.mails().len())
    }
}

impl World {
    /// Some people connect their mailboxes, while no copy of the program runs.
    pub(super) async fn connect_mailboxes(&mut self) {
        let room = self.mail.room.start(MailPorts::default()).await.unwrap();
        let at_servers = std::iter::zip(AT_SERVERS, &self.mail.servers);
        let mut all: Vec<_> = at_servers.map(|(place, server)| (place, server.address(), None)).collect();
        all.push((IN_ROOM, room.smtp, Some(room.imap)));
        let second = Duration::from_secs(5);
        let access = MailAccess {
            key: KeySource::Given(MailKey::parse(&MAIL_KEY.into()).unwrap()),
            trust: Trust::public().unwrap(),
            patience: Patience { connect: second, command: second, body: second },
            microsoft: None,
        };
        let server = |address: SocketAddr| Server {
            host: address.ip().to_string(),
            port: address.port(),
            security: Security::None,
        };
        let store = Store::open(&self.database.url).await.unwrap();
        for (place, smtp, imap) in all {
            let person = &mut self.people[place];
            person.has_mailbox = true;
            let telegram = person.chat.id();
            let member = store.read().await.unwrap().member_by_telegram(telegram).await.unwrap().unwrap();
            let address = format!("{}@ours.com", person.name);
            let account = Account {
                address: Email::parse(&address).unwrap(),
                sender: member.name.clone(),
                provider: Provider::Other,
                smtp: server(smtp),
                imap: imap.map(server),
                login: address,
            };
            connect(&store, &access, &member, account, &"secret".into(), self.clock.now()).await.unwrap();
        }
        store.close().await;
    }

    /// Everybody with a mailbox writes mails that go tomorrow; nothing fails meanwhile.
    pub(super) async fn prepare_mails(&mut self, findings: &mut Findings) {
        type Does = fn(&mut crate::people::Person);
        let steps: [Does; 4] = [
            |person| person.finds_buyers(MAILS),
            |person| person.begins_mails(),
            |person| person.chooses_templates(),
            |person| person.looks_at_mails(),
        ];
        for step in steps {
            let mailers = self.people.iter_mut().filter(|person| person.has_mailbox);
            let all = mailers.map(async |person| {
                step(person);
                person.listens(PATIENCE).await;
            });
            futures::future::join_all(all).await;
            for person in &self.people {
                findings.unanswered.extend(person.waits_for());
            }
        }
    }

    /// Servers will break off, each a few times, here and there.
    pub(super) fn mail_trouble(&mut self) {
        for server in &self.mail.servers {
            for _ in 0..self.random.random_range(0..5) {
                let (step, act) = ACTS[self.random.random_range(0..ACTS.len())];
                server.plan(step, act);
            }
        }
    }

    /// Customers answer what they have, two a day.
    pub(super) fn customers_answer(&mut self) {
        let written: Vec<_> =
            self.people[IN_ROOM].mails.iter().map(|mail| (mail.word.clone(), mail.to())).collect();
        let open = written.into_iter().filter(|(word, _)| !self.mail.answers.contains(word));
        let got = open.filter_map(|(word, to)| {
            let mailbox = self.mail.room.mailbox(&to).ok()?;
            let mail = mailbox.mails().into_iter().next()?;
            Some((word, mailbox, mail.id))
        });
        for (word, customer, mail) in got.take(2).collect::<Vec<_>>() {
            customer.answers(mail, &format!("Please send an offer for 500 {word}.")).unwrap();
            self.mail.answers.push(word);
        }
    }
}
