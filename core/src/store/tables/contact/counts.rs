//! How many contacts there are of each kind, whatever the kinds are.

use std::collections::BTreeMap;

use sqlx::any::AnyRow;

use crate::store::Result;
use crate::store::row::Columns as _;

/// How many there are of each kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts<K>(BTreeMap<K, u64>);

impl<K: Ord> Counts<K> {
    /// How many are of this kind.
    pub fn of(&self, kind: K) -> u64 {
        self.0.get(&kind).copied().unwrap_or(0)
    }

    /// How many there are in all.
    pub fn total(&self) -> u64 {
        self.0.values().sum()
    }

    /// Reads rows of a kind, which stands in `column`, and its count `n`.
    pub(super) fn read(
        rows: &[AnyRow],
        column: &'static str,
        parse: fn(&str) -> Option<K>,
    ) -> Result<Counts<K>> {
        let count = |row: &AnyRow| Ok((row.read(column, parse)?, row.int("n")?.unsigned_abs()));
        rows.iter().map(count).collect::<Result<_>>().map(Counts)
    }
}

/// Counts what it is given.
impl<K: Ord> FromIterator<K> for Counts<K> {
    fn from_iter<T: IntoIterator<Item = K>>(kinds: T) -> Counts<K> {
        let mut counts = Counts(BTreeMap::new());
        counts.extend(kinds);
        counts
    }
}

impl<K: Ord> Extend<K> for Counts<K> {
    fn extend<T: IntoIterator<Item = K>>(&mut self, kinds: T) {
        for kind in kinds {
            *self.0.entry(kind).or_default() += 1;
        }
    }
}
