//! A mail that came in, and what it means to the book: an answer, an absence, a bounce, an opt-out, a touch.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, SubsecRound as _, TimeDelta, Utc};

use super::reading::{Answer, Heard};
use super::sending::{log_bounce, stop_if_needed};
use crate::book::Book;
use crate::calendar::instant;
use crate::change::Effect;
use crate::contact::Contact;
use crate::email::Email;
use crate::interaction::{Happened, LONGEST_SUMMARY};
use crate::mail::envelope::Envelope;
use crate::mail::incoming::Incoming;
use crate::mail::mailbox::Mailbox;
use crate::mail::outgoing::Mail;
use crate::mail::pace::Reader;
use crate::mail::reading::{Class, Reading, Verdict};
use crate::store::{Result, Scope, Tx};
use crate::team::Member;
use crate::vocabulary::{InteractionKind, MailState, MailboxId, TeamId, Verb};

/// So much of what is new in a mail is kept, in characters.
pub(super) const KEPT: usize = 1_000;

/// Whom an absence without a day of return holds up, and for how long.
const AWAY: Days = Days::new(7);

/// Where a mail came in.
#[derive(Debug, Clone, Copy)]
pub(super) enum Door<'a> {
    /// Into a mailbox of a member.
    Mailbox(&'a Mailbox),
    /// Through the dropbox, for somebody of this team.
    Dropbox(TeamId),
}

impl Door<'_> {
    pub(super) fn team(self) -> TeamId {
        match self {
            Door::Mailbox(mailbox) => mailbox.team,
            Door::Dropbox(team) => team,
        }
    }

    fn mailbox(self) -> Option<MailboxId> {
        match self {
            Door::Mailbox(mailbox) => Some(mailbox.id),
            Door::Dropbox(_) => None,
        }
    }
}

/// When a mail was written; never later than now, and not long before.
pub(super) fn written_at(envelope: &Envelope, now: DateTime<Utc>) -> DateTime<Utc> {
    let written = envelope.date.unwrap_or(now).trunc_subsecs(0);
    if written > now || now - written > TimeDelta::days(60) { now } else { written }
}

/// The mail of a team by whose token one opts out.
pub(super) async fn opted_out_mail(tx: &mut Tx, team: TeamId, envelope: &Envelope) -> Result<Option<Mail>> {
    let Some((_, token)) = envelope.subject.split_once("unsubscribe-") else { return Ok(None) };
    let token: String = token.chars().take_while(char::is_ascii_alphanumeric).collect();
    let mail = tx.mail_of_token(&token).await?;
    Ok(mail.filter(|mail| mail.team == team))
}

/// A mail that is being taken in.
pub(super) struct Taking<'a> {
    pub(super) tx: &'a mut Tx,
    pub(super) door: Door<'a>,
    pub(super) owner: &'a Member,
    pub(super) envelope: &'a Envelope,
    pub(super) reading: &'a Reading,
    pub(super) now: DateTime<Utc>,
}

impl Taking<'_> {
    /// Whether an address is one of the team's own.
    pub(super) async fn is_own(&mut self, address: &Email) -> Result<bool> {
        let is_this =
            matches!(self.door, Door::Mailbox(mailbox) if mailbox.account.address.key() == address.key());
        Ok(is_this || self.tx.is_own_address(self.door.team(), address).await?)
    }

    /// The mail by whose token this one opts out.
    pub(super) async fn token(&mut self) -> Result<Option<Mail>> {
        opted_out_mail(self.tx, self.door.team(), self.envelope).await
    }

    fn team(&self) -> Scope {
        Scope::team_wide(self.door.team())
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
        written_at(self.envelope, self.now)
    }

    fn incoming(&self, contact: &Contact, mail: Option<&Mail>) -> Option<Incoming> {
        let text: String = self.reading.text.trim().chars().take(KEPT).collect();
        Some(Incoming {
            number: 0,
            team: self.door.team(),
            mailbox: self.door.mailbox(),
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
        let summary: String = summary.chars().take(LONGEST_SUMMARY).collect();
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

    pub(super) async fn replied(&mut self, about: Option<Mail>) -> Result<Option<Heard>> {
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
                let last = self.tx.last_mail_to_company(self.door.team(), &domain, self.now).await?;
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

    pub(super) async fn opted_out(&mut self, about: Option<Mail>) -> Result<Option<Heard>> {
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

    pub(super) async fn complained(&mut self, about: Option<Mail>) -> Result<Option<Heard>> {
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

    pub(super) async fn bounced(&mut self, about: Option<Mail>) -> Result<Option<Heard>> {
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

    pub(super) async fn away(&mut self, about: Option<Mail>) -> Result<Option<Heard>> {
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
    pub(super) async fn log_touches(&mut self) -> Result<()> {
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
