//! A row as a contact: each cell read as what its column holds.

use chrono::NaiveDate;
use csv::StringRecord;

use super::column::{Column, parts};
use super::{LONGEST_CELL, Plan, RowError};
use crate::contact::Grade;
use crate::country::Country;
use crate::csv_out::rearm;
use crate::email::Email;
use crate::field::{Field, FieldError, is_linkedin};
use crate::phone::Phone;
use crate::text::{clean, hides_something};
use crate::text_in::Draft;

/// Marks that people put where they know nothing.
const NOTHING: &[&str] =
    &["-", "--", "–", "—", "/", "\\", "N/A", "n/a", "null", "NULL", "none", "无", "暂无", "未知"];

impl Plan {
    /// What a row is, and whether anything in it was hidden and has been taken out.
    pub(super) fn draft(&self, record: &StringRecord, today: NaiveDate) -> (Result<Draft, RowError>, bool) {
        let mut reading = Reading { draft: Draft::default(), first: None, last: None, today };
        let mut hidden = false;
        for (column, cell) in self.order.iter().filter_map(|(at, column)| Some((*column, record.get(*at)?))) {
            let cell = rearm(cell);
            let cell = cell.char_indices().nth(LONGEST_CELL).map_or(cell, |(end, _)| &cell[..end]);
            hidden |= hides_something(cell);
            let value = clean(cell);
            if value.is_empty() || NOTHING.contains(&value.as_str()) {
                continue;
            }
            if let Err(error) = reading.cell(column, &value) {
                let value = value.chars().take(100).collect();
                return (Err(RowError::Cell { column, value, error }), hidden);
            }
        }
        (reading.finish(), hidden)
    }
}

struct Reading {
    draft: Draft,
    first: Option<String>,
    last: Option<String>,
    today: NaiveDate,
}

impl Reading {
    /// Reads a cell; of several columns of one kind the first that holds something counts.
    fn cell(&mut self, column: Column, value: &str) -> Result<(), FieldError> {
        match column {
            Column::Field(field) => self.field(field, value),
            Column::Grade => {
                self.draft.grade = Some(grade(value).ok_or(FieldError::UnknownWord)?);
                Ok(())
            }
            Column::FirstName => {
                self.first.get_or_insert_with(|| value.to_owned());
                Ok(())
            }
            Column::LastName => {
                self.last.get_or_insert_with(|| value.to_owned());
                Ok(())
            }
            Column::Note => {
                self.draft.leftover.push(value.to_owned());
                Ok(())
            }
        }
    }

    fn field(&mut self, field: Field, value: &str) -> Result<(), FieldError> {
        let profile = &mut self.draft.profile;
        match field {
            Field::Email => {
                let mut emails = several(value, &[' '], |text| Email::parse(text).ok());
                let leftover = if profile.email.is_none() {
                    if emails.is_empty() {
                        return Err(FieldError::BadEmail);
                    }
                    profile.email = Some(emails.remove(0));
                    emails
                } else {
                    emails.retain(|email| profile.email.as_ref() != Some(email));
                    emails
                };
                self.draft.leftover.extend(leftover.iter().map(|email| email.as_str().to_owned()));
                Ok(())
            }
            Field::Phone => {
                let country = profile.country;
                let mut phones = several(value, &[], |text| Phone::parse(text, country));
                if profile.phone.is_none() {
                    if phones.is_empty() {
                        return Err(FieldError::BadPhone);
                    }
                    profile.phone = Some(phones.remove(0));
                }
                phones.retain(|phone| profile.phone.as_ref() != Some(phone));
                self.draft.leftover.extend(phones.iter().map(|phone| phone.as_str().to_owned()));
                Ok(())
            }
            Field::Country if profile.country.is_none() => {
                let country =
                    Country::parse(value).or_else(|| parts(value).into_iter().find_map(Country::parse));
                profile.country = Some(country.ok_or(FieldError::UnknownCountry)?);
                Ok(())
            }
            // LinkedIn calls a person's page there "URL".
            Field::Website if is_linkedin(value) => self.field(Field::LinkedIn, value),
            field if field.get(profile).is_some() => Ok(()),
            Field::AcquiredOn => match field.set(profile, Some(value), self.today) {
                Err(FieldError::BadDate) => {
                    profile.acquired_on = Some(day(value).ok_or(FieldError::BadDate)?);
                    Ok(())
                }
                set => set,
            },
            field => field.set(profile, Some(value), self.today),
        }
    }

    fn finish(self) -> Result<Draft, RowError> {
        let Reading { mut draft, first, last, .. } = self;
        let profile = &mut draft.profile;
        if profile.name.is_none() {
            let ascii =
                [&first, &last].into_iter().flatten().all(|part| part.chars().all(|c| c < '\u{2e80}'));
            let name = match ascii {
                true => [first, last].into_iter().flatten().collect::<Vec<_>>().join(" "),
                // 姓 and 名 stand in this order, and close.
                false => [last, first].into_iter().flatten().collect::<String>(),
            };
            if !name.is_empty() {
                let set = Field::Name.set(profile, Some(&name), self.today);
                set.map_err(|error| RowError::Cell {
                    column: Column::Field(Field::Name),
                    value: name,
                    error,
                })?;
            }
        }
        match profile.name.is_none() && profile.company.is_none() {
            true => Err(RowError::NameOrCompanyMissing),
            false => Ok(draft),
        }
    }
}

/// The values of a cell in which there may be several: as a whole, else the parts that are one.
fn several<T>(value: &str, besides: &[char], read: impl Fn(&str) -> Option<T>) -> Vec<T> {
    if let Some(whole) = read(value) {
        return vec![whole];
    }
    let between = |c: char| matches!(c, ';' | ',' | '/' | '|' | '、' | '；' | '，') || besides.contains(&c);
    value.split(between).filter_map(|part| read(part.trim())).collect()
}

/// `A`, `A级`, `A类客户`.
fn grade(value: &str) -> Option<Grade> {
    let value = value.trim_end_matches("客户").trim_end_matches(['级', '类']).trim();
    Grade::parse(value)
}

/// A day as exports write it, with a time behind it or not.
fn day(value: &str) -> Option<NaiveDate> {
    const FORMS: &[&str] =
        &["%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%d.%m.%Y", "%d-%b-%Y", "%m/%d/%Y", "%d/%m/%Y"];
    let date = value.split(['T', ' ']).next().unwrap_or(value);
    let stroked = |text: &str| {
        let text = text.replace(['/', '.', '年', '月'], "-").replace('日', "");
        NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok()
    };
    let read = |text: &str| FORMS.iter().find_map(|form| NaiveDate::parse_from_str(text, form).ok());
    let found = stroked(date).or_else(|| read(value)).or_else(|| read(date));
    found.filter(|day| (1970..=9999).contains(&chrono::Datelike::year(day)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_exports_write_them() {
        for (text, want) in [
            ("15 Nov 2026", Some("2026-11-15")),
            ("2026/11/5 10:30:00", Some("2026-11-05")),
            ("2026-11-05T10:30:00Z", Some("2026-11-05")),
            ("2026年11月5日 10:30", Some("2026-11-05")),
            ("05.11.2026", Some("2026-11-05")),
            ("11/25/2026", Some("2026-11-25")),
            ("25/11/2026", Some("2026-11-25")),
            ("Nov 5, 2026", Some("2026-11-05")),
            ("someday", None),
        ] {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), want, "{text}");
        }
    }
}
