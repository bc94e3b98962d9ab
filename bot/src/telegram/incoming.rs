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
        // teloxide reads an update only from text: from a value, every kind of update becomes an error.
        let update: Update = serde_json::from_str(&update.to_string()).ok()?;
        let number = i64::from(update.id.0);
        let incoming = |from: &User, at, what| Incoming { update: number, from: person(from), at, what };
        match &update.kind {
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

fn person(user: &User) -> Person {
    Person {
        id: i64::try_from(user.id.0).unwrap_or_default(),
        name: user.full_name(),
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
            size: u64::from(document.file.size),
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
                name: [Some(media.contact.first_name.as_str()), media.contact.last_name.as_deref()]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(" "),
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

    #[test]
    fn what_is_unknown_is_left_out() {
        for update in [json!({}), json!({ "update_id": 7 }), json!({ "update_id": 7, "of_tomorrow": {} })] {
            assert_eq!(Incoming::read(&update), None);
        }
    }
}
