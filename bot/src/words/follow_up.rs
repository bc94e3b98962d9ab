//! The due list, the morning's list, and the clean-up.

use chrono::NaiveDate;
use renmai_core::book::{Flaw, Reverified};
use renmai_core::change::ChangeId;
use renmai_core::contact::{Contact, ContactNo};
use renmai_core::store::CleanCount;

use super::{Html, Key, Keyboard, Message, Words, list, phrases, shorten};
use crate::buttons::{Button, Feature, Place};
use crate::commands::verify::Verb;

phrases! {
    /// What is said of follow-ups and of cleaning.
    pub enum Said {
        /// Above `/due`.
        DueHead { total: u64, a: u64, b: u64, c: u64 } = "due-head",
        /// Nothing is due, now or later.
        NothingDue = "due-nothing",
        /// Nothing is due before this day.
        NothingDueUntil { day: NaiveDate, count: u64 } = "due-nothing-until",
        /// Above the morning's list: what is still due.
        Morning { day: NaiveDate, total: u64, a: u64, b: u64, c: u64 } = "morning-head",
        /// Above a morning's list that is done.
        MorningDone { day: NaiveDate } = "morning-done",
        /// Above a morning's list whose place a later one has taken.
        MorningPast { day: NaiveDate } = "morning-past",
        /// Above what needs cleaning, as a list.
        CleanHead { total: u64 } = "clean-head",
        /// Nothing needs cleaning.
        NothingToClean = "clean-nothing",
        /// Addresses were judged anew, and nothing is otherwise.
        Unchanged { looked_at: u64 } = "clean-unchanged",
        /// Above what the export holds.
        CleanFile { count: usize } = "clean-file",
        /// The file is on its way.
        CleanFileToast = "clean-file-toast",
        /// The address is verified, and its form is right.
        Verified { no: ContactNo } = "verify-verified",
        /// The form of the address is right.
        Unverified { no: ContactNo } = "verify-unverified",
        /// The address is a role's.
        RiskyRole { no: ContactNo, email: String } = "verify-risky-role",
        /// The address is at a provider of free mail.
        RiskyFreeMail { no: ContactNo, email: String } = "verify-risky-free-mail",
        /// The address is one to throw away.
        RiskyDisposable { no: ContactNo, email: String } = "verify-risky-disposable",
        /// The address bounced or is wrong.
        Invalid { no: ContactNo } = "verify-invalid",
        /// There is no address.
        NoEmail { no: ContactNo } = "verify-no-email",
    }
}

/// What is answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// A phrase alone.
    Said(Said),
    /// The list of a morning whose place a later one has taken: to read, no longer to work in.
    Past(list::View),
    /// How clean the book is.
    Clean(CleanCount),
    /// What needs cleaning.
    CleanList(CleanList),
    /// What judging addresses anew came to.
    Reverified(Reverified),
    /// What needs cleaning, as a file.
    File {
        /// What is said of it.
        said: Said,
        /// The kept file.
        file: i64,
    },
}

impl From<Said> for Reply {
    fn from(said: Said) -> Reply {
        Reply::Said(said)
    }
}

impl From<Said> for super::Reply {
    fn from(said: Said) -> super::Reply {
        Reply::Said(said).into()
    }
}

impl Reply {
    /// As a message.
    pub fn message(&self, words: &Words) -> Message {
        match self {
            Reply::Said(said) => said.message(words),
            Reply::Past(list) => Message { keyboard: Keyboard::default(), ..list.message(words) },
            Reply::Clean(count) => overview(count, words),
            Reply::CleanList(list) => list.message(words),
            Reply::Reverified(result) => reverified(result, words),
            Reply::File { said, file } => Message { file: Some(*file), ..said.message(words) },
        }
    }
}

/// The share of contacts whose address should not be invalid, in percent.
const GOAL: u64 = 85;

/// Below so many cases a rate says little.
const SMALL_SAMPLE: u64 = 20;

fn overview(count: &CleanCount, words: &Words) -> Message {
    let mut html = words.html("clean-title", &[]);
    let rate = match (count.valid * 100).checked_div(count.with_email) {
        Some(rate) => format!("{rate} %"),
        None => "–".to_owned(),
    };
    let args: [(&'static str, &dyn super::Say); 4] =
        [("rate", &rate), ("valid", &count.valid), ("all", &count.with_email), ("goal", &GOAL)];
    html.line(words.html("clean-validity", &args));
    if count.valid * 100 < GOAL * count.with_email {
        html.line(words.html("clean-below", &[]));
    }
    if (1..SMALL_SAMPLE).contains(&count.with_email) {
        html.line(words.html("clean-small", &[]));
    }
    for (id, n) in [
        ("clean-invalid", count.invalid),
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
        let review = words.plain("clean-button-review", &[("count", &count.to_clean)]);
        keyboard.row([
            key("clean-button-reverify", Verb::Reverify, words),
            Key::press(review, &Button::List(Place::Clean(0))),
            key("clean-button-export", Verb::Export, words),
        ]);
    }
    Message { html, keyboard, ..Message::default() }
}

fn reverified(result: &Reverified, words: &Words) -> Message {
    let mut html = match result.changed.len() {
        0 => Said::Unchanged { looked_at: result.looked_at }.html(words),
        changed => words.html("clean-changed", &[("looked_at", &result.looked_at), ("changed", &changed)]),
    };
    for one in result.changed.iter().take(list::PAGE as usize) {
        let args: [(&'static str, &dyn super::Say); 3] =
            [("no", &one.no.0), ("before", &one.before), ("after", &one.after)];
        html.line(words.html("clean-changed-line", &args));
    }
    html.line(words.html("clean-form-only", &[]));
    let mut keyboard = Keyboard::default();
    keyboard.row(undo_key(result.change, words).into_iter().chain([key(
        "button-back",
        Verb::Overview,
        words,
    )]));
    Message { html, keyboard, ..Message::default() }
}

/// What needs cleaning, a page of it.
#[derive(Debug, Clone, PartialEq)]
pub struct CleanList {
    /// The contacts on this page, each with what is wrong.
    pub rows: Vec<(Contact, Vec<Flaw>)>,
    /// The page, from 0.
    pub page: u32,
    /// How many contacts there are on all pages.
    pub total: u64,
}

impl CleanList {
    fn message(&self, words: &Words) -> Message {
        let place = Place::Clean(self.page);
        let mut html = Said::CleanHead { total: self.total }.html(words);
        for (contact, flaws) in &self.rows {
            let mut line = list::who(contact, words);
            line.push(Html::text(" — ")).push(Html::text(&flaws_in_words(flaws, words)));
            html.line(line);
        }
        let mut keyboard = Keyboard::default();
        for rows in self.rows.chunks(5) {
            keyboard.row(rows.iter().map(|(contact, _)| list::open_key("", contact, place)));
        }
        keyboard.row(list::page_keys(place, self.page, self.total, words));
        keyboard.row([key("button-back", Verb::Overview, words)]);
        Message { html: html.fitting(), keyboard, ..Message::default() }
    }
}

/// What is wrong with a contact, in a few words.
pub fn flaws_in_words(flaws: &[Flaw], words: &Words) -> String {
    let flaws: Vec<String> = flaws
        .iter()
        .map(|flaw| {
            words.word(match flaw {
                Flaw::Invalid => "flaw-invalid",
                Flaw::Risky => "flaw-risky",
                Flaw::NoSource => "flaw-no-source",
                Flaw::Untouched => "flaw-untouched",
            })
        })
        .collect();
    shorten(&flaws.join(" · "), 120)
}

fn key(id: &str, verb: Verb, words: &Words) -> Key {
    let button = Button::Feature { feature: Feature::Clean, verb: verb as u8, number: 0, version: 0 };
    Key::press(words.word(id), &button)
}

fn undo_key(change: Option<ChangeId>, words: &Words) -> Option<Key> {
    change.map(|change| Key::press(words.word("button-undo"), &Button::Undo(change.number())))
}
