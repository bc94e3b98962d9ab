//! An update, as far as the bot understands it.

mod picture;

use chrono::{DateTime, Utc};
use renmai_core::interaction::Attachment;
use renmai_core::text::{clean, full_name};
use renmai_core::vocabulary::AttachmentKind;
use serde_json::Value;

use self::picture::{is_picture, largest, picture};
use super::wire;
use crate::i18n::shorten;

/// The longest file name that is kept, in characters. File systems take no longer one.
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

/// Something that a person did in their private chat with the bot, or a command to a bot in a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// Who.
    pub from: Person,
    /// When (UTC), by the message's date; `None` for a press, and where the date cannot be Telegram's.
    pub at: Option<DateTime<Utc>>,
    /// The number of what was written; `None` for a press.
    pub message: Option<i64>,
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
        /// The id of the callback query, by which the press is answered.
        query: String,
        /// The message that has the button; `None` when it is too old for Telegram to say.
        message: Option<i64>,
        /// The data of the button.
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
        /// The album that it is part of.
        album: Option<String>,
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
    /// Wrote a command to a bot in a group: `/due@our_bot`.
    InGroup {
        /// The bot's username, without `@`.
        bot: String,
    },
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
    /// Telegram's file id, by which it is fetched or sent again.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its size in bytes, as Telegram says.
    pub size: u64,
    /// Its media type, as Telegram says; empty: it says none.
    pub media_type: String,
    /// Whether it is a picture, by its type or its name.
    pub is_picture: bool,
    /// The album that it is part of.
    pub album: Option<String>,
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
    /// The data of its buttons.
    pub buttons: Vec<String>,
    /// The picture in it.
    pub picture: Option<Attachment>,
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
    /// Sets a date after `now` (UTC), when the update arrived, to `now`.
    pub fn arrived(&mut self, now: DateTime<Utc>) {
        if let Some(at) = self.incoming.as_mut().and_then(|incoming| incoming.at.as_mut()) {
            *at = now.min(*at);
        }
    }

    /// Whether it is something that the bot listens to.
    pub fn is_for_us(&self) -> bool {
        self.incoming.is_some()
    }

    /// The same update with the data of its buttons mapped: of the pressed one, and of those on the messages it names.
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

    /// Reads an update; `None` where it has no number.
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
        if let Some(message) = update.message.as_ref().filter(|message| message.chat.is_group()) {
            return in_group(message);
        }
        let written = update.message.filter(|message| message.chat.is_private());
        let edited = update.edited_message.filter(|message| message.chat.is_private());
        let change = update.my_chat_member.filter(|change| change.chat.is_private());
        Some(match (written, edited, update.callback_query, change) {
            // Telegram tells in a message of its own that something was pinned. That needs no answer.
            (Some(message), ..) if message.pinned_message.is_some() => return None,
            (Some(mut message), ..) => {
                let from = person(message.from.take()?);
                Incoming {
                    from,
                    at: instant(message.date),
                    message: Some(message.message_id),
                    what: said(message),
                }
            }
            (_, Some(message), ..) => Incoming {
                from: person(message.from?),
                at: instant(message.date),
                message: None,
                what: What::Edited,
            },
            (_, _, Some(query), _) => {
                let message = query.message.as_ref().map(|message| message.message_id);
                let shown = query.message.map(|message| shown(message.text, message.reply_markup));
                let (shown, data) = (shown.unwrap_or_default(), query.data.unwrap_or_default());
                let what = What::Press { query: query.id, message, data, shown };
                Incoming { from: person(query.from), at: None, message: None, what }
            }
            (_, _, _, Some(change)) => {
                let gone = matches!(change.new_chat_member.status.as_str(), "kicked" | "left");
                Incoming {
                    from: person(change.from),
                    at: instant(change.date),
                    message: None,
                    what: What::Blocked(gone),
                }
            }
            (None, None, None, None) => return None,
        })
    }
}

/// A command that is written to a bot in a group; nothing else that is said there is for us. The answer goes to the
/// group, which so stands for who wrote.
fn in_group(message: &wire::Message) -> Option<Incoming> {
    let command = message.text.as_deref()?.trim().strip_prefix('/')?.split_whitespace().next()?;
    let (_, bot) = command.split_once('@')?;
    let language = message.from.as_ref().and_then(|user| user.language_code.clone());
    let from = Person { id: message.chat.id, name: String::new(), username: None, language };
    Some(Incoming {
        from,
        at: instant(message.date),
        message: None,
        what: What::InGroup { bot: bot.to_owned() },
    })
}

/// Takes out the NUL characters: PostgreSQL stores none, and nobody types one.
fn without_zeros(value: &mut Value) {
    match value {
        Value::String(text) if text.contains('\0') => text.retain(|c| c != '\0'),
        Value::Array(values) => values.iter_mut().for_each(without_zeros),
        Value::Object(fields) => fields.values_mut().for_each(without_zeros),
        _ => {}
    }
}

/// UTC seconds of the first of January 2015: there were no bots before.
const FIRST_BOTS: i64 = 1_420_070_400;

/// The date of a message; `None` where it cannot be one.
fn instant(seconds: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(seconds, 0).filter(|_| seconds >= FIRST_BOTS)
}

fn person(user: wire::User) -> Person {
    Person {
        id: user.id,
        name: full_name(Some(&user.first_name), user.last_name.as_deref()),
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

/// Whether a media type can stand in a header.
fn is_media_type(text: &str) -> bool {
    text.len() <= 100 && text.bytes().all(|c| c.is_ascii_graphic())
}

/// The longest name of an album that is kept, in characters.
const LONGEST_ALBUM: usize = 64;

fn said(message: wire::Message) -> What {
    let reply_to = message.reply_to_message.map(|to| {
        let picture = picture(&to);
        let keys = shown(to.text, to.reply_markup).keys;
        let buttons = keys.into_iter().map(|(_, carries)| carries).collect();
        Replied { message: to.message_id, buttons, picture }
    });
    let photo = message.photo.as_deref().and_then(largest);
    let caption = message.caption;
    let album = message.media_group_id.filter(|album| album.chars().count() <= LONGEST_ALBUM);
    if let Some(text) = message.text {
        return What::Text { text, reply_to };
    }
    if let Some(document) = message.document {
        let is_picture = is_picture(&document);
        let wire::Document { file_id, file_name, file_size, mime_type } = document;
        let (id, name) = (file_id, shorten(&clean(&file_name.unwrap_or_default()), LONGEST_NAME));
        let media_type = mime_type.filter(|text| is_media_type(text)).unwrap_or_default();
        let size = file_size;
        return What::File(SentFile { id, name, size, media_type, is_picture, album, caption, reply_to });
    }
    if let Some(what) = photo {
        return What::Attachment { what, caption, reply_to, album };
    }
    if let Some(voice) = message.voice {
        let what = Attachment { kind: AttachmentKind::Voice, file: voice.file_id, bytes: voice.file_size };
        return What::Attachment { what, caption, reply_to, album };
    }
    match message.contact {
        Some(contact) => What::SharedContact {
            name: full_name(Some(&contact.first_name), contact.last_name.as_deref()),
            phone: contact.phone_number,
            vcard: contact.vcard,
        },
        None => What::Other,
    }
}

#[cfg(test)]
mod tests;
