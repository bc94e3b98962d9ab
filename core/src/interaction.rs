//! Something that happened with a contact, at a time, with a summary.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::vocabulary::{AttachmentKind, ContactId, InteractionId, InteractionKind, MemberId};

/// An interaction as the book holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interaction {
    /// The row.
    pub id: InteractionId,
    /// With whom.
    pub contact: ContactId,
    /// What happened.
    pub kind: InteractionKind,
    /// When it happened (UTC): the date of the message, not of its arrival.
    pub at: DateTime<Utc>,
    /// One line of what was said.
    pub summary: String,
    /// Who logged it.
    pub by: MemberId,
}

/// A file that belongs to something that happened. Telegram keeps it, and gives it back to the same bot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// What it is.
    pub kind: AttachmentKind,
    /// The file id by which Telegram sends it again.
    pub file: String,
    /// Its size.
    pub bytes: u64,
}

/// An attachment as the book holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// The number by which a button names it.
    pub number: i64,
    /// The interaction that it belongs to.
    pub interaction: InteractionId,
    /// What was written under it.
    pub summary: String,
    /// The file.
    pub what: Attachment,
}
