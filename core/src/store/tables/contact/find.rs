//! Contacts found by a part of what is written of them.

use super::row::read_contact;
use crate::contact::{Contact, FieldValue, Profile};
use crate::store::row::Columns;
use crate::store::{Result, Scope, Tx, sql};
use crate::vocabulary::{Field, Lang};

/// A part of a long list, and how long the whole is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The contacts on this page.
    pub contacts: Vec<Contact>,
    /// How many there are in all.
    pub total: u64,
}

impl Tx {
    /// Contacts in scope whose name, company, address, country, source or notes contain the text, by grade and
    /// number.
    pub async fn find(&mut self, scope: Scope, text: &str, offset: u32, limit: u32) -> Result<Page> {
        let pattern = like(text);
        // No index helps, so the page and the number of all come of one walk.
        let rows = sqlx::query(sql!(
            "select contact.*, found.total from (select id, count(*) over () as total from contact c ",
            "where team_id = $1 and ($2 = -1 or owner_id = $2) and removed_at is null and (searched like $3 escape '\\' ",
            "or exists (select 1 from interaction i where i.contact_id = c.id and i.removed_at is null ",
            "and i.searched like $3 escape '\\')) order by grade, no limit $4 offset $5) as found ",
            "join contact on contact.id = found.id order by contact.grade, contact.no"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .bind(&pattern)
        .bind(i64::from(limit))
        .bind(i64::from(offset))
        .fetch_all(self.connection().await?)
        .await?;
        let total = match rows.first() {
            Some(row) => row.int("total")?,
            None if offset == 0 => 0,
            // Behind the last page.
            None => sqlx::query(sql!(
                "select count(*) as n from contact c where team_id = $1 and ($2 = -1 or owner_id = $2) ",
                "and removed_at is null and (searched like $3 escape '\\' or exists (select 1 from interaction i ",
                "where i.contact_id = c.id and i.removed_at is null and i.searched like $3 escape '\\'))"
            ))
            .bind(scope.team().0)
            .bind(scope.owner_or_all())
            .bind(&pattern)
            .fetch_one(self.connection().await?)
            .await?
            .int("n")?,
        };
        Ok(Page {
            contacts: rows.iter().map(read_contact).collect::<Result<_>>()?,
            total: total.unsigned_abs(),
        })
    }
}

/// What `/find` looks through, in lower case; a country by its names in both languages.
pub(super) fn searched(profile: &Profile) -> String {
    let fields = Field::ALL.iter().filter(|field| field.is_searched());
    let values = fields.filter_map(|field| profile.get(*field));
    let words = values.map(|value| match value {
        FieldValue::Country(country) => {
            format!("{}\n{}", country.name(Lang::En), country.name(Lang::Zh)).into()
        }
        FieldValue::Text(_)
        | FieldValue::Role(_)
        | FieldValue::Email(_)
        | FieldValue::Phone(_)
        | FieldValue::Source(_)
        | FieldValue::Day(_)
        | FieldValue::Value(_) => value.written(),
    });
    words.collect::<Vec<_>>().join("\n").to_lowercase()
}

/// A text as a pattern that matches it anywhere, in lower case, its own wildcards defused.
pub(in crate::store) fn like(text: &str) -> String {
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
