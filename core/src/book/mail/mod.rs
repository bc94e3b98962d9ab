//! Mails to one person: written, looked at, planned, taken back (docs/product.md, section 18).

mod answers;
mod attached;
mod dropbox;
mod mailbox;
mod reading;
mod sending;
mod taking;
mod template;

use chrono::{DateTime, Utc};

use super::{Book, Done};
use crate::change::Effect;
use crate::contact::BasisGiven;
use crate::contact::Contact;
use crate::email::Email;
use crate::insight::newest_that_fits;
use crate::mail::gate::{MailFacts, MailboxState, Remedy, Rule, Verdict, gate};
use crate::mail::mailbox::Mailbox;
use crate::mail::outgoing::{Mail, Written};
use crate::mail::pace::{Haste, Pace, Reader, next_slot};
use crate::mail::template::{MergeField, Values};
use crate::read::first_name;
use crate::store::{Counting, NewMail, Result};
use crate::vocabulary::{Basis, ChangeId, MailLang, MailState, Verb};

pub use dropbox::{Correspondent, Dropped, What, take_from_dropbox};
pub use mailbox::{ConnectError, mailbox_read, mailbox_unread};
pub use reading::{Answer, Arrived, Heard, concerning, take_in};
pub use sending::{
    Became, MailTurn, Settled, StoppedMail, ToClaim, hand_over, looked, next_mail, refuse_mailbox, settle,
    to_look_for,
};

/// What the gate says of a mail, and when it would leave.
#[derive(Debug)]
pub struct Judged {
    /// What the gate says, a pause of the mailbox that ends by itself left aside.
    pub verdict: Verdict,
    /// When it would leave (UTC), where the gate lets it.
    pub due_at: Option<DateTime<Utc>>,
}

/// A mail that is planned.
#[derive(Debug, Clone)]
pub struct PlannedMail {
    /// The mail.
    pub mail: Mail,
    /// When it leaves (UTC).
    pub due_at: DateTime<Utc>,
    /// The change that planned it.
    pub change: ChangeId,
}

/// Why a mail is not planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanError {
    /// The gate does not let it.
    Gate(Rule, Remedy),
    /// It has left, or was taken back.
    Gone(MailState),
    /// A file that goes with it is still being fetched.
    FileOnItsWay,
}

impl Book<'_> {
    /// What merge fields stand for in a mail of the member's to a contact.
    pub async fn mail_values(&mut self, contact: &Contact, lang: MailLang) -> Result<Values> {
        let name = contact.profile.name.as_deref().and_then(|name| first_name(name, lang));
        let mut values = Values::of(&contact.profile, name.as_deref(), lang);
        let team = self.tx.team(self.actor.team).await?;
        let mailbox = self.tx.mailbox_of(self.actor).await?;
        let sender = mailbox.as_ref().map_or(self.actor.name.as_str(), |mailbox| &mailbox.account.sender);
        let insights = self.tx.insights(self.scope()).await?;
        let insight = newest_that_fits(&insights, contact.profile.industry.as_deref());
        let address = mailbox.as_ref().map(|mailbox| mailbox.account.address.as_str());
        for (field, value) in [
            (MergeField::MyName, Some(sender)),
            (MergeField::MyEmail, address),
            (MergeField::OurCompany, Some(team.name.as_str())),
            (MergeField::OurAddress, team.address.as_deref()),
            (MergeField::Insight, insight.map(|insight| insight.title.as_str())),
        ] {
            values.set(field, value.unwrap_or_default());
        }
        Ok(values)
    }

    /// Writes a draft of a mail to a contact; an older one of the member's to them goes.
    pub async fn draft_mail(
        &mut self,
        contact: &Contact,
        to: &Email,
        text: &Written,
        haste: Haste,
    ) -> Result<Mail> {
        self.tx.drop_drafts(self.actor, contact.id).await?;
        self.tx.insert_mail(self.actor, NewMail { contact, to, text, haste }, self.now).await
    }

    /// A mail of the member's own, with whom it is to, as long as they may see them.
    pub async fn mail(&mut self, number: i64) -> Result<Option<(Mail, Contact)>> {
        let Some(mail) = self.tx.mail(self.actor.team, number).await? else { return Ok(None) };
        if mail.by != self.actor.id {
            return Ok(None);
        }
        let contact = self.tx.contact_by_id(self.scope(), mail.contact).await?;
        Ok(contact.map(|contact| (mail, contact)))
    }

    /// Whether a contact has been written to by mail before, from here or elsewhere.
    pub async fn was_mailed(&mut self, contact: &Contact) -> Result<bool> {
        self.tx.was_mailed(contact.id).await
    }

    /// Whether a contact has been written to by mail before, and the text of the last.
    pub async fn mailed_before(&mut self, contact: &Contact) -> Result<Option<String>> {
        self.tx.last_mail_text(contact.id).await
    }

    /// Writes another text into a mail that has not been tried yet: it is a draft again. `None`: too late.
    pub async fn rewrite_mail(&mut self, mail: &Mail, subject: &str, body: &str) -> Result<Option<Mail>> {
        if !self.tx.rewrite_mail(mail.id, subject, body).await? {
            return Ok(None);
        }
        self.tx.mail(mail.team, mail.id.number()).await
    }

    /// What the gate says of a mail at this instant, and when it would leave.
    pub async fn judge_mail(&mut self, mail: &Mail, haste: Haste) -> Result<Judged> {
        let mailbox = self.tx.mailbox_of(self.actor).await?;
        self.judge(mail, haste, mailbox.as_ref()).await
    }

    async fn judge(&mut self, mail: &Mail, haste: Haste, mailbox: Option<&Mailbox>) -> Result<Judged> {
        let (now, actor) = (self.now, self.actor);
        let mut facts = self.tx.mail_facts(mail, haste, actor, mailbox, Counting::Left, now).await?;
        // A pause that ends by itself puts the mail off; what else is against it is said now.
        let rests = facts.mailbox.as_mut().and_then(|mailbox| match mailbox.state {
            MailboxState::Paused(_, Some(until)) => {
                mailbox.state = MailboxState::Ready;
                Some(until)
            }
            _ => None,
        });
        let verdict = gate(&facts, now);
        let due_at = match (&verdict, mailbox) {
            (Verdict::Send(_) | Verdict::WaitUntil(..), Some(mailbox)) => {
                let planned =
                    self.tx.mail_facts(mail, haste, actor, Some(mailbox), Counting::Planned, now).await?;
                slot(&planned, mailbox.seed, now.max(rests.unwrap_or(now)))
            }
            _ => None,
        };
        Ok(Judged { verdict, due_at })
    }

    /// Plans a mail for the next good hour there, or as soon as *Now* allows. One that is planned already is planned
    /// anew under the same change.
    pub async fn plan_mail(
        &mut self,
        mail: &Mail,
        haste: Haste,
    ) -> Result<std::result::Result<PlannedMail, PlanError>> {
        let mailbox = self.tx.mailbox_of(self.actor).await?;
        let judged = self.judge(mail, haste, mailbox.as_ref()).await?;
        let (due_at, mailbox) = match (judged.verdict, judged.due_at, mailbox) {
            (Verdict::Ask(rule, remedy) | Verdict::Refuse(rule, remedy), ..) => {
                return Ok(Err(PlanError::Gate(rule, remedy)));
            }
            (Verdict::Send(_) | Verdict::WaitUntil(..), Some(due_at), Some(mailbox)) => (due_at, mailbox),
            _ => return Ok(Err(PlanError::Gate(Rule::NoMailbox, Remedy::Connect))),
        };
        if self.tx.mail_files(mail.id).await?.iter().any(|file| !file.is_fetched) {
            return Ok(Err(PlanError::FileOnItsWay));
        }
        if !self.tx.plan_mail(mail, mailbox.id, haste, due_at).await? {
            return Ok(Err(PlanError::Gone(mail.state)));
        }
        let change = match mail.change.filter(|_| mail.state == MailState::Waiting) {
            Some(change) => change,
            None => {
                let contact = Some(mail.contact);
                let change = self
                    .tx
                    .begin_change(self.actor, contact, Verb::MailPlanned, None, None, self.now)
                    .await?;
                self.tx.finish_change(change, None, &[Effect::MailPlanned(mail.id)]).await?;
                self.tx.set_mail_change(mail.id, change).await?;
                change
            }
        };
        let mail = Mail { state: MailState::Waiting, haste, due_at: Some(due_at), ..mail.clone() };
        Ok(Ok(PlannedMail { mail, due_at, change }))
    }

    /// Sends once more a mail of which nobody knows whether it arrived: a person said so.
    pub async fn send_again(&mut self, mail: &Mail, at: DateTime<Utc>) -> Result<bool> {
        self.tx.retry_mail(mail.id, at, None).await
    }

    /// Takes a draft away. What is planned is taken back by undoing its change.
    pub async fn drop_draft(&mut self, mail: &Mail) -> Result<bool> {
        self.tx.withdraw_mail(mail.id, self.now).await
    }

    /// Says why one may write to a contact.
    pub async fn give_basis(&mut self, contact: &Contact, basis: Basis, proof: &str) -> Result<Done> {
        let given = BasisGiven { basis, proof: proof.to_owned(), on: self.today(), by: self.actor.id };
        self.change_contact(contact, Verb::BasisGiven, Some(proof), |c| c.basis = Some(given)).await
    }
}

/// When a mail that the gate lets go is planned.
fn slot(facts: &MailFacts, seed: u64, from: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let mailbox = facts.mailbox.as_ref()?;
    let reader = Reader::of(facts.country, facts.sender_zone);
    let pace =
        Pace { reader: &reader, traffic: &mailbox.traffic, received: &facts.received, haste: facts.haste };
    Some(next_slot(&pace, seed, from))
}
