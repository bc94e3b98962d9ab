//! Mailboxes on disk. A member has one at a time; an address is one member's.

use chrono::{DateTime, Utc};
use sqlx::any::AnyRow;

use crate::email::Email;
use crate::mail::gate::MailboxState;
use crate::mail::mailbox::{Account, Mailbox, Sealed, Server};
use crate::mail::pace::PauseWhy;
use crate::store::row::{Columns, unreadable};
use crate::store::{Result, Scope, Tx, sql};
use crate::team::Member;
use crate::vocabulary::{MailAuth, MailboxId, MemberId, Provider, Security, TeamId};

/// Whether a mailbox is the one before, connected again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SameAddress {
    Yes,
    No,
}

impl Tx {
    /// The mailbox of a member.
    pub async fn mailbox_of(&mut self, member: &Member) -> Result<Option<Mailbox>> {
        let row = sqlx::query(sql!(
            "select * from mailbox where member_id = $1 and team_id = $2 and removed_at is null"
        ))
        .bind(member.id.0)
        .bind(member.team.0)
        .fetch_optional(self.connection().await?)
        .await?;
        row.as_ref().map(read_mailbox).transpose()
    }

    /// A mailbox by its key.
    pub(crate) async fn mailbox(&mut self, id: MailboxId) -> Result<Option<Mailbox>> {
        let row = sqlx::query(sql!("select * from mailbox where id = $1 and removed_at is null"))
            .bind(id.0)
            .fetch_optional(self.connection().await?)
            .await?;
        row.as_ref().map(read_mailbox).transpose()
    }

    /// The mailboxes of a team, by address.
    pub async fn mailboxes(&mut self, scope: Scope) -> Result<Vec<Mailbox>> {
        let rows = sqlx::query(sql!(
            "select * from mailbox where team_id = $1 and ($2 = -1 or member_id = $2) and removed_at is null ",
            "order by address_key"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(read_mailbox).collect()
    }

    /// Whether somebody else of the team has this address.
    pub(crate) async fn is_mailbox_of_another(&mut self, member: &Member, address: &Email) -> Result<bool> {
        let row = sqlx::query(sql!(
            "select count(*) as n from mailbox where team_id = $1 and address_key = $2 and member_id <> $3 ",
            "and removed_at is null"
        ))
        .bind(member.team.0)
        .bind(address.key())
        .bind(member.id.0)
        .fetch_one(self.connection().await?)
        .await?;
        Ok(row.int("n")? > 0)
    }

    /// All mailboxes of the book that are connected, by their keys; not those of members who left.
    pub async fn all_mailboxes(&mut self) -> Result<Vec<Mailbox>> {
        let rows = sqlx::query(sql!(
            "select * from mailbox where removed_at is null ",
            "and member_id in (select id from member where removed_at is null) order by id"
        ))
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(read_mailbox).collect()
    }

    /// Writes a mailbox that was connected.
    pub(crate) async fn insert_mailbox(&mut self, mailbox: &Mailbox) -> Result<MailboxId> {
        let Mailbox {
            id: _,
            team,
            member,
            account,
            auth,
            sealed,
            state,
            seed,
            files_sent,
            connected_at,
            resumed_at,
        } = mailbox;
        let Account { address, sender, provider, smtp, imap, login } = account;
        let (state, why, until) = kept(*state);
        let row = sqlx::query(sql!(
            "insert into mailbox (team_id, member_id, address, address_key, sender, provider, ",
            "smtp_host, smtp_port, smtp_security, imap_host, imap_port, imap_security, login, auth, key_id, sealed, seed, ",
            "state, why, paused_until, files_sent, connected_at, resumed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, ",
            "$9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23) returning id"
        ))
        .bind(team.0)
        .bind(member.0)
        .bind(address.as_str())
        .bind(address.key())
        .bind(sender)
        .bind(provider.code())
        .bind(&smtp.host)
        .bind(i64::from(smtp.port))
        .bind(smtp.security.code())
        .bind(imap.as_ref().map(|imap| imap.host.clone()))
        .bind(imap.as_ref().map(|imap| i64::from(imap.port)))
        .bind(imap.as_ref().map(|imap| imap.security.code()))
        .bind(login)
        .bind(auth.code())
        .bind(&sealed.key)
        .bind(&sealed.text)
        .bind(seed.cast_signed())
        .bind(state)
        .bind(why)
        .bind(until)
        .bind(i64::from(*files_sent))
        .bind(connected_at.timestamp())
        .bind(resumed_at.timestamp())
        .fetch_one(self.connection().await?)
        .await?;
        Ok(MailboxId(row.int("id")?))
    }

    /// The secret of a mailbox as it is now: a login server may have given another one since the mailbox was read.
    pub async fn mailbox_secret(&mut self, id: MailboxId) -> Result<Option<Sealed>> {
        let row =
            sqlx::query(sql!("select key_id, sealed from mailbox where id = $1 and removed_at is null"))
                .bind(id.0)
                .fetch_optional(self.connection().await?)
                .await?;
        row.map(|row| Ok(Sealed { key: row.text("key_id")?, text: row.text("sealed")? })).transpose()
    }

    /// Keeps another secret in place of a mailbox's former one, unless somebody else was faster.
    pub async fn renew_mailbox_secret(
        &mut self,
        id: MailboxId,
        former: &Sealed,
        secret: &Sealed,
    ) -> Result<()> {
        sqlx::query(sql!(
            "update mailbox set key_id = $3, sealed = $4 where id = $1 and sealed = $2 and removed_at is null"
        ))
        .bind(id.0)
        .bind(&former.text)
        .bind(&secret.key)
        .bind(&secret.text)
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// Takes a mailbox away. Its secret goes at once.
    pub(crate) async fn remove_mailbox(&mut self, id: MailboxId, now: DateTime<Utc>) -> Result<()> {
        sqlx::query(sql!("update mailbox set removed_at = $2, sealed = '', key_id = '' where id = $1"))
            .bind(id.0)
            .bind(now.timestamp())
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// The mails of one mailbox go from another. Those that were frozen for another address are frozen anew: no server
    /// has them.
    pub(crate) async fn move_mails(
        &mut self,
        from: MailboxId,
        to: MailboxId,
        address: SameAddress,
    ) -> Result<()> {
        let text = match address {
            SameAddress::Yes => sql!(
                // Each by its index: with `or` between them all mails are looked through.
                "update mail set mailbox_id = $2 where id in (",
                "select id from mail where mailbox_id = $1 and copy_owed = 1 ",
                "union select id from mail where mailbox_id = $1 and state = 'waiting' ",
                "union select id from mail where mailbox_id = $1 and state in ('claimed', 'handed', 'parked'))"
            ),
            SameAddress::No => sql!(
                "update mail set mailbox_id = $2, message_id = null, raw = null ",
                "where mailbox_id = $1 and state = 'waiting'"
            ),
        };
        sqlx::query(text).bind(from.0).bind(to.0).execute(self.connection().await?).await?;
        if address == SameAddress::Yes {
            sqlx::query(sql!("update mail_folder set mailbox_id = $2 where mailbox_id = $1"))
                .bind(from.0)
                .bind(to.0)
                .execute(self.connection().await?)
                .await?;
        }
        Ok(())
    }

    /// Says whether a mailbox sends; answers whether that is another state than before.
    pub(crate) async fn set_mailbox_state(&mut self, id: MailboxId, state: MailboxState) -> Result<bool> {
        let (word, why, until) = kept(state);
        let done = sqlx::query(sql!(
            "update mailbox set state = $2, why = $3, paused_until = $4 where id = $1 and removed_at is null ",
            "and (state <> $2 or coalesce(paused_until, 0) <> coalesce($4, 0))"
        ))
        .bind(id.0)
        .bind(word)
        .bind(why)
        .bind(until)
        .execute(self.connection().await?)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// All of a mailbox was read.
    pub(crate) async fn set_mailbox_read(&mut self, id: MailboxId, now: DateTime<Utc>) -> Result<()> {
        sqlx::query(sql!("update mailbox set read_at = $2, silence_told = 0 where id = $1"))
            .bind(id.0)
            .bind(now.timestamp())
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// Says whether a mailbox has not been read since an instant, and nobody has been told yet; from here on they have.
    pub(crate) async fn tell_silence(&mut self, id: MailboxId, since: DateTime<Utc>) -> Result<bool> {
        let done = sqlx::query(sql!(
            "update mailbox set silence_told = 1 where id = $1 and silence_told = 0 and removed_at is null ",
            "and coalesce(read_at, connected_at) <= $2"
        ))
        .bind(id.0)
        .bind(since.timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// How many mailboxes should be read and have not been since an instant.
    pub async fn silent_mailboxes(&mut self, since: DateTime<Utc>) -> Result<u64> {
        let row = sqlx::query(sql!(
            "select count(*) as n from mailbox where removed_at is null and imap_host is not null ",
            "and state <> 'refused' and coalesce(read_at, connected_at) < $1 ",
            "and member_id in (select id from member where removed_at is null)"
        ))
        .bind(since.timestamp())
        .fetch_one(self.connection().await?)
        .await?;
        Ok(u64::try_from(row.int("n")?).unwrap_or_default())
    }

    /// A mailbox sends again; what became of its mails until now stops it no more.
    pub(crate) async fn resume_mailbox(&mut self, id: MailboxId, now: DateTime<Utc>) -> Result<()> {
        sqlx::query(sql!(
            "update mailbox set state = 'ready', why = null, paused_until = null, resumed_at = $2 ",
            "where id = $1 and removed_at is null"
        ))
        .bind(id.0)
        .bind(now.timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }
}

/// A state as it is kept: its word, why, until when.
fn kept(state: MailboxState) -> (&'static str, Option<String>, Option<i64>) {
    match state {
        MailboxState::Ready => ("ready", None, None),
        MailboxState::Refused => ("refused", None, None),
        MailboxState::Held => ("held", None, None),
        MailboxState::Paused(why, until) => {
            ("paused", Some(why.code()), until.map(|until| until.timestamp()))
        }
    }
}

fn read_mailbox(row: &AnyRow) -> Result<Mailbox> {
    let state = match row.text("state")?.as_str() {
        "ready" => MailboxState::Ready,
        "refused" => MailboxState::Refused,
        "held" => MailboxState::Held,
        "paused" => {
            MailboxState::Paused(row.read("why", PauseWhy::parse)?, row.maybe_instant("paused_until")?)
        }
        other => return Err(unreadable("mailbox.state", other)),
    };
    let port = |column| {
        let port = row.int(column)?;
        u16::try_from(port).map_err(|_| unreadable(column, port))
    };
    let imap = match row.maybe_text("imap_host")? {
        Some(host) => Some(Server {
            host,
            port: port("imap_port")?,
            security: row.read("imap_security", Security::parse)?,
        }),
        None => None,
    };
    Ok(Mailbox {
        id: MailboxId(row.int("id")?),
        team: TeamId(row.int("team_id")?),
        member: MemberId(row.int("member_id")?),
        account: Account {
            address: row.read("address", |text| Email::parse(text).ok())?,
            sender: row.text("sender")?,
            provider: row.read("provider", Provider::parse)?,
            smtp: Server {
                host: row.text("smtp_host")?,
                port: port("smtp_port")?,
                security: row.read("smtp_security", Security::parse)?,
            },
            imap,
            login: row.text("login")?,
        },
        auth: row.read("auth", MailAuth::parse)?,
        sealed: Sealed { key: row.text("key_id")?, text: row.text("sealed")? },
        state,
        seed: row.int("seed")?.cast_unsigned(),
        files_sent: row.int("files_sent")? != 0,
        connected_at: row.instant("connected_at")?,
        resumed_at: row.instant("resumed_at")?,
    })
}
