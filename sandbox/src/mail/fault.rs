//! Why something could not be done in the mail room.

use std::fmt;

use super::address::Address;

/// Why something could not be done in the mail room.
#[derive(Clone, PartialEq, Eq)]
pub enum MailFault {
    /// This is no mail address.
    NotAnAddress(String),
    /// There is no such mail in this mailbox.
    NoSuchMail(u64),
    /// The mail does not say who wrote it.
    FromNobody,
    /// The mail names no address at which one can opt out.
    NoUnsubscribeAddress,
    /// The mail cannot be put together.
    Unwritable,
    /// No mail came in time: to whom, and the subjects of what had come before.
    Silence(String, Vec<String>),
}

impl MailFault {
    pub(super) fn silence(address: &Address, before: Vec<String>) -> MailFault {
        MailFault::Silence(address.to_string(), before)
    }
}

impl fmt::Display for MailFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MailFault::NotAnAddress(text) => write!(f, "this is no mail address: {text}"),
            MailFault::NoSuchMail(id) => write!(f, "there is no mail {id} in this mailbox"),
            MailFault::FromNobody => write!(f, "the mail does not say who wrote it"),
            MailFault::NoUnsubscribeAddress => {
                write!(f, "the mail names no address at which one can opt out")
            }
            MailFault::Unwritable => write!(f, "the mail cannot be put together"),
            MailFault::Silence(address, before) => {
                write!(f, "no mail came for {address} in time; there were before: {before:?}")
            }
        }
    }
}

impl fmt::Debug for MailFault {
    // A failed `unwrap` in a test shows this.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for MailFault {}
