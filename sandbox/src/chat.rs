//! A person's private chat with the bot.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::message::Message;

/// A person's private chat with the bot.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Chat {
    /// Whether the person ever wrote to the bot; before that the bot may not write.
    pub(crate) opened: bool,
    /// Whether the person has blocked the bot.
    pub(crate) blocked: bool,
    /// What is in it; deleted messages are gone.
    pub(crate) messages: BTreeMap<i64, Message>,
    /// The number of the last message, deleted or not.
    pub(crate) last_id: i64,
    /// The pinned messages, the newest last.
    pub(crate) pinned: Vec<i64>,
    /// The keyboard that the bot put in place of the phone's.
    pub(crate) keyboard: Option<Value>,
    /// The bot's menu button in this chat.
    pub(crate) menu_button: Option<Value>,
    /// Up to which message the person has read, as far as the page knows.
    pub(crate) read: i64,
    /// What the bot is said to be doing ("typing"), and since when.
    #[serde(skip)]
    pub(crate) action: Option<(String, DateTime<Utc>)>,
    /// Every message and edit of the bot, in the order in which they came.
    #[serde(skip)]
    journal: Vec<Message>,
    /// How much of the journal was heard.
    #[serde(skip)]
    heard: usize,
}

impl Chat {
    /// The number for the next message.
    pub(crate) fn next_id(&mut self) -> i64 {
        self.last_id += 1;
        self.last_id
    }

    /// Puts down what the bot said or changed.
    pub(crate) fn note(&mut self, message: &Message) {
        self.journal.push(message.clone());
        self.action = None;
    }

    /// The oldest that was not heard yet, which then is.
    pub(crate) fn hear(&mut self) -> Option<Message> {
        let next = self.journal.get(self.heard)?.clone();
        self.heard += 1;
        Some(next)
    }

    /// What was not heard yet.
    pub(crate) fn unheard(&self) -> &[Message] {
        self.journal.get(self.heard..).unwrap_or_default()
    }

    /// What was heard so far.
    pub(crate) fn heard(&self) -> &[Message] {
        self.journal.get(..self.heard).unwrap_or_default()
    }

    /// How many messages of the bot the person has not read on the page.
    pub(crate) fn unread(&self) -> usize {
        self.messages.range(self.read + 1..).filter(|(_, message)| message.from_bot).count()
    }
}
