//! The cached contacts of a transaction, found by id, by number, and by the keys that make two contacts the same.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::contact::Contact;
use crate::interaction::Interaction;
use crate::store::keys::Keys;
use crate::vocabulary::{ChangeId, ContactId, ContactNo, TeamId};

/// A cached contact.
#[derive(Debug, Clone)]
pub(in crate::store::unit) struct CachedContact {
    pub(in crate::store::unit) contact: Contact,
    pub(in crate::store::unit) keys: Arc<Keys>,
    /// The change that brought it, where it is new.
    pub(in crate::store::unit) brought: Option<ChangeId>,
    /// The last interaction, where it is known; `Some(None)`: there is none.
    pub(in crate::store::unit) last: Option<Option<Interaction>>,
    pub(in crate::store::unit) dirty: DirtyState,
}

/// How a contact differs from what is on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::store::unit) enum DirtyState {
    /// It does not.
    Clean,
    /// Only in the fields that every touch changes ([`with_touch_fields`]): few columns, in few indexes.
    TouchFields,
    /// In any field.
    AllFields,
}

impl DirtyState {
    /// How a contact that was `before` differs now.
    pub(in crate::store::unit) fn between(before: &Contact, now: &Contact) -> DirtyState {
        match with_touch_fields(before.clone(), now) == *now {
            true => DirtyState::TouchFields,
            false => DirtyState::AllFields,
        }
    }
}

/// A contact with the fields that every touch changes, taken from another.
fn with_touch_fields(contact: Contact, other: &Contact) -> Contact {
    Contact {
        version: other.version,
        stage: other.stage,
        next_step: other.next_step.clone(),
        snoozed_until: other.snoozed_until,
        tally: other.tally.clone(),
        due: other.due,
        ..contact
    }
}

/// A key by which a contact is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::store::unit) enum IndexKey {
    No(ContactNo),
    Email(String),
    Domain(String),
    Phone(String),
    Company(String),
    Person(String),
}

impl IndexKey {
    /// The index keys of a contact, without its number.
    fn of(keys: &Keys) -> impl Iterator<Item = IndexKey> {
        let Keys { email, domain, phone, whatsapp, company, person } = keys.clone();
        let keys = [
            email.map(IndexKey::Email),
            domain.map(IndexKey::Domain),
            phone.map(IndexKey::Phone),
            whatsapp.map(IndexKey::Phone),
            company.map(IndexKey::Company),
            person.map(IndexKey::Person),
        ];
        keys.into_iter().flatten()
    }
}

/// Cached contacts by id, with an index.
#[derive(Debug, Clone, Default)]
pub(in crate::store::unit) struct ContactCache {
    pub(in crate::store::unit) by_id: BTreeMap<ContactId, CachedContact>,
    /// A contact stays listed when it is removed or gets other keys, so callers compare the keys again.
    listed: HashMap<(TeamId, IndexKey), Vec<ContactId>>,
}

impl ContactCache {
    pub(in crate::store::unit) fn get(&self, id: ContactId) -> Option<&CachedContact> {
        self.by_id.get(&id)
    }

    pub(in crate::store::unit) fn get_mut(&mut self, id: ContactId) -> Option<&mut CachedContact> {
        self.by_id.get_mut(&id)
    }

    pub(in crate::store::unit) fn insert(&mut self, cached: CachedContact) -> Option<CachedContact> {
        let (id, team, no) = (cached.contact.id, cached.contact.team, cached.contact.no);
        let known = self.by_id.get(&id).is_some_and(|before| Arc::ptr_eq(&before.keys, &cached.keys));
        if !known {
            for by in IndexKey::of(&cached.keys).chain([IndexKey::No(no)]) {
                let listed = self.listed.entry((team, by)).or_default();
                if !listed.contains(&id) {
                    listed.push(id);
                }
            }
        }
        self.by_id.insert(id, cached)
    }

    pub(in crate::store::unit) fn remove(&mut self, id: ContactId) -> Option<CachedContact> {
        self.by_id.remove(&id)
    }

    /// The contacts listed under a key. Their present keys may differ.
    pub(in crate::store::unit) fn listed(
        &self,
        team: TeamId,
        by: IndexKey,
    ) -> impl Iterator<Item = &CachedContact> {
        let ids = self.listed.get(&(team, by)).into_iter().flatten();
        ids.filter_map(|id| self.by_id.get(id))
    }

    /// Those of a team that have one of these keys, each once.
    pub(in crate::store::unit) fn related(&self, team: TeamId, keys: &Keys) -> Vec<&CachedContact> {
        let ids = IndexKey::of(keys).filter_map(|by| self.listed.get(&(team, by))).flatten();
        let related: BTreeMap<ContactId, &CachedContact> =
            ids.filter_map(|id| Some((*id, self.by_id.get(id)?))).collect();
        related.into_values().collect()
    }

    /// The contacts that are not written yet.
    pub(in crate::store::unit) fn dirty(&self) -> impl Iterator<Item = &CachedContact> {
        self.by_id.values().filter(|cached| cached.dirty > DirtyState::Clean)
    }
}
