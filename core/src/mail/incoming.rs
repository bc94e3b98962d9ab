//! What was made of a mail that came in, as the book keeps it.

use chrono::{DateTime, NaiveDate, Utc};

use super::reading::Class;
use crate::email::Email;
use crate::vocabulary::{ChangeId, ContactId, MailId, MailboxId, TeamId};

/// A mail that came in and was read. `Debug` shows nothing of what stands in it.
#[derive(Clone, PartialEq, Eq)]
pub struct Incoming {
    /// The number by which a button names it; 0 before it is written.
    pub number: i64,
    /// The team.
    pub team: TeamId,
    /// Into which mailbox it came; `None`: through the dropbox.
    pub mailbox: Option<MailboxId>,
    /// With whom it is kept.
    pub contact: ContactId,
    /// Which of our mails it is about.
    pub mail: Option<MailId>,
    /// What it is.
    pub class: Class,
    /// Its name, in angle brackets.
    pub message_id: Option<String>,
    /// The mails that it follows, in angle brackets.
    pub thread: Vec<String>,
    /// Who wrote.
    pub sender: Email,
    /// The name of whoever wrote; may be empty.
    pub sender_name: String,
    /// Its subject.
    pub subject: String,
    /// What is new in it.
    pub text: String,
    /// Until when they are away.
    pub away_until: Option<NaiveDate>,
    /// When it came (UTC).
    pub at: DateTime<Utc>,
    /// The change that logged it.
    pub change: Option<ChangeId>,
}

impl std::fmt::Debug for Incoming {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Incoming")
            .field("number", &self.number)
            .field("class", &self.class)
            .finish_non_exhaustive()
    }
}
