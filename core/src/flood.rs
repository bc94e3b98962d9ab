//! A flood: more from one person in a minute than anybody types. What goes beyond is not carried out, and said once.

use chrono::{DateTime, TimeDelta, Utc};

/// So much from one person in one [`WINDOW`] is carried out. A contact book that is forwarded one by one is no flood.
pub const MOST: u32 = 300;

/// The minute that is counted.
pub const WINDOW: TimeDelta = TimeDelta::seconds(60);

/// What one person sent in the minute that they are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// When the minute began (UTC).
    pub since: DateTime<Utc>,
    /// How much came in it.
    pub count: u32,
}

/// What becomes of something that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is carried out.
    Heard,
    /// It is the first beyond [`MOST`]: not carried out, and they are told so.
    CutOff,
    /// Neither carried out nor answered.
    Dropped,
}

impl Tally {
    /// Counts one more, sent at `at` (UTC), to what was counted `before`. A minute begins with the first after the one
    /// before is over; a clock that is set back begins a new one too, or it would shut somebody out until it catches up.
    pub fn count(before: Option<Tally>, at: DateTime<Utc>) -> (Tally, Verdict) {
        let tally = match before {
            Some(tally) if tally.is_of(at) => Tally { count: tally.count.saturating_add(1), ..tally },
            _ => Tally { since: at, count: 1 },
        };
        let verdict = match tally.count {
            ..=MOST => Verdict::Heard,
            count if count == MOST + 1 => Verdict::CutOff,
            _ => Verdict::Dropped,
        };
        (tally, verdict)
    }

    /// Whether an instant (UTC) is in the minute that is counted.
    pub fn is_of(&self, at: DateTime<Utc>) -> bool {
        (at - self.since).abs() < WINDOW
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn verdicts(instants: impl IntoIterator<Item = i64>) -> Vec<Verdict> {
        let mut tally = None;
        let count = |seconds| {
            let (next, verdict) = Tally::count(tally, at(seconds));
            tally = Some(next);
            verdict
        };
        instants.into_iter().map(count).collect()
    }

    #[test]
    fn three_hundred_in_a_minute_are_heard_and_the_next_is_told_once() {
        let verdicts = verdicts((0..320).map(|n| n % 60));
        assert!(verdicts[..300].iter().all(|verdict| *verdict == Verdict::Heard));
        assert_eq!(verdicts[300], Verdict::CutOff);
        assert!(verdicts[301..].iter().all(|verdict| *verdict == Verdict::Dropped));
    }

    #[test]
    fn when_the_minute_is_over_they_are_heard_again_and_so_they_are_when_a_clock_is_set_back() {
        let flood = std::iter::repeat_n(0, 302);
        assert_eq!(
            verdicts(flood.clone().chain([59, 60])).split_off(302),
            [Verdict::Dropped, Verdict::Heard]
        );
        assert_eq!(verdicts(flood.chain([-59, -60])).split_off(302), [Verdict::Dropped, Verdict::Heard]);
    }

    proptest! {
        #[test]
        fn nobody_is_heard_more_often_and_told_more_than_once_a_minute(steps in prop::collection::vec(0i64..3, 0..2000)) {
            let instants: Vec<i64> =
                steps.iter().scan(0, |now, step| { *now += step; Some(*now) }).collect();
            let minutes = instants.last().map_or(0, |last| last / 60 + 1);
            let verdicts = verdicts(instants);
            let count = |verdict| verdicts.iter().filter(|given| **given == verdict).count() as i64;
            prop_assert!(count(Verdict::Heard) <= minutes * i64::from(MOST));
            prop_assert!(count(Verdict::CutOff) <= minutes);
        }
    }
}
