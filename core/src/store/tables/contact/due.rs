//! The next follow-ups of contacts, and those that ended.

use chrono::NaiveDate;
use sqlx::Arguments as _;

use super::Counts;
use super::row::read_contact;
use crate::contact::{Contact, FollowUp};
use crate::follow_up::needs_address;
use crate::store::row::{Asking, Columns, day};
use crate::store::{Result, Scope, Tx, sql};
use crate::vocabulary::{ContactId, Grade};

impl Tx {
    /// What is due on `today` (the owner's local day) or was before, in the order of the list: awaiting an
    /// answer, next steps, then grade, days overdue, number.
    pub async fn due(
        &mut self,
        scope: Scope,
        today: NaiveDate,
        offset: u32,
        limit: u32,
    ) -> Result<Vec<Contact>> {
        let rows = sqlx::query(sql!(
            // By the index that has the order: read by the day, all that is due would be sorted for a page.
            "select * from contact where team_id = $1 and owner_id = $2 and due_on is not null and due_on || '' <= $3 ",
            "and removed_at is null order by due_rank, grade, due_since, no limit $4 offset $5"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .bind(day(today))
        .bind(i64::from(limit))
        .bind(i64::from(offset))
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(read_contact).collect()
    }

    /// The same, as far as a list needs it: who, and their grade.
    pub async fn due_list(
        &mut self,
        scope: Scope,
        today: NaiveDate,
        limit: u32,
    ) -> Result<Vec<(ContactId, Grade)>> {
        let text = sql!(
            "select id, grade from contact where team_id = $1 and owner_id = $2 and due_on is not null ",
            "and due_on || '' <= $3 and removed_at is null order by due_rank, grade, due_since, no limit $4"
        );
        let bind = |asking: Asking| {
            asking.bind(scope.team().0).bind(scope.owner_or_all()).bind(day(today)).bind(i64::from(limit))
        };
        let rows = self.reading().await?.read_bundled(&["id", "grade"], text, bind).await?;
        rows.iter().map(|row| Ok((ContactId(row.int("id")?), row.read("grade", Grade::parse)?))).collect()
    }

    /// The same of one grade.
    pub async fn due_of_grade(
        &mut self,
        scope: Scope,
        grade: Grade,
        today: NaiveDate,
        limit: u32,
    ) -> Result<Vec<Contact>> {
        let rows = sqlx::query(sql!(
            "select * from contact where team_id = $1 and owner_id = $2 and due_on is not null and due_on || '' <= $3 ",
            "and removed_at is null and grade = $4 order by due_rank, due_since, no limit $5"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .bind(day(today))
        .bind(grade.code())
        .bind(i64::from(limit))
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(read_contact).collect()
    }

    /// Whose only lack is a way to reach them, and who has not been named as such on a day before `today` (the owner's
    /// local day), by grade and number; at most so many.
    pub async fn in_need_of_address(
        &mut self,
        scope: Scope,
        today: NaiveDate,
        limit: usize,
    ) -> Result<Vec<Contact>> {
        let rows = sqlx::query(sql!(
            "select * from contact where team_id = $1 and owner_id = $2 and due_on is null and removed_at is null ",
            "and (email_key is null or health = 'invalid') and suppressed_at is null and stage <> 'lost' ",
            "and (address_asked_on is null or address_asked_on = $3) order by grade, no limit 2000"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .bind(day(today))
        .fetch_all(self.connection().await?)
        .await?;
        // Which other ways there are is for one function to say.
        let mut contacts = rows.iter().map(read_contact).collect::<Result<Vec<_>>>()?;
        contacts.retain(needs_address);
        contacts.truncate(limit);
        Ok(contacts)
    }

    /// Remembers that these were named on a day as people who need an address; the mark of whoever can be reached again
    /// goes.
    pub async fn set_address_asked(&mut self, scope: Scope, named: &[Contact], on: NaiveDate) -> Result<()> {
        sqlx::query(sql!(
            "update contact set address_asked_on = null where team_id = $1 and owner_id = $2 ",
            "and address_asked_on is not null and due_on is not null"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .execute(self.connection().await?)
        .await?;
        let ids: Vec<[i64; 1]> = named.iter().map(|contact| [contact.id.0]).collect();
        if ids.is_empty() {
            return Ok(());
        }
        sqlx::query(sql!(
            "update contact set address_asked_on = $2 where id in ",
            "(select cast(v.value ->> 0 as bigint) from json_each($1) as v)"
        ))
        .bind(serde_json::to_string(&ids)?)
        .bind(day(on))
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// The next day after `today` (the owner's local day) on which something is due, and how many are.
    pub async fn next_due(&mut self, scope: Scope, today: NaiveDate) -> Result<Option<(NaiveDate, u64)>> {
        let row = sqlx::query(sql!(
            "select due_on, count(*) as n from contact where team_id = $1 and owner_id = $2 and due_on > $3 ",
            "and removed_at is null group by due_on order by due_on limit 1"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .bind(day(today))
        .fetch_optional(self.connection().await?)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let count = row.int("n")?.unsigned_abs();
        Ok(row.maybe_day("due_on")?.map(|on| (on, count)))
    }

    /// How many are due, by grade.
    pub async fn due_count(&mut self, scope: Scope, today: NaiveDate) -> Result<Counts<Grade>> {
        let rows = sqlx::query(sql!(
            "select grade, count(*) as n from contact where team_id = $1 and owner_id = $2 and due_on <= $3 ",
            "and removed_at is null group by grade"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .bind(day(today))
        .fetch_all(self.connection().await?)
        .await?;
        Counts::read(&rows, "grade", Grade::parse)
    }

    /// Writes the follow-ups of many contacts, many in a statement.
    pub(crate) async fn update_due(&mut self, settled: &[(ContactId, Option<FollowUp>)]) -> Result<()> {
        let statement = "update contact set due_on = given.due_on, due_since = given.due_since, due_why = given.due_why, due_rank = given.due_rank, rings_at = given.rings_at \
                         from given where contact.id = given.id";
        let columns = ["id", "due_on", "due_since", "due_why", "due_rank", "rings_at"];
        let connection = self.many_rows().await?;
        connection
            .execute_with(&columns, settled, statement, |(id, due), values| {
                values.add(id.0)?;
                values.add(due.map(|due| day(due.on)))?;
                values.add(due.map(|due| day(due.since)))?;
                values.add(due.map(|due| due.why.code()))?;
                values.add(due.map(|due| due.why.rank()))?;
                values.add(due.and_then(|due| due.rings_at).map(|at| at.timestamp()))
            })
            .await
    }
}
