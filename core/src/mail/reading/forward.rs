//! A mail that passes another one on: the other one, read as if it had come by itself.

use chrono::DateTime;
use mail_parser::{Message, MessageParser, PartType};

use super::super::envelope::Envelope;
use super::super::header::addresses;
use super::super::letter::{FILE, Letter};
use super::super::phrases::{bounded, plain};
use super::quote::{Passed, passed};
use super::{Reading, hash, html, read};
use crate::email::Email;

/// A mail that is passed on by another one.
#[derive(Debug, Clone)]
pub struct Forwarded {
    /// What stands on it, as far as that came along; its date is that of the mail around it where none can be read.
    pub envelope: Envelope,
    /// What was made of it.
    pub reading: Reading,
    /// By what it is known, where it has no name.
    pub hash: String,
    /// Whether the subject around it says that something is passed on, or it is attached whole.
    pub is_said: bool,
}

/// So much text is looked through.
const TEXT: usize = 64 * 1024;

/// What programs put before the subject of what is passed on, in lower case.
const PREFIXES: [&str; 18] = [
    "fwd",
    "fw",
    "wg",
    "tr",
    "rv",
    "i",
    "enc",
    "doorst",
    "vb",
    "vl",
    "pd",
    "továbbítás",
    "ilt",
    "转发",
    "转寄",
    "轉寄",
    "轉發",
    "转",
];

/// The mail that these bytes pass on: one that is attached, else the one whose headers stand in the text as programs
/// write them, in the languages whose quotes are cut.
pub fn forwarded(bytes: &[u8]) -> Option<Forwarded> {
    let bytes = &bytes[..bytes.len().min(FILE)];
    let outer = Envelope::of(bytes);
    let (subject, is_said) = bare_subject(&outer.subject);
    if let Some(inner) = MessageParser::default().parse(bytes).as_ref().and_then(attached) {
        return of_bytes(&inner, &outer, true);
    }
    let letter = Letter::of(bytes)?;
    let text = match letter.plain_text() {
        text if text.trim().is_empty() => {
            html::text(&letter.of_kind("text/html").find(|part| !part.attached)?.text)
        }
        text => text,
    };
    let passed = passed(bounded(&text, TEXT))?;
    of_bytes(&written(&passed, &subject)?, &outer, is_said)
}

fn of_bytes(inner: &[u8], outer: &Envelope, is_said: bool) -> Option<Forwarded> {
    let reading = read(inner).ok()?;
    let mut envelope = Envelope::of(inner);
    envelope.from.as_ref()?;
    envelope.date = envelope.date.or(outer.date);
    Some(Forwarded { envelope, reading, hash: hash(inner), is_said })
}

/// The bytes of the first mail that is attached.
fn attached(message: &Message<'_>) -> Option<Vec<u8>> {
    message.parts.iter().find_map(|part| {
        let PartType::Message(inner) = &part.body else { return None };
        let first = inner.parts.first()?;
        let (start, end) = (first.raw_header_offset() as usize, first.raw_end_offset() as usize);
        Some(inner.raw_message.get(start..end)?.to_vec())
    })
}

/// A subject without what says that it is passed on, and whether that was said.
fn bare_subject(subject: &str) -> (String, bool) {
    let Some((prefix, rest)) = subject.split_once([':', '：']) else { return (subject.to_owned(), false) };
    match PREFIXES.contains(&plain(prefix).as_str()) {
        true => (rest.trim().to_owned(), true),
        false => (subject.to_owned(), false),
    }
}

/// The mail as it may have come, out of the headers and the text that stand in another one.
fn written(passed: &Passed, subject: &str) -> Option<Vec<u8>> {
    let from = &passed.from;
    let address = addresses(from).into_iter().find(|text| Email::parse(text).is_ok())?;
    let name = from.split(['<', '[', '(']).next().unwrap_or_default();
    let name: String = name.chars().filter(|c| !"\"'*,;<>\\".contains(*c) && !c.is_control()).collect();
    let name = if name.contains('@') { "" } else { name.trim() };
    let to: Vec<String> = passed.others.iter().flat_map(|value| addresses(value)).collect();
    let date = passed.others.iter().find(|value| DateTime::parse_from_rfc2822(value).is_ok());
    let date = date.map(|date| format!("Date: {date}\r\n")).unwrap_or_default();
    let mail = format!(
        "From: \"{name}\" <{address}>\r\nTo: {}\r\nSubject: {subject}\r\n{date}MIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{}\r\n",
        to.join(", "),
        passed.text,
    );
    Some(mail.into_bytes())
}
