//! What the interactions of a contact add up to.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::vocabulary::InteractionKind;

/// Sums over the interactions of a contact. They are stored with the contact, so that a list need not read
/// interactions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// The last touch (outbound), UTC.
    pub last_touch_at: Option<DateTime<Utc>>,
    /// The last inbound interaction, UTC.
    pub last_inbound_at: Option<DateTime<Utc>>,
    /// The last insight sent, UTC.
    pub last_insight_at: Option<DateTime<Utc>>,
    /// Touches since the last inbound interaction, or since somebody answered the last proposal to let the contact
    /// rest.
    pub touches_in_row: u32,
    /// Touches are counted from this instant (UTC): somebody answered the proposal to rest with a lower grade.
    pub streak_from: Option<DateTime<Utc>>,
    /// Somebody answered the proposal with "let it rest": it is not proposed again until the contact writes.
    pub rest_kept: bool,
}

impl Tally {
    /// The sums after one more interaction at `at` (UTC). `None` where the sums alone cannot tell: the interaction is
    /// inbound and older than the last touch, so the touches after it must be counted in the history.
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
            // The contact wrote, so it need not rest any longer.
            tally = Tally { last_inbound_at: Some(at), touches_in_row: 0, rest_kept: false, ..tally };
        }
        Some(tally)
    }
}
