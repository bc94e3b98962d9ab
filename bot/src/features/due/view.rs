//! The due list and the morning's list.

use chrono::NaiveDate;

use crate::features::list;
use crate::i18n::{Keyboard, Message, Render, Words, phrases};

phrases! {
    /// What is said of follow-ups.
    pub enum Phrase {
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
    }
}

/// What is answered.
#[derive(Debug, Clone)]
pub enum Reply {
    /// The list of a morning whose place a later one has taken: to read, no longer to work in.
    Past(list::View),
}

impl Render for Reply {
    fn message(&self, words: &Words) -> Message {
        match self {
            Reply::Past(list) => Message { keyboard: Keyboard::default(), ..list.message(words) },
        }
    }
}
