//! Which rows of a block have a gram: two signs for each.

use super::BLOCK;

/// A set of rows of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct Offsets([u64; WORDS]);

const WORDS: usize = BLOCK as usize / 64;

/// A sign stands for a number below 64. The backslash is left out, since JSON would write it twice.
const FIRST: u8 = b'#';

fn sign(number: u16) -> char {
    let number = (number & 63) as u8;
    char::from(FIRST + number + u8::from(FIRST + number >= b'\\'))
}

fn number(sign: u8) -> Option<usize> {
    let number = sign.checked_sub(FIRST + u8::from(sign > b'\\'))?;
    (number < 64).then_some(usize::from(number))
}

impl Offsets {
    pub(in crate::store) const NONE: Offsets = Offsets([0; WORDS]);

    /// Puts an offset behind those that are written.
    pub(super) fn write(offset: u16, ids: &mut String) {
        ids.push(sign(offset >> 6));
        ids.push(sign(offset));
    }

    /// Reads what was written, in whatever order, some of it twice.
    pub(in crate::store) fn read(ids: &str) -> Offsets {
        let mut read = Offsets::NONE;
        for pair in ids.as_bytes().chunks_exact(2) {
            if let (Some(word), Some(bit)) = (number(pair[0]), number(pair[1])) {
                read.0[word] |= 1 << bit;
            }
        }
        read
    }

    /// Takes an offset out.
    pub(super) fn remove(&mut self, offset: u16) {
        self.0[usize::from(offset >> 6) % WORDS] &= !(1 << (offset & 63));
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

    #[test]
    fn what_is_written_is_read() {
        let mut ids = String::new();
        (0..4096).rev().for_each(|offset| Offsets::write(offset, &mut ids));
        assert!(ids.is_ascii() && !ids.contains(['\\', '"']) && ids.len() == 8192);
        let mut read = Offsets::read(&ids);
        assert_eq!(read.iter().collect::<Vec<_>>(), (0..4096).collect::<Vec<_>>());
        read.remove(4000);
        assert_eq!(read.iter().filter(|offset| *offset > 3998).take(2).collect::<Vec<_>>(), [3999, 4001]);
    }
}
