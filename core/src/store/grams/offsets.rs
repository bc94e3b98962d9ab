//! Which rows of a block have a gram. Few are two signs for each; many are [`MANY`] and a sign for every six rows of the
//! block. What is put behind the one or the other is more of them.

use super::BLOCK;

/// A set of rows of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct Offsets([u64; WORDS]);

const WORDS: usize = BLOCK as usize / 64;

/// A sign stands for a number below 64. The backslash is left out, since JSON would write it twice.
const FIRST: u8 = b'#';

/// What says that a sign for every six rows follows.
const MANY: u8 = b'~';

/// How many signs those are.
const SIGNS: usize = (BLOCK as usize).div_ceil(6);

/// So many signs at most say which rows of a block have a gram.
pub(super) const LONGEST: usize = SIGNS + 1;

fn sign(number: u64) -> char {
    let number = (number & 63) as u8;
    char::from(FIRST + number + u8::from(FIRST + number >= b'\\'))
}

fn number(sign: u8) -> u64 {
    u64::from(sign.saturating_sub(FIRST + u8::from(sign > b'\\')) & 63)
}

impl Offsets {
    pub(in crate::store) const NONE: Offsets = Offsets([0; WORDS]);

    /// Whichever is shorter.
    pub(super) fn written(&self) -> String {
        let count: u32 = self.0.iter().map(|word| word.count_ones()).sum();
        if count as usize * 2 <= LONGEST {
            let pairs =
                self.iter().flat_map(|offset| [sign(u64::from(offset >> 6)), sign(u64::from(offset))]);
            return pairs.collect();
        }
        let six = |at: usize| {
            let (word, bit) = (at * 6 / 64, at * 6 % 64);
            let next = self.0.get(word + 1).copied().unwrap_or_default();
            sign((self.0[word] >> bit) | next.checked_shl(64 - bit as u32).unwrap_or_default())
        };
        std::iter::once(char::from(MANY)).chain((0..SIGNS).map(six)).collect()
    }

    /// Reads what was written, one behind the other, some of it twice.
    pub(in crate::store) fn read(ids: &str) -> Offsets {
        let mut read = Offsets::NONE;
        let mut left = ids.as_bytes();
        loop {
            match left {
                [MANY, more @ ..] => {
                    let (signs, more) = more.split_at(SIGNS.min(more.len()));
                    left = more;
                    for (at, sign) in signs.iter().enumerate() {
                        let (word, bit) = (at * 6 / 64, at * 6 % 64);
                        read.0[word] |= number(*sign) << bit;
                        if let Some(next) = read.0.get_mut(word + 1).filter(|_| bit > 58) {
                            *next |= number(*sign) >> (64 - bit);
                        }
                    }
                }
                [word, bit, more @ ..] => {
                    left = more;
                    read.0[number(*word) as usize] |= 1 << number(*bit);
                }
                _ => return read,
            }
        }
    }

    /// Puts an offset in.
    pub(super) fn insert(&mut self, offset: u16) {
        self.0[usize::from(offset >> 6) % WORDS] |= 1 << (offset & 63);
    }

    /// Takes out what is in the other.
    pub(super) fn remove(&mut self, other: &Offsets) {
        self.0.iter_mut().zip(other.0).for_each(|(word, other)| *word &= !other);
    }

    /// Keeps what is in both.
    pub(in crate::store) fn keep(&mut self, other: &Offsets) {
        self.0.iter_mut().zip(other.0).for_each(|(word, other)| *word &= other);
    }

    /// Adds what is in the other.
    pub(in crate::store) fn add(&mut self, other: &Offsets) {
        self.0.iter_mut().zip(other.0).for_each(|(word, other)| *word |= other);
    }

    /// All of them, in order.
    pub(in crate::store) fn iter(&self) -> impl Iterator<Item = u16> {
        (0u16..).zip(self.0).flat_map(|(at, word)| {
            (0..64).filter(move |bit| word & (1 << bit) != 0).map(move |bit| at * 64 + bit)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(offsets: impl IntoIterator<Item = u16>) -> Offsets {
        let mut of = Offsets::NONE;
        offsets.into_iter().for_each(|offset| of.insert(offset));
        of
    }

    #[test]
    fn what_is_written_is_read() {
        for (offsets, length) in [
            (of([]), 0),
            (of([0]), 2),
            (of([63, 64, 4095]), 6),
            (of((0..4096).step_by(12)), LONGEST),
            (of((0..4096).step_by(11)), LONGEST),
            (of((0..4096).filter(|offset| offset % 7 < 4)), LONGEST),
            (of(0..4096), LONGEST),
        ] {
            let ids = offsets.written();
            assert!(ids.is_ascii() && !ids.contains(['\\', '"']) && ids.len() == length, "{ids}");
            assert_eq!(Offsets::read(&ids), offsets);
        }
    }

    #[test]
    fn more_of_them_stand_behind() {
        let (few, many) = (of([1, 2, 4095]), of((6..4096).step_by(3)));
        let mut both = few.clone();
        both.add(&many);
        for ids in [few.written() + &many.written(), many.written() + &few.written() + &few.written()] {
            assert_eq!(Offsets::read(&ids), both);
        }
        both.remove(&many);
        // The last row was in both.
        assert_eq!(both.iter().collect::<Vec<_>>(), [1, 2]);
    }
}
