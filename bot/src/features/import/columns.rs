//! The columns of a file that waits: what each holds, and what it may hold instead; all in place of the preview.

use renmai_core::read::table::{Column, Heading};

use super::{FileButton, meaning, shown};
use crate::i18n::{Key, Keyboard, Message, Words, shorten};

/// How many columns one page shows.
const PAGE: u32 = 10;

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
    pub page: u32,
}

/// What a column may hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The kept file.
    pub file: i64,
    /// The place of the column, from 0.
    pub at: u32,
    /// The column.
    pub heading: Heading,
    /// For which update it is shown.
    pub drawn: i64,
}

/// The page on which a column stands.
pub fn page_of(at: u32) -> u32 {
    at / PAGE
}

fn named(heading: &Heading, at: u32, length: usize) -> String {
    if heading.name.is_empty() { format!("({})", at + 1) } else { shorten(&heading.name, length) }
}

impl View {
    pub(super) fn message(&self, words: &Words) -> Message {
        let mut html = words.html("files-columns-title", &[("name", &shown(&self.name))]);
        let mut keyboard = Keyboard::default();
        let first = self.page.saturating_mul(PAGE);
        let here = (0u32..).zip(&self.columns).skip(first as usize).take(PAGE as usize);
        for (at, heading) in here {
            let holds =
                heading.column.map_or_else(|| words.word("files-left-out"), |column| meaning(column, words));
            let (name, sample) = (named(heading, at, 40), shorten(&heading.sample, 60));
            html.line(words.html("files-column", &[("name", &name), ("sample", &sample), ("holds", &holds)]));
            let label = format!("{} → {holds}", named(heading, at, 20));
            keyboard.row([Key::press(label, &FileButton::Column { file: self.file, at })]);
        }
        let page = |label: &str, page: u32| {
            Key::press(words.word(label), &FileButton::Columns { file: self.file, page })
        };
        let before = self.page.checked_sub(1).map(|before| page("page-before", before));
        let more = self.columns.len() > first.saturating_add(PAGE) as usize;
        let after = more.then(|| page("files-page-after", self.page + 1));
        keyboard.row(before.into_iter().chain(after));
        keyboard.row([Key::press(words.word("files-button-look"), &FileButton::Look { file: self.file })]);
        Message { html: html.fitting(), keyboard, ..Message::default() }
    }
}

impl Choice {
    pub(super) fn message(&self, words: &Words) -> Message {
        let (name, sample) = (named(&self.heading, self.at, 60), shorten(&self.heading.sample, 100));
        let html = words.html("files-column-ask", &[("name", &name), ("sample", &sample)]);
        let mut keyboard = Keyboard::default();
        let Choice { file, at, drawn, .. } = *self;
        let holds = |label: String, column: Option<Column>| {
            Key::press(label, &FileButton::Holds { file, at, column, drawn })
        };
        let all: Vec<Key> = Column::all()
            .map(|column| {
                let mark = if self.heading.column == Some(column) { "✓ " } else { "" };
                holds(format!("{mark}{}", meaning(column, words)), Some(column))
            })
            .collect();
        for row in all.chunks(3) {
            keyboard.row(row.to_vec());
        }
        let back = Key::press(words.word("page-before"), &FileButton::Columns { file, page: page_of(at) });
        keyboard.row([holds(words.word("files-leave-out"), None), back]);
        Message { html: html.fitting(), keyboard, ..Message::default() }
    }
}
