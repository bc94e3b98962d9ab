//! Interactions, and their sums.

use crate::contact::{Contact, Tally};
use crate::interaction::Interaction;
use crate::store::row::Columns;
use crate::store::{Result, Scope, Tx, sql};
use crate::vocabulary::{ContactId, InteractionId, InteractionKind, MemberId};

impl Tx {
    /// Counts the interactions of a contact anew.
    pub(crate) async fn tally(&mut self, contact: &Contact) -> Result<Tally> {
        let row = sqlx::query(sql!(
            "select max(case when kind in ('sent', 'call', 'meeting', 'insight') then at end) as touch, ",
            "max(case when kind in ('reply', 'inquiry', 'sample', 'order') then at end) as inbound, ",
            "max(case when kind = 'insight' then at end) as insight ",
            "from interaction where contact_id = $1 and removed_at is null"
        ))
        .bind(contact.id.0)
        .fetch_one(self.connection().await?)
        .await?;
        let last_inbound_at = row.maybe_instant("inbound")?;
        let since = last_inbound_at.max(contact.tally.streak_from);
        let in_row = sqlx::query(sql!(
            "select count(*) as n from interaction where contact_id = $1 and removed_at is null ",
            "and kind in ('sent', 'call', 'meeting', 'insight') and at > $2"
        ))
        .bind(contact.id.0)
        .bind(since.map_or(i64::MIN, |at| at.timestamp()))
        .fetch_one(self.connection().await?)
        .await?
        .int("n")?;
        Ok(Tally {
            last_touch_at: row.maybe_instant("touch")?,
            last_inbound_at,
            last_insight_at: row.maybe_instant("insight")?,
            touches_in_row: u32::try_from(in_row).unwrap_or(u32::MAX),
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
pub(in crate::store) const INTERACTION: &[&str] = &["id", "contact_id", "kind", "at", "summary", "by_id"];

pub(in crate::store) fn read_interaction(row: &impl Columns) -> Result<Interaction> {
    Ok(Interaction {
        id: InteractionId(row.int("id")?),
        contact: ContactId(row.int("contact_id")?),
        kind: row.read("kind", InteractionKind::parse)?,
        at: row.instant("at")?,
        summary: row.text("summary")?,
        by: MemberId(row.int("by_id")?),
    })
}
