//! What a batch of messages will ask for, read in a few statements before the first of them is carried out. It spares
//! trips and changes nothing: what was not foreseen is read when it is asked for.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, Utc};

use super::{Held, HeldDialogue};
use crate::contact::{ContactNo, Profile};
use crate::email::Email;
use crate::store::contact_row;
use crate::store::interaction::{INTERACTION, read_interaction};
use crate::store::keys::Keys;
use crate::store::row::Columns as _;
use crate::store::team::{MEMBER, read_member};
use crate::store::{Result, Tx, hash, sql};
use crate::team::TeamId;

/// What somebody is about to ask for.
#[derive(Debug, Clone, Default)]
pub struct Ahead<'a> {
    /// Telegram's number of the person.
    pub telegram: i64,
    /// The contact that they name.
    pub no: Option<ContactNo>,
    /// The contact that they add.
    pub adds: Option<&'a Profile>,
}

/// What was asked already: if it is not held it is not there.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::store) enum Asked {
    Email(TeamId, String),
    Domain(TeamId, String),
    Phone(TeamId, String),
    /// A company and a person, as far as they are named.
    Who(TeamId, Option<String>, Option<String>),
}

impl Asked {
    /// What is asked of a team's contacts to find those that are like.
    pub(in crate::store) fn of(keys: &Keys, team: TeamId) -> impl Iterator<Item = Asked> {
        let domain = keys.domain.clone().map(|domain| Asked::Domain(team, domain));
        let phone = keys.phone.clone().map(|digits| Asked::Phone(team, digits));
        let who = Asked::Who(team, keys.company.clone(), keys.person.clone());
        domain.into_iter().chain(phone).chain([who])
    }
}

impl Tx {
    /// Reads what is foreseen.
    pub async fn foresee(&mut self, ahead: &[Ahead<'_>], now: DateTime<Utc>) -> Result<()> {
        self.foresee_people(ahead).await?;
        let teams: HashMap<i64, TeamId> = self
            .unit
            .members
            .iter()
            .filter_map(|(telegram, member)| Some((*telegram, member.as_ref()?.team)))
            .collect();
        let of_team = |ahead: &Ahead<'_>| teams.get(&ahead.telegram).copied();
        let numbers: Vec<_> = ahead.iter().filter_map(|ahead| Some((of_team(ahead)?, ahead.no?))).collect();
        let added: Vec<_> = ahead.iter().filter_map(|ahead| Some((of_team(ahead)?, ahead.adds?))).collect();
        self.foresee_numbers(&numbers).await?;
        self.foresee_added(&added).await?;
        let emails = added.iter().filter_map(|(_, profile)| profile.email.as_ref());
        let domains: BTreeSet<&str> = emails.map(Email::domain).collect();
        if !domains.is_empty() {
            self.expect_mail(&domains, now).await?;
        }
        self.foresee_suppressed(&added).await
    }

    async fn foresee_people(&mut self, ahead: &[Ahead<'_>]) -> Result<()> {
        let people: Vec<_> = ahead.iter().map(|ahead| [ahead.telegram]).collect();
        let people = serde_json::to_string(&people)?;
        let text = sql!(
            "select member.* from (select distinct cast(v.value ->> 0 as bigint) as id from json_each($1) as v) p ",
            "join member on member.telegram_id = p.id where removed_at is null"
        );
        let rows = self.read_bundled(MEMBER, text, |asking| asking.bind(people.clone())).await?;
        self.unit.members.extend(ahead.iter().map(|ahead| (ahead.telegram, None)));
        for row in &rows {
            let member = read_member(row)?;
            self.unit.members.insert(member.telegram, Some(member));
        }
        let rows = sqlx::query(sql!(
            "select dialogue.* from (select distinct cast(v.value ->> 0 as bigint) as id from json_each($1) as v) p ",
            "join dialogue on dialogue.chat_id = p.id"
        ))
        .bind(&people)
        .fetch_all(self.beside())
        .await?;
        self.unit.dialogues.extend(ahead.iter().map(|ahead| (ahead.telegram, HeldDialogue::default())));
        for row in &rows {
            let held = HeldDialogue { state: Some(row.text("state")?), ..HeldDialogue::default() };
            self.unit.dialogues.insert(row.int("chat_id")?, held);
        }
        Ok(())
    }

    async fn foresee_numbers(&mut self, numbers: &[(TeamId, ContactNo)]) -> Result<()> {
        if numbers.is_empty() {
            return Ok(());
        }
        let numbers: Vec<_> = numbers.iter().map(|(team, no)| [team.0, no.0]).collect();
        let numbers = serde_json::to_string(&numbers)?;
        let text = sql!(
            "select c.* from (select distinct cast(v.value ->> 0 as bigint) as team, ",
            "cast(v.value ->> 1 as bigint) as no from json_each($1) as v) p ",
            "join contact c on c.team_id = p.team and c.no = p.no where c.removed_at is null"
        );
        let rows = self.read_bundled(contact_row::COLUMNS, text, |asking| asking.bind(numbers)).await?;
        let mut ids = Vec::with_capacity(rows.len());
        for row in &rows {
            let held = Held::read(row)?;
            ids.push([held.contact.id.0]);
            self.unit.contacts.insert(Held { last: Some(None), ..held });
        }
        let text = sql!(
            "select i.* from (select cast(v.value ->> 0 as bigint) as id from json_each($1) as v) p ",
            "join interaction i on i.id = (select l.id from interaction l where l.contact_id = p.id ",
            "and l.removed_at is null order by l.at desc, l.id desc limit 1)"
        );
        let ids = serde_json::to_string(&ids)?;
        let rows = self.read_bundled(INTERACTION, text, |asking| asking.bind(ids)).await?;
        for row in &rows {
            let last = read_interaction(row)?;
            if let Some(held) = self.unit.contacts.get_mut(last.contact) {
                held.last = Some(Some(last));
            }
        }
        Ok(())
    }

    /// Whoever has the address, the domain or the name at the company of somebody who is added.
    async fn foresee_added(&mut self, added: &[(TeamId, &Profile)]) -> Result<()> {
        if added.is_empty() {
            return Ok(());
        }
        let keys: Vec<(TeamId, Keys)> =
            added.iter().map(|(team, profile)| (*team, Keys::of(profile))).collect();
        let rows: Vec<_> = keys
            .iter()
            .map(|(team, keys)| {
                let Keys { email, domain, phone, company, person } = keys;
                serde_json::json!([team.0, email, domain, phone, company, person])
            })
            .collect();
        let rows = serde_json::to_string(&rows)?;
        let found = sqlx::query(sql!(
            "with p as (select cast(v.value ->> 0 as bigint) as team, v.value ->> 1 as email, v.value ->> 2 as domain, ",
            "v.value ->> 3 as phone, v.value ->> 4 as company, v.value ->> 5 as person from json_each($1) as v) ",
            "select * from contact where id in (select c.id from p cross join contact c where c.team_id = p.team ",
            "and c.email_key = p.email and c.removed_at is null ",
            "union select c.id from p cross join contact c where c.team_id = p.team ",
            "and c.company_domain = p.domain and c.removed_at is null ",
            "union select c.id from p cross join contact c where c.team_id = p.team ",
            "and c.phone_digits = p.phone and c.removed_at is null ",
            "union select c.id from p cross join contact c where c.team_id = p.team and c.company_key = p.company ",
            "and (c.person_key is null or p.person is null or c.person_key = p.person) and c.removed_at is null ",
            "union select c.id from p cross join contact c where c.team_id = p.team and c.person_key = p.person ",
            "and p.company is null and c.company_key is null and c.removed_at is null)"
        ))
        .bind(&rows)
        .fetch_all(self.beside())
        .await?;
        for row in &found {
            let held = Held::read(row)?;
            if self.unit.contacts.get(held.contact.id).is_none() {
                self.unit.contacts.insert(held);
            }
        }
        // The address of a contact that was merged away still finds the other: that is asked when it comes to it.
        let merged = sqlx::query(sql!(
            "select c.email_key from json_each($1) as v cross join contact c ",
            "where c.team_id = cast(v.value ->> 0 as bigint) and c.email_key = v.value ->> 1 and c.merged_into is not null"
        ))
        .bind(&rows)
        .fetch_all(self.beside())
        .await?;
        let merged = merged.iter().map(|row| row.text("email_key")).collect::<Result<HashSet<_>>>()?;
        for (team, keys) in keys {
            self.unit.asked.extend(Asked::of(&keys, team));
            let email = keys.email.filter(|email| !merged.contains(email));
            self.unit.asked.extend(email.map(|email| Asked::Email(team, email)));
        }
        Ok(())
    }

    async fn foresee_suppressed(&mut self, added: &[(TeamId, &Profile)]) -> Result<()> {
        let emails: Vec<(TeamId, &Email)> =
            added.iter().filter_map(|(team, profile)| Some((*team, profile.email.as_ref()?))).collect();
        if emails.is_empty() {
            return Ok(());
        }
        let mut hashes = Vec::with_capacity(emails.len());
        for (team, email) in &emails {
            let salt = self.email_salt(*team).await?;
            let hash = hash(&format!("{salt}{}", email.key()));
            self.unit.suppressed.insert((*team, email.key()), false);
            hashes.push((*team, email.key(), hash));
        }
        let rows: Vec<_> = hashes.iter().map(|(team, _, hash)| serde_json::json!([team.0, hash])).collect();
        let found = sqlx::query(sql!(
            "select s.team_id, s.email_hash from (select cast(v.value ->> 0 as bigint) as team, v.value ->> 1 as hash ",
            "from json_each($1) as v) p join suppression s on s.team_id = p.team and s.email_hash = p.hash"
        ))
        .bind(serde_json::to_string(&rows)?)
        .fetch_all(self.beside())
        .await?;
        for row in &found {
            let (found, team) = (row.text("email_hash")?, TeamId(row.int("team_id")?));
            let who = hashes.iter().filter(|(of, _, hash)| *of == team && *hash == found);
            self.unit.suppressed.extend(who.map(|(team, email, _)| ((*team, email.clone()), true)));
        }
        Ok(())
    }
}
