//! What a batch of updates will read, fetched in a few statements before the first update is processed. It only saves
//! trips: what was not prefetched is read when it is needed.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, Utc};
use sqlx::Arguments as _;
use sqlx::any::AnyArguments;

use super::cache::CachedDialogue;
use super::contacts::CachedContact;
use crate::contact::Profile;
use crate::email::Email;
use crate::mail_server::Finding;
use crate::store::keys::Keys;
use crate::store::row::Columns as _;
use crate::store::tables::{CONTACT, INTERACTION, MEMBER, SUPPRESSION_KEY, read_interaction, read_member};
use crate::store::{Result, Tx, sql};
use crate::vocabulary::{ContactNo, TeamId};

/// What one update is about to read.
#[derive(Debug, Clone, Default)]
pub struct Prefetch<'a> {
    /// Telegram's number of the person.
    pub telegram: i64,
    /// The contact that they name.
    pub no: Option<ContactNo>,
    /// The contact that they add.
    pub adds: Option<&'a PrefetchAdd>,
}

/// What is read before a contact is added.
#[derive(Debug, Clone)]
pub struct PrefetchAdd {
    pub(super) keys: Keys,
    pub(super) email: Option<Email>,
}

impl PrefetchAdd {
    /// What is read before a contact with this profile is added.
    pub fn of(profile: &Profile) -> PrefetchAdd {
        PrefetchAdd { keys: Keys::of(profile), email: profile.email.clone() }
    }
}

/// A lookup among the contacts of a team. After it, a contact that is not cached does not exist.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Lookup {
    Email(TeamId, String),
    Domain(TeamId, String),
    Phone(TeamId, String),
    /// A company and a person, as far as they are named.
    Who(TeamId, Option<String>, Option<String>),
}

impl Lookup {
    /// The lookups that find contacts similar to one with these keys.
    pub(super) fn of(keys: &Keys, team: TeamId) -> impl Iterator<Item = Lookup> {
        let domain = keys.domain.clone().map(|domain| Lookup::Domain(team, domain));
        let phone = keys.phone.clone().map(|digits| Lookup::Phone(team, digits));
        let who = Lookup::Who(team, keys.company.clone(), keys.person.clone());
        let whatsapp = keys.whatsapp.clone().map(|digits| Lookup::Phone(team, digits));
        domain.into_iter().chain(phone).chain(whatsapp).chain([who])
    }
}

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
            self.connection.read_bundles("", questions, |text| sqlx::query(text).bind(people)).await?;
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
        let [rows] =
            self.connection.read_about(&["team", "no"], &numbers, bind, [(CONTACT, contacts)]).await?;
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
        let rows = self.connection.read_bundled(INTERACTION, text, |asking| asking.bind(ids)).await?;
        for row in &rows {
            let last = read_interaction(row)?;
            if let Some(cached) = self.unit.contacts.get_mut(last.contact) {
                cached.last = Some(Some(last));
            }
        }
        Ok(())
    }

    /// The contacts with the address, the domain or the name at the company of somebody who is added, and what is known
    /// of mail to the address.
    async fn prefetch_added(&mut self, added: &[(TeamId, &PrefetchAdd)], now: DateTime<Utc>) -> Result<()> {
        if added.is_empty() {
            return Ok(());
        }
        let columns = ["team", "email", "domain", "phone", "whatsapp", "company", "person", "host"];
        let bind = |(team, PrefetchAdd { keys, email }): &(TeamId, &PrefetchAdd),
                    values: &mut AnyArguments| {
            let Keys { email: key, domain, phone, whatsapp, company, person } = keys;
            values.add(team.0)?;
            for key in [key, domain, phone, whatsapp, company, person] {
                values.add(key.as_deref())?;
            }
            values.add(email.as_ref().map(Email::domain))
        };
        let like = "select * from contact where id in (select c.id from given p cross join contact c \
                    where c.team_id = p.team and c.email_key = p.email and c.removed_at is null \
                    union select c.id from given p cross join contact c where c.team_id = p.team \
                    and c.company_domain = p.domain and c.removed_at is null \
                    union select c.id from given p cross join contact c where c.team_id = p.team \
                    and c.phone_digits in (p.phone, p.whatsapp) and c.removed_at is null \
                    union select c.id from given p cross join contact c where c.team_id = p.team \
                    and c.whatsapp_digits in (p.phone, p.whatsapp) and c.removed_at is null \
                    union select c.id from given p cross join contact c where c.team_id = p.team \
                    and c.company_key = p.company and c.removed_at is null \
                    and (c.person_key is null or p.person is null or c.person_key = p.person) \
                    union select c.id from given p cross join contact c where c.team_id = p.team \
                    and c.person_key = p.person and p.company is null and c.company_key is null \
                    and c.removed_at is null)";
        let merged = "select c.email_key from given p cross join contact c where c.team_id = p.team \
                      and c.email_key = p.email and c.merged_into is not null";
        let mail = "select m.domain, m.finding from given p cross join mail_domain m where m.domain = p.host";
        let questions =
            [(CONTACT, like), (&["email_key"] as &[&str], merged), (&["domain", "finding"], mail)];
        let [like, merged, mail] = self.connection.read_about(&columns, added, bind, questions).await?;
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
        self.ask_about_mail(&new, now).await
    }
}
