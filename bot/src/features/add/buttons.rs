//! The buttons under a draft.

use renmai_core::vocabulary::Field;

use crate::handler::buttons::buttons;

buttons! {
    /// A decision on a draft, by its number.
    pub enum DraftButton = "d" {
        /// Adds it; the duplicate rules apply.
        Add { draft: i64 } = "add", Changes;
        /// Adds it although somebody like it is there.
        AddAnyway { draft: i64 } = "anyway", Changes;
        /// Shows its fields, to correct one.
        Edit { draft: i64 } = "edit", Shows;
        /// Lets it go.
        Ignore { draft: i64 } = "ignore", Changes;
        /// Corrects the address to the one that was likely meant.
        Mend { draft: i64 } = "mend", Changes;
    }
}

buttons! {
    /// A correction of a draft, by its number.
    pub enum FieldButton = "e" {
        /// Asks for a field.
        Ask { draft: i64, field: Field } = "ask", Shows;
        /// Shows the draft again; whatever is asked is left.
        Show { draft: i64 } = "show", Shows;
        /// Makes a note of what was not understood.
        Note { draft: i64 } = "note", Shows;
    }
}
