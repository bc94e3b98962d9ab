//! The leads that somebody has added at a fair.

use chrono::{DateTime, Utc};

use crate::contact::Contact;
use crate::fair::Fair;
use crate::store::row::Columns;
use crate::store::tables::read_contact;
use crate::store::{Result, Tx, sql};
use crate::team::Member;

/// The leads of a fair.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FairLeads {
    /// How many there are.
    pub all: u64,
    /// How many of them were added since an instant.
    pub since: u64,
    /// How many of them have no grade yet.
    pub without_grade: u64,
    /// The first of those without a grade.
    pub first: Vec<Contact>,
}

impl Tx {
    /// The leads that a member has added at their fair and still owns; how many of them since `since` (UTC).
    pub async fn fair_leads(
        &mut self,
        member: &Member,
        fair: &Fair,
        since: DateTime<Utc>,
    ) -> Result<FairLeads> {
        let row = sqlx::query(sql!(
            "select count(*) as n, coalesce(sum(case when added_at >= $5 then 1 else 0 end), 0) as later, ",
            "coalesce(sum(case when grade_given = 0 then 1 else 0 end), 0) as ungraded from contact ",
            "where added_by = $1 and added_at >= $2 and source_channel = 'trade show' and source_detail = $3 ",
            "and owner_id = $1 and team_id = $4 and removed_at is null"
        ))
        .bind(member.id.0)
        .bind(fair.since.timestamp())
        .bind(&fair.name)
        .bind(member.team.0)
        .bind(since.timestamp())
        .fetch_one(self.connection().await?)
        .await?;
        let count = |column| Ok::<u64, crate::store::StoreError>(row.int(column)?.unsigned_abs());
        let (all, since, without_grade) = (count("n")?, count("later")?, count("ungraded")?);
        let rows = sqlx::query(sql!(
            "select * from contact where added_by = $1 and added_at >= $2 and source_channel = 'trade show' ",
            "and source_detail = $3 and owner_id = $1 and team_id = $4 and removed_at is null and grade_given = 0 ",
            "order by id limit 8"
        ))
        .bind(member.id.0)
        .bind(fair.since.timestamp())
        .bind(&fair.name)
        .bind(member.team.0)
        .fetch_all(self.connection().await?)
        .await?;
        let first = rows.iter().map(read_contact).collect::<Result<_>>()?;
        Ok(FairLeads { all, since, without_grade, first })
    }
}
