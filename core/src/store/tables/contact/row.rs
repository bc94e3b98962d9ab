//! A contact as its row. Every column is named once for writing and once for reading.

use std::sync::LazyLock;

use chrono::{DateTime, NaiveTime, Utc};
use sqlx::Arguments as _;
use sqlx::any::AnyArguments;

use super::searched::searched;
use crate::contact::{Contact, FollowUp, NextStep, Profile, Source, Tally};
use crate::email::Email;
use crate::phone::Phone;
use crate::store::keys::Keys;
use crate::store::many::{BindError, Table};
use crate::store::row::{Columns, day};
use crate::store::{Connection, Result};
use crate::vocabulary::{
    ChangeId, Channel, ContactId, ContactNo, Country, DueReason, FitLevel, Grade, Health, MemberId,
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

/// Columns that are not updated when a contact is written again.
const LASTING: &[&str] = &["id", "team_id", "no", "added_by", "added_at", "change_id"];

/// The columns of a contact, each once: its name, and how its value is made. Those that every touch changes come last,
/// since they are written alone as well. The patterns name all there is of a contact: what is new is bound or does not
/// compile.
macro_rules! columns {
    (
        |$row:pat_param| $($name:literal: $value:expr),+;
        |$contact:pat_param| $($touch_name:literal: $touch_value:expr),+ $(,)?
    ) => {
        pub(in crate::store) const COLUMNS: &[&str] = &["id", $($name,)+ $($touch_name),+];
        const TOUCH_COLUMNS: &[&str] = &["id", $($touch_name),+];

        fn bind(row: &ContactRow<'_>, values: &mut AnyArguments) -> Result<(), BindError> {
            let $row = *row;
            values.add(row.contact.id.0)?;
            $(values.add($value)?;)+
            bind_touched(row.contact, values)
        }

        fn bind_touch_columns(contact: &&Contact, values: &mut AnyArguments) -> Result<(), BindError> {
            values.add(contact.id.0)?;
            bind_touched(contact, values)
        }

        fn bind_touched($contact: &Contact, values: &mut AnyArguments) -> Result<(), BindError> {
            $(values.add($touch_value)?;)+
            Ok(())
        }
    };
}

columns! {
    |ContactRow {
        contact: Contact {
            team,
            no,
            owner,
            owned_since,
            added_by,
            added_at,
            profile: profile @ Profile {
                name,
                company,
                title,
                role,
                email,
                phone,
                whatsapp,
                wechat,
                linkedin,
                language,
                country,
                website,
                industry,
                size,
                revenue,
                source,
                acquired_on,
                value,
                pains,
                plans,
                weighs,
            },
            grade,
            health,
            bounced_at,
            suppressed_at,
            basis,
            fit,
            grade_given,
            grade_declined,
            grade_reasoned_at,
            // Written before all others, and below.
            id: _,
            version: _,
            stage: _,
            next_step: _,
            snoozed_until: _,
            tally: _,
            due: _,
        },
        keys: Keys {
            email: email_key,
            domain,
            phone: phone_digits,
            whatsapp: whatsapp_digits,
            company: company_key,
            person: person_key,
        },
        brought,
    }|
    "team_id": team.0,
    "no": no.0,
    "owner_id": owner.map(|id| id.0),
    "owned_since": owned_since.timestamp(),
    "added_by": added_by.0,
    "added_at": added_at.timestamp(),
    "name": name.as_deref(),
    "company": company.as_deref(),
    "company_key": company_key.as_deref(),
    "person_key": person_key.as_deref(),
    "title": title.as_deref(),
    "role": role.map(PurchaseRole::code),
    "email": email.as_ref().map(Email::as_str),
    "email_key": email_key.as_deref(),
    "company_domain": domain.as_deref(),
    "phone": phone.as_ref().map(Phone::as_str),
    "phone_digits": phone_digits.as_deref(),
    "whatsapp": whatsapp.as_ref().map(Phone::as_str),
    "whatsapp_digits": whatsapp_digits.as_deref(),
    "wechat": wechat.as_deref(),
    "linkedin": linkedin.as_deref(),
    "language": language.as_deref(),
    "country": country.map(|country| country.code()),
    "website": website.as_deref(),
    "industry": industry.as_deref(),
    "size": size.as_deref(),
    "revenue": revenue.as_deref(),
    "source_channel": source.as_ref().map(|source| source.channel.code()),
    "source_detail": source.as_ref().map(|source| source.detail.as_str()),
    "acquired_on": acquired_on.map(day),
    "pains": pains.as_deref(),
    "plans": plans.as_deref(),
    "weighs": weighs.as_deref(),
    "grade": grade.code(),
    "value": value.map(Value::code),
    "health": health.code(),
    "suppressed_at": seconds(*suppressed_at),
    "basis": basis.as_ref().map(serde_json::to_string).transpose()?,
    "searched": searched(profile),
    "change_id": brought.map(|id| id.0),
    "fit": fit.map(FitLevel::code),
    "grade_given": i64::from(*grade_given),
    "grade_declined": grade_declined.as_ref().map(serde_json::to_string).transpose()?,
    "grade_reasoned_at": seconds(*grade_reasoned_at),
    "bounced_at": seconds(*bounced_at);
    |Contact {
        version,
        stage,
        next_step,
        snoozed_until,
        tally: Tally {
            last_touch_at,
            last_inbound_at,
            awaiting_since,
            attempts_in_row,
            last_attempt_at,
            last_insight_at,
            touches_in_row,
            streak_from,
            rest_kept,
        },
        due,
        ..
    }|
    "version": version,
    "stage": stage.code(),
    "next_step_on": next_step.as_ref().map(|step| day(step.on)),
    "next_step_at": next_step.as_ref().and_then(|step| step.at).map(|at| at.format("%H:%M").to_string()),
    "next_step": next_step.as_ref().map(|step| step.what.as_str()),
    "snoozed_until": snoozed_until.map(day),
    "last_touch_at": seconds(*last_touch_at),
    "last_inbound_at": seconds(*last_inbound_at),
    "awaiting_since": seconds(*awaiting_since),
    "attempts_in_row": i64::from(*attempts_in_row),
    "last_attempt_at": seconds(*last_attempt_at),
    "last_insight_at": seconds(*last_insight_at),
    "touches_in_row": i64::from(*touches_in_row),
    "streak_from": seconds(*streak_from),
    "rest_kept": i64::from(*rest_kept),
    "due_on": due.map(|due| day(due.on)),
    "due_since": due.map(|due| day(due.since)),
    "due_why": due.map(|due| due.why.code()),
    "due_rank": due.map(|due| due.why.rank()),
    "rings_at": seconds(due.and_then(|due| due.rings_at)),
}

/// The `set` clause that takes columns from another table, without the lasting ones.
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
        self.reindex(rows).await?;
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

/// A contact from its row.
pub(in crate::store) fn read_contact(row: &impl Columns) -> Result<Contact> {
    let source = match row.maybe_read("source_channel", Channel::parse)? {
        Some(channel) => {
            Some(Source { channel, detail: row.maybe_text("source_detail")?.unwrap_or_default() })
        }
        None => None,
    };
    let next_step = match row.maybe_day("next_step_on")? {
        Some(on) => Some(NextStep {
            on,
            at: row.maybe_read("next_step_at", |at| NaiveTime::parse_from_str(at, "%H:%M").ok())?,
            what: row.maybe_text("next_step")?.unwrap_or_default(),
        }),
        None => None,
    };
    let due = match row.maybe_day("due_on")? {
        Some(on) => Some(FollowUp {
            on,
            since: row.maybe_day("due_since")?.unwrap_or(on),
            why: row.read("due_why", DueReason::parse)?,
            rings_at: row.maybe_instant("rings_at")?,
        }),
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
            phone: row.maybe_text("phone")?.as_deref().map(Phone::kept),
            whatsapp: row.maybe_text("whatsapp")?.as_deref().map(Phone::kept),
            wechat: row.maybe_text("wechat")?,
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
        basis: row.maybe_read("basis", |text| serde_json::from_str(text).ok())?,
        next_step,
        snoozed_until: row.maybe_day("snoozed_until")?,
        tally: Tally {
            last_touch_at: row.maybe_instant("last_touch_at")?,
            last_inbound_at: row.maybe_instant("last_inbound_at")?,
            awaiting_since: row.maybe_instant("awaiting_since")?,
            attempts_in_row: u32::try_from(row.int("attempts_in_row")?).unwrap_or(0),
            last_attempt_at: row.maybe_instant("last_attempt_at")?,
            last_insight_at: row.maybe_instant("last_insight_at")?,
            touches_in_row: u32::try_from(row.int("touches_in_row")?).unwrap_or(0),
            streak_from: row.maybe_instant("streak_from")?,
            rest_kept: row.int("rest_kept")? != 0,
        },
        due,
        fit: row.maybe_read("fit", FitLevel::parse)?,
        grade_reasoned_at: row.maybe_instant("grade_reasoned_at")?,
        grade_given: row.int("grade_given")? != 0,
        grade_declined: row.maybe_read("grade_declined", |text| serde_json::from_str(text).ok())?,
    })
}
