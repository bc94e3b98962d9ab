//! Contacts on disk: one by its number, its key or its likeness, and the questions asked of many at once.

mod due;
mod erase;
mod existing;
mod find;
mod fit;
mod health;
mod many;
pub(super) mod row;

use std::sync::Arc;

use sqlx::any::AnyRow;

use crate::contact::{Contact, Profile};
use crate::email::Email;
use crate::store::keys::Keys;
use crate::store::row::Columns;
use crate::store::unit::{Asked, Held, Rows, Trait, Waits};
use crate::store::{Result, Scope, Tx, sql};
use crate::vocabulary::{ChangeId, ContactId, ContactNo, TeamId};

pub use due::DueCount;
pub(crate) use existing::Sought;
pub use find::Page;
pub(super) use find::like;
pub use fit::FitCount;
pub use health::HealthCount;
use row::{Written, read_contact};

impl Held {
    /// As it is on disk.
    pub(in crate::store) fn read(row: &impl Columns) -> Result<Held> {
        let (contact, keys) = (read_contact(row)?, Arc::new(Keys::read(row)?));
        Ok(Held { contact, keys, brought: None, last: None, waits: Waits::Nothing })
    }

    fn written(&self) -> Written<'_> {
        Written { contact: &self.contact, keys: &self.keys, brought: self.brought }
    }
}

impl Tx {
    /// Writes the contacts that wait, new ones and changed ones.
    pub(in crate::store) async fn write_contacts(&mut self) -> Result<()> {
        let mut contacts = std::mem::take(&mut self.unit.contacts);
        let (whole, course): (Vec<&Held>, Vec<&Held>) =
            contacts.waiting().partition(|held| held.waits == Waits::Whole);
        let whole: Vec<_> = whole.into_iter().map(Held::written).collect();
        let course: Vec<_> = course.into_iter().map(|held| &held.contact).collect();
        let done = match self.write_rows(&whole).await {
            Ok(()) => self.write_course(&course).await,
            fault => fault,
        };
        contacts.by_id.values_mut().for_each(|held| held.waits = Waits::Nothing);
        self.unit.contacts = contacts;
        done
    }

    /// The next number of the team: short, and never given twice.
    pub(crate) async fn next_contact_no(&mut self, team: TeamId) -> Result<ContactNo> {
        let mut held = self.held_team(team).await?;
        let no = ContactNo(held.next_no);
        held.next_no += 1;
        held.waits = true;
        self.hold_team(held);
        Ok(no)
    }

    /// Writes a new contact, brought by a change, and says under which key. The key in `contact` is not used.
    pub(crate) async fn insert_contact(&mut self, contact: &Contact, by: ChangeId) -> Result<ContactId> {
        let id = ContactId(self.next_id("contact", Rows::of(self.unit.contacts.waiting())).await?);
        let contact = Contact { id, version: 1, ..contact.clone() };
        let keys = Arc::new(Keys::of(&contact.profile));
        self.hold_contact(Held { contact, keys, brought: Some(by), last: Some(None), waits: Waits::Whole });
        Ok(id)
    }

    /// Writes the contact as it now is, one version on.
    pub(crate) async fn update_contact(&mut self, contact: &Contact) -> Result<()> {
        let contact = Contact { version: contact.version + 1, ..contact.clone() };
        let Some(held) = self.unit.contacts.get(contact.id) else {
            let keys = Arc::new(Keys::of(&contact.profile));
            self.hold_contact(Held { contact, keys, brought: None, last: None, waits: Waits::Whole });
            return Ok(());
        };
        let keys = match held.contact.profile == contact.profile {
            true => held.keys.clone(),
            false => Arc::new(Keys::of(&contact.profile)),
        };
        let waits = held.waits.max(Waits::between(&held.contact, &contact));
        self.hold_contact(Held { contact, keys, brought: held.brought, last: held.last.clone(), waits });
        Ok(())
    }

    /// The contact of that number, if it is in scope: another's and a missing one are the same answer.
    pub async fn contact(&mut self, scope: Scope, no: ContactNo) -> Result<Option<Contact>> {
        if let Some(held) = self.unit.contacts.listed(scope.team(), Trait::No(no)).next() {
            return Ok(scope.sees(&held.contact));
        }
        let row =
            sqlx::query(sql!("select * from contact where team_id = $1 and no = $2 and removed_at is null"))
                .bind(scope.team().0)
                .bind(no.0)
                .fetch_optional(self.beside())
                .await?;
        self.read_and_hold(scope, row)
    }

    /// The contact of that key, if it is in scope.
    pub async fn contact_by_id(&mut self, scope: Scope, id: ContactId) -> Result<Option<Contact>> {
        if let Some(held) = self.unit.contacts.get(id) {
            return Ok(scope.sees(&held.contact));
        }
        let row =
            sqlx::query(sql!("select * from contact where team_id = $1 and id = $2 and removed_at is null"))
                .bind(scope.team().0)
                .bind(id.0)
                .fetch_optional(self.beside())
                .await?;
        self.read_and_hold(scope, row)
    }

    fn read_and_hold(&mut self, scope: Scope, row: Option<AnyRow>) -> Result<Option<Contact>> {
        let Some(row) = row else { return Ok(None) };
        let held = Held::read(&row)?;
        let seen = scope.sees(&held.contact);
        self.hold_contact(held);
        Ok(seen)
    }

    /// The contact that has this address in the team, whoever owns it; or had it before it was merged.
    pub async fn contact_by_email(&mut self, team: Scope, email: &Email) -> Result<Option<Contact>> {
        let key = email.key();
        let mut listed = self.unit.contacts.listed(team.team(), Trait::Email(key.clone()));
        if let Some(held) = listed.find(|held| held.keys.email.as_ref() == Some(&key)) {
            return Ok(Some(held.contact.clone()));
        }
        drop(listed);
        if self.unit.asked.contains(&Asked::Email(team.team(), key.clone())) {
            return Ok(None);
        }
        let row = sqlx::query(sql!(
            "select * from contact where team_id = $1 and removed_at is null and (email_key = $2 or id in ",
            "(select merged_into from contact where team_id = $1 and email_key = $2 and merged_into is not null)) ",
            "order by case when email_key = $2 then 0 else 1 end limit 1"
        ))
        .bind(team.team().0)
        .bind(&key)
        .fetch_optional(self.beside())
        .await?;
        let Some(found) = row.as_ref().map(read_contact).transpose()? else { return Ok(None) };
        let has_it = found.profile.email.as_ref().is_some_and(|email| email.key() == key);
        Ok(match self.unit.contacts.get(found.id) {
            None => Some(found),
            // One that is held has another address by now, unless it is one that was merged into it.
            Some(_) if has_it => None,
            Some(held) => Some(held.contact.clone()),
        })
    }

    /// Contacts of the team that look like the same company or person: the same domain, the same telephone, the same
    /// name at the same company (or at none), or a company of which one of the two has no person; the oldest first, at
    /// most ten. Each is one look into an index.
    pub async fn look_alikes(&mut self, team: Scope, profile: &Profile) -> Result<Vec<Contact>> {
        const MOST: usize = 10;
        let keys = Keys::of(profile);
        let is_alike = |held: &Held| {
            // The same digits in two countries are two numbers.
            let phones = profile.phone.as_ref().zip(held.contact.profile.phone.as_ref());
            keys.are_like(&held.keys) || phones.is_some_and(|(one, other)| one.is_same(other))
        };
        let related = self.unit.contacts.related(team.team(), &keys);
        let related = related.into_iter().filter(|held| is_alike(held));
        let mut alike: Vec<Contact> = related.map(|held| held.contact.clone()).collect();
        if !Asked::of(&keys, team.team()).all(|asked| self.unit.asked.contains(&asked)) {
            let rows = sqlx::query(sql!(
                "select * from contact where team_id = $1 and removed_at is null and (company_domain = $2 ",
                "or phone_digits = $3 or (company_key = $4 and (person_key is null or person_key = $5 or $5 = '')) ",
                "or (person_key = $5 and company_key is null and $4 = '')) order by no limit 10"
            ))
            .bind(team.team().0)
            .bind(keys.domain.as_deref().unwrap_or_default())
            .bind(keys.phone.as_deref().unwrap_or_default())
            .bind(keys.company.as_deref().unwrap_or_default())
            .bind(keys.person.as_deref().unwrap_or_default())
            .fetch_all(self.beside())
            .await?;
            let found = rows.iter().map(Held::read).collect::<Result<Vec<_>>>()?;
            let is_new = |held: &Held| self.unit.contacts.get(held.contact.id).is_none() && is_alike(held);
            alike.extend(found.into_iter().filter(is_new).map(|held| held.contact));
        }
        alike.sort_by_key(|contact| contact.no);
        alike.truncate(MOST);
        Ok(alike)
    }

    /// The contacts of these keys that are in scope, in the order of the keys.
    pub async fn contacts_by_id(&mut self, scope: Scope, ids: &[ContactId]) -> Result<Vec<Contact>> {
        let rows = sqlx::query(sql!(
            "select contact.* from json_each($1) as v cross join contact where contact.id = cast(v.value as bigint) ",
            "and team_id = $2 and ($3 = -1 or owner_id = $3) and removed_at is null order by v.key"
        ))
        .bind(serde_json::to_string(ids)?)
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(read_contact).collect()
    }

    /// A run of contacts in scope by number, after `after`: for the walks over a whole book.
    pub async fn contacts_after(
        &mut self,
        scope: Scope,
        after: ContactNo,
        limit: u32,
    ) -> Result<Vec<Contact>> {
        let rows = sqlx::query(sql!(
            "select * from contact where team_id = $1 and ($2 = -1 or owner_id = $2) and no > $3 ",
            "and removed_at is null order by no limit $4"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .bind(after.0)
        .bind(i64::from(limit))
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(read_contact).collect()
    }

    /// How many contacts are in scope.
    pub async fn contact_count(&mut self, scope: Scope) -> Result<u64> {
        let row = sqlx::query(sql!(
            "select count(*) as n from contact where team_id = $1 and ($2 = -1 or owner_id = $2) ",
            "and removed_at is null"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .fetch_one(self.connection().await?)
        .await?;
        Ok(row.int("n")?.unsigned_abs())
    }
}
