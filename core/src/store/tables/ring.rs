//! Next steps that have a time, when it comes: which ring, and which have rung.

use chrono::{DateTime, Utc};

use crate::store::row::Columns;
use crate::store::{Result, Tx, sql};
use crate::vocabulary::{ContactId, MemberId, TeamId};

/// A next step whose time has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ringing {
    /// The team.
    pub team: TeamId,
    /// Whose it is.
    pub member: MemberId,
    /// With whom.
    pub contact: ContactId,
    /// The day and the time that were set. Set for another time it rings again.
    pub set_for: String,
}

impl Tx {
    /// The next steps whose time has come after `since` and until `now` (UTC), and which have not rung.
    pub async fn ringing(&mut self, since: DateTime<Utc>, now: DateTime<Utc>) -> Result<Vec<Ringing>> {
        let rows = sqlx::query(sql!(
            "select id, team_id, owner_id, next_step_on || ' ' || next_step_at as set_for from contact ",
            "where rings_at > $1 and rings_at <= $2 and removed_at is null and owner_id is not null and not exists ",
            "(select 1 from rung where contact_id = contact.id and rung.set_for = next_step_on || ' ' || next_step_at) ",
            "order by rings_at, id"
        ))
        .bind(since.timestamp())
        .bind(now.timestamp())
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(Ringing {
                    team: TeamId(row.int("team_id")?),
                    member: MemberId(row.int("owner_id")?),
                    contact: ContactId(row.int("id")?),
                    set_for: row.text("set_for")?,
                })
            })
            .collect()
    }

    /// Notes that a next step rings; says whether it has not rung before. It is written in one transaction with its
    /// outbox message, so that it is sent once, whatever restarts or runs twice.
    pub async fn claim_ring(&mut self, ringing: &Ringing, now: DateTime<Utc>) -> Result<bool> {
        let done = sqlx::query(sql!(
            "insert into rung (contact_id, set_for, at) values ($1, $2, $3) ",
            "on conflict (contact_id, set_for) do nothing"
        ))
        .bind(ringing.contact.0)
        .bind(&ringing.set_for)
        .bind(now.timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(done.rows_affected() > 0)
    }
}
