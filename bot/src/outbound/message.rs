//! What an outbox message is: a call to Telegram, ready to be made and made again.

use renmai_core::interaction::Attachment;
use renmai_core::store::{NewMessage, Priority};
use renmai_core::vocabulary::{Lang, Role};
use serde::{Deserialize, Serialize};

use crate::i18n::{Keyboard, Message};

/// A call that is to be made. It stands in the outbox as JSON, under names that never change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum OutboxCall {
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
    /// What the message becomes that was sent under a key, or a new message where that one was never sent.
    #[serde(rename = "EditLetter")]
    EditKeyed {
        /// The key of that message.
        key: String,
        /// Its text, as Telegram's HTML.
        html: String,
        /// Its buttons.
        keyboard: Keyboard,
    },
    /// A photo, a voice note or a file that somebody sent before, by its file id.
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
    /// A message is deleted.
    Delete {
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
        /// For this role; `None`: a stranger.
        role: Option<Role>,
        /// In this language.
        lang: Lang,
    },
}

impl OutboxCall {
    /// A message as a new one.
    pub fn send(message: Message) -> OutboxCall {
        if let Some(what) = message.attached {
            return OutboxCall::Attachment { what, html: message.html.as_str().to_owned() };
        }
        match message.file {
            Some(file) => OutboxCall::Document { file, html: message.html.as_str().to_owned() },
            None => OutboxCall::Send { html: message.html.as_str().to_owned(), keyboard: message.keyboard },
        }
    }

    /// What a message becomes. A file cannot take the place of a text: it comes as a new message.
    pub fn edit(number: i64, message: Message) -> OutboxCall {
        match message.file {
            Some(file) => OutboxCall::Document { file, html: message.html.as_str().to_owned() },
            None => OutboxCall::Edit {
                message: number,
                html: message.html.as_str().to_owned(),
                keyboard: message.keyboard,
            },
        }
    }

    /// What the message that was sent under a key becomes.
    pub fn edit_keyed(key: String, message: Message) -> OutboxCall {
        OutboxCall::EditKeyed { key, html: message.html.as_str().to_owned(), keyboard: message.keyboard }
    }

    /// A message loses its buttons.
    pub fn strip(message: i64) -> OutboxCall {
        OutboxCall::Strip { message }
    }

    /// As the outbox keeps it.
    ///
    /// # Errors
    /// Never in practice: every part can be written as JSON.
    pub fn json(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }

    /// An outbox message that somebody waits for.
    ///
    /// # Errors
    /// As [`OutboxCall::json`].
    pub fn answer(&self, chat: i64) -> serde_json::Result<NewMessage> {
        Ok(NewMessage { chat, key: None, priority: Priority::Answer, body: self.json()?, card_of: None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_earlier_version_wrote_into_the_outbox_is_still_read() {
        for (json, want) in [
            (
                r#"{"EditLetter":{"key":"check:7","html":"<b>x</b>","keyboard":[]}}"#,
                OutboxCall::EditKeyed {
                    key: "check:7".into(),
                    html: "<b>x</b>".into(),
                    keyboard: Keyboard::default(),
                },
            ),
            (r#"{"Strip":{"message":5}}"#, OutboxCall::Strip { message: 5 }),
            (r#"{"Document":{"file":3,"html":"x"}}"#, OutboxCall::Document { file: 3, html: "x".into() }),
        ] {
            assert_eq!(serde_json::from_str::<OutboxCall>(json).unwrap(), want);
            assert_eq!(want.json().unwrap(), json);
        }
    }
}
