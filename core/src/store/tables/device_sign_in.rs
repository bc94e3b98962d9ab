//! Sign-ins by a code that is entered elsewhere (RFC 8628), on disk: a process that dies while somebody enters the code
//! goes on asking when it is started again. A member signs in once at a time.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::any::AnyRow;

use crate::email::Email;
use crate::mail::mailbox::Sealed;
use crate::store::row::{Columns, unreadable};
use crate::store::{Result, Tx, sql};
use crate::team::Member;
use crate::vocabulary::{DeviceSignInId, MemberId};

/// A sign-in that is under way.
#[derive(Debug, Clone)]
pub struct DeviceSignIn {
    /// The row.
    pub id: DeviceSignInId,
    /// Who signs in.
    pub member: Member,
    /// How far it has come.
    pub stage: SignInStage,
    /// How long is waited between two questions to the login server.
    pub pause: TimeDelta,
    /// When the login server is asked next (UTC).
    pub ask_at: DateTime<Utc>,
    /// Until when it works (UTC).
    pub expires_at: DateTime<Utc>,
}

/// How far a sign-in has come. Its secrets are sealed for its member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignInStage {
    /// There is no code yet.
    Asked,
    /// The code is shown; the device code is asked about.
    Shown(Sealed),
    /// Somebody has signed in: the refresh token, the address for which it is, and the name to sign in with.
    Granted(Sealed, Email, String),
}

/// How long a code is waited for, and how long a mailbox is tried once somebody has signed in.
const FETCHED_WITHIN: TimeDelta = TimeDelta::minutes(15);
const TRIED_WITHIN: TimeDelta = TimeDelta::minutes(15);

impl Tx {
    /// Begins a sign-in. Answers it, and the former one of the member, which it replaces.
    pub async fn begin_device_sign_in(
        &mut self,
        member: &Member,
        now: DateTime<Utc>,
    ) -> Result<(DeviceSignInId, Option<DeviceSignInId>)> {
        let former = self.end_device_sign_in_of(member.id).await?;
        let row = sqlx::query(sql!(
            "insert into device_sign_in (member_id, pause, ask_at, expires_at) values ($1, 0, $2, $3) returning id"
        ))
        .bind(member.id.0)
        .bind(now.timestamp())
        .bind((now + FETCHED_WITHIN).timestamp())
        .fetch_one(self.connection().await?)
        .await?;
        Ok((DeviceSignInId(row.int("id")?), former))
    }

    /// The sign-ins that are under way, each with the time (UTC) at which there is something to do. A time that is further
    /// off than the pause was set by a clock that has been set back since: it is now.
    pub async fn device_sign_ins(
        &mut self,
        now: DateTime<Utc>,
    ) -> Result<Vec<(DeviceSignInId, DateTime<Utc>)>> {
        let rows = sqlx::query(sql!("select id, ask_at, pause, expires_at from device_sign_in order by id"))
            .fetch_all(self.connection().await?)
            .await?;
        let due = |row: &AnyRow| {
            let at = row.instant("ask_at")?.min(row.instant("expires_at")?);
            Ok((DeviceSignInId(row.int("id")?), if at > now + pause(row)? { now } else { at }))
        };
        rows.iter().map(due).collect()
    }

    /// A sign-in. `None`: it is no more, or its member has left.
    pub async fn device_sign_in(&mut self, id: DeviceSignInId) -> Result<Option<DeviceSignIn>> {
        let row = sqlx::query(sql!(
            "select s.*, m.telegram_id from device_sign_in s join member m on m.id = s.member_id ",
            "where s.id = $1 and m.removed_at is null"
        ))
        .bind(id.0)
        .fetch_optional(self.connection().await?)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let member = self.member_by_telegram(row.int("telegram_id")?).await?;
        let whose = row.int("member_id")?;
        let member = member.filter(|member| member.id.0 == whose);
        member.map(|member| read(&row, member)).transpose()
    }

    /// The code was fetched; `false`: the sign-in is no more.
    pub async fn show_device_code(
        &mut self,
        id: DeviceSignInId,
        code: &Sealed,
        pause: TimeDelta,
        expires_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        let done = sqlx::query(sql!(
            "update device_sign_in set key_id = $2, sealed = $3, pause = $4, ask_at = $5, expires_at = $6 where id = $1"
        ))
        .bind(id.0)
        .bind(&code.key)
        .bind(&code.text)
        .bind(pause.num_seconds())
        .bind((now + pause).timestamp())
        .bind(expires_at.timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// The login server is asked again after a pause.
    pub async fn put_off_device_sign_in(
        &mut self,
        id: DeviceSignInId,
        pause: TimeDelta,
        now: DateTime<Utc>,
    ) -> Result<()> {
        sqlx::query(sql!("update device_sign_in set pause = $2, ask_at = $3 where id = $1"))
            .bind(id.0)
            .bind(pause.num_seconds())
            .bind((now + pause).timestamp())
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// Somebody has signed in, and the mailbox has its time to be tried; `false`: the sign-in is no more.
    pub async fn grant_device_sign_in(
        &mut self,
        id: DeviceSignInId,
        refresh: &Sealed,
        address: &Email,
        login: &str,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        let done = sqlx::query(sql!(
            "update device_sign_in set key_id = $2, sealed = $3, address = $4, login = $5, ask_at = $6, expires_at = $7 ",
            "where id = $1"
        ))
        .bind(id.0)
        .bind(&refresh.key)
        .bind(&refresh.text)
        .bind(address.as_str())
        .bind(login)
        .bind(now.timestamp())
        .bind((now + TRIED_WITHIN).timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Ends a sign-in; its secrets go at once. `false`: it is no more.
    pub async fn end_device_sign_in(&mut self, id: DeviceSignInId) -> Result<bool> {
        let done = sqlx::query(sql!("delete from device_sign_in where id = $1"))
            .bind(id.0)
            .execute(self.connection().await?)
            .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Ends the sign-in of a member, if there is one; answers which.
    pub async fn end_device_sign_in_of(&mut self, member: MemberId) -> Result<Option<DeviceSignInId>> {
        let row = sqlx::query(sql!("delete from device_sign_in where member_id = $1 returning id"))
            .bind(member.0)
            .fetch_optional(self.connection().await?)
            .await?;
        row.map(|row| row.int("id").map(DeviceSignInId)).transpose()
    }
}

fn pause(row: &AnyRow) -> Result<TimeDelta> {
    let pause = row.int("pause")?;
    TimeDelta::try_seconds(pause).ok_or_else(|| unreadable("device_sign_in.pause", pause))
}

fn read(row: &AnyRow, member: Member) -> Result<DeviceSignIn> {
    let sealed = row.maybe_text("key_id")?.zip(row.maybe_text("sealed")?);
    let sealed = sealed.map(|(key, text)| Sealed { key, text });
    let address = row.maybe_read("address", |text| Email::parse(text).ok())?;
    let stage = match (sealed, address) {
        (None, _) => SignInStage::Asked,
        (Some(sealed), None) => SignInStage::Shown(sealed),
        (Some(sealed), Some(address)) => {
            let login = row.maybe_text("login")?.unwrap_or_else(|| address.as_str().to_owned());
            SignInStage::Granted(sealed, address, login)
        }
    };
    Ok(DeviceSignIn {
        id: DeviceSignInId(row.int("id")?),
        member,
        stage,
        pause: pause(row)?,
        ask_at: row.instant("ask_at")?,
        expires_at: row.instant("expires_at")?,
    })
}
