//! For many mails that came in at once: which concern somebody in the book.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};

use crate::store::row::Columns;
use crate::store::{Result, Tx, sql};
use crate::vocabulary::TeamId;

/// How long an answer of a colleague may come after a mail to their company.
pub(super) const LIVE: TimeDelta = TimeDelta::days(60);

impl Tx {
    // The cross joins fix the order of the tables: one index lookup for each text.

    /// Which of these texts, by their place, are an address in the team's book.
    pub(crate) async fn known_addresses(&mut self, team: TeamId, keys: &[String]) -> Result<HashSet<usize>> {
        let text = sql!(
            "select cast(v.value ->> 0 as bigint) as idx from json_each($1) as v cross join contact c ",
            "where c.team_id = $2 and c.email_key = v.value ->> 1 and c.removed_at is null ",
            "union select cast(v.value ->> 0 as bigint) as idx from json_each($1) as v cross join contact c ",
            "where c.team_id = $2 and c.email_key = v.value ->> 1 and c.merged_into is not null"
        );
        self.places(text, team, keys, 0).await
    }

    /// Which of these texts are the name of a mail of the team.
    pub(crate) async fn known_names(&mut self, team: TeamId, names: &[String]) -> Result<HashSet<usize>> {
        let text = sql!(
            "select distinct cast(v.value ->> 0 as bigint) as idx from json_each($1) as v cross join mail m ",
            "where m.message_id = v.value ->> 1 and m.team_id = $2 and $3 >= 0"
        );
        self.places(text, team, names, 0).await
    }

    /// Which of these texts are the domain of a company that was written to lately.
    pub(crate) async fn live_domains(
        &mut self,
        team: TeamId,
        domains: &[String],
        now: DateTime<Utc>,
    ) -> Result<HashSet<usize>> {
        let text = sql!(
            "select distinct cast(v.value ->> 0 as bigint) as idx from json_each($1) as v cross join mail m ",
            "where m.team_id = $2 and m.company_domain = v.value ->> 1 and m.handed_at >= $3"
        );
        self.places(text, team, domains, (now - LIVE).timestamp()).await
    }

    async fn places(
        &mut self,
        text: &'static str,
        team: TeamId,
        texts: &[String],
        since: i64,
    ) -> Result<HashSet<usize>> {
        let placed: Vec<(usize, &String)> = texts.iter().enumerate().collect();
        let query = sqlx::query(text).bind(serde_json::to_string(&placed)?).bind(team.0).bind(since);
        let rows = query.fetch_all(self.connection().await?).await?;
        rows.iter().map(|row| Ok(usize::try_from(row.int("idx")?).unwrap_or(usize::MAX))).collect()
    }
}
