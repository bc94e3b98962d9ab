//! New changes wait to be written together.

use chrono::{DateTime, Utc};
use sqlx::Arguments as _;

use super::Pending;
use crate::change::Effect;
use crate::store::many::Table;
use crate::store::{Result, Tx, sql};
use crate::team::Member;
use crate::vocabulary::{ChangeId, ContactId, MemberId, TeamId, Verb};

/// A change that is not written yet.
#[derive(Debug, Clone)]
pub(super) struct NewChange {
    pub(super) id: ChangeId,
    pub(super) team: TeamId,
    pub(super) by: MemberId,
    pub(super) contact: Option<ContactId>,
    pub(super) at: DateTime<Utc>,
    pub(super) verb: Verb,
    pub(super) reason: Option<String>,
    pub(super) part_of: Option<ChangeId>,
    /// As JSON.
    pub(super) effects: String,
}

impl Tx {
    /// Opens a change; what it did is written by [`Tx::finish_change`].
    pub(crate) async fn begin_change(
        &mut self,
        by: &Member,
        contact: Option<ContactId>,
        verb: Verb,
        reason: Option<&str>,
        part_of: Option<ChangeId>,
        now: DateTime<Utc>,
    ) -> Result<ChangeId> {
        let id = ChangeId(self.next_id("change", Pending::of(self.unit.changes.iter())).await?);
        let (team, by, reason) = (by.team, by.id, reason.map(str::to_owned));
        let change =
            NewChange { id, team, by, contact, at: now, verb, reason, part_of, effects: "[]".into() };
        self.unit.changes.push(change);
        Ok(id)
    }

    /// Writes what the change did, and to which contact where that was new.
    pub(crate) async fn finish_change(
        &mut self,
        id: ChangeId,
        contact: Option<ContactId>,
        effects: &[Effect],
    ) -> Result<()> {
        let waiting = self.unit.changes.iter_mut().rev().find(|change| change.id == id);
        if let Some(change) = waiting {
            change.effects = serde_json::to_string(effects)?;
            change.contact = contact.or(change.contact);
            return Ok(());
        }
        sqlx::query(sql!(
            "update change set effects = $2, contact_id = coalesce($3, contact_id) where id = $1"
        ))
        .bind(id.0)
        .bind(serde_json::to_string(effects)?)
        .bind(contact.map(|id| id.0))
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// Writes the changes that wait.
    pub(super) async fn write_changes(&mut self) -> Result<()> {
        let changes = std::mem::take(&mut self.unit.changes);
        const COLUMNS: &[&str] =
            &["id", "team_id", "member_id", "contact_id", "at", "verb", "reason", "part_of", "effects"];
        self.connection
            .insert(Table { name: "change", columns: COLUMNS, then: "" }, &changes, |change, values| {
                values.add(change.id.0)?;
                values.add(change.team.0)?;
                values.add(change.by.0)?;
                values.add(change.contact.map(|id| id.0))?;
                values.add(change.at.timestamp())?;
                values.add(change.verb.code())?;
                values.add(change.reason.as_deref())?;
                values.add(change.part_of.map(|id| id.0))?;
                values.add(change.effects.as_str())
            })
            .await
    }
}
