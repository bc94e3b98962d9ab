//! The head of a mail: names and values, in the order in which they stand.

use encoding_rs::Encoding;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode_char;

use super::phrases::{bounded, decoded};

/// So many lines of a head are read, and so many bytes.
const LINES: usize = 2_000;
const BYTES: usize = 256 * 1024;

/// The headers of a mail. Names are compared without case; values are unfolded, encoded words still in them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Headers(Vec<(String, String)>);

impl Headers {
    /// Reads the head of a mail, up to the first empty line.
    pub(crate) fn of_bytes(bytes: &[u8]) -> Self {
        let bytes = &bytes[..bytes.len().min(BYTES)];
        let end = blank_line(bytes);
        Self::of(&decoded(&bytes[..end]))
    }

    /// Reads the lines of a head. A line that is no header ends it, except the first (`From …` of mailbox files).
    pub(crate) fn of(text: &str) -> Self {
        let mut headers: Vec<(String, String)> = Vec::new();
        for (number, line) in bounded(text, BYTES).lines().take(LINES).enumerate() {
            if line.trim().is_empty() {
                if headers.is_empty() {
                    continue;
                }
                break;
            }
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = headers.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
                continue;
            }
            match header_line(line) {
                Some((name, value)) => headers.push((name.to_ascii_lowercase(), value.trim().to_owned())),
                None if number == 0 => {}
                None if line.starts_with("From ") || line.starts_with(">From ") => {}
                None => break,
            }
        }
        Self(headers)
    }

    /// The first value of a name (in lower case), as it stands.
    pub(crate) fn raw(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// All values of a name (in lower case), as they stand.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The first value of a name, its encoded words read.
    pub(crate) fn text(&self, name: &str) -> String {
        self.raw(name).map(words).unwrap_or_default()
    }

    /// Whether there is such a header.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.raw(name).is_some()
    }

    /// Whether a header has this value, without case.
    pub(crate) fn says(&self, name: &str, value: &str) -> bool {
        self.raw(name).is_some_and(|raw| raw.eq_ignore_ascii_case(value))
    }

    /// The first Message-ID in a header, without its angle brackets.
    pub(crate) fn id(&self, name: &str) -> Option<String> {
        self.ids(name).into_iter().next()
    }

    /// The Message-IDs in a header, without their angle brackets.
    pub(crate) fn ids(&self, name: &str) -> Vec<String> {
        let Some(raw) = self.raw(name) else { return Vec::new() };
        let bracketed: Vec<String> = raw
            .split('<')
            .skip(1)
            .filter_map(|rest| rest.split_once('>'))
            .map(|(id, _)| id.split_whitespace().collect::<String>())
            .filter(|id| is_id(id))
            .collect();
        match bracketed.is_empty() {
            false => bracketed,
            true => raw.split_whitespace().filter(|id| is_id(id)).map(str::to_owned).collect(),
        }
    }

    /// The addresses in a header, as written.
    pub(crate) fn addresses(&self, name: &str) -> Vec<String> {
        self.raw(name).map(|raw| addresses(&words(raw))).unwrap_or_default()
    }
}

fn is_id(id: &str) -> bool {
    (3..=998).contains(&id.len()) && !id.contains(|c: char| matches!(c, '<' | '>') || c.is_control())
}

/// A line that begins a header: its name and what follows the colon.
pub(crate) fn header_line(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim_end();
    let fits = (1..=76).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_graphic());
    fits.then_some((name, value))
}

/// What stands below the head.
pub(crate) fn below(bytes: &[u8]) -> &[u8] {
    &bytes[blank_line(bytes)..]
}

fn blank_line(bytes: &[u8]) -> usize {
    let mut start = 0;
    let mut seen = false;
    while let Some(length) = bytes[start..].iter().position(|b| *b == b'\n') {
        let empty = bytes[start..start + length].iter().all(u8::is_ascii_whitespace);
        if empty && seen {
            return start;
        }
        seen |= !empty;
        start += length + 1;
    }
    bytes.len()
}

/// A value with its encoded words read (RFC 2047). Neighbouring words of one charset are joined before they are
/// decoded: mailers split them in the middle of a character.
pub(crate) fn words(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut rest = value;
    let mut run: Option<(String, Vec<u8>)> = None;
    while let Some(start) = rest.find("=?") {
        let Some((charset, bytes, length)) = word(&rest[start..]) else {
            flush(&mut text, &mut run);
            text.push_str(&rest[..start + 2]);
            rest = &rest[start + 2..];
            continue;
        };
        let between = &rest[..start];
        let joins = run.is_some() && between.trim().is_empty();
        if !joins {
            flush(&mut text, &mut run);
            text.push_str(between);
        }
        match &mut run {
            Some((known, joined)) if joins && *known == charset => joined.extend(bytes),
            _ => {
                flush(&mut text, &mut run);
                run = Some((charset, bytes));
            }
        }
        rest = &rest[start + length..];
    }
    flush(&mut text, &mut run);
    text.push_str(rest);
    text
}

fn flush(text: &mut String, run: &mut Option<(String, Vec<u8>)>) {
    let Some((charset, bytes)) = run.take() else { return };
    match Encoding::for_label(charset.as_bytes()) {
        Some(encoding) => text.push_str(&encoding.decode_without_bom_handling(&bytes).0),
        None => text.push_str(&decoded(&bytes)),
    }
}

/// One encoded word at the start of a text: charset, bytes, and how long it is.
fn word(text: &str) -> Option<(String, Vec<u8>, usize)> {
    let rest = text.strip_prefix("=?")?;
    let (charset, rest) = rest.split_once('?')?;
    let (encoding, rest) = rest.split_once('?')?;
    let data_length = rest.find("?=")?;
    let data = &rest[..data_length];
    if charset.is_empty() || charset.len() > 40 || charset.contains(char::is_whitespace) {
        return None;
    }
    let bytes = match encoding {
        "b" | "B" => base64(data)?,
        "q" | "Q" => quoted(data),
        _ => return None,
    };
    let length = "=?".len() + charset.len() + 1 + encoding.len() + 1 + data_length + "?=".len();
    let charset = charset.split('*').next().unwrap_or(charset).to_ascii_lowercase();
    Some((charset, bytes, length))
}

fn base64(data: &str) -> Option<Vec<u8>> {
    let data: String = data.chars().filter(|c| !c.is_whitespace()).collect();
    // What a cut word lost at its end is made up for, so that the rest of it can be read.
    let whole = data.trim_end_matches('=');
    let padded = format!("{whole}{}", "=".repeat((4 - whole.len() % 4) % 4));
    base64_decode(padded.as_bytes())
}

fn quoted(data: &str) -> Vec<u8> {
    let bytes = data.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let escaped = match (byte, bytes.get(at + 1), bytes.get(at + 2)) {
            (b'=', Some(&high), Some(&low)) => quoted_printable_decode_char(high, low),
            _ => None,
        };
        match (byte, escaped) {
            (_, Some(value)) => {
                out.push(value);
                at += 2;
            }
            (b'_', None) => out.push(b' '),
            (byte, None) => out.push(byte),
        }
        at += 1;
    }
    out
}

/// The addresses in a text, in order, each once.
pub(crate) fn addresses(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (at, _) in text.match_indices('@') {
        if let Some(address) = address_around(text, at)
            && !found.contains(&address)
        {
            found.push(address);
        }
        if found.len() >= 50 {
            break;
        }
    }
    found
}

fn address_around(text: &str, at: usize) -> Option<String> {
    let local = |c: char| c.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c);
    let domain = |c: char| c.is_alphanumeric() || c == '.' || c == '-' || c == '_';
    let before = &text[..at];
    let start =
        before.char_indices().rev().take_while(|(_, c)| local(*c)).last().map_or(at, |(start, _)| start);
    let quoted_start = before
        .ends_with('"')
        .then(|| before[..before.len() - 1].rfind('"'))
        .flatten()
        .filter(|start| at - start <= 66);
    let after = &text[at + 1..];
    let end = after.find(|c| !domain(c)).unwrap_or(after.len());
    let host = after[..end].trim_end_matches(['.', '-', '_']);
    let name = match quoted_start {
        Some(start) => &text[start..at],
        None => text[start..at].trim_start_matches(['.', '\'', '=', '*', '/', '`']),
    };
    let fits = !name.is_empty() && name.len() <= 128 && !host.is_empty() && host.len() <= 255;
    fits.then(|| format!("{name}@{host}"))
}
