//! The buttons under a draft.

use crate::handler::buttons::buttons;

buttons! {
    /// A decision on a draft, by its number.
    pub enum DraftButton = "d" {
        /// Adds it; the duplicate rules apply.
        Add { draft: i64 } = "add", Changes;
        /// Adds it although somebody like it is there.
        AddAnyway { draft: i64 } = "anyway", Changes;
        /// Shows it as a message to correct.
        Edit { draft: i64 } = "edit", Shows;
        /// Lets it go.
        Ignore { draft: i64 } = "ignore", Changes;
        /// Corrects the address to the one that was likely meant.
        Mend { draft: i64 } = "mend", Changes;
    }
}
