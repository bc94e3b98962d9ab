//! What is to be computed again for the contacts of a large book, and how far that has come.

use crate::store::row::Columns;
use crate::store::{Result, Scope, Tx, sql};
use crate::vocabulary::ContactNo;

/// What is computed again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Settling {
    /// The next follow-up of each contact.
    FollowUps,
    /// How well each contact fits.
    Fits,
}

impl Settling {
    fn code(self) -> &'static str {
        match self {
            Settling::FollowUps => "follow-ups",
            Settling::Fits => "fits",
        }
    }

    fn parse(code: &str) -> Option<Settling> {
        [Settling::FollowUps, Settling::Fits].into_iter().find(|what| what.code() == code)
    }
}

impl Tx {
    /// Remembers that the contacts behind `after` are still to be settled; what was owed of the same before is
    /// forgotten.
    pub(crate) async fn owe_settling(
        &mut self,
        scope: Scope,
        what: Settling,
        after: ContactNo,
    ) -> Result<()> {
        sqlx::query(sql!(
            "insert into settling (team_id, owner_id, what, after_no) values ($1, $2, $3, $4) ",
            "on conflict (team_id, owner_id, what) do update set after_no = excluded.after_no"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .bind(what.code())
        .bind(after.0)
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// All contacts are settled.
    pub(crate) async fn end_settling(&mut self, scope: Scope, what: Settling) -> Result<()> {
        sqlx::query(sql!("delete from settling where team_id = $1 and owner_id = $2 and what = $3"))
            .bind(scope.team().0)
            .bind(scope.owner_or_all())
            .bind(what.code())
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// What is owed and how far it has come: of several the one that has come least far.
    pub(crate) async fn owed_settling(&mut self) -> Result<Option<(Scope, Settling, ContactNo)>> {
        let row = sqlx::query(sql!(
            "select team_id, owner_id, what, after_no from settling order by after_no, team_id limit 1"
        ))
        .fetch_optional(self.connection().await?)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let scope = Scope::of_row(row.int("team_id")?, row.int("owner_id")?);
        Ok(Some((scope, row.read("what", Settling::parse)?, ContactNo(row.int("after_no")?))))
    }

    /// Whether anything is owed, in any team.
    pub async fn owes_settling(&mut self) -> Result<bool> {
        Ok(self.owed_settling().await?.is_some())
    }

    /// Whether something is still to be settled for a member's contacts.
    pub async fn is_settling(&mut self, scope: Scope) -> Result<bool> {
        let row = sqlx::query(sql!(
            "select count(*) as n from settling where team_id = $1 and owner_id in (-1, $2)"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .fetch_one(self.connection().await?)
        .await?;
        Ok(row.int("n")? > 0)
    }
}
