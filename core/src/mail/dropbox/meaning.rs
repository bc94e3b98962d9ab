//! What a mail in the dropbox means: values in, a value out.

use std::collections::HashSet;

use crate::email::Email;
use crate::mail::envelope::Envelope;
use crate::mail::reading::{Class, Forwarded, Reading};

/// Who is who, as far as a mail names them. Addresses stand as they are compared.
#[derive(Debug, Clone, Default)]
pub struct People {
    /// Mailboxes of the team.
    pub own: HashSet<String>,
    /// Contacts of the team, whoever has them.
    pub contacts: HashSet<String>,
    /// To whom the mail of ours went that this one is about.
    pub about: Option<Email>,
    /// The company's domain that the dropbox itself has.
    pub home: Option<String>,
}

impl People {
    /// Whether an address is of the company that runs the dropbox.
    pub fn is_home(&self, address: &Email) -> bool {
        self.home.is_some() && address.company_domain() == self.home
    }
}

/// What a mail means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// We sent it ourselves: it is logged already.
    Ours,
    /// Somebody else wrote it, and it was passed on as it was: read as if it had come into the member's mailbox.
    CameIn,
    /// The member passes on what somebody answered.
    Answer,
    /// The member passes on what they wrote themselves.
    WrittenBefore,
    /// The member wrote it.
    Written,
}

/// What a mail means that came to a member's address in the dropbox; `to` is to whom else it went.
pub fn meaning(
    envelope: &Envelope,
    to: &[Email],
    reading: &Reading,
    forwarded: Option<&Forwarded>,
    people: &People,
) -> Meaning {
    let has = |known: &HashSet<String>, address: &Email| known.contains(&address.key());
    let from = envelope.from.as_ref();
    if reading.class == Class::Own {
        return Meaning::Ours;
    }
    let is_own = from.is_some_and(|from| has(&people.own, from));
    let reaches_contact = to.iter().any(|to| has(&people.contacts, to));
    if !is_own {
        if from.is_some_and(|from| has(&people.contacts, from)) {
            return Meaning::CameIn;
        }
        let of_machine = matches!(
            reading.class,
            Class::Bounce | Class::Complaint | Class::Receipt | Class::Automatic | Class::Away
        );
        if of_machine {
            return Meaning::CameIn;
        }
        // Somebody else of the company answers our mail, or writes with a copy to the contact.
        let company =
            from.and_then(Email::company_domain).filter(|company| people.home.as_ref() != Some(company));
        let mut theirs = to.iter().filter(|to| has(&people.contacts, to)).chain(&people.about);
        if company.is_some() && theirs.any(|contact| contact.company_domain() == company) {
            return Meaning::CameIn;
        }
        // It lay in the mailbox of somebody to whom it went: a rule sent it on from there.
        let is_redirected = envelope.delivered.iter().any(|address| {
            has(&people.own, address)
                || !has(&people.contacts, address) && to.iter().any(|to| to.key() == address.key())
        });
        if is_redirected {
            return Meaning::CameIn;
        }
    }
    if reaches_contact {
        return Meaning::Written;
    }
    if let Some(forwarded) = forwarded
        && let Some(writer) = &forwarded.envelope.from
    {
        let is_theirs = has(&people.own, writer) || from.is_some_and(|from| from.key() == writer.key());
        let is_among_us = to.iter().all(|to| has(&people.own, to));
        // Who answers a stranger quotes somebody, and passes nothing on.
        let answers = to.iter().any(|to| to.key() == writer.key());
        if is_theirs && is_among_us {
            return Meaning::WrittenBefore;
        }
        if !is_theirs && !answers && (is_among_us || forwarded.is_said) {
            return Meaning::Answer;
        }
    }
    // What is passed on by a rule: a newsletter, a stranger who wrote to the member or to a colleague.
    let is_to_us = |to: &Email| has(&people.own, to) || people.is_home(to);
    let passed_on = reading.class == Class::List
        || to.iter().any(is_to_us) && !from.is_some_and(|from| people.is_home(from));
    match !is_own && (passed_on || (people.about.is_some() && !to.is_empty())) {
        true => Meaning::CameIn,
        false => Meaning::Written,
    }
}
