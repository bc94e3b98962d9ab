//! A team, cached with the number that its next contact gets. The number waits to be written.

use super::cache::CachedTeam;
use crate::store::row::Columns as _;
use crate::store::tables::read_team;
use crate::store::{Result, Tx, sql};
use crate::team::Team;
use crate::vocabulary::{ContactNo, TeamId};

impl Tx {
    /// The team of a member.
    pub async fn team(&mut self, id: TeamId) -> Result<Team> {
        Ok(self.cached_team(id).await?.team)
    }

    /// The team with the number that its next contact gets.
    async fn cached_team(&mut self, id: TeamId) -> Result<CachedTeam> {
        if let Some(cached) = self.unit.teams.get(&id) {
            return Ok(cached.clone());
        }
        let row = sqlx::query(sql!("select * from team where id = $1"))
            .bind(id.0)
            .fetch_one(self.connection.any())
            .await?;
        let cached = CachedTeam { team: read_team(&row)?, next_no: row.int("next_no")?, dirty: false };
        self.cache_team(cached.clone());
        Ok(cached)
    }

    /// Writes the contact numbers that were used.
    pub(super) async fn write_teams(&mut self) -> Result<()> {
        let teams = self.unit.teams.values_mut();
        let given = teams.filter_map(|cached| {
            std::mem::take(&mut cached.dirty).then_some((cached.team.id.0, cached.next_no))
        });
        for (team, next_no) in given.collect::<Vec<_>>() {
            sqlx::query(sql!("update team set next_no = $2 where id = $1"))
                .bind(team)
                .bind(next_no)
                .execute(self.connection.any())
                .await?;
        }
        Ok(())
    }

    /// The next number of the team: short, and never given twice.
    pub(crate) async fn next_contact_no(&mut self, team: TeamId) -> Result<ContactNo> {
        let mut cached = self.cached_team(team).await?;
        let no = ContactNo(cached.next_no);
        cached.next_no += 1;
        cached.dirty = true;
        self.cache_team(cached);
        Ok(no)
    }
}
