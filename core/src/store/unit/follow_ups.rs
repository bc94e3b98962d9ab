//! Ended follow-ups wait to be written together.

use chrono::{Days, NaiveDate};

use crate::contact::Contact;
use crate::store::row::day;
use crate::store::{Result, Tx, sql};
use crate::vocabulary::ChangeId;

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
        self.unit.ended_follow_ups.push(serde_json::json!([
            contact.team.0,
            contact.id.0,
            owner.0,
            day(due.on),
            day(closed_on),
            i64::from(done),
            change.0
        ]));
        Ok(())
    }

    /// Writes the ended follow-ups that wait.
    pub(super) async fn write_ended_follow_ups(&mut self) -> Result<()> {
        let rows = std::mem::take(&mut self.unit.ended_follow_ups);
        if rows.is_empty() {
            return Ok(());
        }
        sqlx::query(sql!(
            "insert into ended_follow_up (team_id, contact_id, owner_id, due_on, closed_on, done, change_id) ",
            "select cast(v.value ->> 0 as bigint), cast(v.value ->> 1 as bigint), cast(v.value ->> 2 as bigint), ",
            "v.value ->> 3, v.value ->> 4, cast(v.value ->> 5 as bigint), cast(v.value ->> 6 as bigint) ",
            "from json_each($1) as v"
        ))
        .bind(serde_json::to_string(&rows)?)
        .execute(self.connection.any())
        .await?;
        Ok(())
    }
}
