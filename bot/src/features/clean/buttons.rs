//! The buttons of the clean-up.

use crate::handler::buttons::buttons;

buttons! {
    /// What a button of the clean-up does.
    pub enum CleanButton = "k" {
        /// Shows how clean the book is.
        Overview = "show", Shows;
        /// Sends what needs cleaning as a file.
        Export = "export", Shows;
    }
}
