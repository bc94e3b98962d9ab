//! What a letter of the outbox says: a call to Telegram, ready to be made and made again.

use renmai_core::interaction::Attachment;
use renmai_core::store::{NewMessage, Priority};
use renmai_core::vocabulary::{Lang, Role};
use serde::{Deserialize, Serialize};

use crate::i18n::{Keyboard, Message};

/// A call that is owed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Post {
    /// A new message.
    Send {
        /// Its text, as Telegram's HTML.
        html: String,
        /// Its buttons.
        keyboard: Keyboard,
    },
    /// What a message becomes.
    Edit {
        /// Which message.
        message: i64,
        /// Its text, as Telegram's HTML.
        html: String,
        /// Its buttons.
        keyboard: Keyboard,
    },
    /// What the message becomes that a keyed letter was, or a new message where that one never came.
    EditLetter {
        /// The key of that letter.
        key: String,
        /// Its text, as Telegram's HTML.
        html: String,
        /// Its buttons.
        keyboard: Keyboard,
    },
    /// A photo, a voice note or a file that somebody sent before, by what Telegram gives it back.
    Attachment {
        /// Which.
        what: Attachment,
        /// The caption, as Telegram's HTML.
        html: String,
    },
    /// A message loses its buttons.
    Strip {
        /// Which message.
        message: i64,
    },
    /// A kept file.
    Document {
        /// Its number.
        file: i64,
        /// The caption, as Telegram's HTML.
        html: String,
    },
    /// The command menu of the chat.
    Menu {
        /// For this role; nobody's: the menu of a stranger.
        role: Option<Role>,
        /// In this language.
        lang: Lang,
    },
}

impl Post {
    /// A message as a new one.
    pub fn send(message: Message) -> Post {
        if let Some(what) = message.attached {
            return Post::Attachment { what, html: message.html.as_str().to_owned() };
        }
        match message.file {
            Some(file) => Post::Document { file, html: message.html.as_str().to_owned() },
            None => Post::Send { html: message.html.as_str().to_owned(), keyboard: message.keyboard },
        }
    }

    /// What a message becomes. A file cannot take the place of a text: it comes as a new message.
    pub fn edit(number: i64, message: Message) -> Post {
        match message.file {
            Some(file) => Post::Document { file, html: message.html.as_str().to_owned() },
            None => Post::Edit {
                message: number,
                html: message.html.as_str().to_owned(),
                keyboard: message.keyboard,
            },
        }
    }

    /// What the message of a keyed letter becomes.
    pub fn edit_letter(key: String, message: Message) -> Post {
        Post::EditLetter { key, html: message.html.as_str().to_owned(), keyboard: message.keyboard }
    }

    /// A message loses its buttons.
    pub fn strip(message: i64) -> Post {
        Post::Strip { message }
    }

    /// As the outbox keeps it.
    ///
    /// # Errors
    /// Never in practice: every part can be written as JSON.
    pub fn json(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }

    /// A letter that somebody waits for.
    ///
    /// # Errors
    /// As [`Post::json`].
    pub fn answer(&self, chat: i64) -> serde_json::Result<NewMessage> {
        Ok(NewMessage { chat, key: None, priority: Priority::Answer, body: self.json()?, card_of: None })
    }
}
