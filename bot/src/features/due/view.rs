//! The due list and the morning's list.

use chrono::{NaiveDate, Weekday};

use crate::i18n::{Quote, phrases};

phrases! {
    /// What is said of follow-ups.
    pub enum Phrase {
        /// Above `/due`.
        DueHead { total: u64, a: u64, b: u64, c: u64 } = "due-head",
        /// Above those of one grade, or of all, of the reader's.
        HeadGraded { only: Quote, total: u64 } = "due-head-graded",
        /// Above the team's.
        HeadTeam { only: Quote, total: u64, a: u64, b: u64, c: u64 } = "due-head-team",
        /// Above those of a member.
        HeadOf { name: String, only: Quote, total: u64, a: u64, b: u64, c: u64 } = "due-head-of",
        /// Nobody in the team is called so.
        NobodyCalledSo { typed: Quote } = "due-nobody-called-so",
        /// Several in the team are called so.
        SeveralCalledSo { names: String } = "due-several-called-so",
        /// A salesperson asked for others'.
        OnlyYours = "due-only-yours",
        /// Nothing is due, now or later.
        NothingDue = "due-nothing",
        /// Nothing is due before this day.
        NothingDueUntil { day: NaiveDate, count: u64 } = "due-nothing-until",
        /// Above the morning's list: what is still due.
        Morning { day: NaiveDate, total: u64, a: u64, b: u64, c: u64 } = "morning-head",
        /// Above a morning's list that is done.
        MorningDone { day: NaiveDate } = "morning-done",
        /// What a morning's list becomes when a later one comes.
        MorningOver { weekday: Weekday, done: usize, total: usize } = "morning-over",
        /// To whoever still works in it.
        MorningPast = "morning-past",
    }
}
