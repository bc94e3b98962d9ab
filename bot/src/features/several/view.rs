//! What became of several contacts: how many, and which could not be and why.

use chrono::NaiveDate;
use renmai_core::book::Many;
use renmai_core::interaction::Kind;
use renmai_core::vocabulary::{ContactNo, Grade, Stage, Value};

use crate::handler::buttons::undo_key;
use crate::i18n::{Arg, Message, Render, Say, Words, phrases};

phrases! {
    /// What is said of several contacts.
    pub enum Phrase {
        /// None of them is there.
        NoneThere { numbers: Numbers } = "several-none-there",
        /// The grade was set.
        Graded { count: usize, grade: Grade } = "several-graded",
        /// The stage was set.
        Staged { count: usize, stage: Stage } = "several-staged",
        /// The value was set.
        Valued { count: usize, value: Value } = "several-valued",
        /// The next step was set.
        Planned { count: usize, day: NaiveDate } = "several-planned",
        /// They were put off.
        Snoozed { count: usize, day: NaiveDate } = "several-snoozed",
        /// It was logged.
        Logged { count: usize, kind: Kind } = "several-logged",
        /// A colleague has them.
        Assigned { count: usize, to: String } = "several-assigned",
        /// The pool has them.
        Pooled { count: usize } = "several-pooled",
        /// To a colleague: they are theirs now.
        GivenToYou { count: usize, numbers: Numbers, by: String } = "several-given-to-you",
        /// To a colleague: they are no longer theirs.
        TakenFromYou { count: usize, numbers: Numbers, by: String } = "several-taken-from-you",
        /// Which they are.
        These { numbers: Numbers } = "several-these",
        /// Those for which it was so already.
        Same { numbers: Numbers } = "several-same",
        /// Those to whom nothing may be sent.
        Suppressed { numbers: Numbers } = "several-suppressed",
        /// Those that are not there.
        Missing { numbers: Numbers } = "several-missing",
    }
}

/// Numbers of contacts in a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Numbers(pub Vec<ContactNo>);

/// How many numbers are written out.
const WRITTEN: usize = 20;

impl Say for Numbers {
    fn say(&self, words: &Words) -> Arg {
        let written: Vec<String> = self.0.iter().take(WRITTEN).map(|no| format!("#{}", no.0)).collect();
        let more = if self.0.len() > WRITTEN { " …" } else { "" };
        Arg::Text(words.list(&written) + more)
    }
}

/// What became of several contacts.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// What was done.
    pub said: Phrase,
    /// With which.
    pub many: Many,
    /// The numbers that are not there.
    pub missing: Vec<ContactNo>,
}

impl Render for Reply {
    fn message(&self, words: &Words) -> Message {
        let mut html = self.said.html(words);
        let changed = self.many.changed.iter().map(|contact| contact.no).collect();
        let numbers = |numbers: &Vec<ContactNo>| Numbers(numbers.clone());
        for (phrase, count) in [
            (Phrase::These { numbers: numbers(&changed) }, changed.len()),
            (Phrase::Same { numbers: numbers(&self.many.same) }, self.many.same.len()),
            (Phrase::Suppressed { numbers: numbers(&self.many.suppressed) }, self.many.suppressed.len()),
            (Phrase::Missing { numbers: numbers(&self.missing) }, self.missing.len()),
        ] {
            if count > 0 {
                html.line(phrase.html(words));
            }
        }
        let mut message = Message::text(html);
        message.keyboard.row(self.many.change.map(|change| undo_key(change, words)));
        message
    }
}
