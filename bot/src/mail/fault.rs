//! Why a mail server cannot be used: one clear cause each, to be worded elsewhere.

use std::fmt;

use tokio_rustls::rustls;

/// Why no connection came about that mail can go through.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConnectFault {
    /// The name of the server is not known.
    #[error("the host is not known")]
    HostUnknown,
    /// The machine is there, and nothing listens on this port.
    #[error("nothing listens on this port")]
    PortClosed,
    /// There is no way to the machine.
    #[error("the host cannot be reached")]
    Unreachable,
    /// Nobody picks up: a firewall, or a wrong port.
    #[error("the host does not answer")]
    NoAnswer,
    /// It is connected, and the server says nothing: perhaps it wants TLS from the first byte on.
    #[error("the server is connected and says nothing")]
    Mute,
    /// The server hung up.
    #[error("the server hung up")]
    Cut,
    /// An unprotected line is for this machine only.
    #[error("an unprotected line leads away from this machine")]
    NotLoopback,
    /// What answers does not speak TLS from the first byte on: perhaps it wants STARTTLS.
    #[error("the server does not speak TLS from the first byte on")]
    NotTls,
    /// The server's certificate is not one for this name by somebody whom everybody trusts.
    #[error("the certificate cannot be trusted ({0})")]
    Certificate(String),
    /// The server does not offer STARTTLS, or somebody on the way hides it.
    #[error("the server does not offer STARTTLS")]
    NoStartTls,
    /// What answers is no mail server of this kind.
    #[error("what answers is no such mail server")]
    NotSpoken,
    /// The server takes nobody now.
    #[error("the server takes nobody now")]
    Busy(Said),
    /// The server does not want us.
    #[error("the server refuses the connection")]
    Refused(Said),
    /// It does not let this mailbox in.
    #[error("the server does not let us in: {0:?}")]
    Login(LoginFault, Said),
}

impl ConnectFault {
    /// The same for who has signed in with a token: its owner finds no such switch there.
    pub(super) fn with_token(self) -> ConnectFault {
        match self {
            ConnectFault::Login(LoginFault::ServiceOff, said) => {
                ConnectFault::Login(LoginFault::NotAllowed, said)
            }
            other => other,
        }
    }

    /// The same for who has signed in with a token that was got a moment ago.
    #[must_use]
    pub fn with_fresh_token(self) -> ConnectFault {
        match self {
            ConnectFault::Login(LoginFault::TokenRefused, said) => {
                ConnectFault::Login(LoginFault::FreshTokenRefused, said)
            }
            other => other,
        }
    }
}

/// Why a server does not let a mailbox in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoginFault {
    /// Name or password are wrong.
    Wrong,
    /// It wants an authorisation code instead of the password (163, 126, QQ).
    NeedsCode,
    /// It wants an app password (Gmail, Yahoo, iCloud).
    NeedsAppPassword,
    /// It takes no passwords any more (Microsoft).
    PasswordsOff,
    /// SMTP or IMAP are switched off in the mailbox's settings.
    ServiceOff,
    /// The same for a mailbox that is entered with a token: its administrator alone can switch them on.
    NotAllowed,
    /// The access token is not valid, or no more.
    TokenRefused,
    /// An access token that was got a moment ago is refused: another one would be as well.
    FreshTokenRefused,
    /// It takes this program for unsafe (163, 126), although it was told which one it is.
    Unsafe,
    /// Not now.
    Later,
    /// It offers no way to sign in that we know.
    NoMechanism,
}

/// What a server said, bounded and on one line. It may name the mailbox, so it is for its owner and for no log:
/// `Debug` does not show it.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Said(String);

/// So many characters of a server's words are kept.
const SAID: usize = 300;

impl Said {
    /// What was said, made one line.
    pub(super) fn new(text: &str) -> Said {
        let words = text.split(|sign: char| sign.is_whitespace() || sign.is_control());
        let line = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        Said(line.chars().take(SAID).collect())
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Said")
    }
}

/// What servers say when they do not let somebody in. The first line of which all words are there is right; a word
/// stands in lower case.
const LOGIN_WORDS: [(&[&str], LoginFault); 22] = [
    (&["authorization code"], LoginFault::NeedsCode),
    (&["authorisation code"], LoginFault::NeedsCode),
    (&["auth code"], LoginFault::NeedsCode),
    (&["reqcode"], LoginFault::NeedsCode),
    (&["授权码"], LoginFault::NeedsCode),
    // QQ names all causes at once, and the password instead of the code is the usual one.
    (&["service is not open", "password is incorrect"], LoginFault::NeedsCode),
    (&["application-specific password"], LoginFault::NeedsAppPassword),
    (&["app-specific password"], LoginFault::NeedsAppPassword),
    (&["app password"], LoginFault::NeedsAppPassword),
    (&["invalidsecondfactor"], LoginFault::NeedsAppPassword),
    (&["web login required"], LoginFault::NeedsAppPassword),
    (&["weblogin"], LoginFault::NeedsAppPassword),
    (&["basic authentication is disabled"], LoginFault::PasswordsOff),
    (&["basicauthblocked"], LoginFault::PasswordsOff),
    (&["smtpclientauthentication is disabled"], LoginFault::ServiceOff),
    (&["user has no permission"], LoginFault::ServiceOff),
    (&["service is not open"], LoginFault::ServiceOff),
    (&["not enabled for imap"], LoginFault::ServiceOff),
    (&["imap access is disabled"], LoginFault::ServiceOff),
    (&["too many"], LoginFault::Later),
    (&["frequency limited"], LoginFault::Later),
    (&["system busy"], LoginFault::Later),
];

/// Why the mailbox was not let in, by the server's words.
pub(super) fn login_fault(text: &str) -> Option<LoginFault> {
    let text = text.to_lowercase();
    let said = |words: &[&str]| words.iter().all(|word| text.contains(word));
    LOGIN_WORDS.iter().find(|(words, _)| said(words)).map(|(_, fault)| *fault)
}

/// Why TLS did not come about.
pub(super) fn tls_fault(fault: &std::io::Error) -> ConnectFault {
    match fault.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        Some(rustls::Error::InvalidCertificate(why)) => {
            ConnectFault::Certificate(Said::new(&format!("{why}")).0)
        }
        Some(_) => ConnectFault::NotTls,
        None if fault.kind() == std::io::ErrorKind::UnexpectedEof => ConnectFault::NotTls,
        None => ConnectFault::Cut,
    }
}

#[cfg(test)]
mod tests {
    use super::{LoginFault, Said, login_fault};

    #[test]
    fn what_servers_say_when_they_let_nobody_in() {
        for (said, why) in [
            (
                "535 Login Fail. Please enter your authorization code to login. More information …",
                Some(LoginFault::NeedsCode),
            ),
            ("535 Error: 请使用授权码登录", Some(LoginFault::NeedsCode)),
            (
                "535 Login fail. Account is abnormal, service is not open, password is incorrect, login frequency \
                 limited, or system is busy.",
                Some(LoginFault::NeedsCode),
            ),
            ("5.7.9 Application-specific password required.", Some(LoginFault::NeedsAppPassword)),
            (
                "5.7.9 Please log in with your web browser (Web login required)",
                Some(LoginFault::NeedsAppPassword),
            ),
            (
                "5.7.139 Authentication unsuccessful, basic authentication is disabled.",
                Some(LoginFault::PasswordsOff),
            ),
            (
                "5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.",
                Some(LoginFault::ServiceOff),
            ),
            ("550 User has no permission", Some(LoginFault::ServiceOff)),
            ("4.7.0 Too many login attempts", Some(LoginFault::Later)),
            ("5.7.8 Username and Password not accepted", None),
            ("Error: authentication failed", None),
        ] {
            assert_eq!(login_fault(said), why, "{said}");
        }
    }

    #[test]
    fn what_a_server_said_is_one_bounded_line_and_in_no_debug() {
        let said = Said::new("535 anna@lumen.de\r\n\u{7}  no");
        assert_eq!(said.as_str(), "535 anna@lumen.de no");
        assert_eq!(format!("{said:?}"), "Said");
        assert_eq!(Said::new(&"x".repeat(9_000)).as_str().len(), 300);
    }
}
