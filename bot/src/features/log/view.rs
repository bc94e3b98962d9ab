//! What is said of logging.

use renmai_core::interaction::Kind;
use renmai_core::vocabulary::{ContactNo, InteractionKind, Verb};

use crate::i18n::{Html, phrases};

phrases! {
    /// What is said of logging and undoing.
    pub enum Phrase {
        /// It is logged.
        Logged { no: ContactNo, kind: Kind } = "log-logged",
        /// It is logged, and what comes next.
        Line { no: ContactNo, name: String, kind: Kind, next: Html } = "log-line",
        /// Something else was changed, and what comes next.
        ChangedLine { said: Html, name: String, next: Html } = "log-changed-line",
        /// What was changed.
        Changed { no: ContactNo, verb: Verb } = "log-changed",
        /// The words did not tell what happened: it is kept as a note.
        Unsure { no: ContactNo, name: String, next: Html } = "log-unsure",
        /// Nobody was reached three times: by what else.
        OtherWays { ways: String } = "log-other-ways",
        /// They opted out, and something of ours was logged.
        WriteNoMore = "log-write-no-more",
        /// The same, where no other way is known.
        NoOtherWay { no: ContactNo } = "log-no-other-way",
        /// They opted out, so it cannot have been a mail.
        CannotCorrectSuppressed = "log-cannot-correct-suppressed",
        /// What was logged was taken back, or is too long ago.
        CannotCorrect = "log-cannot-correct",
        /// There is no text.
        NothingToLog { no: ContactNo } = "log-nothing",
        /// The text is too long.
        TooLong { limit: usize, no: ContactNo } = "log-too-long",
        /// They opted out: nothing may be sent.
        Suppressed { no: ContactNo } = "log-suppressed",
        /// Asks for one line.
        AskLine { no: ContactNo, name: String, kind: InteractionKind, code: &'static str } = "log-ask-line",
    }
}
