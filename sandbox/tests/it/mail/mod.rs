//! The mail room: its two servers as a mail program meets them, and the customers in it.

mod customers;
mod imap;
mod line;
mod page;
mod smtp;

use std::net::SocketAddr;

use renmai_sandbox::{Clock, MailPorts, MailRoom, MailboxDriver};

use self::line::Line;
use crate::house::monday;

pub(crate) const WANG: &str = "wang@ours.com";
pub(crate) const ANNA: &str = "anna@lumen.de";

/// A mail room that runs.
struct Post {
    room: MailRoom,
    clock: Clock,
    smtp: SocketAddr,
    imap: SocketAddr,
}

impl Post {
    async fn open() -> Post {
        let clock = Clock::at(monday());
        let room = MailRoom::new(clock.clone());
        let servers = room.start(MailPorts::default()).await.unwrap();
        Post { room, clock, smtp: servers.smtp, imap: servers.imap }
    }

    fn of(&self, address: &str) -> MailboxDriver {
        self.room.mailbox(address).unwrap()
    }

    /// A line to the SMTP server, on which Wang has signed in.
    async fn smtp(&self) -> Line {
        let mut line = Line::to(self.smtp).await;
        line.hears("220 ").await;
        line.says("EHLO here", "250 ").await;
        line.says(&format!("AUTH PLAIN {}", plain(WANG, "any")), "235 ").await;
        line
    }

    /// A line to the IMAP server, on which Wang has signed in.
    async fn imap(&self) -> Line {
        let mut line = Line::to(self.imap).await;
        line.hears("* OK").await;
        line.says(&format!("a1 LOGIN {WANG} any"), "a1 OK").await;
        line
    }

    /// Wang sends this mail.
    async fn sends(&self, to: &str, mail: &str) {
        let mut line = self.smtp().await;
        line.says(&format!("MAIL FROM:<{WANG}>"), "250 ").await;
        line.says(&format!("RCPT TO:<{to}>"), "250 ").await;
        line.says("DATA", "354 ").await;
        line.says(&format!("{mail}\r\n."), "250 ").await;
    }
}

fn plain(user: &str, password: &str) -> String {
    use base64::Engine as _;
    base64::prelude::BASE64_STANDARD.encode(format!("\0{user}\0{password}"))
}

/// A mail of Wang's to Anna.
const MAIL: &str = "From: Wang Wei <wang@ours.com>\r\nTo: Anna Schmidt <anna@lumen.de>\r\nSubject: A suggestion\r\n\
                    Message-ID: <r12.ab@ours.com>\r\nList-Unsubscribe: <mailto:wang+u12@ours.com?subject=stop>\r\n\
                    MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\
                    Hello Anna,\r\n\r\nmay I ask one question?\r\n";
