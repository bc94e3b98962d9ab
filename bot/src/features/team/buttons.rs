//! The buttons of the team.

use renmai_core::vocabulary::Role;

use crate::handler::buttons::buttons;

buttons! {
    /// What a button of the team does.
    pub enum TeamButton = "t" {
        /// Shows a page of the members.
        Page { page: u32 } = "page", Shows;
        /// Revokes the invite whose link the message holds.
        Revoke { invite: i64 } = "revoke", Changes;
        /// Revokes an invite of the list.
        RevokeListed { invite: i64, page: u32 } = "listed", Changes;
        /// Gives a member another role; `drawn` is the number of the update for which the button was drawn.
        SetRole { member: i64, role: Role, page: u32, drawn: i64 } = "role", Changes;
    }
}
