//! What a mail does that came to a member's address in the dropbox. One mail is one transaction: what it led to, that it
//! was read, and how far the folder was read are on disk together or not at all.

use chrono::{DateTime, TimeDelta, Utc};

use super::reading::{Arrived, Heard, about, own_copy, understand};
use super::taking::{Door, KEPT, opted_out_mail, written_at};
use crate::book::{Book, Done, LogError, Many};
use crate::contact::Contact;
use crate::email::Email;
use crate::interaction::Happened;
use crate::mail::dropbox::{Dropbox, Meaning, People, meaning};
use crate::mail::envelope::Envelope;
use crate::mail::reading::{Class, Forwarded};
use crate::store::{Result, Scope, Tx};
use crate::team::Member;
use crate::vocabulary::{InteractionKind, TeamId};

/// What a mail led to, and whose address it came to.
#[derive(Debug)]
pub struct Dropped {
    /// The member.
    pub member: Member,
    /// What it meant.
    pub what: What,
}

/// What a mail in the dropbox meant.
#[derive(Debug)]
pub enum What {
    /// The same as a mail that comes into a member's mailbox.
    Heard(Vec<Heard>),
    /// The member wrote it: it is logged with whom it went to.
    Logged {
        /// With whom.
        many: Many,
        /// Those of them whom a colleague has, or nobody; nothing is logged there.
        elsewhere: Vec<Contact>,
        /// How many of its addresses are nobody's.
        free: usize,
        /// Its subject.
        subject: String,
    },
    /// It is about nobody whom the member has.
    Unknown {
        /// About whom it is.
        people: Vec<Correspondent>,
        /// Those of them whom a colleague has, or nobody.
        elsewhere: Vec<Contact>,
        /// Its subject.
        subject: String,
    },
}

/// Somebody as a mail names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correspondent {
    /// Their name; may be empty.
    pub name: String,
    /// Their address.
    pub address: Email,
}

/// So many receivers of one mail are looked up.
const RECEIVERS: usize = 10;

/// A mail without a name is the same as one that says the same so near to it.
const NEAR: TimeDelta = TimeDelta::days(14);

/// So many letters make two texts the same of which one is cut.
const ENOUGH: usize = 200;

/// Whether two texts say the same, however they are wrapped and where they are cut.
fn is_same(one: &str, other: &str) -> bool {
    let bare = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let (one, other) = (bare(one), bare(other));
    let is_cut = one.chars().count().min(other.chars().count()) >= ENOUGH
        && (one.starts_with(other.as_str()) || other.starts_with(one.as_str()));
    is_cut || !one.is_empty() && one == other
}

/// Does what a mail in the dropbox means, for each team one of whose members holds a token of it. A token that nobody
/// holds any more counts for nobody, and the mail is not looked at again.
pub async fn take_from_dropbox(
    tx: &mut Tx,
    dropbox: &Dropbox,
    tokens: &[String],
    arrived: &Arrived<'_>,
    forwarded: Option<&Forwarded>,
    now: DateTime<Utc>,
) -> Result<Vec<Dropped>> {
    let mut dropped: Vec<Dropped> = Vec::new();
    for token in tokens {
        // Anybody may write to addresses that nobody ever had.
        if !tx.is_dropbox_token(token).await? || !tx.mark_dropped(token, arrived.name(), now).await? {
            continue;
        }
        let Some(member) = tx.member_of_token(token).await? else { continue };
        if dropped.iter().any(|before| before.member.team == member.team) {
            continue;
        }
        let mut drop = Drop { tx: &mut *tx, dropbox, member: &member, arrived, forwarded, now };
        if let Some(what) = drop.take().await? {
            dropped.push(Dropped { member, what });
        }
    }
    Ok(dropped)
}

/// A mail that is being taken from the dropbox for a member.
struct Drop<'a> {
    tx: &'a mut Tx,
    dropbox: &'a Dropbox,
    member: &'a Member,
    arrived: &'a Arrived<'a>,
    forwarded: Option<&'a Forwarded>,
    now: DateTime<Utc>,
}

impl Drop<'_> {
    async fn take(&mut self) -> Result<Option<What>> {
        let Arrived { envelope, reading, .. } = self.arrived;
        let team = self.member.team;
        if let Some(heard) = own_copy(self.tx, team, envelope, self.now).await? {
            return Ok(Some(What::Heard(heard)));
        }
        let to: Vec<Email> = envelope.to.iter().filter(|to| !self.dropbox.is_address(to)).cloned().collect();
        let people = self.people(&to).await?;
        match (meaning(envelope, &to, reading, self.forwarded, &people), self.forwarded) {
            (Meaning::Ours, _) => Ok(None),
            (Meaning::CameIn, _) => self.hear(None).await,
            (Meaning::Answer, Some(forwarded)) => self.hear(Some(forwarded)).await,
            (Meaning::WrittenBefore, Some(forwarded)) => {
                let before = &forwarded.envelope;
                let to = before.to.iter().filter(|to| !self.dropbox.is_address(to)).cloned();
                self.log(before, to.collect(), &people, Some(&forwarded.hash)).await
            }
            (Meaning::Written | Meaning::Answer | Meaning::WrittenBefore, _) => {
                self.log(envelope, to, &people, None).await
            }
        }
    }

    /// Who is who among those that the mail names.
    async fn people(&mut self, to: &[Email]) -> Result<People> {
        let Arrived { envelope, reading, .. } = self.arrived;
        let team = self.member.team;
        let named: Vec<String> = envelope.from.iter().chain(to).map(Email::key).collect();
        let known = self.tx.known_addresses(team, &named).await?;
        let contacts = known.into_iter().filter_map(|place| named.get(place).cloned()).collect();
        let own = self.tx.own_addresses(team).await?.into_iter().collect();
        let about = about(self.tx, team, envelope, reading).await?.map(|mail| mail.to);
        Ok(People { own, contacts, about, home: self.dropbox.address.company_domain() })
    }

    /// A mail that the member wrote is a touch with each contact of theirs among its receivers.
    async fn log(
        &mut self,
        envelope: &Envelope,
        mut to: Vec<Email>,
        people: &People,
        hash: Option<&str>,
    ) -> Result<Option<What>> {
        to.retain(|to| !people.own.contains(&to.key()));
        to.truncate(RECEIVERS);
        let scope = Scope::team_wide(self.member.team);
        let (mut theirs, mut elsewhere): (Vec<Contact>, Vec<Contact>) = (Vec::new(), Vec::new());
        let mut free = 0;
        for address in &to {
            let Some(contact) = self.tx.contact_by_email(scope, address).await? else {
                free += usize::from(!people.is_home(address));
                continue;
            };
            let list = if self.member.may_see(&contact) { &mut theirs } else { &mut elsewhere };
            if list.iter().all(|before| before.id != contact.id) {
                list.push(contact);
            }
        }
        let subject = envelope.subject.clone();
        if theirs.is_empty() {
            let nameless = |address| Correspondent { name: String::new(), address };
            // Whom the member works with is nobody to add.
            let people = to.into_iter().filter(|to| !people.is_home(to)).map(nameless).collect();
            return Ok(Some(What::Unknown { people, elsewhere, subject }));
        }
        // What is passed on later is known by its own name too.
        let name = envelope.message_id.as_deref().or(hash).unwrap_or(self.arrived.bytes_hash);
        if !self.is_new(name).await? {
            return Ok(None);
        }
        let at = written_at(envelope, self.now);
        if hash.is_some() && envelope.message_id.is_none() {
            let mut new = Vec::new();
            for contact in theirs {
                if !self.is_touched(&contact, &subject, at).await? {
                    new.push(contact);
                }
            }
            theirs = new;
            if theirs.is_empty() {
                return Ok(None);
            }
        }
        let told = Happened::new(InteractionKind::Sent, &subject);
        let mut book = Book::new(self.tx, self.member, self.now);
        let many = match theirs.as_slice() {
            // Taken back, it shows whom it was about.
            [contact] => match book.log(contact, &told, None, at).await? {
                Ok(logged) => {
                    let Done { contact, change } = logged.done;
                    Many { change, changed: vec![contact], ..Many::default() }
                }
                Err(LogError::Suppressed) => Many { suppressed: vec![contact.no], ..Many::default() },
            },
            several => book.log_many(several, &told, at).await?,
        };
        Ok(Some(What::Logged { many, elsewhere, free, subject }))
    }

    /// A mail of somebody else, as it came or as the member passes it on, is read as one in the member's mailbox.
    async fn hear(&mut self, forwarded: Option<&Forwarded>) -> Result<Option<What>> {
        let arrived = match forwarded {
            Some(Forwarded { envelope, reading, hash, .. }) => {
                Arrived { envelope, reading, bytes_hash: hash }
            }
            None => self.arrived.clone(),
        };
        let contact = self.concerned(&arrived).await?;
        let class = arrived.reading.class;
        // Who wants no more mail is heard through whomever they say it. What else stands on a mail anybody can write.
        let is_for_all = matches!(class, Class::OptOut | Class::Complaint | Class::Bounce)
            || opted_out_mail(self.tx, self.member.team, arrived.envelope).await?.is_some();
        let elsewhere = contact.iter().filter(|contact| !self.member.may_see(contact)).cloned();
        let elsewhere: Vec<Contact> = elsewhere.collect();
        let subject = arrived.envelope.subject.clone();
        let unknown = |elsewhere| {
            let address = arrived.envelope.from.clone()?;
            let name = arrived.envelope.from_name.clone();
            Some(What::Unknown { people: vec![Correspondent { name, address }], elsewhere, subject })
        };
        if !elsewhere.is_empty() && !is_for_all {
            return Ok(unknown(elsewhere));
        }
        if contact.is_none() && !is_for_all {
            // Strangers write to everybody; but what a member passes on by hand is answered.
            return Ok(forwarded.and_then(|_| unknown(Vec::new())));
        }
        if !self.is_new(arrived.name()).await? {
            return Ok(None);
        }
        // What stands in a text has no name, and may have come by itself before.
        if forwarded.is_some()
            && arrived.envelope.message_id.is_none()
            && !is_for_all
            && let Some(contact) = &contact
            && self.is_heard(contact, &arrived).await?
        {
            return Ok(None);
        }
        let door = Door::Dropbox(self.member.team);
        let heard = understand(self.tx, door, self.member, &arrived, self.now).await?;
        Ok(Some(What::Heard(heard)))
    }

    /// With whom it would be kept.
    async fn concerned(&mut self, arrived: &Arrived<'_>) -> Result<Option<Contact>> {
        let Arrived { envelope, reading, .. } = arrived;
        let team: TeamId = self.member.team;
        let scope = Scope::team_wide(team);
        if let Some(from) = &envelope.from
            && let Some(contact) = self.tx.contact_by_email(scope, from).await?
        {
            return Ok(Some(contact));
        }
        let mut mail = about(self.tx, team, envelope, reading).await?;
        let company = envelope.from.as_ref().and_then(Email::company_domain);
        if let (None, Class::Reply, Some(company)) = (&mail, reading.class, company) {
            mail = self.tx.last_mail_to_company(team, &company, self.now).await?;
        }
        match mail {
            Some(mail) => self.tx.contact_by_id(scope, mail.contact).await,
            None => Ok(None),
        }
    }

    /// Whether a mail with that subject to a contact is logged already.
    async fn is_touched(&mut self, contact: &Contact, subject: &str, at: DateTime<Utc>) -> Result<bool> {
        let history = self.tx.interactions(Scope::team_wide(self.member.team), contact.id, 50).await?;
        Ok(history.iter().any(|logged| {
            logged.kind == InteractionKind::Sent
                && (logged.at - at).abs() <= NEAR
                && is_same(&logged.summary, subject)
        }))
    }

    /// Whether what a contact wrote was read already.
    async fn is_heard(&mut self, contact: &Contact, arrived: &Arrived<'_>) -> Result<bool> {
        let at = written_at(arrived.envelope, self.now);
        let text: String = arrived.reading.text.trim().chars().take(KEPT).collect();
        let before = self.tx.read_of(contact.id, at - NEAR, at + NEAR).await?;
        Ok(before.iter().any(|before| is_same(before, &text)))
    }

    /// Whether neither the mail around it nor this one was read before, in whichever mailbox.
    async fn is_new(&mut self, name: &str) -> Result<bool> {
        let (team, outer) = (self.member.team, self.arrived.name());
        let is_new = self.tx.mark_seen(team, name, self.now).await?;
        if outer != name {
            self.tx.mark_seen(team, outer, self.now).await?;
        }
        Ok(is_new)
    }
}

impl Book<'_> {
    /// The member's address in the dropbox; `None`: there is no dropbox.
    pub async fn dropbox_address(&mut self) -> Result<Option<String>> {
        let Some(dropbox) = self.tx.dropbox().await? else { return Ok(None) };
        let token = self.tx.token_of(self.actor, self.now).await?;
        Ok(Some(dropbox.address_of(&token)))
    }

    /// Gives the member another address in the dropbox; the one before works no more.
    pub async fn renew_dropbox_address(&mut self) -> Result<Option<String>> {
        self.tx.revoke_token(self.actor, self.now).await?;
        self.dropbox_address().await
    }
}
