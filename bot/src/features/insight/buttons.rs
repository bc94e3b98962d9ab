//! The buttons of the insights.

use renmai_core::vocabulary::ContactNo;

use crate::handler::buttons::buttons;

buttons! {
    /// What a button of the insights does.
    pub enum InsightButton = "i" {
        /// Logs the nudge of a month (202701) as sent to everyone it named.
        SendToAll { month: u32 } = "all", Changes;
        /// Shows whom to pick.
        Pick = "pick", Shows;
        /// Puts the nudge aside.
        Skip = "skip", Shows;
        /// Logs an insight as sent to one contact, of the version that was shown.
        Sent { no: ContactNo, version: u64 } = "sent", Changes;
    }
}
