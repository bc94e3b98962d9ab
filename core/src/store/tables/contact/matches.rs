//! Who was found, in the order in which they are shown.

use std::collections::BTreeMap;

use crate::store::Result;
use crate::store::grams::Place;
use crate::store::row::{Bundled, Columns};
use crate::vocabulary::{ContactId, ContactNo, Grade, MemberId};

/// How long a list may be. Whoever looks for a word that more contacts have wants another word.
pub(super) const MOST: usize = 1000;

/// What decides who comes first: where the word is, whether somebody else owns the contact, grade and number.
pub(super) type Rank = (Place, bool, Grade, ContactNo);

/// Who was found.
pub(super) struct Matches<'a> {
    pub(super) word: &'a str,
    pub(super) me: MemberId,
    pub(super) ranks: BTreeMap<ContactId, Rank>,
}

/// The columns that [`Matches::add`] reads.
pub(super) const FOUND: &[&str] = &["id", "no", "owner_id", "grade", "name", "company"];

impl Matches<'_> {
    /// Adds contacts in which the word is; where it is neither in the name nor in the company, it is in `place`.
    pub(super) fn add(&mut self, rows: &[Bundled], place: Place) -> Result<()> {
        for row in rows {
            let is_in =
                |text: Option<String>| text.is_some_and(|text| text.to_lowercase().contains(self.word));
            let place = match () {
                () if is_in(row.maybe_text("name")?) => Place::Name,
                () if is_in(row.maybe_text("company")?) => Place::Company,
                () => place,
            };
            let is_others = row.maybe_int("owner_id")? != Some(self.me.0);
            let rank = (place, is_others, row.read("grade", Grade::parse)?, ContactNo(row.int("no")?));
            let best = self.ranks.entry(ContactId(row.int("id")?)).or_insert(rank);
            *best = rank.min(*best);
        }
        Ok(())
    }

    /// Whether the list is as long as it may be.
    pub(super) fn are_enough(&self) -> bool {
        self.ranks.len() > MOST
    }
}
