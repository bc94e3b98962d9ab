//! Mails that came in: which were read, and what was made of them.

use chrono::{DateTime, Utc};
use sqlx::any::AnyRow;

use super::known::LIVE;
use super::row::{columns, read_mail};
use crate::email::Email;
use crate::mail::incoming::Incoming;
use crate::mail::outgoing::Mail;
use crate::mail::reading::Class;
use crate::store::row::{Columns, day};
use crate::store::{Result, StoreError, Tx, hash, sql};
use crate::vocabulary::{ChangeId, ContactId, MailId, MailState, MailboxId, TeamId};

/// How far a folder of a mailbox was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FolderMark {
    /// As long as this stays, a number names the same mail.
    pub uid_validity: u32,
    /// The number that comes next.
    pub uid_next: u32,
}

impl FolderMark {
    /// Out of a row of folders.
    pub(in crate::store::tables) fn read(row: &AnyRow) -> Result<FolderMark> {
        let number = |column| Ok::<u32, StoreError>(u32::try_from(row.int(column)?).unwrap_or(u32::MAX));
        Ok(FolderMark { uid_validity: number("uid_validity")?, uid_next: number("uid_next")? })
    }
}

impl Tx {
    /// How far a folder was read; `None`: never.
    pub async fn folder_mark(&mut self, mailbox: MailboxId, name: &str) -> Result<Option<FolderMark>> {
        let row = sqlx::query(sql!(
            "select uid_validity, uid_next from mail_folder where mailbox_id = $1 and name = $2"
        ))
        .bind(mailbox.0)
        .bind(name)
        .fetch_optional(self.connection().await?)
        .await?;
        row.as_ref().map(FolderMark::read).transpose()
    }

    /// Says how far a folder was read.
    pub async fn set_folder_mark(&mut self, mailbox: MailboxId, name: &str, mark: FolderMark) -> Result<()> {
        sqlx::query(sql!(
            "insert into mail_folder (mailbox_id, name, uid_validity, uid_next) values ($1, $2, $3, $4) ",
            "on conflict (mailbox_id, name) do update set uid_validity = excluded.uid_validity, ",
            "uid_next = excluded.uid_next"
        ))
        .bind(mailbox.0)
        .bind(name)
        .bind(i64::from(mark.uid_validity))
        .bind(i64::from(mark.uid_next))
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// Marks a mail as read in a team; `false`: it was read before. It is known by its name, else by its bytes; only a
    /// hash is kept.
    pub(crate) async fn mark_seen(&mut self, team: TeamId, name: &str, now: DateTime<Utc>) -> Result<bool> {
        let done = sqlx::query(sql!(
            "insert into mail_seen (team_id, id_hash, at) values ($1, $2, $3) on conflict (team_id, id_hash) do nothing"
        ))
        .bind(team.0)
        .bind(hash(&format!("{}\n{name}", team.0)))
        .bind(now.timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// The mail of the team that one of these names (in angle brackets) is of; the last that is found counts.
    pub async fn mail_named(&mut self, team: TeamId, names: &[String]) -> Result<Option<Mail>> {
        for name in names.iter().rev() {
            let row =
                sqlx::query(sql!("select ", columns!(), " from mail where message_id = $1 and team_id = $2"))
                    .bind(name)
                    .bind(team.0)
                    .fetch_optional(self.connection().await?)
                    .await?;
            if let Some(row) = row {
                return read_mail(&row).map(Some);
            }
        }
        Ok(None)
    }

    /// The mail of the team by whose token somebody opts out.
    pub async fn mail_of_token(&mut self, token: &str) -> Result<Option<Mail>> {
        let row =
            sqlx::query(sql!("select ", columns!(), " from mail where token = $1 and state <> 'draft'"))
                .bind(token)
                .fetch_optional(self.connection().await?)
                .await?;
        row.as_ref().map(read_mail).transpose()
    }

    /// The last mail of the team to anybody at a company, if it is not long ago.
    pub async fn last_mail_to_company(
        &mut self,
        team: TeamId,
        domain: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<Mail>> {
        let row = sqlx::query(sql!(
            "select ",
            columns!(),
            " from mail where team_id = $1 and company_domain = $2 and handed_at >= $3 ",
            "order by handed_at desc, id desc limit 1"
        ))
        .bind(team.0)
        .bind(domain)
        .bind((now - LIVE).timestamp())
        .fetch_optional(self.connection().await?)
        .await?;
        row.as_ref().map(read_mail).transpose()
    }

    /// The last mail of the team to a contact.
    pub(crate) async fn last_mail_of(&mut self, contact: ContactId) -> Result<Option<Mail>> {
        let row = sqlx::query(sql!(
            "select ",
            columns!(),
            " from mail where contact_id = $1 and handed_at is not null order by id desc limit 1"
        ))
        .bind(contact.0)
        .fetch_optional(self.connection().await?)
        .await?;
        row.as_ref().map(read_mail).transpose()
    }

    /// The addresses that are mailboxes of the team, or were, as they are compared.
    pub(crate) async fn own_addresses(&mut self, team: TeamId) -> Result<Vec<String>> {
        let rows = sqlx::query(sql!("select distinct address_key from mailbox where team_id = $1"))
            .bind(team.0)
            .fetch_all(self.connection().await?)
            .await?;
        rows.iter().map(|row| row.text("address_key")).collect()
    }

    /// Whether this address is a mailbox of the team, or was one.
    pub async fn is_own_address(&mut self, team: TeamId, address: &Email) -> Result<bool> {
        let row =
            sqlx::query(sql!("select count(*) as n from mailbox where team_id = $1 and address_key = $2"))
                .bind(team.0)
                .bind(address.key())
                .fetch_one(self.connection().await?)
                .await?;
        Ok(row.int("n")? > 0)
    }

    /// A mail that waits for another try has gone after all: something names it.
    pub(crate) async fn park_waiting(&mut self, id: MailId) -> Result<()> {
        sqlx::query(sql!(
            "update mail set state = 'parked' where id = $1 and state = 'waiting' and message_id is not null"
        ))
        .bind(id.0)
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// Says whether a mail was answered, or came back.
    pub(crate) async fn set_mail_state(
        &mut self,
        id: MailId,
        from: MailState,
        to: MailState,
    ) -> Result<bool> {
        let done = sqlx::query(sql!("update mail set state = $3 where id = $1 and state = $2"))
            .bind(id.0)
            .bind(from.code())
            .bind(to.code())
            .execute(self.connection().await?)
            .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Writes down what a server or a bounce said of a mail.
    pub(crate) async fn set_mail_answer(&mut self, id: MailId, answer: &str) -> Result<()> {
        sqlx::query(sql!("update mail set answer = $2 where id = $1"))
            .bind(id.0)
            .bind(answer)
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// Puts off what waits for a contact.
    pub(crate) async fn hold_mails(&mut self, contact: ContactId, until: DateTime<Utc>) -> Result<u64> {
        let done = sqlx::query(sql!(
            "update mail set due_at = $2 where contact_id = $1 and state = 'waiting' and due_at < $2"
        ))
        .bind(contact.0)
        .bind(until.timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(done.rows_affected())
    }

    /// Whether a change is an opt-out that came through the dropbox.
    pub(crate) async fn is_passed_opt_out(&mut self, contact: ContactId, change: ChangeId) -> Result<bool> {
        let row = sqlx::query(sql!(
            "select count(*) as n from reading where contact_id = $1 and change_id = $2 and mailbox_id is null ",
            "and class in ('opt_out', 'complaint')"
        ))
        .bind(contact.0)
        .bind(change.0)
        .fetch_one(self.connection().await?)
        .await?;
        Ok(row.int("n")? > 0)
    }

    /// What was new in the last mails of a contact that came in a time.
    pub(crate) async fn read_of(
        &mut self,
        contact: ContactId,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<Vec<String>> {
        let rows = sqlx::query(sql!(
            "select body from reading where contact_id = $1 and at >= $2 and at <= $3 order by id desc limit 50"
        ))
        .bind(contact.0)
        .bind(from.timestamp())
        .bind(until.timestamp())
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(|row| row.text("body")).collect()
    }

    /// Writes down what was made of a mail; answers its number.
    pub(crate) async fn insert_reading(&mut self, incoming: &Incoming) -> Result<i64> {
        let Incoming {
            number: _,
            team,
            mailbox,
            contact,
            mail,
            class,
            message_id,
            thread,
            sender,
            sender_name,
            subject,
            text,
            away_until,
            at,
            change,
        } = incoming;
        let row = sqlx::query(sql!(
            "insert into reading (team_id, mailbox_id, contact_id, mail_id, class, message_id, thread, sender, ",
            "sender_name, subject, body, away_until, at, change_id) ",
            "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) returning id"
        ))
        .bind(team.0)
        .bind(mailbox.map(|mailbox| mailbox.0))
        .bind(contact.0)
        .bind(mail.map(|mail| mail.0))
        .bind(class.code())
        .bind(message_id.as_deref())
        .bind(thread.join("\n"))
        .bind(sender.as_str())
        .bind(sender_name)
        .bind(subject)
        .bind(text)
        .bind(away_until.map(day))
        .bind(at.timestamp())
        .bind(change.map(|change| change.0))
        .fetch_one(self.connection().await?)
        .await?;
        row.int("id")
    }

    /// A mail of the team that came in.
    pub async fn incoming(&mut self, team: TeamId, number: i64) -> Result<Option<Incoming>> {
        let row = sqlx::query(sql!(
            "select * from reading where id = $1 and team_id = $2 and contact_id is not null"
        ))
        .bind(number)
        .bind(team.0)
        .fetch_optional(self.connection().await?)
        .await?;
        row.as_ref().map(read_reading).transpose()
    }

    /// Says by which change a mail that came in is logged now.
    pub(crate) async fn set_reading_change(&mut self, number: i64, change: Option<ChangeId>) -> Result<()> {
        sqlx::query(sql!("update reading set change_id = $2 where id = $1"))
            .bind(number)
            .bind(change.map(|change| change.0))
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }
}

fn read_reading(row: &AnyRow) -> Result<Incoming> {
    Ok(Incoming {
        number: row.int("id")?,
        team: TeamId(row.int("team_id")?),
        mailbox: row.maybe_int("mailbox_id")?.map(MailboxId),
        contact: ContactId(row.int("contact_id")?),
        mail: row.maybe_int("mail_id")?.map(MailId),
        class: row.read("class", Class::parse)?,
        message_id: row.maybe_text("message_id")?,
        thread: row.text("thread")?.lines().map(str::to_owned).collect(),
        sender: row.read("sender", |text| Email::parse(text).ok())?,
        sender_name: row.text("sender_name")?,
        subject: row.text("subject")?,
        text: row.text("body")?,
        away_until: row.maybe_day("away_until")?,
        at: row.instant("at")?,
        change: row.maybe_int("change_id")?.map(ChangeId),
    })
}
