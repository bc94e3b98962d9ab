//! How well contacts fit. Only the columns that a profile mentions are read, since the whole book is read.

use super::Counts;
use crate::contact::Profile;
use crate::store::row::Columns;
use crate::store::{Result, Scope, Tx, sql};
use crate::vocabulary::{ContactId, ContactNo, Country, FitLevel, PurchaseRole};

/// A contact as far as its fit goes.
#[derive(Debug)]
pub(crate) struct Judged {
    pub(crate) id: ContactId,
    pub(crate) no: ContactNo,
    /// Filled in the fields of which a profile speaks, and in no other.
    pub(crate) profile: Profile,
    /// How well it fitted when it was last settled.
    pub(crate) fit: Option<FitLevel>,
}

impl Tx {
    /// A run of contacts in scope by number, after `after`.
    pub(crate) async fn judged(&mut self, scope: Scope, after: ContactNo, limit: u32) -> Result<Vec<Judged>> {
        let rows = sqlx::query(sql!(
            "select id, no, industry, country, size, revenue, title, role, fit from contact where team_id = $1 ",
            "and ($2 = -1 or owner_id = $2) and no > $3 and removed_at is null order by no limit $4"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .bind(after.0)
        .bind(i64::from(limit))
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter()
            .map(|row| {
                let profile = Profile {
                    industry: row.maybe_text("industry")?,
                    country: row.maybe_read("country", Country::parse)?,
                    size: row.maybe_text("size")?,
                    revenue: row.maybe_text("revenue")?,
                    title: row.maybe_text("title")?,
                    role: row.maybe_read("role", PurchaseRole::parse)?,
                    ..Profile::default()
                };
                let (id, no) = (ContactId(row.int("id")?), ContactNo(row.int("no")?));
                Ok(Judged { id, no, profile, fit: row.maybe_read("fit", FitLevel::parse)? })
            })
            .collect()
    }

    /// Writes how well contacts fit, many in a statement.
    pub(crate) async fn update_fits(&mut self, settled: &[(ContactId, Option<FitLevel>)]) -> Result<()> {
        for run in settled.chunks(500) {
            let rows: Vec<_> =
                run.iter().map(|(id, fit)| serde_json::json!([id.0, fit.map(FitLevel::code)])).collect();
            sqlx::query(sql!(
                "update contact set fit = v.value ->> 1 from json_each($1) as v ",
                "where contact.id = cast(v.value ->> 0 as bigint)"
            ))
            .bind(serde_json::to_string(&rows)?)
            .execute(self.connection().await?)
            .await?;
        }
        Ok(())
    }

    /// How many contacts in scope fit how well.
    pub async fn fit_count(&mut self, scope: Scope) -> Result<Counts<FitLevel>> {
        let rows = sqlx::query(sql!(
            "select fit, count(*) as n from contact where team_id = $1 and ($2 = -1 or owner_id = $2) ",
            "and removed_at is null and fit is not null group by fit"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .fetch_all(self.connection().await?)
        .await?;
        Counts::read(&rows, "fit", FitLevel::parse)
    }
}
