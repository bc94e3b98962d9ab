//! Teams and their settings.

use chrono::{DateTime, Utc};
use sqlx::any::AnyRow;

use crate::schedule::Cadence;
use crate::store::row::Columns;
use crate::store::{Result, Tx, sql};
use crate::team::Team;
use crate::vocabulary::TeamId;

impl Tx {
    /// Founds a team.
    pub(crate) async fn insert_team(&mut self, name: &str, now: DateTime<Utc>) -> Result<TeamId> {
        let cadence = Cadence::default();
        let row = sqlx::query(sql!(
            "insert into team (name, cadence_a, cadence_b, cadence_c, created_at) ",
            "values ($1, $2, $3, $4, $5) returning id"
        ))
        .bind(name)
        .bind(cadence.a.map(i64::from))
        .bind(cadence.b.map(i64::from))
        .bind(cadence.c.map(i64::from))
        .bind(now.timestamp())
        .fetch_one(self.connection().await?)
        .await?;
        Ok(TeamId(row.int("id")?))
    }

    /// Whether any team has been founded yet.
    pub async fn has_team(&mut self) -> Result<bool> {
        let row =
            sqlx::query(sql!("select count(*) as n from team")).fetch_one(self.connection().await?).await?;
        Ok(row.int("n")? > 0)
    }

    /// Every team: for the operator's commands, which belong to no team.
    pub async fn teams(&mut self) -> Result<Vec<Team>> {
        let rows =
            sqlx::query(sql!("select * from team order by id")).fetch_all(self.connection().await?).await?;
        rows.iter().map(read_team).collect()
    }

    /// Writes the team's settings.
    pub(crate) async fn update_team(&mut self, team: &Team) -> Result<()> {
        sqlx::query(sql!(
            "update team set name = $2, address = $3, cadence_a = $4, cadence_b = $5, cadence_c = $6, ideal = $7 ",
            "where id = $1"
        ))
        .bind(team.id.0)
        .bind(&team.name)
        .bind(team.address.as_deref())
        .bind(team.cadence.a.map(i64::from))
        .bind(team.cadence.b.map(i64::from))
        .bind(team.cadence.c.map(i64::from))
        .bind(serde_json::to_string(&team.ideal)?)
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }
}

pub(in crate::store) fn read_team(row: &AnyRow) -> Result<Team> {
    let days = |column| -> Result<Option<u16>> {
        Ok(row.maybe_int(column)?.and_then(|days| u16::try_from(days).ok()))
    };
    Ok(Team {
        id: TeamId(row.int("id")?),
        name: row.text("name")?,
        address: row.maybe_text("address")?,
        cadence: Cadence { a: days("cadence_a")?, b: days("cadence_b")?, c: days("cadence_c")? },
        ideal: serde_json::from_str(&row.text("ideal")?)?,
    })
}
