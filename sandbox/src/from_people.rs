//! What people do in a chat: it changes the chat, and queues an update for the bot.

use axum::body::Bytes;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::message::{Content, FileInfo, FileKind, Message};
use crate::methods::picture_size;
use crate::options::Person;
use crate::presses::Press;
use crate::state::State;
use crate::text::{self, Formatted};
use crate::wire;

/// What a person sends. A long text becomes several messages.
#[derive(Debug, Default)]
pub(crate) struct PersonMessage {
    pub(crate) text: String,
    pub(crate) content: Content,
    /// The name of the file, and its bytes.
    pub(crate) file: Option<(String, Bytes)>,
    pub(crate) reply_to: Option<i64>,
    /// `None`: now.
    pub(crate) date: Option<DateTime<Utc>>,
    pub(crate) forward_origin: Option<Value>,
    /// Telegram's `media_group_id`.
    pub(crate) album: Option<String>,
}

impl PersonMessage {
    pub(crate) fn text(text: &str) -> PersonMessage {
        PersonMessage { text: text.to_owned(), ..PersonMessage::default() }
    }

    /// A file, with or without a caption.
    pub(crate) fn file(name: &str, bytes: Bytes, caption: Option<&str>) -> PersonMessage {
        PersonMessage {
            content: Content::Document,
            file: Some((name.to_owned(), bytes)),
            ..PersonMessage::text(caption.unwrap_or_default())
        }
    }

    /// Sends the file as a photo, if it is a picture.
    pub(crate) fn into_photo(mut self) -> PersonMessage {
        let size = self.file.as_ref().and_then(|(_, bytes)| picture_size(bytes));
        if let Some((width, height)) = size {
            self.content = Content::Photo { width, height };
        }
        self
    }
}

impl State {
    /// A person sends something, which unblocks the bot. Answers the number of the last message that it became.
    pub(crate) fn receive(&mut self, person: i64, sent: PersonMessage) -> i64 {
        self.set_blocked(person, false);
        let kind = match sent.content {
            Content::Photo { .. } => FileKind::Photo,
            Content::Voice { .. } => FileKind::Voice,
            Content::Sticker { .. } => FileKind::Sticker,
            _ => FileKind::Document,
        };
        let file = sent.file.map(|(name, bytes)| self.store_file(kind, &name, None, bytes));
        let date = sent.date.unwrap_or_else(|| self.now());
        let mut last = 0;
        for piece in pieces(&sent.text, &sent.content) {
            let message = Piece {
                text: text::typed(piece),
                content: sent.content.clone(),
                file: file.clone(),
                reply_to: sent.reply_to,
                date,
                forward_origin: sent.forward_origin.clone(),
                album: sent.album.clone(),
            };
            last = self.put(person, message);
        }
        last
    }

    fn put(&mut self, person: i64, piece: Piece) -> i64 {
        let chat = self.chat_mut(person);
        chat.opened = true;
        let mut message = Message::new(chat.next_id(), false, piece.date);
        message.text = piece.text.text;
        message.html = piece.text.source;
        message.entities = piece.text.entities;
        message.content = piece.content;
        message.file = piece.file;
        message.reply_to = piece.reply_to.filter(|id| chat.messages.contains_key(id));
        message.forward_origin = piece.forward_origin;
        message.album = piece.album;
        if let Some(keyboard) = &chat.keyboard
            && keyboard.get("one_time_keyboard") == Some(&Value::Bool(true))
        {
            chat.keyboard = None;
        }
        let id = message.id;
        chat.messages.insert(id, message.clone());
        let json = self.wire_message(person, &message);
        self.saved.queue.push("message", json);
        id
    }

    /// A person edits a message of their own. Messages of the bot are not changed.
    pub(crate) fn edit(&mut self, person: i64, id: i64, text: &str) {
        let now = self.now();
        let Some(message) = self.chat_mut(person).messages.get_mut(&id).filter(|message| !message.from_bot)
        else {
            return;
        };
        let formatted = text::typed(text);
        message.text = formatted.text;
        message.html = formatted.source;
        message.entities = formatted.entities;
        message.edited = true;
        message.edit_date = Some(now);
        let message = message.clone();
        let json = self.wire_message(person, &message);
        self.saved.queue.push("edited_message", json);
    }

    /// A person presses a button, which need not be there.
    pub(crate) fn press(&mut self, person: i64, message: i64, data: &str) -> Press {
        let id = self.saved.presses.new_id(person);
        if let Some(known) = self.person(person) {
            let on = match self.message(person, message) {
                Some(message) => self.wire_message(person, message),
                // Telegram's `InaccessibleMessage`.
                None => json!({ "chat": wire::chat(known), "message_id": message, "date": 0 }),
            };
            let query = json!({
                "id": id,
                "from": wire::user(known),
                "message": on,
                // Any text that is the same for all presses in a chat.
                "chat_instance": (person ^ 0x5a5a_5a5a_5a5a).to_string(),
                "data": data,
            });
            let now = self.clock.now();
            self.saved.presses.add(&id, now, query.clone());
            self.saved.queue.push("callback_query", query);
        }
        Press { id, person, message, data: data.to_owned() }
    }

    /// Delivers a press once more.
    pub(crate) fn press_again(&mut self, press: &Press) {
        if let Some(query) = self.saved.presses.again(&press.id) {
            self.saved.queue.push("callback_query", query);
        }
    }

    /// A person blocks or unblocks the bot.
    pub(crate) fn set_blocked(&mut self, person: i64, blocked: bool) {
        let chat = self.chat_mut(person);
        if chat.blocked == blocked {
            return;
        }
        chat.blocked = blocked;
        let Some(known) = self.person(person) else { return };
        let update = self.membership(known, blocked);
        self.saved.queue.push("my_chat_member", update);
    }

    /// `ChatMemberUpdated`.
    fn membership(&self, person: &Person, blocked: bool) -> Value {
        let bot = wire::bot_user(&self.bot);
        let member = json!({ "user": bot, "status": "member" });
        let kicked = json!({ "user": bot, "status": "kicked", "until_date": 0 });
        let (old, new) = if blocked { (member, kicked) } else { (kicked, member) };
        json!({
            "chat": wire::chat(person),
            "from": wire::user(person),
            "date": self.now().timestamp(),
            "old_chat_member": old,
            "new_chat_member": new,
        })
    }
}

/// One of the messages that a person's message becomes, before it has a number.
struct Piece {
    text: Formatted,
    content: Content,
    file: Option<FileInfo>,
    reply_to: Option<i64>,
    date: DateTime<Utc>,
    forward_origin: Option<Value>,
    album: Option<String>,
}

/// A text in pieces that each fit into a message. A caption is not cut.
fn pieces<'a>(text: &'a str, content: &Content) -> Vec<&'a str> {
    if *content != Content::Text {
        return vec![text];
    }
    let mut pieces = Vec::new();
    let mut rest = text;
    loop {
        let mut length = 0;
        let fits = rest.char_indices().find(|(_, character)| {
            length += character.len_utf16();
            length > text::TEXT_LIMIT
        });
        let Some((end, _)) = fits else {
            pieces.push(rest);
            return pieces;
        };
        // At the end of a line, where there is one.
        let end = rest[..end].rfind('\n').filter(|line| *line > 0).unwrap_or(end);
        pieces.push(&rest[..end]);
        rest = rest[end..].trim_start_matches('\n');
    }
}
