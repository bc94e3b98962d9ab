//! The buttons under a line that says what was logged.

use renmai_core::vocabulary::InteractionKind;

use crate::handler::buttons::{Place, buttons};

buttons! {
    /// What was logged was something else.
    pub enum LogButton = "l" {
        /// By this change, and it was of this kind; the list in whose course it was logged.
        Correct { change: i64, kind: InteractionKind, of: Option<Place> } = "k", Changes;
    }
}
