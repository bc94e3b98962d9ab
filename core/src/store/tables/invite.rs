//! The invites by which people join.

use chrono::{DateTime, Utc};
use sqlx::any::AnyRow;

use crate::store::row::Columns;
use crate::store::{Result, Scope, Tx, sql};
use crate::team::{Invite, Member};
use crate::vocabulary::{InviteId, MemberId, Role, TeamId};

impl Tx {
    /// Writes an invite. Only the hash of its code is kept.
    pub(crate) async fn insert_invite(
        &mut self,
        team: Option<TeamId>,
        role: Role,
        code_hash: &str,
        by: Option<MemberId>,
        now: DateTime<Utc>,
        expires_at: Option<DateTime<Utc>>,
    ) -> Result<InviteId> {
        let row = sqlx::query(sql!(
            "insert into invite (team_id, role, code_hash, created_by, created_at, expires_at) ",
            "values ($1, $2, $3, $4, $5, $6) returning id"
        ))
        .bind(team.map(|id| id.0))
        .bind(role.code())
        .bind(code_hash)
        .bind(by.map(|id| id.0))
        .bind(now.timestamp())
        .bind(expires_at.map(|at| at.timestamp()))
        .fetch_one(self.connection().await?)
        .await?;
        Ok(InviteId(row.int("id")?))
    }

    /// The invite that a code opens, if it still does.
    pub(crate) async fn open_invite(
        &mut self,
        code_hash: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<Invite>> {
        let row = sqlx::query(sql!(
            "select * from invite where code_hash = $1 and used_at is null and revoked_at is null ",
            "and (expires_at is null or expires_at > $2)"
        ))
        .bind(code_hash)
        .bind(now.timestamp())
        .fetch_optional(self.connection().await?)
        .await?;
        row.as_ref().map(read_invite).transpose()
    }

    /// The team's invites that are still open, the newest first.
    pub async fn open_invites(&mut self, scope: Scope, now: DateTime<Utc>) -> Result<Vec<Invite>> {
        let rows = sqlx::query(sql!(
            "select * from invite where team_id = $1 and used_at is null and revoked_at is null ",
            "and expires_at > $2 order by id desc limit 20"
        ))
        .bind(scope.team().0)
        .bind(now.timestamp())
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(read_invite).collect()
    }

    /// The team's invite of that number, if it is still open.
    pub(crate) async fn open_invite_no(
        &mut self,
        scope: Scope,
        number: i64,
        now: DateTime<Utc>,
    ) -> Result<Option<Invite>> {
        let row = sqlx::query(sql!(
            "select * from invite where team_id = $1 and id = $2 and used_at is null and revoked_at is null ",
            "and expires_at > $3"
        ))
        .bind(scope.team().0)
        .bind(number)
        .bind(now.timestamp())
        .fetch_optional(self.connection().await?)
        .await?;
        row.as_ref().map(read_invite).transpose()
    }

    /// Revokes the open invites that a member gave; answers which.
    pub(crate) async fn revoke_invites_of(
        &mut self,
        by: &Member,
        now: DateTime<Utc>,
    ) -> Result<Vec<InviteId>> {
        let rows = sqlx::query(sql!(
            "update invite set revoked_at = $3 where team_id = $1 and created_by = $2 and used_at is null ",
            "and revoked_at is null and expires_at > $3 returning id"
        ))
        .bind(by.team.0)
        .bind(by.id.0)
        .bind(now.timestamp())
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(|row| Ok(InviteId(row.int("id")?))).collect()
    }

    /// Takes an invite that is open; says whether it still was. Of two who open one link at the same moment one takes
    /// it, and one that was revoked meanwhile lets nobody in.
    pub(crate) async fn take_invite(&mut self, id: InviteId, now: DateTime<Utc>) -> Result<bool> {
        let done = sqlx::query(sql!(
            "update invite set used_at = $2 where id = $1 and used_at is null and revoked_at is null ",
            "and (expires_at is null or expires_at > $2)"
        ))
        .bind(id.0)
        .bind(now.timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Writes down who took an invite.
    pub(crate) async fn set_invite_used_by(&mut self, id: InviteId, by: MemberId) -> Result<()> {
        sqlx::query(sql!("update invite set used_by = $2 where id = $1"))
            .bind(id.0)
            .bind(by.0)
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// Revokes an open invite of the team, or (with `None`) opens it again; says whether there was one.
    pub(crate) async fn set_invite_revoked(
        &mut self,
        scope: Scope,
        id: InviteId,
        at: Option<DateTime<Utc>>,
    ) -> Result<bool> {
        let done = sqlx::query(sql!(
            "update invite set revoked_at = $3 where id = $1 and team_id = $2 and used_at is null"
        ))
        .bind(id.0)
        .bind(scope.team().0)
        .bind(at.map(|at| at.timestamp()))
        .execute(self.connection().await?)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Ends the owner links printed at earlier starts.
    pub(crate) async fn revoke_owner_links(&mut self, now: DateTime<Utc>) -> Result<()> {
        sqlx::query(sql!(
            "update invite set revoked_at = $1 where team_id is null and used_at is null and revoked_at is null"
        ))
        .bind(now.timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }
}

fn read_invite(row: &AnyRow) -> Result<Invite> {
    Ok(Invite {
        id: InviteId(row.int("id")?),
        team: row.maybe_int("team_id")?.map(TeamId),
        role: row.read("role", Role::parse)?,
        by: row.maybe_int("created_by")?.map(MemberId),
        expires_at: row.maybe_instant("expires_at")?,
    })
}
