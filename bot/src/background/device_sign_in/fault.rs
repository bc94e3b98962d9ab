//! Why nobody was signed in.

use renmai_core::store::StoreError;

use crate::background::connecting::{self, NotConnected};
use crate::i18n::Words;
use crate::mail::access::EnterFault;
use crate::mail::oauth::OAuthFault;

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInFault {
    /// The code was not entered in time.
    #[error("the code was not entered in time")]
    Expired,
    /// Somebody has signed in, and their mailbox could not be connected in time for a fault of ours.
    #[error("the mailbox could not be connected in time")]
    TooLate,
    /// They said no.
    #[error("the sign-in was declined")]
    Declined,
    /// The mailbox cannot be connected, or the login server gives no token.
    #[error(transparent)]
    NotConnected(#[from] NotConnected),
}

impl From<OAuthFault> for SignInFault {
    fn from(fault: OAuthFault) -> SignInFault {
        EnterFault::from(fault).into()
    }
}

impl From<EnterFault> for SignInFault {
    fn from(fault: EnterFault) -> SignInFault {
        NotConnected::from(fault).into()
    }
}

impl From<StoreError> for SignInFault {
    fn from(fault: StoreError) -> SignInFault {
        NotConnected::from(fault).into()
    }
}

impl SignInFault {
    /// The same at the terminal, where there is no button.
    pub fn at_the_terminal(&self, words: &Words) -> String {
        match self {
            SignInFault::Expired => words.word("mailbox-fault-code-expired-at-terminal"),
            fault => fault.in_words(words),
        }
    }

    /// What is wrong and what to do, in a sentence or two.
    pub fn in_words(&self, words: &Words) -> String {
        match self {
            SignInFault::Expired => words.word("mailbox-fault-code-expired"),
            SignInFault::TooLate => words.word("mailbox-fault-ours"),
            SignInFault::Declined => words.word("mailbox-fault-code-declined"),
            SignInFault::NotConnected(fault) => connecting::in_words(fault, words),
        }
    }
}
