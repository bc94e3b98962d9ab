//! Phrases looked for in a text: tables of them, each with what it means.

use std::borrow::Cow;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};

/// How far from one piece of a phrase to the next: about a line.
const GAP: usize = 90;

/// A table of phrases. A phrase may have gaps, written `…`: its pieces follow each other within about a line. One that
/// ends in `*` may go on within its word.
pub(crate) struct Phrases<T> {
    first: Option<AhoCorasick>,
    phrases: Vec<Phrase<T>>,
}

struct Phrase<T> {
    means: T,
    rest: Vec<String>,
    start_of_word: bool,
    end_of_word: bool,
}

/// Where a phrase stands in the text that was searched, and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found<T> {
    pub(crate) means: T,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Whether it stands there in one piece.
    pub(crate) whole: bool,
}

impl<T: Copy> Phrases<T> {
    /// Reads a table: a line is what it means, a tab, and the phrases in lower case, parted by `|`. `#` begins a remark.
    pub(crate) fn of(table: &str, means: impl Fn(&str) -> Option<T>) -> Self {
        let mut firsts = Vec::new();
        let mut phrases = Vec::new();
        let lines = table.lines().filter(|line| !line.starts_with('#'));
        let rows = lines.filter_map(|line| line.split_once('\t'));
        for (code, phrase) in
            rows.flat_map(|(code, phrases)| phrases.split('|').map(move |phrase| (code, phrase)))
        {
            let Some(means) = means(code) else { continue };
            let mut pieces = phrase.split('…').map(|piece| piece.trim().to_owned());
            let Some(first) = pieces.next().filter(|first| !first.is_empty()) else { continue };
            let rest: Vec<String> = pieces.collect();
            let last = rest.last().unwrap_or(&first);
            phrases.push(Phrase {
                means,
                start_of_word: first.chars().next().is_some_and(is_spaced),
                end_of_word: last.chars().next_back().is_some_and(is_spaced),
                rest: rest.iter().map(|piece| piece.trim_end_matches('*').to_owned()).collect(),
            });
            firsts.push(first.trim_end_matches('*').to_owned());
        }
        let first = AhoCorasickBuilder::new().match_kind(MatchKind::Standard).build(&firsts).ok();
        Self { first, phrases }
    }

    /// All that stands in a text which [`plain`] made, in the order of their beginnings.
    pub(crate) fn all(&self, text: &str) -> Vec<Found<T>> {
        let Some(first) = &self.first else { return Vec::new() };
        let mut found: Vec<_> = first
            .find_overlapping_iter(text)
            .filter_map(|hit| self.whole(text, hit.pattern().as_usize(), hit.start(), hit.end()))
            .collect();
        found.sort_by_key(|found| (found.start, found.end));
        found
    }

    /// The one that a text begins with.
    pub(crate) fn at_start(&self, text: &str) -> Option<Found<T>> {
        self.all(text).into_iter().filter(|found| found.start == 0).max_by_key(|found| found.end)
    }

    fn whole(&self, text: &str, number: usize, start: usize, end: usize) -> Option<Found<T>> {
        let phrase = self.phrases.get(number)?;
        if phrase.start_of_word && text[..start].chars().next_back().is_some_and(is_spaced) {
            return None;
        }
        let mut end = end;
        for piece in &phrase.rest {
            let window = &text[end..ceil(text, end + GAP + piece.len())];
            end += window.find(piece.as_str())? + piece.len();
        }
        if phrase.end_of_word && text[end..].chars().next().is_some_and(is_spaced) {
            return None;
        }
        Some(Found { means: phrase.means, start, end, whole: phrase.rest.is_empty() })
    }
}

/// A letter of a script that puts spaces between words: there a phrase begins and ends with a word.
fn is_spaced(c: char) -> bool {
    c.is_alphanumeric() && (c as u32) < 0x0E00
}

/// The next boundary of a character at or after a place.
pub(crate) fn ceil(text: &str, at: usize) -> usize {
    (at.min(text.len())..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

/// A text as phrases are compared: lower case, each run of white space one space, plain quotes.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut spaced = true;
    for c in text.chars() {
        if c.is_whitespace() || c == '\u{a0}' || c == '\u{feff}' || c == '\u{200b}' {
            if !spaced {
                plain.push(' ');
            }
            spaced = true;
            continue;
        }
        spaced = false;
        match c {
            'A'..='Z' => plain.push(c.to_ascii_lowercase()),
            c if c.is_ascii() => plain.push(c),
            '’' | '‘' | '´' | '`' => plain.push('\''),
            '“' | '”' | '„' | '«' | '»' => plain.push('"'),
            '\u{ff01}'..='\u{ff5e}' => {
                plain.push(char::from_u32(c as u32 - 0xfee0).unwrap_or(c).to_ascii_lowercase())
            }
            c => plain.extend(c.to_lowercase()),
        }
    }
    if plain.ends_with(' ') {
        plain.pop();
    }
    plain
}

/// At most so many bytes of a text, cut at a character.
pub(crate) fn bounded(text: &str, bytes: usize) -> &str {
    let at = (0..=bytes.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    &text[..at]
}

/// A text of bytes in an unknown encoding.
pub(crate) fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => {
            let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
            detector.feed(bytes, true);
            let encoding = detector.guess(None, chardetng::Utf8Detection::Allow);
            encoding.decode_without_bom_handling(bytes).0
        }
    }
}
