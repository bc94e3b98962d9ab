//! "No more mail, please": by the address written to, or by words in what is new.

use std::sync::LazyLock;

use super::super::letter::Letter;
use super::super::phrases::{Found, Phrases, plain};
use super::body::Body;
use super::words::{WORDS, Word, ends_sentence};

/// Longer texts are none that consist of one word and a greeting.
const SHORT: usize = 200;
/// So many characters before words stands what turns them round.
const BEFORE: usize = 16;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    /// Plain anywhere in a text.
    Words,
    /// As a whole sentence of a short text.
    Word,
    /// Only as all of a short text, or of the subject.
    Alone,
    /// What makes one of them mean something else.
    Not,
    /// Right before one of them: what turns it round.
    Before,
    /// To take away …
    Remove,
    /// … from a list of people.
    List,
    /// No longer …
    NoMore,
    /// … mails.
    Mail,
    /// What is spoken of in other mails: samples, a line of an order.
    Item,
}

static WISHES: LazyLock<Phrases<Wish>> = LazyLock::new(|| {
    Phrases::of(include_str!("../../../data/mail/opt_out.tsv"), |code| match code {
        "words" => Some(Wish::Words),
        "word" => Some(Wish::Word),
        "alone" => Some(Wish::Alone),
        "not" => Some(Wish::Not),
        "before" => Some(Wish::Before),
        "remove" => Some(Wish::Remove),
        "list" => Some(Wish::List),
        "no more" => Some(Wish::NoMore),
        "mail" => Some(Wish::Mail),
        "item" => Some(Wish::Item),
        _ => None,
    })
});

/// Whether somebody asks for no more mail.
pub(super) fn is_opt_out(letter: &Letter, body: &Body) -> bool {
    let to = [letter.headers.addresses("to"), letter.headers.addresses("delivered-to")].concat();
    if to.iter().any(|to| to.to_ascii_lowercase().starts_with("unsubscribe")) {
        return true;
    }
    let text = &body.plain;
    let found = WISHES.all(text);
    found.iter().any(|hit| hit.means == Wish::Words && is_meant(text, hit, &found))
        || is_said(text, &found)
        || (text.len() < SHORT && (is_one_word(&body.new) || sentences(&body.new).any(is_word)))
        || is_alone(&plain(&letter.headers.text("subject")))
}

/// Whether words mean what they say: nothing turns them round, and they are not asked about.
fn is_meant(text: &str, hit: &Found<Wish>, found: &[Found<Wish>]) -> bool {
    let other =
        found.iter().any(|other| other.means == Wish::Not && other.start < hit.end && other.end > hit.start);
    let turned = found.iter().any(|other| {
        other.means == Wish::Before
            && other.end <= hit.start
            && text[other.end..hit.start].chars().count() <= BEFORE
            && !ends(&text[other.end..hit.start])
    });
    let asked = text[hit.end..].trim_start().starts_with(['?', '？']) && starts(&text[..hit.start]);
    !other && !turned && !asked
}

/// Whether one sentence speaks of taking away and a list, or of no more and mails, and of nothing else.
fn is_said(text: &str, found: &[Found<Wish>]) -> bool {
    let mut start = 0;
    let last = (text.len(), ' ');
    let stops = text.char_indices().filter(|(at, c)| *c != ',' && ends_sentence(text, *at, *c));
    stops.chain([last]).any(|(end, stop)| {
        let inside = |hit: &&Found<Wish>| hit.start >= start && hit.end <= end;
        let inside: Vec<&Found<Wish>> = found.iter().filter(inside).collect();
        start = end;
        let says = |wish| {
            let alone = matches!(wish, Wish::NoMore | Wish::Mail);
            inside.iter().any(|hit| hit.means == wish && (alone || is_meant(text, hit, found)))
        };
        let pair = says(Wish::Remove) && says(Wish::List) || says(Wish::NoMore) && says(Wish::Mail);
        let other = inside.iter().any(|hit| hit.means == Wish::Item);
        pair && !other && !matches!(stop, '?' | '？')
    })
}

/// Whether a sentence ends in a piece of text, or another clause begins.
fn ends(piece: &str) -> bool {
    piece.char_indices().any(|(at, c)| c == ':' || ends_sentence(piece, at, c))
}

/// Whether what follows a text begins a sentence.
fn starts(text: &str) -> bool {
    let text = text.trim_end();
    text.chars().next_back().is_none_or(|c| !c.is_alphanumeric())
}

/// Whether a short text is one of the words, and after it nothing but thanks, a greeting or a name.
fn is_one_word(text: &str) -> bool {
    let (first, rest) = text.split_once(['.', '!', '。', '！', '\n']).unwrap_or((text, ""));
    let rest = plain(rest);
    let polite = WORDS.at_start(rest.trim_start_matches(|c: char| !c.is_alphanumeric()));
    let small = rest.split_whitespace().count() < 4 && rest.chars().count() < 30;
    let polite = polite.is_some_and(|found| matches!(found.means, Word::Closing | Word::Said));
    is_alone(&plain(first)) && (small || polite)
}

fn sentences(text: &str) -> impl Iterator<Item = String> {
    text.split(['.', '!', ',', '。', '！', '，', '\n']).map(plain)
}

/// Whether this is all of a text, and means it wherever it stands.
fn is_word(text: String) -> bool {
    is_all(&text, &[Wish::Word])
}

/// Whether this is all of a text.
fn is_alone(text: &str) -> bool {
    is_all(text, &[Wish::Word, Wish::Alone])
}

fn is_all(text: &str, wishes: &[Wish]) -> bool {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    let all =
        |found: &Found<Wish>| wishes.contains(&found.means) && found.start == 0 && found.end == text.len();
    WISHES.all(text).iter().any(all)
}
