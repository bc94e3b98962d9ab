//! What the gate looks at, read.

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use sqlx::any::AnyRow;

use crate::calendar::instant;
use crate::contact::Contact;
use crate::mail::gate::{FootFacts, MailFacts, MailboxFacts, Provenance, Standing};
use crate::mail::mailbox::Mailbox;
use crate::mail::outgoing::Mail;
use crate::mail::pace::{Haste, Received, Traffic};
use crate::store::row::Columns;
use crate::store::{Result, Scope, Tx, sql};
use crate::team::Member;
use crate::vocabulary::{ContactId, Health};

/// How far back the pace looks: two of anybody's days.
const LOOKS_BACK: TimeDelta = TimeDelta::hours(74);

/// What counts for the pace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counting {
    /// The mails that left: for whether one may leave now.
    Left,
    /// Also those that are planned: for when one is planned.
    Planned,
}

impl Tx {
    /// All that the gate looks at for a mail from this mailbox, at this instant.
    pub(crate) async fn mail_facts(
        &mut self,
        mail: &Mail,
        haste: Haste,
        writer: &Member,
        mailbox: Option<&Mailbox>,
        counting: Counting,
        now: DateTime<Utc>,
    ) -> Result<MailFacts> {
        let team = self.team(mail.team).await?;
        let contact = self.contact_by_id(Scope::whole_team(writer), mail.contact).await?;
        let standing = self.standing(mail, writer, contact.as_ref()).await?;
        let zone = writer.schedule.zone;
        let mailbox = match mailbox {
            Some(mailbox) => Some(MailboxFacts {
                id: mailbox.id,
                state: mailbox.state,
                traffic: Traffic {
                    connected_at: mailbox.connected_at,
                    zone,
                    cap: None,
                    mails: self.traffic(mail, mailbox, counting, now).await?,
                },
            }),
            None => None,
        };
        let profile = contact.as_ref().map(|contact| &contact.profile);
        let basis = contact.as_ref().and_then(|contact| contact.basis.clone());
        let mails_since_basis = match &basis {
            Some(basis) => {
                let since = instant(zone, basis.on.and_time(NaiveTime::MIN));
                self.mails_since(mail, since).await?
            }
            None => 0,
        };
        let known = profile.is_some_and(|profile| profile.source.is_some());
        Ok(MailFacts {
            mail: mail.id,
            to: mail.to.clone(),
            haste,
            standing,
            health: contact.as_ref().map_or(Health::Unverified, |contact| contact.health),
            provenance: if known { Provenance::Known } else { Provenance::Unknown },
            mailbox,
            foot: FootFacts {
                postal_address: team.address.as_deref().is_some_and(|address| !address.trim().is_empty()),
                // Every mail gets its foot and its header when it is composed.
                opt_out: true,
            },
            domain_opted_out: self.is_domain_suppressed(mail.team, &mail.to).await?,
            country: profile.and_then(|profile| profile.country),
            has_company: profile.is_some_and(|profile| profile.company.is_some()),
            basis,
            mails_since_basis,
            received: Received {
                last: self.last_mail_to(mail, counting, now).await?,
                company: self.company_mails(mail, counting, now).await?,
            },
            sender_zone: zone,
        })
    }

    async fn standing(
        &mut self,
        mail: &Mail,
        writer: &Member,
        contact: Option<&Contact>,
    ) -> Result<Standing> {
        let Some(contact) = contact else { return Ok(Standing::Erased) };
        if self.is_suppressed(mail.team, &mail.to).await? {
            return Ok(Standing::OptedOut);
        }
        let email = contact.profile.email.as_ref();
        let is_present = email.is_some_and(|email| email.key() == mail.to.key());
        Ok(match contact.suppressed_at {
            Some(_) if is_present => Standing::OptedOut,
            Some(_) => Standing::OptedOutElsewhere,
            // An answer goes to whatever address they wrote from.
            None if !is_present && !mail.haste.is_answer() => Standing::OtherAddress,
            None if writer.removed_at.is_some() || !writer.may_see(contact) => Standing::NotTheirs,
            None => Standing::Free,
        })
    }

    /// When the mails of a mailbox left, and where they count, when they will. Connected again, it is the same one for
    /// its server, and has sent what it sent.
    async fn traffic(
        &mut self,
        mail: &Mail,
        mailbox: &Mailbox,
        counting: Counting,
        now: DateTime<Utc>,
    ) -> Result<Vec<DateTime<Utc>>> {
        let rows = sqlx::query(sql!(
            "select handed_at as at from mail where mailbox_id in (select before.id from mailbox before join mailbox this ",
            "on before.team_id = this.team_id and before.address_key = this.address_key where this.id = $1) ",
            "and handed_at >= $2 and id <> $3 ",
            "union all select due_at as at from mail where mailbox_id = $1 and state = 'waiting' and id <> $3 ",
            "and handed_at is null and $4 = 1"
        ))
        .bind(mailbox.id.0)
        .bind((now - LOOKS_BACK).timestamp())
        .bind(mail.id.0)
        .bind(i64::from(counting == Counting::Planned))
        .fetch_all(self.connection().await?)
        .await?;
        instants(&rows)
    }

    /// The last mail to a person: ours, or one that was logged.
    async fn last_mail_to(
        &mut self,
        mail: &Mail,
        counting: Counting,
        now: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>> {
        let row = sqlx::query(sql!(
            "select max(at) as at from (",
            "select handed_at as at from mail where contact_id = $1 and id <> $2 and handed_at is not null ",
            "and state <> 'failed' ",
            "union all select due_at as at from mail where contact_id = $1 and id <> $2 and state = 'waiting' and $3 = 1 ",
            "union all select at from interaction where contact_id = $1 and kind = 'sent' and removed_at is null ",
            "and at <= $4) as mails"
        ))
        .bind(mail.contact.0)
        .bind(mail.id.0)
        .bind(i64::from(counting == Counting::Planned))
        .bind(now.timestamp())
        .fetch_one(self.connection().await?)
        .await?;
        row.maybe_instant("at")
    }

    /// The mails to a person's company, from every mailbox of the team.
    async fn company_mails(
        &mut self,
        mail: &Mail,
        counting: Counting,
        now: DateTime<Utc>,
    ) -> Result<Vec<DateTime<Utc>>> {
        let Some(domain) = mail.to.company_domain() else { return Ok(Vec::new()) };
        let rows = sqlx::query(sql!(
            "select handed_at as at from mail where team_id = $1 and company_domain = $2 and handed_at >= $3 ",
            "and id <> $4 and state <> 'failed' ",
            "union all select due_at as at from mail where team_id = $1 and state = 'waiting' and company_domain = $2 ",
            "and id <> $4 and $5 = 1"
        ))
        .bind(mail.team.0)
        .bind(domain)
        .bind((now - LOOKS_BACK).timestamp())
        .bind(mail.id.0)
        .bind(i64::from(counting == Counting::Planned))
        .fetch_all(self.connection().await?)
        .await?;
        instants(&rows)
    }

    /// How many mails went to a person since an instant.
    async fn mails_since(&mut self, mail: &Mail, since: DateTime<Utc>) -> Result<usize> {
        let row = sqlx::query(sql!(
            "select count(*) as n from mail where contact_id = $1 and id <> $2 and handed_at >= $3 and state <> 'failed'"
        ))
        .bind(mail.contact.0)
        .bind(mail.id.0)
        .bind(since.timestamp())
        .fetch_one(self.connection().await?)
        .await?;
        Ok(usize::try_from(row.int("n")?).unwrap_or(usize::MAX))
    }

    /// Whether a contact was ever written to by mail, by us or elsewhere.
    pub(crate) async fn was_mailed(&mut self, contact: ContactId) -> Result<bool> {
        let row = sqlx::query(sql!(
            "select count(*) as n from (select 1 from interaction where contact_id = $1 and kind = 'sent' ",
            "and removed_at is null limit 1) as mails"
        ))
        .bind(contact.0)
        .fetch_one(self.connection().await?)
        .await?;
        Ok(row.int("n")? > 0)
    }

    /// Whether a contact was ever written to by a mail of ours, and the text of the last.
    pub(crate) async fn last_mail_text(&mut self, contact: ContactId) -> Result<Option<String>> {
        let row = sqlx::query(sql!(
            "select body from mail where contact_id = $1 and handed_at is not null order by id desc limit 1"
        ))
        .bind(contact.0)
        .fetch_optional(self.connection().await?)
        .await?;
        row.as_ref().map(|row| row.text("body")).transpose()
    }
}

fn instants(rows: &[AnyRow]) -> Result<Vec<DateTime<Utc>>> {
    rows.iter().map(|row| row.instant("at")).collect()
}
