//! "No more mail, please": by the address written to, or by words in what is new.

use std::sync::LazyLock;

use super::super::letter::Letter;
use super::super::phrases::{Phrases, plain};
use super::body::Body;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    /// Plain anywhere in a text.
    Words,
    /// Only as all of a short text, or of the subject.
    Alone,
    /// What makes one of them mean something else.
    Not,
}

static WISHES: LazyLock<Phrases<Wish>> = LazyLock::new(|| {
    Phrases::of(include_str!("../../../data/mail/opt_out.tsv"), |code| match code {
        "words" => Some(Wish::Words),
        "alone" => Some(Wish::Alone),
        "not" => Some(Wish::Not),
        _ => None,
    })
});

/// Whether somebody asks for no more mail.
pub(super) fn is_opt_out(letter: &Letter, body: &Body) -> bool {
    let to = [letter.headers.addresses("to"), letter.headers.addresses("delivered-to")].concat();
    if to.iter().any(|to| to.to_ascii_lowercase().starts_with("unsubscribe")) {
        return true;
    }
    let alone = |text: &str| {
        let text = text.trim_matches(|c: char| !c.is_alphanumeric());
        WISHES
            .all(text)
            .iter()
            .any(|found| found.means == Wish::Alone && found.start == 0 && found.end == text.len())
    };
    let first = body.plain.split(['.', '!', '\n', '。', '！']).next().unwrap_or_default();
    let found = WISHES.all(&body.plain);
    let meant = found.iter().any(|found| found.means == Wish::Words)
        && !found.iter().any(|found| found.means == Wish::Not);
    meant
        || alone(&body.plain)
        || (alone(first) && body.plain.len() < 200)
        || alone(&plain(&letter.headers.text("subject")))
}
