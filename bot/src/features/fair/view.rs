//! What is said of a fair.

use chrono::NaiveDate;
use renmai_core::fair::Fair;
use renmai_core::store::FairLeads;
use renmai_core::vocabulary::{ChangeId, ContactNo, Grade};

use super::FairButton;
use crate::handler::buttons::undo_key;
use crate::i18n::{Html, Key, Keyboard, Message, Quote, Render, Words, phrases, shorten};

phrases! {
    /// What is said of a fair.
    pub enum Phrase {
        /// None is on.
        NoFair = "fair-none",
        /// Without a name it is none.
        NoName = "fair-no-name",
        /// A name that no fair has.
        TooLong = "fair-too-long",
        /// Not a day.
        BadDay { typed: Quote } = "fair-bad-day",
        /// A day that is over.
        Past { day: NaiveDate } = "fair-past",
        /// A day on which no fair is still on.
        TooFar { day: NaiveDate, most: u64 } = "fair-too-far",
        /// A lead was graded.
        Graded { no: ContactNo, name: String, grade: Grade } = "fair-graded",
        /// It has begun.
        Begun { name: String, until: NaiveDate } = "fair-begun",
        /// It is on.
        Status { name: String, until: NaiveDate } = "fair-status",
        /// It is over.
        Ended { name: String } = "fair-ended",
        /// What it has brought.
        Count { all: u64, today: u64 } = "fair-count",
        /// Leads without a grade.
        WithoutGrade { count: u64 } = "fair-without-grade",
        /// All leads have a grade.
        AllGraded = "fair-all-graded",
        /// How many leads without a grade are not shown.
        More { count: u64 } = "fair-more",
    }
}

/// Why it is shown.
#[derive(Debug, Clone, PartialEq)]
pub enum Head {
    /// It has just begun, or was changed.
    Begun,
    /// Somebody asked.
    Status,
    /// It has just ended.
    Ended,
    /// It is evening.
    Evening,
    /// A lead of it was just graded.
    Graded(Phrase),
}

/// A fair, with what it has brought and who has no grade yet.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// Which.
    pub fair: Fair,
    /// Its leads.
    pub leads: FairLeads,
    /// Why it is shown.
    pub head: Head,
    /// Whether it is still on.
    pub on: bool,
    /// The change that the undo button takes back.
    pub change: Option<ChangeId>,
    /// For which update it was drawn: a grade may be taken back and set again.
    pub drawn: i64,
}

impl View {
    fn head(&self, words: &Words) -> Html {
        let (name, until) = (shorten(&self.fair.name, 100), self.fair.until);
        match &self.head {
            Head::Begun => Phrase::Begun { name, until },
            Head::Ended => Phrase::Ended { name },
            Head::Status | Head::Evening if self.on => Phrase::Status { name, until },
            Head::Status | Head::Evening => Phrase::Ended { name },
            Head::Graded(said) => said.clone(),
        }
        .html(words)
    }
}

impl Render for View {
    fn message(&self, words: &Words) -> Message {
        let FairLeads { all, since, without_grade, first } = &self.leads;
        let mut html = self.head(words);
        let mut keyboard = Keyboard::default();
        if *all > 0 {
            html.line(Phrase::Count { all: *all, today: *since }.html(words));
            html.line(match without_grade {
                0 => Phrase::AllGraded.html(words),
                count => Phrase::WithoutGrade { count: *count }.html(words),
            });
        }
        for contact in first {
            let (no, name) = (contact.no, shorten(contact.title(), 60));
            let company = contact.profile.company.as_deref().filter(|_| contact.profile.name.is_some());
            let company = shorten(company.unwrap_or_default(), 60);
            let id = if company.is_empty() { "fair-lead" } else { "fair-lead-of" };
            let link = format!("/l{}", no.0);
            html.line(words.html(id, &[("link", &link), ("name", &name), ("company", &company)]));
            let grade = |grade: &Grade| {
                let button = FairButton::Grade { no, grade: *grade, drawn: self.drawn };
                Key::press(format!("#{} {}", no.0, grade.code().to_uppercase()), &button)
            };
            keyboard.row(Grade::ALL.iter().map(grade));
        }
        let hidden = without_grade.saturating_sub(first.len() as u64);
        if hidden > 0 {
            html.line(Phrase::More { count: hidden }.html(words));
        }
        let end =
            self.on.then(|| Key::press(words.word("button-end"), &FairButton::End { drawn: self.drawn }));
        keyboard.row(end.into_iter().chain(self.change.map(|change| undo_key(change, words))));
        Message { html: html.fitting(), keyboard, ..Message::default() }
    }
}
