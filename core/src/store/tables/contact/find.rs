//! Contacts found by a part of what is written of them.

use std::collections::BTreeMap;

use super::candidates::{Within, Word};
use super::matches::{MOST, Matches, Rank};
use crate::contact::Contact;
use crate::store::grams::Place;
use crate::store::{Result, Scope, Tx};
use crate::vocabulary::{ContactId, MemberId};

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
