//! Interactions, and their sums.

use sqlx::Arguments as _;

use crate::contact::{Contact, Tally};
use crate::interaction::Interaction;
use crate::store::many::Table;
use crate::store::row::Columns;
use crate::store::unit::{CachedContact, NewInteraction, Pending};
use crate::store::{Result, Scope, Tx, sql};
use crate::vocabulary::{ChangeId, ContactId, InteractionId, InteractionKind, MemberId};

impl Tx {
    /// Writes an interaction; the tally of the contact is not touched.
    pub(crate) async fn insert_interaction(
        &mut self,
        contact: &Contact,
        interaction: &Interaction,
        change: ChangeId,
    ) -> Result<InteractionId> {
        let id =
            InteractionId(self.next_id("interaction", Pending::of(self.unit.interactions.iter())).await?);
        let interaction = Interaction { id, ..interaction.clone() };
        if let Some(cached) = self.unit.contacts.get(contact.id).cloned()
            && let Some(last) = &cached.last
            && last.as_ref().is_none_or(|last| last.at <= interaction.at)
        {
            self.cache_contact(CachedContact { last: Some(Some(interaction.clone())), ..cached });
        }
        let (team, grade) = (contact.team, contact.grade);
        self.unit.interactions.push(NewInteraction { interaction, team, grade, change });
        Ok(id)
    }

    /// Writes the interactions that wait.
    pub(in crate::store) async fn write_interactions(&mut self) -> Result<()> {
        let interactions = std::mem::take(&mut self.unit.interactions);
        const COLUMNS: &[&str] = &[
            "id",
            "team_id",
            "contact_id",
            "kind",
            "at",
            "grade",
            "summary",
            "searched",
            "by_id",
            "change_id",
        ];
        let table = Table { name: "interaction", columns: COLUMNS, then: "" };
        self.insert(table, &interactions, |NewInteraction { interaction, team, grade, change }, values| {
            values.add(interaction.id.0)?;
            values.add(team.0)?;
            values.add(interaction.contact.0)?;
            values.add(interaction.kind.code())?;
            values.add(interaction.at.timestamp())?;
            values.add(grade.code())?;
            values.add(interaction.summary.as_str())?;
            values.add(interaction.summary.to_lowercase())?;
            values.add(interaction.by.0)?;
            values.add(change.0)
        })
        .await
    }

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

    /// The last thing that happened with a contact in scope.
    pub async fn last_interaction(
        &mut self,
        scope: Scope,
        contact: ContactId,
    ) -> Result<Option<Interaction>> {
        let cached = self.unit.contacts.get(contact);
        if let Some(last) = cached.and_then(|cached| cached.last.clone()) {
            return Ok(last);
        }
        if self.unit.interactions.iter().any(|waiting| waiting.interaction.contact == contact) {
            self.flush().await?;
        }
        let row = sqlx::query(sql!(
            "select * from interaction where contact_id = $1 and team_id = $2 and removed_at is null ",
            "order by at desc, id desc limit 1"
        ))
        .bind(contact.0)
        .bind(scope.team().0)
        .fetch_optional(self.raw_connection())
        .await?;
        let last = row.as_ref().map(read_interaction).transpose()?;
        if let Some(cached) = self.unit.contacts.get(contact).cloned() {
            self.cache_contact(CachedContact { last: Some(last.clone()), ..cached });
        }
        Ok(last)
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
