//! Signs in. The library's own way gives up in the middle of a refused token, and asks servers for exact words.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use lettre::transport::smtp::authentication::Mechanism;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use secrecy::{ExposeSecret as _, SecretString};

use super::Reply;
use crate::mail::fault::{ConnectFault, LoginFault, Said, login_fault};

/// With what one signs in to a mailbox. `Debug` shows nothing of it.
#[derive(Clone)]
pub enum Login {
    /// A password, an authorisation code or an app password.
    Password {
        /// The name.
        user: String,
        /// The password.
        password: SecretString,
    },
    /// An access token (XOAUTH2).
    Token {
        /// The name.
        user: String,
        /// The token.
        token: SecretString,
    },
}

impl Login {
    /// What XOAUTH2 says at once.
    pub(in crate::mail) fn bearer(user: &str, token: &SecretString) -> SecretString {
        format!("user={user}\x01auth=Bearer {}\x01\x01", token.expose_secret()).into()
    }
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Login")
    }
}

/// The server asks for the next word.
const GO_ON: u16 = 334;

/// Signs in. A server on this machine that asks nobody who they are, in a way that we know, is let alone.
pub(super) async fn sign_in(
    connection: &mut AsyncSmtpConnection,
    login: &Login,
    loopback: bool,
) -> Result<(), ConnectFault> {
    let offers = |mechanism| connection.server_info().supports_auth_mechanism(mechanism);
    let none = [Mechanism::Plain, Mechanism::Login, Mechanism::Xoauth2].into_iter().all(|way| !offers(way));
    let reply = match login {
        _ if none && loopback => return Ok(()),
        Login::Password { user, password } if offers(Mechanism::Plain) => {
            let word = format!("\0{user}\0{}", password.expose_secret());
            say(connection, "AUTH PLAIN ", &word).await?
        }
        Login::Password { user, password } if offers(Mechanism::Login) => {
            let mut reply = say(connection, "AUTH LOGIN", "").await?;
            for word in [user, password.expose_secret()] {
                if reply.code == GO_ON {
                    reply = say(connection, "", word).await?;
                }
            }
            reply
        }
        Login::Token { user, token } if offers(Mechanism::Xoauth2) => {
            let reply = say(connection, "AUTH XOAUTH2 ", Login::bearer(user, token).expose_secret()).await?;
            // A refused token is explained first, and refused when the explanation was heard.
            if reply.code == GO_ON { say(connection, "", "").await? } else { reply }
        }
        _ => return Err(ConnectFault::Login(LoginFault::NoMechanism, Said::default())),
    };
    match reply.code {
        code if code / 100 == 2 => Ok(()),
        421 => Err(ConnectFault::Busy(Said::new(&reply.text))),
        _ => {
            let otherwise = match login {
                _ if reply.is_transient() => LoginFault::Later,
                Login::Password { .. } => LoginFault::Wrong,
                Login::Token { .. } => LoginFault::TokenRefused,
            };
            let fault = login_fault(&reply.text).unwrap_or(otherwise);
            Err(ConnectFault::Login(fault, Said::new(&reply.text)))
        }
    }
}

/// Says a command and a word that nobody need see; any answer is one.
async fn say(connection: &mut AsyncSmtpConnection, command: &str, word: &str) -> Result<Reply, ConnectFault> {
    let said = SecretString::from(format!("{command}{}\r\n", BASE64.encode(word)));
    match connection.command(said.expose_secret()).await {
        Ok(response) => Ok(Reply::of(&response)),
        Err(fault) => Reply::of_fault(&fault).ok_or(ConnectFault::Cut),
    }
}
