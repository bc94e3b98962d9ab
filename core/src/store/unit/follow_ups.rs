//! Ended follow-ups wait to be written together.

use chrono::{Days, NaiveDate};
use sqlx::Arguments as _;

use crate::contact::Contact;
use crate::store::many::Table;
use crate::store::row::day;
use crate::store::{Result, Tx};
use crate::vocabulary::{ChangeId, ContactId, MemberId, TeamId};

/// A follow-up that was due and is over, and is not written yet.
#[derive(Debug, Clone)]
pub(super) struct EndedFollowUp {
    team: TeamId,
    contact: ContactId,
    owner: MemberId,
    due_on: NaiveDate,
    closed_on: NaiveDate,
    done: bool,
    change: ChangeId,
}

impl Tx {
    /// Records that a touch on `closed_on` (a local day of the owner) ended a follow-up that was due. It was done in
    /// time if the next one was not due yet (docs/product.md, rule 16.8). A follow-up that was not due is not
    /// recorded.
    pub(crate) async fn end_follow_up(
        &mut self,
        contact: &Contact,
        closed_on: NaiveDate,
        change: ChangeId,
    ) -> Result<()> {
        let (Some(due), Some(owner)) = (contact.due, contact.owner) else { return Ok(()) };
        if due.on > closed_on {
            return Ok(());
        }
        let next =
            self.team(contact.team).await?.cadence.of(contact.grade).map(|days| {
                due.on.checked_add_days(Days::new(u64::from(days.max(1)))).unwrap_or(NaiveDate::MAX)
            });
        let done = next.is_none_or(|next| closed_on < next);
        self.unit.ended_follow_ups.push(EndedFollowUp {
            team: contact.team,
            contact: contact.id,
            owner,
            due_on: due.on,
            closed_on,
            done,
            change,
        });
        Ok(())
    }

    /// Writes the ended follow-ups that wait.
    pub(super) async fn write_ended_follow_ups(&mut self) -> Result<()> {
        let rows = std::mem::take(&mut self.unit.ended_follow_ups);
        let table = Table {
            name: "ended_follow_up",
            columns: &["team_id", "contact_id", "owner_id", "due_on", "closed_on", "done", "change_id"],
            then: "",
        };
        self.connection
            .insert(table, &rows, |row, values| {
                values.add(row.team.0)?;
                values.add(row.contact.0)?;
                values.add(row.owner.0)?;
                values.add(day(row.due_on))?;
                values.add(day(row.closed_on))?;
                values.add(i64::from(row.done))?;
                values.add(row.change.0)
            })
            .await
    }
}
