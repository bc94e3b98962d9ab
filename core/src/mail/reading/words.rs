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
    /// People in a sentence: who reads it, who writes it, somebody else.
    Person,
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
            "person" => Word::Person,
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

/// What a text is made of, as far as it matters to who wrote it.
#[derive(Debug, Default)]
pub(super) struct Made {
    /// Something that only a person says.
    pub(super) living: bool,
    /// A question.
    pub(super) asks: bool,
    /// A machine says that it is one.
    pub(super) machine: bool,
    /// What an automatic answer is for: somebody is away or gone, our mail has arrived.
    pub(super) holds: bool,
    /// How many things of those that stand beside it.
    pub(super) beside: usize,
    /// Something of the trade.
    pub(super) trade: bool,
    /// Words of a letter around it, or of a return.
    pub(super) framed: bool,
    /// A sentence that no automatic answer is made of.
    pub(super) own: bool,
    /// Such a sentence speaks of people: of us, of whoever writes it, of somebody else.
    pub(super) of_people: bool,
}

impl Made {
    /// Takes a text apart that `plain` made. What follows the closing is a signature.
    pub(super) fn of(text: &str) -> Self {
        let found = WORDS.all(text);
        let end = found.iter().rev().find(|found| found.means == Word::Closing).map(|found| found.start);
        let text = &text[..end.filter(|end| *end > 0).unwrap_or(text.len())];
        let found: Vec<_> = found.into_iter().filter(|found| found.end <= text.len()).collect();
        let mut made = Self::default();
        let mut free = 0;
        for hit in &found {
            match hit.means {
                Word::Living => made.living |= !is_inside(hit, &found),
                Word::Machine => made.machine = true,
                Word::Received | Word::Gone | Word::Away => made.holds = true,
                Word::Trade => made.trade |= !is_inside(hit, &found),
                Word::Beside if hit.start >= free => {
                    made.beside += 1;
                    free = hit.end;
                }
                Word::Said
                | Word::Back
                | Word::BackAfter
                | Word::Until
                | Word::UntilAfter
                | Word::Through
                | Word::ThroughAfter => made.framed = true,
                _ => {}
            }
        }
        // An address to turn to.
        let covered =
            |at| found.iter().any(|hit| hit.means == Word::Beside && hit.start <= at && at < hit.end);
        made.beside += usize::from(text.match_indices('@').any(|(at, _)| !covered(at)));
        made.asks = text.char_indices().any(|(at, c)| asks(text, at, c, &found));
        for (start, end) in sentences(text).filter(|(start, end)| is_own(text, *start, *end, &found)) {
            made.own = true;
            made.of_people |=
                found.iter().any(|hit| hit.means == Word::Person && hit.start >= start && hit.end <= end);
        }
        made
    }
}

/// Whether a longer phrase that machines use holds this one.
fn is_inside(hit: &Found<Word>, found: &[Found<Word>]) -> bool {
    let formal = [Word::Machine, Word::Received, Word::Gone, Word::Beside, Word::Said];
    found.iter().any(|other| {
        formal.contains(&other.means)
            && other.start <= hit.start
            && other.end >= hit.end
            && other.end - other.start > hit.end - hit.start
    })
}

/// A question mark that is one: not of an address on the web, and not of "Urgent?".
fn asks(text: &str, at: usize, c: char, found: &[Found<Word>]) -> bool {
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

/// Whether a sentence is of more than a few words, and none of them a machine's.
fn is_own(text: &str, start: usize, end: usize, found: &[Found<Word>]) -> bool {
    let sentence = &text[start..end];
    let wide = sentence.chars().filter(|c| *c as u32 > 0x2E80).count();
    let long = wide > 4 || sentence.split_whitespace().count() > 3;
    let formal = |found: &&Found<Word>| {
        !matches!(
            found.means,
            Word::Living
                | Word::Trade
                | Word::Person
                | Word::From
                | Word::UntilAfter
                | Word::ThroughAfter
                | Word::Subject
                | Word::SubjectAway
                | Word::SubjectHolds
        )
    };
    long && !found.iter().filter(formal).any(|found| found.start < end && found.end > start)
}

/// Where the sentences of a text begin and end.
fn sentences(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut start = 0;
    let ends = text.char_indices().filter(|(at, c)| ends_sentence(text, *at, *c));
    let ends: Vec<usize> = ends.map(|(at, c)| at + c.len_utf8()).chain([text.len()]).collect();
    ends.into_iter().map(move |end| (std::mem::replace(&mut start, end), end))
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
