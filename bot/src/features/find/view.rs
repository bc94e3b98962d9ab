//! What was found.

use crate::i18n::phrases;

phrases! {
    /// What is said of finding.
    pub enum Phrase {
        /// How to find.
        FindHow = "contact-find-how",
        /// Nothing was found.
        NotFound { text: String } = "contact-not-found",
        /// So many were found.
        Found { text: String, total: u64 } = "contact-found",
        /// More were found than are shown.
        FoundMore { text: String, total: u64 } = "contact-found-more",
    }
}
