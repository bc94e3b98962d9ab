//! A contact as its row: every column once where it is written, and once where it is read.

use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use sqlx::Arguments as _;
use sqlx::any::AnyArguments;

use crate::contact::{Contact, FollowUp, NextStep, Profile, Source, Tally};
use crate::email::Email;
use crate::phone::Phone;
use crate::store::keys::Keys;
use crate::store::many::{BindError, Table};
use crate::store::row::{Columns, day};
use crate::store::{Connection, Result};
use crate::vocabulary::{
    ChangeId, Channel, ContactId, ContactNo, Country, DueReason, FitLevel, Grade, Health, Lang, MemberId,
    PurchaseRole, Stage, TeamId, Value,
};

/// A contact to be written.
#[derive(Debug, Clone, Copy)]
pub(in crate::store) struct ContactRow<'a> {
    pub(in crate::store) contact: &'a Contact,
    pub(in crate::store) keys: &'a Keys,
    /// The change that brought it, where it is new.
    pub(in crate::store) brought: Option<ChangeId>,
}

/// What stays as it was when a contact is written again.
const LASTING: &[&str] = &["id", "team_id", "no", "added_by", "added_at", "change_id"];

/// Columns that are written, and how each is made: their names, and a function that gives one row's values.
macro_rules! columns {
    ($columns:ident, $bind:ident: $type:ty, |$row:pat_param| $($name:literal: $value:expr),+ $(,)?) => {
        pub(in crate::store) const $columns: &[&str] = &[$($name),+];

        fn $bind(row: &$type, values: &mut AnyArguments) -> Result<(), BindError> {
            let $row = *row;
            $(values.add($value)?;)+
            Ok(())
        }
    };
}

columns! { COLUMNS, bind: ContactRow<'_>, |ContactRow { contact, keys, brought }|
    "id": contact.id.0,
    "team_id": contact.team.0,
    "no": contact.no.0,
    "version": contact.version,
    "owner_id": contact.owner.map(|id| id.0),
    "owned_since": contact.owned_since.timestamp(),
    "added_by": contact.added_by.0,
    "added_at": contact.added_at.timestamp(),
    "name": contact.profile.name.as_deref(),
    "company": contact.profile.company.as_deref(),
    "company_key": keys.company.as_deref(),
    "person_key": keys.person.as_deref(),
    "title": contact.profile.title.as_deref(),
    "role": contact.profile.role.map(PurchaseRole::code),
    "email": contact.profile.email.as_ref().map(Email::as_str),
    "email_key": keys.email.as_deref(),
    "company_domain": keys.domain.as_deref(),
    "phone": contact.profile.phone.as_ref().map(Phone::as_str),
    "phone_digits": keys.phone.as_deref(),
    "linkedin": contact.profile.linkedin.as_deref(),
    "language": contact.profile.language.as_deref(),
    "country": contact.profile.country.map(|country| country.code()),
    "website": contact.profile.website.as_deref(),
    "industry": contact.profile.industry.as_deref(),
    "size": contact.profile.size.as_deref(),
    "revenue": contact.profile.revenue.as_deref(),
    "source_channel": contact.profile.source.as_ref().map(|source| source.channel.code()),
    "source_detail": contact.profile.source.as_ref().map(|source| source.detail.as_str()),
    "acquired_on": contact.profile.acquired_on.map(day),
    "pains": contact.profile.pains.as_deref(),
    "plans": contact.profile.plans.as_deref(),
    "weighs": contact.profile.weighs.as_deref(),
    "grade": contact.grade.code(),
    "value": contact.profile.value.map(Value::code),
    "stage": contact.stage.code(),
    "health": contact.health.code(),
    "suppressed_at": seconds(contact.suppressed_at),
    "next_step_on": contact.next_step.as_ref().map(|step| day(step.on)),
    "next_step": contact.next_step.as_ref().map(|step| step.what.as_str()),
    "snoozed_until": contact.snoozed_until.map(day),
    "last_touch_at": seconds(contact.tally.last_touch_at),
    "last_inbound_at": seconds(contact.tally.last_inbound_at),
    "last_insight_at": seconds(contact.tally.last_insight_at),
    "touches_in_row": i64::from(contact.tally.touches_in_row),
    "streak_from": seconds(contact.tally.streak_from),
    "rest_kept": i64::from(contact.tally.rest_kept),
    "due_on": contact.due.map(|due| day(due.on)),
    "due_why": contact.due.map(|due| due.why.code()),
    "due_rank": contact.due.map(|due| due.why.rank()),
    "searched": searched(&contact.profile),
    "change_id": brought.map(|id| id.0),
    "fit": contact.fit.map(FitLevel::code),
    "grade_declined": contact.grade_declined.as_ref().map(serde_json::to_string).transpose()?,
    "bounced_at": seconds(contact.bounced_at),
}

columns! { TOUCH_COLUMNS, bind_touch_columns: &Contact, |contact|
    "id": contact.id.0,
    "version": contact.version,
    "stage": contact.stage.code(),
    "next_step_on": contact.next_step.as_ref().map(|step| day(step.on)),
    "next_step": contact.next_step.as_ref().map(|step| step.what.as_str()),
    "snoozed_until": contact.snoozed_until.map(day),
    "last_touch_at": seconds(contact.tally.last_touch_at),
    "last_inbound_at": seconds(contact.tally.last_inbound_at),
    "last_insight_at": seconds(contact.tally.last_insight_at),
    "touches_in_row": i64::from(contact.tally.touches_in_row),
    "streak_from": seconds(contact.tally.streak_from),
    "rest_kept": i64::from(contact.tally.rest_kept),
    "due_on": contact.due.map(|due| day(due.on)),
    "due_why": contact.due.map(|due| due.why.code()),
    "due_rank": contact.due.map(|due| due.why.rank()),
}

/// What a contact that is there becomes: what another table gives, but for what stays.
fn set_from(table: &str, columns: &[&str]) -> String {
    let set = columns.iter().filter(|name| !LASTING.contains(name));
    let set: Vec<String> = set.map(|name| format!("{name} = {table}.{name}")).collect();
    set.join(", ")
}

impl Connection {
    /// Writes contacts, new ones and changed ones, many in a statement.
    pub(in crate::store) async fn write_rows(&mut self, rows: &[ContactRow<'_>]) -> Result<()> {
        static ANEW: LazyLock<String> =
            LazyLock::new(|| format!("on conflict (id) do update set {}", set_from("excluded", COLUMNS)));
        self.insert(Table { name: "contact", columns: COLUMNS, then: &ANEW }, rows, bind).await
    }

    /// Writes of contacts what every touch changes, many in a statement. The other columns, and the many indexes that
    /// they are in, stay untouched.
    pub(in crate::store) async fn write_touch_fields(&mut self, contacts: &[&Contact]) -> Result<()> {
        static THEN: LazyLock<String> = LazyLock::new(|| {
            let set = set_from("given", TOUCH_COLUMNS);
            format!("update contact set {set} from given where contact.id = given.id")
        });
        self.execute_with(TOUCH_COLUMNS, contacts, &THEN, bind_touch_columns).await
    }
}

fn seconds(at: Option<DateTime<Utc>>) -> Option<i64> {
    at.map(|at| at.timestamp())
}

/// What `/find` looks through, in lower case; the country in both languages and as its code.
fn searched(profile: &Profile) -> String {
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
pub(in crate::store) fn read_contact(row: &impl Columns) -> Result<Contact> {
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
        Some(on) => Some(FollowUp { on, why: row.read("due_why", DueReason::parse)? }),
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
        fit: row.maybe_read("fit", FitLevel::parse)?,
        grade_declined: row.maybe_read("grade_declined", |text| serde_json::from_str(text).ok())?,
    })
}
