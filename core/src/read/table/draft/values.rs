//! Values as files write them: several in a cell, a country in two languages, a grade in the words of another program.

use chrono::NaiveDate;

use crate::contact::Profile;
use crate::read::field::FieldError;
use crate::read::table::column::parts;
use crate::read::table::days::{self, DayOrder};
use crate::vocabulary::{Country, Field, Grade};

/// The values of a cell in which there may be several, and what else stands there: as a whole, else part by part.
pub(super) fn several<T>(
    value: &str,
    besides: &[char],
    read: impl Fn(&str) -> Option<T>,
) -> (Vec<T>, Vec<String>) {
    if let Some(whole) = read(value) {
        return (vec![whole], Vec::new());
    }
    let between = |c: char| matches!(c, ';' | ',' | '/' | '|' | '、' | '；' | '，') || besides.contains(&c);
    let (mut values, mut rest) = (Vec::new(), Vec::<String>::new());
    let mut goes_on = false;
    for part in value.split(between).map(str::trim).filter(|part| !part.is_empty()) {
        let read = read(part);
        match (read, rest.last_mut()) {
            (Some(read), _) => {
                values.push(read);
                goes_on = false;
                continue;
            }
            (None, Some(words)) if goes_on => {
                words.push(' ');
                words.push_str(part);
            }
            (None, _) => rest.push(part.to_owned()),
        }
        goes_on = true;
    }
    (values, rest)
}

/// How much of a value a field took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Took {
    All,
    Part,
}

/// Sets a field of one value as files write it. `order` is that of the days of its column.
pub(super) fn set(
    field: Field,
    profile: &mut Profile,
    value: &str,
    order: Option<DayOrder>,
    today: NaiveDate,
) -> Result<Took, FieldError> {
    if field == Field::AcquiredOn {
        let day = days::read(value, order);
        // Which of its numbers is the day only the column can tell.
        if day.is_some() || days::is_stroked(value) {
            profile.acquired_on = Some(day.ok_or(FieldError::BadDate)?);
            return Ok(Took::All);
        }
    }
    match (field, field.set(profile, Some(value), today)) {
        (Field::Country, Err(FieldError::UnknownCountry)) => {
            let pieces = parts(value);
            let country = pieces.iter().find_map(|piece| Country::parse(piece));
            profile.country = Some(country.ok_or(FieldError::UnknownCountry)?);
            let is_all = pieces.iter().all(|piece| Country::parse(piece) == country);
            Ok(if is_all { Took::All } else { Took::Part })
        }
        (_, set) => set.map(|()| Took::All),
    }
}

/// `A`, `A+`, `A级`, `A类客户`, `重点客户`, `Hot`, `★★★`.
pub(super) fn grade(value: &str) -> Option<Grade> {
    let value = value.trim_end_matches("客户").trim_end_matches(['级', '类', '+', '-']).trim();
    match value.to_lowercase().as_str() {
        "hot" | "vip" | "重点" | "★★★" | "⭐⭐⭐" | "***" => Some(Grade::A),
        "warm" | "普通" | "★★" | "⭐⭐" | "**" | "★★☆" => Some(Grade::B),
        "cold" | "★" | "⭐" | "*" | "★☆☆" => Some(Grade::C),
        _ => Grade::parse(value),
    }
}
