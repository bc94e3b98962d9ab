//! Looks into a mailbox: which folders it has, what is in one. Nothing in it is changed: folders are opened to be read
//! only, so that no mail is marked as seen.

mod fetch;
mod folder;
mod greeting;
#[cfg(test)]
mod tests;

use async_imap::Session;
use async_imap::error::Error;
use async_imap::imap_proto::{AttributeValue, Capability, MailboxDatum, Response, ResponseCode, Status};
use renmai_core::mail::mailbox::Server;
use tokio::time::timeout;

use super::compose::MessageId;
use super::fault::{ConnectFault, LoginFault, Said, login_fault};
use super::line::{Line, Patience, Trust, dial};
use super::smtp::Login;

pub use folder::{Folder, Role};
use folder::{Listed, with_roles};
use greeting::{greeted, sign_in};

/// A mailbox that is open.
pub struct Imap {
    session: Session<Line>,
    patience: Patience,
    /// Whether the server tells when something comes.
    idles: bool,
}

/// A folder that is open, with what tells whether its numbers still mean the same mails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entered {
    /// How many mails are in it.
    pub mails: u32,
    /// As long as this stays, a number names the same mail.
    pub uid_validity: Option<u32>,
    /// The number that the next mail gets.
    pub uid_next: Option<u32>,
}

/// Why a mailbox that was open could not be looked into. After the last two it is not open any more.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LookFault {
    /// The server does not want to.
    #[error("the server refuses it")]
    Refused(Said),
    /// The line was cut, or what came is no answer.
    #[error("the line was cut")]
    Cut,
    /// No answer came in time.
    #[error("the server says nothing")]
    Silent,
}

impl Imap {
    /// Connects, signs in and opens the inbox.
    ///
    /// # Errors
    /// When that fails, with its one cause.
    pub async fn connect(
        server: &Server,
        login: &Login,
        trust: &Trust,
        patience: Patience,
    ) -> Result<Imap, ConnectFault> {
        let tcp = dial(server, patience).await?;
        let greeted = timeout(patience.command, greeted(tcp, server, trust)).await;
        let client = greeted.map_err(|_| ConnectFault::Mute)??;
        let signed_in = timeout(patience.command, sign_in(client, login)).await;
        let session = signed_in.map_err(|_| ConnectFault::Mute)??;
        let mut imap = Imap { session, patience, idles: false };
        imap.open_inbox().await?;
        Ok(imap)
    }

    /// 163 and 126 let nobody into a folder who has not said which program it is. Who offers to hear it is told at once,
    /// who complains is told then.
    async fn open_inbox(&mut self) -> Result<(), ConnectFault> {
        let able = |said: &Response<'_>| match said {
            Response::Capabilities(all) => {
                let has = |name: &'static str| all.contains(&Capability::Atom(name.into()));
                Some([has("ID"), has("IDLE")])
            }
            _ => None,
        };
        let able = self.ask("CAPABILITY", able).await.map_err(not_let_in)?;
        self.idles = able.iter().any(|[_, idles]| *idles);
        if able.iter().any(|[hears, _]| *hears) {
            self.introduce().await.map_err(not_let_in)?;
        }
        match self.enter(folder::INBOX).await {
            Err(LookFault::Refused(said)) if is_unsafe(&said) => {
                self.introduce().await.map_err(not_let_in)?;
                self.enter(folder::INBOX).await.map(drop).map_err(not_let_in)
            }
            entered => entered.map(drop).map_err(not_let_in),
        }
    }

    /// Whether the server tells when something comes.
    pub fn can_tell(&self) -> bool {
        self.idles
    }

    /// Says which program this is. A server that does not want to know it need not.
    async fn introduce(&mut self) -> Result<(), LookFault> {
        let version = env!("CARGO_PKG_VERSION");
        match self.ask(&format!(r#"ID ("name" "renmai" "version" "{version}")"#), nothing).await {
            Ok(_) | Err(LookFault::Refused(_)) => Ok(()),
            Err(fault) => Err(fault),
        }
    }

    /// Its folders, as far as there can be mail in them.
    ///
    /// # Errors
    /// When the server does not say.
    pub async fn folders(&mut self) -> Result<Vec<Folder>, LookFault> {
        Ok(with_roles(&self.ask(r#"LIST "" "*""#, Listed::of).await?))
    }

    /// Opens a folder by the server's name for it, to be read only.
    ///
    /// # Errors
    /// When the server does not open it.
    pub async fn enter(&mut self, name: &str) -> Result<Entered, LookFault> {
        let mut entered = Entered { mails: 0, uid_validity: None, uid_next: None };
        let read = |said: &Response<'_>| -> Option<()> {
            match said {
                Response::MailboxData(MailboxDatum::Exists(mails)) => entered.mails = *mails,
                Response::Data { outcome, .. } => match outcome.code {
                    Some(ResponseCode::UidValidity(number)) => entered.uid_validity = Some(number),
                    Some(ResponseCode::UidNext(number)) => entered.uid_next = Some(number),
                    _ => {}
                },
                _ => {}
            }
            None
        };
        self.ask(&format!("EXAMINE {}", quoted(name)), read).await?;
        Ok(entered)
    }

    /// Whether a mail of this name lies in a folder. Servers search well, badly or not at all, so what they find is looked
    /// at, and so are the newest mails.
    ///
    /// # Errors
    /// When the server does not say.
    pub async fn has(&mut self, folder: &str, mail: &MessageId) -> Result<bool, LookFault> {
        let entered = self.enter(folder).await?;
        if entered.mails == 0 {
            return Ok(false);
        }
        let search = format!("UID SEARCH HEADER Message-ID {}", quoted(mail.as_str()));
        let found = match self.ask(&search, numbers).await {
            Ok(found) => newest(found.concat()),
            Err(LookFault::Refused(_)) => Vec::new(),
            Err(fault) => return Err(fault),
        };
        if !found.is_empty() {
            let set = found.iter().map(u32::to_string).collect::<Vec<_>>().join(",");
            if self.is_among(&format!("UID FETCH {set}"), mail).await? {
                return Ok(true);
            }
        }
        let first = entered.mails.saturating_sub(LOOKED_AT).max(1);
        self.is_among(&format!("FETCH {first}:*"), mail).await
    }

    /// Puts a mail into a folder, as one that was read.
    ///
    /// # Errors
    /// When the server does not take it.
    pub async fn put(&mut self, folder: &str, mail: &[u8]) -> Result<(), LookFault> {
        let put = self.session.append(folder, Some("(\\Seen)"), None, mail);
        match timeout(self.patience.body, put).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(Error::No(said) | Error::Bad(said))) => Err(LookFault::Refused(Said::new(&said))),
            Ok(Err(_)) => Err(LookFault::Cut),
            Err(_) => Err(LookFault::Silent),
        }
    }

    /// Whether one of the mails that are fetched so has this name. None is marked as seen by that.
    async fn is_among(&mut self, fetch: &str, mail: &MessageId) -> Result<bool, LookFault> {
        let fetch = format!("{fetch} (UID BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])");
        let named = |said: &Response<'_>| is_named(said, mail).then_some(());
        Ok(!self.ask(&fetch, named).await?.is_empty())
    }

    /// Asks for something, and reads what is said to it. The library's own ways take a line that was cut, and a refusal,
    /// for an empty answer.
    async fn ask<T>(
        &mut self,
        command: &str,
        read: impl FnMut(&Response<'_>) -> Option<T>,
    ) -> Result<Vec<T>, LookFault> {
        let asked = timeout(self.patience.command, ask(&mut self.session, command, read)).await;
        asked.map_err(|_| LookFault::Silent)?
    }

    /// Says goodbye.
    pub async fn quit(mut self) {
        // What the server says to that changes nothing.
        let _ = self.ask("LOGOUT", nothing).await;
    }
}

/// So many mails are looked at for a name.
const LOOKED_AT: u32 = 50;

/// An answer has not more pieces than this.
const PIECES: usize = 100_000;

async fn ask<T>(
    session: &mut Session<Line>,
    command: &str,
    mut read: impl FnMut(&Response<'_>) -> Option<T>,
) -> Result<Vec<T>, LookFault> {
    let tag = session.run_command(command).await.map_err(|_| LookFault::Cut)?;
    let mut found = Vec::new();
    for _ in 0..PIECES {
        let Ok(Some(said)) = session.read_response().await else { break };
        match said.parsed() {
            Response::Done { tag: answered, status: Status::Ok, .. } if *answered == tag => return Ok(found),
            Response::Done { tag: answered, outcome, .. } if *answered == tag => {
                let words = outcome.information.as_deref().unwrap_or_default();
                return Err(LookFault::Refused(Said::new(words)));
            }
            said => found.extend(read(said)),
        }
    }
    Err(LookFault::Cut)
}

/// Nothing but whether it was done.
fn nothing(_: &Response<'_>) -> Option<()> {
    None
}

/// The numbers that a search found.
fn numbers(said: &Response<'_>) -> Option<Vec<u32>> {
    match said {
        Response::MailboxData(MailboxDatum::Search(numbers)) => Some(numbers.clone()),
        _ => None,
    }
}

/// The highest of them.
fn newest(mut numbers: Vec<u32>) -> Vec<u32> {
    numbers.sort_unstable_by(|one, other| other.cmp(one));
    numbers.truncate(LOOKED_AT as usize);
    numbers
}

fn is_named(said: &Response<'_>, name: &MessageId) -> bool {
    let Response::Fetch(_, attributes) = said else { return false };
    attributes.iter().any(|attribute| match attribute {
        AttributeValue::BodySection { data: Some(head), .. } => {
            let head = String::from_utf8_lossy(head);
            // A long name stands on the next line.
            head.split_once(':').is_some_and(|(_, found)| found.trim() == name.as_str())
        }
        _ => false,
    })
}

/// A text as a word of a command.
fn quoted(text: &str) -> String {
    let text = text.replace(['\r', '\n'], "");
    format!("\"{}\"", text.replace('\\', r"\\").replace('"', "\\\""))
}

fn is_unsafe(said: &Said) -> bool {
    said.as_str().to_ascii_lowercase().contains("unsafe login")
}

fn not_let_in(fault: LookFault) -> ConnectFault {
    match fault {
        LookFault::Refused(said) if is_unsafe(&said) => ConnectFault::Login(LoginFault::Unsafe, said),
        LookFault::Refused(said) => {
            ConnectFault::Login(login_fault(said.as_str()).unwrap_or(LoginFault::ServiceOff), said)
        }
        LookFault::Cut => ConnectFault::Cut,
        LookFault::Silent => ConnectFault::Mute,
    }
}
