//! What a mail that came in does to the book: to the contact, to our mail that it is about, to what waits.
//!
//! One mail is one transaction, and what was read once is never read again. What is logged is logged for the mailbox's
//! owner, and `/undo` takes it back.

use std::collections::HashSet;

use chrono::{DateTime, Utc};

use super::sending::{Became, Settled, settle};
use super::taking::{Door, Taking};
use crate::book::Done;
use crate::contact::Contact;
use crate::email::Email;
use crate::mail::envelope::Envelope;
use crate::mail::incoming::Incoming;
use crate::mail::mailbox::Mailbox;
use crate::mail::outgoing::Mail;
use crate::mail::pace::Pause;
use crate::mail::reading::{Class, Reading};
use crate::store::{Result, Tx};
use crate::team::Member;
use crate::vocabulary::{MailState, TeamId};

/// A mail that came in, read.
#[derive(Debug, Clone)]
pub struct Arrived<'a> {
    /// What stands on it.
    pub envelope: &'a Envelope,
    /// What was made of it.
    pub reading: &'a Reading,
    /// By what it is known, where it has no name: a hash of its bytes.
    pub bytes_hash: &'a str,
}

impl Arrived<'_> {
    /// By what it is known.
    pub(super) fn name(&self) -> &str {
        self.envelope.message_id.as_deref().unwrap_or(self.bytes_hash)
    }
}

/// What a mail meant.
#[derive(Debug)]
pub enum Heard {
    /// Somebody answered, or wrote.
    Replied(Box<Answer>),
    /// Somebody of the company who is not in the book answered.
    Colleague(Box<Answer>),
    /// Somebody is away; what waits for them waits until then.
    Away {
        /// The mail.
        incoming: Box<Incoming>,
        /// Who.
        contact: Box<Contact>,
        /// How many mails wait.
        held: u64,
    },
    /// Somebody wants no more mail.
    OptedOut(Box<Answer>),
    /// Somebody pressed "spam".
    Complained(Box<Answer>, Option<Pause>),
    /// A mail came back, and the address is bad.
    Bounced {
        /// Our mail.
        mail: Box<Mail>,
        /// The contact after it.
        done: Box<Done>,
        /// What the server said.
        answer: String,
        /// The mailbox has stopped for it.
        paused: Option<Pause>,
    },
    /// A mail came back for a reason that says nothing of the address; what the server said.
    Returned {
        /// Our mail.
        mail: Box<Mail>,
        /// To whom.
        contact: Box<Contact>,
        /// What the server said.
        answer: String,
        /// The mailbox has stopped for it.
        paused: Option<Pause>,
    },
    /// A mail of which nobody knew has gone.
    Went(Box<Settled>),
}

/// A mail of a person, logged.
#[derive(Debug)]
pub struct Answer {
    /// The mail.
    pub incoming: Incoming,
    /// With whom it is kept, after it.
    pub done: Done,
}

/// Which of these mails concern anybody in the book, by what stands on them: only those are fetched whole.
pub async fn concerning(
    tx: &mut Tx,
    mailbox: &Mailbox,
    envelopes: &[Envelope],
    now: DateTime<Utc>,
) -> Result<Vec<bool>> {
    let team = mailbox.team;
    let own: HashSet<String> = tx.own_addresses(team).await?.into_iter().collect();
    let mut concerned: Vec<bool> = envelopes.iter().map(Envelope::is_for_us).collect();
    // Each text, and the mail that it stands on.
    let (mut addresses, mut names, mut domains) = (Vec::new(), Vec::new(), Vec::new());
    for (at, envelope) in envelopes.iter().enumerate() {
        let from = envelope.from.as_ref().map(Email::key);
        match from.filter(|from| !own.contains(from)) {
            Some(from) => addresses.push((at, from)),
            None => addresses.extend(envelope.to.iter().map(|to| (at, to.key()))),
        }
        names.extend(envelope.thread.iter().chain(&envelope.message_id).map(|name| (at, name.clone())));
        domains.extend(envelope.from.as_ref().and_then(Email::company_domain).map(|domain| (at, domain)));
    }
    let texts = |places: &[(usize, String)]| places.iter().map(|(_, text)| text.clone()).collect::<Vec<_>>();
    let found = [
        (tx.known_addresses(team, &texts(&addresses)).await?, addresses),
        (tx.known_names(team, &texts(&names)).await?, names),
        (tx.live_domains(team, &texts(&domains), now).await?, domains),
    ];
    for (found, places) in found {
        for (at, _) in found.into_iter().filter_map(|place| places.get(place)) {
            if let Some(concerned) = concerned.get_mut(*at) {
                *concerned = true;
            }
        }
    }
    Ok(concerned)
}

/// Does with the book what a mail means; empty: nothing, or it was read before.
pub async fn take_in(
    tx: &mut Tx,
    mailbox: &Mailbox,
    owner: &Member,
    arrived: &Arrived<'_>,
    now: DateTime<Utc>,
) -> Result<Vec<Heard>> {
    let name = arrived.name();
    // Our own mail in a folder of ours says that it went, as often as it is found.
    if let Some(heard) = own_copy(tx, mailbox.team, arrived.envelope, now).await? {
        return Ok(heard);
    }
    if !tx.mark_seen(mailbox.team, name, now).await? {
        return Ok(Vec::new());
    }
    understand(tx, Door::Mailbox(mailbox), owner, arrived, now).await
}

/// What it means where the mail is one of ours; `None`: it is not.
pub(super) async fn own_copy(
    tx: &mut Tx,
    team: TeamId,
    envelope: &Envelope,
    now: DateTime<Utc>,
) -> Result<Option<Vec<Heard>>> {
    let Some(name) = &envelope.message_id else { return Ok(None) };
    match tx.mail_named(team, std::slice::from_ref(name)).await? {
        Some(mail) => Ok(Some(went(tx, &mail, now).await?.into_iter().collect())),
        None => Ok(None),
    }
}

/// The mail of ours that one is about.
pub(super) async fn about(
    tx: &mut Tx,
    team: TeamId,
    envelope: &Envelope,
    reading: &Reading,
) -> Result<Option<Mail>> {
    let mut names = envelope.thread.clone();
    names.extend(reading.message_id.iter().map(|id| format!("<{}>", id.trim_matches(['<', '>']))));
    tx.mail_named(team, &names).await
}

/// Does with the book what a mail means that was not read before.
pub(super) async fn understand(
    tx: &mut Tx,
    door: Door<'_>,
    owner: &Member,
    arrived: &Arrived<'_>,
    now: DateTime<Utc>,
) -> Result<Vec<Heard>> {
    let Arrived { envelope, reading, .. } = arrived;
    let mut heard = Vec::new();
    let about = about(tx, door.team(), envelope, reading).await?;
    if let Some(mail) = &about {
        heard.extend(went(tx, mail, now).await?);
    }
    let mut taking = Taking { tx, door, owner, envelope, reading, now };
    if let Some(from) = &envelope.from
        && taking.is_own(from).await?
    {
        match taking.token().await? {
            Some(mail) => heard.extend(taking.opted_out(Some(mail)).await?),
            None => taking.log_touches().await?,
        }
        return Ok(heard);
    }
    if let Some(mail) = taking.token().await? {
        heard.extend(taking.opted_out(Some(mail)).await?);
        return Ok(heard);
    }
    heard.extend(match reading.class {
        Class::Bounce => taking.bounced(about).await?,
        Class::Complaint => taking.complained(about).await?,
        Class::Away => taking.away(about).await?,
        Class::OptOut => taking.opted_out(about).await?,
        Class::Reply | Class::Other | Class::Calendar => taking.replied(about).await?,
        Class::Automatic | Class::List | Class::Receipt | Class::Own => None,
    });
    Ok(heard)
}

/// Something names a mail of ours, so it went, whatever was thought of it.
async fn went(tx: &mut Tx, mail: &Mail, now: DateTime<Utc>) -> Result<Option<Heard>> {
    if mail.state == MailState::Waiting {
        tx.park_waiting(mail.id).await?;
    }
    let settled = settle(tx, mail, &Became::Sent(String::new()), now).await?;
    Ok(settled.map(|settled| Heard::Went(Box::new(settled))))
}
