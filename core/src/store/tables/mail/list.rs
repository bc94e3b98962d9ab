//! What leaves, and what became of what left.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::row::{columns, read_mail};
use crate::mail::outgoing::Mail;
use crate::store::row::Columns;
use crate::store::{Result, Scope, Tx, sql};
use crate::vocabulary::{ContactId, MemberId};

/// How many mails went out, and what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct MailCount {
    /// That left.
    pub sent: u64,
    /// That did not come back.
    pub delivered: u64,
    /// That was answered, by whomever.
    pub answered: u64,
    /// Of these, by somebody else of the company.
    pub by_colleagues: u64,
    /// Of addresses that do not exist.
    pub hard: u64,
    /// That came back for other reasons.
    pub soft: u64,
}

impl MailCount {
    /// Both together.
    #[must_use]
    pub fn and(self, other: MailCount) -> MailCount {
        MailCount {
            sent: self.sent + other.sent,
            delivered: self.delivered + other.delivered,
            answered: self.answered + other.answered,
            by_colleagues: self.by_colleagues + other.by_colleagues,
            hard: self.hard + other.hard,
            soft: self.soft + other.soft,
        }
    }
}

impl Tx {
    /// The mails in scope that are to leave, or of which it is not known whether they left; the soonest first.
    pub async fn planned_mails(&mut self, scope: Scope, limit: u32) -> Result<Vec<Mail>> {
        let rows = sqlx::query(sql!(
            "select ",
            columns!(),
            " from mail where team_id = $1 and ($2 = cast(-1 as bigint) or member_id = $2) ",
            "and state in ('waiting', 'claimed', 'handed', 'parked') order by due_at, id limit $3"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .bind(i64::from(limit))
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(read_mail).collect()
    }

    /// The mails to a contact, the newest first.
    pub async fn mails_to(&mut self, contact: ContactId, limit: u32) -> Result<Vec<Mail>> {
        let rows = sqlx::query(sql!(
            "select ",
            columns!(),
            " from mail where contact_id = $1 and state <> 'draft' order by id desc limit $2"
        ))
        .bind(contact.0)
        .bind(i64::from(limit))
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(read_mail).collect()
    }

    /// How many mails of a member wait to leave.
    pub(crate) async fn waiting_mail_count(&mut self, of: MemberId) -> Result<u64> {
        let row = sqlx::query(sql!(
            "select count(*) as n from mail where state = 'waiting' and mailbox_id in ",
            "(select id from mailbox where member_id = $1 and removed_at is null)"
        ))
        .bind(of.0)
        .fetch_one(self.connection().await?)
        .await?;
        Ok(u64::try_from(row.int("n")?).unwrap_or_default())
    }

    /// The mails in scope that left in a period, and what became of them, by template; `None`: written by hand.
    pub async fn mail_counts(
        &mut self,
        scope: Scope,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> Result<Vec<(Option<String>, MailCount)>> {
        let rows = sqlx::query(sql!(
            "select template, count(*) as sent, ",
            "count(case when coalesce(verdict, '') not in ('hard', 'soft') then 1 end) as delivered, ",
            "count(case when state = 'answered' then 1 end) as answered, ",
            "count(case when state = 'answered' and not exists (select 1 from reading r where r.mail_id = mail.id ",
            "and lower(r.sender) = mail.recipient_key) then 1 end) as colleagues, ",
            "count(case when verdict = 'hard' then 1 end) as hard, ",
            "count(case when verdict = 'soft' then 1 end) as soft ",
            "from mail where team_id = $1 and ($2 = cast(-1 as bigint) or member_id = $2) ",
            "and handed_at >= $3 and handed_at < $4 and state in ('sent', 'bounced', 'answered') ",
            "group by template order by count(*) desc, template"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .bind(from.timestamp())
        .bind(to.timestamp())
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter()
            .map(|row| {
                let number = |column| Ok::<_, crate::store::StoreError>(row.int(column)?.unsigned_abs());
                let count = MailCount {
                    sent: number("sent")?,
                    delivered: number("delivered")?,
                    answered: number("answered")?,
                    by_colleagues: number("colleagues")?,
                    hard: number("hard")?,
                    soft: number("soft")?,
                };
                Ok((row.maybe_text("template")?, count))
            })
            .collect()
    }
}
