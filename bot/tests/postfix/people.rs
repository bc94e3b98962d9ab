//! Those who write and read with programs that are not ours, and a line that breaks.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_imap::{Client, Session};
use futures::TryStreamExt as _;
use lettre::message::header::ContentType;
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use mail_parser::MessageParser;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::servers::{Servers, local};

/// How often a mailbox is looked into that a mail is on its way to.
const OFTEN: Duration = Duration::from_millis(100);

/// So many looks are waited for a mail.
const LOOKS: u32 = 200;

impl Servers {
    /// Whether somebody is let in with a password.
    pub(crate) async fn lets_in(&self, address: &str, password: &str) -> bool {
        self.enters(address, password).await.is_ok()
    }

    async fn enters(&self, address: &str, password: &str) -> async_imap::error::Result<Session<TcpStream>> {
        let mut client = Client::new(TcpStream::connect(local(self.ports.imap)).await?);
        client.read_response().await?;
        client.login(address, password).await.map_err(|(why, _)| why)
    }

    /// All mails in a folder, as whoever has the mailbox gets them.
    pub(crate) async fn mails(&self, address: &str, folder: &str) -> Vec<Vec<u8>> {
        let mut session = self.enters(address, "secret").await.unwrap();
        let mails = session.examine(folder).await.unwrap().exists;
        if mails == 0 {
            return Vec::new();
        }
        let fetched: Vec<_> = session.fetch("1:*", "BODY.PEEK[]").await.unwrap().try_collect().await.unwrap();
        session.logout().await.unwrap();
        fetched.iter().map(|mail| mail.body().unwrap().to_vec()).collect()
    }

    /// The same, as soon as there are so many.
    pub(crate) async fn gets(&self, address: &str, folder: &str, count: usize) -> Vec<Vec<u8>> {
        for _ in 0..LOOKS {
            let mails = self.mails(address, folder).await;
            if mails.len() >= count {
                return mails;
            }
            tokio::time::sleep(OFTEN).await;
        }
        panic!("{address} never got {count} mails in {folder}");
    }

    /// Joe answers a mail in his own program, over the server of his house.
    pub(crate) async fn answers(&self, mail: &[u8], text: &str) {
        let answered = MessageParser::default().parse(mail).unwrap();
        let name = format!("<{}>", answered.message_id().unwrap());
        let answer = Message::builder()
            .from("Joe Brown <joe@acme.com>".parse().unwrap())
            .to("anna@ours.com".parse().unwrap())
            .subject(format!("Re: {}", answered.subject().unwrap()))
            .in_reply_to(name.clone())
            .references(name)
            .header(ContentType::TEXT_PLAIN)
            .body(format!("{text}\r\n\r\nOn Monday Anna Liu wrote:\r\n> Hi Joe,\r\n"))
            .unwrap();
        let server = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous("127.0.0.1");
        server.port(self.ports.mx).build().send(answer).await.unwrap();
    }

    /// Anna writes to Joe in her own program, which files a copy as such programs do.
    pub(crate) async fn writes_elsewhere(&self, subject: &str, text: &str) {
        let mail = Message::builder()
            .from("Anna Liu <anna@ours.com>".parse().unwrap())
            .to("joe@acme.com".parse().unwrap())
            .subject(subject)
            .header(ContentType::TEXT_PLAIN)
            .body(text.to_owned())
            .unwrap();
        let server = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous("127.0.0.1");
        let server = server.port(self.ports.submission);
        let server = server.credentials(Credentials::new("anna@ours.com".into(), "secret".into()));
        let copy = mail.formatted();
        server.build().send(mail).await.unwrap();
        let mut session = self.enters("anna@ours.com", "secret").await.unwrap();
        session.append("Sent", Some("(\\Seen)"), None, &copy).await.unwrap();
        session.logout().await.unwrap();
    }
}

/// A line to postfix that is cut when it has taken so many mails, before that is heard. Answers where it begins.
pub(crate) async fn cut_after(postfix: SocketAddr, mails: usize) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let taken = Arc::new(AtomicUsize::new(0));
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let server = TcpStream::connect(postfix).await.unwrap();
            tokio::spawn(carry(client, server, mails, taken.clone()));
        }
    });
    address
}

/// Carries what is said, until the mail was taken that is the last.
async fn carry(client: TcpStream, server: TcpStream, mails: usize, taken: Arc<AtomicUsize>) {
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let there = tokio::spawn(async move { tokio::io::copy(&mut from_client, &mut to_server).await });
    let mut said = [0; 4096];
    while let Ok(length @ 1..) = from_server.read(&mut said).await {
        let took = said[..length].windows(9).any(|words| words == b"queued as");
        if took && taken.fetch_add(1, Ordering::Relaxed) + 1 == mails {
            break;
        }
        if to_client.write_all(&said[..length]).await.is_err() {
            break;
        }
    }
    there.abort();
}
