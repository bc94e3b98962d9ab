//! Why a mailbox cannot be used: a sentence for each cause, with what to do.

use crate::i18n::Words;
use crate::mail::access::EnterFault;
use crate::mail::oauth::OAuthFault;
use crate::mail::trial::TrialFault;
use crate::mail::{ConnectFault, LoginFault};

/// A fault, in words.
pub trait InWords {
    /// What is wrong and what to do, in a sentence or two.
    fn in_words(&self, words: &Words) -> String;
}

/// A fault, in words.
pub fn in_words(fault: &impl InWords, words: &Words) -> String {
    fault.in_words(words)
}

impl InWords for EnterFault {
    fn in_words(&self, words: &Words) -> String {
        match self {
            EnterFault::Connect(fault) => fault.in_words(words),
            EnterFault::SignIn(fault) => words.word(match fault {
                OAuthFault::NoClient => "mailbox-fault-no-client",
                OAuthFault::Later => "mailbox-fault-login-server",
                OAuthFault::TakenBack => "mailbox-fault-login-token",
                OAuthFault::Registration => "mailbox-fault-registration",
                OAuthFault::NoAddress => "mailbox-fault-no-address",
                OAuthFault::Unreadable => "mailbox-fault-login-unreadable",
            }),
            EnterFault::Key(_) | EnterFault::NoKey | EnterFault::Open(_) | EnterFault::Seal(_) => {
                words.word("mailbox-fault-key")
            }
        }
    }
}

impl InWords for TrialFault {
    fn in_words(&self, words: &Words) -> String {
        let (id, why) = match self {
            TrialFault::Smtp(fault) => ("mailbox-fault-smtp", fault.in_words(words)),
            TrialFault::Imap(fault) => ("mailbox-fault-imap", fault.in_words(words)),
            TrialFault::NotTaken(said) => ("mailbox-fault-not-taken", said.clone()),
        };
        words.plain(id, &[("why", &why)])
    }
}

impl InWords for ConnectFault {
    fn in_words(&self, words: &Words) -> String {
        let (id, said) = match self {
            ConnectFault::HostUnknown => ("host", ""),
            ConnectFault::PortClosed => ("port", ""),
            ConnectFault::Unreachable => ("unreachable", ""),
            ConnectFault::NoAnswer => ("no-answer", ""),
            ConnectFault::Mute => ("mute", ""),
            ConnectFault::Cut => ("cut", ""),
            ConnectFault::NotLoopback => ("not-loopback", ""),
            ConnectFault::NotTls => ("not-tls", ""),
            ConnectFault::Certificate(said) => ("certificate", said.as_str()),
            ConnectFault::NoStartTls => ("no-starttls", ""),
            ConnectFault::NotSpoken => ("not-spoken", ""),
            ConnectFault::Busy(said) => ("busy", said.as_str()),
            ConnectFault::Refused(said) => ("refused", said.as_str()),
            ConnectFault::Login(fault, said) => (login(*fault), said.as_str()),
        };
        let why = words.word(&format!("mailbox-fault-{id}"));
        match said {
            "" => why,
            said => words.plain("mailbox-fault-said", &[("why", &why), ("said", &said.to_owned())]),
        }
    }
}

fn login(fault: LoginFault) -> &'static str {
    match fault {
        LoginFault::Wrong => "login-wrong",
        LoginFault::NeedsCode => "login-needs-code",
        LoginFault::NeedsAppPassword => "login-needs-app-password",
        LoginFault::PasswordsOff => "login-passwords-off",
        LoginFault::ServiceOff => "login-service-off",
        LoginFault::NotAllowed => "login-not-allowed",
        LoginFault::TokenRefused => "login-token",
        LoginFault::FreshTokenRefused => "login-fresh-token",
        LoginFault::Unsafe => "login-unsafe",
        LoginFault::Later => "login-later",
        LoginFault::NoMechanism => "login-no-mechanism",
    }
}
