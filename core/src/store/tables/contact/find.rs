//! Contacts found by a part of what is written of them.

use std::collections::BTreeMap;

use super::candidates::{Within, Word};
use crate::contact::Contact;
use crate::store::grams::Place;
use crate::store::row::{Bundled, Columns};
use crate::store::{Result, Scope, Tx};
use crate::vocabulary::{ContactId, ContactNo, Grade, MemberId};

/// A part of a long list, and how long the whole is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The contacts on this page.
    pub contacts: Vec<Contact>,
    /// How many are in the list.
    pub total: u64,
    /// Whether there are more than are in the list.
    pub is_cut: bool,
}

/// How long a list may be. Whoever looks for a word that more contacts have wants another word.
const MOST: usize = 1000;

/// What decides who comes first: where the word is, whether somebody else owns the contact, grade and number.
type Rank = (Place, bool, Grade, ContactNo);

/// Who was found.
pub(super) struct Matches<'a> {
    word: &'a str,
    me: MemberId,
    ranks: BTreeMap<ContactId, Rank>,
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

impl Tx {
    /// Contacts in scope that have the word in their name, company, another field that is searched, or in what
    /// happened, in this order; each time one's own first, then by grade and number. Where more than a thousand have
    /// it, the list is of those that were found first.
    pub async fn find(
        &mut self,
        scope: Scope,
        me: MemberId,
        text: &str,
        offset: u32,
        limit: u32,
    ) -> Result<Page> {
        let word = text.to_lowercase();
        let mut matches = Matches { word: &word, me, ranks: BTreeMap::new() };
        let asked = Word::new(scope, &word);
        match self.few_owned(scope).await? {
            true => self.match_owned(&asked, &mut matches).await?,
            false => {
                let indexed = self.indexed().await?;
                self.match_fields(&asked, Within::After(indexed.contact), &mut matches).await?;
                for place in [Place::Name, Place::Company, Place::Field] {
                    self.match_indexed(&asked, place, indexed.contact, &mut matches).await?;
                }
                self.match_interactions(&asked, Within::After(indexed.interaction), &mut matches).await?;
                self.match_indexed(&asked, Place::Interaction, indexed.interaction, &mut matches).await?;
            }
        }
        self.page_of(scope, matches, offset, limit).await
    }

    /// Contacts in scope whose name or company has these words in it, or is the same as these words by the keys by
    /// which names are compared: one's own first, then by grade and number.
    pub async fn named(
        &mut self,
        scope: Scope,
        me: MemberId,
        name: &str,
        limit: u32,
    ) -> Result<Vec<Contact>> {
        let word = name.to_lowercase();
        let mut matches = Matches { word: &word, me, ranks: BTreeMap::new() };
        let asked = Word::new(scope, &word);
        self.match_keys(scope, name, &mut matches).await?;
        match self.few_owned(scope).await? {
            true => self.match_owned_fields(&asked, &mut matches).await?,
            false => {
                let indexed = self.indexed().await?;
                self.match_fields(&asked, Within::After(indexed.contact), &mut matches).await?;
                for place in [Place::Name, Place::Company] {
                    self.match_indexed(&asked, place, indexed.contact, &mut matches).await?;
                }
            }
        }
        matches.ranks.retain(|_, (place, ..)| *place <= Place::Company);
        Ok(self.page_of(scope, matches, 0, limit).await?.contacts)
    }

    async fn page_of(&mut self, scope: Scope, matches: Matches<'_>, offset: u32, limit: u32) -> Result<Page> {
        let is_cut = matches.are_enough();
        let mut ranked: Vec<(Rank, ContactId)> =
            matches.ranks.into_iter().map(|(id, rank)| (rank, id)).collect();
        ranked.sort_unstable();
        ranked.truncate(MOST);
        let page = ranked.iter().skip(offset as usize).take(limit as usize);
        let page: Vec<ContactId> = page.map(|(_, id)| *id).collect();
        Ok(Page {
            contacts: match page.is_empty() {
                true => Vec::new(),
                false => self.contacts_by_id(scope, &page).await?,
            },
            total: ranked.len() as u64,
            is_cut,
        })
    }
}
