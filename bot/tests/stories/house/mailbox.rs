//! The mailboxes of the stories: a mail server that does what a story wants, and takes what is sent.

use std::time::Duration;

use renmai::background::connecting::connect;
use renmai::mail::access::{KeySource, MailAccess};
use renmai::mail::oauth::Microsoft;
use renmai::mail::seal::MailKey;
use renmai::mail::{Patience, Trust};
use renmai_core::email::Email;
use renmai_core::mail::dropbox::Dropbox;
use renmai_core::mail::mailbox::{Account, Mailbox, Server};
use renmai_core::vocabulary::{Provider, Security};
use renmai_sandbox::{MailPorts, MailRoom};
use renmai_testing::login::{CLIENT, LoginServer};
use renmai_testing::smtp::{Settings, SmtpServer};
use renmai_testing::tls::localhost;

use super::House;

/// A key, the same in all stories.
pub(crate) const KEY: &str = "q2dXyM0hH1w3nLr8Zb5cVt7Jk9Ps4Ue6Ag2Yd1Xo0Fs=";

/// The same, without a house.
pub(crate) fn access() -> MailAccess {
    let patience = Duration::from_secs(10);
    MailAccess {
        key: KeySource::Given(MailKey::parse(&KEY.into()).unwrap()),
        trust: Trust::also([localhost().certificate.clone()]).unwrap(),
        patience: Patience { connect: patience, command: patience, body: patience },
        microsoft: None,
    }
}

/// A server of this machine.
fn unprotected(address: std::net::SocketAddr) -> Server {
    Server { host: address.ip().to_string(), port: address.port(), security: Security::None }
}

impl House {
    /// What the bot needs to enter mailboxes.
    pub(crate) fn mail_access(&self) -> MailAccess {
        let microsoft = self.microsoft.lock().unwrap().clone();
        let microsoft = microsoft
            .map(|(login, servers)| Microsoft::new(login.parse().unwrap(), CLIENT.into(), servers).unwrap());
        MailAccess { microsoft, ..access() }
    }

    /// The bot begins anew with a login server; the mail room has the mailboxes to which one signs in there.
    pub(crate) async fn signs_in_at(&self, login: &LoginServer) -> MailRoom {
        let room = self.sandbox.mail_room().clone();
        let servers = room.start(MailPorts::default()).await.unwrap();
        let servers = [servers.smtp, servers.imap].map(unprotected);
        *self.microsoft.lock().unwrap() = Some((login.url(), servers));
        self.restart().await;
        room
    }

    /// The bot begins anew and was not told its name at Microsoft, or knows it again; answers what it knew.
    pub(crate) async fn is_told_of_microsoft(
        &self,
        told: Option<(String, [Server; 2])>,
    ) -> Option<(String, [Server; 2])> {
        let knew = std::mem::replace(&mut *self.microsoft.lock().unwrap(), told);
        self.restart().await;
        knew
    }

    /// The bot begins anew; who signs in to a mailbox sends through this server.
    pub(crate) async fn sends_through(&self, server: &SmtpServer) {
        if let Some((_, [smtp, _])) = self.microsoft.lock().unwrap().as_mut() {
            *smtp = unprotected(server.address());
        }
        self.restart().await;
    }

    /// Somebody writes from a mailbox of a new server, which is not read. The mail to oneself is the first it took.
    pub(crate) async fn has_mailbox(&self, telegram: i64, address: &str) -> SmtpServer {
        self.has_mailbox_behind(telegram, address, "").await
    }

    /// The same, where one has to sign in.
    pub(crate) async fn has_mailbox_behind(
        &self,
        telegram: i64,
        address: &str,
        auth: &'static str,
    ) -> SmtpServer {
        let server = SmtpServer::start(Settings { auth, ..Settings::default() }).await;
        self.connects(telegram, address, server.address(), None).await;
        server
    }

    /// Connects somebody's mailbox, as at the terminal.
    pub(crate) async fn connects(
        &self,
        telegram: i64,
        address: &str,
        smtp: std::net::SocketAddr,
        imap: Option<std::net::SocketAddr>,
    ) -> Mailbox {
        let store = self.store().await;
        let member = store.read().await.unwrap().member_by_telegram(telegram).await.unwrap().unwrap();
        let account = Account {
            address: Email::parse(address).unwrap(),
            sender: member.name.clone(),
            provider: Provider::Other,
            smtp: unprotected(smtp),
            imap: imap.map(unprotected),
            login: address.to_owned(),
        };
        let (access, now) = (self.mail_access(), self.clock.now());
        let mailbox = connect(&store, &access, &member, account, &"secret".into(), now).await.unwrap();
        store.close().await;
        mailbox
    }
}

/// A world of mail: the sandbox's mail room, in which customers are played.
impl House {
    /// Somebody writes from a mailbox of the mail room, which is read too.
    pub(crate) async fn has_mailbox_in_the_room(&self, telegram: i64, address: &str) -> MailRoom {
        let room = self.sandbox.mail_room().clone();
        let servers = match room.servers() {
            Some(servers) => servers,
            None => room.start(MailPorts::default()).await.unwrap(),
        };
        self.connects(telegram, address, servers.smtp, Some(servers.imap)).await;
        room
    }

    /// The mail room, with a mailbox in it to which members send copies.
    pub(crate) async fn has_dropbox(&self, address: &str) -> MailRoom {
        let room = self.sandbox.mail_room().clone();
        let servers = match room.servers() {
            Some(servers) => servers,
            None => room.start(MailPorts::default()).await.unwrap(),
        };
        let address = Email::parse(address).unwrap();
        let imap = Server {
            host: servers.imap.ip().to_string(),
            port: servers.imap.port(),
            security: Security::None,
        };
        let dropbox = Dropbox {
            login: address.as_str().to_owned(),
            sealed: self.mail_access().seal_dropbox(&address, &"secret".into()).unwrap(),
            address,
            imap,
            refused: None,
            set_at: self.clock.now(),
        };
        let store = self.store().await;
        let mut tx = store.begin().await.unwrap();
        tx.set_dropbox(&dropbox).await.unwrap();
        tx.commit().await.unwrap();
        store.close().await;
        room
    }
}
