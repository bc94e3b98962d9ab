//! What the sender of mails does: each step is committed before the next begins (docs/product.md, rules 18.11 to 18.14).

use chrono::{DateTime, TimeDelta, Utc};

use super::row::{Frozen, columns, open, read_mail};
use crate::mail::gate::Cleared;
use crate::mail::outgoing::Mail;
use crate::mail::pace::Outcome;
use crate::store::row::Columns;
use crate::store::{Result, Tx, sql};
use crate::vocabulary::{MailId, MailState, MailboxId};

impl Tx {
    /// The next mail of a mailbox whose time has come.
    pub(crate) async fn due_mail(&mut self, mailbox: MailboxId, now: DateTime<Utc>) -> Result<Option<Mail>> {
        let row = sqlx::query(sql!(
            "select ",
            columns!(),
            " from mail where mailbox_id = $1 and state = 'waiting' and due_at <= $2 ",
            "order by due_at, id limit 1"
        ))
        .bind(mailbox.0)
        .bind(now.timestamp())
        .fetch_optional(self.connection().await?)
        .await?;
        row.as_ref().map(read_mail).transpose()
    }

    /// The mailboxes that send and have mails to send, to look for, or to file at this instant.
    pub async fn busy_mailboxes(&mut self, now: DateTime<Utc>) -> Result<Vec<MailboxId>> {
        let rows = sqlx::query(sql!(
            "select id from mailbox where removed_at is null ",
            "and member_id in (select id from member where removed_at is null) and ((state in ('ready', 'paused') and exists ",
            "(select 1 from mail where mailbox_id = mailbox.id and state = 'waiting' and due_at <= $1)) ",
            "or exists (select 1 from mail where mailbox_id = mailbox.id and state in ('claimed', 'handed', 'parked') ",
            "and look_at <= $1) ",
            "or exists (select 1 from mail where mailbox_id = mailbox.id and copy_owed = 1 and state in ",
            "('sent', 'answered', 'bounced'))) order by id"
        ))
        .bind(now.timestamp())
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(|row| Ok(MailboxId(row.int("id")?))).collect()
    }

    /// When the sender has something to do next.
    pub async fn next_mail_at(&mut self) -> Result<Option<DateTime<Utc>>> {
        let row = sqlx::query(sql!(
            "select min(at) as at from (select min(due_at) as at from mail where state = 'waiting' and mailbox_id in ",
            "(select id from mailbox where removed_at is null and state in ('ready', 'paused') ",
            "and member_id in (select id from member where removed_at is null)) ",
            "union all select min(look_at) as at from mail where ",
            open!("parked"),
            ") as times"
        ))
        .fetch_one(self.connection().await?)
        .await?;
        row.maybe_instant("at")
    }

    /// The bytes of a mail that was claimed before.
    pub async fn frozen(&mut self, id: MailId) -> Result<Option<Frozen>> {
        let row = sqlx::query(sql!(
            "select message_id, raw from mail where id = $1 and message_id is not null and raw is not null"
        ))
        .bind(id.0)
        .fetch_optional(self.connection().await?)
        .await?;
        row.map(|row| {
            let raw = sqlx::Row::try_get(&row, "raw")?;
            Ok(Frozen { message_id: row.text("message_id")?, raw })
        })
        .transpose()
    }

    /// Claims a mail that the gate has cleared: from here on its bytes stay the same.
    pub async fn claim_mail(
        &mut self,
        cleared: Cleared,
        frozen: &Frozen,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        let done = sqlx::query(sql!(
            "update mail set state = 'claimed', message_id = $2, raw = $3, attempts = attempts + 1, ",
            "claimed_at = coalesce(claimed_at, $4) where id = $1 and state = 'waiting'"
        ))
        .bind(cleared.mail().0)
        .bind(&frozen.message_id)
        .bind(frozen.raw.clone())
        .bind(now.timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Writes down that a mail is being handed over: committed before the first byte of its body. `false`: it was taken
    /// back since it was claimed.
    pub(crate) async fn hand_mail(&mut self, id: MailId, now: DateTime<Utc>) -> Result<bool> {
        let done = sqlx::query(sql!(
            "update mail set state = 'handed', handed_at = coalesce(handed_at, $2) where id = $1 and state = 'claimed'"
        ))
        .bind(id.0)
        .bind(now.timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Sets what became of a mail, if it is in one of the states that lead there; says whether it was.
    pub(crate) async fn settle_mail(
        &mut self,
        mail: &Mail,
        state: MailState,
        answer: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        let done = sqlx::query(sql!(
            "update mail set state = $2, answer = coalesce($3, answer), settled_at = $4, look_at = null, ",
            "raw = case when $2 in ('sent', 'parked') then raw else null end ",
            "where id = $1 and state in ('claimed', 'handed', 'parked', 'sent')"
        ))
        .bind(mail.id.0)
        .bind(state.code())
        .bind(answer)
        .bind(now.timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// A mail that the server has not, for certain, waits for another try.
    pub(crate) async fn retry_mail(
        &mut self,
        id: MailId,
        due_at: DateTime<Utc>,
        answer: Option<&str>,
    ) -> Result<bool> {
        let done = sqlx::query(sql!(
            "update mail set state = 'waiting', due_at = $2, answer = coalesce($3, answer), handed_at = null, ",
            "look_at = null where id = $1 and state in ('claimed', 'handed', 'parked')"
        ))
        .bind(id.0)
        .bind(due_at.timestamp())
        .bind(answer)
        .execute(self.connection().await?)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Puts a mail off before it was claimed.
    pub(crate) async fn put_mail_off(&mut self, id: MailId, until: DateTime<Utc>) -> Result<()> {
        sqlx::query(sql!("update mail set due_at = $2 where id = $1 and state = 'waiting'"))
            .bind(id.0)
            .bind(until.timestamp())
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// A mail that the gate refused.
    pub(crate) async fn refuse_mail(&mut self, id: MailId, why: &str, now: DateTime<Utc>) -> Result<()> {
        sqlx::query(sql!(
            "update mail set state = 'refused', why = $2, settled_at = $3, raw = null where id = $1 and state = 'waiting'"
        ))
        .bind(id.0)
        .bind(why)
        .bind(now.timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// After a process has died: what it had claimed waits again, with the same bytes; what it was handing over is
    /// parked. Answers how many of each.
    pub async fn recover_mails(&mut self, now: DateTime<Utc>) -> Result<[u64; 2]> {
        let claimed =
            sqlx::query(sql!("update mail set state = 'waiting' where ", open!("claimed"), " and $1 > 0"))
                .bind(now.timestamp())
                .execute(self.connection().await?)
                .await?;
        let handed = sqlx::query(sql!(
            "update mail set state = 'parked', look_at = $1, looks = 0 where ",
            open!("handed")
        ))
        .bind(now.timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok([claimed.rows_affected(), handed.rows_affected()])
    }

    /// The parked mails of a mailbox that are to be looked for.
    pub(crate) async fn parked_mails(&mut self, mailbox: MailboxId, now: DateTime<Utc>) -> Result<Vec<Mail>> {
        let rows = sqlx::query(sql!(
            "select ",
            columns!(),
            " from mail where mailbox_id = $1 and ",
            open!("parked"),
            " and look_at <= $2 order by id"
        ))
        .bind(mailbox.0)
        .bind(now.timestamp())
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(read_mail).collect()
    }

    /// Parks a mail, or looks for it again later; `None`: only a person knows.
    pub(crate) async fn look_for_mail(
        &mut self,
        id: MailId,
        looks: u32,
        at: Option<DateTime<Utc>>,
    ) -> Result<()> {
        sqlx::query(sql!(
            "update mail set state = 'parked', looks = $2, look_at = $3 where id = $1 and state in ('handed', 'parked')"
        ))
        .bind(id.0)
        .bind(i64::from(looks))
        .bind(at.map(|at| at.timestamp()))
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// The mails of a mailbox of which a copy is to be put among what was sent.
    pub async fn owed_copies(&mut self, mailbox: MailboxId) -> Result<Vec<(MailId, Frozen)>> {
        let rows = sqlx::query(sql!(
            "select id, message_id, raw from mail where mailbox_id = $1 and copy_owed = 1 and raw is not null ",
            "and state in ('sent', 'answered', 'bounced') order by id limit 20"
        ))
        .bind(mailbox.0)
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter()
            .map(|row| {
                let frozen =
                    Frozen { message_id: row.text("message_id")?, raw: sqlx::Row::try_get(row, "raw")? };
                Ok((MailId(row.int("id")?), frozen))
            })
            .collect()
    }

    /// Whether a copy is owed; where none is, the bytes go.
    pub async fn set_copy_owed(&mut self, id: MailId, owed: bool) -> Result<()> {
        sqlx::query(sql!(
            "update mail set copy_owed = $2, raw = case when $2 = cast(1 as bigint) then raw else null end where id = $1"
        ))
        .bind(id.0)
        .bind(i64::from(owed))
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// Writes down what was heard of a mail's address, or of its sender.
    pub(crate) async fn set_verdict(
        &mut self,
        id: MailId,
        verdict: &'static str,
        now: DateTime<Utc>,
    ) -> Result<()> {
        sqlx::query(sql!("update mail set verdict = $2, verdict_at = $3 where id = $1"))
            .bind(id.0)
            .bind(verdict)
            .bind(now.timestamp())
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// What became of the last mails of a mailbox since an instant, the oldest first; also of those that it sent before it
    /// was connected again.
    pub(crate) async fn mail_history(
        &mut self,
        mailbox: MailboxId,
        since: DateTime<Utc>,
    ) -> Result<Vec<(DateTime<Utc>, Outcome)>> {
        const LAST: i64 = 200;
        let rows = sqlx::query(sql!(
            "select mail.handed_at, mail.verdict, mail.verdict_at from (select before.id from mailbox before ",
            "join mailbox this on before.team_id = this.team_id and before.address_key = this.address_key ",
            "where this.id = $1) as box cross join mail where mail.mailbox_id = box.id and mail.handed_at is not null ",
            "and (mail.handed_at >= $2 or mail.verdict_at >= $2) order by mail.handed_at desc, mail.id desc limit $3"
        ))
        .bind(mailbox.0)
        .bind(since.timestamp())
        .bind(LAST)
        .fetch_all(self.connection().await?)
        .await?;
        let mut history = Vec::new();
        for row in rows.iter().rev() {
            let heard = row.maybe_instant("verdict_at")?.filter(|at| *at >= since);
            let outcome = match (row.maybe_text("verdict")?.as_deref(), heard) {
                (Some("hard"), Some(_)) => Outcome::HardBounce,
                (Some("complaint"), Some(_)) => Outcome::Complaint,
                (Some("policy"), Some(_)) => Outcome::Policy,
                _ => Outcome::Taken,
            };
            history.push((heard.unwrap_or(row.instant("handed_at")?), outcome));
        }
        Ok(history)
    }

    /// Deletes drafts that nobody went on with.
    pub(crate) async fn sweep_drafts(&mut self, now: DateTime<Utc>) -> Result<()> {
        const KEPT: TimeDelta = TimeDelta::days(14);
        sqlx::query(sql!("delete from mail where state = 'draft' and made_at < $1"))
            .bind((now - KEPT).timestamp())
            .execute(self.connection().await?)
            .await?;
        // One that was stopped may be planned again, but not for ever.
        sqlx::query(sql!("update mail set state = 'withdrawn' where state = 'refused' and settled_at < $1"))
            .bind((now - KEPT).timestamp())
            .execute(self.connection().await?)
            .await?;
        self.sweep_mail_files().await
    }
}
