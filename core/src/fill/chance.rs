//! Numbers that look like chance, and are the same each time.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt as _, SeedableRng as _};

/// What is decided. Each is decided by numbers of its own, so that one more in one place changes nothing elsewhere.
#[derive(Debug, Clone, Copy)]
pub(super) enum About {
    Weight,
    Company,
    Person,
    Story,
    Words,
}

/// Chance, from a seed that people can give again.
#[derive(Debug)]
pub(super) struct Chance(Xoshiro256PlusPlus);

impl Chance {
    pub(super) fn of(seed: u64, about: About, number: u64) -> Chance {
        let mixed = seed ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ ((about as u64 + 1) << 56);
        Chance(Xoshiro256PlusPlus::seed_from_u64(mixed))
    }

    /// A number below `end`; 0 where that is 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { self.0.random_range(0..end) }
    }

    pub(super) fn between(&mut self, least: f64, most: f64) -> f64 {
        least + self.0.random::<f64>() * (most - least)
    }

    /// Whether something happens that does so in `percent` of all cases.
    pub(super) fn happens(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of these, as often as its share says.
    pub(super) fn pick<T: Copy>(&mut self, of: &[(usize, T)]) -> Option<T> {
        let all = of.iter().map(|(share, _)| share).sum();
        let mut left = self.below(all);
        for (share, one) in of {
            if left < *share {
                return Some(*one);
            }
            left -= share;
        }
        None
    }
}
