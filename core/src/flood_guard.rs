//! A flood: more from one person in a minute than anybody types. What goes beyond is not carried out, and said once.

use chrono::{DateTime, TimeDelta, Utc};

/// So much from one person in one [`WINDOW_LENGTH`] is carried out. A contact book that is forwarded one by one is no
/// flood.
pub const LIMIT: u32 = 300;

/// The minute that is counted.
pub const WINDOW_LENGTH: TimeDelta = TimeDelta::seconds(60);

/// What one person sent in the minute that they are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// When the minute began (UTC).
    pub since: DateTime<Utc>,
    /// How much came in it.
    pub count: u32,
}

/// What becomes of something that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It is carried out.
    Accept,
    /// It is the first beyond [`LIMIT`]: not carried out, and they are told so.
    RejectFirst,
    /// Neither carried out nor answered.
    Reject,
}

impl Window {
    /// Counts one more, sent at `at` (UTC), to what was counted `before`. A minute begins with the first after the
    /// one before is over; a clock that is set back begins a new one too, or it would shut somebody out until it
    /// catches up.
    pub fn count(before: Option<Window>, at: DateTime<Utc>) -> (Window, Decision) {
        let window = match before {
            Some(window) if window.is_of(at) => Window { count: window.count.saturating_add(1), ..window },
            _ => Window { since: at, count: 1 },
        };
        let decision = match window.count {
            ..=LIMIT => Decision::Accept,
            count if count == LIMIT + 1 => Decision::RejectFirst,
            _ => Decision::Reject,
        };
        (window, decision)
    }

    /// Whether an instant (UTC) is in the minute that is counted.
    pub fn is_of(&self, at: DateTime<Utc>) -> bool {
        (at - self.since).abs() < WINDOW_LENGTH
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn decisions(instants: impl IntoIterator<Item = i64>) -> Vec<Decision> {
        let mut window = None;
        let count = |seconds| {
            let (next, decision) = Window::count(window, at(seconds));
            window = Some(next);
            decision
        };
        instants.into_iter().map(count).collect()
    }

    #[test]
    fn three_hundred_in_a_minute_are_accepted_and_the_next_is_told_once() {
        let decisions = decisions((0..320).map(|n| n % 60));
        assert!(decisions[..300].iter().all(|decision| *decision == Decision::Accept));
        assert_eq!(decisions[300], Decision::RejectFirst);
        assert!(decisions[301..].iter().all(|decision| *decision == Decision::Reject));
    }

    #[test]
    fn when_the_minute_is_over_they_are_accepted_again_and_so_they_are_when_a_clock_is_set_back() {
        let flood = std::iter::repeat_n(0, 302);
        assert_eq!(
            decisions(flood.clone().chain([59, 60])).split_off(302),
            [Decision::Reject, Decision::Accept]
        );
        assert_eq!(decisions(flood.chain([-59, -60])).split_off(302), [Decision::Reject, Decision::Accept]);
    }

    proptest! {
        #[test]
        fn nobody_is_accepted_more_often_and_told_more_than_once_a_minute(steps in prop::collection::vec(0i64..3, 0..2000)) {
            let instants: Vec<i64> =
                steps.iter().scan(0, |now, step| { *now += step; Some(*now) }).collect();
            let minutes = instants.last().map_or(0, |last| last / 60 + 1);
            let decisions = decisions(instants);
            let count = |decision| decisions.iter().filter(|given| **given == decision).count() as i64;
            prop_assert!(count(Decision::Accept) <= minutes * i64::from(LIMIT));
            prop_assert!(count(Decision::RejectFirst) <= minutes);
        }
    }
}
