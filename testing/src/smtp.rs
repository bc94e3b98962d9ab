//! A mail server that does what a test wants, and remembers what it took: for every fault that a mail may meet.

use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use crate::wire::{Talk, Wire, locked, read_line, say};

/// Where in a conversation something happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Instead of the greeting.
    Greeting,
    /// At `EHLO`.
    Hello,
    /// At `STARTTLS`.
    StartTls,
    /// At the last word of `AUTH`.
    Auth,
    /// At `MAIL`.
    Sender,
    /// At `RCPT`.
    Recipient,
    /// At `DATA`, before 354.
    Data,
    /// After 354 and the first line of the mail.
    Body,
    /// After the end of the mail.
    End,
}

/// What the server does there instead of saying yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Says this, without its line break. At the end of a mail, one that begins with 2 takes it.
    Say(&'static str),
    /// Hangs up. At the end of a mail it has not taken it.
    Cut,
    /// Says nothing more. At the end of a mail it has not taken it.
    Silence,
    /// Takes the mail and hangs up before it says so.
    TakeAndCut,
    /// Takes the mail and says nothing.
    TakeAndSilence,
}

/// A mail that the server took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The address behind `MAIL FROM`.
    pub from: String,
    /// The address behind `RCPT TO`.
    pub to: String,
    /// The name of the mail.
    pub message_id: String,
    /// All of it.
    pub bytes: Vec<u8>,
}

/// How the server is.
#[derive(Clone, Default)]
pub struct Settings {
    /// What it offers behind `AUTH`; nothing: it asks nobody who he is.
    pub auth: &'static str,
    /// With this it can protect the line.
    pub tls: Option<TlsAcceptor>,
    /// Whether it does so from the first byte on; otherwise it offers `STARTTLS`.
    pub at_once: bool,
}

/// A running server. It ends with the test's runtime.
pub struct SmtpServer {
    address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    settings: Settings,
    acts: Mutex<VecDeque<(Step, Act)>>,
    acted: Mutex<usize>,
    taken: Mutex<Vec<Taken>>,
    heard: Mutex<Vec<String>>,
}

impl SmtpServer {
    /// Starts one on a free port of this machine.
    ///
    /// # Panics
    /// When there is none.
    pub async fn start(settings: Settings) -> SmtpServer {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::new(Shared { settings, ..Shared::default() });
        let all = Arc::clone(&shared);
        tokio::spawn(async move {
            while let Ok((tcp, _)) = listener.accept().await {
                let shared = Arc::clone(&all);
                // Who hangs up ends the conversation, and nothing else.
                tokio::spawn(async move { shared.serve(tcp).await.ok() });
            }
        });
        SmtpServer { address, shared }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What it does when the conversation comes there next, once; several, one after the other.
    pub fn plan(&self, step: Step, act: Act) {
        locked(&self.shared.acts).push_back((step, act));
    }

    /// What was planned and has not come does not come any more.
    pub fn calms(&self) {
        locked(&self.shared.acts).clear();
    }

    /// How often it did what was planned.
    pub fn acted(&self) -> usize {
        *locked(&self.shared.acted)
    }

    /// The mails that it took, in order.
    pub fn taken(&self) -> Vec<Taken> {
        locked(&self.shared.taken).clone()
    }

    /// Waits until it has taken so many mails.
    pub async fn takes(&self, mails: usize) -> Vec<Taken> {
        while self.taken().len() < mails {
            tokio::task::yield_now().await;
        }
        self.taken()
    }

    /// The commands that it heard, in order.
    pub fn heard(&self) -> Vec<String> {
        locked(&self.shared.heard).clone()
    }
}

impl Shared {
    async fn serve(&self, tcp: TcpStream) -> io::Result<()> {
        tcp.set_nodelay(true)?;
        let mut wire: Box<dyn Wire> = Box::new(tcp);
        if let (true, Some(tls)) = (self.settings.at_once, &self.settings.tls) {
            wire = Box::new(tls.accept(wire).await?);
        }
        let mut talk = BufReader::new(wire);
        let mut protected = self.settings.at_once;
        let (mut from, mut to) = (String::new(), String::new());
        self.answer(&mut talk, Step::Greeting, "220 test ESMTP").await?;
        while let Some(line) = read_line(&mut talk).await? {
            locked(&self.heard).push(line.clone());
            let word = line.split(' ').next().unwrap_or_default().to_ascii_uppercase();
            match &*word {
                "EHLO" => {
                    let offers = self.offers(protected);
                    self.answer(&mut talk, Step::Hello, &offers).await?;
                }
                "STARTTLS" => {
                    self.answer(&mut talk, Step::StartTls, "220 go ahead").await?;
                    let Some(tls) = &self.settings.tls else { return Ok(()) };
                    talk = BufReader::new(Box::new(tls.accept(talk.into_inner()).await?));
                    protected = true;
                }
                "AUTH" => self.sign_in(&mut talk, &line).await?,
                "MAIL" => {
                    from = address(&line);
                    self.answer(&mut talk, Step::Sender, "250 2.1.0 ok").await?;
                }
                "RCPT" => {
                    to = address(&line);
                    self.answer(&mut talk, Step::Recipient, "250 2.1.5 ok").await?;
                }
                "DATA" => self.take(&mut talk, &from, &to).await?,
                "QUIT" => return say(&mut talk, "221 bye").await,
                _ => say(&mut talk, "250 ok").await?,
            }
        }
        Ok(())
    }

    fn offers(&self, protected: bool) -> String {
        let mut offers = vec!["test".to_owned()];
        if self.settings.tls.is_some() && !protected {
            offers.push("STARTTLS".to_owned());
        }
        if !self.settings.auth.is_empty() {
            offers.push(format!("AUTH {}", self.settings.auth));
        }
        offers.push("8BITMIME".to_owned());
        let (last, before) = offers.split_last().expect("one is there");
        before.iter().map(|offer| format!("250-{offer}\r\n")).collect::<String>() + "250 " + last
    }

    /// Says yes, or does what was planned for here. An error ends the conversation.
    async fn answer(&self, talk: &mut Talk, step: Step, yes: &str) -> io::Result<()> {
        match self.planned(step) {
            None => say(talk, yes).await,
            Some(act) => perform(talk, act).await,
        }
    }

    fn planned(&self, step: Step) -> Option<Act> {
        let mut acts = locked(&self.acts);
        let here = acts.front().is_some_and(|(planned, _)| *planned == step);
        let act = here.then(|| acts.pop_front()).flatten().map(|(_, act)| act);
        *locked(&self.acted) += usize::from(act.is_some());
        act
    }

    /// Asks for what each way of signing in says, and is content with anything.
    async fn sign_in(&self, talk: &mut Talk, line: &str) -> io::Result<()> {
        if line.eq_ignore_ascii_case("AUTH LOGIN") {
            for question in ["334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6"] {
                say(talk, question).await?;
                let word = read_line(talk).await?.unwrap_or_default();
                locked(&self.heard).push(word);
            }
        }
        while let Some(act) = self.planned(Step::Auth) {
            perform(talk, act).await?;
            // A question is followed by its answer, anything else by the next command.
            let Act::Say(text) = act else { return Ok(()) };
            if !text.starts_with("334") {
                return Ok(());
            }
            let word = read_line(talk).await?.unwrap_or_default();
            locked(&self.heard).push(word);
        }
        say(talk, "235 2.7.0 welcome").await
    }

    /// Takes a mail.
    async fn take(&self, talk: &mut Talk, from: &str, to: &str) -> io::Result<()> {
        if let Some(act) = self.planned(Step::Data) {
            return perform(talk, act).await;
        }
        say(talk, "354 go ahead").await?;
        let mut bytes = Vec::new();
        loop {
            let start = bytes.len();
            if talk.read_until(b'\n', &mut bytes).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if start == 0
                && let Some(act) = self.planned(Step::Body)
            {
                return perform(talk, act).await;
            }
            match &bytes[start..] {
                b".\r\n" => {
                    bytes.truncate(start);
                    break;
                }
                [b'.', ..] => {
                    bytes.remove(start);
                }
                _ => {}
            }
        }
        let act = self.planned(Step::End).unwrap_or(Act::Say("250 2.0.0 queued"));
        let takes = match act {
            Act::Say(text) => text.starts_with('2'),
            Act::TakeAndCut | Act::TakeAndSilence => true,
            Act::Cut | Act::Silence => false,
        };
        if takes {
            let (from, to, message_id) = (from.to_owned(), to.to_owned(), message_id(&bytes));
            locked(&self.taken).push(Taken { from, to, message_id, bytes });
        }
        perform(talk, act).await
    }
}

/// An error ends the conversation.
async fn perform(talk: &mut Talk, act: Act) -> io::Result<()> {
    match act {
        Act::Say(text) => say(talk, text).await,
        Act::Cut | Act::TakeAndCut => Err(io::ErrorKind::ConnectionAborted.into()),
        Act::Silence | Act::TakeAndSilence => std::future::pending().await,
    }
}

/// The address in angle brackets.
fn address(line: &str) -> String {
    line.split(['<', '>']).nth(1).unwrap_or_default().to_owned()
}

/// The name of a mail, in its angle brackets.
fn message_id(mail: &[u8]) -> String {
    let text = String::from_utf8_lossy(mail);
    let mut lines = text.lines();
    let found = lines.find_map(|line| line.strip_prefix("Message-ID:").map(|id| id.trim().to_owned()));
    found.unwrap_or_default()
}
