//! What belongs to no feature.

use chrono::NaiveDateTime;
use renmai_core::vocabulary::ContactNo;

use crate::i18n::{Quote, phrases};

phrases! {
    /// What belongs to no feature.
    pub enum Phrase {
        /// Nothing that was written can be understood.
        Hint = "hint",
        /// No such command.
        UnknownCommand = "unknown-command",
        /// No such command, and one that is written nearly so.
        NearestCommand { typed: Quote, example: String } = "nearest-command",
        /// What was replied to is no card.
        RepliedToNoCard = "replied-to-no-card",
        /// Written in a group.
        NotInGroups { bot: String } = "not-in-groups",
        /// The command is for another role.
        NotYourRole { command: &'static str } = "not-your-role",
        /// A number was expected.
        NotANumber { typed: Quote, command: &'static str } = "not-a-number",
        /// No such contact, or not theirs: the same answer.
        NoSuchContact { no: ContactNo } = "no-such-contact",
        /// It was merged into another of theirs.
        MergedInto { no: ContactNo, into: ContactNo, link: String } = "merged-into",
        /// The book is private.
        Private = "private",
        /// A fault of ours, with the code that is in the log.
        Fault { code: String } = "fault",
        /// What was asked for is being read in a large book, and shown in this place.
        BeingRead = "being-read",
        /// A button of another version, or a forged one.
        OldButton = "old-button",
        /// Nothing is being asked.
        NothingAsked = "nothing-asked",
        /// The question of the button is no longer the one that is asked.
        QuestionOver = "question-over",
        /// This very press was carried out before.
        DoneBefore { by: String, at: NaiveDateTime } = "done-before",
        /// A sticker, a photo, a voice note.
        CannotUse = "cannot-use",
        /// An earlier message was edited.
        EditsDoNotCount = "edits-do-not-count",
        /// What was asked has been left.
        Cancelled = "cancelled",
        /// More in a minute than is carried out.
        TooMuch { most: u32 } = "too-much",
        /// More work than one person may have waiting.
        Busy { most: u64 } = "busy",
        /// This message may have come before.
        Repeat = "repeat",
    }
}
