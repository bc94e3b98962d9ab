//! What the sandbox knows: people, chats, files, and what the bot has called.

use std::collections::{BTreeMap, VecDeque};

use axum::body::Bytes;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::bot_texts::BotTexts;
use crate::chat::Chat;
use crate::clock::Clock;
use crate::mail::Post;
use crate::menus::Menus;
use crate::message::{FileInfo, FileKind, Message};
use crate::options::{BotProfile, Person};
use crate::presses::Presses;
use crate::queue::Queue;
use crate::send_limits::SendLimits;
use crate::wire;

/// What the sandbox knows, behind one lock.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) bot: BotProfile,
    /// The people who can talk to it.
    pub(crate) people: Vec<Person>,
    /// What dates the messages.
    pub(crate) clock: Clock,
    pub(crate) saved: Saved,
    /// Every call of the bot, the newest last.
    pub(crate) calls: VecDeque<Call>,
    /// The refusals that are a mistake of the bot, each as one line.
    pub(crate) complaints: Vec<String>,
    /// The number of the newest `getUpdates`, which ends an older one that still waits.
    pub(crate) poll: u64,
    pub(crate) limits: SendLimits,
}

/// What is kept between runs.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Saved {
    pub(crate) chats: BTreeMap<i64, Chat>,
    pub(crate) queue: Queue,
    pub(crate) presses: Presses,
    pub(crate) files: BTreeMap<String, StoredFile>,
    pub(crate) last_file: u64,
    pub(crate) menus: Menus,
    pub(crate) profile: BotTexts,
    /// The menu button of chats that have no other.
    pub(crate) menu_button: Option<Value>,
    /// The mails, as far as they are saved; while it runs the mail room has them.
    pub(crate) mail: Post,
    /// How far the clock runs ahead of the machine's, in milliseconds.
    pub(crate) clock_ahead: Option<i64>,
}

/// A file and what is in it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct StoredFile {
    pub(crate) info: FileInfo,
    /// Saved in a file of its own.
    #[serde(skip)]
    pub(crate) bytes: Bytes,
}

/// A call of the bot.
#[derive(Debug, Clone)]
pub struct Call {
    /// The method, as Telegram writes it.
    pub method: String,
    /// Its parameters, with files by name and size.
    pub params: Value,
    /// Telegram's envelope with the answer.
    pub answer: Value,
    /// The `chat_id` among its parameters.
    pub chat: Option<i64>,
    /// When it was made, by the sandbox's clock.
    pub at: DateTime<Utc>,
}

const CALL_LIMIT: usize = 10_000;

impl State {
    /// The time now, in whole seconds, as Telegram dates everything.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        let now = self.clock.now();
        DateTime::from_timestamp(now.timestamp(), 0).unwrap_or(now)
    }

    pub(crate) fn person(&self, id: i64) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    /// The language of a person's Telegram, as its two letters.
    pub(crate) fn language_of(&self, person: i64) -> String {
        let code = self.person(person).and_then(|person| person.language_code.as_deref()).unwrap_or_default();
        code.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
    }

    /// The menu that a person sees: `(command, description)`.
    pub(crate) fn commands_for(&self, person: i64) -> Vec<(String, String)> {
        let menu = self.saved.menus.of_person(person, &self.language_of(person));
        menu.iter().map(|known| (known.command.clone(), known.description.clone())).collect()
    }

    pub(crate) fn chat(&self, id: i64) -> Option<&Chat> {
        self.saved.chats.get(&id)
    }

    /// A person's chat, which is made if there is none yet.
    pub(crate) fn chat_mut(&mut self, id: i64) -> &mut Chat {
        self.saved.chats.entry(id).or_default()
    }

    pub(crate) fn message(&self, chat: i64, id: i64) -> Option<&Message> {
        self.chat(chat)?.messages.get(&id)
    }

    /// `Message` in JSON.
    pub(crate) fn wire_message(&self, chat: i64, message: &Message) -> Value {
        match self.person(chat) {
            Some(person) => {
                let replied = message.reply_to.and_then(|id| self.message(chat, id));
                wire::message(&self.bot, person, message, replied)
            }
            None => Value::Null,
        }
    }

    /// Puts a new or edited message of the bot into a chat, and answers it in JSON.
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

    /// Keeps a file under a new identifier.
    pub(crate) fn store_file(
        &mut self,
        kind: FileKind,
        name: &str,
        mime: Option<&str>,
        bytes: Bytes,
    ) -> FileInfo {
        self.saved.last_file += 1;
        let number = self.saved.last_file;
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
        self.saved.files.insert(info.id.clone(), StoredFile { info: info.clone(), bytes });
        info
    }

    /// Adds a call to the log, which holds the last [`CALL_LIMIT`].
    pub(crate) fn log(&mut self, call: Call) {
        if self.calls.len() == CALL_LIMIT {
            self.calls.pop_front();
        }
        self.calls.push_back(call);
    }

    /// Forgets the chats and all that belongs to them. The bot's commands and texts stay, since a bot sets them only
    /// once, and the numbers of updates go on, as at Telegram.
    pub(crate) fn reset(&mut self) {
        self.saved.chats.clear();
        self.saved.queue.clear();
        self.saved.presses.clear();
        self.saved.files.clear();
        self.calls.clear();
        self.complaints.clear();
    }
}

fn mime_of(name: &str) -> String {
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
