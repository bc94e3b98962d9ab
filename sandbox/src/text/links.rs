//! Entities that Telegram finds in a text by itself: commands, links, addresses, mentions, tags and phone numbers.

use super::units;
use crate::message::Entity;

/// A link as Telegram writes it, or `None` if it has no valid address.
pub(super) fn checked(link: &str) -> Option<String> {
    let link = link.trim();
    if link.is_empty() || link.contains(char::is_whitespace) {
        return None;
    }
    if link.starts_with("tg:") || link.starts_with("ton:") || link.starts_with("tonsite:") {
        return Some(link.to_owned());
    }
    let (scheme, rest) = match link.split_once("://") {
        Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
        None => ("http".to_owned(), link),
    };
    if !matches!(scheme.as_str(), "http" | "https" | "ftp") {
        return None;
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let host = authority.rsplit('@').next().unwrap_or(authority);
    let name = host.split(':').next().unwrap_or(host);
    let good = name.contains('.') && !name.starts_with('.') && !name.ends_with('.') && !name.contains("..");
    if !good
        || name.chars().any(|c| c.is_ascii() && !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-' | '_'))
    {
        return None;
    }
    let slash = if path.starts_with('/') { "" } else { "/" };
    Some(format!("{scheme}://{}{slash}{path}", authority.to_ascii_lowercase()))
}

/// Finds entities, but none within code and links that are known already.
pub(super) fn find(text: &str, known: &[Entity]) -> Vec<Entity> {
    let mut found = Vec::new();
    let mut offset = 0;
    // None of these entities contains a blank.
    for (index, word) in text.split(|c: char| c.is_whitespace()).enumerate() {
        if index > 0 {
            // Every whitespace character is one UTF-16 code unit.
            offset += 1;
        }
        find_in_word(word, offset, &mut found);
        offset += units(word);
    }
    found.retain(|entity| {
        !known.iter().any(|other| {
            let overlaps = entity.offset < other.end() && other.offset < entity.end();
            overlaps
                && matches!(
                    other.kind.as_str(),
                    "code" | "pre" | "text_link" | "text_mention" | "custom_emoji" | "date_time"
                )
        })
    });
    found
}

fn find_in_word(word: &str, offset: usize, found: &mut Vec<Entity>) {
    let mut begin = 0;
    while begin < word.len() {
        let rest = &word[begin..];
        let before = word[..begin].chars().next_back();
        let fresh = before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '_' | '/' | '@' | '#'))
            // `</b>` and `>/b` are no commands.
            && !(rest.starts_with('/') && matches!(before, Some('<' | '>')));
        let hit = if fresh { hit(rest) } else { None };
        match hit {
            Some((kind, length)) => {
                let at = offset + units(&word[..begin]);
                found.push(Entity::new(kind, at, units(&rest[..length])));
                begin += length;
            }
            None => begin += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
}

/// The entity at the beginning of this text, and its length in bytes.
fn hit(rest: &str) -> Option<(&'static str, usize)> {
    match rest.chars().next()? {
        '/' => {
            let name = run(&rest[1..], |c| c.is_ascii_alphanumeric() || c == '_');
            let length = 1 + name;
            let bot = rest[length..]
                .strip_prefix('@')
                .map_or(0, |bot| run(bot, |c| c.is_ascii_alphanumeric() || c == '_'));
            let length = if bot >= 3 { length + 1 + bot } else { length };
            // `/path/like/this` is no command.
            let ends = !rest[length..].starts_with(['/', '<', '>']);
            ((1..=64).contains(&name) && ends).then_some(("bot_command", length))
        }
        '@' => {
            let name = run(&rest[1..], |c| c.is_ascii_alphanumeric() || c == '_');
            (4..=32).contains(&name).then_some(("mention", 1 + name))
        }
        '#' => {
            let tag = run(&rest[1..], |c| c.is_alphanumeric() || c == '_');
            let has_letter = rest[1..=tag].chars().any(char::is_alphabetic);
            has_letter.then_some(("hashtag", 1 + tag))
        }
        '+' => phone(rest),
        c if c.is_alphanumeric() => email(rest).or_else(|| url(rest)),
        _ => None,
    }
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

fn phone(rest: &str) -> Option<(&'static str, usize)> {
    let length = 1 + run(&rest[1..], |c| c.is_ascii_digit() || c == '-');
    let digits = rest[..length].bytes().filter(u8::is_ascii_digit).count();
    (7..=15).contains(&digits).then_some(("phone_number", length))
}

fn email(rest: &str) -> Option<(&'static str, usize)> {
    let local = run(rest, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+'));
    let domain = rest[local..].strip_prefix('@')?;
    let length = run(domain, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    let domain = domain[..length].trim_end_matches(['.', '-']);
    let (name, top) = domain.rsplit_once('.')?;
    (local > 0 && !name.is_empty() && top.len() >= 2).then_some(("email", local + 1 + domain.len()))
}

/// The top-level domains that make a link of a name without `http://`. Telegram knows all that there are.
const TOPS: [&str; 24] = [
    "com", "org", "net", "io", "me", "co", "cn", "de", "uk", "eu", "in", "info", "biz", "dev", "app", "ru",
    "jp", "fr", "it", "es", "us", "hk", "tw", "ai",
];

fn url(rest: &str) -> Option<(&'static str, usize)> {
    let scheme = ["https://", "http://", "ftp://"]
        .into_iter()
        .find(|scheme| rest.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme)));
    let body = &rest[scheme.map_or(0, str::len)..];
    let host = run(body, |c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'));
    let name = body[..host].trim_end_matches('.');
    let (first, top) = name.rsplit_once('.')?;
    if first.is_empty() || (scheme.is_none() && !TOPS.contains(&top.to_ascii_lowercase().as_str())) {
        return None;
    }
    let mut length = rest.len() - body.len() + name.len();
    if name.len() == host && rest[length..].starts_with([':', '/', '?', '#']) {
        let path = run(&rest[length..], |c| !matches!(c, '<' | '>' | '"' | '«' | '»' | '“' | '”'));
        length += rest[length..length + path]
            .trim_end_matches(['.', ',', '!', ':', ';', '?', ')', ']', '\''])
            .len();
    }
    Some(("url", length))
}
