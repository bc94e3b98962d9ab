//! What the interactions of a contact add up to.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::vocabulary::InteractionKind;

/// What the interactions of a contact add up to; kept beside the contact so that no list needs them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// The last touch (outbound), UTC.
    pub last_touch_at: Option<DateTime<Utc>>,
    /// The last inbound interaction, UTC.
    pub last_inbound_at: Option<DateTime<Utc>>,
    /// The last insight sent, UTC.
    pub last_insight_at: Option<DateTime<Utc>>,
    /// Touches since the last inbound, or since the rest was last answered.
    pub touches_in_row: u32,
    /// Touches count from here (UTC): a proposed rest was answered by a lower grade.
    pub streak_from: Option<DateTime<Utc>>,
    /// A rest was proposed and a person said to leave it so: do not propose again until they write.
    pub rest_kept: bool,
}

impl Tally {
    /// With one more thing that happened at `at` (UTC); `None` where only the whole history can tell: they wrote
    /// before we touched them, and how many touches came after is not known from the sum.
    pub(crate) fn with(&self, kind: InteractionKind, at: DateTime<Utc>) -> Option<Tally> {
        let mut tally = self.clone();
        if kind.is_touch() {
            tally.last_touch_at = tally.last_touch_at.max(Some(at));
            if Some(at) > self.last_inbound_at.max(self.streak_from) {
                tally.touches_in_row += 1;
            }
        }
        if kind == InteractionKind::Insight {
            tally.last_insight_at = tally.last_insight_at.max(Some(at));
        }
        if kind.is_inbound() && Some(at) > self.last_inbound_at {
            if self.last_touch_at > Some(at) {
                return None;
            }
            // They wrote after the rest was kept: the reason for it is gone.
            tally = Tally { last_inbound_at: Some(at), touches_in_row: 0, rest_kept: false, ..tally };
        }
        Some(tally)
    }
}
