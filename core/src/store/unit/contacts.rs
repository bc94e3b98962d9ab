//! The contacts that a transaction holds, found by key, by number, and by what makes two of them the same.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::contact::Contact;
use crate::interaction::Interaction;
use crate::store::keys::Keys;
use crate::vocabulary::{ChangeId, ContactId, ContactNo, TeamId};

/// A contact as a transaction holds it.
#[derive(Debug, Clone)]
pub(in crate::store) struct Held {
    pub(in crate::store) contact: Contact,
    pub(in crate::store) keys: Arc<Keys>,
    /// The change that brought it, where it is new.
    pub(in crate::store) brought: Option<ChangeId>,
    /// The last thing that happened with it, where that is known: nothing may have.
    pub(in crate::store) last: Option<Option<Interaction>>,
    pub(in crate::store) waits: Waits,
}

/// How a contact differs from what is on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::store) enum Waits {
    /// Not at all.
    Nothing,
    /// In what every touch changes ([`of_course`]): few columns, in few indexes.
    Course,
    /// Somehow.
    Whole,
}

impl Waits {
    /// How a contact that was `before` differs now.
    pub(in crate::store) fn between(before: &Contact, now: &Contact) -> Waits {
        match of_course(before.clone(), now) == *now {
            true => Waits::Course,
            false => Waits::Whole,
        }
    }
}

/// A contact with what every touch changes, as another has it.
fn of_course(contact: Contact, other: &Contact) -> Contact {
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

/// By what a contact is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::store) enum Trait {
    No(ContactNo),
    Email(String),
    Domain(String),
    Phone(String),
    Company(String),
    Person(String),
}

impl Trait {
    /// What a contact of these keys is listed under, but for its number.
    fn of(keys: &Keys) -> impl Iterator<Item = Trait> {
        let Keys { email, domain, phone, company, person } = keys.clone();
        let traits = [
            email.map(Trait::Email),
            domain.map(Trait::Domain),
            phone.map(Trait::Phone),
            company.map(Trait::Company),
            person.map(Trait::Person),
        ];
        traits.into_iter().flatten()
    }
}

/// Contacts by key, and where to look for one.
#[derive(Debug, Clone, Default)]
pub(in crate::store) struct HeldContacts {
    pub(in crate::store) by_id: BTreeMap<ContactId, Held>,
    /// A contact that went, or that has other traits by now, stays listed: whoever looks compares.
    listed: HashMap<(TeamId, Trait), Vec<ContactId>>,
}

impl HeldContacts {
    pub(in crate::store) fn get(&self, id: ContactId) -> Option<&Held> {
        self.by_id.get(&id)
    }

    pub(in crate::store) fn get_mut(&mut self, id: ContactId) -> Option<&mut Held> {
        self.by_id.get_mut(&id)
    }

    pub(in crate::store) fn insert(&mut self, held: Held) -> Option<Held> {
        let (id, team, no) = (held.contact.id, held.contact.team, held.contact.no);
        let known = self.by_id.get(&id).is_some_and(|before| Arc::ptr_eq(&before.keys, &held.keys));
        if !known {
            for by in Trait::of(&held.keys).chain([Trait::No(no)]) {
                let listed = self.listed.entry((team, by)).or_default();
                if !listed.contains(&id) {
                    listed.push(id);
                }
            }
        }
        self.by_id.insert(id, held)
    }

    pub(in crate::store) fn remove(&mut self, id: ContactId) {
        self.by_id.remove(&id);
    }

    /// Those that are listed under this, and may have been listed long ago.
    pub(in crate::store) fn listed(&self, team: TeamId, by: Trait) -> impl Iterator<Item = &Held> {
        let ids = self.listed.get(&(team, by)).into_iter().flatten();
        ids.filter_map(|id| self.by_id.get(id))
    }

    /// Those of a team that have a trait in common with these keys, each once.
    pub(in crate::store) fn related(&self, team: TeamId, keys: &Keys) -> Vec<&Held> {
        let ids = Trait::of(keys).filter_map(|by| self.listed.get(&(team, by))).flatten();
        let related: BTreeMap<ContactId, &Held> =
            ids.filter_map(|id| Some((*id, self.by_id.get(id)?))).collect();
        related.into_values().collect()
    }

    /// Those that wait to be written.
    pub(in crate::store) fn waiting(&self) -> impl Iterator<Item = &Held> {
        self.by_id.values().filter(|held| held.waits > Waits::Nothing)
    }
}
