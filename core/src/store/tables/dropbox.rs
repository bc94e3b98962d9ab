//! The dropbox on disk: one at most, how far it was read, whose each address of it is.

use chrono::{DateTime, Utc};
use rand::RngExt as _;
use sqlx::any::AnyRow;

use super::FolderMark;
use crate::email::Email;
use crate::mail::dropbox::Dropbox;
use crate::mail::mailbox::{Sealed, Server};
use crate::store::row::{Columns, unreadable};
use crate::store::{Result, Tx, hash, sql};
use crate::team::Member;
use crate::vocabulary::Security;

/// So many letters has a token: 69 bits, which nobody guesses.
const TOKEN: usize = 14;

/// Letters that are not mixed up, and stay what they are in any case.
const LETTERS: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";

impl Tx {
    /// The dropbox, if there is one.
    pub async fn dropbox(&mut self) -> Result<Option<Dropbox>> {
        let row = sqlx::query(sql!("select * from dropbox")).fetch_optional(self.connection().await?).await?;
        row.as_ref().map(read_dropbox).transpose()
    }

    /// Sets the dropbox. One of the same address is read on from where it was.
    pub async fn set_dropbox(&mut self, dropbox: &Dropbox) -> Result<()> {
        let before = self.dropbox().await?;
        if before.is_none_or(|before| before.address.key() != dropbox.address.key()) {
            self.remove_dropbox().await?;
        }
        let Dropbox { address, imap, login, sealed, refused, set_at } = dropbox;
        sqlx::query(sql!(
            "insert into dropbox (id, address, imap_host, imap_port, imap_security, login, key_id, sealed, refused, ",
            "set_at) values (1, $1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (id) do update set ",
            "address = excluded.address, imap_host = excluded.imap_host, imap_port = excluded.imap_port, ",
            "imap_security = excluded.imap_security, login = excluded.login, key_id = excluded.key_id, ",
            "sealed = excluded.sealed, refused = excluded.refused, set_at = excluded.set_at"
        ))
        .bind(address.as_str())
        .bind(&imap.host)
        .bind(i64::from(imap.port))
        .bind(imap.security.code())
        .bind(login)
        .bind(&sealed.key)
        .bind(&sealed.text)
        .bind(refused.as_deref())
        .bind(set_at.timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// Takes the dropbox away, with its secret; says whether there was one. The members' tokens stay, and what was
    /// read is remembered.
    pub async fn remove_dropbox(&mut self) -> Result<bool> {
        sqlx::query(sql!("delete from dropbox_folder")).execute(self.connection().await?).await?;
        let done = sqlx::query(sql!("delete from dropbox")).execute(self.connection().await?).await?;
        Ok(done.rows_affected() > 0)
    }

    /// Its server lets us in no more; says whether that is news. One that was set anew meanwhile is another one.
    pub async fn refuse_dropbox(&mut self, dropbox: &Dropbox, why: &str) -> Result<bool> {
        let done = sqlx::query(sql!(
            "update dropbox set refused = $1 where refused is null and set_at = $2 and sealed = $3"
        ))
        .bind(why)
        .bind(dropbox.set_at.timestamp())
        .bind(&dropbox.sealed.text)
        .execute(self.connection().await?)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// How far a folder of the dropbox was read; `None`: never.
    pub async fn dropbox_mark(&mut self, name: &str) -> Result<Option<FolderMark>> {
        let row = sqlx::query(sql!("select uid_validity, uid_next from dropbox_folder where name = $1"))
            .bind(name)
            .fetch_optional(self.connection().await?)
            .await?;
        row.as_ref().map(FolderMark::read).transpose()
    }

    /// Says how far a folder of the dropbox was read.
    pub async fn set_dropbox_mark(&mut self, name: &str, mark: FolderMark) -> Result<()> {
        sqlx::query(sql!(
            "insert into dropbox_folder (name, uid_validity, uid_next) values ($1, $2, $3) ",
            "on conflict (name) do update set uid_validity = excluded.uid_validity, uid_next = excluded.uid_next"
        ))
        .bind(name)
        .bind(i64::from(mark.uid_validity))
        .bind(i64::from(mark.uid_next))
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// Marks a mail to a token as read; `false`: it was read before. Only a hash is kept.
    pub(crate) async fn mark_dropped(&mut self, token: &str, name: &str, now: DateTime<Utc>) -> Result<bool> {
        let done = sqlx::query(sql!(
            "insert into dropbox_seen (id_hash, at) values ($1, $2) on conflict (id_hash) do nothing"
        ))
        .bind(hash(&format!("{token}\n{name}")))
        .bind(now.timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Whether somebody has or had this token.
    pub(crate) async fn is_dropbox_token(&mut self, token: &str) -> Result<bool> {
        let row = sqlx::query(sql!("select member_id from dropbox_token where token = $1"))
            .bind(token)
            .fetch_optional(self.connection().await?)
            .await?;
        Ok(row.is_some())
    }

    /// Whose token this is, as long as it holds and they are in their team.
    pub(crate) async fn member_of_token(&mut self, token: &str) -> Result<Option<Member>> {
        let row = sqlx::query(sql!(
            "select m.id, m.telegram_id from dropbox_token t join member m on m.id = t.member_id ",
            "where t.token = $1 and t.revoked_at is null and m.removed_at is null"
        ))
        .bind(token)
        .fetch_optional(self.connection().await?)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let id = row.int("id")?;
        let member = self.member_by_telegram(row.int("telegram_id")?).await?;
        Ok(member.filter(|member| member.id.0 == id))
    }

    /// The token of a member, made where they have none.
    pub(crate) async fn token_of(&mut self, member: &Member, now: DateTime<Utc>) -> Result<String> {
        let row =
            sqlx::query(sql!("select token from dropbox_token where member_id = $1 and revoked_at is null"))
                .bind(member.id.0)
                .fetch_optional(self.connection().await?)
                .await?;
        if let Some(row) = row {
            return row.text("token");
        }
        let token = new_token();
        sqlx::query(sql!("insert into dropbox_token (token, member_id, made_at) values ($1, $2, $3)"))
            .bind(&token)
            .bind(member.id.0)
            .bind(now.timestamp())
            .execute(self.connection().await?)
            .await?;
        Ok(token)
    }

    /// The token of a member works no more.
    pub(crate) async fn revoke_token(&mut self, member: &Member, now: DateTime<Utc>) -> Result<()> {
        sqlx::query(sql!(
            "update dropbox_token set revoked_at = $2 where member_id = $1 and revoked_at is null"
        ))
        .bind(member.id.0)
        .bind(now.timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }
}

fn new_token() -> String {
    let mut rng = rand::rng();
    (0..TOKEN)
        .filter_map(|_| LETTERS.get(rng.random_range(0..LETTERS.len())))
        .map(|letter| char::from(*letter))
        .collect()
}

fn read_dropbox(row: &AnyRow) -> Result<Dropbox> {
    let port = row.int("imap_port")?;
    Ok(Dropbox {
        address: row.read("address", |text| Email::parse(text).ok())?,
        imap: Server {
            host: row.text("imap_host")?,
            port: u16::try_from(port).map_err(|_| unreadable("imap_port", port))?,
            security: row.read("imap_security", Security::parse)?,
        },
        login: row.text("login")?,
        sealed: Sealed { key: row.text("key_id")?, text: row.text("sealed")? },
        refused: row.maybe_text("refused")?,
        set_at: row.instant("set_at")?,
    })
}
