//! Telegram's objects in JSON, as the bot receives them.

use serde_json::{Value, json};

use crate::message::{Content, FileInfo, Message};
use crate::options::{BotProfile, Person};

/// `User` of a person.
pub(crate) fn user(person: &Person) -> Value {
    let mut user = json!({ "id": person.id, "is_bot": false, "first_name": person.first_name });
    set(&mut user, "last_name", person.last_name.as_deref());
    set(&mut user, "username", person.username.as_deref());
    set(&mut user, "language_code", person.language_code.as_deref());
    user
}

/// `User` of the bot, with the fields that messages have.
pub(crate) fn bot_user(bot: &BotProfile) -> Value {
    json!({ "id": bot.id, "is_bot": true, "first_name": bot.name, "username": bot.username })
}

/// `Chat` of a person.
pub(crate) fn chat(person: &Person) -> Value {
    let mut chat = json!({ "id": person.id, "first_name": person.first_name, "type": "private" });
    set(&mut chat, "last_name", person.last_name.as_deref());
    set(&mut chat, "username", person.username.as_deref());
    chat
}

/// `Message`, with the message that it replies to.
pub(crate) fn message(
    bot: &BotProfile,
    person: &Person,
    message: &Message,
    replied: Option<&Message>,
) -> Value {
    let mut json = alone(bot, person, message);
    if let Some(replied) = replied {
        json["reply_to_message"] = alone(bot, person, replied);
    }
    json
}

/// `Message` without the one that it replies to, since Telegram does not nest replies.
fn alone(bot: &BotProfile, person: &Person, message: &Message) -> Value {
    let from = if message.from_bot { bot_user(bot) } else { user(person) };
    let mut json = json!({
        "message_id": message.id,
        "from": from,
        "chat": chat(person),
        "date": message.date.timestamp(),
    });
    set(&mut json, "edit_date", message.edit_date.map(|date| date.timestamp()));
    set(&mut json, "forward_origin", message.forward_origin.as_ref());
    set(&mut json, "media_group_id", message.album.as_ref());
    set(&mut json, "link_preview_options", message.link_preview.as_ref());
    if message.protected {
        json["has_protected_content"] = json!(true);
    }
    let (text, entities) = match message.content {
        Content::Text => ("text", "entities"),
        _ => ("caption", "caption_entities"),
    };
    if !message.text.is_empty() {
        json[text] = json!(message.text);
    }
    if !message.entities.is_empty() {
        json[entities] = json!(message.entities);
    }
    if let Some((kind, content)) = content(message) {
        json[kind] = content;
    }
    if !message.buttons.is_empty() {
        json["reply_markup"] = keyboard(message);
    }
    json
}

/// `InlineKeyboardMarkup` of a message.
fn keyboard(message: &Message) -> Value {
    let rows: Vec<Vec<&Value>> =
        message.buttons.iter().map(|row| row.iter().map(|button| &button.raw).collect()).collect();
    json!({ "inline_keyboard": rows })
}

fn content(message: &Message) -> Option<(&'static str, Value)> {
    let file = message.file.as_ref();
    Some(match &message.content {
        Content::Text => return None,
        Content::Document => {
            let mut document = basics(file?);
            document["file_name"] = json!(file?.name);
            document["mime_type"] = json!(file?.mime);
            ("document", document)
        }
        Content::Photo { width, height } => {
            let mut size = basics(file?);
            size["width"] = json!(width);
            size["height"] = json!(height);
            ("photo", json!([size]))
        }
        Content::Sticker { emoji } => {
            let mut sticker = basics(file?);
            sticker["type"] = json!("regular");
            sticker["width"] = json!(512);
            sticker["height"] = json!(512);
            sticker["is_animated"] = json!(false);
            sticker["is_video"] = json!(false);
            sticker["emoji"] = json!(emoji);
            ("sticker", sticker)
        }
        Content::Voice { seconds } => {
            let mut voice = basics(file?);
            voice["duration"] = json!(seconds);
            voice["mime_type"] = json!(file?.mime);
            ("voice", voice)
        }
        Content::Contact(contact) => {
            let mut json = json!({ "phone_number": contact.phone_number, "first_name": contact.first_name });
            set(&mut json, "last_name", contact.last_name.as_deref());
            set(&mut json, "vcard", contact.vcard.as_deref());
            ("contact", json)
        }
    })
}

fn basics(file: &FileInfo) -> Value {
    json!({ "file_id": file.id, "file_unique_id": file.unique_id, "file_size": file.size })
}

/// Sets an optional field; Telegram leaves it out when there is no value.
pub(crate) fn set<T: serde::Serialize>(object: &mut Value, field: &str, value: Option<T>) {
    if let Some(value) = value {
        object[field] = json!(value);
    }
}
