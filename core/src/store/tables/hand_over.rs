//! Hands all contacts of a member over in a few statements, however many there are.

use chrono::{DateTime, Utc};

use crate::change::Diff;
use crate::store::row::Columns;
use crate::store::{Result, Scope, Tx, sql};
use crate::team::Member;
use crate::vocabulary::{ChangeId, MemberId, Verb};

/// How many contacts a member owns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owned {
    /// Who; nobody: in the pool.
    pub by: Option<MemberId>,
    /// How many.
    pub contacts: u64,
}

impl Tx {
    /// How many contacts each member of the team owns, and how many lie in the pool.
    pub async fn owned(&mut self, team: Scope) -> Result<Vec<Owned>> {
        let rows = sqlx::query(sql!(
            "select owner_id, count(*) as n from contact where team_id = $1 and removed_at is null group by owner_id"
        ))
        .bind(team.team().0)
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter()
            .map(|row| {
                let by = row.maybe_int("owner_id")?.map(MemberId);
                Ok(Owned { by, contacts: row.int("n")?.unsigned_abs() })
            })
            .collect()
    }

    /// Gives everything that `from` owns to `to`, or to the pool, with a part of the change for each contact;
    /// answers how many there were. The caller computes the follow-ups.
    pub(crate) async fn hand_over(
        &mut self,
        change: ChangeId,
        by: &Member,
        from: MemberId,
        to: Option<MemberId>,
        now: DateTime<Utc>,
    ) -> Result<u64> {
        let owner = Diff {
            cell: "owner".into(),
            before: serde_json::to_value(from)?,
            after: serde_json::to_value(to)?,
        };
        sqlx::query(sql!(
            "insert into change (team_id, member_id, contact_id, part_of, at, verb, effects) ",
            "select team_id, $3, id, $4, $5, $6, '[{\"contact\":{\"id\":' || id || ',\"cells\":' || cast($7 as text) || '}}]' ",
            "from contact where team_id = $1 and owner_id = $2 and removed_at is null"
        ))
        .bind(by.team.0)
        .bind(from.0)
        .bind(by.id.0)
        .bind(change.0)
        .bind(now.timestamp())
        .bind(Verb::Assigned.code())
        .bind(serde_json::to_string(&[owner])?)
        .execute(self.connection().await?)
        .await?;
        let done = sqlx::query(sql!(
            "update contact set owner_id = $3, owned_since = $4, version = version + 1 ",
            "where team_id = $1 and owner_id = $2 and removed_at is null"
        ))
        .bind(by.team.0)
        .bind(from.0)
        .bind(to.map(|id| id.0))
        .bind(now.timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(done.rows_affected())
    }

    /// Gives back what a change handed over; answers how many. `None`: somebody has changed the owner of one of
    /// them since. An erased contact stays erased.
    pub(crate) async fn hand_back(
        &mut self,
        team: Scope,
        change: ChangeId,
        from: MemberId,
        to: Option<MemberId>,
        now: DateTime<Utc>,
    ) -> Result<Option<u64>> {
        let moved_on = sqlx::query(sql!(
            "select count(*) as n from contact where id in (select contact_id from change where part_of = $1) ",
            "and team_id = $2 and removed_at is null and coalesce(owner_id, -1) <> $3"
        ))
        .bind(change.0)
        .bind(team.team().0)
        .bind(to.map_or(-1, |id| id.0))
        .fetch_one(self.connection().await?)
        .await?;
        if moved_on.int("n")? > 0 {
            return Ok(None);
        }
        let done = sqlx::query(sql!(
            "update contact set owner_id = $3, owned_since = $4, version = version + 1 where removed_at is null ",
            "and team_id = $2 and id in (select contact_id from change where part_of = $1)"
        ))
        .bind(change.0)
        .bind(team.team().0)
        .bind(from.0)
        .bind(now.timestamp())
        .execute(self.connection().await?)
        .await?;
        sqlx::query(sql!("update change set undone_at = $2 where part_of = $1 and undone_at is null"))
            .bind(change.0)
            .bind(now.timestamp())
            .execute(self.connection().await?)
            .await?;
        Ok(Some(done.rows_affected()))
    }
}
