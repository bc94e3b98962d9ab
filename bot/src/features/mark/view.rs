//! Grade, stage, value, next step, snooze, rest.

use chrono::{NaiveDate, NaiveTime};
use renmai_core::book::Done;
use renmai_core::contact::Contact;
use renmai_core::vocabulary::{ChangeId, ContactNo, Grade, Stage, Value};

use crate::handler::buttons::undo_key;
use crate::i18n::{Message, Quote, Render, Words, phrases};

phrases! {
    /// What is said of one field.
    pub enum Phrase {
        /// The grade changed.
        Graded { no: ContactNo, before: Grade, after: Grade } = "mark-graded",
        /// It was that grade already.
        AlreadyGraded { no: ContactNo, grade: Grade } = "mark-already-graded",
        /// Not a grade.
        NoSuchGrade { typed: Quote, no: ContactNo } = "mark-no-such-grade",
        /// The stage changed.
        Staged { no: ContactNo, before: Stage, after: Stage } = "mark-staged",
        /// It was that stage already.
        AlreadyStaged { no: ContactNo, stage: Stage } = "mark-already-staged",
        /// Not a stage.
        NoSuchStage { typed: Quote, no: ContactNo } = "mark-no-such-stage",
        /// The value changed.
        Valued { no: ContactNo, value: Value } = "mark-valued",
        /// It was that value already.
        AlreadyValued { no: ContactNo, value: Value } = "mark-already-valued",
        /// Not a value.
        NoSuchValue { typed: Quote, no: ContactNo } = "mark-no-such-value",
        /// A next step was set.
        Planned { no: ContactNo, day: NaiveDate } = "mark-planned",
        /// The next step, at a time of the day.
        PlannedAt { no: ContactNo, day: NaiveDate, time: NaiveTime } = "mark-planned-at",
        /// It was set to that already.
        AlreadyPlanned { no: ContactNo, day: NaiveDate } = "mark-already-planned",
        /// Snoozed.
        Snoozed { no: ContactNo, day: NaiveDate } = "mark-snoozed",
        /// It was snoozed until then already.
        AlreadySnoozed { no: ContactNo, day: NaiveDate } = "mark-already-snoozed",
        /// The next step was taken away.
        Unplanned { no: ContactNo } = "mark-unplanned",
        /// There was none.
        NothingPlanned { no: ContactNo } = "mark-nothing-planned",
        /// A snooze was ended.
        Awake { no: ContactNo } = "mark-awake",
        /// There was none.
        NotSnoozed { no: ContactNo } = "mark-not-snoozed",
        /// Not a day.
        NoSuchDay { typed: Quote, no: ContactNo, command: &'static str } = "mark-no-such-day",
        /// A day that is over.
        DayIsPast { day: NaiveDate, no: ContactNo, command: &'static str } = "mark-day-is-past",
        /// A proposed grade was declined.
        GradeKept { no: ContactNo, grade: Grade } = "mark-grade-kept",
        /// That grade is not proposed any more.
        NotProposed { no: ContactNo, grade: Grade } = "mark-not-proposed",
        /// Instead of resting, a lower grade.
        RestLowered { no: ContactNo, grade: Grade } = "mark-rest-lowered",
        /// Instead of resting, the pool.
        RestPooled { no: ContactNo } = "mark-rest-pooled",
        /// It rests.
        RestKept { no: ContactNo } = "mark-rest-kept",
        /// It is not due before that day anyway.
        DueLaterAnyway { no: ContactNo, day: NaiveDate } = "mark-due-later-anyway",
        /// The time of a next step has come.
        Rings { time: NaiveTime, what: Quote } = "mark-rings",
        /// The time that was typed has passed today.
        TimeIsPast { time: NaiveTime, no: ContactNo } = "mark-time-is-past",
        /// Asks for the next step.
        AskNextStep { no: ContactNo, name: String } = "log-ask-next-step",
    }
}

impl Phrase {
    /// What became of the grade of a contact; a reason may be new where the grade is not.
    pub fn graded(contact: &Contact, done: &Done, grade: Grade) -> Phrase {
        match done.change {
            Some(_) if contact.grade != grade => {
                Phrase::Graded { no: contact.no, before: contact.grade, after: grade }
            }
            _ => Phrase::AlreadyGraded { no: contact.no, grade },
        }
    }

    /// What became of the stage of a contact.
    pub fn staged(contact: &Contact, done: &Done, stage: Stage) -> Phrase {
        match done.change {
            Some(_) => Phrase::Staged { no: contact.no, before: contact.stage, after: stage },
            None => Phrase::AlreadyStaged { no: contact.no, stage },
        }
    }

    /// What became of the value of a contact.
    pub fn valued(contact: &Contact, done: &Done, value: Value) -> Phrase {
        match done.change {
            Some(_) => Phrase::Valued { no: contact.no, value },
            None => Phrase::AlreadyValued { no: contact.no, value },
        }
    }
}

/// What is answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// The contact is out of the reader's sight now: what was done, and the way back.
    Gone {
        /// What was done.
        said: Phrase,
        /// By which change.
        change: Option<ChangeId>,
    },
}

impl Render for Reply {
    fn message(&self, words: &Words) -> Message {
        match self {
            Reply::Gone { said, change } => {
                let mut message = said.message(words);
                message.keyboard.row(change.map(|change| undo_key(change, words)));
                message
            }
        }
    }
}
