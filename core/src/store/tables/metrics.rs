//! What `/metrics` is counted from: three statements, however many groups there are.
//!
//! Each counts by group of the dimension and by source at once; [`Figures::of`] adds the cells up, for the scope, for
//! each group and for each source. The definitions are those of docs/product.md, section 16.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sqlx::any::AnyRow;

use crate::ideal::industry_key;
use crate::metrics::{Cell, Dimension, Figures, GroupKey, Period, Report};
use crate::store::row::{Columns, day, unreadable};
use crate::store::{Result, Scope, Tx, sql};
use crate::vocabulary::{Channel, Country, Grade, MemberId};

/// An answer within this time counts as one to a touch by email (docs/product.md, rule 16.5).
const ANSWERED_WITHIN: TimeDelta = TimeDelta::days(30);

/// The group of a contact `c` in the dimension `$3`. A column name cannot be bound, and no statement is built from
/// input, so every dimension is written out.
macro_rules! group {
    ($owner:literal) => {
        concat!(
            "case $3 when 'owner' then coalesce(cast(",
            $owner,
            " as text), '') when 'grade' then c.grade when 'source' then coalesce(c.source_channel, '') ",
            "when 'country' then coalesce(c.country, '') when 'industry' then coalesce(c.industry, '') else '' end"
        )
    };
}

/// A touched contact whose first of these kinds lies in the period, which begins at `$4`.
macro_rules! first {
    ($count:literal, $kinds:literal) => {
        concat!(
            "count(case when touches > 0 and ",
            $count,
            " > 0 and not exists (select 1 from interaction e where e.contact_id = k.contact_id and e.at < $4 ",
            "and e.removed_at is null and e.kind in ",
            $kinds,
            ") then 1 end)"
        )
    };
}

impl Tx {
    /// The figures of a scope over a period, and of each group of a dimension. `now` (UTC) says which follow-ups are
    /// overdue by the asker's local day.
    pub async fn metrics(
        &mut self,
        scope: Scope,
        period: &Period,
        by: Option<Dimension>,
        now: DateTime<Utc>,
    ) -> Result<Report> {
        let dimension = by.map_or("", Dimension::code);
        let today = now.with_timezone(&period.zone).date_naive();
        let mut cells = self.count_contacts(scope, period, dimension, today).await?;
        cells.extend(self.count_activity(scope, period, dimension).await?);
        cells.extend(self.count_fallen(scope, period, dimension).await?);
        let figures = Figures::of(&cells);
        let by = match by {
            None => None,
            Some(dimension) => {
                let names = match dimension {
                    Dimension::Owner => self.all_members(scope).await?,
                    _ => Vec::new(),
                };
                let names = names.into_iter().map(|member| (member.id, member.name)).collect();
                Some((dimension, groups(dimension, cells, &names)?))
            }
        };
        Ok(Report { period: period.clone(), figures, by })
    }

    /// The contacts as they are now. An open follow-up that fell due in the period counts as not done, unless it is due
    /// today.
    async fn count_contacts(
        &mut self,
        scope: Scope,
        period: &Period,
        dimension: &str,
        today: NaiveDate,
    ) -> Result<Vec<Cell>> {
        let yesterday = today.pred_opt().unwrap_or(today);
        let rows = sqlx::query(sql!(
            "select grp, source, count(*) as contacts, count(email_key) as with_email, ",
            "count(case when email_key is not null and health <> 'invalid' then 1 end) as valid, ",
            "count(case when email_key is not null and health = 'verified' then 1 end) as verified, ",
            "count(case when fit <> 'unknown' then 1 end) as judged, ",
            "count(case when fit = 'good' then 1 end) as fitting, ",
            "count(case when grade = 'a' then 1 end) as grade_a, ",
            "count(case when added_at >= $4 and added_at < $5 then 1 end) as added, ",
            "count(case when due_on >= $6 and due_on <= $7 then 1 end) as overdue from (select ",
            group!("c.owner_id"),
            " as grp, coalesce(c.source_channel, '') as source, c.email_key, c.health, c.grade, c.added_at, ",
            "c.due_on, c.fit from contact c where c.team_id = $1 and ($2 = -1 or c.owner_id = $2) and c.removed_at is null) k ",
            "group by grp, source order by contacts desc, grp"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .bind(dimension)
        .bind(first_second(period))
        .bind(period.to.timestamp())
        .bind(first_day(period))
        .bind(day(period.last.min(yesterday)))
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(Cell {
                    contacts: count(row, "contacts")?,
                    with_email: count(row, "with_email")?,
                    valid: count(row, "valid")?,
                    verified: count(row, "verified")?,
                    judged: count(row, "judged")?,
                    fitting: count(row, "fitting")?,
                    grade_a: count(row, "grade_a")?,
                    added: count(row, "added")?,
                    fell_due: count(row, "overdue")?,
                    ..place(row)?
                })
            })
            .collect()
    }

    /// Touches, answers and conversions in the period, counted for each contact once.
    async fn count_activity(&mut self, scope: Scope, period: &Period, dimension: &str) -> Result<Vec<Cell>> {
        let rows = sqlx::query(sql!(
            "with acted as (select c.id as contact_id, ",
            group!("c.owner_id"),
            " as grp, coalesce(c.source_channel, '') as source, c.email_key, c.fit, ",
            "count(case when i.kind in ('sent', 'message', 'call', 'meeting', 'quote', 'sample_sent', 'insight') then 1 end) as touches, ",
            "count(case when i.grade = 'a' and i.kind in ('sent', 'message', 'call', 'meeting', 'quote', 'sample_sent', 'insight') then 1 end) as touches_a, ",
            "count(case when i.kind in ('sent', 'insight') then 1 end) as mails, ",
            "count(case when i.kind = 'inquiry' then 1 end) as inquiries, ",
            "count(case when i.kind = 'sample' then 1 end) as samples, ",
            "count(case when i.kind = 'meeting' then 1 end) as meetings, ",
            "count(case when i.kind = 'order' then 1 end) as orders ",
            // SQLite keeps the order of a cross join: contact by contact, in the order of both indexes.
            "from contact c cross join interaction i where c.team_id = $1 and ($2 = -1 or c.owner_id = $2) ",
            "and c.removed_at is null and i.contact_id = c.id and i.at >= $4 and i.at < $5 and i.removed_at is null ",
            "group by c.id), ",
            "told as (select k.*, case when mails > 0 and email_key is not null then 1 else 0 end as mailed, ",
            "case when mails > 0 and email_key is not null and exists (select 1 from interaction r ",
            "where r.contact_id = k.contact_id and r.at >= $4 and r.at < $7 and r.removed_at is null ",
            "and r.kind in ('reply', 'inquiry', 'sample', 'order') and exists (select 1 from interaction t ",
            "where t.contact_id = r.contact_id and t.at < r.at and t.at >= r.at - $6 and t.at >= $4 and t.at < $5 ",
            "and t.removed_at is null and t.kind in ('sent', 'insight'))) then 1 else 0 end as answered from acted k) ",
            "select grp, source, cast(sum(touches) as bigint) as touches, ",
            "cast(sum(touches_a) as bigint) as touches_a, count(case when touches > 0 then 1 end) as touched, ",
            "cast(sum(mailed) as bigint) as mailed, cast(sum(answered) as bigint) as answered, ",
            "count(case when mailed = 1 and fit = 'good' then 1 end) as fitting_mailed, ",
            "count(case when answered = 1 and fit = 'good' then 1 end) as fitting_answered, ",
            first!("inquiries + samples + meetings + orders", "('inquiry', 'sample', 'meeting', 'order')"),
            " as converted, ",
            first!("inquiries", "('inquiry')"),
            " as inquired, ",
            first!("samples", "('sample')"),
            " as sampled, ",
            first!("meetings", "('meeting')"),
            " as met, ",
            first!("orders", "('order')"),
            " as ordered from told k group by grp, source"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .bind(dimension)
        .bind(first_second(period))
        .bind(period.to.timestamp())
        .bind(ANSWERED_WITHIN.num_seconds())
        .bind(period.to.timestamp().saturating_add(ANSWERED_WITHIN.num_seconds()))
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(Cell {
                    touches: count(row, "touches")?,
                    touches_a: count(row, "touches_a")?,
                    touched: count(row, "touched")?,
                    mailed: count(row, "mailed")?,
                    answered: count(row, "answered")?,
                    fitting_mailed: count(row, "fitting_mailed")?,
                    fitting_answered: count(row, "fitting_answered")?,
                    converted: count(row, "converted")?,
                    converted_by: [
                        count(row, "inquired")?,
                        count(row, "sampled")?,
                        count(row, "met")?,
                        count(row, "ordered")?,
                    ],
                    ..place(row)?
                })
            })
            .collect()
    }

    /// The follow-ups that fell due in the period and are over; they count for whose they were.
    async fn count_fallen(&mut self, scope: Scope, period: &Period, dimension: &str) -> Result<Vec<Cell>> {
        let rows = sqlx::query(sql!(
            "select grp, source, count(*) as fell_due, count(case when done = 1 then 1 end) as done from (select ",
            group!("f.owner_id"),
            " as grp, coalesce(c.source_channel, '') as source, f.done ",
            "from contact c cross join ended_follow_up f where c.team_id = $1 and c.removed_at is null ",
            "and f.contact_id = c.id and ($2 = -1 or f.owner_id = $2) and f.due_on >= $4 and f.due_on <= $5) k ",
            "group by grp, source"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .bind(dimension)
        .bind(first_day(period))
        .bind(day(period.last))
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(Cell { fell_due: count(row, "fell_due")?, done: count(row, "done")?, ..place(row)? })
            })
            .collect()
    }
}

/// The first second of a period; one from the beginning has every second.
fn first_second(period: &Period) -> i64 {
    period.from.map_or(i64::MIN, |from| from.timestamp())
}

/// The first day of a period; before every day is the empty text.
fn first_day(period: &Period) -> String {
    period.first.map(day).unwrap_or_default()
}

fn count(row: &AnyRow, column: &'static str) -> Result<u64> {
    Ok(row.int(column)?.unsigned_abs())
}

/// An empty cell of the group and source of a row.
fn place(row: &AnyRow) -> Result<Cell> {
    let source = row.read("source", |text| match text {
        "" => Some(None),
        code => Channel::parse(code).map(Some),
    })?;
    Ok(Cell { group: row.text("grp")?, source, ..Cell::default() })
}

/// The cells by group, the group with most contacts first. Industries are free text and grouped by what they mean; the most
/// frequent spelling, which comes first, names the group.
fn groups(
    dimension: Dimension,
    cells: Vec<Cell>,
    names: &HashMap<MemberId, String>,
) -> Result<Vec<(GroupKey, Figures)>> {
    let mut groups: BTreeMap<String, Vec<Cell>> = BTreeMap::new();
    for cell in cells {
        let key = match dimension {
            Dimension::Industry => industry_key(&cell.group),
            _ => cell.group.trim().to_lowercase(),
        };
        groups.entry(key).or_default().push(cell);
    }
    let mut groups = groups
        .into_values()
        .map(|cells| {
            let name = cells.first().map(|cell| cell.group.trim()).unwrap_or_default();
            Ok((group_key(dimension, name, names)?, Figures::of(&cells)))
        })
        .collect::<Result<Vec<_>>>()?;
    groups.sort_by_key(|(_, figures)| Reverse(figures.contacts));
    Ok(groups)
}

/// A group by what the database calls it; empty is nobody, or unknown.
fn group_key(dimension: Dimension, name: &str, names: &HashMap<MemberId, String>) -> Result<GroupKey> {
    let known = Some(name).filter(|name| !name.is_empty());
    let key = match dimension {
        Dimension::Owner => match known.map(str::parse).transpose() {
            Ok(owner) => {
                let owner = owner.map(MemberId);
                let name = owner.and_then(|owner| names.get(&owner)).cloned().unwrap_or_default();
                Some(GroupKey::Owner(owner, name))
            }
            Err(_) => None,
        },
        Dimension::Grade => Grade::parse(name).map(GroupKey::Grade),
        Dimension::Source => match known {
            None => Some(GroupKey::Source(None)),
            Some(code) => Channel::parse(code).map(|channel| GroupKey::Source(Some(channel))),
        },
        Dimension::Country => match known {
            None => Some(GroupKey::Country(None)),
            Some(code) => Country::parse(code).map(|country| GroupKey::Country(Some(country))),
        },
        Dimension::Industry => Some(GroupKey::Industry(known.map(str::to_owned))),
    };
    key.ok_or_else(|| unreadable("group", name))
}
