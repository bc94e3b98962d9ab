//! The columns of a file that waits: what each holds, and what it may hold instead; all in place of the preview.

use renmai_core::read::table::{Column, Heading};

use super::files::{meaning, shown};
use super::{Key, Keyboard, Message, Words, shorten};
use crate::buttons::{Button, Feature};
use crate::commands::import::Verb;

/// How many columns one page shows.
const PAGE: usize = 10;

/// What is said of a column is one number: its place, a thousand times, and the place of what it holds, from 1;
/// nothing: it is left out.
const PLACE: i64 = 1_000;

/// The columns of a file, a page of them.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// The kept file.
    pub file: i64,
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Heading>,
    /// Which page, from 0.
    pub page: usize,
}

/// What a column may hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The kept file.
    pub file: i64,
    /// The place of the column, from 0.
    pub at: usize,
    /// The column.
    pub heading: Heading,
}

/// The page on which a column stands.
pub fn page_of(at: usize) -> i64 {
    number(at / PAGE)
}

/// What was said of a column: its place, and what it holds.
pub fn said(number: i64) -> (usize, Option<Column>) {
    let at = usize::try_from(number / PLACE).unwrap_or(usize::MAX);
    let column = usize::try_from(number % PLACE - 1).ok().and_then(|place| Column::all().nth(place));
    (at, column)
}

fn number(at: usize) -> i64 {
    i64::try_from(at).unwrap_or(i64::MAX)
}

fn key(label: String, verb: Verb, file: i64, version: i64) -> Key {
    Key::press(label, &Button::Feature { feature: Feature::Files, verb: verb as u8, number: file, version })
}

fn named(heading: &Heading, at: usize, length: usize) -> String {
    if heading.name.is_empty() { format!("({})", at + 1) } else { shorten(&heading.name, length) }
}

impl View {
    pub(super) fn message(&self, words: &Words) -> Message {
        let mut html = words.html("files-columns-title", &[("name", &shown(&self.name))]);
        let mut keyboard = Keyboard::default();
        let here = self.columns.iter().enumerate().skip(self.page.saturating_mul(PAGE)).take(PAGE);
        for (at, heading) in here {
            let holds =
                heading.column.map_or_else(|| words.word("files-left-out"), |column| meaning(column, words));
            let (name, sample) = (named(heading, at, 40), shorten(&heading.sample, 60));
            html.line(words.html("files-column", &[("name", &name), ("sample", &sample), ("holds", &holds)]));
            let label = format!("{} → {holds}", named(heading, at, 20));
            keyboard.row([key(label, Verb::Column, self.file, number(at))]);
        }
        let page = |label: &str, page: usize| key(words.word(label), Verb::Columns, self.file, number(page));
        let before = self.page.checked_sub(1).map(|before| page("page-before", before));
        let more = self.columns.len() > (self.page + 1).saturating_mul(PAGE);
        let after = more.then(|| page("files-page-after", self.page + 1));
        keyboard.row(before.into_iter().chain(after));
        keyboard.row([key(words.word("files-button-look"), Verb::Look, self.file, 0)]);
        Message { html: html.fitting(), keyboard, ..Message::default() }
    }
}

impl Choice {
    pub(super) fn message(&self, words: &Words) -> Message {
        let (name, sample) = (named(&self.heading, self.at, 60), shorten(&self.heading.sample, 100));
        let html = words.html("files-column-ask", &[("name", &name), ("sample", &sample)]);
        let mut keyboard = Keyboard::default();
        let holds = |label: String, place: usize| {
            key(label, Verb::Holds, self.file, number(self.at).saturating_mul(PLACE) + number(place))
        };
        let all: Vec<Key> = Column::all()
            .enumerate()
            .map(|(place, column)| {
                let mark = if self.heading.column == Some(column) { "✓ " } else { "" };
                holds(format!("{mark}{}", meaning(column, words)), place + 1)
            })
            .collect();
        for row in all.chunks(3) {
            keyboard.row(row.to_vec());
        }
        let back = key(words.word("page-before"), Verb::Columns, self.file, page_of(self.at));
        keyboard.row([holds(words.word("files-leave-out"), 0), back]);
        Message { html: html.fitting(), keyboard, ..Message::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_of_a_column_is_one_number() {
        for (place, column) in Column::all().enumerate() {
            assert_eq!(said(7 * PLACE + number(place) + 1), (7, Some(column)));
        }
        assert_eq!(said(3 * PLACE), (3, None));
        assert_eq!(said(PLACE - 1), (0, None));
        assert_eq!(said(-5).0, 0);
    }
}
