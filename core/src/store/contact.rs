//! Contacts on disk: the row, and the questions asked of many rows at once.

use chrono::{DateTime, Days, NaiveDate, Utc};
use sqlx::any::AnyRow;

use super::row::{Columns, day};
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
        let row = sqlx::query(sql!(
            "update team set next_no = next_no + 1 where id = $1 returning next_no - 1 as no"
        ))
        .bind(team.0)
        .fetch_one(self.connection().await?)
        .await?;
        Ok(ContactNo(row.int("no")?))
    }

    /// Writes a new contact and says under which key. The key, number and version in `contact` are not used.
    pub(crate) async fn insert_contact(&mut self, contact: &Contact) -> Result<ContactId> {
        let row = sqlx::query(sql!(
            "insert into contact (team_id, no, owner_id, owned_since, added_by, added_at, grade, stage, health) ",
            "values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id"
        ))
        .bind(contact.team.0)
        .bind(contact.no.0)
        .bind(contact.owner.map(|id| id.0))
        .bind(contact.owned_since.timestamp())
        .bind(contact.added_by.0)
        .bind(contact.added_at.timestamp())
        .bind(contact.grade.code())
        .bind(contact.stage.code())
        .bind(contact.health.code())
        .fetch_one(self.connection().await?)
        .await?;
        let id = ContactId(row.int("id")?);
        self.update_contact(&Contact { id, version: 0, ..contact.clone() }).await?;
        Ok(id)
    }

    /// Writes the contact as it now is, one version on.
    pub(crate) async fn update_contact(&mut self, contact: &Contact) -> Result<()> {
        let p = &contact.profile;
        sqlx::query(sql!(
            "update contact set version = $2, owner_id = $3, owned_since = $4, name = $5, company = $6, ",
            "company_key = $7, person_key = $8, title = $9, role = $10, email = $11, email_key = $12, ",
            "company_domain = $13, phone = $14, phone_digits = $15, linkedin = $16, language = $17, country = $18, ",
            "website = $19, industry = $20, size = $21, revenue = $22, source_channel = $23, source_detail = $24, ",
            "acquired_on = $25, pains = $26, plans = $27, weighs = $28, grade = $29, value = $30, stage = $31, ",
            "health = $32, suppressed_at = $33, next_step_on = $34, next_step = $35, snoozed_until = $36, ",
            "last_touch_at = $37, last_inbound_at = $38, last_insight_at = $39, touches_in_row = $40, ",
            "rest_kept = $41, due_on = $42, due_why = $43, due_rank = $44, searched = $45, ",
            "streak_from = $46 where id = $1"
        ))
        .bind(contact.id.0)
        .bind(contact.version + 1)
        .bind(contact.owner.map(|id| id.0))
        .bind(contact.owned_since.timestamp())
        .bind(p.name.as_deref())
        .bind(p.company.as_deref())
        .bind(p.company.as_deref().map(company_key))
        .bind(p.name.as_deref().map(person_key))
        .bind(p.title.as_deref())
        .bind(p.role.map(PurchaseRole::code))
        .bind(p.email.as_ref().map(Email::as_str))
        .bind(p.email.as_ref().map(Email::key))
        .bind(p.email.as_ref().and_then(Email::company_domain))
        .bind(p.phone.as_ref().map(Phone::as_str))
        .bind(p.phone.as_ref().map(Phone::digits))
        .bind(p.linkedin.as_deref())
        .bind(p.language.as_deref())
        .bind(p.country.as_ref().map(|country| country.code().to_owned()))
        .bind(p.website.as_deref())
        .bind(p.industry.as_deref())
        .bind(p.size.as_deref())
        .bind(p.revenue.as_deref())
        .bind(p.source.as_ref().map(|source| source.channel.code()))
        .bind(p.source.as_ref().map(|source| source.detail.as_str()))
        .bind(p.acquired_on.map(day))
        .bind(p.pains.as_deref())
        .bind(p.plans.as_deref())
        .bind(p.weighs.as_deref())
        .bind(contact.grade.code())
        .bind(p.value.map(Value::code))
        .bind(contact.stage.code())
        .bind(contact.health.code())
        .bind(contact.suppressed_at.map(|at| at.timestamp()))
        .bind(contact.next_step.as_ref().map(|step| day(step.on)))
        .bind(contact.next_step.as_ref().map(|step| step.what.as_str()))
        .bind(contact.snoozed_until.map(day))
        .bind(contact.tally.last_touch_at.map(|at| at.timestamp()))
        .bind(contact.tally.last_inbound_at.map(|at| at.timestamp()))
        .bind(contact.tally.last_insight_at.map(|at| at.timestamp()))
        .bind(i64::from(contact.tally.touches_in_row))
        .bind(i64::from(contact.tally.rest_kept))
        .bind(contact.due.map(|due| day(due.on)))
        .bind(contact.due.map(|due| due.why.code()))
        .bind(contact.due.map(|due| due.why.rank()))
        .bind(searched(p))
        .bind(contact.tally.streak_from.map(|at| at.timestamp()))
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// The contact of that number, if it is in scope: another's and a missing one are the same answer.
    pub async fn contact(&mut self, scope: Scope, no: ContactNo) -> Result<Option<Contact>> {
        let row = sqlx::query(sql!(
            "select * from contact where team_id = $1 and no = $2 and removed_at is null ",
            "and ($3 = -1 or owner_id = $3)"
        ))
        .bind(scope.team().0)
        .bind(no.0)
        .bind(scope.owner_or_all())
        .fetch_optional(self.connection().await?)
        .await?;
        row.as_ref().map(read_contact).transpose()
    }

    /// The contact of that key, if it is in scope.
    pub async fn contact_by_id(&mut self, scope: Scope, id: ContactId) -> Result<Option<Contact>> {
        let row = sqlx::query(sql!(
            "select * from contact where team_id = $1 and id = $2 and removed_at is null ",
            "and ($3 = -1 or owner_id = $3)"
        ))
        .bind(scope.team().0)
        .bind(id.0)
        .bind(scope.owner_or_all())
        .fetch_optional(self.connection().await?)
        .await?;
        row.as_ref().map(read_contact).transpose()
    }

    /// The contact that has this address in the team, whoever owns it.
    pub async fn contact_by_email(&mut self, team: Scope, email: &Email) -> Result<Option<Contact>> {
        let row = sqlx::query(sql!(
            "select * from contact where team_id = $1 and email_key = $2 and removed_at is null"
        ))
        .bind(team.team().0)
        .bind(email.key())
        .fetch_optional(self.connection().await?)
        .await?;
        row.as_ref().map(read_contact).transpose()
    }

    /// Contacts of the team that look like the same company or person: same domain, or same name at the same
    /// company; the oldest first, at most ten.
    pub async fn look_alikes(&mut self, team: Scope, profile: &Profile) -> Result<Vec<Contact>> {
        let rows = sqlx::query(sql!(
            "select * from contact where team_id = $1 and removed_at is null and (company_domain = $2 ",
            "or (company_key = $3 and person_key = $4)) order by no limit 10"
        ))
        .bind(team.team().0)
        .bind(profile.email.as_ref().and_then(Email::company_domain).unwrap_or_default())
        .bind(profile.company.as_deref().map(company_key).unwrap_or_default())
        .bind(profile.name.as_deref().map(person_key).unwrap_or_default())
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(read_contact).collect()
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
        sqlx::query(sql!(
            "insert into fallen_due (team_id, contact_id, owner_id, due_on, closed_on, done, change_id) ",
            "values ($1, $2, $3, $4, $5, $6, $7)"
        ))
        .bind(contact.team.0)
        .bind(contact.id.0)
        .bind(owner.0)
        .bind(day(due.on))
        .bind(day(closed_on))
        .bind(i64::from(next.is_none_or(|next| closed_on < next)))
        .bind(change.0)
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// Erases what is known of a person: the row keeps its number and nothing else, the history goes.
    pub(crate) async fn erase_contact(&mut self, contact: &Contact, now: DateTime<Utc>) -> Result<()> {
        let blank = Contact {
            profile: Profile::default(),
            next_step: None,
            due: None,
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
        ] {
            sqlx::query(text).bind(contact.id.0).execute(self.connection().await?).await?;
        }
        Ok(())
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
    })
}
