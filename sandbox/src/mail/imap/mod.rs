//! The server in which a mailbox is looked into, for who has signed in (RFC 3501, as far as it is needed).

mod commands;
mod fetch;
mod folder;
mod look;
mod search;
mod words;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::AsyncBufReadExt as _;
use tokio::net::TcpStream;

use super::address::Address;
use super::room::Shared;
use super::wire::{Heard, LARGEST, Talk, text};
use folder::Open;
use words::{Literal, Word, words};

/// The longest line of a command, without its literals.
const LONGEST: usize = 64 << 10;

/// The most literals of a command.
const LITERALS: usize = 16;

/// Before somebody has signed in, a literal is a name or a password.
const SHORT: usize = 4 << 10;

/// How long the server waits for a command, and for the end of IDLE.
const PATIENCE: Duration = Duration::from_mins(30);

/// After so many wrong passwords the server hangs up.
const TRIES: usize = 3;

const CAPABILITIES: &str =
    "IMAP4rev1 LITERAL+ SASL-IR AUTH=PLAIN AUTH=XOAUTH2 ID IDLE SPECIAL-USE UIDPLUS UNSELECT";

/// Talks with one client until it goes.
pub(super) async fn talk(stream: TcpStream, room: Arc<Shared>, welcome: bool) -> io::Result<()> {
    let mut talk = Talk::new(stream, PATIENCE);
    if !welcome {
        return talk.say(b"* BYE Only the user of this machine who runs the sandbox may come in\r\n").await;
    }
    talk.say(format!("* OK [CAPABILITY {CAPABILITIES}] mail room ready\r\n").as_bytes()).await?;
    let mut session = Session { room, talk, user: None, open: None, wrong: 0, over: false };
    while !session.over {
        match session.command().await? {
            Command::Words(words) => session.answer(&words).await?,
            Command::Nonsense => session.talk.say(b"* BAD That is no command\r\n").await?,
            Command::TooLarge => return session.talk.say(b"* BYE That is too large\r\n").await,
            Command::HungUp => break,
        }
    }
    Ok(())
}

/// What came as a command.
enum Command {
    Words(Vec<Word>),
    Nonsense,
    TooLarge,
    HungUp,
}

struct Session {
    room: Arc<Shared>,
    talk: Talk,
    /// Who has signed in.
    user: Option<Address>,
    open: Option<Open>,
    wrong: usize,
    /// Whether the conversation is over.
    over: bool,
}

/// How a command ends: what is said behind its tag.
type Done = String;

impl Session {
    /// Hears a command with its literals.
    async fn command(&mut self) -> io::Result<Command> {
        let mut all = Vec::new();
        for _ in 0..=LITERALS {
            let line = match self.talk.line(LONGEST).await? {
                Some(Heard::Line(line)) => line,
                Some(Heard::TooLong) => return Ok(Command::TooLarge),
                None => return Ok(Command::HungUp),
            };
            let Some((heard, literal)) = words(&line) else { return Ok(Command::Nonsense) };
            all.extend(heard);
            let Some(Literal { size, waits }) = literal else { return Ok(Command::Words(all)) };
            if size > if self.user.is_some() { LARGEST } else { SHORT } {
                return Ok(Command::TooLarge);
            }
            if waits {
                self.talk.say(b"+ go on\r\n").await?;
            }
            all.push(Word::Text(self.talk.bytes(size).await?));
        }
        Ok(Command::TooLarge)
    }

    async fn answer(&mut self, words: &[Word]) -> io::Result<()> {
        let (tag, rest) = match words {
            [tag, rest @ ..] => (tag.text().unwrap_or_default(), rest),
            [] => return Ok(()),
        };
        let name = rest.first().and_then(Word::atom).unwrap_or_default();
        let rest = rest.get(1..).unwrap_or_default();
        let done = match name.as_str() {
            "AUTHENTICATE" if self.user.is_none() => self.authenticate(rest).await?,
            "IDLE" if self.open.is_some() => self.idle().await?,
            _ => {
                let mut said = Vec::new();
                let done = self.carry_out(&name, rest, &mut said);
                self.talk.say(&said).await?;
                done
            }
        };
        if self.over && name != "LOGOUT" {
            return self.talk.say(b"* BYE This mailbox is closed\r\n").await;
        }
        self.talk.say(format!("{tag} {done}\r\n").as_bytes()).await
    }

    async fn authenticate(&mut self, rest: &[Word]) -> io::Result<Done> {
        let read = match rest.first().and_then(Word::atom).as_deref() {
            Some("PLAIN") => super::wire::plain,
            Some("XOAUTH2") => super::wire::bearer,
            _ => return Ok("NO [CANNOT] Only PLAIN and XOAUTH2".into()),
        };
        let word = match rest.get(1).and_then(Word::text) {
            Some(word) => word,
            None => {
                self.talk.say(b"+ \r\n").await?;
                match self.talk.line(LONGEST).await? {
                    Some(Heard::Line(line)) => text(&line),
                    Some(Heard::TooLong) | None => String::new(),
                }
            }
        };
        Ok(match read(&word) {
            Some((user, password)) => self.sign_in(&user, &password),
            None => "BAD That cannot be read".into(),
        })
    }

    /// Tells of each mail that comes in, until the client has heard enough.
    async fn idle(&mut self) -> io::Result<Done> {
        let mut changes = self.room.watch();
        self.talk.say(b"+ idling\r\n").await?;
        let end = tokio::time::Instant::now() + PATIENCE;
        loop {
            let said = self.news();
            self.talk.say(&said).await?;
            if self.over {
                return Ok(Done::new());
            }
            tokio::select! {
                // It takes nothing from the line, so that nothing is lost where something else was first.
                heard = self.talk.wire.fill_buf() => {
                    heard?;
                    return Ok(match self.talk.line(LONGEST).await? {
                        Some(Heard::Line(line)) if text(&line).eq_ignore_ascii_case("DONE") => "OK done".into(),
                        Some(_) => "BAD Only DONE ends this".into(),
                        None => {
                            self.over = true;
                            Done::new()
                        }
                    });
                }
                _ = changes.changed() => {}
                () = tokio::time::sleep_until(end) => {
                    self.over = true;
                    return Ok(Done::new());
                }
            }
        }
    }

    /// What is new in the folder that is open.
    fn news(&mut self) -> Vec<u8> {
        let Some(open) = &mut self.open else { return Vec::new() };
        self.room.read(|post| open.news(post)).unwrap_or_else(|_| {
            self.over = true;
            Vec::new()
        })
    }
}
