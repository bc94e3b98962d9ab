//! The outbox as values: a message that is written, claimed for sending, and settled.

use chrono::{DateTime, Utc};

use crate::vocabulary::ContactId;

/// How soon a message leaves when many wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Priority {
    /// Somebody waits for it.
    Answer,
    /// It can wait for answers.
    Bulk,
}

/// A message to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct NewMessage {
    /// Telegram's number of the chat.
    pub chat: i64,
    /// A message that must be sent once has a key: a second message with the same key is not written.
    pub key: Option<String>,
    /// How soon it leaves.
    pub priority: Priority,
    /// What to send, as JSON; the store does not look into it.
    pub body: String,
    /// The contact whose card the message will be.
    pub card_of: Option<ContactId>,
}

/// A message that was claimed for sending.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimedMessage {
    /// The row.
    pub id: i64,
    /// Telegram's number of the chat.
    pub chat: i64,
    /// How soon it leaves.
    pub priority: Priority,
    /// What to send, as JSON.
    pub body: String,
    /// The contact whose card the message will be.
    pub card_of: Option<ContactId>,
    /// How often it was tried before, in vain.
    pub attempts: u32,
    /// It may have been sent before the process died or the line broke: mark it as a repeat.
    pub may_be_there: bool,
    /// The key under which it is sent once.
    pub key: Option<String>,
    /// When it was claimed. A process whose leadership has ended sees by it that another process claimed the message.
    pub claimed_at: DateTime<Utc>,
}

/// What became of a claimed message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// Telegram took it; under which number, where it is a message.
    Sent(Option<i64>),
    /// Try again at this time (UTC), and why it failed.
    Later(DateTime<Utc>, String),
    /// It was not tried, since it was not its turn: try at this time (UTC), and why. That counts as no attempt, or a
    /// chat with many messages would wait ever longer for a single fault.
    NotTried(DateTime<Utc>, String),
    /// Nobody knows whether Telegram took it: try again at this time (UTC), marked as a repeat, and why.
    Unclear(DateTime<Utc>, String),
    /// The chat blocked the bot: it waits until they write again.
    Blocked,
    /// Telegram will never take it, and why.
    Failed(String),
    /// Whoever it was for may not see it any more: it is not sent.
    Revoked,
}

/// What became of the message with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyedMessage {
    /// It is this message.
    Message(i64),
    /// It has not been sent, or that is not settled yet.
    Waiting,
    /// There is none, or Telegram did not take it.
    None,
}
