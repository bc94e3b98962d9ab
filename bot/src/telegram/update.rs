//! An update, as far as the bot understands it.

use chrono::{DateTime, Utc};
use renmai_core::interaction::Attachment;
use renmai_core::text::clean;
use renmai_core::vocabulary::AttachmentKind;
use serde_json::Value;

use super::wire;
use crate::i18n::shorten;

/// The longest name of a file that is kept, in characters: file systems take no longer one.
const LONGEST_NAME: usize = 255;

/// Who did something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Telegram's number; also that of the private chat.
    pub id: i64,
    /// First and last name.
    pub name: String,
    /// The username, without `@`.
    pub username: Option<String>,
    /// IETF tag of the app's language.
    pub language: Option<String>,
}

/// Something that a person did in their private chat with the bot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// Who.
    pub from: Person,
    /// When (UTC): the message's own date; for a press, none is given.
    pub at: Option<DateTime<Utc>>,
    /// What.
    pub what: What,
}

/// What a person did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Wrote a text, perhaps as a reply to a message of the chat.
    Text {
        /// The text.
        text: String,
        /// The message it replies to.
        reply_to: Option<Replied>,
    },
    /// Pressed a button.
    Press {
        /// By this the press is answered.
        query: String,
        /// The message that has the button; `None` when it is too old for Telegram to say.
        message: Option<i64>,
        /// What the button carries.
        data: String,
        /// What the message shows now: its text, and what its buttons carry.
        shown: Shown,
    },
    /// Sent a file.
    File(SentFile),
    /// Sent a photo or a voice note.
    Attachment {
        /// The file, as Telegram keeps it.
        what: Attachment,
        /// What was written under it.
        caption: Option<String>,
        /// The message it replies to.
        reply_to: Option<Replied>,
    },
    /// Shared a contact.
    SharedContact {
        /// First and last name.
        name: String,
        /// The number as Telegram gives it.
        phone: String,
        /// The vCard, if one came with it.
        vcard: Option<String>,
    },
    /// Blocked the bot (`true`) or came back.
    Blocked(bool),
    /// Edited an earlier message.
    Edited,
    /// Anything else: a sticker, a film, a place.
    Other,
}

/// What a message showed when its button was pressed: an edit that would change nothing is refused by Telegram, so
/// it is not made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown {
    /// The text without markup.
    pub text: String,
    /// The labels of its buttons with what they carry.
    pub keys: Vec<(String, String)>,
}

/// A file that somebody sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentFile {
    /// By this it is fetched, or sent again.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its size in bytes, as Telegram says.
    pub size: u64,
    /// What was written under it.
    pub caption: Option<String>,
    /// The message it replies to.
    pub reply_to: Option<Replied>,
}

/// A message that somebody replied to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replied {
    /// Its number in the chat.
    pub message: i64,
    /// What its buttons carry.
    pub buttons: Vec<String>,
}

/// An update, with its text as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    /// Telegram's number of it.
    pub number: i64,
    /// As Telegram wrote it, in JSON.
    pub body: String,
    /// What it means; `None` where it is not from a person in a private chat.
    pub incoming: Option<Incoming>,
}

impl Update {
    /// Whether it is something that the bot listens to.
    pub fn is_for_us(&self) -> bool {
        self.incoming.is_some()
    }

    /// With what its buttons carry mapped: the one that was pressed, and those of the messages that it names.
    #[must_use]
    pub fn map_buttons(mut self, map: impl Fn(&str) -> String) -> Update {
        let replied = match self.incoming.as_mut().map(|incoming| &mut incoming.what) {
            Some(What::Press { data, shown, .. }) => {
                *data = map(data);
                shown.keys.iter_mut().for_each(|(_, carries)| *carries = map(carries));
                None
            }
            Some(What::Text { reply_to, .. } | What::Attachment { reply_to, .. }) => reply_to.as_mut(),
            Some(What::File(file)) => file.reply_to.as_mut(),
            _ => None,
        };
        for button in replied.into_iter().flat_map(|replied| &mut replied.buttons) {
            *button = map(button);
        }
        self
    }

    /// Understands an update; `None` where it has no number, and so is none.
    pub fn read(body: &str) -> Option<Update> {
        let number = serde_json::from_str::<wire::Numbered>(body).ok()?.update_id;
        let incoming = match body.contains("\\u0000") {
            true => serde_json::from_str(body).ok().and_then(|mut body: Value| {
                without_zeros(&mut body);
                Incoming::read(&body.to_string())
            }),
            false => Incoming::read(body),
        };
        Some(Update { number, body: body.to_owned(), incoming })
    }
}

impl Incoming {
    fn read(body: &str) -> Option<Incoming> {
        let update: wire::Update = serde_json::from_str(body).ok()?;
        let written = update.message.filter(|message| message.chat.is_private());
        let edited = update.edited_message.filter(|message| message.chat.is_private());
        let change = update.my_chat_member.filter(|change| change.chat.is_private());
        Some(match (written, edited, update.callback_query, change) {
            // A pin is arranged, not said: it has no answer.
            (Some(message), ..) if message.pinned_message.is_some() => return None,
            (Some(mut message), ..) => {
                let from = person(message.from.take()?);
                Incoming { from, at: instant(message.date), what: said(message) }
            }
            (_, Some(message), ..) => {
                Incoming { from: person(message.from?), at: instant(message.date), what: What::Edited }
            }
            (_, _, Some(query), _) => {
                let message = query.message.as_ref().map(|message| message.message_id);
                let shown = query.message.map(|message| shown(message.text, message.reply_markup));
                let (shown, data) = (shown.unwrap_or_default(), query.data.unwrap_or_default());
                let what = What::Press { query: query.id, message, data, shown };
                Incoming { from: person(query.from), at: None, what }
            }
            (_, _, _, Some(change)) => {
                let gone = matches!(change.new_chat_member.status.as_str(), "kicked" | "left");
                Incoming { from: person(change.from), at: instant(change.date), what: What::Blocked(gone) }
            }
            (None, None, None, None) => return None,
        })
    }
}

/// A zero is in no text that a person writes, and PostgreSQL keeps none.
fn without_zeros(value: &mut Value) {
    match value {
        Value::String(text) if text.contains('\0') => text.retain(|c| c != '\0'),
        Value::Array(values) => values.iter_mut().for_each(without_zeros),
        Value::Object(fields) => fields.values_mut().for_each(without_zeros),
        _ => {}
    }
}

fn instant(seconds: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(seconds, 0)
}

/// A name as one writes it: a Chinese one has the family name first, and no space.
fn full_name(first: &str, last: Option<&str>) -> String {
    let is_han =
        |name: &str| name.chars().all(|c| matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'));
    match last {
        None => first.to_owned(),
        Some(last) if is_han(first) && is_han(last) => format!("{last}{first}"),
        Some(last) => format!("{first} {last}"),
    }
}

fn person(user: wire::User) -> Person {
    Person {
        id: user.id,
        name: full_name(&user.first_name, user.last_name.as_deref()),
        username: user.username,
        language: user.language_code,
    }
}

fn shown(text: Option<String>, markup: Option<wire::Markup>) -> Shown {
    let rows = markup.map(|markup| markup.inline_keyboard).unwrap_or_default();
    let keys = rows.into_iter().flatten().map(|key| {
        let wire::Key { text, callback_data, copy_text, url } = key;
        (text, callback_data.or(copy_text.map(|copy| copy.text)).or(url).unwrap_or_default())
    });
    Shown { text: text.unwrap_or_default(), keys: keys.collect() }
}

fn said(message: wire::Message) -> What {
    let reply_to = message.reply_to_message.map(|to| {
        let keys = shown(to.text, to.reply_markup).keys;
        Replied { message: to.message_id, buttons: keys.into_iter().map(|(_, carries)| carries).collect() }
    });
    let caption = message.caption;
    if let Some(text) = message.text {
        return What::Text { text, reply_to };
    }
    if let Some(wire::Document { file_id, file_name, file_size }) = message.document {
        let (id, name) = (file_id, shorten(&clean(&file_name.unwrap_or_default()), LONGEST_NAME));
        return What::File(SentFile { id, name, size: file_size, caption, reply_to });
    }
    // Of a photo Telegram makes several sizes: the largest is what was sent.
    let size = |photo: &wire::Photo| u64::from(photo.width) * u64::from(photo.height);
    if let Some(photo) = message.photo.and_then(|sizes| sizes.into_iter().max_by_key(size)) {
        let what = Attachment { kind: AttachmentKind::Photo, file: photo.file_id, bytes: photo.file_size };
        return What::Attachment { what, caption, reply_to };
    }
    if let Some(voice) = message.voice {
        let what = Attachment { kind: AttachmentKind::Voice, file: voice.file_id, bytes: voice.file_size };
        return What::Attachment { what, caption, reply_to };
    }
    match message.contact {
        Some(contact) => What::SharedContact {
            name: full_name(&contact.first_name, contact.last_name.as_deref()),
            phone: contact.phone_number,
            vcard: contact.vcard,
        },
        None => What::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn a_text_is_read() {
        let update = json!({
            "update_id": 7,
            "message": {
                "message_id": 3, "date": 1_800_000_000,
                "chat": { "id": 5, "type": "private", "first_name": "Anna" },
                "from": { "id": 5, "is_bot": false, "first_name": "Anna", "language_code": "en" },
                "text": "hello",
            },
        });
        let read = Update::read(&update.to_string()).unwrap();
        let incoming = read.incoming.unwrap();
        assert_eq!((read.number, incoming.from.id), (7, 5));
        assert_eq!(incoming.what, What::Text { text: "hello".into(), reply_to: None });
    }

    fn read(update: &serde_json::Value) -> Option<Incoming> {
        Update::read(&update.to_string())?.incoming
    }

    fn private(what: &serde_json::Value) -> serde_json::Value {
        let mut message = json!({
            "message_id": 3, "date": 1_800_000_000,
            "chat": { "id": 5, "type": "private", "first_name": "伟" },
            "from": { "id": 5, "is_bot": false, "first_name": "伟", "last_name": "王" },
        });
        for (name, value) in what.as_object().unwrap() {
            message[name] = value.clone();
        }
        json!({ "update_id": 7, "message": message })
    }

    #[test]
    fn what_telegram_adds_tomorrow_hides_no_text() {
        let of_tomorrow = json!([{ "type": "date_time", "offset": 0, "length": 3 }]);
        let card = json!({
            "message_id": 2, "date": 1_800_000_000, "chat": { "id": 5, "type": "private", "first_name": "伟" },
            "text": "card", "entities": of_tomorrow,
            "reply_markup": { "inline_keyboard": [[{ "text": "Call", "callback_data": "c:l.call:12:3" }]] },
        });
        for what in [
            json!({ "text": "fri", "entities": of_tomorrow, "quote": { "text": "q", "entities": of_tomorrow } }),
            json!({ "text": "fri", "forward_origin": { "type": "of_tomorrow" }, "hologram": {} }),
        ] {
            let said = read(&private(&what)).unwrap();
            assert_eq!(said.what, What::Text { text: "fri".into(), reply_to: None }, "{what}");
        }
        let reply = read(&private(&json!({ "text": "fri", "reply_to_message": card }))).unwrap();
        let replied = Replied { message: 2, buttons: vec!["c:l.call:12:3".into()] };
        assert_eq!(reply.what, What::Text { text: "fri".into(), reply_to: Some(replied) });
    }

    #[test]
    fn what_was_only_arranged_is_not_said() {
        let pinned = private(
            &json!({ "pinned_message": { "message_id": 2, "date": 0, "chat": { "id": 5, "type": "private" } } }),
        );
        assert_eq!(read(&pinned), None);
    }

    #[test]
    fn a_file_of_unsaid_size_is_not_too_big() {
        let file = private(&json!({ "document": { "file_id": "F", "file_unique_id": "f" } }));
        let What::File(file) = read(&file).unwrap().what else { panic!() };
        assert_eq!((file.size, file.name.as_str()), (0, ""));
    }

    #[test]
    fn a_chinese_name_begins_with_the_family() {
        assert_eq!(read(&private(&json!({ "text": "x" }))).unwrap().from.name, "王伟");
        for (first, last, name) in [
            ("伟", None, "伟"),
            ("Anna", Some("Schmidt"), "Anna Schmidt"),
            ("Wei 伟", Some("王"), "Wei 伟 王"),
        ] {
            assert_eq!(full_name(first, last), name);
        }
    }

    #[test]
    fn what_is_unknown_is_left_out() {
        for update in [json!({}), json!({ "update_id": 7 }), json!({ "update_id": 7, "of_tomorrow": {} })] {
            assert_eq!(read(&update), None);
        }
    }

    /// An update in which one thing, somewhere, is not what Telegram sends.
    fn broken(mut update: serde_json::Value, path: usize, with: serde_json::Value) -> serde_json::Value {
        let paths = [
            "/update_id",
            "/message",
            "/message/date",
            "/message/chat",
            "/message/chat/type",
            "/message/from",
            "/message/from/id",
            "/message/from/username",
            "/message/text",
            "/message/message_id",
        ];
        if let Some(place) = update.pointer_mut(paths[path % paths.len()]) {
            *place = with;
        }
        update
    }

    proptest! {
        #[test]
        fn whatever_comes_is_read_or_left_out(
            text in "\\PC{0,40}",
            id: i64,
            path: usize,
            with in prop_oneof![
                Just(json!(null)), Just(json!([])), Just(json!({})), any::<i64>().prop_map(|n| json!(n)),
                "\\PC{0,20}".prop_map(|text| json!(text)),
            ],
        ) {
            let whole = json!({
                "update_id": 7,
                "message": {
                    "message_id": 3, "date": 1_800_000_000,
                    "chat": { "id": id, "type": "private", "first_name": text },
                    "from": { "id": id.unsigned_abs(), "is_bot": false, "first_name": text, "username": text },
                    "text": text,
                },
            });
            let _ = (read(&broken(whole.clone(), path, with.clone())), read(&with));
            prop_assert!(read(&whole).is_some_and(|incoming| incoming.from.name == text) || id == i64::MIN);
        }
    }
}
