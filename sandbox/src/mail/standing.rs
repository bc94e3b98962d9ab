//! How a customer's mailbox is, as far as somebody feels it who writes there.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How a customer's mailbox is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Standing {
    /// It takes mail.
    #[default]
    Exists,
    /// There is no such mailbox, and the server says so at once.
    Unknown,
    /// It is full, and the server says so at once.
    Full,
    /// The server takes the mail, and sends a report later.
    BouncesLater {
        /// What the report says.
        bounce: Bounce,
    },
    /// It takes mail, and answers each by itself.
    Away {
        /// The last day of it, if the answer says so.
        until: Option<NaiveDate>,
    },
}

/// What a report about a mail says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bounce {
    /// There is no such mailbox.
    NoSuchMailbox,
    /// The mailbox was full for days.
    MailboxFull,
    /// The other side wants no such mail.
    Policy,
    /// It has not arrived so far, and is tried again.
    Delayed,
}

impl Bounce {
    /// RFC 3464's word for what became of the mail.
    pub(crate) fn action(self) -> &'static str {
        if self == Bounce::Delayed { "delayed" } else { "failed" }
    }

    /// The status code of RFC 3463.
    pub(crate) fn status(self) -> &'static str {
        match self {
            Bounce::NoSuchMailbox => "5.1.1",
            Bounce::MailboxFull => "4.2.2",
            Bounce::Policy => "5.7.1",
            Bounce::Delayed => "4.4.1",
        }
    }

    /// What the other side's server said.
    pub(crate) fn said(self) -> &'static str {
        match self {
            Bounce::NoSuchMailbox => "550 5.1.1 Recipient address rejected: User unknown",
            Bounce::MailboxFull => "452 4.2.2 The recipient's mailbox is over quota",
            Bounce::Policy => "550 5.7.1 Message rejected due to local policy",
            Bounce::Delayed => "421 4.4.1 Connection timed out",
        }
    }
}
