//! The buttons of the ideal customer. Each carries what it leads to.

use renmai_core::vocabulary::Field;

use crate::handler::buttons::buttons;

buttons! {
    /// What a button of the profile does; a trait goes by its number, `drawn` is the number of the update for which
    /// the button was drawn.
    pub enum IdealButton = "w" {
        /// The trait is unwanted.
        Avoid { number: i64, drawn: i64 } = "avoid", Changes;
        /// The trait is neither wanted nor unwanted, and leaves the profile.
        Neutral { number: i64, drawn: i64 } = "neutral", Changes;
        /// Asks for traits of a field.
        Ask { field: Field } = "ask", Shows;
    }
}
