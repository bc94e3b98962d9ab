//! New interactions wait to be written together. The last one of a contact is cached with it.

use sqlx::Arguments as _;

use super::Pending;
use super::contacts::CachedContact;
use crate::contact::Contact;
use crate::interaction::Interaction;
use crate::store::many::Table;
use crate::store::tables::read_interaction;
use crate::store::{Result, Scope, Tx, sql};
use crate::vocabulary::{ChangeId, ContactId, Grade, InteractionId, Messenger, TeamId};

/// An interaction that is not written yet.
#[derive(Debug, Clone)]
pub(super) struct NewInteraction {
    pub(super) interaction: Interaction,
    pub(super) team: TeamId,
    /// The contact's grade then.
    pub(super) grade: Grade,
    pub(super) change: ChangeId,
}

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
        .fetch_optional(self.connection.any())
        .await?;
        let last = row.as_ref().map(read_interaction).transpose()?;
        if let Some(cached) = self.unit.contacts.get(contact).cloned() {
            self.cache_contact(CachedContact { last: Some(last.clone()), ..cached });
        }
        Ok(last)
    }

    /// Writes the interactions that wait.
    pub(super) async fn write_interactions(&mut self) -> Result<()> {
        let interactions = std::mem::take(&mut self.unit.interactions);
        const COLUMNS: &[&str] = &[
            "id",
            "team_id",
            "contact_id",
            "kind",
            "messenger",
            "at",
            "grade",
            "summary",
            "searched",
            "by_id",
            "change_id",
        ];
        let table = Table { name: "interaction", columns: COLUMNS, then: "" };
        self.connection
            .insert(table, &interactions, |NewInteraction { interaction, team, grade, change }, values| {
                values.add(interaction.id.0)?;
                values.add(team.0)?;
                values.add(interaction.contact.0)?;
                values.add(interaction.kind.code())?;
                values.add(interaction.messenger.map(Messenger::code))?;
                values.add(interaction.at.timestamp())?;
                values.add(grade.code())?;
                values.add(interaction.summary.as_str())?;
                values.add(interaction.summary.to_lowercase())?;
                values.add(interaction.by.0)?;
                values.add(change.0)
            })
            .await
    }
}
