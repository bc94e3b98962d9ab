//! Interactions, and their sums.

use chrono::{DateTime, Utc};

use crate::contact::{Contact, Tally};
use crate::interaction::Interaction;
use crate::store::row::Columns;
use crate::store::{Result, Scope, Tx, sql};
use crate::vocabulary::{ContactId, InteractionId, InteractionKind, MemberId, Messenger};

/// These columns of all interactions of the contact `$1`, also of those that were taken back: each kind has its index.
macro_rules! told_of {
    ($columns:literal) => {
        concat!(
            "select ",
            $columns,
            " from interaction where contact_id = $1 and removed_at is null union all select ",
            $columns,
            " from interaction where contact_id = $1 and removed_at is not null"
        )
    };
}
pub(super) use told_of;

impl Tx {
    /// Counts the interactions of a contact anew.
    pub(crate) async fn tally(&mut self, contact: &Contact) -> Result<Tally> {
        let row = sqlx::query(sql!(
            "select max(case when kind in ('sent', 'message', 'call', 'meeting', 'quote', 'sample_sent', 'insight') ",
            "then at end) as touch, ",
            "max(case when kind in ('reply', 'inquiry', 'sample', 'order') then at end) as inbound, ",
            "max(case when kind = 'insight' then at end) as insight ",
            "from interaction where contact_id = $1 and removed_at is null"
        ))
        .bind(contact.id.0)
        .fetch_one(self.connection().await?)
        .await?;
        let last_touch_at = row.maybe_instant("touch")?;
        let last_inbound_at = row.maybe_instant("inbound")?;
        let streak = last_inbound_at.max(contact.tally.streak_from);
        let since = |at: Option<DateTime<Utc>>| at.map_or(i64::MIN, |at| at.timestamp());
        let rows = sqlx::query(sql!(
            "select count(case when kind in ('sent', 'message', 'call', 'meeting', 'quote', 'sample_sent', 'insight') ",
            "and at > $2 then 1 end) as touches, ",
            "min(case when kind in ('reply', 'inquiry', 'sample', 'order') and at > $3 then at end) as awaiting, ",
            "count(case when kind = 'no_answer' and at > $4 then 1 end) as attempts, ",
            "max(case when kind = 'no_answer' and at > $4 then at end) as attempt ",
            "from interaction where contact_id = $1 and removed_at is null"
        ))
        .bind(contact.id.0)
        .bind(since(streak))
        .bind(since(last_touch_at))
        .bind(since(last_touch_at.max(last_inbound_at)))
        .fetch_one(self.connection().await?)
        .await?;
        Ok(Tally {
            last_touch_at,
            last_inbound_at,
            awaiting_since: rows.maybe_instant("awaiting")?,
            attempts_in_row: u32::try_from(rows.int("attempts")?).unwrap_or(u32::MAX),
            last_attempt_at: rows.maybe_instant("attempt")?,
            last_insight_at: row.maybe_instant("insight")?,
            touches_in_row: u32::try_from(rows.int("touches")?).unwrap_or(u32::MAX),
            streak_from: contact.tally.streak_from,
            // The rest ends when the contact writes. An undone interaction does not count.
            rest_kept: contact.tally.rest_kept && last_inbound_at <= contact.tally.last_inbound_at,
        })
    }

    /// What happened with a contact in scope, the newest first.
    pub async fn interactions(
        &mut self,
        scope: Scope,
        contact: ContactId,
        limit: u32,
    ) -> Result<Vec<Interaction>> {
        let rows = sqlx::query(sql!(
            "select * from interaction where contact_id = $1 and team_id = $2 and removed_at is null ",
            "order by at desc, id desc limit $3"
        ))
        .bind(contact.0)
        .bind(scope.team().0)
        .bind(i64::from(limit))
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(read_interaction).collect()
    }
}

/// What [`read_interaction`] reads.
pub(in crate::store) const INTERACTION: &[&str] =
    &["id", "contact_id", "kind", "messenger", "at", "summary", "by_id"];

pub(in crate::store) fn read_interaction(row: &impl Columns) -> Result<Interaction> {
    Ok(Interaction {
        id: InteractionId(row.int("id")?),
        contact: ContactId(row.int("contact_id")?),
        kind: row.read("kind", InteractionKind::parse)?,
        messenger: row.maybe_read("messenger", Messenger::parse)?,
        at: row.instant("at")?,
        summary: row.text("summary")?,
        by: MemberId(row.int("by_id")?),
    })
}
