//! One mail to one person, from the first draft to what became of it.

use std::fmt;

use chrono::{DateTime, Utc};

use super::pace::Haste;
use crate::email::Email;
use crate::vocabulary::{
    ChangeId, ContactId, Frame, MailId, MailLang, MailState, MailboxId, MemberId, TeamId,
};

/// A mail as the book holds it, without its frozen bytes. `Debug` shows nothing of what stands in it.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// The row.
    pub id: MailId,
    /// The team.
    pub team: TeamId,
    /// To whom.
    pub contact: ContactId,
    /// Who writes.
    pub by: MemberId,
    /// From which mailbox; `None`: it is a draft.
    pub mailbox: Option<MailboxId>,
    /// To which address.
    pub to: Email,
    /// What is written.
    pub text: Written,
    /// How far it has come.
    pub state: MailState,
    /// Which rules of the pace count.
    pub haste: Haste,
    /// When it is to leave (UTC).
    pub due_at: Option<DateTime<Utc>>,
    /// How often it was tried.
    pub attempts: u32,
    /// The secret by which its reader opts out.
    pub token: String,
    /// Its name, frozen when it was first claimed.
    pub message_id: Option<String>,
    /// When it was first claimed (UTC).
    pub claimed_at: Option<DateTime<Utc>>,
    /// When its bytes may first have reached the server (UTC).
    pub handed_at: Option<DateTime<Utc>>,
    /// What the server said last.
    pub answer: Option<String>,
    /// How often it was looked for among what was sent.
    pub looks: u32,
    /// When it is looked for again (UTC).
    pub look_at: Option<DateTime<Utc>>,
    /// The message of the writer's chat that tells of it.
    pub shown_in: Option<i64>,
    /// The change that planned it.
    pub change: Option<ChangeId>,
}

/// What is written in a mail, without its foot.
#[derive(Clone, PartialEq, Eq)]
pub struct Written {
    /// By which template it is counted; `None`: written by hand.
    pub template: Option<String>,
    /// How it is built.
    pub frame: Frame,
    /// Its language.
    pub lang: MailLang,
    /// The subject, one line.
    pub subject: String,
    /// The text.
    pub body: String,
    /// What it answers.
    pub answers: Option<Answered>,
}

/// The mails that a mail follows: their names, in angle brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The one that it answers.
    pub in_reply_to: String,
    /// Those before that, the oldest first.
    pub before: Vec<String>,
}

impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mail").field("id", &self.id).field("state", &self.state).finish_non_exhaustive()
    }
}

impl fmt::Debug for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Written").field("template", &self.template).finish_non_exhaustive()
    }
}

impl Mail {
    /// Whether a parked mail is looked for no more: only a person knows.
    pub fn look_ended(&self) -> bool {
        self.state == MailState::Parked && self.look_at.is_none()
    }

    /// Whether its bytes may be at the server.
    pub fn may_be_there(&self) -> bool {
        use MailState::{Answered, Bounced, Handed, Parked, Sent};
        matches!(self.state, Handed | Parked | Sent | Bounced | Answered)
    }
}
