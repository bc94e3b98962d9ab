//! Contacts by number, by key and by likeness: they are cached, and their changes wait.

mod cache;

use std::sync::Arc;

use sqlx::any::AnyRow;

use super::Pending;
use super::prefetch::Lookup;
use crate::contact::{Contact, Profile};
use crate::email::Email;
use crate::store::keys::Keys;
use crate::store::row::Columns;
use crate::store::tables::{ContactRow, read_contact};
use crate::store::{Result, Scope, Tx, sql};
use crate::vocabulary::{ChangeId, ContactId, ContactNo};

use cache::IndexKey;
pub(super) use cache::{CachedContact, ContactCache, DirtyState};

impl CachedContact {
    /// As it is on disk.
    pub(in crate::store::unit) fn read(row: &impl Columns) -> Result<CachedContact> {
        let (contact, keys) = (read_contact(row)?, Arc::new(Keys::read(row)?));
        Ok(CachedContact { contact, keys, brought: None, last: None, dirty: DirtyState::Clean })
    }

    fn row(&self) -> ContactRow<'_> {
        ContactRow { contact: &self.contact, keys: &self.keys, brought: self.brought }
    }
}

impl Tx {
    /// Writes a new contact, brought by a change, and says under which key. The key in `contact` is not used.
    pub(crate) async fn insert_contact(&mut self, contact: &Contact, by: ChangeId) -> Result<ContactId> {
        let id = ContactId(self.next_id("contact", Pending::of(self.unit.contacts.dirty())).await?);
        let contact = Contact { id, version: 1, ..contact.clone() };
        let keys = Arc::new(Keys::of(&contact.profile));
        self.cache_contact(CachedContact {
            contact,
            keys,
            brought: Some(by),
            last: Some(None),
            dirty: DirtyState::AllFields,
        });
        Ok(id)
    }

    /// Writes a new contact that has a past already, brought by a change, under the key and in the version that it has.
    pub(crate) fn insert_grown_contact(&mut self, contact: &Contact, by: ChangeId) {
        self.new_rows += 1;
        self.cache_contact(CachedContact {
            contact: contact.clone(),
            keys: Arc::new(Keys::of(&contact.profile)),
            brought: Some(by),
            last: None,
            dirty: DirtyState::AllFields,
        });
    }

    /// Writes the contact as it now is, one version on.
    pub(crate) async fn update_contact(&mut self, contact: &Contact) -> Result<()> {
        let contact = Contact { version: contact.version + 1, ..contact.clone() };
        let Some(cached) = self.unit.contacts.get(contact.id) else {
            let keys = Arc::new(Keys::of(&contact.profile));
            self.cache_contact(CachedContact {
                contact,
                keys,
                brought: None,
                last: None,
                dirty: DirtyState::AllFields,
            });
            return Ok(());
        };
        let keys = match cached.contact.profile == contact.profile {
            true => cached.keys.clone(),
            false => Arc::new(Keys::of(&contact.profile)),
        };
        let dirty = cached.dirty.max(DirtyState::between(&cached.contact, &contact));
        self.cache_contact(CachedContact {
            contact,
            keys,
            brought: cached.brought,
            last: cached.last.clone(),
            dirty,
        });
        Ok(())
    }

    /// The contact of that number, if it is in scope. "Not yours" and "not there" are one answer (docs/product.md,
    /// rule 1.6).
    pub async fn contact(&mut self, scope: Scope, no: ContactNo) -> Result<Option<Contact>> {
        if let Some(cached) = self.unit.contacts.listed(scope.team(), IndexKey::No(no)).next() {
            return Ok(scope.sees(&cached.contact));
        }
        let row =
            sqlx::query(sql!("select * from contact where team_id = $1 and no = $2 and removed_at is null"))
                .bind(scope.team().0)
                .bind(no.0)
                .fetch_optional(self.connection.any())
                .await?;
        self.read_and_cache(scope, row)
    }

    /// The contact of that key, if it is in scope.
    pub async fn contact_by_id(&mut self, scope: Scope, id: ContactId) -> Result<Option<Contact>> {
        if let Some(cached) = self.unit.contacts.get(id) {
            return Ok(scope.sees(&cached.contact));
        }
        let row =
            sqlx::query(sql!("select * from contact where team_id = $1 and id = $2 and removed_at is null"))
                .bind(scope.team().0)
                .bind(id.0)
                .fetch_optional(self.connection.any())
                .await?;
        self.read_and_cache(scope, row)
    }

    fn read_and_cache(&mut self, scope: Scope, row: Option<AnyRow>) -> Result<Option<Contact>> {
        let Some(row) = row else { return Ok(None) };
        let cached = CachedContact::read(&row)?;
        let seen = scope.sees(&cached.contact);
        self.cache_contact(cached);
        Ok(seen)
    }

    /// The contact that has this address in the team, whoever owns it; or had it before it was merged.
    pub async fn contact_by_email(&mut self, team: Scope, email: &Email) -> Result<Option<Contact>> {
        let key = email.key();
        let mut listed = self.unit.contacts.listed(team.team(), IndexKey::Email(key.clone()));
        if let Some(cached) = listed.find(|cached| cached.keys.email.as_ref() == Some(&key)) {
            return Ok(Some(cached.contact.clone()));
        }
        drop(listed);
        if self.unit.looked_up.contains(&Lookup::Email(team.team(), key.clone())) {
            return Ok(None);
        }
        let row = sqlx::query(sql!(
            "select * from contact where removed_at is null and id in (select id from contact where team_id = $1 ",
            "and email_key = $2 and removed_at is null union select merged_into from contact where team_id = $1 ",
            "and email_key = $2 and merged_into is not null) order by case when email_key = $2 then 0 else 1 end limit 1"
        ))
        .bind(team.team().0)
        .bind(&key)
        .fetch_optional(self.connection.any())
        .await?;
        let Some(found) = row.as_ref().map(read_contact).transpose()? else { return Ok(None) };
        let has_it = found.profile.email.as_ref().is_some_and(|email| email.key() == key);
        Ok(match self.unit.contacts.get(found.id) {
            None => Some(found),
            // The cached contact has another address by now, unless the address came from a merged one.
            Some(_) if has_it => None,
            Some(cached) => Some(cached.contact.clone()),
        })
    }

    /// Contacts of the team that look like the same company or person: the same domain, the same telephone, the same
    /// name at the same company (or at none), or a company of which one of the two has no person; the oldest first, at
    /// most ten. Each of these is one look into an index.
    pub async fn look_alikes(&mut self, team: Scope, profile: &Profile) -> Result<Vec<Contact>> {
        const MOST: usize = 10;
        let keys = Keys::of(profile);
        let is_alike = |cached: &CachedContact| {
            // The same digits in two countries are two numbers.
            let theirs = &cached.contact.profile;
            keys.are_like(&cached.keys)
                || profile.numbers().any(|one| theirs.numbers().any(|other| one.is_same(other)))
        };
        let related = self.unit.contacts.related(team.team(), &keys);
        let related = related.into_iter().filter(|cached| is_alike(cached));
        let mut alike: Vec<Contact> = related.map(|cached| cached.contact.clone()).collect();
        if !Lookup::of(&keys, team.team()).all(|asked| self.unit.looked_up.contains(&asked)) {
            let rows = sqlx::query(sql!(
                "select * from contact where id in (",
                "select id from contact where team_id = $1 and company_domain = $2 and removed_at is null ",
                "union select id from contact where team_id = $1 and phone_digits in ($3, $6) and removed_at is null ",
                "union select id from contact where team_id = $1 and whatsapp_digits in ($3, $6) and removed_at is null ",
                "union select id from contact where team_id = $1 and company_key = $4 and removed_at is null ",
                "and (person_key is null or person_key = $5 or $5 = '') ",
                "union select id from contact where team_id = $1 and person_key = $5 and $4 = '' ",
                "and company_key is null and removed_at is null) order by no limit 10"
            ))
            .bind(team.team().0)
            .bind(keys.domain.as_deref().unwrap_or_default())
            .bind(keys.phone.as_deref().unwrap_or_default())
            .bind(keys.company.as_deref().unwrap_or_default())
            .bind(keys.person.as_deref().unwrap_or_default())
            .bind(keys.whatsapp.as_deref().unwrap_or_default())
            .fetch_all(self.connection.any())
            .await?;
            let found = rows.iter().map(CachedContact::read).collect::<Result<Vec<_>>>()?;
            let is_new = |cached: &CachedContact| {
                self.unit.contacts.get(cached.contact.id).is_none() && is_alike(cached)
            };
            alike.extend(found.into_iter().filter(is_new).map(|cached| cached.contact));
        }
        alike.sort_by_key(|contact| contact.no);
        alike.truncate(MOST);
        Ok(alike)
    }

    /// Writes the contacts that wait, new ones and changed ones.
    pub(in crate::store::unit) async fn write_contacts(&mut self) -> Result<()> {
        let mut contacts = std::mem::take(&mut self.unit.contacts);
        let (all_fields, touch_fields): (Vec<&CachedContact>, Vec<&CachedContact>) =
            contacts.dirty().partition(|cached| cached.dirty == DirtyState::AllFields);
        let all_fields: Vec<_> = all_fields.into_iter().map(CachedContact::row).collect();
        let touch_fields: Vec<_> = touch_fields.into_iter().map(|cached| &cached.contact).collect();
        let done = match self.connection.write_rows(&all_fields).await {
            Ok(()) => self.connection.write_touch_fields(&touch_fields).await,
            fault => fault,
        };
        contacts.by_id.values_mut().for_each(|cached| cached.dirty = DirtyState::Clean);
        self.unit.contacts = contacts;
        done
    }
}
