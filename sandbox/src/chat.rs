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
    /// Whether the person has written to the bot, which may not write before.
    pub(crate) opened: bool,
    pub(crate) blocked: bool,
    /// By number; without the deleted ones.
    pub(crate) messages: BTreeMap<i64, Message>,
    /// The number of the last message, deleted or not.
    pub(crate) last_id: i64,
    /// The pinned messages, the one that was pinned last at the end.
    pub(crate) pinned: Vec<i64>,
    /// The keyboard that the bot shows in place of the phone's: Telegram's `ReplyKeyboardMarkup`.
    pub(crate) keyboard: Option<Value>,
    /// Telegram's `MenuButton`, if this chat has one of its own.
    pub(crate) menu_button: Option<Value>,
    /// The number of the last message that was shown on the page.
    pub(crate) read: i64,
    /// What the bot is said to be doing ("typing"), and since when.
    #[serde(skip)]
    pub(crate) action: Option<(String, DateTime<Utc>)>,
    /// Every message and edit of the bot, in the order in which they came.
    #[serde(skip)]
    journal: Vec<Message>,
    /// How many entries of the journal a test has heard.
    #[serde(skip)]
    heard: usize,
}

impl Chat {
    pub(crate) fn next_id(&mut self) -> i64 {
        self.last_id += 1;
        self.last_id
    }

    /// Adds a message or an edit of the bot to the journal.
    pub(crate) fn note(&mut self, message: &Message) {
        self.journal.push(message.clone());
        self.action = None;
    }

    /// The oldest entry of the journal that was not heard yet; from now on it counts as heard.
    pub(crate) fn hear(&mut self) -> Option<Message> {
        let next = self.journal.get(self.heard)?.clone();
        self.heard += 1;
        Some(next)
    }

    pub(crate) fn unheard(&self) -> &[Message] {
        self.journal.get(self.heard..).unwrap_or_default()
    }

    pub(crate) fn heard(&self) -> &[Message] {
        self.journal.get(..self.heard).unwrap_or_default()
    }

    /// How many messages of the bot were not shown on the page.
    pub(crate) fn unread(&self) -> usize {
        self.messages.range(self.read + 1..).filter(|(_, message)| message.from_bot).count()
    }
}
