//! What a batch of updates will read, fetched in a few statements before the first update is processed. It only saves
//! trips: what was not prefetched is read when it is needed.

use crate::contact::Profile;
use crate::email::Email;
use crate::store::keys::Keys;
use crate::vocabulary::{ContactNo, TeamId};

/// What one update is about to read.
#[derive(Debug, Clone, Default)]
pub struct Prefetch<'a> {
    /// Telegram's number of the person.
    pub telegram: i64,
    /// The contact that they name.
    pub no: Option<ContactNo>,
    /// The contact that they add.
    pub adds: Option<&'a PrefetchAdd>,
}

/// What is read before a contact is added.
#[derive(Debug, Clone)]
pub struct PrefetchAdd {
    pub(in crate::store) keys: Keys,
    pub(in crate::store) email: Option<Email>,
}

impl PrefetchAdd {
    /// What is read before a contact with this profile is added.
    pub fn of(profile: &Profile) -> PrefetchAdd {
        PrefetchAdd { keys: Keys::of(profile), email: profile.email.clone() }
    }
}

/// A lookup among the contacts of a team. After it, a contact that is not cached does not exist.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::store) enum Lookup {
    Email(TeamId, String),
    Domain(TeamId, String),
    Phone(TeamId, String),
    /// A company and a person, as far as they are named.
    Who(TeamId, Option<String>, Option<String>),
}

impl Lookup {
    /// The lookups that find contacts similar to one with these keys.
    pub(in crate::store) fn of(keys: &Keys, team: TeamId) -> impl Iterator<Item = Lookup> {
        let domain = keys.domain.clone().map(|domain| Lookup::Domain(team, domain));
        let phone = keys.phone.clone().map(|digits| Lookup::Phone(team, digits));
        let who = Lookup::Who(team, keys.company.clone(), keys.person.clone());
        domain.into_iter().chain(phone).chain([who])
    }
}
