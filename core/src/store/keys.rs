//! The keys by which contacts are compared. They are computed again when a newer version of the program compares
//! differently.

use super::row::Columns;
use super::{Result, Tx, sql};
use crate::contact::Profile;
use crate::duplicate::{company_key, person_key};
use crate::email::Email;
use crate::phone::Phone;

/// Counts the ways in which keys were made: raise it with every change of `duplicate` or [`Phone::digits`].
const KEYS: &str = "2";

/// The keys by which two contacts are the same, or similar.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Keys {
    pub(super) email: Option<String>,
    pub(super) domain: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) whatsapp: Option<String>,
    pub(super) company: Option<String>,
    pub(super) person: Option<String>,
}

impl Keys {
    pub(super) fn of(profile: &Profile) -> Keys {
        let Profile {
            name,
            company,
            email,
            phone,
            whatsapp,
            // Two people may have these in common, or one person two of them.
            title: _,
            role: _,
            wechat: _,
            linkedin: _,
            language: _,
            country: _,
            website: _,
            industry: _,
            size: _,
            revenue: _,
            source: _,
            acquired_on: _,
            value: _,
            pains: _,
            plans: _,
            weighs: _,
        } = profile;
        Keys {
            email: email.as_ref().map(Email::key),
            domain: email.as_ref().and_then(Email::company_domain),
            phone: phone.as_ref().map(Phone::digits),
            whatsapp: whatsapp.as_ref().map(Phone::digits),
            company: company.as_deref().map(company_key),
            person: name.as_deref().map(person_key),
        }
    }

    /// Reads the keys from a contact's row.
    pub(super) fn read(row: &impl Columns) -> Result<Keys> {
        Ok(Keys {
            email: row.maybe_text("email_key")?,
            domain: row.maybe_text("company_domain")?,
            phone: row.maybe_text("phone_digits")?,
            whatsapp: row.maybe_text("whatsapp_digits")?,
            company: row.maybe_text("company_key")?,
            person: row.maybe_text("person_key")?,
        })
    }

    /// Whether the two look alike, telephones aside: the same domain, the same name at the same company (or at none),
    /// or a company of which one of the two has no person.
    pub(super) fn are_like(&self, other: &Keys) -> bool {
        (self.domain.is_some() && self.domain == other.domain)
            || (self.company == other.company
                && (self.person == other.person
                    || (self.company.is_some() && (self.person.is_none() || other.person.is_none()))))
    }
}

impl Tx {
    /// Makes the keys of every contact anew if they were made by an older version; a thousand rows in a statement.
    pub async fn renew_keys(&mut self) -> Result<()> {
        let row = sqlx::query(sql!("select value from setting where key = 'keys'"))
            .fetch_optional(self.connection().await?)
            .await?;
        if row.map(|row| row.text("value")).transpose()?.as_deref() == Some(KEYS) {
            return Ok(());
        }
        let mut after = 0;
        loop {
            let rows = sqlx::query(sql!(
                "select id, company, name, phone, whatsapp from contact where id > $1 order by id limit 1000"
            ))
            .bind(after)
            .fetch_all(self.connection().await?)
            .await?;
            let Some(last) = rows.last() else { break };
            after = last.int("id")?;
            let mut keys = Vec::new();
            for row in &rows {
                let number = |column| row.maybe_read(column, |text| Phone::parse(text, None));
                keys.push(serde_json::json!([
                    row.int("id")?,
                    row.maybe_text("company")?.map(|company| company_key(&company)),
                    row.maybe_text("name")?.map(|name| person_key(&name)),
                    number("phone")?.map(|phone| phone.digits()),
                    number("whatsapp")?.map(|phone| phone.digits()),
                ]));
            }
            sqlx::query(sql!(
                "update contact set company_key = v.value ->> 1, person_key = v.value ->> 2, ",
                "phone_digits = v.value ->> 3, whatsapp_digits = v.value ->> 4 from json_each($1) as v ",
                "where contact.id = cast(v.value ->> 0 as bigint)"
            ))
            .bind(serde_json::to_string(&keys)?)
            .execute(self.connection().await?)
            .await?;
        }
        sqlx::query(sql!(
            "insert into setting (key, value) values ('keys', $1) on conflict (key) do update set value = $1"
        ))
        .bind(KEYS)
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }
}
