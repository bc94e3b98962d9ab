//! Parses HTML as Telegram does, byte by byte, and refuses it with Telegram's words and byte offsets.

use super::char_reference::{decode, reference};
use super::{links, units};
use crate::message::Entity;

/// The plain text and its entities, or Telegram's reason to refuse it.
pub(super) fn parse(html: &str) -> Result<(String, Vec<Entity>), String> {
    let mut parser = Parser {
        html,
        at: 0,
        text: String::with_capacity(html.len()),
        units: 0,
        open: Vec::new(),
        done: Vec::new(),
    };
    parser.run()?;
    let Parser { text, done, .. } = parser;
    Ok((text, done))
}

struct Parser<'a> {
    html: &'a str,
    at: usize,
    text: String,
    /// The length of the text so far, in UTF-16 code units.
    units: usize,
    open: Vec<Tag>,
    done: Vec<Entity>,
}

/// A tag that was opened and not yet closed.
struct Tag {
    name: String,
    argument: Argument,
    /// Where it begins in the text, in UTF-16 code units.
    begin: usize,
    /// Where it begins in the text, in bytes.
    begin_byte: usize,
}

/// What the attributes of a tag mean.
#[derive(Default)]
struct Argument {
    value: String,
    /// The attribute `format` of `tg-time`.
    format: Option<String>,
}

const TAGS: [&str; 17] = [
    "a",
    "b",
    "strong",
    "i",
    "em",
    "s",
    "strike",
    "del",
    "u",
    "ins",
    "tg-spoiler",
    "tg-emoji",
    "tg-time",
    "span",
    "pre",
    "code",
    "blockquote",
];

impl Parser<'_> {
    fn run(&mut self) -> Result<(), String> {
        while let Some(next) = self.html[self.at..].chars().next() {
            match next {
                '&' => match reference(&self.html[self.at..]) {
                    Some((decoded, length)) => {
                        self.push(decoded);
                        self.at += length;
                    }
                    None => self.take('&'),
                },
                '<' if self.html[self.at + 1..].starts_with('/') => self.close()?,
                '<' => self.start()?,
                other => self.take(other),
            }
        }
        match self.open.last() {
            Some(tag) => Err(format!("Can't find end tag corresponding to start tag \"{}\"", tag.name)),
            None => Ok(()),
        }
    }

    fn take(&mut self, character: char) {
        self.push(character);
        self.at += character.len_utf8();
    }

    fn push(&mut self, character: char) {
        self.text.push(character);
        self.units += character.len_utf16();
    }

    fn byte(&self) -> Option<u8> {
        self.html.as_bytes().get(self.at).copied()
    }

    fn skip_spaces(&mut self) {
        while self.byte().is_some_and(is_space) {
            self.at += 1;
        }
    }

    /// Moves to the next byte that is an end, and answers what lies before it.
    fn until(&mut self, is_end: impl Fn(u8) -> bool) -> &str {
        let begin = self.at;
        while self.byte().is_some_and(|byte| !is_end(byte)) {
            self.at += 1;
        }
        // Every end is ASCII, so the cut does not split a character.
        &self.html[begin..self.at]
    }

    fn start(&mut self) -> Result<(), String> {
        let begin = self.at;
        self.at += 1;
        let name = self.until(|byte| is_space(byte) || byte == b'>').to_ascii_lowercase();
        if self.byte().is_none() {
            return Err(format!("Unclosed start tag at byte offset {begin}"));
        }
        if !TAGS.contains(&name.as_str()) {
            return Err(format!("Unsupported start tag \"{name}\" at byte offset {begin}"));
        }
        let mut argument = Argument::default();
        loop {
            self.skip_spaces();
            match self.byte() {
                Some(b'>') => break,
                None => return Err(format!("Unclosed start tag \"{name}\" at byte offset {begin}")),
                Some(_) => self.attribute(&name, begin, &mut argument)?,
            }
        }
        self.at += 1;
        if name == "span" && argument.value != "spoiler" {
            return Err(format!("Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}"));
        }
        self.open.push(Tag { name, argument, begin: self.units, begin_byte: self.text.len() });
        Ok(())
    }

    fn attribute(&mut self, tag: &str, begin: usize, argument: &mut Argument) -> Result<(), String> {
        let name = self
            .until(|byte| is_space(byte) || matches!(byte, b'=' | b'>' | b'/' | b'"' | b'\''))
            .to_ascii_lowercase();
        if name.is_empty() {
            return Err(format!("Empty attribute name in the tag \"{tag}\" at byte offset {begin}"));
        }
        self.skip_spaces();
        let value = match self.byte() {
            None => return Err(format!("Unclosed start tag \"{tag}\" at byte offset {begin}")),
            Some(b'=') => {
                self.at += 1;
                self.skip_spaces();
                self.value(tag, begin)?
            }
            // An attribute without a value, like `<blockquote expandable>`.
            Some(_) => String::new(),
        };
        match (tag, name.as_str()) {
            ("a", "href") | ("tg-emoji", "emoji-id") | ("tg-time", "unix") => argument.value = value,
            ("tg-time", "format") => argument.format = Some(value),
            ("blockquote", "expandable") => "1".clone_into(&mut argument.value),
            ("code", "class") => {
                if let Some(language) = value.strip_prefix("language-") {
                    language.clone_into(&mut argument.value);
                }
            }
            ("span", "class") => {
                if let Some(class) = value.strip_prefix("tg-") {
                    class.clone_into(&mut argument.value);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn value(&mut self, tag: &str, begin: usize) -> Result<String, String> {
        let quote = match self.byte() {
            None => return Err(format!("Unclosed start tag \"{tag}\" at byte offset {begin}")),
            Some(quote @ (b'"' | b'\'')) => quote,
            Some(_) => {
                let token = self.at;
                let value = self
                    .until(|byte| !byte.is_ascii_alphanumeric() && byte != b'.' && byte != b'-')
                    .to_ascii_lowercase();
                return match self.byte() {
                    Some(byte) if is_space(byte) || byte == b'>' => Ok(value),
                    _ => Err(format!("Unexpected end of name token at byte offset {token}")),
                };
            }
        };
        self.at += 1;
        let raw = self.until(|byte| byte == quote).to_owned();
        if self.byte().is_none() {
            return Err(format!("Unclosed start tag at byte offset {begin}"));
        }
        self.at += 1;
        Ok(decode(&raw))
    }

    fn close(&mut self) -> Result<(), String> {
        let begin = self.at;
        let Some(tag) = self.open.pop() else {
            return Err(format!("Unexpected end tag at byte offset {begin}"));
        };
        self.at += 2;
        let name = self.until(|byte| is_space(byte) || byte == b'>').to_ascii_lowercase();
        self.skip_spaces();
        if self.byte() != Some(b'>') {
            return Err(format!("Unclosed end tag at byte offset {begin}"));
        }
        if !name.is_empty() && name != tag.name {
            return Err(format!(
                "Unmatched end tag at byte offset {begin}, expected \"</{}>\", found \"</{name}>\"",
                tag.name
            ));
        }
        self.at += 1;
        self.finish(tag)
    }

    /// Makes an entity of a closed tag, unless the tag is empty.
    fn finish(&mut self, tag: Tag) -> Result<(), String> {
        let inside = &self.text[tag.begin_byte..];
        let length = units(inside);
        if length == 0 {
            return Ok(());
        }
        let plain = |kind: &str| Entity::new(kind, tag.begin, length);
        let entity = match tag.name.as_str() {
            "b" | "strong" => plain("bold"),
            "i" | "em" => plain("italic"),
            "s" | "strike" | "del" => plain("strikethrough"),
            "u" | "ins" => plain("underline"),
            "tg-spoiler" | "span" => plain("spoiler"),
            "blockquote" if tag.argument.value.is_empty() => plain("blockquote"),
            "blockquote" => plain("expandable_blockquote"),
            "tg-emoji" => match tag.argument.value.parse::<i64>() {
                Ok(id) if id != 0 => {
                    Entity { custom_emoji_id: Some(id.to_string()), ..plain("custom_emoji") }
                }
                _ => return Err("Invalid custom emoji identifier specified".to_owned()),
            },
            "tg-time" => match tag.argument.value.parse::<i64>() {
                Ok(time) => Entity {
                    unix_time: Some(time),
                    date_time_format: tag.argument.format,
                    ..plain("date_time")
                },
                Err(_) => return Err("Invalid date specified".to_owned()),
            },
            "a" => {
                let target = if tag.argument.value.is_empty() { inside } else { &tag.argument.value };
                // Telegram drops a link without a valid address and keeps its text.
                match links::checked(target) {
                    Some(url) => Entity { url: Some(url), ..plain("text_link") },
                    None => return Ok(()),
                }
            }
            "pre" => match self.done.last_mut() {
                // `<pre><code class="language-…">` is one block of code.
                Some(code) if covers(code, "code", tag.begin, length) && code.language.is_some() => {
                    "pre".clone_into(&mut code.kind);
                    return Ok(());
                }
                _ => plain("pre"),
            },
            // `code`: its language belongs to a `pre` that covers the same text.
            _ => {
                let language = Some(tag.argument.value.clone()).filter(|language| !language.is_empty());
                match self.done.last_mut() {
                    Some(pre) if language.is_some() && covers(pre, "pre", tag.begin, length) => {
                        pre.language = language;
                        return Ok(());
                    }
                    _ => Entity { language, ..plain("code") },
                }
            }
        };
        self.done.push(entity);
        Ok(())
    }
}

fn covers(entity: &Entity, kind: &str, begin: usize, length: usize) -> bool {
    entity.kind == kind && entity.offset == begin && entity.length == length
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0 | 0x0b)
}
