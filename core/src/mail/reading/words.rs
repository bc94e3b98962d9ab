//! The words of automatic answers, and how much in a text is made of them.

use std::sync::LazyLock;

use super::super::phrases::{Found, Phrases, ceil};

/// What a phrase in an automatic answer says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// Begins the subject of an automatic answer, before ours.
    Subject,
    /// The same, and somebody is away.
    SubjectAway,
    /// Stands anywhere in the subject of one.
    SubjectHolds,
    /// Says of the text that a machine sent it.
    Machine,
    /// Our mail has arrived.
    Received,
    /// Somebody works there no more.
    Gone,
    /// Somebody is away now, or a house is closed.
    Away,
    /// What stands beside that when nobody wrote it for us: a deputy, urgent cases, no access.
    Beside,
    /// What stands there too, and in people's answers as well: thanks, wishes, "as soon as possible".
    Said,
    /// Begins the end of a letter.
    Closing,
    /// What only a person who reads our mail says.
    Living,
    /// The things of which people write to us.
    Trade,
    /// Before a day: one is back then.
    Back,
    /// After a day: the same.
    BackAfter,
    /// Before a day: away from then on.
    From,
    /// Before a day: away up to it.
    Until,
    /// After a day: the same.
    UntilAfter,
    /// Before a day: away up to its end.
    Through,
    /// After a day: the same.
    ThroughAfter,
    /// Beside a day: that day still counts as away.
    Inclusive,
}

pub(super) static WORDS: LazyLock<Phrases<Word>> = LazyLock::new(|| {
    Phrases::of(include_str!("../../../data/mail/away.tsv"), |code| {
        Some(match code {
            "subject" => Word::Subject,
            "subject away" => Word::SubjectAway,
            "subject holds" => Word::SubjectHolds,
            "machine" => Word::Machine,
            "received" => Word::Received,
            "gone" => Word::Gone,
            "away" => Word::Away,
            "beside" => Word::Beside,
            "said" => Word::Said,
            "closing" => Word::Closing,
            "living" => Word::Living,
            "trade" => Word::Trade,
            "back" => Word::Back,
            "back after" => Word::BackAfter,
            "from" => Word::From,
            "until" => Word::Until,
            "until after" => Word::UntilAfter,
            "through" => Word::Through,
            "through after" => Word::ThroughAfter,
            "inclusive" => Word::Inclusive,
            _ => return None,
        })
    })
});

/// Whether a text asks something that no machine asks.
pub(super) fn asks(text: &str) -> bool {
    let found = WORDS.all(text);
    text.char_indices().any(|(at, c)| is_question(text, at, c, &found))
}

/// A question mark that is one: not of an address on the web, and not of "Urgent?".
fn is_question(text: &str, at: usize, c: char, found: &[Found<Word>]) -> bool {
    if c != '?' && c != '？' {
        return false;
    }
    let end = at + c.len_utf8();
    let ends = text[end..].chars().next().is_none_or(|next| !next.is_ascii() || next == ' ');
    let urgent = found.iter().any(|found| found.means == Word::Beside && found.end == end);
    ends && !urgent && !is_answered(&text[..at], &text[end..])
}

/// Whether a question of a few words is answered by an address or a number: "Need something sooner? Write to …".
fn is_answered(before: &str, after: &str) -> bool {
    let start = before.rfind(['.', '!', '?', '。', '！', '？']).map_or(0, |at| ceil(before, at + 1));
    let short = before[start..].split_whitespace().count() <= 4;
    let trade = WORDS.all(&before[start..]).iter().any(|found| found.means == Word::Trade);
    short && !trade && (after.contains('@') || after.bytes().filter(u8::is_ascii_digit).count() > 6)
}

/// Whether a sentence, or a part of one between commas, ends here.
pub(super) fn ends_sentence(text: &str, at: usize, c: char) -> bool {
    match c {
        '。' | '！' | '？' | '；' | '，' | '、' => true,
        '.' | '!' | '?' | ';' | ',' => {
            let before = text[..at].chars().next_back();
            let after = text[at + 1..].chars().next();
            let wide = before.is_some_and(|c| c as u32 > 0x2E80);
            let number = c == '.' && before.is_some_and(char::is_numeric);
            wide || (after.is_none_or(|c| c == ' ') && !number)
        }
        _ => false,
    }
}
