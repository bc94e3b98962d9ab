//! A row as a contact: each cell read as what its column holds.

use chrono::NaiveDate;
use csv::StringRecord;

use super::column::{Column, parts};
use super::{Plan, RowError};
use crate::contact::Profile;
use crate::csv_out::rearm;
use crate::email::Email;
use crate::phone::Phone;
use crate::read::Draft;
use crate::read::field::{FieldError, is_linkedin};
use crate::text::{clean, folded, full_name, hides_something};
use crate::vocabulary::{Country, Field, Grade};

/// What people type into an empty cell.
const NOTHING: &[&str] =
    &["-", "--", "–", "—", "/", "\\", "N/A", "n/a", "null", "NULL", "none", "无", "暂无", "未知"];

/// Salutations in a column "Title", which are no job titles.
const SALUTATIONS: &[&str] =
    &["mr", "ms", "mrs", "miss", "dr", "mr./ms", "herr", "frau", "先生", "女士", "小姐"];

impl Plan {
    /// What a row is, and whether anything in it was hidden and has been taken out.
    pub(super) fn draft(&self, record: &StringRecord, today: NaiveDate) -> (Result<Draft, RowError>, bool) {
        let mut reading = Reading { draft: Draft::default(), first: None, last: None, today };
        let mut hidden = false;
        for (at, column) in &self.order {
            let Some(cell) = record.get(*at) else { continue };
            let cell = rearm(cell);
            hidden |= hides_something(cell);
            let value = clean(cell);
            if value.is_empty() || NOTHING.contains(&value.as_str()) {
                continue;
            }
            let heading = self.headings.get(*at).map_or("", |heading| heading.name.as_str());
            if let Err(error) = reading.cell(heading, *column, &value) {
                return (Err(error), hidden);
            }
        }
        (reading.finish(), hidden)
    }
}

/// A part of a name, and under what it stood.
struct Part {
    heading: String,
    text: String,
}

struct Reading {
    draft: Draft,
    first: Option<Part>,
    last: Option<Part>,
    today: NaiveDate,
}

impl Part {
    fn new(heading: &str, text: &str) -> Part {
        Part { heading: heading.to_owned(), text: text.to_owned() }
    }

    fn text(&self) -> &str {
        &self.text
    }
}

impl Reading {
    /// Reads a cell. Of several columns of one kind the first that holds something counts; what the others hold, and
    /// what a column does not take, goes to the note with the column's name. Only a value that [`stops`] a row is an
    /// error.
    fn cell(&mut self, heading: &str, column: Column, value: &str) -> Result<(), RowError> {
        match column {
            Column::Field(field) => {
                // Google Contacts writes several values like this.
                for value in value.split(" ::: ") {
                    match self.field(heading, field, value) {
                        Ok(()) => {}
                        Err(error) if stops(field, error) => return Err(RowError::cell(field, value, error)),
                        Err(_) => self.keep(heading, value),
                    }
                }
            }
            Column::Grade => match grade(value) {
                Some(grade) if self.draft.grade.is_none_or(|first| first == grade) => {
                    self.draft.grade = Some(grade);
                }
                _ => self.keep(heading, value),
            },
            Column::FirstName if self.first.is_none() => self.first = Some(Part::new(heading, value)),
            Column::LastName if self.last.is_none() => self.last = Some(Part::new(heading, value)),
            Column::FirstName | Column::LastName => self.keep(heading, value),
            Column::Note => self.draft.leftover.push(value.to_owned()),
        }
        Ok(())
    }

    /// Keeps a value in the note, under its column's name.
    fn keep(&mut self, heading: &str, value: &str) {
        self.draft.leftover.push(match heading {
            "" => value.to_owned(),
            heading => format!("{heading}: {value}"),
        });
    }

    fn field(&mut self, heading: &str, field: Field, value: &str) -> Result<(), FieldError> {
        let profile = &mut self.draft.profile;
        match field {
            Field::Email => {
                let mut emails = several(value, &[' '], |text| Email::parse(text).ok());
                match (&profile.email, emails.is_empty()) {
                    (None, true) => return Err(FieldError::BadEmail),
                    (None, false) => profile.email = Some(emails.remove(0)),
                    (Some(_), true) => self.keep(heading, value),
                    (Some(first), false) => emails.retain(|email| email != first),
                }
                self.draft.leftover.extend(emails.iter().map(|email| email.as_str().to_owned()));
                Ok(())
            }
            Field::Phone => {
                let country = profile.country;
                let mut phones = several(value, &[], |text| Phone::parse(text, country));
                if phones.is_empty() {
                    return Err(FieldError::BadPhone);
                }
                if profile.phone.is_none() {
                    profile.phone = Some(phones.remove(0));
                }
                phones.retain(|phone| profile.phone.as_ref() != Some(phone));
                self.draft.leftover.extend(phones.iter().map(|phone| phone.as_str().to_owned()));
                Ok(())
            }
            // LinkedIn calls a person's page there "URL".
            Field::Website if is_linkedin(value) => self.field(heading, Field::LinkedIn, value),
            Field::Title if SALUTATIONS.contains(&value.to_lowercase().trim_end_matches('.')) => Ok(()),
            field => {
                let Some(first) = field.get(profile) else { return set(field, profile, value, self.today) };
                let mut second = Profile::default();
                match set(field, &mut second, value, self.today) {
                    Err(FieldError::BoughtList) => return Err(FieldError::BoughtList),
                    Ok(()) if field.get(&second).is_some_and(|second| folded(&second) == folded(&first)) => {}
                    _ => self.keep(heading, value),
                }
                Ok(())
            }
        }
    }

    fn finish(mut self) -> Result<Draft, RowError> {
        let (first, last) = (self.first.take(), self.last.take());
        match &self.draft.profile.name {
            None => {
                let name = full_name(first.as_ref().map(Part::text), last.as_ref().map(Part::text));
                if !name.is_empty() {
                    let set = Field::Name.set(&mut self.draft.profile, Some(&name), self.today);
                    set.map_err(|error| RowError::cell(Field::Name, &name, error))?;
                }
            }
            Some(name) => {
                let name = folded(name);
                let others = [first, last].into_iter().flatten();
                for part in others.filter(|part| !name.contains(&folded(&part.text))) {
                    self.keep(&part.heading, &part.text);
                }
            }
        }
        match self.draft.profile.name.is_none() && self.draft.profile.company.is_none() {
            true => Err(RowError::NameOrCompanyMissing),
            false => Ok(self.draft),
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

/// Whether a wrong value rejects the whole row: a wrong email, a bought list, a name or company that is too long.
fn stops(field: Field, error: FieldError) -> bool {
    match error {
        FieldError::BadEmail | FieldError::BoughtList => true,
        FieldError::TooLong => matches!(field, Field::Name | Field::Company),
        _ => false,
    }
}

/// Sets a field of one value as files write it.
fn set(field: Field, profile: &mut Profile, value: &str, today: NaiveDate) -> Result<(), FieldError> {
    match (field, field.set(profile, Some(value), today)) {
        (Field::Country, Err(FieldError::UnknownCountry)) => {
            let country = parts(value).into_iter().find_map(Country::parse);
            profile.country = Some(country.ok_or(FieldError::UnknownCountry)?);
            Ok(())
        }
        (Field::AcquiredOn, Err(FieldError::BadDate)) => {
            profile.acquired_on = Some(day(value).ok_or(FieldError::BadDate)?);
            Ok(())
        }
        (_, set) => set,
    }
}

/// `A`, `A+`, `A级`, `A类客户`, `重点客户`, `Hot`, `★★★`.
fn grade(value: &str) -> Option<Grade> {
    let value = value.trim_end_matches("客户").trim_end_matches(['级', '类', '+', '-']).trim();
    match value.to_lowercase().as_str() {
        "hot" | "vip" | "重点" | "★★★" | "⭐⭐⭐" | "***" => Some(Grade::A),
        "warm" | "普通" | "★★" | "⭐⭐" | "**" | "★★☆" => Some(Grade::B),
        "cold" | "★" | "⭐" | "*" | "★☆☆" => Some(Grade::C),
        _ => Grade::parse(value),
    }
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
