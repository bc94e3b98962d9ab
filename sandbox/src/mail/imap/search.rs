//! Which mails a client looks for.

use chrono::NaiveDate;

use super::fetch::{Lying, fields, header};
use super::words::{Set, Word, group};

/// What a mail must be; all of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Key {
    All,
    Seen,
    Unseen,
    Since(NaiveDate),
    Before(NaiveDate),
    On(NaiveDate),
    /// A field of the header that holds this, or is there at all.
    Header(String, String),
    /// This stands anywhere in it, or in its text.
    Text(String),
    Uids(Set),
    Numbers(Set),
    Not(Box<Key>),
    Or(Box<Key>, Box<Key>),
    Each(Vec<Key>),
}

/// Reads what a client looks for.
pub(super) fn keys(words: &[Word]) -> Option<Key> {
    let mut rest = match words {
        [Word::Atom(charset), _, rest @ ..] if charset.eq_ignore_ascii_case("CHARSET") => rest,
        words => words,
    };
    let mut keys = Vec::new();
    while !rest.is_empty() {
        let (key, behind) = key(rest, DEPTH)?;
        keys.push(key);
        rest = behind;
    }
    (!keys.is_empty()).then_some(Key::Each(keys))
}

/// Keys do not stand deeper in others than this.
const DEPTH: usize = 20;

fn key(words: &[Word], depth: usize) -> Option<(Key, &[Word])> {
    let depth = depth.checked_sub(1)?;
    if words.first() == Some(&Word::Open) {
        let (mut inside, behind) = group(words);
        let mut keys = Vec::new();
        while !inside.is_empty() {
            let (key, next) = key(inside, depth)?;
            keys.push(key);
            inside = next;
        }
        return Some((Key::Each(keys), behind));
    }
    let (name, rest) = words.split_first()?;
    let name = name.atom()?;
    let text = |at: usize| rest.get(at).and_then(Word::text);
    let day = || NaiveDate::parse_from_str(&text(0)?, "%d-%b-%Y").ok();
    let field = |name: &str| Some((Key::Header(name.to_owned(), text(0)?), 1));
    let (key, taken) = match name.as_str() {
        "ALL" | "UNDELETED" | "UNDRAFT" | "UNANSWERED" | "UNFLAGGED" => (Key::All, 0),
        "SEEN" => (Key::Seen, 0),
        "UNSEEN" => (Key::Unseen, 0),
        "SINCE" | "SENTSINCE" => (Key::Since(day()?), 1),
        "BEFORE" | "SENTBEFORE" => (Key::Before(day()?), 1),
        "ON" | "SENTON" => (Key::On(day()?), 1),
        "HEADER" => (Key::Header(text(0)?, text(1)?), 2),
        "FROM" | "TO" | "CC" | "SUBJECT" => field(&name)?,
        "BODY" | "TEXT" => (Key::Text(text(0)?), 1),
        "UID" => (Key::Uids(Set::parse(&text(0)?)?), 1),
        "NOT" => {
            let (not, behind) = key(rest, depth)?;
            return Some((Key::Not(Box::new(not)), behind));
        }
        "OR" => {
            let (one, behind) = key(rest, depth)?;
            let (other, behind) = key(behind, depth)?;
            return Some((Key::Or(Box::new(one), Box::new(other)), behind));
        }
        set => (Key::Numbers(Set::parse(set)?), 0),
    };
    Some((key, rest.get(taken..)?))
}

/// Where a mail stands in its folder.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) number: u32,
    /// How many there are, and the highest UID.
    pub(super) mails: u32,
    pub(super) last_uid: u32,
}

impl Key {
    pub(super) fn fits(&self, mail: Lying<'_>, place: Place) -> bool {
        let day = mail.at.date_naive();
        match self {
            Key::All => true,
            Key::Seen => mail.seen,
            Key::Unseen => !mail.seen,
            Key::Since(first) => day >= *first,
            Key::Before(end) => day < *end,
            Key::On(on) => day == *on,
            Key::Header(name, part) => fields(header(mail.raw)).any(|(known, field)| {
                let value = String::from_utf8_lossy(&field[known.len().min(field.len())..]).to_lowercase();
                known.eq_ignore_ascii_case(name) && value.contains(&part.to_lowercase())
            }),
            Key::Text(part) => {
                String::from_utf8_lossy(mail.raw).to_lowercase().contains(&part.to_lowercase())
            }
            Key::Uids(set) => set.has(mail.uid, place.last_uid),
            Key::Numbers(set) => set.has(place.number, place.mails),
            Key::Not(key) => !key.fits(mail, place),
            Key::Or(one, other) => one.fits(mail, place) || other.fits(mail, place),
            Key::Each(keys) => keys.iter().all(|key| key.fits(mail, place)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::imap::words::words;

    #[test]
    fn what_is_looked_for_is_found() {
        let raw = b"Subject: Price list\r\nMessage-ID:\r\n <r7.ab@ours.com>\r\n\r\nHello Anna\r\n";
        let at = "2026-11-29T20:53:20Z".parse().unwrap();
        let mail = Lying { uid: 7, seen: false, at, raw };
        let place = Place { number: 2, mails: 3, last_uid: 9 };
        for (search, found) in [
            ("ALL", Some(true)),
            ("UNSEEN", Some(true)),
            ("SEEN", Some(false)),
            ("NOT SEEN", Some(true)),
            ("SINCE 29-Nov-2026", Some(true)),
            ("SINCE \"30-Nov-2026\"", Some(false)),
            ("BEFORE 30-Nov-2026", Some(true)),
            ("ON 29-Nov-2026", Some(true)),
            ("HEADER Message-ID \"<r7.ab@ours.com>\"", Some(true)),
            ("HEADER message-id \"<r8.ab@ours.com>\"", Some(false)),
            ("HEADER References \"\"", Some(false)),
            ("HEADER Subject \"\"", Some(true)),
            ("SUBJECT price", Some(true)),
            ("TEXT anna", Some(true)),
            ("UID 7", Some(true)),
            ("UID 8:*", Some(false)),
            ("2:*", Some(true)),
            ("CHARSET UTF-8 ALL UID 1:7", Some(true)),
            ("OR SEEN (UID 7 SUBJECT list)", Some(true)),
            ("UNSEEN SUBJECT chair", Some(false)),
            ("", None),
            ("NOT", None),
            ("SINCE yesterday", None),
            ("HEADER Subject", None),
            ("FUNNY", None),
        ] {
            let (words, _) = words(search.as_bytes()).unwrap();
            assert_eq!(keys(&words).map(|keys| keys.fits(mail, place)), found, "{search}");
        }
        let deep = "NOT ".repeat(10_000) + "SEEN";
        assert_eq!(keys(&words(deep.as_bytes()).unwrap().0), None);
    }
}
