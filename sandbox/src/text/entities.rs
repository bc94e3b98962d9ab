//! Reads markup that is given as a list of entities in place of a parse mode.

use serde_json::Value;

use super::{links, units};
use crate::message::Entity;
use crate::refusal::Refusal;

const KINDS: [&str; 20] = [
    "mention",
    "hashtag",
    "cashtag",
    "bot_command",
    "url",
    "email",
    "phone_number",
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "blockquote",
    "expandable_blockquote",
    "code",
    "pre",
    "text_link",
    "text_mention",
    "custom_emoji",
    "date_time",
];

/// Reads and checks a list of entities for a text.
pub(super) fn read(text: &str, list: &Value) -> Result<Vec<Entity>, Refusal> {
    let list = list.as_array().ok_or_else(|| Refusal::bad("can't parse entities: expected an Array"))?;
    let length = units(text);
    let mut entities = Vec::new();
    for given in list {
        if let Some(entity) = read_one(given, length)? {
            entities.push(entity);
        }
    }
    Ok(entities)
}

fn read_one(given: &Value, text_length: usize) -> Result<Option<Entity>, Refusal> {
    let bad = |reason: &str| Refusal::bad(format!("can't parse MessageEntity: {reason}"));
    let Some(fields) = given.as_object() else { return Err(bad("expected an Object")) };
    let text = |name: &str| fields.get(name).and_then(Value::as_str).map(str::to_owned);
    let number = |name: &str| fields.get(name).and_then(Value::as_i64);
    let kind = text("type").ok_or_else(|| bad("Can't find field \"type\""))?;
    let offset = number("offset").ok_or_else(|| bad("Can't find field \"offset\""))?;
    let length = number("length").ok_or_else(|| bad("Can't find field \"length\""))?;
    if !KINDS.contains(&kind.as_str()) {
        return Err(bad("Unsupported type specified"));
    }
    let begin = usize::try_from(offset)
        .map_err(|_| Refusal::bad(format!("receive an entity with incorrect offset {offset}")))?;
    let Ok(length) = usize::try_from(length) else {
        return Err(Refusal::bad(format!("receive an entity with incorrect length {length}")));
    };
    if length == 0 {
        return Ok(None);
    }
    if begin >= text_length {
        return Err(Refusal::bad(format!(
            "entity begins after the end of the text at UTF-16 offset {begin}"
        )));
    }
    let end = begin + length;
    if end > text_length {
        return Err(Refusal::bad(format!(
            "entity beginning at UTF-16 offset {begin} ends after the end of the text at UTF-16 offset {end}"
        )));
    }
    let mut entity = Entity::new(&kind, begin, length);
    match kind.as_str() {
        "text_link" => {
            let url = text("url").ok_or_else(|| bad("Can't find field \"url\""))?;
            let why = if url.is_empty() { "URL host is empty" } else { "Wrong HTTP URL" };
            let checked = links::checked(&url)
                .ok_or_else(|| Refusal::bad(format!("entity URL '{url}' is invalid: {why}")))?;
            entity.url = Some(checked);
        }
        "text_mention" => {
            let user = fields.get("user").ok_or_else(|| bad("Can't find field \"user\""))?;
            entity.user = Some(user.clone());
        }
        "custom_emoji" => {
            let id = text("custom_emoji_id").ok_or_else(|| bad("Can't find field \"custom_emoji_id\""))?;
            if id.parse::<i64>().is_err() {
                return Err(bad("Field \"custom_emoji_id\" must be a valid Number"));
            }
            entity.custom_emoji_id = Some(id);
        }
        "pre" => entity.language = text("language").filter(|language| !language.is_empty()),
        "date_time" => {
            let time = number("unix_time").ok_or_else(|| bad("Can't find field \"unix_time\""))?;
            entity.unix_time = Some(time);
            entity.date_time_format = text("date_time_format");
        }
        _ => {}
    }
    Ok(Some(entity))
}
