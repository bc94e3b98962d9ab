//! Contacts on disk: one by its number, its key or its likeness, and the questions asked of many at once.

use std::sync::Arc;

use chrono::{DateTime, Days, NaiveDate, Utc};
use sqlx::Arguments as _;
use sqlx::any::AnyRow;

use super::contact_row::read_contact;
use super::keys::Keys;
use super::row::{Columns, day};
use super::unit::{Asked, Held, Rows, Trait, Waits};
use super::{Result, Scope, Tx, sql};
use crate::change::ChangeId;
use crate::contact::{Contact, ContactId, ContactNo, Grade, Profile, Tally};
use crate::email::Email;
use crate::follow_up::FollowUp;
use crate::team::TeamId;

/// A part of a long list, and how long the whole is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The contacts on this page.
    pub contacts: Vec<Contact>,
    /// How many there are in all.
    pub total: u64,
}

/// How many contacts of a grade are due.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DueCount {
    /// Grade A.
    pub a: u64,
    /// Grade B.
    pub b: u64,
    /// Grade C.
    pub c: u64,
}

impl DueCount {
    /// All grades together.
    pub fn total(&self) -> u64 {
        self.a + self.b + self.c
    }
}

impl Tx {
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

    /// Contacts in scope whose name, company, address, country, source or notes contain the text, by grade and
    /// number.
    pub async fn find(&mut self, scope: Scope, text: &str, offset: u32, limit: u32) -> Result<Page> {
        let pattern = like(text);
        let total = sqlx::query(sql!(
            "select count(*) as n from contact c where team_id = $1 and ($2 = -1 or owner_id = $2) ",
            "and removed_at is null and (searched like $3 escape '\\' or exists (select 1 from interaction i ",
            "where i.contact_id = c.id and i.removed_at is null and i.searched like $3 escape '\\'))"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .bind(&pattern)
        .fetch_one(self.connection().await?)
        .await?
        .int("n")?;
        let rows = sqlx::query(sql!(
            "select * from contact c where team_id = $1 and ($2 = -1 or owner_id = $2) and removed_at is null ",
            "and (searched like $3 escape '\\' or exists (select 1 from interaction i where i.contact_id = c.id ",
            "and i.removed_at is null and i.searched like $3 escape '\\')) order by grade, no limit $4 offset $5"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .bind(&pattern)
        .bind(i64::from(limit))
        .bind(i64::from(offset))
        .fetch_all(self.connection().await?)
        .await?;
        Ok(Page {
            contacts: rows.iter().map(read_contact).collect::<Result<_>>()?,
            total: total.unsigned_abs(),
        })
    }

    /// What is due on `today` (the owner's local day) or was before, in the order of the list: awaiting an
    /// answer, next steps, then grade, days overdue, number.
    pub async fn due(
        &mut self,
        scope: Scope,
        today: NaiveDate,
        offset: u32,
        limit: u32,
    ) -> Result<Vec<Contact>> {
        let rows = sqlx::query(sql!(
            "select * from contact where team_id = $1 and owner_id = $2 and due_on <= $3 and removed_at is null ",
            "order by due_rank, grade, due_on, no limit $4 offset $5"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .bind(day(today))
        .bind(i64::from(limit))
        .bind(i64::from(offset))
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(read_contact).collect()
    }

    /// The next day after `today` (the owner's local day) on which something is due, and how many are.
    pub async fn next_due(&mut self, scope: Scope, today: NaiveDate) -> Result<Option<(NaiveDate, u64)>> {
        let row = sqlx::query(sql!(
            "select due_on, count(*) as n from contact where team_id = $1 and owner_id = $2 and due_on > $3 ",
            "and removed_at is null group by due_on order by due_on limit 1"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .bind(day(today))
        .fetch_optional(self.connection().await?)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let count = row.int("n")?.unsigned_abs();
        Ok(row.maybe_day("due_on")?.map(|on| (on, count)))
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

    /// How many are due, by grade.
    pub async fn due_count(&mut self, scope: Scope, today: NaiveDate) -> Result<DueCount> {
        let rows = sqlx::query(sql!(
            "select grade, count(*) as n from contact where team_id = $1 and owner_id = $2 and due_on <= $3 ",
            "and removed_at is null group by grade"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .bind(day(today))
        .fetch_all(self.connection().await?)
        .await?;
        let mut count = DueCount::default();
        for row in &rows {
            let n = row.int("n")?.unsigned_abs();
            match row.read("grade", Grade::parse)? {
                Grade::A => count.a = n,
                Grade::B => count.b = n,
                Grade::C => count.c = n,
            }
        }
        Ok(count)
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

    /// Writes the follow-ups of many contacts, many in a statement.
    pub(crate) async fn update_due(&mut self, settled: &[(ContactId, Option<FollowUp>)]) -> Result<()> {
        self.connection().await?;
        let statement = "update contact set due_on = given.due_on, due_why = given.due_why, due_rank = given.due_rank \
                         from given where contact.id = given.id";
        self.execute_with(
            &["id", "due_on", "due_why", "due_rank"],
            settled,
            statement,
            |(id, due), values| {
                values.add(id.0)?;
                values.add(due.map(|due| day(due.on)))?;
                values.add(due.map(|due| due.why.code()))?;
                values.add(due.map(|due| due.why.rank()))
            },
        )
        .await
    }

    /// Records that a follow-up that had fallen due ended with a touch on `closed_on` (the owner's local day):
    /// in time when that was before the next would have fallen due. What was not due yet leaves no trace.
    pub(crate) async fn end_follow_up(
        &mut self,
        contact: &Contact,
        closed_on: NaiveDate,
        change: ChangeId,
    ) -> Result<()> {
        let (Some(due), Some(owner)) = (contact.due, contact.owner) else { return Ok(()) };
        if due.on > closed_on {
            return Ok(());
        }
        let next =
            self.team(contact.team).await?.cadence.of(contact.grade).map(|days| {
                due.on.checked_add_days(Days::new(u64::from(days.max(1)))).unwrap_or(NaiveDate::MAX)
            });
        let done = next.is_none_or(|next| closed_on < next);
        self.unit.fallen.push(serde_json::json!([
            contact.team.0,
            contact.id.0,
            owner.0,
            day(due.on),
            day(closed_on),
            i64::from(done),
            change.0
        ]));
        Ok(())
    }

    /// Writes the ended follow-ups that wait.
    pub(super) async fn write_fallen(&mut self) -> Result<()> {
        let rows = std::mem::take(&mut self.unit.fallen);
        if rows.is_empty() {
            return Ok(());
        }
        sqlx::query(sql!(
            "insert into fallen_due (team_id, contact_id, owner_id, due_on, closed_on, done, change_id) ",
            "select cast(v.value ->> 0 as bigint), cast(v.value ->> 1 as bigint), cast(v.value ->> 2 as bigint), ",
            "v.value ->> 3, v.value ->> 4, cast(v.value ->> 5 as bigint), cast(v.value ->> 6 as bigint) ",
            "from json_each($1) as v"
        ))
        .bind(serde_json::to_string(&rows)?)
        .execute(self.beside())
        .await?;
        Ok(())
    }

    /// Erases what is known of a person: the row keeps its number and nothing else, the history goes.
    pub(crate) async fn erase_contact(&mut self, contact: &Contact, now: DateTime<Utc>) -> Result<()> {
        let blank = Contact {
            profile: Profile::default(),
            next_step: None,
            due: None,
            fit: None,
            grade_declined: None,
            tally: Tally::default(),
            ..contact.clone()
        };
        self.update_contact(&blank).await?;
        self.set_contact_removed(contact.id, Some(now)).await?;
        for text in [
            sql!("delete from interaction where contact_id = $1"),
            sql!("delete from fallen_due where contact_id = $1"),
            sql!("delete from change where contact_id = $1 and part_of is not null"),
            sql!(
                "update change set effects = '[]', reason = null, undone_at = coalesce(undone_at, at) where contact_id = $1"
            ),
            sql!("delete from letter where card_of = $1 and state <> 'waiting'"),
            sql!("delete from card where contact_id = $1"),
            sql!("delete from kept_flaw where contact_id = $1"),
            sql!("delete from awaited_check where contact_id = $1"),
        ] {
            sqlx::query(text).bind(contact.id.0).execute(self.connection().await?).await?;
        }
        match &contact.profile.email {
            Some(email) => self.drop_unused_mail_domain(email.domain()).await,
            None => Ok(()),
        }
    }

    /// Takes a contact out of the book (the number stays taken), or puts it back.
    pub(crate) async fn set_contact_removed(
        &mut self,
        id: ContactId,
        at: Option<DateTime<Utc>>,
    ) -> Result<()> {
        sqlx::query(sql!("update contact set removed_at = $2, version = version + 1 where id = $1"))
            .bind(id.0)
            .bind(at.map(|at| at.timestamp()))
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }
}

/// A text as a pattern that matches it anywhere, in lower case, its own wildcards defused.
pub(super) fn like(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.to_lowercase().chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}
