//! Hands a mail to a server, one command at a time, so that it is always known whether the mail may have gone.
//!
//! [`Smtp::offer`] ends where nothing of the mail was sent; whoever calls writes down that it is being handed over, and
//! then calls [`Ready::hand_over`]. A [`Ready`] that is dropped hangs up, and the server has nothing.

mod login;
mod reply;
#[cfg(test)]
mod tests;

use std::error::Error as _;
use std::fmt::Display;

use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Quit, Rset};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::{Response, Severity};
use renmai_core::email::Email;
use renmai_core::mail::mailbox::Server;
use renmai_core::vocabulary::Security;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::fault::{ConnectFault, Said};
use super::line::{Line, Patience, Trust, dial, read_line};
pub use login::Login;
pub use reply::{Enhanced, Reply};

/// A connection to a server that has let us in.
pub struct Smtp {
    connection: AsyncSmtpConnection,
    patience: Patience,
    state: State,
}

/// What can be said next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// A new mail.
    Free,
    /// That the mail that was offered is off.
    Offered,
    /// Nothing: it is not known what the server would answer to.
    Lost,
}

/// What was said when a mail was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Who sends.
    Sender,
    /// Who receives.
    Recipient,
    /// That the mail comes now.
    Data,
    /// The mail itself.
    Body,
}

/// A mail that the server has not, for certain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Untaken {
    /// Not now: the server says so, so it may be tried again.
    Later(Stage, Reply),
    /// The line broke before anything of the mail was sent.
    Cut(Stage, Break),
    /// Not at all.
    Refused(Stage, Reply),
}

/// How a line ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// It was cut, or what came is no answer.
    Cut,
    /// No answer came in time.
    Silent,
}

/// What became of a mail that was handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The server has it.
    Accepted(Reply),
    /// The server has it not, for certain.
    Untaken(Untaken),
    /// It may have it.
    Unknown(Break),
}

/// A mail of which the server knows sender and recipient, and waits for the rest.
pub struct Ready<'a>(&'a mut Smtp);

/// Why a command had no good answer.
enum Failure {
    Answered(Reply),
    Broken(Break),
}

impl Smtp {
    /// Connects and signs in.
    ///
    /// # Errors
    /// When that fails, with its one cause.
    pub async fn connect(
        server: &Server,
        login: &Login,
        trust: &Trust,
        patience: Patience,
    ) -> Result<Smtp, ConnectFault> {
        let tcp = dial(server, patience).await?;
        let greeted = timeout(patience.command, greeted(tcp, server, trust)).await;
        let (mut connection, loopback) = greeted.map_err(|_| ConnectFault::Mute)??;
        let signed_in = timeout(patience.command, login::sign_in(&mut connection, login, loopback)).await;
        signed_in.map_err(|_| ConnectFault::Mute)??;
        Ok(Smtp { connection, patience, state: State::Free })
    }

    /// Whether another mail can be offered.
    pub fn is_usable(&self) -> bool {
        self.state != State::Lost
    }

    /// Names sender and recipient, up to where the server waits for the mail. Nothing of the mail is sent.
    ///
    /// # Errors
    /// When the server does not take it.
    pub async fn offer(&mut self, from: &Email, to: &Email) -> Result<Ready<'_>, Untaken> {
        match self.state {
            State::Free => {}
            State::Offered => {
                self.state = State::Free;
                self.say(Stage::Sender, Rset).await?;
            }
            State::Lost => return Err(Untaken::Cut(Stage::Sender, Break::Cut)),
        }
        // An address is one word without angle brackets or control characters.
        self.say(Stage::Sender, format!("MAIL FROM:<{}>\r\n", from.as_str())).await?;
        self.say(Stage::Recipient, format!("RCPT TO:<{}>\r\n", to.as_str())).await?;
        let answer = self.say(Stage::Data, Data).await?;
        self.state = State::Lost;
        if answer.code != 354 {
            return Err(Untaken::Cut(Stage::Data, Break::Cut));
        }
        Ok(Ready(self))
    }

    /// Says goodbye.
    pub async fn quit(mut self) {
        if self.is_usable() {
            // What the server says to that changes nothing.
            let _ = self.command(Quit).await;
        }
    }

    /// One command of a mail that is being offered.
    async fn say(&mut self, stage: Stage, command: impl Display) -> Result<Reply, Untaken> {
        match self.command(command).await {
            Ok(reply) => Ok(reply),
            Err(Failure::Broken(how)) => {
                self.state = State::Lost;
                Err(Untaken::Cut(stage, how))
            }
            Err(Failure::Answered(reply)) => Err(self.untaken(stage, reply)),
        }
    }

    async fn command(&mut self, command: impl Display) -> Result<Reply, Failure> {
        let answer = timeout(self.patience.command, self.connection.command(command)).await;
        read(answer)
    }

    fn untaken(&mut self, stage: Stage, reply: Reply) -> Untaken {
        // With 421 the server hangs up.
        self.state = if reply.code == 421 { State::Lost } else { State::Offered };
        if reply.is_transient() { Untaken::Later(stage, reply) } else { Untaken::Refused(stage, reply) }
    }
}

impl Ready<'_> {
    /// Hands the mail over. From here on the server may have it, whatever is heard of it.
    pub async fn hand_over(self, mail: &[u8]) -> Outcome {
        let Ready(smtp) = self;
        // The end of the mail brings its own line break.
        let mail = mail.strip_suffix(b"\r\n").unwrap_or(mail);
        let answer = timeout(smtp.patience.body, smtp.connection.message(mail)).await;
        match read(answer) {
            Ok(reply) if reply.is_completed() => {
                smtp.state = State::Free;
                Outcome::Accepted(reply)
            }
            // "Go on" is no answer to the end of a mail.
            Ok(_) => Outcome::Unknown(Break::Cut),
            Err(Failure::Answered(reply)) => Outcome::Untaken(smtp.untaken(Stage::Body, reply)),
            Err(Failure::Broken(how)) => Outcome::Unknown(how),
        }
    }
}

type Answer = Result<Result<Response, lettre::transport::smtp::Error>, tokio::time::error::Elapsed>;

fn read(answer: Answer) -> Result<Reply, Failure> {
    match answer {
        Ok(Ok(response)) => Ok(Reply::of(&response)),
        Ok(Err(fault)) => Err(Reply::of_fault(&fault).map_or(Failure::Broken(Break::Cut), Failure::Answered)),
        Err(_) => Err(Failure::Broken(Break::Silent)),
    }
}

/// Hears the greeting and protects the line.
async fn greeted(
    tcp: TcpStream,
    server: &Server,
    trust: &Trust,
) -> Result<(AsyncSmtpConnection, bool), ConnectFault> {
    let line = match server.security {
        Security::None => Line::plain(tcp),
        Security::Tls => Line::protected(tcp, server, trust, Vec::new()).await?,
        Security::Starttls => start_tls(tcp, server, trust).await?,
    };
    let loopback = line.is_loopback();
    let hello = AsyncSmtpConnection::connect_with_transport(Box::new(line), &ClientId::default()).await;
    hello.map(|connection| (connection, loopback)).map_err(|fault| match Reply::of_fault(&fault) {
        Some(reply) => unwelcome(reply),
        None if fault.is_response() && !hung_up(&fault) => ConnectFault::NotSpoken,
        None => ConnectFault::Cut,
    })
}

/// Whether the line ended where an answer was due: the library says so in words only.
fn hung_up(fault: &lettre::transport::smtp::Error) -> bool {
    fault.source().is_some_and(|why| why.to_string() == "incomplete response")
}

fn unwelcome(reply: Reply) -> ConnectFault {
    let said = Said::new(&reply.text);
    if reply.is_transient() { ConnectFault::Busy(said) } else { ConnectFault::Refused(said) }
}

/// Asks for TLS and begins it. The library would take what somebody on the way has put behind the server's answer for
/// words of the protected server; here it goes into the handshake, which fails.
async fn start_tls(mut tcp: TcpStream, server: &Server, trust: &Trust) -> Result<Line, ConnectFault> {
    expect(&mut tcp, Severity::PositiveCompletion).await?;
    let hello = format!("EHLO {}\r\n", ClientId::default());
    tcp.write_all(hello.as_bytes()).await.map_err(|_| ConnectFault::Cut)?;
    let offers = expect(&mut tcp, Severity::PositiveCompletion).await?;
    let offered = offers.message().any(|offer| offer.trim().eq_ignore_ascii_case("STARTTLS"));
    if !offered {
        return Err(ConnectFault::NoStartTls);
    }
    tcp.write_all(b"STARTTLS\r\n").await.map_err(|_| ConnectFault::Cut)?;
    expect(&mut tcp, Severity::PositiveCompletion).await?;
    // The library waits for a greeting, and behind STARTTLS there is none.
    Line::protected(tcp, server, trust, b"220 protected\r\n".to_vec()).await
}

/// An answer has not more lines than this.
const LINES: usize = 100;

/// Reads an answer, as long as the line is not protected.
async fn expect(tcp: &mut TcpStream, severity: Severity) -> Result<Response, ConnectFault> {
    let mut text = String::new();
    for _ in 0..LINES {
        let line = read_line(tcp).await?;
        let last = line.as_bytes().get(3) != Some(&b'-');
        text.push_str(&line);
        if last {
            let response: Response = text.parse().map_err(|_| ConnectFault::NotSpoken)?;
            let wanted = response.code().severity == severity;
            return if wanted { Ok(response) } else { Err(unwelcome(Reply::of(&response))) };
        }
    }
    Err(ConnectFault::NotSpoken)
}
