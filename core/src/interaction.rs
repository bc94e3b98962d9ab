//! Something that happened with a contact, at a time, with a summary.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::vocabulary::{AttachmentKind, ContactId, InteractionId, InteractionKind, MemberId, Messenger};

/// The longest summary, in characters: a whole Telegram message (docs/product.md, rule 2.14). Nothing is cut to it:
/// what is longer is refused with a word, or becomes several.
pub const LONGEST_SUMMARY: usize = 4096;

/// A text in pieces that are summaries each, in its order.
pub(crate) fn summaries(text: &str) -> impl Iterator<Item = String> + '_ {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = rest.char_indices().nth(LONGEST_SUMMARY).map_or(rest.len(), |(end, _)| end);
        let (piece, after) = rest.split_at(end);
        rest = after;
        (!piece.is_empty()).then(|| piece.to_owned())
    })
}

/// What happened, and by which messenger a message went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kind {
    /// What happened.
    pub kind: InteractionKind,
    /// By what it went, of a message.
    pub messenger: Option<Messenger>,
}

impl From<InteractionKind> for Kind {
    fn from(kind: InteractionKind) -> Kind {
        Kind { kind, messenger: None }
    }
}

/// What happened, as somebody tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happened {
    /// What happened.
    pub kind: InteractionKind,
    /// By what it went, of a message.
    pub messenger: Option<Messenger>,
    /// What was said.
    pub summary: String,
}

impl Happened {
    /// What happened, and what was said.
    pub fn new(what: impl Into<Kind>, summary: impl Into<String>) -> Happened {
        let Kind { kind, messenger } = what.into();
        Happened { kind, messenger, summary: summary.into() }
    }
}

/// An interaction as the book holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interaction {
    /// The row.
    pub id: InteractionId,
    /// With whom.
    pub contact: ContactId,
    /// What happened.
    pub kind: InteractionKind,
    /// By what it went, of a message.
    pub messenger: Option<Messenger>,
    /// When it happened (UTC): the date of the message, not of its arrival.
    pub at: DateTime<Utc>,
    /// What was said.
    pub summary: String,
    /// Who logged it.
    pub by: MemberId,
}

impl Interaction {
    /// What happened, and by which messenger a message went.
    pub fn what(&self) -> Kind {
        Kind { kind: self.kind, messenger: self.messenger }
    }
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
