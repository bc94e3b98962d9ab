//! Contacts that leave the book: erased for good, or removed by a change.

use chrono::{DateTime, Utc};

use crate::contact::Contact;
use crate::store::tables::told_of;
use crate::store::{Result, Tx, sql};
use crate::vocabulary::ContactId;

impl Tx {
    /// Erases what is known of a person: the row keeps its number and nothing else, the history goes.
    pub(crate) async fn erase_contact(&mut self, contact: &Contact, now: DateTime<Utc>) -> Result<()> {
        let Contact {
            id,
            team,
            no,
            version,
            owner,
            owned_since,
            added_by,
            added_at,
            grade,
            stage,
            health,
            bounced_at,
            suppressed_at,
            snoozed_until,
            // Told by somebody, or made of what was told.
            profile: _,
            basis: _,
            next_step: _,
            tally: _,
            due: _,
            fit: _,
            grade_given: _,
            grade_declined: _,
            grade_reasoned_at: _,
        } = contact.clone();
        let blank = Contact {
            id,
            version,
            no,
            owner,
            owned_since,
            added_at,
            grade,
            stage,
            health,
            bounced_at,
            suppressed_at,
            snoozed_until,
            ..Contact::new(team, added_by, added_at)
        };
        self.update_contact(&blank).await?;
        self.set_contact_removed(contact.id, Some(now)).await?;
        let told = sql!(told_of!("id, team_id, searched"));
        self.unindex_interactions(told, |asking| asking.bind(contact.id.0)).await?;
        for text in [
            sql!(
                // Each by its index: with `or` between them PostgreSQL looks through all.
                "delete from reading where id in (select id from reading where contact_id = $1 ",
                "union select id from reading where mail_id in (select id from mail where contact_id = $1))"
            ),
            sql!("delete from mail where contact_id = $1"),
            sql!("delete from interaction where id in (", told_of!("id"), ")"),
            sql!("delete from ended_follow_up where contact_id = $1"),
            sql!("delete from change where contact_id = $1 and part_of is not null"),
            sql!(
                "update change set effects = '[]', reason = null, undone_at = coalesce(undone_at, at) where contact_id = $1"
            ),
            sql!("delete from outbox where card_of = $1 and state <> 'waiting'"),
            sql!("delete from card where contact_id = $1"),
            sql!("delete from kept_flaw where contact_id = $1"),
            sql!("delete from rung where contact_id = $1"),
            sql!("delete from awaited_check where contact_id = $1"),
        ] {
            sqlx::query(text).bind(contact.id.0).execute(self.connection().await?).await?;
        }
        self.lower_indexed().await?;
        match &contact.profile.email {
            Some(email) => self.drop_unused_mail_domain(email.domain()).await,
            None => Ok(()),
        }
    }

    /// Takes a contact out of the book (the number stays taken), or puts it back.
    pub(crate) async fn set_contact_removed(
        &mut self,
        id: ContactId,
        at: Option<DateTime<Utc>>,
    ) -> Result<()> {
        sqlx::query(sql!("update contact set removed_at = $2, version = version + 1 where id = $1"))
            .bind(id.0)
            .bind(at.map(|at| at.timestamp()))
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }
}
