//! What a mail that came in does to the book: to the contact, to our mail that it is about, to what waits.
//!
//! One mail is one transaction, and what was read once is never read again. What is logged is logged for the mailbox's
//! owner, and `/undo` takes it back.

use std::collections::HashSet;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, SubsecRound as _, TimeDelta, Utc};

use super::sending::{Became, Settled, log_bounce, settle, stop_if_needed};
use crate::book::{Book, Done};
use crate::calendar::instant;
use crate::change::Effect;
use crate::contact::Contact;
use crate::email::Email;
use crate::interaction::Happened;
use crate::mail::envelope::Envelope;
use crate::mail::incoming::Incoming;
use crate::mail::mailbox::Mailbox;
use crate::mail::outgoing::Mail;
use crate::mail::pace::{Pause, Reader};
use crate::mail::reading::{Class, Reading, Verdict};
use crate::store::{Result, Scope, Tx};
use crate::team::Member;
use crate::vocabulary::{ChangeId, InteractionKind, MailState, Verb};

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

/// So much of what is new in a mail is kept, in characters.
const KEPT: usize = 1_000;

/// Whom an absence without a day of return holds up, and for how long.
const AWAY: Days = Days::new(7);

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

/// Whether an address is one of the team's own.
async fn is_own(tx: &mut Tx, mailbox: &Mailbox, address: &Email) -> Result<bool> {
    Ok(mailbox.account.address.key() == address.key() || tx.is_own_address(mailbox.team, address).await?)
}

/// Does with the book what a mail means; empty: nothing, or it was read before.
pub async fn take_in(
    tx: &mut Tx,
    mailbox: &Mailbox,
    owner: &Member,
    arrived: &Arrived<'_>,
    now: DateTime<Utc>,
) -> Result<Vec<Heard>> {
    let Arrived { envelope, reading, bytes_hash } = arrived;
    let name = envelope.message_id.as_deref().unwrap_or(bytes_hash);
    let team = mailbox.team;
    // Our own mail in a folder of ours says that it went, as often as it is found.
    let own_copy = match &envelope.message_id {
        Some(name) => tx.mail_named(team, std::slice::from_ref(name)).await?,
        None => None,
    };
    let mut heard = Vec::new();
    if let Some(mail) = own_copy {
        heard.extend(went(tx, &mail, now).await?);
        return Ok(heard);
    }
    if !tx.mark_seen(team, name, now).await? {
        return Ok(heard);
    }
    let mut names = envelope.thread.clone();
    names.extend(reading.message_id.iter().map(|id| format!("<{}>", id.trim_matches(['<', '>']))));
    let about = tx.mail_named(team, &names).await?;
    if let Some(mail) = &about {
        heard.extend(went(tx, mail, now).await?);
    }
    let mut taking = Taking { tx, mailbox, owner, envelope, reading, now };
    if let Some(from) = &envelope.from
        && is_own(taking.tx, mailbox, from).await?
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

/// A mail that is being taken in.
struct Taking<'a> {
    tx: &'a mut Tx,
    mailbox: &'a Mailbox,
    owner: &'a Member,
    envelope: &'a Envelope,
    reading: &'a Reading,
    now: DateTime<Utc>,
}

impl Taking<'_> {
    /// The mail by whose token this one opts out.
    async fn token(&mut self) -> Result<Option<Mail>> {
        let Some((_, token)) = self.envelope.subject.split_once("unsubscribe-") else { return Ok(None) };
        let token: String = token.chars().take_while(char::is_ascii_alphanumeric).collect();
        let mail = self.tx.mail_of_token(&token).await?;
        Ok(mail.filter(|mail| mail.team == self.mailbox.team))
    }

    fn team(&self) -> Scope {
        Scope::team_wide(self.mailbox.team)
    }

    async fn contact_of(&mut self, mail: &Mail) -> Result<Option<Contact>> {
        let scope = self.team();
        self.tx.contact_by_id(scope, mail.contact).await
    }

    async fn sender(&mut self) -> Result<Option<Contact>> {
        let scope = self.team();
        match &self.envelope.from {
            Some(from) => self.tx.contact_by_email(scope, from).await,
            None => Ok(None),
        }
    }

    /// When it was written; never later than now, and not long before.
    fn at(&self) -> DateTime<Utc> {
        let written = self.envelope.date.unwrap_or(self.now).trunc_subsecs(0);
        if written > self.now || self.now - written > TimeDelta::days(60) { self.now } else { written }
    }

    fn incoming(&self, contact: &Contact, mail: Option<&Mail>) -> Option<Incoming> {
        let text: String = self.reading.text.trim().chars().take(KEPT).collect();
        Some(Incoming {
            number: 0,
            team: self.mailbox.team,
            mailbox: self.mailbox.id,
            contact: contact.id,
            mail: mail.map(|mail| mail.id),
            class: self.reading.class,
            message_id: self.envelope.message_id.clone(),
            thread: self.envelope.thread.clone(),
            sender: self.envelope.from.clone()?,
            sender_name: self.envelope.from_name.clone(),
            subject: self.envelope.subject.clone(),
            text,
            away_until: self.reading.until,
            at: self.at(),
            change: None,
        })
    }

    /// Logs what a mail means, with the mail beside it.
    async fn log(
        &mut self,
        contact: &Contact,
        mail: Option<&Mail>,
        kind: InteractionKind,
        summary: &str,
        mut effects: Vec<Effect>,
    ) -> Result<Option<Answer>> {
        let Some(mut incoming) = self.incoming(contact, mail) else { return Ok(None) };
        let mut book = Book::new(self.tx, self.owner, self.now);
        let change =
            book.tx.begin_change(self.owner, Some(contact.id), Verb::Logged, None, None, self.now).await?;
        let (logged, more) = book.happen(contact, &Happened::new(kind, summary), incoming.at, change).await?;
        effects.extend(more);
        book.tx.finish_change(change, None, &effects).await?;
        incoming.change = Some(change);
        incoming.number = self.tx.insert_reading(&incoming).await?;
        Ok(Some(Answer { incoming, done: logged.done }))
    }

    async fn replied(&mut self, about: Option<Mail>) -> Result<Option<Heard>> {
        let sender = self.sender().await?;
        let (contact, about, is_colleague) = match (sender, about) {
            (Some(sender), about) => {
                let about = match about.filter(|mail| mail.contact == sender.id) {
                    Some(mail) => Some(mail),
                    None => self.tx.last_mail_of(sender.id).await?,
                };
                (sender, about, false)
            }
            (None, Some(mail)) => match self.contact_of(&mail).await? {
                Some(contact) => (contact, Some(mail), true),
                None => return Ok(None),
            },
            // Whoever of the company answers something; a new mail of a stranger is no answer.
            (None, None) if self.reading.class == Class::Reply => {
                let domain = self.envelope.from.as_ref().and_then(Email::company_domain);
                let Some(domain) = domain else { return Ok(None) };
                let last = self.tx.last_mail_to_company(self.mailbox.team, &domain, self.now).await?;
                let Some(mail) = last else { return Ok(None) };
                match self.contact_of(&mail).await? {
                    Some(contact) => (contact, Some(mail), true),
                    None => return Ok(None),
                }
            }
            (None, None) => return Ok(None),
        };
        let text: String = self.reading.text.trim().chars().take(KEPT).collect();
        let said = if text.is_empty() { self.envelope.subject.clone() } else { text };
        let summary = match is_colleague {
            true => {
                let from = self.envelope.from.as_ref().map(Email::as_str).unwrap_or_default();
                format!("{} <{from}>: {said}", self.envelope.from_name).trim().to_owned()
            }
            false => said,
        };
        let mut effects = Vec::new();
        if let Some(mail) = &about
            && self.tx.set_mail_state(mail.id, MailState::Sent, MailState::Answered).await?
        {
            effects.push(Effect::MailAnswered(mail.id));
        }
        let answer = self.log(&contact, about.as_ref(), InteractionKind::Reply, &summary, effects).await?;
        Ok(answer.map(|answer| match is_colleague {
            true => Heard::Colleague(Box::new(answer)),
            false => Heard::Replied(Box::new(answer)),
        }))
    }

    async fn opted_out(&mut self, about: Option<Mail>) -> Result<Option<Heard>> {
        let sender = self.sender().await?;
        let contact = match (&about, sender) {
            (Some(mail), None) => self.contact_of(mail).await?,
            (Some(mail), Some(sender)) if sender.id != mail.contact => self.contact_of(mail).await?,
            (_, sender) => sender,
        };
        let Some(contact) = contact else { return Ok(None) };
        if contact.suppressed_at.is_some() {
            return Ok(None);
        }
        let text: String = self.reading.text.trim().chars().take(KEPT).collect();
        let summary = if text.is_empty() { self.envelope.subject.clone() } else { text };
        self.tx.stop_mails(contact.id, "opted-out", self.now).await?;
        let answer =
            self.log(&contact, about.as_ref(), InteractionKind::OptedOut, &summary, Vec::new()).await?;
        Ok(answer.map(|answer| Heard::OptedOut(Box::new(answer))))
    }

    async fn complained(&mut self, about: Option<Mail>) -> Result<Option<Heard>> {
        let Some(mail) = self.mail_about(about).await? else { return Ok(None) };
        self.tx.set_verdict(mail.id, "complaint", self.now).await?;
        let paused = match mail.mailbox {
            Some(mailbox) => stop_if_needed(self.tx, mailbox, self.now).await?,
            None => None,
        };
        let Some(contact) = self.contact_of(&mail).await? else { return Ok(None) };
        self.tx.stop_mails(contact.id, "opted-out", self.now).await?;
        let summary = self.envelope.subject.clone();
        let answer = self.log(&contact, Some(&mail), InteractionKind::OptedOut, &summary, Vec::new()).await?;
        Ok(answer.map(|answer| Heard::Complained(Box::new(answer), paused)))
    }

    /// The mail that a report is about: by its name, else the last to the address that the report names.
    async fn mail_about(&mut self, about: Option<Mail>) -> Result<Option<Mail>> {
        if about.is_some() {
            return Ok(about);
        }
        let recipient = self.reading.recipient.as_deref().and_then(|text| Email::parse(text).ok());
        let Some(recipient) = recipient else { return Ok(None) };
        let scope = self.team();
        match self.tx.contact_by_email(scope, &recipient).await? {
            Some(contact) => {
                let last = self.tx.last_mail_of(contact.id).await?;
                Ok(last.filter(|mail| mail.to.key() == recipient.key()))
            }
            None => Ok(None),
        }
    }

    async fn bounced(&mut self, about: Option<Mail>) -> Result<Option<Heard>> {
        // Only what names our mail counts against its address: a report may be about a forward, or forged.
        let Some(mail) = about else { return Ok(None) };
        let verdict = match self.reading.verdict {
            None | Some(Verdict::Delayed) => return Ok(None),
            Some(verdict) => verdict,
        };
        let answer: String = self.reading.text.trim().chars().take(KEPT).collect();
        let word = match verdict {
            Verdict::Hard => "hard",
            Verdict::Policy => "policy",
            Verdict::Soft | Verdict::Delayed | Verdict::Unknown => "soft",
        };
        self.tx.set_verdict(mail.id, word, self.now).await?;
        self.tx.set_mail_answer(mail.id, &answer).await?;
        let paused = match mail.mailbox {
            Some(mailbox) => stop_if_needed(self.tx, mailbox, self.now).await?,
            None => None,
        };
        let Some(contact) = self.contact_of(&mail).await? else { return Ok(None) };
        let is_theirs = contact.profile.email.as_ref().is_some_and(|email| email.key() == mail.to.key());
        let mail = Box::new(mail);
        if verdict != Verdict::Hard || !is_theirs {
            return Ok(Some(Heard::Returned { mail, contact: Box::new(contact), answer, paused }));
        }
        self.tx.set_mail_state(mail.id, MailState::Sent, MailState::Bounced).await?;
        self.tx.stop_mails(contact.id, "invalid", self.now).await?;
        let done = log_bounce(self.tx, self.owner, &contact, &answer, self.now).await?;
        Ok(Some(Heard::Bounced { mail, done: Box::new(done), answer, paused }))
    }

    async fn away(&mut self, about: Option<Mail>) -> Result<Option<Heard>> {
        let contact = match (self.sender().await?, &about) {
            (Some(sender), _) => Some(sender),
            (None, Some(mail)) => self.contact_of(mail).await?,
            (None, None) => None,
        };
        let Some(contact) = contact else { return Ok(None) };
        let Some(mut incoming) = self.incoming(&contact, about.as_ref()) else { return Ok(None) };
        let until = back(self.reading.until, &contact, self.owner, self.now);
        let held = self.tx.hold_mails(contact.id, until).await?;
        incoming.number = self.tx.insert_reading(&incoming).await?;
        Ok(Some(Heard::Away { incoming: Box::new(incoming), contact: Box::new(contact), held }))
    }

    /// A mail that a member wrote elsewhere is a touch.
    async fn log_touches(&mut self) -> Result<()> {
        const AT_MOST: usize = 10;
        let scope = self.team();
        let subject = self.envelope.subject.clone();
        for to in self.envelope.to.iter().take(AT_MOST) {
            let Some(contact) = self.tx.contact_by_email(scope, to).await? else { continue };
            if contact.suppressed_at.is_some() {
                continue;
            }
            let at = self.at();
            let mut book = Book::new(self.tx, self.owner, self.now);
            let told = Happened::new(InteractionKind::Sent, &subject);
            let change = book
                .tx
                .begin_change(self.owner, Some(contact.id), Verb::Logged, None, None, self.now)
                .await?;
            let (_, effects) = book.happen(&contact, &told, at, change).await?;
            book.tx.finish_change(change, None, &effects).await?;
        }
        Ok(())
    }
}

/// Until when what waits for somebody waits: nine o'clock, there, of the first working day after their return; a week
/// where no day is said.
fn back(until: Option<NaiveDate>, contact: &Contact, owner: &Member, now: DateTime<Utc>) -> DateTime<Utc> {
    let reader = Reader::of(contact.profile.country, owner.schedule.zone);
    let today = now.with_timezone(&reader.zone()).date_naive();
    let day = match until {
        Some(day) => day.checked_add_days(Days::new(1)).unwrap_or(day),
        None => today.checked_add_days(AWAY).unwrap_or(today),
    };
    let morning =
        instant(reader.zone(), day.and_time(NaiveTime::from_hms_opt(9, 0, 0).unwrap_or(NaiveTime::MIN)));
    reader.next_hour(morning)
}

impl Book<'_> {
    /// A mail of the team that came in, with whom it is kept, as long as the member may see them.
    pub async fn reading(&mut self, number: i64) -> Result<Option<(Incoming, Contact)>> {
        let Some(incoming) = self.tx.incoming(self.actor.team, number).await? else { return Ok(None) };
        let contact = self.tx.contact_by_id(self.scope(), incoming.contact).await?;
        Ok(contact.map(|contact| (incoming, contact)))
    }

    /// Says by which change a mail that came in is logged now.
    pub async fn reading_logged(&mut self, number: i64, done: &Done) -> Result<()> {
        self.tx.set_reading_change(number, done.change).await
    }

    /// Nobody of a contact's company is written to any more. `None`: the address is no company's.
    pub async fn opt_out_company(&mut self, contact: &Contact) -> Result<Option<(String, ChangeId)>> {
        let domain = contact.profile.email.as_ref().and_then(Email::company_domain);
        let Some(domain) = domain else { return Ok(None) };
        let change = self
            .tx
            .begin_change(self.actor, Some(contact.id), Verb::CompanyOptedOut, None, None, self.now)
            .await?;
        self.tx.suppress_domain(contact.team, &domain, change, self.now).await?;
        self.tx.finish_change(change, None, &[]).await?;
        Ok(Some((domain, change)))
    }

    /// The reader of a mail opts out on its page, or by one POST.
    pub async fn opt_out_of(&mut self, mail: &Mail, contact: &Contact) -> Result<Option<Done>> {
        if contact.suppressed_at.is_some() {
            return Ok(None);
        }
        self.tx.stop_mails(contact.id, "opted-out", self.now).await?;
        let change =
            self.tx.begin_change(self.actor, Some(contact.id), Verb::Logged, None, None, self.now).await?;
        let told = Happened::new(InteractionKind::OptedOut, &mail.text.subject);
        let (logged, effects) = self.happen(contact, &told, self.now, change).await?;
        self.tx.finish_change(change, None, &effects).await?;
        Ok(Some(logged.done))
    }
}
