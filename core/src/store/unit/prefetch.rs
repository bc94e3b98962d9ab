//! What a batch of messages will ask for, read in a few statements before the first of them is carried out. It spares
//! trips and changes nothing: what was not prefetched is read when it is asked for.

use crate::contact::Profile;
use crate::email::Email;
use crate::store::keys::Keys;
use crate::vocabulary::{ContactNo, TeamId};

/// What somebody is about to ask for.
#[derive(Debug, Clone, Default)]
pub struct Prefetch<'a> {
    /// Telegram's number of the person.
    pub telegram: i64,
    /// The contact that they name.
    pub no: Option<ContactNo>,
    /// The contact that they add.
    pub adds: Option<&'a PrefetchAdd>,
}

/// A contact that is about to be added: what is asked of the book then.
#[derive(Debug, Clone)]
pub struct PrefetchAdd {
    pub(in crate::store) keys: Keys,
    pub(in crate::store) email: Option<Email>,
}

impl PrefetchAdd {
    /// What is asked for a contact like this.
    pub fn of(profile: &Profile) -> PrefetchAdd {
        PrefetchAdd { keys: Keys::of(profile), email: profile.email.clone() }
    }
}

/// What was asked already: what is not cached is not there.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::store) enum Lookup {
    Email(TeamId, String),
    Domain(TeamId, String),
    Phone(TeamId, String),
    /// A company and a person, as far as they are named.
    Who(TeamId, Option<String>, Option<String>),
}

impl Lookup {
    /// What is asked of a team's contacts to find those that are like.
    pub(in crate::store) fn of(keys: &Keys, team: TeamId) -> impl Iterator<Item = Lookup> {
        let domain = keys.domain.clone().map(|domain| Lookup::Domain(team, domain));
        let phone = keys.phone.clone().map(|digits| Lookup::Phone(team, digits));
        let who = Lookup::Who(team, keys.company.clone(), keys.person.clone());
        domain.into_iter().chain(phone).chain([who])
    }
}
