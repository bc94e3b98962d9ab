//! The server to which mail is handed over, for who has signed in.

mod envelope;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpStream;

use super::address::Address;
use super::room::Shared;
use super::wire::{Heard, LARGEST, Talk, bearer, plain, text, unwrapped};

/// The longest line of a command.
const LONGEST: usize = 2_048;

/// After so many wrong passwords the server hangs up.
const TRIES: usize = 3;

/// How long the server waits for a command.
const PATIENCE: Duration = Duration::from_mins(5);

/// Talks with one client until it goes.
pub(super) async fn talk(stream: TcpStream, room: Arc<Shared>, welcome: bool) -> io::Result<()> {
    let mut talk = Talk::new(stream, PATIENCE);
    if !welcome {
        return talk
            .say(b"554 5.7.1 Only the user of this machine who runs the sandbox may come in\r\n")
            .await;
    }
    talk.say(b"220 mail.sandbox.example ESMTP\r\n").await?;
    let mut session =
        Session { room, talk, greeted: false, user: None, wrong: 0, sender: None, to: Vec::new() };
    while let Some(heard) = session.talk.line(LONGEST).await? {
        let (answer, next) = match heard {
            Heard::Line(line) => session.answer(&text(&line)).await?,
            Heard::TooLong => ("500 5.5.2 Line too long".into(), Next::GoOn),
        };
        session.talk.say(format!("{answer}\r\n").as_bytes()).await?;
        if next == Next::HangUp {
            break;
        }
    }
    Ok(())
}

#[derive(Debug, PartialEq, Eq)]
enum Next {
    GoOn,
    HangUp,
}

struct Session {
    room: Arc<Shared>,
    talk: Talk,
    greeted: bool,
    /// Who has signed in.
    user: Option<Address>,
    wrong: usize,
    /// Who sends the mail that is being handed over; `Some(None)`: nobody who could be answered (`<>`).
    sender: Option<Option<Address>>,
    to: Vec<Address>,
}

impl Session {
    async fn answer(&mut self, line: &str) -> io::Result<(String, Next)> {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        let answer = match verb.to_ascii_uppercase().as_str() {
            "EHLO" if !rest.trim().is_empty() => {
                self.begin();
                format!(
                    "250-mail.sandbox.example\r\n250-SIZE {LARGEST}\r\n250-8BITMIME\r\n250-ENHANCEDSTATUSCODES\r\n\
                     250 AUTH PLAIN LOGIN XOAUTH2"
                )
            }
            "HELO" if !rest.trim().is_empty() => {
                self.begin();
                "250 mail.sandbox.example".into()
            }
            "EHLO" | "HELO" => "501 5.5.4 Syntax: EHLO hostname".into(),
            "AUTH" => return self.sign_in(rest).await,
            "MAIL" => self.mail(rest).unwrap_or_else(|refusal| refusal),
            "RCPT" => self.rcpt(rest).unwrap_or_else(|refusal| refusal),
            "DATA" if !rest.is_empty() => "501 5.5.4 Syntax: DATA".into(),
            "DATA" if self.to.is_empty() => "503 5.5.1 Error: need RCPT command".into(),
            "DATA" => self.data().await?,
            "RSET" => {
                self.forget();
                "250 2.0.0 Ok".into()
            }
            "NOOP" => "250 2.0.0 Ok".into(),
            "VRFY" => "252 2.0.0 Cannot tell".into(),
            "QUIT" => return Ok(("221 2.0.0 Bye".into(), Next::HangUp)),
            "STARTTLS" | "EXPN" | "HELP" | "ETRN" | "TURN" => {
                "502 5.5.1 Error: command not implemented".into()
            }
            _ => "500 5.5.2 Error: command not recognized".into(),
        };
        Ok((answer, Next::GoOn))
    }

    fn begin(&mut self) {
        self.greeted = true;
        self.forget();
    }

    fn forget(&mut self) {
        self.sender = None;
        self.to.clear();
    }

    async fn sign_in(&mut self, rest: &str) -> io::Result<(String, Next)> {
        let (way, given) = rest.split_once(' ').map_or((rest, None), |(way, word)| (way, Some(word)));
        let refused = |answer: &str| Ok((answer.to_owned(), Next::GoOn));
        if !self.greeted {
            return refused("503 5.5.1 Error: send EHLO first");
        }
        if self.user.is_some() || self.sender.is_some() {
            return refused("503 5.5.1 Error: already signed in");
        }
        let said = match way.to_ascii_uppercase().as_str() {
            "PLAIN" => match given {
                Some(word) => plain(word),
                None => self.ask("334 ").await?.as_deref().and_then(plain),
            },
            "LOGIN" => {
                let user = match given {
                    Some(word) => Some(word.to_owned()),
                    None => self.ask("334 VXNlcm5hbWU6").await?,
                };
                match user {
                    Some(user) => {
                        let password = self.ask("334 UGFzc3dvcmQ6").await?;
                        unwrapped(&user).zip(password.as_deref().and_then(unwrapped))
                    }
                    None => None,
                }
            }
            "XOAUTH2" => match given {
                Some(word) => bearer(word),
                None => self.ask("334 ").await?.as_deref().and_then(bearer),
            },
            _ => return refused("504 5.5.4 Unrecognized authentication type"),
        };
        let Some((user, password)) = said else {
            return refused("501 5.5.2 Cannot decode the answer");
        };
        self.user = self.room.change(|post, now| post.sign_in(&user, &password, now));
        if self.user.is_some() {
            return Ok(("235 2.7.0 Authentication successful".into(), Next::GoOn));
        }
        self.wrong += 1;
        if self.wrong == TRIES {
            return Ok(("421 4.7.0 Too many wrong passwords".into(), Next::HangUp));
        }
        refused("535 5.7.8 Error: authentication failed: user name or password is wrong")
    }

    /// Asks for a word; `*` takes the whole conversation back.
    async fn ask(&mut self, question: &str) -> io::Result<Option<String>> {
        self.talk.say(format!("{question}\r\n").as_bytes()).await?;
        Ok(match self.talk.line(LONGEST).await? {
            Some(Heard::Line(line)) => Some(text(&line)).filter(|word| word != "*"),
            Some(Heard::TooLong) | None => None,
        })
    }

    async fn data(&mut self) -> io::Result<String> {
        self.talk.say(b"354 End data with <CR><LF>.<CR><LF>\r\n").await?;
        let body = self.body().await?;
        let (sender, to) = (self.sender.take().flatten(), std::mem::take(&mut self.to));
        let Some(raw) = body else { return Ok(TOO_LARGE.into()) };
        let number = self
            .room
            .change(|post, now| post.accept(self.user.as_ref(), sender.as_ref(), to, raw.into(), now));
        Ok(format!("250 2.0.0 Ok: queued as {number}"))
    }

    /// The mail up to its end; `None`: it was too large. Only a dot between two whole line ends is the end, and only a
    /// dot behind a whole line end was doubled: others would let a mail end where its writer has not ended it.
    async fn body(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut raw = Vec::new();
        let mut too_large = false;
        let mut at_start = true;
        loop {
            let Some(heard) = self.talk.line(LARGEST).await? else {
                return Err(io::ErrorKind::UnexpectedEof.into());
            };
            let Heard::Line(line) = heard else {
                too_large = true;
                continue;
            };
            if at_start && line == b".\r\n" {
                return Ok((!too_large).then_some(raw));
            }
            let line_part = if at_start { line.strip_prefix(b".").unwrap_or(&line) } else { &line };
            too_large |= raw.len() + line_part.len() > LARGEST;
            if !too_large {
                raw.extend_from_slice(line_part);
            }
            at_start = line.ends_with(b"\r\n");
        }
    }
}

const TOO_LARGE: &str = "552 5.3.4 Message size exceeds fixed limit";
