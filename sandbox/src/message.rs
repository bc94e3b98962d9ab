//! A message, and what is in it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A message, as a person sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// Its number in the chat.
    pub id: i64,
    /// Whether the bot wrote it.
    pub from_bot: bool,
    /// Its plain text after the markup was parsed, or its caption.
    pub text: String,
    /// Its text with markup, as the bot wrote it.
    pub html: String,
    /// The markup of its text, and what Telegram found in it.
    pub entities: Vec<Entity>,
    /// What it holds beside the text.
    pub content: Content,
    /// The buttons under it, by rows.
    pub buttons: Vec<Vec<Button>>,
    /// Any other `reply_markup`: `ReplyKeyboardMarkup`, `ReplyKeyboardRemove` or `ForceReply`.
    pub reply_markup: Option<Value>,
    /// Whether it was edited.
    pub edited: bool,
    /// The file in it.
    pub file: Option<FileInfo>,
    /// The message that it replies to.
    pub reply_to: Option<i64>,
    /// When it was sent.
    pub date: DateTime<Utc>,
    /// When it was last edited.
    pub edit_date: Option<DateTime<Utc>>,
    /// Whether it was sent without a sound.
    pub silent: bool,
    /// Whether it may not be forwarded or saved.
    pub protected: bool,
    /// Where it was forwarded from: Telegram's `MessageOrigin`.
    pub forward_origin: Option<Value>,
    /// The album that it is part of: Telegram's `media_group_id`.
    #[serde(default)]
    pub album: Option<String>,
    /// Telegram's `LinkPreviewOptions`, if any were given.
    pub link_preview: Option<Value>,
    /// The emoji with which the bot reacted to it.
    pub reactions: Vec<String>,
}

impl Message {
    /// An empty message.
    pub(crate) fn new(id: i64, from_bot: bool, date: DateTime<Utc>) -> Message {
        Message {
            id,
            from_bot,
            text: String::new(),
            html: String::new(),
            entities: Vec::new(),
            content: Content::Text,
            buttons: Vec::new(),
            reply_markup: None,
            edited: false,
            file: None,
            reply_to: None,
            date,
            edit_date: None,
            silent: false,
            protected: false,
            forward_origin: None,
            album: None,
            link_preview: None,
            reactions: Vec::new(),
        }
    }

    /// The labels of its buttons, in reading order.
    pub fn labels(&self) -> Vec<&str> {
        self.buttons.iter().flatten().map(|button| button.label.as_str()).collect()
    }
}

/// What a message holds beside its text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// Nothing.
    #[default]
    Text,
    /// A file.
    Document,
    /// A picture.
    Photo {
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
    },
    /// A sticker.
    Sticker {
        /// The emoji that it stands for.
        emoji: String,
    },
    /// A voice message.
    Voice {
        /// How long it is.
        seconds: u32,
    },
    /// A shared contact.
    Contact(SharedContact),
}

/// A shared contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedContact {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: Option<String>,
    /// Phone number.
    pub phone_number: String,
    /// The contact as a vCard.
    pub vcard: Option<String>,
}

/// A piece of markup: Telegram's `MessageEntity`, by its field names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// For example `bold` or `bot_command`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Where it begins, in UTF-16 code units.
    pub offset: usize,
    /// How long it is, in UTF-16 code units.
    pub length: usize,
    /// Of a `text_link`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Of a `text_mention`: Telegram's `User`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<Value>,
    /// Of a `pre`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Of a `custom_emoji`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_emoji_id: Option<String>,
    /// Of a `date_time`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unix_time: Option<i64>,
    /// Of a `date_time`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_time_format: Option<String>,
}

impl Entity {
    /// An entity without any of its optional fields.
    pub(crate) fn new(kind: &str, offset: usize, length: usize) -> Entity {
        Entity { kind: kind.to_owned(), offset, length, ..Entity::default() }
    }

    /// Where it ends, in UTF-16 code units.
    pub fn end(&self) -> usize {
        self.offset + self.length
    }
}

/// A button under a message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Button {
    /// What is written on it.
    pub label: String,
    /// What the bot is sent when it is pressed.
    pub data: Option<String>,
    /// The link that it opens.
    pub url: Option<String>,
    /// The text that it copies.
    pub copy_text: Option<String>,
    /// The button as the bot gave it: Telegram's `InlineKeyboardButton`.
    pub(crate) raw: Value,
}

/// What a file was sent as. Telegram does not send it as another kind afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileKind {
    Document,
    Photo,
    Voice,
    Sticker,
}

impl FileKind {
    const ALL: [FileKind; 4] = [FileKind::Document, FileKind::Photo, FileKind::Voice, FileKind::Sticker];

    /// The folder of its `file_path`.
    pub(crate) fn folder(self) -> &'static str {
        match self {
            FileKind::Document => "documents",
            FileKind::Photo => "photos",
            FileKind::Voice => "voice",
            FileKind::Sticker => "stickers",
        }
    }
}

impl std::fmt::Display for FileKind {
    /// Its name in Telegram's refusals.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            FileKind::Document => "Document",
            FileKind::Photo => "Photo",
            FileKind::Voice => "VoiceNote",
            FileKind::Sticker => "Sticker",
        })
    }
}

impl FileInfo {
    /// What it was sent as.
    pub(crate) fn kind(&self) -> FileKind {
        let folder = self.path.split('/').next();
        FileKind::ALL.into_iter().find(|kind| Some(kind.folder()) == folder).unwrap_or(FileKind::Document)
    }
}

/// A file in a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileInfo {
    /// Telegram's `file_id`.
    pub id: String,
    /// Telegram's `file_unique_id`.
    pub unique_id: String,
    /// Its name.
    pub name: String,
    /// Its type, for example `text/csv`.
    pub mime: String,
    /// How many bytes it has.
    pub size: usize,
    /// Telegram's `file_path`, from which it is downloaded.
    pub path: String,
}
