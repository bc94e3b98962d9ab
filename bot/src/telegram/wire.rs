//! An update as Telegram writes it, as far as it is read here.
//!
//! A field that is not named here is passed over, so one that Telegram adds makes no text unreadable. teloxide's own
//! types name every field, and refuse an update in which one is not as they expect.

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

#[derive(Debug, Deserialize)]
pub(super) struct Update {
    pub(super) message: Option<Message>,
    pub(super) edited_message: Option<Message>,
    pub(super) callback_query: Option<Query>,
    pub(super) my_chat_member: Option<Membership>,
}

/// Every update has a number, whatever else it has.
#[derive(Debug, Deserialize)]
pub(super) struct Numbered {
    pub(super) update_id: i64,
}

#[derive(Debug, Deserialize)]
pub(super) struct Message {
    pub(super) message_id: i64,
    /// UTC seconds.
    #[serde(default, deserialize_with = "seconds")]
    pub(super) date: i64,
    pub(super) chat: Chat,
    pub(super) from: Option<User>,
    pub(super) text: Option<String>,
    pub(super) caption: Option<String>,
    pub(super) document: Option<Document>,
    pub(super) photo: Option<Vec<Photo>>,
    pub(super) media_group_id: Option<String>,
    pub(super) voice: Option<Voice>,
    pub(super) contact: Option<SharedContact>,
    pub(super) pinned_message: Option<IgnoredAny>,
    pub(super) reply_to_message: Option<Box<Message>>,
    pub(super) reply_markup: Option<Markup>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Chat {
    #[serde(default)]
    pub(super) id: i64,
    #[serde(rename = "type")]
    kind: String,
}

impl Chat {
    pub(super) fn is_private(&self) -> bool {
        self.kind == "private"
    }

    pub(super) fn is_group(&self) -> bool {
        matches!(self.kind.as_str(), "group" | "supergroup")
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct User {
    pub(super) id: i64,
    pub(super) first_name: String,
    pub(super) last_name: Option<String>,
    pub(super) username: Option<String>,
    pub(super) language_code: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Document {
    pub(super) file_id: String,
    pub(super) file_name: Option<String>,
    pub(super) mime_type: Option<String>,
    /// In bytes. Telegram need not say it; the download has a limit of its own.
    #[serde(default, deserialize_with = "count")]
    pub(super) file_size: u64,
}

#[derive(Debug, Deserialize)]
pub(super) struct Photo {
    pub(super) file_id: String,
    #[serde(default, deserialize_with = "count")]
    pub(super) width: u64,
    #[serde(default, deserialize_with = "count")]
    pub(super) height: u64,
    #[serde(default, deserialize_with = "count")]
    pub(super) file_size: u64,
}

#[derive(Debug, Deserialize)]
pub(super) struct Voice {
    pub(super) file_id: String,
    #[serde(default, deserialize_with = "count")]
    pub(super) file_size: u64,
}

#[derive(Debug, Deserialize)]
pub(super) struct SharedContact {
    pub(super) phone_number: String,
    pub(super) first_name: String,
    pub(super) last_name: Option<String>,
    pub(super) vcard: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Markup {
    #[serde(default)]
    pub(super) inline_keyboard: Vec<Vec<Key>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Key {
    pub(super) text: String,
    pub(super) callback_data: Option<String>,
    pub(super) copy_text: Option<CopyText>,
    pub(super) url: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct CopyText {
    pub(super) text: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Query {
    pub(super) id: String,
    pub(super) from: User,
    pub(super) message: Option<Pressed>,
    pub(super) data: Option<String>,
}

/// The message that has a pressed button; of an old one only its number is told.
#[derive(Debug, Deserialize)]
pub(super) struct Pressed {
    pub(super) message_id: i64,
    pub(super) text: Option<String>,
    pub(super) reply_markup: Option<Markup>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Membership {
    pub(super) chat: Chat,
    pub(super) from: User,
    /// UTC seconds.
    #[serde(default, deserialize_with = "seconds")]
    pub(super) date: i64,
    pub(super) new_chat_member: Member,
}

#[derive(Debug, Deserialize)]
pub(super) struct Member {
    pub(super) status: String,
}

/// A number of bytes or pixels that a database can store. Anything else counts as 0, so that it does not make the
/// message unreadable.
fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let number = Value::deserialize(deserializer)?.as_u64().unwrap_or(0);
    Ok(number.min(i64::MAX.unsigned_abs()))
}

/// A date in UTC seconds. Anything else counts as 0, which is too early to be a date of Telegram's.
fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    Ok(Value::deserialize(deserializer)?.as_i64().unwrap_or(0))
}
