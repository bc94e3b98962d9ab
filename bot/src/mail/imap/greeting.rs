//! How a conversation begins: the greeting, the line protected, signed in.

use async_imap::error::Error;
use async_imap::{Authenticator, Client, Session};
use renmai_core::mail::mailbox::Server;
use renmai_core::vocabulary::Security;
use secrecy::{ExposeSecret as _, SecretString};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::mail::fault::{ConnectFault, LoginFault, Said, login_fault};
use crate::mail::line::{Line, Trust, read_line};
use crate::mail::smtp::Login;

/// Hears the greeting and protects the line.
pub(super) async fn greeted(
    tcp: TcpStream,
    server: &Server,
    trust: &Trust,
) -> Result<Client<Line>, ConnectFault> {
    let line = match server.security {
        Security::None => Line::plain(tcp),
        Security::Tls => Line::protected(tcp, server, trust, Vec::new()).await?,
        Security::Starttls => start_tls(tcp, server, trust).await?,
    };
    let mut client = Client::new(line);
    match client.read_response().await {
        Ok(Some(greeting)) => {
            welcome(&String::from_utf8_lossy(greeting.borrow_owner()))?;
            Ok(client)
        }
        Err(fault) if fault.kind() != std::io::ErrorKind::Other => Err(ConnectFault::Cut),
        Err(_) => Err(ConnectFault::NotSpoken),
        Ok(None) => Err(ConnectFault::Cut),
    }
}

/// Whether a greeting is one.
fn welcome(greeting: &str) -> Result<(), ConnectFault> {
    let mut words = greeting.trim_end().splitn(3, ' ');
    let (sign, word, said) =
        (words.next(), words.next().unwrap_or_default(), words.next().unwrap_or_default());
    match word.to_ascii_uppercase().as_str() {
        "OK" | "PREAUTH" if sign == Some("*") => Ok(()),
        "BYE" if sign == Some("*") => Err(ConnectFault::Refused(Said::new(said))),
        _ => Err(ConnectFault::NotSpoken),
    }
}

/// Asks for TLS and begins it. What somebody on the way has put behind the server's answer goes into the handshake,
/// which fails.
async fn start_tls(mut tcp: TcpStream, server: &Server, trust: &Trust) -> Result<Line, ConnectFault> {
    welcome(&read_line(&mut tcp).await?)?;
    tcp.write_all(b"s1 STARTTLS\r\n").await.map_err(|_| ConnectFault::Cut)?;
    for _ in 0..LINES {
        let line = read_line(&mut tcp).await?;
        match line.strip_prefix("s1 ").map(|answer| answer.to_ascii_uppercase().starts_with("OK")) {
            // The library waits for a greeting, and behind STARTTLS there is none.
            Some(true) => return Line::protected(tcp, server, trust, b"* OK protected\r\n".to_vec()).await,
            Some(false) => return Err(ConnectFault::NoStartTls),
            None => {}
        }
    }
    Err(ConnectFault::NotSpoken)
}

/// So many lines may stand before the answer to STARTTLS.
const LINES: usize = 20;

pub(super) async fn sign_in(client: Client<Line>, login: &Login) -> Result<Session<Line>, ConnectFault> {
    let (session, otherwise) = match login {
        Login::Password { user, password } => {
            (client.login(user, password.expose_secret()).await, LoginFault::Wrong)
        }
        Login::Token { user, token } => {
            let bearer = Bearer(Some(Login::bearer(user, token)));
            (client.authenticate("XOAUTH2", bearer).await, LoginFault::TokenRefused)
        }
    };
    session.map_err(|(fault, _)| match fault {
        Error::No(said) | Error::Bad(said) => {
            let said = plain(&said);
            ConnectFault::Login(login_fault(said).unwrap_or(otherwise), Said::new(said))
        }
        // A password with a line break is none.
        Error::Validate(_) => ConnectFault::Login(otherwise, Said::default()),
        _ => ConnectFault::Cut,
    })
}

/// Says the token once. A refused one is explained by the server, who wants to hear nothing to that.
struct Bearer(Option<SecretString>);

impl Authenticator for Bearer {
    type Response = String;

    fn process(&mut self, _challenge: &[u8]) -> String {
        self.0.take().map(|bearer| bearer.expose_secret().to_owned()).unwrap_or_default()
    }
}

/// What the server said, out of what the library makes of it (`code: None, info: Some("…")`).
fn plain(said: &str) -> &str {
    let info = said.split_once("info: Some(\"").and_then(|(_, info)| info.strip_suffix("\")"));
    info.unwrap_or(said)
}
