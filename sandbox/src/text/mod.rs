//! Text as Telegram takes it: markup parsed, blanks trimmed, links found, limits in UTF-16 code units.

mod char_reference;
mod entities;
mod html;
mod links;

use std::cmp::Reverse;

use crate::message::Entity;
use crate::params::Params;
use crate::refusal::Refusal;

/// The longest text of a message, in UTF-16 code units after the markup was parsed.
pub(crate) const TEXT_LIMIT: usize = 4096;
/// The longest caption.
pub(crate) const CAPTION_LIMIT: usize = 1024;
/// Telegram drops further entities without a word.
const ENTITY_LIMIT: usize = 100;

/// A text with its markup.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Formatted {
    /// The plain text.
    pub(crate) text: String,
    /// The text with markup, as it was written.
    pub(crate) source: String,
    pub(crate) entities: Vec<Entity>,
}

/// The length of a text as Telegram counts it, in UTF-16 code units.
pub(crate) fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// The required text of a message.
pub(crate) fn text_of(params: &Params) -> Result<Formatted, Refusal> {
    let source = params.text("text").unwrap_or_default();
    if source.is_empty() {
        return Err(Refusal::bad("message text is empty"));
    }
    let formatted = format(params, source, "entities")?;
    if formatted.text.is_empty() {
        return Err(Refusal::bad("text must be non-empty"));
    }
    if units(&formatted.text) > TEXT_LIMIT {
        return Err(Refusal::bad("message is too long"));
    }
    Ok(formatted)
}

/// The caption of a file, which may be missing.
pub(crate) fn caption_of(params: &Params) -> Result<Formatted, Refusal> {
    let source = params.text("caption").unwrap_or_default();
    let formatted = format(params, source, "caption_entities")?;
    if units(&formatted.text) > CAPTION_LIMIT {
        return Err(Refusal::bad("message caption is too long"));
    }
    Ok(formatted)
}

/// A text that a person typed: it has no markup, but Telegram finds commands and links in it.
pub(crate) fn typed(text: &str) -> Formatted {
    tidy(text.to_owned(), text.to_owned(), Vec::new())
}

fn format(params: &Params, source: String, field: &str) -> Result<Formatted, Refusal> {
    let mode = params.text("parse_mode").unwrap_or_default().to_ascii_lowercase();
    let (text, markup) = match mode.as_str() {
        "html" => {
            html::parse(&source).map_err(|reason| Refusal::bad(format!("can't parse entities: {reason}")))?
        }
        "" => {
            let markup = match params.json(field)? {
                Some(list) => entities::read(&source, &list)?,
                None => Vec::new(),
            };
            (source.clone(), markup)
        }
        "markdown" | "markdownv2" => {
            return Err(Refusal::bad("can't parse entities: the sandbox reads only HTML, not Markdown"));
        }
        _ => return Err(Refusal::bad("unsupported parse_mode")),
    };
    Ok(tidy(source, text, markup))
}

/// Telegram's order of entities that cover the same text.
fn rank(kind: &str) -> u8 {
    match kind {
        "blockquote" | "expandable_blockquote" => 0,
        "pre" => 11,
        "code" => 20,
        "text_link" | "text_mention" => 49,
        "bold" => 90,
        "italic" => 91,
        "underline" => 92,
        "strikethrough" => 93,
        "spoiler" => 94,
        "custom_emoji" | "date_time" => 99,
        _ => 50,
    }
}

/// Cleans a text, moves its entities accordingly, and adds those that Telegram finds by itself.
fn tidy(source: String, text: String, markup: Vec<Entity>) -> Formatted {
    let (text, mut entities) = clean(&text, markup);
    let found = links::find(&text, &entities);
    entities.extend(found);
    // An entity that encloses another comes first.
    entities.sort_by_key(|entity| (entity.offset, Reverse(entity.length), rank(&entity.kind)));
    entities.truncate(ENTITY_LIMIT);
    Formatted { text, source, entities }
}

/// Drops carriage returns and blanks at both ends, and makes other control characters blanks, as Telegram does. Blanks at
/// the beginning stay from the first entity on.
fn clean(text: &str, mut markup: Vec<Entity>) -> (String, Vec<Entity>) {
    let first = markup.iter().map(|entity| entity.offset).min().unwrap_or(usize::MAX);
    let mut kept = String::with_capacity(text.len());
    // For each UTF-16 position of the old text, that of the new one.
    let mut places = Vec::with_capacity(text.len() + 1);
    let mut position = 0;
    for character in text.chars() {
        for _ in 0..character.len_utf16() {
            places.push(position);
        }
        let leading = kept.is_empty() && places.len() <= first && character.is_whitespace();
        let cleaned = match character {
            '\r' => continue,
            '\n' => '\n',
            control if control.is_control() => ' ',
            other => other,
        };
        if !leading {
            kept.push(cleaned);
            position += cleaned.len_utf16();
        }
    }
    places.push(position);
    kept.truncate(kept.trim_end().len());
    let length = units(&kept);
    for entity in &mut markup {
        let at = |place: usize| places.get(place).copied().unwrap_or(position).min(length);
        let (begin, end) = (at(entity.offset), at(entity.end()));
        entity.offset = begin;
        entity.length = end - begin;
    }
    markup.retain(|entity| entity.length > 0);
    (kept, markup)
}
