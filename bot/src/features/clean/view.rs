//! The clean-up: how clean the book is, what needs cleaning as a list, and one card at a time.

use renmai_core::flaw::Flaws;
use renmai_core::store::{CleanCount, Unclean};
use renmai_core::vocabulary::{ContactNo, Field, Flaw};

use super::CleanButton;
use crate::features::card::View;
use crate::features::list;
use crate::handler::buttons::{Button, CardAct, Place, undo_key};
use crate::handler::job::{Handled, HandledHow};
use crate::i18n::{Html, Key, Keyboard, Message, Render, Words, phrases, shorten};

phrases! {
    /// What is said of cleaning.
    pub enum Phrase {
        /// Above what needs cleaning, as a list.
        ListHead { total: u64 } = "clean-head",
        /// Nothing needs cleaning.
        NothingToClean = "clean-nothing",
        /// Above what the export holds.
        CleanFile { count: usize } = "clean-file",
        /// The file is on its way.
        CleanFileAnswer = "clean-file-answer",
        /// A contact is lost now.
        Retired { no: ContactNo } = "clean-retired",
        /// A contact stays as it is.
        Kept { no: ContactNo } = "clean-kept",
        /// A contact was mended.
        Fixed { no: ContactNo } = "clean-fixed",
    }
}

impl From<Handled> for Phrase {
    fn from(Handled { how, no, change: _ }: Handled) -> Phrase {
        match how {
            HandledHow::Retired => Phrase::Retired { no },
            HandledHow::Kept => Phrase::Kept { no },
            HandledHow::Fixed => Phrase::Fixed { no },
        }
    }
}

/// What is answered.
#[derive(Debug, Clone)]
pub enum Reply {
    /// How clean the book is.
    Overview {
        /// Counted.
        count: CleanCount,
        /// What was just done, where a review ended with it.
        handled: Option<Handled>,
    },
    /// What needs cleaning, as a list.
    List(CleanList),
    /// One contact that needs cleaning.
    Review(Box<Review>),
    /// What needs cleaning, as a file.
    File {
        /// What is said of it.
        said: Phrase,
        /// The kept file.
        file: i64,
    },
}

impl Render for Reply {
    fn message(&self, words: &Words) -> Message {
        match self {
            Reply::Overview { count, handled } => overview(count, handled.as_ref(), words),
            Reply::List(list) => list.message(words),
            Reply::Review(review) => review.message(words),
            Reply::File { said, file } => Message { file: Some(*file), ..said.message(words) },
        }
    }
}

/// The share of contacts whose address should not be invalid, in percent.
const GOAL: u64 = 85;

/// Below so many cases a rate says little.
const SMALL_SAMPLE: u64 = 20;

fn overview(count: &CleanCount, handled: Option<&Handled>, words: &Words) -> Message {
    let mut html = Html::default();
    if let Some(handled) = handled {
        html.push(Phrase::from(*handled).html(words)).line(Html::default());
    }
    html.push(words.html("clean-title", &[]));
    let rate = match (count.valid * 100).checked_div(count.with_email) {
        Some(rate) => words.plain("clean-percent", &[("rate", &rate)]),
        None => "–".to_owned(),
    };
    let args: [(&'static str, &dyn crate::i18n::Say); 4] =
        [("rate", &rate), ("valid", &count.valid), ("all", &count.with_email), ("goal", &GOAL)];
    html.line(words.html("clean-validity", &args));
    if count.valid * 100 < GOAL * count.with_email {
        html.line(words.html("clean-below", &[]));
    }
    if (1..SMALL_SAMPLE).contains(&count.with_email) {
        html.line(words.html("clean-small", &[]));
    }
    for (id, n) in [
        ("clean-bounced", count.bounced),
        ("clean-invalid", count.invalid),
        ("clean-outdone", count.outdone),
        ("clean-risky", count.risky),
        ("clean-no-source", count.no_source),
        ("clean-untouched", count.untouched),
    ] {
        if n > 0 {
            html.line(words.html(id, &[("count", &n)]));
        }
    }
    let mut keyboard = Keyboard::default();
    if count.to_clean == 0 {
        html.line(words.html("clean-nothing", &[]));
    } else {
        keyboard.row([
            Key::press(words.word("clean-button-reverify"), &Button::VerifyAll),
            review_key(count.to_clean, words),
            key("clean-button-export", CleanButton::Export, words),
        ]);
    }
    keyboard.row(undo(handled, words));
    Message { html, keyboard, ..Message::default() }
}

/// What needs cleaning, a page of it.
#[derive(Debug, Clone)]
pub struct CleanList {
    /// The contacts on this page.
    pub rows: Vec<Unclean>,
    /// The page, from 0.
    pub page: u32,
    /// How many contacts there are on all pages.
    pub total: u64,
}

impl CleanList {
    fn message(&self, words: &Words) -> Message {
        let place = Place::Clean(self.page);
        let mut html = Phrase::ListHead { total: self.total }.html(words);
        for row in &self.rows {
            let mut line = list::who(&row.contact, words);
            line.push(Html::text(" — ")).push(Html::text(&flaws_in_words(row.flaws, words)));
            html.line(line);
        }
        let mut keyboard = Keyboard::default();
        for rows in self.rows.chunks(5) {
            keyboard.row(rows.iter().map(|row| list::open_key("", &row.contact, place)));
        }
        keyboard.row(list::page_keys(place, self.page, self.total, words));
        keyboard.row([key("button-back", CleanButton::Overview, words)]);
        Message { html: html.fitting(), keyboard, ..Message::default() }
    }
}

/// One contact that needs cleaning, with one tap for each way out.
#[derive(Debug, Clone)]
pub struct Review {
    /// Its card.
    pub card: View,
    /// Why it is here.
    pub flaws: Flaws,
    /// A person's address at the same company.
    pub better: Option<ContactNo>,
    /// How many were dealt with before it.
    pub done: u32,
    /// How many there are, with those.
    pub total: u64,
    /// What was just done with the one before.
    pub handled: Option<Handled>,
}

impl Review {
    fn message(&self, words: &Words) -> Message {
        let mut html = Html::default();
        if let Some(handled) = &self.handled {
            html.push(Phrase::from(*handled).html(words)).line(Html::default());
        }
        let why = flaws_in_words(self.flaws, words);
        let args: [(&'static str, &dyn crate::i18n::Say); 3] =
            [("at", &(self.done + 1)), ("total", &self.total), ("why", &why)];
        html.push(words.html("clean-review", &args));
        if let Some(better) = self.better {
            html.line(words.html("clean-better", &[("no", &better.0)]));
        }
        html.line(Html::default());
        let card = self.card.message(words);
        html.line(card.html);
        Message {
            html: html.fitting(),
            keyboard: self.keyboard(words),
            card_of: card.card_of,
            ..Message::default()
        }
    }

    fn keyboard(&self, words: &Words) -> Keyboard {
        let contact = &self.card.contact;
        let button = |act| Button::Card {
            act,
            no: contact.no,
            version: contact.version,
            back: Some(Place::Review(self.done)),
        };
        let (fix, act) = match self.flaws.iter().next() {
            Some(Flaw::NoSource) => ("clean-button-source", CardAct::Fill(Field::Source)),
            Some(Flaw::Untouched) => ("button-next-step", CardAct::NextStep),
            _ => ("clean-button-email", CardAct::Fill(Field::Email)),
        };
        let mut keyboard = Keyboard::default();
        keyboard.row([
            Key::press(words.word(fix), &button(act)),
            Key::press(words.word("clean-button-retire"), &button(CardAct::Retire)),
            Key::press(words.word("clean-button-keep"), &button(CardAct::Keep(self.flaws))),
        ]);
        keyboard.row(
            undo(self.handled.as_ref(), words)
                .into_iter()
                .chain([Key::press(words.word("clean-button-list"), &Button::List(Place::Clean(0)))])
                .chain([key("button-back", CleanButton::Overview, words)]),
        );
        keyboard
    }
}

/// What is wrong with a contact, in a few words.
pub fn flaws_in_words(flaws: Flaws, words: &Words) -> String {
    let flaws: Vec<String> = flaws
        .iter()
        .map(|flaw| {
            words.word(match flaw {
                Flaw::Bounced => "flaw-bounced",
                Flaw::Invalid => "flaw-invalid",
                Flaw::Outdone => "flaw-outdone",
                Flaw::Risky => "flaw-risky",
                Flaw::NoSource => "flaw-no-source",
                Flaw::Untouched => "flaw-untouched",
            })
        })
        .collect();
    shorten(&flaws.join(" · "), 160)
}

/// The button that goes through them one by one.
pub fn review_key(count: u64, words: &Words) -> Key {
    Key::press(words.plain("clean-button-review", &[("count", &count)]), &Button::List(Place::Review(0)))
}

/// A button of the clean-up.
pub fn key(id: &str, button: CleanButton, words: &Words) -> Key {
    Key::press(words.word(id), &button)
}

fn undo(handled: Option<&Handled>, words: &Words) -> Option<Key> {
    Some(undo_key(handled?.change?, words))
}
