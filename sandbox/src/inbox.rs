//! What comes from people: it is put into the chat, and the bot is told.

use axum::body::Bytes;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::answers::Press;
use crate::message::{Content, FileInfo, FileKind, Message};
use crate::methods::picture_size;
use crate::options::Person;
use crate::state::State;
use crate::text::{self, Formatted};
use crate::wire;

/// Something that a person sends.
#[derive(Debug, Default)]
pub(crate) struct Parcel {
    pub(crate) text: String,
    pub(crate) content: Content,
    /// Name and bytes.
    pub(crate) file: Option<(String, Bytes)>,
    pub(crate) reply_to: Option<i64>,
    /// If it is not sent now.
    pub(crate) date: Option<DateTime<Utc>>,
    pub(crate) forward_origin: Option<Value>,
}

impl Parcel {
    /// Nothing but text.
    pub(crate) fn text(text: &str) -> Parcel {
        Parcel { text: text.to_owned(), ..Parcel::default() }
    }

    /// A file, with or without a caption.
    pub(crate) fn file(name: &str, bytes: Bytes, caption: Option<&str>) -> Parcel {
        Parcel {
            content: Content::Document,
            file: Some((name.to_owned(), bytes)),
            ..Parcel::text(caption.unwrap_or_default())
        }
    }

    /// The file as a photo, if it is a picture.
    pub(crate) fn into_photo(mut self) -> Parcel {
        let size = self.file.as_ref().and_then(|(_, bytes)| picture_size(bytes));
        if let Some((width, height)) = size {
            self.content = Content::Photo { width, height };
        }
        self
    }
}

impl State {
    /// Puts what a person sends into the chat and tells the bot; answers the number of the (last) message.
    pub(crate) fn receive(&mut self, person: i64, parcel: Parcel) -> i64 {
        self.set_blocked(person, false);
        let kind = match parcel.content {
            Content::Photo { .. } => FileKind::Photo,
            Content::Voice { .. } => FileKind::Voice,
            Content::Sticker { .. } => FileKind::Sticker,
            _ => FileKind::Document,
        };
        let file = parcel.file.map(|(name, bytes)| self.store_file(kind, &name, None, bytes));
        let date = parcel.date.unwrap_or_else(|| self.now());
        let mut last = 0;
        for piece in pieces(&parcel.text, &parcel.content) {
            let message = Draft {
                text: text::typed(piece),
                content: parcel.content.clone(),
                file: file.clone(),
                reply_to: parcel.reply_to,
                date,
                forward_origin: parcel.forward_origin.clone(),
            };
            last = self.put(person, message);
        }
        last
    }

    fn put(&mut self, person: i64, draft: Draft) -> i64 {
        let chat = self.chat_mut(person);
        chat.opened = true;
        let mut message = Message::new(chat.next_id(), false, draft.date);
        message.text = draft.text.text;
        message.html = draft.text.source;
        message.entities = draft.text.entities;
        message.content = draft.content;
        message.file = draft.file;
        message.reply_to = draft.reply_to.filter(|id| chat.messages.contains_key(id));
        message.forward_origin = draft.forward_origin;
        if let Some(keyboard) = &chat.keyboard
            && keyboard.get("one_time_keyboard") == Some(&Value::Bool(true))
        {
            chat.keyboard = None;
        }
        let id = message.id;
        chat.messages.insert(id, message.clone());
        let json = self.wire_message(person, &message);
        self.book.queue.push("message", json);
        id
    }

    /// Changes a message of the person's own and tells the bot.
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
        self.book.queue.push("edited_message", json);
    }

    /// Presses a button and tells the bot.
    pub(crate) fn press(&mut self, person: i64, message: i64, data: &str) -> Press {
        let id = self.book.presses.new_id(person);
        if let Some(known) = self.person(person) {
            let on = match self.message(person, message) {
                Some(message) => wire::message(self, known, message),
                // Telegram shows no more of a message that is gone.
                None => json!({ "chat": wire::chat(known), "message_id": message, "date": 0 }),
            };
            let query = json!({
                "id": id,
                "from": wire::user(known),
                "message": on,
                // One per chat, whatever it is.
                "chat_instance": (person ^ 0x5a5a_5a5a_5a5a).to_string(),
                "data": data,
            });
            let now = self.clock.now();
            self.book.presses.add(&id, now, query.clone());
            self.book.queue.push("callback_query", query);
        }
        Press { id, person, message, data: data.to_owned() }
    }

    /// Tells the bot of a press once more.
    pub(crate) fn press_again(&mut self, press: &Press) {
        if let Some(query) = self.book.presses.again(&press.id) {
            self.book.queue.push("callback_query", query);
        }
    }

    /// Blocks the bot or lets it in, and tells it; nothing happens if it is so already.
    pub(crate) fn set_blocked(&mut self, person: i64, blocked: bool) {
        let chat = self.chat_mut(person);
        if chat.blocked == blocked {
            return;
        }
        chat.blocked = blocked;
        let Some(known) = self.person(person) else { return };
        let update = self.membership(known, blocked);
        self.book.queue.push("my_chat_member", update);
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

/// A message of a person that has no number yet.
struct Draft {
    text: Formatted,
    content: Content,
    file: Option<FileInfo>,
    reply_to: Option<i64>,
    date: DateTime<Utc>,
    forward_origin: Option<Value>,
}

/// A text in pieces that fit into a message; a caption is one piece.
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
        // Rather at the end of a line than within a word.
        let end = rest[..end].rfind('\n').filter(|line| *line > 0).unwrap_or(end);
        pieces.push(&rest[..end]);
        rest = rest[end..].trim_start_matches('\n');
    }
}
