//! A mailbox that is as a test wants it: its folders, what is in them, and the ways in which real servers are strange.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::BufReader;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use crate::wire::{Talk, Wire, locked, read_line, say};

/// How the server is.
#[derive(Clone)]
pub struct ImapSettings {
    /// Its first line.
    pub greeting: &'static str,
    /// What it is able to.
    pub capabilities: &'static str,
    /// What it says to who signs in, without the tag. `+` first: it explains why not, and then says so.
    pub login: &'static str,
    /// Whether it opens a folder only for who has said which program it is.
    pub wants_id: bool,
    /// What it says to `LIST`, a line each, without `* LIST `.
    pub folders: &'static [&'static str],
    /// The names of the mails: in which folder, as it is listed, and how the header stands there.
    pub mails: Vec<(&'static str, String)>,
    /// How it searches.
    pub search: Search,
    /// With this it can protect the line.
    pub tls: Option<TlsAcceptor>,
    /// Whether it does so from the first byte on; otherwise at `STARTTLS`.
    pub at_once: bool,
    /// At this command it hangs up.
    pub cuts_at: Option<&'static str>,
    /// At this command it says nothing more.
    pub silent_at: Option<&'static str>,
}

/// How a server searches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Search {
    /// It finds what is there.
    Good,
    /// It finds nothing, ever.
    Blind,
    /// It finds everything.
    All,
    /// It does not search.
    Refused,
}

impl Default for ImapSettings {
    fn default() -> ImapSettings {
        ImapSettings {
            greeting: "* OK test ready",
            capabilities: "IMAP4rev1 IDLE",
            login: "OK welcome",
            wants_id: false,
            folders: &[r#"() "/" INBOX"#, r#"() "/" Sent"#],
            mails: Vec::new(),
            search: Search::Good,
            tls: None,
            at_once: false,
            cuts_at: None,
            silent_at: None,
        }
    }
}

/// A running server. It ends with the test's runtime.
pub struct ImapServer {
    address: SocketAddr,
    heard: Arc<Mutex<Vec<String>>>,
}

impl ImapServer {
    /// Starts one on a free port of this machine.
    ///
    /// # Panics
    /// When there is none.
    pub async fn start(settings: ImapSettings) -> ImapServer {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let heard: Arc<Mutex<Vec<String>>> = Arc::default();
        let all = Arc::clone(&heard);
        tokio::spawn(async move {
            while let Ok((tcp, _)) = listener.accept().await {
                let (settings, heard) = (settings.clone(), Arc::clone(&all));
                // Who hangs up ends the conversation, and nothing else.
                tokio::spawn(async move { Conversation::new(settings, heard).serve(tcp).await.ok() });
            }
        });
        ImapServer { address, heard }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The commands that it heard, without their tags.
    pub fn heard(&self) -> Vec<String> {
        locked(&self.heard).clone()
    }
}

struct Conversation {
    settings: ImapSettings,
    heard: Arc<Mutex<Vec<String>>>,
    introduced: bool,
    /// The names of the mails in the folder that is open.
    open: Vec<String>,
}

impl Conversation {
    fn new(settings: ImapSettings, heard: Arc<Mutex<Vec<String>>>) -> Conversation {
        Conversation { settings, heard, introduced: false, open: Vec::new() }
    }

    async fn serve(mut self, tcp: TcpStream) -> io::Result<()> {
        let mut wire: Box<dyn Wire> = Box::new(tcp);
        if let (true, Some(tls)) = (self.settings.at_once, &self.settings.tls) {
            wire = Box::new(tls.accept(wire).await?);
        }
        let mut talk = BufReader::new(wire);
        say(&mut talk, self.settings.greeting).await?;
        while let Some(line) = read_line(&mut talk).await? {
            let (tag, command) = line.split_once(' ').unwrap_or((&line, ""));
            locked(&self.heard).push(command.to_owned());
            if self.settings.cuts_at.is_some_and(|word| command.starts_with(word)) {
                return Ok(());
            }
            if self.settings.silent_at.is_some_and(|word| command.starts_with(word)) {
                std::future::pending::<()>().await;
            }
            let answer = match command.split(' ').next().unwrap_or_default() {
                "STARTTLS" => {
                    let Some(tls) = self.settings.tls.clone() else {
                        say(&mut talk, &format!("{tag} BAD unknown")).await?;
                        continue;
                    };
                    say(&mut talk, &format!("{tag} OK begin")).await?;
                    talk = BufReader::new(Box::new(tls.accept(talk.into_inner()).await?));
                    continue;
                }
                "LOGIN" => self.settings.login.to_owned(),
                "AUTHENTICATE" => self.authenticate(&mut talk).await?,
                "CAPABILITY" => {
                    say(&mut talk, &format!("* CAPABILITY {}", self.settings.capabilities)).await?;
                    "OK done".to_owned()
                }
                "ID" => {
                    self.introduced = true;
                    say(&mut talk, r#"* ID ("name" "test")"#).await?;
                    "OK done".to_owned()
                }
                "LIST" => {
                    for folder in self.settings.folders {
                        say(&mut talk, &format!("* LIST {folder}")).await?;
                    }
                    "OK done".to_owned()
                }
                "EXAMINE" => self.enter(&mut talk, command).await?,
                "UID" if command.starts_with("UID SEARCH") => self.search(&mut talk, command).await?,
                "UID" => self.fetch(&mut talk, command.split(' ').nth(2).unwrap_or_default()).await?,
                "FETCH" => self.fetch(&mut talk, command.split(' ').nth(1).unwrap_or_default()).await?,
                "LOGOUT" => {
                    say(&mut talk, "* BYE").await?;
                    "OK done".to_owned()
                }
                _ => "BAD unknown".to_owned(),
            };
            say(&mut talk, &format!("{tag} {answer}")).await?;
        }
        Ok(())
    }

    async fn authenticate(&self, talk: &mut Talk) -> io::Result<String> {
        say(talk, "+ ").await?;
        let word = read_line(talk).await?.unwrap_or_default();
        locked(&self.heard).push(word);
        let Some(refused) = self.settings.login.strip_prefix('+') else {
            return Ok(self.settings.login.to_owned());
        };
        say(talk, "+ eyJzdGF0dXMiOiI0MDEifQ==").await?;
        read_line(talk).await?;
        Ok(refused.to_owned())
    }

    async fn enter(&mut self, talk: &mut Talk, command: &str) -> io::Result<String> {
        if self.settings.wants_id && !self.introduced {
            return Ok("NO EXAMINE Unsafe Login. Please contact kefu@188.com for help".to_owned());
        }
        let name = command.trim_start_matches("EXAMINE ").trim_matches('"');
        let listed =
            |line: &&&str| line.rsplit(' ').next().is_some_and(|last| last.trim_matches('"') == name);
        if !self.settings.folders.iter().any(|line| listed(&line)) {
            return Ok("NO no such folder".to_owned());
        }
        let mails = self.settings.mails.iter().filter(|(folder, _)| *folder == name);
        self.open = mails.map(|(_, header)| header.clone()).collect();
        let number = self.open.len();
        let answer =
            format!("* {number} EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT {}] ok", 101 + number);
        say(talk, &answer).await?;
        Ok("OK [READ-ONLY] done".to_owned())
    }

    /// Mails have the numbers from 101 on.
    async fn search(&self, talk: &mut Talk, command: &str) -> io::Result<String> {
        let wanted = command.split('"').nth(1).unwrap_or_default();
        let finds = |header: &str| match self.settings.search {
            Search::Good => header.contains(wanted),
            Search::All => true,
            Search::Blind | Search::Refused => false,
        };
        if self.settings.search == Search::Refused {
            return Ok("NO not here".to_owned());
        }
        let found = self.open.iter().enumerate().filter(|(_, header)| finds(header));
        let found: String = found.map(|(place, _)| format!(" {}", 101 + place)).collect();
        say(talk, &format!("* SEARCH{found}")).await?;
        Ok("OK done".to_owned())
    }

    async fn fetch(&self, talk: &mut Talk, set: &str) -> io::Result<String> {
        let wanted = |place: usize| match set.strip_suffix(":*") {
            Some(first) => first.parse().is_ok_and(|first: usize| place + 1 >= first),
            None => set.split(',').any(|uid| uid.parse() == Ok(101 + place)),
        };
        for (place, header) in self.open.iter().enumerate().filter(|(place, _)| wanted(*place)) {
            let head = format!("Message-ID:{header}\r\n\r\n");
            let (number, uid, size) = (place + 1, 101 + place, head.len());
            let answer =
                format!("* {number} FETCH (UID {uid} BODY[HEADER.FIELDS (MESSAGE-ID)] {{{size}}}\r\n{head})");
            say(talk, &answer).await?;
        }
        Ok("OK done".to_owned())
    }
}
