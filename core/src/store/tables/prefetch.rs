//! Fetches in a few statements what a batch of updates will read.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, Utc};
use sqlx::Arguments as _;
use sqlx::any::AnyArguments;

use super::contact::row;
use super::interaction::{INTERACTION, read_interaction};
use super::member::{MEMBER, read_member};
use super::suppression::SUPPRESSION_KEY;
use crate::email::Email;
use crate::mail_server::Finding;
use crate::store::keys::Keys;
use crate::store::row::Columns as _;
use crate::store::unit::{CachedContact, CachedDialogue};
use crate::store::unit::{Lookup, Prefetch, PrefetchAdd};
use crate::store::{Result, Tx, sql};
use crate::vocabulary::{ContactNo, TeamId};

impl Tx {
    /// Fetches into the cache what these updates are about to read.
    pub async fn prefetch(&mut self, prefetches: &[Prefetch<'_>], now: DateTime<Utc>) -> Result<()> {
        self.take_ids(["contact", "change", "interaction"]).await?;
        self.prefetch_people(prefetches).await?;
        let teams: HashMap<i64, TeamId> = self
            .unit
            .members
            .iter()
            .filter_map(|(telegram, member)| Some((*telegram, member.as_ref()?.team)))
            .collect();
        let of_team = |one: &Prefetch<'_>| teams.get(&one.telegram).copied();
        let numbers: Vec<_> = prefetches.iter().filter_map(|one| Some((of_team(one)?, one.no?))).collect();
        let added: Vec<_> = prefetches.iter().filter_map(|one| Some((of_team(one)?, one.adds?))).collect();
        self.prefetch_numbers(&numbers).await?;
        self.prefetch_added(&added, now).await
    }

    async fn prefetch_people(&mut self, prefetches: &[Prefetch<'_>]) -> Result<()> {
        let people: Vec<_> = prefetches.iter().map(|one| one.telegram).collect();
        let people = serde_json::to_string(&people)?;
        let members = sql!(
            "select member.* from (select distinct cast(v.value as bigint) as id from json_each($1) as v) p ",
            "join member on member.telegram_id = p.id where removed_at is null"
        );
        let dialogues = sql!(
            "select dialogue.* from (select distinct cast(v.value as bigint) as id from json_each($1) as v) p ",
            "join dialogue on dialogue.chat_id = p.id"
        );
        let questions =
            [(MEMBER, members), (&["chat_id", "state"], dialogues), (&["value"], SUPPRESSION_KEY)];
        let [members, dialogues, secret] =
            self.read_bundles("", questions, |text| sqlx::query(text).bind(people)).await?;
        self.unit.members.extend(prefetches.iter().map(|one| (one.telegram, None)));
        for row in &members {
            let member = read_member(row)?;
            self.unit.members.insert(member.telegram, Some(member));
        }
        self.unit.dialogues.extend(prefetches.iter().map(|one| (one.telegram, CachedDialogue::default())));
        for row in &dialogues {
            let cached = CachedDialogue { state: Some(row.text("state")?), ..CachedDialogue::default() };
            self.unit.dialogues.insert(row.int("chat_id")?, cached);
        }
        self.unit.secret = secret.first().map(|row| row.text("value")).transpose()?;
        Ok(())
    }

    async fn prefetch_numbers(&mut self, numbers: &[(TeamId, ContactNo)]) -> Result<()> {
        if numbers.is_empty() {
            return Ok(());
        }
        let numbers: Vec<_> = numbers.iter().collect::<HashSet<_>>().into_iter().collect();
        let contacts = "select c.* from given cross join contact c where c.team_id = given.team and c.no = given.no \
                        and c.removed_at is null";
        let bind = |(team, no): &&(TeamId, ContactNo), values: &mut AnyArguments| {
            values.add(team.0)?;
            values.add(no.0)
        };
        let [rows] = self.read_about(&["team", "no"], &numbers, bind, [(row::COLUMNS, contacts)]).await?;
        let mut ids = Vec::with_capacity(rows.len());
        for row in &rows {
            let cached = CachedContact::read(row)?;
            ids.push(cached.contact.id.0);
            self.unit.contacts.insert(CachedContact { last: Some(None), ..cached });
        }
        let text = sql!(
            "select i.* from (select cast(v.value as bigint) as id from json_each($1) as v) p ",
            "join interaction i on i.id = (select l.id from interaction l where l.contact_id = p.id ",
            "and l.removed_at is null order by l.at desc, l.id desc limit 1)"
        );
        let ids = serde_json::to_string(&ids)?;
        let rows = self.read_bundled(INTERACTION, text, |asking| asking.bind(ids)).await?;
        for row in &rows {
            let last = read_interaction(row)?;
            if let Some(cached) = self.unit.contacts.get_mut(last.contact) {
                cached.last = Some(Some(last));
            }
        }
        Ok(())
    }

    /// For contacts that are about to be added: contacts with the same email, domain, phone or name at the company; the
    /// finding of the mail domain; and whether the address is suppressed.
    async fn prefetch_added(&mut self, added: &[(TeamId, &PrefetchAdd)], now: DateTime<Utc>) -> Result<()> {
        if added.is_empty() {
            return Ok(());
        }
        let mut rows = Vec::with_capacity(added.len());
        let mut hashed = HashMap::new();
        for (team, adds) in added {
            let hash = match &adds.email {
                Some(email) => Some(self.email_hash(*team, email).await?),
                None => None,
            };
            hashed.extend(hash.clone().zip(adds.keys.email.clone()).map(|(hash, key)| ((*team, hash), key)));
            rows.push((*team, *adds, hash));
        }
        let columns = ["team", "email", "domain", "phone", "company", "person", "host", "hash"];
        let bind = |(team, PrefetchAdd { keys, email }, hash): &(TeamId, &PrefetchAdd, Option<String>),
                    values: &mut AnyArguments| {
            let Keys { email: key, domain, phone, company, person } = keys;
            values.add(team.0)?;
            for key in [key, domain, phone, company, person] {
                values.add(key.as_deref())?;
            }
            values.add(email.as_ref().map(Email::domain))?;
            values.add(hash.as_deref())
        };
        let like = "select * from contact where id in (select c.id from given p cross join contact c \
                    where c.team_id = p.team and c.email_key = p.email and c.removed_at is null \
                    union select c.id from given p cross join contact c where c.team_id = p.team \
                    and c.company_domain = p.domain and c.removed_at is null \
                    union select c.id from given p cross join contact c where c.team_id = p.team \
                    and c.phone_digits = p.phone and c.removed_at is null \
                    union select c.id from given p cross join contact c where c.team_id = p.team \
                    and c.company_key = p.company and c.removed_at is null \
                    and (c.person_key is null or p.person is null or c.person_key = p.person) \
                    union select c.id from given p cross join contact c where c.team_id = p.team \
                    and c.person_key = p.person and p.company is null and c.company_key is null \
                    and c.removed_at is null)";
        let merged = "select c.email_key from given p cross join contact c where c.team_id = p.team \
                      and c.email_key = p.email and c.merged_into is not null";
        let mail = "select m.domain, m.finding from given p cross join mail_domain m where m.domain = p.host";
        let suppressed = "select s.team_id, s.email_hash from given p cross join suppression s \
                          where s.team_id = p.team and s.email_hash = p.hash";
        let questions = [
            (row::COLUMNS, like),
            (&["email_key"] as &[&str], merged),
            (&["domain", "finding"], mail),
            (&["team_id", "email_hash"], suppressed),
        ];
        let [like, merged, mail, suppressed] = self.read_about(&columns, &rows, bind, questions).await?;
        for row in &like {
            let cached = CachedContact::read(row)?;
            if self.unit.contacts.get(cached.contact.id).is_none() {
                self.unit.contacts.insert(cached);
            }
        }
        // The address of a merged contact finds the other contact. Such an address is looked up when it is needed.
        let merged = merged.iter().map(|row| row.text("email_key")).collect::<Result<HashSet<_>>>()?;
        for (team, PrefetchAdd { keys, .. }) in added {
            self.unit.looked_up.extend(Lookup::of(keys, *team));
            let email = keys.email.clone().filter(|email| !merged.contains(email));
            self.unit.looked_up.extend(email.map(|email| Lookup::Email(*team, email)));
        }
        for row in &mail {
            self.unit.mail_domains.insert(row.text("domain")?, row.maybe_read("finding", Finding::parse)?);
        }
        let domains = added.iter().filter_map(|(_, adds)| Some(adds.email.as_ref()?.domain()));
        let new: BTreeSet<&str> =
            domains.filter(|domain| !self.unit.mail_domains.contains_key(*domain)).collect();
        self.ask_about_mail(&new, now).await?;
        self.unit.suppressed.extend(hashed.iter().map(|((team, _), key)| ((*team, key.clone()), false)));
        for row in &suppressed {
            let hash = (TeamId(row.int("team_id")?), row.text("email_hash")?);
            let key = hashed.get(&hash).cloned().unwrap_or_default();
            self.unit.suppressed.insert((hash.0, key), true);
        }
        Ok(())
    }
}
