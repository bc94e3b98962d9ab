//! Everything that the sandbox knows.

use std::collections::{BTreeMap, VecDeque};

use axum::body::Bytes;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::answers::Presses;
use crate::chat::Chat;
use crate::clock::Clock;
use crate::limits::Limits;
use crate::message::{FileInfo, FileKind, Message};
use crate::methods::{Menus, Profile};
use crate::options::{BotProfile, Person};
use crate::queue::Queue;
use crate::wire;

/// Everything that the sandbox knows.
#[derive(Debug)]
pub(crate) struct State {
    /// The bot.
    pub(crate) bot: BotProfile,
    /// The people who can talk to it.
    pub(crate) people: Vec<Person>,
    /// What dates the messages.
    pub(crate) clock: Clock,
    /// What is kept between runs.
    pub(crate) book: Book,
    /// Every call of the bot, the newest last.
    pub(crate) calls: VecDeque<Call>,
    /// What was refused and the bot should have known better.
    pub(crate) complaints: Vec<String>,
    /// Which `getUpdates` is the newest; an older one that still waits is ended.
    pub(crate) poll: u64,
    /// How fast the bot has been sending.
    pub(crate) limits: Limits,
}

/// What is kept between runs.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Book {
    pub(crate) chats: BTreeMap<i64, Chat>,
    pub(crate) queue: Queue,
    pub(crate) presses: Presses,
    pub(crate) files: BTreeMap<String, StoredFile>,
    pub(crate) last_file: u64,
    pub(crate) menus: Menus,
    pub(crate) profile: Profile,
    /// The menu button of chats that have no other.
    pub(crate) menu_button: Option<Value>,
    /// How far the clock runs ahead of the machine's, in milliseconds.
    pub(crate) clock_ahead: Option<i64>,
}

/// A file and what is in it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct StoredFile {
    /// The file.
    pub(crate) info: FileInfo,
    /// What is in it; kept in a file of its own.
    #[serde(skip)]
    pub(crate) bytes: Bytes,
}

/// A call of the bot.
#[derive(Debug, Clone)]
pub struct Call {
    /// The method, as Telegram writes it.
    pub method: String,
    /// Its parameters; of files only their names.
    pub params: Value,
    /// Telegram's envelope with the answer.
    pub answer: Value,
    /// The chat that it is about.
    pub chat: Option<i64>,
    /// When it was made, by the sandbox's clock.
    pub at: DateTime<Utc>,
}

/// How many calls are remembered.
const CALL_LIMIT: usize = 10_000;

impl State {
    /// The time now, in whole seconds, as Telegram dates everything.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        let now = self.clock.now();
        DateTime::from_timestamp(now.timestamp(), 0).unwrap_or(now)
    }

    /// A person.
    pub(crate) fn person(&self, id: i64) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    /// A person's chat.
    pub(crate) fn chat(&self, id: i64) -> Option<&Chat> {
        self.book.chats.get(&id)
    }

    /// A person's chat, which is made if there is none yet.
    pub(crate) fn chat_mut(&mut self, id: i64) -> &mut Chat {
        self.book.chats.entry(id).or_default()
    }

    /// A message.
    pub(crate) fn message(&self, chat: i64, id: i64) -> Option<&Message> {
        self.chat(chat)?.messages.get(&id)
    }

    /// A message, as the bot is told of it.
    pub(crate) fn wire_message(&self, chat: i64, message: &Message) -> Value {
        match self.person(chat) {
            Some(person) => wire::message(self, person, message),
            None => Value::Null,
        }
    }

    /// Puts a message of the bot into a chat and answers what the bot is told of it.
    pub(crate) fn post(&mut self, chat_id: i64, message: Message) -> Value {
        let json = self.wire_message(chat_id, &message);
        let chat = self.chat_mut(chat_id);
        if let Some(markup) = &message.reply_markup
            && !message.edited
        {
            if markup.get("keyboard").is_some() {
                chat.keyboard = Some(markup.clone());
            } else if markup.get("remove_keyboard").is_some() {
                chat.keyboard = None;
            }
        }
        chat.note(&message);
        chat.messages.insert(message.id, message);
        json
    }

    /// Keeps a file.
    pub(crate) fn store_file(
        &mut self,
        kind: FileKind,
        name: &str,
        mime: Option<&str>,
        bytes: Bytes,
    ) -> FileInfo {
        self.book.last_file += 1;
        let number = self.book.last_file;
        let extension = name.rsplit_once('.').map_or("bin", |(_, extension)| extension);
        let extension: String = extension.chars().filter(char::is_ascii_alphanumeric).take(8).collect();
        let info = FileInfo {
            id: format!("BQACAgSandbox{number:06}-{}", self.bot.id),
            unique_id: format!("AgAD{number:06}"),
            name: name.to_owned(),
            mime: mime.map_or_else(|| mime_of(name), str::to_owned),
            size: bytes.len(),
            path: format!("{}/file_{number}.{extension}", kind.folder()),
        };
        self.book.files.insert(info.id.clone(), StoredFile { info: info.clone(), bytes });
        info
    }

    /// Logs a call.
    pub(crate) fn log(&mut self, call: Call) {
        if self.calls.len() == CALL_LIMIT {
            self.calls.pop_front();
        }
        self.calls.push_back(call);
    }

    /// Forgets the chats and all that belongs to them. What the bot has said about itself (its commands, its name)
    /// stays, as it says it only once, and updates go on counting, as they do at Telegram.
    pub(crate) fn reset(&mut self) {
        self.book.chats.clear();
        self.book.queue.clear();
        self.book.presses.clear();
        self.book.files.clear();
        self.calls.clear();
        self.complaints.clear();
    }
}

/// The type of a file, by its name.
pub(crate) fn mime_of(name: &str) -> String {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    let mime = match extension.as_deref() {
        Some("csv") => "text/csv",
        Some("txt" | "md" | "log") => "text/plain",
        Some("html" | "htm") => "text/html",
        Some("json") => "application/json",
        Some("pdf") => "application/pdf",
        Some("vcf") => "text/x-vcard",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("xls") => "application/vnd.ms-excel",
        Some("docx") => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Some("zip") => "application/zip",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("gif") => "image/gif",
        Some("webp") => "image/webp",
        Some("ogg" | "oga" | "opus") => "audio/ogg",
        Some("mp3") => "audio/mpeg",
        Some("m4a") => "audio/mp4",
        Some("ics") => "text/calendar",
        _ => "application/octet-stream",
    };
    mime.to_owned()
}
