//! What is said of logging.

use renmai_core::vocabulary::{ContactNo, InteractionKind};

use crate::i18n::phrases;

phrases! {
    /// What is said of logging and undoing.
    pub enum Phrase {
        /// It is logged.
        Logged { no: ContactNo, kind: InteractionKind } = "log-logged",
        /// There is no text.
        NothingToLog { no: ContactNo } = "log-nothing",
        /// The text is too long.
        TooLong { limit: usize, no: ContactNo } = "log-too-long",
        /// They opted out: nothing may be sent.
        Suppressed { no: ContactNo } = "log-suppressed",
        /// Asks for one line.
        AskLine { no: ContactNo, name: String, kind: InteractionKind } = "log-ask-line",
    }
}
