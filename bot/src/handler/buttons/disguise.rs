//! Numbers of rows, disguised on their way to a chat.
//!
//! Rows are counted over all teams, so two buttons of one team would tell how much the others did in between. A keyed
//! permutation hides the count; it is no secret and no proof, and what a button may do is checked when it is pressed.

use sha2::{Digest as _, Sha256};

/// The permutation of one bot's numbers.
#[derive(Clone)]
pub struct Disguise {
    key: [u8; 32],
}

/// Numbers below 2^48 are disguised, in two halves of 24 bits; no book has more rows.
const HALF: u32 = 24;
const MASK: u64 = (1 << HALF) - 1;

/// Four rounds of a Feistel network: <https://doi.org/10.1137/0217022>.
const ROUNDS: u8 = 4;

impl Disguise {
    /// The permutation of this key.
    pub fn new(key: [u8; 32]) -> Disguise {
        Disguise { key }
    }

    /// The number that a chat is shown.
    pub fn hide(&self, number: i64) -> i64 {
        self.permute(number, |left, right, disguise| {
            (0..ROUNDS)
                .fold((left, right), |(left, right), round| (right, left ^ disguise.scramble(round, right)))
        })
    }

    /// The number of the row that a chat names.
    pub fn reveal(&self, number: i64) -> i64 {
        self.permute(number, |left, right, disguise| {
            (0..ROUNDS)
                .rev()
                .fold((left, right), |(left, right), round| (right ^ disguise.scramble(round, left), left))
        })
    }

    fn permute(&self, number: i64, rounds: impl Fn(u64, u64, &Disguise) -> (u64, u64)) -> i64 {
        match u64::try_from(number) {
            Ok(small) if small >> (2 * HALF) == 0 => {
                let (left, right) = rounds(small >> HALF, small & MASK, self);
                (left << HALF | right).cast_signed()
            }
            _ => number,
        }
    }

    fn scramble(&self, round: u8, half: u64) -> u64 {
        let hash =
            Sha256::new().chain_update(self.key).chain_update([round]).chain_update(half.to_be_bytes());
        hash.finalize().iter().take(3).fold(0, |bits, byte| bits << 8 | u64::from(*byte))
    }
}

impl std::fmt::Debug for Disguise {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Disguise")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_that_follow_each_other_do_not_look_it() {
        let disguise = Disguise::new([7; 32]);
        let shown: Vec<i64> = (1..=100).map(|number| disguise.hide(number)).collect();
        assert!(shown.windows(2).filter(|pair| (pair[1] - pair[0]).abs() < 1_000_000).count() < 5);
        assert_ne!(shown, (1..=100).map(|number| Disguise::new([8; 32]).hide(number)).collect::<Vec<_>>());
    }

    proptest! {
        #[test]
        fn what_is_hidden_is_revealed_and_stays_short(number in prop_oneof![0..1i64 << 48, any::<i64>()], key: [u8; 32]) {
            let disguise = Disguise::new(key);
            prop_assert_eq!(disguise.reveal(disguise.hide(number)), number);
            if (0..1 << 48).contains(&number) {
                prop_assert!((0..1 << 48).contains(&disguise.hide(number)));
            }
        }
    }
}
