//! A mail as its row, and what a person does with it before it leaves.

use chrono::{DateTime, Utc};
use sqlx::any::AnyRow;

use crate::contact::Contact;
use crate::email::Email;
use crate::mail::outgoing::{Answered, Mail, Written};
use crate::mail::pace::Haste;
use crate::store::row::Columns;
use crate::store::{Result, Tx, code, sql};
use crate::team::Member;
use crate::vocabulary::{
    ChangeId, ContactId, Frame, MailId, MailLang, MailState, MailboxId, MemberId, TeamId,
};

/// A mail that begins as a draft.
#[derive(Debug, Clone)]
pub(crate) struct NewMail<'a> {
    pub(crate) contact: &'a Contact,
    pub(crate) to: &'a Email,
    pub(crate) text: &'a Written,
    pub(crate) haste: Haste,
}

/// A mail's name and its bytes, the same at every try. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Frozen {
    /// Its name, in angle brackets.
    pub message_id: String,
    /// Its bytes.
    pub raw: Vec<u8>,
}

impl std::fmt::Debug for Frozen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Frozen")
    }
}

/// The columns of [`read_mail`]: all but the bytes.
macro_rules! columns {
    () => {
        "id, team_id, contact_id, member_id, mailbox_id, recipient, template, frame, lang, subject, body, \
         in_reply_to, thread, state, haste, due_at, attempts, token, message_id, claimed_at, handed_at, answer, \
         looks, look_at, shown_in, change_id"
    };
}
pub(super) use columns;

/// Of the mails that are under way, those of a state. SQLite finds their index only where all of its states are named.
macro_rules! open {
    ($state:literal) => {
        concat!("state in ('claimed', 'handed', 'parked') and state = '", $state, "'")
    };
}
pub(super) use open;

impl Tx {
    /// Writes a draft.
    pub(crate) async fn insert_mail(
        &mut self,
        by: &Member,
        new: NewMail<'_>,
        now: DateTime<Utc>,
    ) -> Result<Mail> {
        let NewMail { contact, to, text, haste } = new;
        let Written { template, frame, lang, subject, body, answers } = text;
        let row = sqlx::query(sql!(
            "insert into mail (team_id, contact_id, member_id, recipient, recipient_key, company_domain, template, ",
            "frame, lang, subject, body, in_reply_to, thread, state, haste, made_at, token) ",
            "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'draft', $14, $15, $16) returning ",
            columns!()
        ))
        .bind(contact.team.0)
        .bind(contact.id.0)
        .bind(by.id.0)
        .bind(to.as_str())
        .bind(to.key())
        .bind(to.company_domain())
        .bind(template.as_deref())
        .bind(frame.code())
        .bind(lang.code())
        .bind(subject)
        .bind(body)
        .bind(answers.as_ref().map(|answers| answers.in_reply_to.clone()))
        .bind(answers.as_ref().map(|answers| answers.before.join("\n")).unwrap_or_default())
        .bind(haste.code())
        .bind(now.timestamp())
        .bind(code(24))
        .fetch_one(self.connection().await?)
        .await?;
        read_mail(&row)
    }

    /// A mail of the team by its key.
    pub async fn mail(&mut self, team: TeamId, number: i64) -> Result<Option<Mail>> {
        let row = sqlx::query(sql!("select ", columns!(), " from mail where id = $1 and team_id = $2"))
            .bind(number)
            .bind(team.0)
            .fetch_optional(self.connection().await?)
            .await?;
        row.as_ref().map(read_mail).transpose()
    }

    /// Writes another subject and text into a mail that has not left.
    pub(crate) async fn rewrite_mail(&mut self, id: MailId, subject: &str, body: &str) -> Result<bool> {
        let done = sqlx::query(sql!(
            "update mail set subject = $2, body = $3, state = 'draft', due_at = null ",
            "where id = $1 and state in ('draft', 'waiting') and message_id is null"
        ))
        .bind(id.0)
        .bind(subject)
        .bind(body)
        .execute(self.connection().await?)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Plans a mail that is a draft, or plans it anew; says whether it could.
    pub(crate) async fn plan_mail(
        &mut self,
        mail: &Mail,
        mailbox: MailboxId,
        haste: Haste,
        due_at: DateTime<Utc>,
    ) -> Result<bool> {
        let done = sqlx::query(sql!(
            "update mail set state = 'waiting', mailbox_id = $2, haste = $3, due_at = $4, why = null ",
            "where id = $1 and state in ('draft', 'waiting', 'refused')"
        ))
        .bind(mail.id.0)
        .bind(mailbox.0)
        .bind(haste.code())
        .bind(due_at.timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Says which message of the writer's chat tells of a mail.
    pub async fn set_mail_shown(&mut self, id: MailId, message: i64) -> Result<()> {
        sqlx::query(sql!("update mail set shown_in = $2 where id = $1"))
            .bind(id.0)
            .bind(message)
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// Says by which change a mail was planned.
    pub(crate) async fn set_mail_change(&mut self, id: MailId, change: ChangeId) -> Result<()> {
        sqlx::query(sql!("update mail set change_id = $2 where id = $1"))
            .bind(id.0)
            .bind(change.0)
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// Takes a mail back before it leaves; says whether it was in time.
    pub(crate) async fn withdraw_mail(&mut self, id: MailId, now: DateTime<Utc>) -> Result<bool> {
        let done = sqlx::query(sql!(
            "update mail set state = 'withdrawn', raw = null, settled_at = $2 ",
            "where id = $1 and state in ('draft', 'waiting', 'claimed', 'refused')"
        ))
        .bind(id.0)
        .bind(now.timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Takes back all mails to a contact that have not left, with the rule that stops them; says how many.
    pub(crate) async fn stop_mails(
        &mut self,
        contact: ContactId,
        why: &str,
        now: DateTime<Utc>,
    ) -> Result<u64> {
        let done = sqlx::query(sql!(
            "update mail set state = 'refused', why = $2, raw = null, settled_at = $3 ",
            "where contact_id = $1 and state in ('waiting', 'claimed')"
        ))
        .bind(contact.0)
        .bind(why)
        .bind(now.timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(done.rows_affected())
    }

    /// The drafts that a member began for a contact go when a new one begins.
    pub(crate) async fn drop_drafts(&mut self, by: &Member, contact: ContactId) -> Result<()> {
        sqlx::query(sql!("delete from mail where contact_id = $1 and member_id = $2 and state = 'draft'"))
            .bind(contact.0)
            .bind(by.id.0)
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }
}

pub(super) fn read_mail(row: &AnyRow) -> Result<Mail> {
    let answers = row.maybe_text("in_reply_to")?;
    let before = row.text("thread")?;
    Ok(Mail {
        id: MailId(row.int("id")?),
        team: TeamId(row.int("team_id")?),
        contact: ContactId(row.int("contact_id")?),
        by: MemberId(row.int("member_id")?),
        mailbox: row.maybe_int("mailbox_id")?.map(MailboxId),
        to: row.read("recipient", |text| Email::parse(text).ok())?,
        text: Written {
            template: row.maybe_text("template")?,
            frame: row.read("frame", Frame::parse)?,
            lang: row.read("lang", MailLang::parse)?,
            subject: row.text("subject")?,
            body: row.text("body")?,
            answers: answers.map(|in_reply_to| Answered {
                in_reply_to,
                before: before.lines().map(str::to_owned).collect(),
            }),
        },
        state: row.read("state", MailState::parse)?,
        haste: row.read("haste", Haste::parse)?,
        due_at: row.maybe_instant("due_at")?,
        attempts: u32::try_from(row.int("attempts")?).unwrap_or(u32::MAX),
        token: row.text("token")?,
        message_id: row.maybe_text("message_id")?,
        claimed_at: row.maybe_instant("claimed_at")?,
        handed_at: row.maybe_instant("handed_at")?,
        answer: row.maybe_text("answer")?,
        looks: u32::try_from(row.int("looks")?).unwrap_or(u32::MAX),
        look_at: row.maybe_instant("look_at")?,
        shown_in: row.maybe_int("shown_in")?,
        change: row.maybe_int("change_id")?.map(ChangeId),
    })
}
