//! For many candidates at once: who is in the team already, and which addresses are suppressed.

use std::collections::{HashMap, HashSet};

use crate::store::row::Columns;
use crate::store::{Result, Scope, Tx, hash, sql};
use crate::vocabulary::{ContactId, TeamId};

/// Somebody who is looked for in a team, by the keys that make two contacts the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// The address, as it is compared.
    pub(crate) email: Option<String>,
    /// The company, as it is compared.
    pub(crate) company: Option<String>,
    /// The name, as it is compared.
    pub(crate) person: Option<String>,
}

impl Tx {
    // The cross joins fix the order of the tables: one index lookup for each candidate.

    /// Who of these is in the team already: the same address or, where one of the two has none, the same name at the
    /// same company.
    pub(crate) async fn find_existing(
        &mut self,
        team: Scope,
        candidates: &[Candidate],
    ) -> Result<Vec<Option<ContactId>>> {
        let mut existing = vec![None; candidates.len()];
        let by_email: Vec<(usize, &str)> =
            candidates.iter().enumerate().filter_map(|(at, one)| Some((at, one.email.as_deref()?))).collect();
        // The address of a merged contact finds the other contact, unless a third one has that address now.
        for text in [
            sql!(
                "select cast(v.value ->> 0 as bigint) as idx, c.merged_into as id from json_each($1) as v ",
                "cross join contact c where c.team_id = $2 and c.email_key = v.value ->> 1 and c.merged_into is not null"
            ),
            sql!(
                "select cast(v.value ->> 0 as bigint) as idx, c.id from json_each($1) as v cross join contact c ",
                "where c.team_id = $2 and c.email_key = v.value ->> 1 and c.removed_at is null"
            ),
        ] {
            let rows = sqlx::query(text)
                .bind(serde_json::to_string(&by_email)?)
                .bind(team.team().0)
                .fetch_all(self.connection().await?)
                .await?;
            for row in &rows {
                set_existing(&mut existing, row.int("idx")?, row.int("id")?);
            }
        }

        // The others by name and company. Each pair is looked up once, even if many candidates have it.
        type Person<'a> = (Option<&'a str>, Option<&'a str>);
        let mut people: HashMap<Person<'_>, Vec<usize>> = HashMap::new();
        for (at, one) in
            candidates.iter().enumerate().filter(|(at, _)| existing.get(*at).is_some_and(Option::is_none))
        {
            people.entry((one.company.as_deref(), one.person.as_deref())).or_default().push(at);
        }
        let people: Vec<(Person<'_>, Vec<usize>)> = people.into_iter().collect();
        let asked: Vec<(usize, Option<&str>, Option<&str>)> =
            people.iter().enumerate().map(|(at, ((company, person), _))| (at, *company, *person)).collect();
        for text in [
            sql!(
                "select cast(v.value ->> 0 as bigint) as idx, c.id, c.email_key from json_each($1) as v ",
                "cross join contact c where c.team_id = $2 and c.person_key = v.value ->> 2 and c.company_key = v.value ->> 1 ",
                "and c.removed_at is null"
            ),
            sql!(
                "select cast(v.value ->> 0 as bigint) as idx, c.id, c.email_key from json_each($1) as v ",
                "cross join contact c where c.team_id = $2 and c.person_key = v.value ->> 2 and c.company_key is null ",
                "and v.value ->> 1 is null and c.removed_at is null"
            ),
            sql!(
                "select cast(v.value ->> 0 as bigint) as idx, c.id, c.email_key from json_each($1) as v ",
                "cross join contact c where c.team_id = $2 and c.company_key = v.value ->> 1 and c.person_key is null ",
                "and v.value ->> 2 is null and c.removed_at is null"
            ),
        ] {
            let rows = sqlx::query(text)
                .bind(serde_json::to_string(&asked)?)
                .bind(team.team().0)
                .fetch_all(self.connection().await?)
                .await?;
            for row in &rows {
                let (asked, addressed) = (row.int("idx")?, row.maybe_text("email_key")?.is_some());
                let asked = usize::try_from(asked).ok().and_then(|at| people.get(at));
                for at in asked.into_iter().flat_map(|(_, places)| places) {
                    let other_address =
                        addressed && candidates.get(*at).is_some_and(|one| one.email.is_some());
                    if let Some(existing) = existing.get_mut(*at).filter(|_| !other_address) {
                        *existing = Some(ContactId(row.int("id")?));
                    }
                }
            }
        }
        Ok(existing)
    }

    /// Which of these addresses, by their places, may never be written to.
    pub(crate) async fn suppressed_among(
        &mut self,
        team: TeamId,
        emails: &[Option<&str>],
    ) -> Result<HashSet<usize>> {
        let some = sqlx::query(sql!("select 1 as n from suppression where team_id = $1 limit 1"))
            .bind(team.0)
            .fetch_optional(self.connection().await?)
            .await?;
        if some.is_none() {
            return Ok(HashSet::new());
        }
        let salt = self.email_salt(team).await?;
        let hashed = emails.iter().enumerate().filter_map(|(at, email)| Some((at, (*email)?)));
        let hashed: Vec<(usize, String)> =
            hashed.map(|(at, email)| (at, hash(&format!("{salt}{email}")))).collect();
        let rows = sqlx::query(sql!(
            "select cast(v.value ->> 0 as bigint) as idx from json_each($1) as v ",
            "cross join suppression s where s.team_id = $2 and s.email_hash = v.value ->> 1"
        ))
        .bind(serde_json::to_string(&hashed)?)
        .bind(team.0)
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(|row| Ok(usize::try_from(row.int("idx")?).unwrap_or(usize::MAX))).collect()
    }
}

fn set_existing(existing: &mut [Option<ContactId>], at: i64, id: i64) {
    if let Some(existing) = usize::try_from(at).ok().and_then(|at| existing.get_mut(at)) {
        *existing = Some(ContactId(id));
    }
}
