//! What somebody's line about a contact says that happened: "sent him the price list", "没人接", "they want 500 pcs".
//!
//! Rules are tried in order and the first that fits decides. Where the words do not tell, nothing is decided: it is a
//! note, never an answer of theirs (docs/product.md, rule 7.3).

mod rules;

use crate::interaction::Kind;
use crate::text::half_width;
use crate::vocabulary::{InteractionKind, Messenger};
use rules::RULES;

/// What a text begins with where it names a kind or a messenger, in either language, and what is left of it: "reply:
/// wants a sample", "whatsapp sent the price list", "微信 聊了价格".
pub fn named(text: &str) -> Option<(Kind, &str)> {
    let text = text.trim();
    let ends = |c: char| c.is_whitespace() || matches!(c, ':' | '：' | ',' | '，' | '。' | '.' | '、');
    let after = |start: usize| text[start..].find(ends).map_or(text.len(), |end| start + end);
    let one = after(0);
    let two = text[one..].find(|c| !ends(c)).map_or(one, |start| after(one + start));
    [two, one].into_iter().find_map(|end| {
        let word = &text[..end];
        let messenger = || {
            let messenger = Some(Messenger::parse(word)?);
            Some(Kind { kind: InteractionKind::Message, messenger })
        };
        let kind = InteractionKind::parse(word).map(Kind::from).or_else(messenger)?;
        Some((kind, text[end..].trim_start_matches(ends)))
    })
}

/// A line about a contact, as it is logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// What happened: a note where the words do not tell.
    pub kind: Kind,
    /// What was said of it.
    pub summary: &'a str,
    /// Whether the words told it.
    pub certain: bool,
}

/// Reads a line about a contact. `name` is the contact's: who is named as the one who did it is no "we".
pub fn line<'a>(text: &'a str, name: Option<&str>) -> Line<'a> {
    let text = text.trim();
    let whole = |kind: Kind, certain| Line { kind, summary: text, certain };
    let note = InteractionKind::Note;
    match (read(text, name), named(text)) {
        (_, Some((kind, summary))) if kind.kind == note => Line { kind, summary, certain: true },
        (Words::Plan, _) => whole(note.into(), false),
        // "Sample approved" is no request for one.
        (Words::Say(kind), Some((named, _)))
            if named.kind == InteractionKind::Sample && kind.kind == InteractionKind::Reply =>
        {
            whole(kind, true)
        }
        // A word that can be nothing else counts, whatever follows; "sent", "call" and their like begin many a sentence.
        (_, Some((kind, summary))) if kind.kind.is_inbound() => Line { kind, summary, certain: true },
        (Words::Say(kind), Some((named, summary))) if named.kind == kind.kind && !summary.is_empty() => {
            Line {
                kind: Kind { messenger: named.messenger.or(kind.messenger), ..kind },
                summary,
                certain: true,
            }
        }
        (Words::Say(kind), _) => whole(kind, true),
        (Words::Unclear, Some((kind, summary))) => Line { kind, summary, certain: true },
        (Words::Unclear, None) => whole(note.into(), false),
    }
}

/// What the words of a text say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Words {
    /// That this happened.
    Say(Kind),
    /// That something is to be done: nothing happened.
    Plan,
    /// Nothing that is known.
    Unclear,
}

fn read(text: &str, name: Option<&str>) -> Words {
    let text = plain(text, name);
    match RULES.iter().find(|rule| rule.is_match(&text)).map(|rule| rule.kind) {
        None => Words::Unclear,
        Some(None) => Words::Plan,
        Some(Some(kind)) => {
            let by_messenger = matches!(kind, InteractionKind::Sent | InteractionKind::Message);
            let messenger = messenger_in(&text).filter(|_| by_messenger);
            Words::Say(match messenger {
                Some(_) => Kind { kind: InteractionKind::Message, messenger },
                None => Kind::from(kind),
            })
        }
    }
}

/// A text as the rules read it: half width, lower case, straight apostrophes; the contact's name at its beginning is
/// "they".
fn plain(text: &str, name: Option<&str>) -> String {
    let text = half_width(&named_as_them(text, name))
        .to_lowercase()
        .replace(['’', '‘', '`'], "'")
        .replace("whatsapped", "whatsapp'ed")
        .replace("wechatted", "wechat'ed");
    let text = text.trim();
    let name = name.map(|name| half_width(name).to_lowercase());
    let begun = name.as_deref().into_iter().flat_map(|name| {
        let words = name.split_whitespace().filter(|word| word.chars().count() > 1);
        [name].into_iter().chain(words)
    });
    let rest = begun.filter_map(|name| text.strip_prefix(name)).min_by_key(|rest| rest.len());
    match rest {
        Some(rest) if !rest.starts_with(|c: char| c.is_ascii_alphanumeric()) => {
            let they = if rest.starts_with(|c: char| c >= '\u{2e80}') { "对方" } else { "they" };
            format!("{they}{rest}")
        }
        _ => text.to_owned(),
    }
}

/// The same with the contact's name, where it stands capitalised elsewhere, as "them": "asked Eva about the samples".
fn named_as_them(text: &str, name: Option<&str>) -> String {
    let words = name.into_iter().flat_map(str::split_whitespace).filter(|word| word.chars().count() > 1);
    words.fold(text.to_owned(), |text, word| match word.chars().next() {
        Some(first) if first.is_uppercase() => {
            let at = text.find(word).filter(|at| *at > 0 && stands_in(&text, word));
            at.map_or(text.clone(), |at| format!("{}them{}", &text[..at], &text[at + word.len()..]))
        }
        Some(first) if !first.is_ascii() && text.find(word).is_some_and(|at| at > 0) => {
            text.replacen(word, "他", 1)
        }
        _ => text,
    })
}

/// The messenger that a text names: the longest word for one in it that stands alone.
fn messenger_in(text: &str) -> Option<Messenger> {
    let found = Messenger::ALL.iter().flat_map(|messenger| {
        messenger
            .words()
            .iter()
            .filter(|word| stands_in(text, word))
            .map(move |word| (word.len(), *messenger))
    });
    let found = found.max_by_key(|(length, _)| *length).map(|(_, messenger)| messenger);
    found.or_else(|| stands_in(text, "texted").then_some(Messenger::Sms))
}

/// Whether a word stands in a text: one of letters between other signs, one of Chinese anywhere.
fn stands_in(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        !word.is_ascii()
            || !letter(text[..at].chars().next_back()) && !letter(text[at + word.len()..].chars().next())
    })
}

#[cfg(test)]
mod not_done;
#[cfg(test)]
mod tests;
