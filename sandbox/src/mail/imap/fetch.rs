//! What a client wants to know of a mail.

use chrono::{DateTime, Utc};

use super::words::{Word, group};

/// One thing that a client wants to know of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    Uid,
    Flags,
    Size,
    Date,
    /// Bytes of it.
    Body {
        /// The name under which they are answered.
        name: String,
        section: Section,
        /// From where, and how many.
        part: Option<(usize, usize)>,
        /// Whether the mail counts as seen then.
        marks: bool,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Section {
    All,
    Header,
    Text,
    /// These fields of the header, or all but these.
    Fields {
        names: Vec<String>,
        but: bool,
    },
}

/// Reads what is wanted: one thing, several in parentheses, or a short name for several.
pub(super) fn items(words: &[Word]) -> Option<Vec<Item>> {
    let wanted = match words {
        [Word::Open, ..] => match group(words) {
            (inside, []) => inside,
            _ => return None,
        },
        [Word::Atom(one)] if one.eq_ignore_ascii_case("FAST") => {
            return Some(vec![Item::Flags, Item::Date, Item::Size]);
        }
        [_] => words,
        _ => return None,
    };
    wanted.iter().map(item).collect()
}

fn item(word: &Word) -> Option<Item> {
    let word = word.atom()?;
    let body = |name: &str, section, marks| Item::Body { name: name.to_owned(), section, part: None, marks };
    Some(match word.as_str() {
        "UID" => Item::Uid,
        "FLAGS" => Item::Flags,
        "RFC822.SIZE" => Item::Size,
        "INTERNALDATE" => Item::Date,
        "RFC822" => body("RFC822", Section::All, true),
        "RFC822.HEADER" => body("RFC822.HEADER", Section::Header, false),
        "RFC822.TEXT" => body("RFC822.TEXT", Section::Text, true),
        _ => {
            let (inside, marks) = match word.strip_prefix("BODY.PEEK[") {
                Some(inside) => (inside, false),
                None => (word.strip_prefix("BODY[")?, true),
            };
            let (wanted, behind) = inside.split_once(']')?;
            let part = match behind {
                "" => None,
                behind => Some(part(behind)?),
            };
            let origin = part.map_or_else(String::new, |(from, _)| format!("<{from}>"));
            Item::Body { name: format!("BODY[{wanted}]{origin}"), section: section(wanted)?, part, marks }
        }
    })
}

fn section(wanted: &str) -> Option<Section> {
    Some(match wanted {
        "" => Section::All,
        "HEADER" => Section::Header,
        "TEXT" => Section::Text,
        _ => {
            let fields = wanted.strip_prefix("HEADER.FIELDS")?;
            let (fields, but) = fields.strip_prefix(".NOT").map_or((fields, false), |fields| (fields, true));
            let names = fields.trim().strip_prefix('(')?.strip_suffix(')')?;
            let names = names.split_ascii_whitespace().map(|name| name.trim_matches('"').to_owned());
            Section::Fields { names: names.collect(), but }
        }
    })
}

/// `<0.2048>`
fn part(text: &str) -> Option<(usize, usize)> {
    let (from, count) = text.strip_prefix('<')?.strip_suffix('>')?.split_once('.')?;
    Some((from.parse().ok()?, count.parse().ok().filter(|count| *count > 0)?))
}

/// A mail as it lies in a folder.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lying<'a> {
    pub(super) uid: u32,
    pub(super) seen: bool,
    pub(super) at: DateTime<Utc>,
    pub(super) raw: &'a [u8],
}

/// What a client hears of a mail: the inside of the parentheses.
pub(super) fn told(items: &[Item], mail: Lying<'_>) -> Vec<u8> {
    let mut told = Vec::new();
    for item in items {
        if !told.is_empty() {
            told.push(b' ');
        }
        match item {
            Item::Uid => told.extend(format!("UID {}", mail.uid).bytes()),
            Item::Flags => told.extend(format!("FLAGS ({})", if mail.seen { r"\Seen" } else { "" }).bytes()),
            Item::Size => told.extend(format!("RFC822.SIZE {}", mail.raw.len()).bytes()),
            Item::Date => {
                let date = mail.at.format("%e-%b-%Y %H:%M:%S +0000");
                told.extend(format!("INTERNALDATE \"{date}\"").bytes());
            }
            Item::Body { name, section, part, .. } => {
                let bytes = section.of(mail.raw);
                let bytes = match part {
                    Some((from, count)) => {
                        let rest = bytes.get(*from..).unwrap_or_default();
                        &rest[..rest.len().min(*count)]
                    }
                    None => &bytes,
                };
                told.extend(format!("{name} {{{}}}\r\n", bytes.len()).bytes());
                told.extend(bytes);
            }
        }
    }
    told
}

impl Section {
    fn of(&self, raw: &[u8]) -> Vec<u8> {
        let (header, text) = raw.split_at(header_end(raw));
        match self {
            Section::All => raw.to_vec(),
            Section::Header => header.to_vec(),
            Section::Text => text.to_vec(),
            Section::Fields { names, but } => {
                let wanted = |name: &str| names.iter().any(|known| known.eq_ignore_ascii_case(name)) != *but;
                let mut bytes: Vec<u8> = fields(header)
                    .filter(|(name, _)| wanted(name))
                    .flat_map(|(_, field)| field.to_vec())
                    .collect();
                bytes.extend(b"\r\n");
                bytes
            }
        }
    }
}

/// Where the header ends, with the empty line behind it.
fn header_end(raw: &[u8]) -> usize {
    let end = |mark: &[u8]| raw.windows(mark.len()).position(|part| part == mark).map(|at| at + mark.len());
    [end(b"\r\n\r\n"), end(b"\n\n")].into_iter().flatten().min().unwrap_or(raw.len())
}

/// The fields of a header: the name, and the whole field with the lines on which it goes on.
pub(super) fn fields(header: &[u8]) -> impl Iterator<Item = (String, &[u8])> {
    let mut rest = header;
    std::iter::from_fn(move || {
        let mut end = 0;
        loop {
            let line =
                rest[end..].iter().position(|byte| *byte == b'\n').map_or(rest.len(), |at| end + at + 1);
            end = line;
            if end == rest.len() || !matches!(rest[end], b' ' | b'\t') {
                break;
            }
        }
        let (field, behind) = rest.split_at(end);
        rest = behind;
        let colon = field.iter().position(|byte| *byte == b':')?;
        Some((String::from_utf8_lossy(&field[..colon]).trim().to_owned(), field))
    })
}

/// The header of a mail.
pub(super) fn header(raw: &[u8]) -> &[u8] {
    &raw[..header_end(raw)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::imap::words::words;

    const MAIL: &[u8] = b"Subject: a\r\n b\r\nMessage-ID: <1@x>\r\nX: y\r\n\r\nHello\r\n";

    #[test]
    fn what_is_wanted_is_told() {
        let at = "2026-11-29T20:53:20Z".parse().unwrap();
        let mail = Lying { uid: 7, seen: true, at, raw: MAIL };
        for (wanted, told_so) in [
            ("UID", "UID 7"),
            ("(UID FLAGS RFC822.SIZE)", r"UID 7 FLAGS (\Seen) RFC822.SIZE 50"),
            ("INTERNALDATE", "INTERNALDATE \"29-Nov-2026 20:53:20 +0000\""),
            ("BODY.PEEK[]<0.7>", "BODY[]<0> {7}\r\nSubject"),
            ("BODY.PEEK[]<45.99>", "BODY[]<45> {5}\r\nllo\r\n"),
            ("BODY.PEEK[]<99.9>", "BODY[]<99> {0}\r\n"),
            ("body.peek[text]", "BODY[TEXT] {7}\r\nHello\r\n"),
            (
                "BODY.PEEK[HEADER]",
                "BODY[HEADER] {43}\r\nSubject: a\r\n b\r\nMessage-ID: <1@x>\r\nX: y\r\n\r\n",
            ),
            (
                "(BODY.PEEK[HEADER.FIELDS (message-id x)])",
                "BODY[HEADER.FIELDS (MESSAGE-ID X)] {27}\r\nMessage-ID: <1@x>\r\nX: y\r\n\r\n",
            ),
            (
                "BODY.PEEK[HEADER.FIELDS.NOT (Message-ID X)]",
                "BODY[HEADER.FIELDS.NOT (MESSAGE-ID X)] {18}\r\nSubject: a\r\n b\r\n\r\n",
            ),
        ] {
            let (words, _) = words(wanted.as_bytes()).unwrap();
            let said = told(&items(&words).expect(wanted), mail);
            assert_eq!(String::from_utf8(said).unwrap(), told_so, "{wanted}");
        }
        for wrong in
            ["", "ENVELOPES", "BODY.PEEK[", "BODY.PEEK[]<0>", "BODY.PEEK[]<0.0>", "(UID) FLAGS", "\"UID\""]
        {
            assert_eq!(words(wrong.as_bytes()).and_then(|(words, _)| items(&words)), None, "{wrong}");
        }
    }
}
