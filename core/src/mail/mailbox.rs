//! The mailbox from which a member writes.

use std::fmt;

use chrono::{DateTime, Utc};

use super::gate::MailboxState;
use crate::email::Email;
use crate::team::Member;
use crate::vocabulary::{MailAuth, MailboxId, MemberId, Provider, Security, TeamId};

/// A mailbox as the book holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// The row.
    pub id: MailboxId,
    /// The team.
    pub team: TeamId,
    /// Whose it is.
    pub member: MemberId,
    /// How to reach it.
    pub account: Account,
    /// What the secret is.
    pub auth: MailAuth,
    /// The secret with which one signs in, sealed.
    pub sealed: Sealed,
    /// Whether it sends.
    pub state: MailboxState,
    /// Any number, rolled when it was connected: from it the spaces between its mails are rolled.
    pub seed: u64,
    /// Whether its server files by itself what is sent, as it did with the first mail.
    pub files_sent: bool,
    /// When it was connected (UTC).
    pub connected_at: DateTime<Utc>,
    /// What became of mails before this instant (UTC) stops it no more.
    pub resumed_at: DateTime<Utc>,
}

impl Mailbox {
    /// A member's mailbox that was just connected with a password. Not in the book yet.
    pub fn new(by: &Member, account: Account, sealed: Sealed, seed: u64, now: DateTime<Utc>) -> Mailbox {
        Mailbox {
            id: MailboxId::NONE,
            team: by.team,
            member: by.id,
            account,
            auth: MailAuth::Password,
            sealed,
            state: MailboxState::Ready,
            seed,
            files_sent: false,
            connected_at: now,
            resumed_at: now,
        }
    }
}

/// How a mailbox is reached. The secret is not in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its address.
    pub address: Email,
    /// The name that readers see.
    pub sender: String,
    /// Whose servers these are.
    pub provider: Provider,
    /// Where mail is sent.
    pub smtp: Server,
    /// Where mail is read, if it is.
    pub imap: Option<Server>,
    /// The name with which one signs in.
    pub login: String,
}

/// A server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the line to it is protected.
    pub security: Security,
}

/// A secret that only the program's key opens.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed {
    /// Which key sealed it.
    pub key: String,
    /// What was sealed, as base64.
    pub text: String,
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealed")
    }
}

impl Server {
    /// Reads `smtp.example.com:465`.
    pub fn parse(text: &str, security: Security) -> Option<Server> {
        let (host, port) = text.trim().rsplit_once(':')?;
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let is_host =
            !host.is_empty() && host.bytes().all(|c| c.is_ascii_alphanumeric() || b".-:_".contains(&c));
        let port = port.parse().ok().filter(|port| *port > 0)?;
        is_host.then(|| Server { host: host.to_owned(), port, security })
    }
}

impl Provider {
    /// The servers of the provider for sending and for reading; `None`: they differ from house to house.
    pub fn servers(self) -> Option<[Server; 2]> {
        let (smtp, imap) = match self {
            Provider::Netease => ("smtp.163.com:465", "imap.163.com:993"),
            Provider::Qq => ("smtp.qq.com:465", "imap.qq.com:993"),
            Provider::Aliyun => ("smtp.qiye.aliyun.com:465", "imap.qiye.aliyun.com:993"),
            Provider::Gmail => ("smtp.gmail.com:465", "imap.gmail.com:993"),
            Provider::Microsoft => ("smtp.office365.com:587", "outlook.office365.com:993"),
            Provider::Other => return None,
        };
        let security = if self == Provider::Microsoft { Security::Starttls } else { Security::Tls };
        Some([Server::parse(smtp, security)?, Server::parse(imap, Security::Tls)?])
    }

    /// The servers for an address of the provider: those of 163, 126 and yeah.net have their own names, and so have
    /// those that Tencent keeps for companies.
    pub fn servers_for(self, address: &Email) -> Option<[Server; 2]> {
        let named = match (self, address.domain()) {
            (Provider::Netease, "126.com") => "126.com",
            (Provider::Netease, "yeah.net") => "yeah.net",
            (Provider::Netease, domain) if domain != "163.com" => "qiye.163.com",
            (Provider::Qq, domain) if domain != "qq.com" && domain != "foxmail.com" => "exmail.qq.com",
            (provider, _) => return provider.servers(),
        };
        let server =
            |kind: &str, port| Server { host: format!("{kind}.{named}"), port, security: Security::Tls };
        // 163's service for companies sends on a port of its own.
        let smtp_port = if named == "qiye.163.com" { 994 } else { 465 };
        Some([server("smtp", smtp_port), server("imap", 993)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_a_host_and_a_port() {
        for (text, host) in [
            ("smtp.ours.com:465", Some("smtp.ours.com")),
            (" 127.0.0.1:25 ", Some("127.0.0.1")),
            ("[::1]:25", Some("::1")),
            ("smtp.ours.com", None),
            ("smtp.ours.com:0", None),
            ("smtp.ours.com:99999", None),
            (":25", None),
            ("smtp ours:25", None),
            ("smtp.ours.com\r\n:25", None),
        ] {
            let server = Server::parse(text, Security::Tls);
            assert_eq!(server.as_ref().map(|server| server.host.as_str()), host, "{text:?}");
        }
    }

    #[test]
    fn each_provider_has_its_servers() {
        for (provider, address, smtp, imap) in [
            (Provider::Netease, "wang@163.com", "smtp.163.com:465", "imap.163.com:993"),
            (Provider::Netease, "wang@126.com", "smtp.126.com:465", "imap.126.com:993"),
            (Provider::Netease, "wang@ours.com", "smtp.qiye.163.com:994", "imap.qiye.163.com:993"),
            (Provider::Qq, "wang@qq.com", "smtp.qq.com:465", "imap.qq.com:993"),
            (Provider::Qq, "wang@ours.com", "smtp.exmail.qq.com:465", "imap.exmail.qq.com:993"),
            (Provider::Gmail, "wang@ours.com", "smtp.gmail.com:465", "imap.gmail.com:993"),
            (Provider::Microsoft, "wang@ours.com", "smtp.office365.com:587", "outlook.office365.com:993"),
        ] {
            let servers = provider.servers_for(&Email::parse(address).unwrap()).unwrap();
            let [is_smtp, is_imap] = servers.map(|server| format!("{}:{}", server.host, server.port));
            assert_eq!((is_smtp.as_str(), is_imap.as_str()), (smtp, imap), "{address}");
        }
        assert_eq!(Provider::Other.servers(), None);
    }
}
