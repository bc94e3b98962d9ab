//! Suppressed addresses (docs/product.md, rule 2.22): only a keyed hash of each is kept.

use chrono::{DateTime, Utc};

use crate::email::Email;
use crate::store::row::Columns;
use crate::store::{Result, Tx, code, sql};
use crate::vocabulary::{ChangeId, TeamId};

/// The secret of this book with which addresses are hashed.
pub(in crate::store) const SUPPRESSION_KEY: &str =
    sql!("select value from setting where key = 'suppression_key'");

impl Tx {
    /// Never write to this address again. With a change, undoing it takes this away, and leaves what others said;
    /// without, nothing does.
    pub(crate) async fn suppress(
        &mut self,
        team: TeamId,
        email: &Email,
        change: Option<ChangeId>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let hash = self.email_hash(team, email).await?;
        self.insert_suppression(team, &hash, change, now).await
    }

    /// Never write to anybody of a company again. Undoing the change takes this away.
    pub(crate) async fn suppress_domain(
        &mut self,
        team: TeamId,
        domain: &str,
        change: ChangeId,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let hash = self.domain_hash(team, domain).await?;
        self.insert_suppression(team, &hash, Some(change), now).await
    }

    /// Takes away what a change said. Others may have said the same, which stays.
    pub(crate) async fn lift_suppressions(&mut self, change: ChangeId) -> Result<()> {
        sqlx::query(sql!("delete from suppression where change_id = $1 and change_id > 0"))
            .bind(change.0)
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    async fn insert_suppression(
        &mut self,
        team: TeamId,
        hash: &str,
        change: Option<ChangeId>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        sqlx::query(sql!(
            "insert into suppression (team_id, email_hash, at, change_id) values ($1, $2, $3, $4) ",
            "on conflict (team_id, email_hash, change_id) do nothing"
        ))
        .bind(team.0)
        .bind(hash)
        .bind(now.timestamp())
        .bind(change.map_or(0, |id| id.0))
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// Whether the deployment has its secret.
    pub(in crate::store) async fn has_suppression_key(&mut self) -> Result<bool> {
        let row = sqlx::query(sql!("select count(*) as n from setting where key = 'suppression_key'"))
            .fetch_one(self.connection().await?)
            .await?;
        Ok(row.int("n")? > 0)
    }

    /// Makes the secret of the deployment when the book is opened, so that later transactions only read it.
    pub(in crate::store) async fn make_suppression_key(&mut self) -> Result<()> {
        sqlx::query(sql!(
            "insert into setting (key, value) values ('suppression_key', $1) on conflict (key) do nothing"
        ))
        .bind(code(32))
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }
}
