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
    /// The first inbound interaction that no touch has answered, UTC: who writes again has waited since the first.
    pub awaiting_since: Option<DateTime<Utc>>,
    /// Attempts that reached nobody, since the last touch or inbound interaction.
    pub attempts_in_row: u32,
    /// The last of them, UTC.
    pub last_attempt_at: Option<DateTime<Utc>>,
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
    /// The sums after one more interaction at `at` (UTC). `None` where the sums alone cannot tell: it happened before
    /// others that it would be counted with, so the history must be counted.
    pub(crate) fn with(&self, kind: InteractionKind, at: DateTime<Utc>) -> Option<Tally> {
        let mut tally = self.clone();
        let newest = Some(at) > self.last_touch_at.max(self.last_inbound_at).max(self.last_attempt_at);
        let counts = kind.is_touch() || kind.is_inbound() || kind == InteractionKind::NoAnswer;
        if counts && !newest && (self.awaiting_since.is_some() || self.last_attempt_at.is_some()) {
            return None;
        }
        if kind.is_touch() {
            tally.last_touch_at = tally.last_touch_at.max(Some(at));
            if Some(at) > self.last_inbound_at.max(self.streak_from) {
                tally.touches_in_row += 1;
            }
            tally.awaiting_since = None;
        }
        if kind == InteractionKind::Insight {
            tally.last_insight_at = tally.last_insight_at.max(Some(at));
        }
        if kind.is_inbound() && Some(at) > self.last_inbound_at {
            if self.last_touch_at > Some(at) {
                return None;
            }
            // The contact wrote, so it need not rest any longer.
            tally = Tally {
                last_inbound_at: Some(at),
                awaiting_since: self.awaiting_since.or(Some(at)),
                touches_in_row: 0,
                rest_kept: false,
                ..tally
            };
        }
        if kind == InteractionKind::NoAnswer {
            if !newest {
                return Some(tally);
            }
            tally.attempts_in_row += 1;
            tally.last_attempt_at = Some(at);
        } else if (kind.is_touch() || kind.is_inbound()) && newest {
            tally.attempts_in_row = 0;
            tally.last_attempt_at = None;
        }
        Some(tally)
    }
}
