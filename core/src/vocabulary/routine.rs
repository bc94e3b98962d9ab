//! The messages that come by themselves.

use super::word::vocabulary;

vocabulary! {
    /// A message that comes by itself.
    Routine {
        /// The daily reminder.
        Morning = "morning",
        /// The bimonthly nudge.
        Nudge = "nudge",
        /// The evening of a day at a fair.
        Fair = "fair",
        /// The quarterly clean-up.
        Cleanup = "cleanup",
    }
}
