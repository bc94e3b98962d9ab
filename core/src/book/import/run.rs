//! A run of rows of an import: which rows are the same person, and how one row fills another.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, Hash, RandomState};

use chrono::{DateTime, Utc};

use super::{Duplicates, How, Imported};
use crate::contact::{Contact, Source};
use crate::duplicate::{company_key, person_key};
use crate::email::Email;
use crate::read::Draft;
use crate::store::Candidate;
use crate::vocabulary::ContactId;

/// The keys by which two rows, or a row and a contact, are the same person: the address or, where one of them has none,
/// the name and company.
pub(super) fn candidate(draft: &Draft) -> Candidate {
    Candidate {
        email: draft.profile.email.as_ref().map(Email::key),
        company: draft.profile.company.as_deref().map(company_key),
        person: draft.profile.name.as_deref().map(person_key),
    }
}

/// The contact with what is missing in it filled from a row; `None`: nothing is.
pub(super) fn filled(contact: &Contact, draft: &Draft, source: Option<&Source>) -> Option<Contact> {
    let mut profile = contact.profile.clone();
    profile.fill(&draft.profile);
    profile.source = profile.source.or_else(|| source.cloned());
    (profile != contact.profile).then(|| Contact { profile, ..contact.clone() })
}

/// What a row says of whether somebody may be written to. It counts whatever else becomes of the row: who opted out is
/// never written to again.
pub(super) fn mark(contact: &mut Contact, draft: &Draft, now: DateTime<Utc>, so_far: &mut Imported) {
    if draft.opted_out && contact.suppressed_at.is_none() {
        contact.suppressed_at = Some(now);
        so_far.opted_out += 1;
    }
    let email = contact.profile.email.as_ref().map(Email::key);
    let of_this = email.is_some() && email == draft.profile.email.as_ref().map(Email::key);
    if draft.bounced && of_this && contact.bounced_at.is_none() {
        contact.bounced_at = Some(now);
        so_far.bounced += 1;
    }
}

/// The rows of one run, sorted into new contacts and filled ones.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) now: DateTime<Utc>,
    pub(super) new: Vec<(Contact, String)>,
    /// What rows that filled a contact say besides.
    pub(super) notes: Vec<(ContactId, String)>,
    /// The addresses of those who opted out.
    pub(super) opted_out: Vec<Email>,
    pub(super) seen: Seen,
    /// The contacts that the importer may see and that rows of this run name, before and after.
    pub(super) before: HashMap<ContactId, Contact>,
    pub(super) filled: HashMap<ContactId, Contact>,
    /// Addresses that rows of this run gave to contacts that had none.
    pub(super) addressed: HashMap<String, ContactId>,
}

impl Run {
    /// A run that has not begun, with the contacts that it may change.
    pub(super) fn new(mine: HashMap<ContactId, Contact>, now: DateTime<Utc>) -> Run {
        Run {
            now,
            new: Vec::new(),
            notes: Vec::new(),
            opted_out: Vec::new(),
            seen: Seen::default(),
            before: mine.clone(),
            filled: mine,
            addressed: HashMap::new(),
        }
    }

    /// A row whose person is in the book.
    pub(super) fn fill(&mut self, id: ContactId, draft: Draft, how: &How<'_>, so_far: &mut Imported) {
        let Some(contact) = self.filled.get_mut(&id) else {
            so_far.duplicates += 1;
            return;
        };
        let more = filled(contact, &draft, how.source).filter(|_| how.duplicates == Duplicates::Fill);
        match more {
            Some(more) => {
                so_far.filled += 1;
                if let Some(email) = &more.profile.email {
                    self.addressed.insert(email.key(), id);
                }
                *contact = more;
                mark(contact, &draft, self.now, so_far);
                self.notes.push((id, draft.note()));
            }
            None => {
                so_far.duplicates += 1;
                mark(contact, &draft, self.now, so_far);
            }
        }
    }

    /// A row whose person stood in this run before.
    pub(super) fn fill_new(&mut self, position: usize, draft: Draft, how: &How<'_>, so_far: &mut Imported) {
        let Some((contact, note)) = self.new.get_mut(position) else {
            so_far.duplicates += 1;
            return;
        };
        match filled(contact, &draft, how.source).filter(|_| how.duplicates == Duplicates::Fill) {
            Some(more) => {
                so_far.filled += 1;
                *contact = more;
                mark(contact, &draft, self.now, so_far);
                let more = draft.note();
                if !note.is_empty() && !more.is_empty() {
                    note.push_str("; ");
                }
                note.push_str(&more);
            }
            None => {
                so_far.duplicates += 1;
                mark(contact, &draft, self.now, so_far);
            }
        }
    }

    pub(super) fn changed(&self) -> Vec<(Contact, Contact)> {
        let both = self.before.iter().filter_map(|(id, before)| Some((before, self.filled.get(id)?)));
        both.filter(|(before, after)| before != after).map(|(a, b)| (a.clone(), b.clone())).collect()
    }
}

/// The people of the rows so far, as hashes of their keys, so that a row costs a few bytes.
#[derive(Debug, Default)]
pub(super) struct Seen {
    states: [RandomState; 2],
    emails: HashMap<u128, usize>,
    people: HashMap<u128, usize>,
    /// Those of the people who have no address.
    unaddressed: HashMap<u128, usize>,
}

impl Seen {
    fn key(&self, of: impl Hash) -> u128 {
        let [high, low] = self.states.each_ref().map(|state| u128::from(state.hash_one(&of)));
        high << 64 | low
    }

    /// The position of the row with this address.
    pub(super) fn email(&self, candidate: &Candidate) -> Option<usize> {
        self.emails.get(&self.key(candidate.email.as_ref()?)).copied()
    }

    /// The position of an earlier row of the same person; `None`: there is none, and this row is at `next`.
    pub(super) fn position(&mut self, candidate: &Candidate, next: usize) -> Option<usize> {
        let person = self.key((&candidate.company, &candidate.person));
        let Some(email) = candidate.email.as_ref().map(|email| self.key(email)) else {
            let found = self.people.get(&person).copied();
            if found.is_none() {
                self.people.insert(person, next);
                self.unaddressed.insert(person, next);
            }
            return found;
        };
        let found = self.emails.get(&email).or_else(|| self.unaddressed.get(&person)).copied();
        self.emails.insert(email, found.unwrap_or(next));
        self.people.entry(person).or_insert(found.unwrap_or(next));
        found
    }
}
