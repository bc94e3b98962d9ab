//! Contacts on disk: the row, and the questions asked of many rows at once.

use chrono::{DateTime, Days, NaiveDate, Utc};
use sqlx::any::AnyRow;

use super::ahead::Asked;
use super::row::{Columns, day};
use super::unit::Rows;
use super::{Result, Scope, Tx, sql};
use crate::change::ChangeId;
use crate::contact::{
    Channel, Contact, ContactId, ContactNo, Grade, Health, NextStep, Profile, PurchaseRole, Source, Stage,
    Tally, Value,
};
use crate::country::Country;
use crate::duplicate::{company_key, person_key};
use crate::email::Email;
use crate::follow_up::{FollowUp, Why};
use crate::ideal::Level;
use crate::interaction::Interaction;
use crate::phone::Phone;
use crate::team::{Lang, MemberId, TeamId};

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
        let waiting = Rows::of(self.unit.contacts.values().filter(|held| held.waits));
        let id = ContactId(self.next_id("contact", waiting).await?);
        let contact = Contact { id, version: 1, ..contact.clone() };
        self.hold_contact(Held { contact, brought: Some(by), last: Some(None), waits: true });
        Ok(id)
    }

    /// Writes the contact as it now is, one version on.
    pub(crate) async fn update_contact(&mut self, contact: &Contact) -> Result<()> {
        let held = self.unit.contacts.get(&contact.id);
        let (brought, last) = held.map_or((None, None), |held| (held.brought, held.last.clone()));
        let contact = Contact { version: contact.version + 1, ..contact.clone() };
        self.hold_contact(Held { contact, brought, last, waits: true });
        Ok(())
    }

    /// Writes the contacts that wait, new ones and changed ones, in one statement.
    pub(super) async fn write_contacts(&mut self) -> Result<()> {
        let waiting = self.unit.contacts.values_mut().filter(|held| held.waits);
        let rows = waiting.map(|held| {
            held.waits = false;
            held.row()
        });
        let rows: Vec<_> = rows.collect::<Result<_>>()?;
        if rows.is_empty() {
            return Ok(());
        }
        sqlx::query(sql!(
            "insert into contact (id, team_id, no, version, owner_id, owned_since, added_by, added_at, name, company, company_key, ",
            "person_key, title, role, email, email_key, company_domain, phone, phone_digits, linkedin, language, ",
            "country, website, industry, size, revenue, source_channel, source_detail, acquired_on, pains, plans, ",
            "weighs, grade, value, stage, health, suppressed_at, next_step_on, next_step, snoozed_until, ",
            "last_touch_at, last_inbound_at, last_insight_at, touches_in_row, streak_from, rest_kept, due_on, ",
            "due_why, due_rank, searched, change_id, fit, grade_declined, bounced_at) select ",
            "cast(v.value ->> 0 as bigint), cast(v.value ->> 1 as bigint), cast(v.value ->> 2 as bigint), ",
            "cast(v.value ->> 3 as bigint), cast(v.value ->> 4 as bigint), cast(v.value ->> 5 as bigint), ",
            "cast(v.value ->> 6 as bigint), cast(v.value ->> 7 as bigint), v.value ->> 8, v.value ->> 9, ",
            "v.value ->> 10, v.value ->> 11, v.value ->> 12, v.value ->> 13, v.value ->> 14, v.value ->> 15, ",
            "v.value ->> 16, v.value ->> 17, v.value ->> 18, v.value ->> 19, v.value ->> 20, v.value ->> 21, ",
            "v.value ->> 22, v.value ->> 23, v.value ->> 24, v.value ->> 25, v.value ->> 26, v.value ->> 27, ",
            "v.value ->> 28, v.value ->> 29, v.value ->> 30, v.value ->> 31, v.value ->> 32, v.value ->> 33, ",
            "v.value ->> 34, v.value ->> 35, cast(v.value ->> 36 as bigint), v.value ->> 37, v.value ->> 38, ",
            "v.value ->> 39, cast(v.value ->> 40 as bigint), cast(v.value ->> 41 as bigint), ",
            "cast(v.value ->> 42 as bigint), cast(v.value ->> 43 as bigint), cast(v.value ->> 44 as bigint), ",
            "cast(v.value ->> 45 as bigint), v.value ->> 46, v.value ->> 47, cast(v.value ->> 48 as bigint), ",
            "v.value ->> 49, cast(v.value ->> 50 as bigint), v.value ->> 51, v.value ->> 52, ",
            "cast(v.value ->> 53 as bigint) ",
            "from json_each($1) as v where true on conflict (id) do update set ",
            "version = excluded.version, owner_id = excluded.owner_id, owned_since = excluded.owned_since, ",
            "name = excluded.name, company = excluded.company, company_key = excluded.company_key, ",
            "person_key = excluded.person_key, title = excluded.title, role = excluded.role, email = excluded.email, ",
            "email_key = excluded.email_key, company_domain = excluded.company_domain, phone = excluded.phone, ",
            "phone_digits = excluded.phone_digits, linkedin = excluded.linkedin, language = excluded.language, ",
            "country = excluded.country, website = excluded.website, industry = excluded.industry, ",
            "size = excluded.size, revenue = excluded.revenue, source_channel = excluded.source_channel, ",
            "source_detail = excluded.source_detail, acquired_on = excluded.acquired_on, pains = excluded.pains, ",
            "plans = excluded.plans, weighs = excluded.weighs, grade = excluded.grade, value = excluded.value, ",
            "stage = excluded.stage, health = excluded.health, suppressed_at = excluded.suppressed_at, ",
            "next_step_on = excluded.next_step_on, next_step = excluded.next_step, ",
            "snoozed_until = excluded.snoozed_until, last_touch_at = excluded.last_touch_at, ",
            "last_inbound_at = excluded.last_inbound_at, last_insight_at = excluded.last_insight_at, ",
            "touches_in_row = excluded.touches_in_row, streak_from = excluded.streak_from, ",
            "rest_kept = excluded.rest_kept, due_on = excluded.due_on, due_why = excluded.due_why, ",
            "due_rank = excluded.due_rank, searched = excluded.searched, fit = excluded.fit, ",
            "grade_declined = excluded.grade_declined, bounced_at = excluded.bounced_at"
        ))
        .bind(serde_json::to_string(&rows)?)
        .execute(self.beside())
        .await?;
        Ok(())
    }

    /// The contact of that number, if it is in scope: another's and a missing one are the same answer.
    pub async fn contact(&mut self, scope: Scope, no: ContactNo) -> Result<Option<Contact>> {
        let of_number = |held: &&Held| held.contact.no == no && held.contact.team == scope.team();
        if let Some(held) = self.unit.contacts.values().find(of_number) {
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
        if let Some(held) = self.unit.contacts.get(&id) {
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
        let contact = read_contact(&row)?;
        let seen = scope.sees(&contact);
        self.hold_contact(Held::read(contact));
        Ok(seen)
    }

    /// The contact that has this address in the team, whoever owns it; or had it before it was merged.
    pub async fn contact_by_email(&mut self, team: Scope, email: &Email) -> Result<Option<Contact>> {
        let key = email.key();
        let has_it =
            |contact: &Contact| contact.profile.email.as_ref().is_some_and(|email| email.key() == key);
        let mut held = self.with_held(team, &has_it);
        if !held.is_empty() || self.unit.asked.contains(&Asked::Email(team.team(), key.clone())) {
            return Ok(held.pop());
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
        Ok(match self.unit.contacts.get(&found.id) {
            None => Some(found),
            // One that is held has another address by now, unless it is one that was merged into it.
            Some(_) if has_it(&found) => None,
            Some(held) => Some(held.contact.clone()),
        })
    }

    /// Contacts of the team that look like the same company or person: the same domain, the same telephone, the same
    /// name at the same company (or at none), or a company of which one of the two has no person; the oldest first, at
    /// most ten. Each is one look into an index.
    pub async fn look_alikes(&mut self, team: Scope, profile: &Profile) -> Result<Vec<Contact>> {
        const MOST: usize = 10;
        let keys = Keys::of(profile);
        let mut alike = self.with_held(team, &|contact| is_alike(profile, &contact.profile));
        if !keys.asked(team.team()).iter().all(|asked| self.unit.asked.contains(asked)) {
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
            let found = rows.iter().map(read_contact).collect::<Result<Vec<_>>>()?;
            let is_new = |other: &Contact| {
                !self.unit.contacts.contains_key(&other.id) && is_alike(profile, &other.profile)
            };
            alike.extend(found.into_iter().filter(is_new));
        }
        alike.sort_by_key(|contact| contact.no);
        alike.truncate(MOST);
        Ok(alike)
    }

    /// The contacts of a team that are held and of which this is true.
    fn with_held(&self, team: Scope, is_meant: &dyn Fn(&Contact) -> bool) -> Vec<Contact> {
        let held = self.unit.contacts.values().map(|held| &held.contact);
        held.filter(|contact| contact.team == team.team() && is_meant(contact)).cloned().collect()
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

    /// Writes the follow-ups of many contacts, a hundred in a statement.
    pub(crate) async fn update_due(&mut self, settled: &[(ContactId, Option<FollowUp>)]) -> Result<()> {
        for run in settled.chunks(100) {
            let rows: Vec<_> = run
                .iter()
                .map(|(id, due)| {
                    serde_json::json!([
                        id.0,
                        due.map(|due| day(due.on)),
                        due.map(|due| due.why.code()),
                        due.map(|due| due.why.rank())
                    ])
                })
                .collect();
            sqlx::query(sql!(
                "update contact set due_on = v.value ->> 1, due_why = v.value ->> 2, ",
                "due_rank = cast(v.value ->> 3 as integer) from json_each($1) as v ",
                "where contact.id = cast(v.value ->> 0 as bigint)"
            ))
            .bind(serde_json::to_string(&rows)?)
            .execute(self.connection().await?)
            .await?;
        }
        Ok(())
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

/// A contact as a transaction holds it.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub(super) contact: Contact,
    /// The change that brought it, where it is new.
    pub(super) brought: Option<ChangeId>,
    /// The last thing that happened with it, where that is known: nothing may have.
    pub(super) last: Option<Option<Interaction>>,
    /// It differs from what is on disk.
    pub(super) waits: bool,
}

impl Held {
    /// As it was read.
    pub(super) fn read(contact: Contact) -> Held {
        Held { contact, brought: None, last: None, waits: false }
    }

    /// As `write_contacts` reads it.
    fn row(&self) -> Result<serde_json::Value> {
        let contact = &self.contact;
        let p = &contact.profile;
        Ok(serde_json::json!([
            contact.id.0,
            contact.team.0,
            contact.no.0,
            contact.version,
            contact.owner.map(|id| id.0),
            contact.owned_since.timestamp(),
            contact.added_by.0,
            contact.added_at.timestamp(),
            p.name,
            p.company,
            p.company.as_deref().map(company_key),
            p.name.as_deref().map(person_key),
            p.title,
            p.role.map(PurchaseRole::code),
            p.email.as_ref().map(Email::as_str),
            p.email.as_ref().map(Email::key),
            p.email.as_ref().and_then(Email::company_domain),
            p.phone.as_ref().map(Phone::as_str),
            p.phone.as_ref().map(Phone::digits),
            p.linkedin,
            p.language,
            p.country.map(|country| country.code()),
            p.website,
            p.industry,
            p.size,
            p.revenue,
            p.source.as_ref().map(|source| source.channel.code()),
            p.source.as_ref().map(|source| source.detail.as_str()),
            p.acquired_on.map(day),
            p.pains,
            p.plans,
            p.weighs,
            contact.grade.code(),
            p.value.map(Value::code),
            contact.stage.code(),
            contact.health.code(),
            seconds(contact.suppressed_at),
            contact.next_step.as_ref().map(|step| day(step.on)),
            contact.next_step.as_ref().map(|step| step.what.as_str()),
            contact.snoozed_until.map(day),
            seconds(contact.tally.last_touch_at),
            seconds(contact.tally.last_inbound_at),
            seconds(contact.tally.last_insight_at),
            contact.tally.touches_in_row,
            seconds(contact.tally.streak_from),
            i64::from(contact.tally.rest_kept),
            contact.due.map(|due| day(due.on)),
            contact.due.map(|due| due.why.code()),
            contact.due.map(|due| due.why.rank()),
            searched(p),
            self.brought.map(|id| id.0),
            contact.fit.map(Level::code),
            contact.grade_declined.as_ref().map(serde_json::to_string).transpose()?,
            seconds(contact.bounced_at)
        ]))
    }
}

fn seconds(at: Option<DateTime<Utc>>) -> Option<i64> {
    at.map(|at| at.timestamp())
}

/// By what two contacts are the same, or look alike.
pub(super) struct Keys {
    pub(super) email: Option<String>,
    pub(super) domain: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) company: Option<String>,
    pub(super) person: Option<String>,
}

impl Keys {
    pub(super) fn of(profile: &Profile) -> Keys {
        Keys {
            email: profile.email.as_ref().map(Email::key),
            domain: profile.email.as_ref().and_then(Email::company_domain),
            phone: profile.phone.as_ref().map(Phone::digits),
            company: profile.company.as_deref().map(company_key),
            person: profile.name.as_deref().map(person_key),
        }
    }

    /// What is asked of a team's contacts to find those that are like.
    pub(super) fn asked(&self, team: TeamId) -> Vec<Asked> {
        let domain = self.domain.clone().map(|domain| Asked::Domain(team, domain));
        let phone = self.phone.clone().map(|digits| Asked::Phone(team, digits));
        let who = Asked::Who(team, self.company.clone(), self.person.clone());
        domain.into_iter().chain(phone).chain([who]).collect()
    }
}

/// Whether what found a contact holds: of two numbers that name their countries the countries must be the same.
fn is_alike(one: &Profile, other: &Profile) -> bool {
    let domain = |profile: &Profile| profile.email.as_ref().and_then(Email::company_domain);
    let company = |profile: &Profile| profile.company.as_deref().map(company_key);
    let person = |profile: &Profile| profile.name.as_deref().map(person_key);
    (domain(one).is_some() && domain(one) == domain(other))
        || one.phone.as_ref().zip(other.phone.as_ref()).is_some_and(|(one, other)| one.is_same(other))
        || (company(one) == company(other)
            && (person(one) == person(other)
                || (company(one).is_some() && (one.name.is_none() || other.name.is_none()))))
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

/// What `/find` looks through, in lower case; the country in both languages and as its code.
pub(super) fn searched(profile: &Profile) -> String {
    let country = profile.country.as_ref();
    let parts = [
        profile.name.as_deref(),
        profile.company.as_deref(),
        profile.email.as_ref().map(Email::as_str),
        profile.phone.as_ref().map(Phone::as_str),
        country.map(|country| country.name(Lang::En)),
        country.map(|country| country.name(Lang::Zh)),
        profile.source.as_ref().map(|source| source.channel.code()),
        profile.source.as_ref().map(|source| source.detail.as_str()),
        profile.title.as_deref(),
        profile.industry.as_deref(),
        profile.website.as_deref(),
        profile.pains.as_deref(),
        profile.plans.as_deref(),
        profile.weighs.as_deref(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n").to_lowercase()
}

/// A contact from its row.
pub(super) fn read_contact(row: &AnyRow) -> Result<Contact> {
    let source = match row.maybe_read("source_channel", Channel::parse)? {
        Some(channel) => {
            Some(Source { channel, detail: row.maybe_text("source_detail")?.unwrap_or_default() })
        }
        None => None,
    };
    let next_step = match row.maybe_day("next_step_on")? {
        Some(on) => Some(NextStep { on, what: row.maybe_text("next_step")?.unwrap_or_default() }),
        None => None,
    };
    let due = match row.maybe_day("due_on")? {
        Some(on) => Some(FollowUp { on, why: row.read("due_why", Why::parse)? }),
        None => None,
    };
    Ok(Contact {
        id: ContactId(row.int("id")?),
        team: TeamId(row.int("team_id")?),
        no: ContactNo(row.int("no")?),
        version: row.int("version")?,
        owner: row.maybe_int("owner_id")?.map(MemberId),
        owned_since: row.instant("owned_since")?,
        added_by: MemberId(row.int("added_by")?),
        added_at: row.instant("added_at")?,
        profile: Profile {
            name: row.maybe_text("name")?,
            company: row.maybe_text("company")?,
            title: row.maybe_text("title")?,
            role: row.maybe_read("role", PurchaseRole::parse)?,
            email: row.maybe_read("email", |text| Email::parse(text).ok())?,
            phone: row.maybe_read("phone", |text| Phone::parse(text, None))?,
            linkedin: row.maybe_text("linkedin")?,
            language: row.maybe_text("language")?,
            country: row.maybe_read("country", Country::parse)?,
            website: row.maybe_text("website")?,
            industry: row.maybe_text("industry")?,
            size: row.maybe_text("size")?,
            revenue: row.maybe_text("revenue")?,
            source,
            acquired_on: row.maybe_day("acquired_on")?,
            value: row.maybe_read("value", Value::parse)?,
            pains: row.maybe_text("pains")?,
            plans: row.maybe_text("plans")?,
            weighs: row.maybe_text("weighs")?,
        },
        grade: row.read("grade", Grade::parse)?,
        stage: row.read("stage", Stage::parse)?,
        health: row.read("health", Health::parse)?,
        bounced_at: row.maybe_instant("bounced_at")?,
        suppressed_at: row.maybe_instant("suppressed_at")?,
        next_step,
        snoozed_until: row.maybe_day("snoozed_until")?,
        tally: Tally {
            last_touch_at: row.maybe_instant("last_touch_at")?,
            last_inbound_at: row.maybe_instant("last_inbound_at")?,
            last_insight_at: row.maybe_instant("last_insight_at")?,
            touches_in_row: u32::try_from(row.int("touches_in_row")?).unwrap_or(0),
            streak_from: row.maybe_instant("streak_from")?,
            rest_kept: row.int("rest_kept")? != 0,
        },
        due,
        fit: row.maybe_read("fit", Level::parse)?,
        grade_declined: row.maybe_read("grade_declined", |text| serde_json::from_str(text).ok())?,
    })
}
