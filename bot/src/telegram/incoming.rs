//! An update, as far as the bot understands it.

use chrono::{DateTime, Utc};
use renmai_core::contact::ContactNo;
use renmai_core::interaction::{Attachment, AttachmentKind};
use teloxide::types::{
    ChatMemberKind, InlineKeyboardButtonKind, MediaKind, Message, MessageKind, Update, UpdateKind, User,
};

use crate::buttons::{Button, CardAct};

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
    /// Telegram's number of the update.
    pub update: i64,
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
    /// The contact whose card it is, as its buttons say: known even before the sender has noted it.
    pub card: Option<ContactNo>,
}

/// Only a card has a button that logs.
fn card_of(shown: &Shown) -> Option<ContactNo> {
    shown.keys.iter().find_map(|(_, carries)| match Button::parse(carries)? {
        Button::Card { act: CardAct::Log(_), no, .. } => Some(no),
        _ => None,
    })
}

impl Incoming {
    /// Understands an update; `None` where it is not from a person in a private chat.
    pub fn read(update: &serde_json::Value) -> Option<Incoming> {
        let mut update = update.clone();
        without_zeros(&mut update);
        for message in ["/message", "/edited_message", "/callback_query/message"] {
            update.pointer_mut(message).map(narrow);
        }
        // teloxide reads an update only from text: from a value, every kind of update becomes an error.
        let update: Update = serde_json::from_str(&update.to_string()).ok()?;
        let number = i64::from(update.id.0);
        let incoming = |from: &User, at, what| Incoming { update: number, from: person(from), at, what };
        match &update.kind {
            // A pin is arranged, not said: it has no answer.
            UpdateKind::Message(message) if message.pinned_message().is_some() => None,
            UpdateKind::Message(message) if message.chat.is_private() => {
                Some(incoming(message.from.as_ref()?, Some(message.date), said(message)))
            }
            UpdateKind::EditedMessage(message) if message.chat.is_private() => {
                Some(incoming(message.from.as_ref()?, Some(message.date), What::Edited))
            }
            UpdateKind::CallbackQuery(query) => Some(incoming(
                &query.from,
                None,
                What::Press {
                    query: query.id.0.clone(),
                    message: query.message.as_ref().map(|message| i64::from(message.id().0)),
                    data: query.data.clone().unwrap_or_default(),
                    shown: query.regular_message().map(shown).unwrap_or_default(),
                },
            )),
            UpdateKind::MyChatMember(change) if change.chat.is_private() => {
                let gone =
                    matches!(change.new_chat_member.kind, ChatMemberKind::Banned(_) | ChatMemberKind::Left);
                Some(incoming(&change.from, Some(change.date), What::Blocked(gone)))
            }
            _ => None,
        }
    }
}

/// A zero is in no text that a person writes, and PostgreSQL keeps none.
fn without_zeros(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::String(text) if text.contains('\0') => text.retain(|c| c != '\0'),
        serde_json::Value::Array(values) => values.iter_mut().for_each(without_zeros),
        serde_json::Value::Object(fields) => fields.values_mut().for_each(without_zeros),
        _ => {}
    }
}

/// What is read of a message.
const READ: &[&str] = &[
    "message_id",
    "date",
    "chat",
    "from",
    "text",
    "caption",
    "document",
    "photo",
    "voice",
    "contact",
    "pinned_message",
    "reply_to_message",
    "reply_markup",
];

/// Takes out of a message what is not read here, before teloxide sees it: a kind of entity or of quotation that it does
/// not know yet would make the whole text unreadable.
fn narrow(message: &mut serde_json::Value) {
    if let Some(fields) = message.as_object_mut() {
        fields.retain(|name, _| READ.contains(&name.as_str()));
        fields.get_mut("reply_to_message").map(narrow);
    }
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

fn person(user: &User) -> Person {
    Person {
        id: i64::try_from(user.id.0).unwrap_or_default(),
        name: full_name(&user.first_name, user.last_name.as_deref()),
        username: user.username.clone(),
        language: user.language_code.clone(),
    }
}

fn shown(message: &Message) -> Shown {
    let rows = message.reply_markup().map(|markup| markup.inline_keyboard.as_slice()).unwrap_or_default();
    let keys = rows.iter().flatten().map(|button| {
        let carries = match &button.kind {
            InlineKeyboardButtonKind::CallbackData(data) => data.clone(),
            InlineKeyboardButtonKind::CopyText(copy) => copy.text.clone(),
            InlineKeyboardButtonKind::Url(url) => url.to_string(),
            _ => String::new(),
        };
        (button.text.clone(), carries)
    });
    Shown { text: message.text().unwrap_or_default().to_owned(), keys: keys.collect() }
}

/// The message that one replies to.
fn replied(message: &Message) -> Option<Replied> {
    let to = message.reply_to_message()?;
    Some(Replied { message: i64::from(to.id.0), card: card_of(&shown(to)) })
}

fn said(message: &Message) -> What {
    if let Some(text) = message.text() {
        return What::Text { text: text.to_owned(), reply_to: replied(message) };
    }
    if let Some(document) = message.document() {
        return What::File(SentFile {
            id: document.file.id.0.clone(),
            name: document.file_name.clone().unwrap_or_default(),
            // Telegram need not say it; teloxide then says the greatest. The download has a limit of its own.
            size: Some(document.file.size).filter(|size| *size != u32::MAX).map_or(0, u64::from),
            caption: message.caption().map(str::to_owned),
            reply_to: replied(message),
        });
    }
    // Of a photo Telegram makes several sizes: the largest is what was sent.
    let photo = message.photo().and_then(|sizes| sizes.iter().max_by_key(|size| size.width * size.height));
    let attached = match (photo, message.voice()) {
        (Some(photo), _) => Some((AttachmentKind::Photo, &photo.file)),
        (None, voice) => voice.map(|voice| (AttachmentKind::Voice, &voice.file)),
    };
    if let Some((kind, file)) = attached {
        let what = Attachment { kind, file: file.id.0.clone(), bytes: u64::from(file.size) };
        let caption = message.caption().map(str::to_owned);
        return What::Attachment { what, caption, reply_to: replied(message) };
    }
    match &message.kind {
        MessageKind::Common(common) => match &common.media_kind {
            MediaKind::Contact(media) => What::SharedContact {
                name: full_name(&media.contact.first_name, media.contact.last_name.as_deref()),
                phone: media.contact.phone_number.clone(),
                vcard: media.contact.vcard.clone(),
            },
            _ => What::Other,
        },
        _ => What::Other,
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
        let incoming = Incoming::read(&update).unwrap();
        assert_eq!((incoming.update, incoming.from.id), (7, 5));
        assert_eq!(incoming.what, What::Text { text: "hello".into(), reply_to: None });
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
            let said = Incoming::read(&private(&what)).unwrap();
            assert_eq!(said.what, What::Text { text: "fri".into(), reply_to: None }, "{what}");
        }
        let reply = Incoming::read(&private(&json!({ "text": "fri", "reply_to_message": card }))).unwrap();
        let replied = Replied { message: 2, card: Some(ContactNo(12)) };
        assert_eq!(reply.what, What::Text { text: "fri".into(), reply_to: Some(replied) });
    }

    #[test]
    fn what_was_only_arranged_is_not_said() {
        let pinned = private(
            &json!({ "pinned_message": { "message_id": 2, "date": 0, "chat": { "id": 5, "type": "private" } } }),
        );
        assert_eq!(Incoming::read(&pinned), None);
    }

    #[test]
    fn a_file_of_unsaid_size_is_not_too_big() {
        let file = private(&json!({ "document": { "file_id": "F", "file_unique_id": "f" } }));
        let What::File(file) = Incoming::read(&file).unwrap().what else { panic!() };
        assert_eq!((file.size, file.name.as_str()), (0, ""));
    }

    #[test]
    fn a_chinese_name_begins_with_the_family() {
        assert_eq!(Incoming::read(&private(&json!({ "text": "x" }))).unwrap().from.name, "王伟");
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
            assert_eq!(Incoming::read(&update), None);
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
            let _ = (Incoming::read(&broken(whole.clone(), path, with.clone())), Incoming::read(&with));
            prop_assert!(Incoming::read(&whole).is_some_and(|incoming| incoming.update == 7) || id == i64::MIN);
        }
    }
}
