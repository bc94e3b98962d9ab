//! What was taken back, or why it was not.

use renmai_core::vocabulary::Verb;

use crate::i18n::phrases;

phrases! {
    /// What is said of taking back.
    pub enum Phrase {
        /// Taken back.
        Undone { verb: Verb, contacts: u64 } = "log-undone",
        /// Taken back, as the answer to the press.
        UndoneAnswer = "log-undone-answer",
        /// Nothing to take back.
        NothingToUndo = "log-nothing-to-undo",
        /// Taken back before.
        AlreadyUndone = "log-already-undone",
        /// Something newer stands on it.
        ChangedSince = "log-changed-since",
        /// It cannot be taken back.
        CannotUndo = "log-cannot-undo",
        /// The mail has left.
        MailGone = "undo-mail-gone",
        /// It is somebody else's now.
        NoLongerYours = "log-no-longer-yours",
        /// The button's ten minutes are over.
        UndoTooLate = "log-undo-too-late",
    }
}
