//! What the book needs cleaned: counted, and as a list. The conditions repeat the rules of [`crate::flaw::flaws`] in
//! SQL; a test compares the two. `$3` is the last touch that is too old, `$4` the quarter.

use std::collections::HashMap;

use sqlx::any::AnyRow;

use crate::contact::Contact;
use crate::flaw::{Flaws, Standard, flaws};
use crate::store::row::Columns;
use crate::store::tables::contact::row::read_contact;
use crate::store::{Result, Scope, Tx, sql};
use crate::vocabulary::{ChangeId, ContactId, ContactNo, Flaw};

/// Of a contact `c`: a person's address at the same company, among the contacts in scope. The domain and the company's
/// name are asked for apart, each by its index: with `or` between them the whole team is looked through for each.
macro_rules! better {
    () => {
        concat!("from (", better!(company_domain), " union all ", better!(company_key), ") as b")
    };
    ($same:ident) => {
        concat!(
            "select a.no from contact a where a.team_id = c.team_id and a.",
            stringify!($same),
            " = c.",
            stringify!($same),
            " and ($2 = -1 or a.owner_id = $2) and a.removed_at is null and a.suppressed_at is null \
             and a.stage <> 'lost' and a.health in ('verified', 'unverified') and coalesce(a.company_domain, '') <> ''"
        )
    };
}

/// A flaw of a contact `c`, as a condition. A risky address that is not of free mail has the company's domain: it is
/// a role's.
macro_rules! flaw {
    (bounced) => {
        "(c.health = 'invalid' and c.email_key is not null and c.bounced_at is not null)"
    };
    (invalid) => {
        "(c.health = 'invalid' and c.email_key is not null and c.bounced_at is null)"
    };
    (outdone) => {
        concat!("(c.health = 'risky' and c.company_domain is not null and exists (select 1 ", better!(), "))")
    };
    (risky) => {
        concat!(
            "(c.health = 'risky' and c.email_key is not null and (c.company_domain is null or not exists (select 1 ",
            better!(),
            ")))"
        )
    };
    (no_source) => {
        "(c.source_channel is null)"
    };
    (untouched) => {
        "(c.next_step_on is null and coalesce(c.last_touch_at, c.added_at) <= $3)"
    };
}

/// A flaw that nobody has kept for the quarter.
macro_rules! open_flaw {
    ($name:ident) => {
        concat!(
            "(",
            flaw!($name),
            " and not exists (select 1 from kept_flaw k where k.contact_id = c.id and k.quarter = $4 and k.flaw = '",
            stringify!($name),
            "'))"
        )
    };
}

/// Whether a contact has any open flaw.
macro_rules! unclean {
    () => {
        concat!(
            "c.suppressed_at is null and c.stage <> 'lost' and (",
            open_flaw!(bounced),
            " or ",
            open_flaw!(invalid),
            " or ",
            open_flaw!(outdone),
            " or ",
            open_flaw!(risky),
            " or ",
            open_flaw!(no_source),
            " or ",
            open_flaw!(untouched),
            ")"
        )
    };
}

/// Counts those with a flaw, kept or not.
macro_rules! count {
    ($name:ident) => {
        concat!(
            "count(case when c.suppressed_at is null and c.stage <> 'lost' and ",
            flaw!($name),
            " then 1 end) as ",
            stringify!($name),
            ", "
        )
    };
}

/// How clean the contacts in a scope are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CleanCount {
    /// All contacts.
    pub contacts: u64,
    /// Those with an email.
    pub with_email: u64,
    /// Of these, those whose address is not invalid.
    pub valid: u64,
    /// Addresses that bounced.
    pub bounced: u64,
    /// Addresses at which no mail can arrive.
    pub invalid: u64,
    /// Role addresses, though a person's is known at the same company.
    pub outdone: u64,
    /// Other role addresses, disposable ones, free mail.
    pub risky: u64,
    /// Nobody knows where they came from.
    pub no_source: u64,
    /// Nobody has touched them for a year.
    pub untouched: u64,
    /// Contacts with any of these that nobody said to leave as it is.
    pub to_clean: u64,
}

/// A contact that needs cleaning.
#[derive(Debug, Clone, PartialEq)]
pub struct Unclean {
    /// Who.
    pub contact: Contact,
    /// Why.
    pub flaws: Flaws,
    /// A person's address at the same company, where this one is a role's.
    pub better: Option<ContactNo>,
}

impl Tx {
    /// Counts what needs cleaning.
    pub async fn clean_count(&mut self, scope: Scope, standard: &Standard) -> Result<CleanCount> {
        let row = sqlx::query(sql!(
            "select count(*) as contacts, count(c.email_key) as with_email, ",
            "count(case when c.email_key is not null and c.health <> 'invalid' then 1 end) as valid, ",
            count!(bounced),
            count!(invalid),
            count!(outdone),
            count!(risky),
            count!(no_source),
            count!(untouched),
            "count(case when ",
            unclean!(),
            " then 1 end) as to_clean from contact c ",
            "where c.team_id = $1 and ($2 = -1 or c.owner_id = $2) and c.removed_at is null"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .bind(standard.untouched_since.timestamp())
        .bind(&standard.quarter)
        .fetch_one(self.connection().await?)
        .await?;
        let count = |column| -> Result<u64> { Ok(row.int(column)?.unsigned_abs()) };
        Ok(CleanCount {
            contacts: count("contacts")?,
            with_email: count("with_email")?,
            valid: count("valid")?,
            bounced: count("bounced")?,
            invalid: count("invalid")?,
            outdone: count("outdone")?,
            risky: count("risky")?,
            no_source: count("no_source")?,
            untouched: count("untouched")?,
            to_clean: count("to_clean")?,
        })
    }

    /// The contacts that need cleaning: bounced first, then invalid, then risky, then the rest by number.
    pub async fn to_clean(
        &mut self,
        scope: Scope,
        standard: &Standard,
        offset: u32,
        limit: u32,
    ) -> Result<Vec<Unclean>> {
        let rows = sqlx::query(sql!(
            "select c.*, case when c.health = 'risky' and c.company_domain is not null then (select min(b.no) ",
            better!(),
            ") end as better_no from contact c ",
            "where c.team_id = $1 and ($2 = -1 or c.owner_id = $2) and c.removed_at is null and ",
            unclean!(),
            " order by case when c.email_key is null then 3 when c.bounced_at is not null then 0 ",
            "when c.health = 'invalid' then 1 when c.health = 'risky' then 2 else 3 end, c.no limit $5 offset $6"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .bind(standard.untouched_since.timestamp())
        .bind(&standard.quarter)
        .bind(i64::from(limit))
        .bind(i64::from(offset))
        .fetch_all(self.connection().await?)
        .await?;
        let found: Vec<(Contact, Option<ContactNo>)> = rows.iter().map(read_found).collect::<Result<_>>()?;
        let ids: Vec<ContactId> = found.iter().map(|(contact, _)| contact.id).collect();
        let kept = self.kept_flaws(&ids, &standard.quarter).await?;
        let unclean = found.into_iter().map(|(contact, better)| {
            let kept = kept.get(&contact.id).map(Vec::as_slice).unwrap_or_default();
            let flaws =
                flaws(&contact, better, standard).iter().filter(|flaw| !kept.contains(flaw)).collect();
            Unclean { contact, flaws, better }
        });
        Ok(unclean.collect())
    }

    /// What was said to leave as it is for a quarter, of these contacts.
    async fn kept_flaws(
        &mut self,
        ids: &[ContactId],
        quarter: &str,
    ) -> Result<HashMap<ContactId, Vec<Flaw>>> {
        let rows = sqlx::query(sql!(
            "select contact_id, flaw from kept_flaw where quarter = $2 ",
            "and contact_id in (select cast(v.value as bigint) from json_each($1) as v)"
        ))
        .bind(serde_json::to_string(ids)?)
        .bind(quarter)
        .fetch_all(self.connection().await?)
        .await?;
        let mut kept: HashMap<ContactId, Vec<Flaw>> = HashMap::new();
        for row in &rows {
            let flaw = row.read("flaw", Flaw::parse)?;
            kept.entry(ContactId(row.int("contact_id")?)).or_default().push(flaw);
        }
        Ok(kept)
    }

    /// Leaves flaws of a contact as they are for a quarter, under a change.
    pub(crate) async fn keep_flaws(
        &mut self,
        contact: &Contact,
        flaws: Flaws,
        quarter: &str,
        change: ChangeId,
    ) -> Result<()> {
        let codes: Vec<[&str; 1]> = flaws.iter().map(|flaw| [flaw.code()]).collect();
        sqlx::query(sql!(
            "insert into kept_flaw (contact_id, flaw, quarter, change_id) ",
            "select $2, v.value ->> 0, $3, $4 from json_each($1) as v where true ",
            "on conflict (contact_id, flaw, quarter) do nothing"
        ))
        .bind(serde_json::to_string(&codes)?)
        .bind(contact.id.0)
        .bind(quarter)
        .bind(change.0)
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }
}

fn read_found(row: &AnyRow) -> Result<(Contact, Option<ContactNo>)> {
    Ok((read_contact(row)?, row.maybe_int("better_no")?.map(ContactNo)))
}
