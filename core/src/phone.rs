//! Telephone numbers: E.164 where they parse with the country, as typed otherwise.

mod read;
mod spot;

use phonenumber::metadata::DATABASE;
use phonenumber::{Metadata, Type};
use serde::{Deserialize, Serialize};

use crate::vocabulary::Country;

pub use read::{FoundPhone, find};
pub(crate) use spot::{spots, written};

/// A telephone number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Phone(String);

impl Phone {
    /// Reads a text that is one number; `None` where it does not look like one. Valid for its country code or for
    /// `country`, it becomes E.164; otherwise it is kept as typed.
    pub fn parse(text: &str, country: Option<Country>) -> Option<Phone> {
        let text = text.trim();
        let as_typed = || looks_like_phone(text).then(|| Phone(text.to_owned()));
        let found = read::find(text, country).filter(|found| found.rest.is_empty()).map(|found| found.phone);
        found.or_else(|| read::valid(text, country).filter(|_| looks_like_phone(text))).or_else(as_typed)
    }

    /// A number as the book keeps it.
    pub(crate) fn kept(text: &str) -> Phone {
        Phone(text.to_owned())
    }

    /// Whether it is in E.164, with its country's code.
    pub fn is_international(&self) -> bool {
        self.0.starts_with('+') && self.0[1..].bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Whether it is certainly a mobile number. North American numbers do not show it.
    pub fn is_mobile(&self) -> bool {
        phonenumber::parse(None, &self.0).is_ok_and(|number| number.number_type(&DATABASE) == Type::Mobile)
    }

    /// The number.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The digits by which two numbers are looked for: without the country's code and zeros before, so that
    /// "030 123456" is found by "+49 30 123456".
    pub fn digits(&self) -> String {
        match phonenumber::parse(None, &self.0) {
            Ok(number) => number.national().value().to_string(),
            Err(_) => {
                let digits: String = self.0.chars().filter(char::is_ascii_digit).collect();
                digits.trim_start_matches('0').to_owned()
            }
        }
    }

    /// Whether two numbers are the same: a number that does not name its country may be of any.
    pub fn is_same(&self, other: &Phone) -> bool {
        let both_named = self.0.starts_with('+') && other.0.starts_with('+');
        if both_named { self == other } else { self.digits() == other.digits() }
    }

    /// The country of an E.164 number, where its code or its first digits tell it. Free-call numbers of a code that
    /// several countries share are of none.
    pub fn country(&self) -> Option<Country> {
        use Type::{
            FixedLine, FixedLineOrMobile, Mobile, Pager, PersonalNumber, PremiumRate, SharedCost, TollFree,
            Uan, Voip,
        };
        const PLACED: &[Type] = &[FixedLine, Mobile, FixedLineOrMobile];
        const NATIONAL: &[Type] = &[Voip, Uan, SharedCost, PremiumRate, TollFree, PersonalNumber, Pager];
        let number = phonenumber::parse(None, &self.0).ok()?;
        let code = number.country().code();
        let national = number.national().to_string();
        let has = |meta: &Metadata, kinds: &[Type]| {
            meta.descriptors().general().is_match(&national)
                && kinds
                    .iter()
                    .any(|kind| meta.descriptors().get(*kind).is_some_and(|kind| kind.is_match(&national)))
        };
        let regions = DATABASE.region(&code)?;
        let mut regions = regions.into_iter().filter_map(|region| DATABASE.by_id(region));
        let shared = matches!(code, 1 | 7);
        let fits = |meta: &&Metadata| match meta.leading_digits() {
            Some(digits) => digits.find(&national).is_some_and(|found| found.start() == 0),
            None => has(meta, PLACED) || (!shared && has(meta, NATIONAL)),
        };
        let region = regions.find(fits).filter(|meta| !shared || has(meta, PLACED))?;
        Country::parse(region.id())
    }
}

/// A number from Telegram, which begins with the country code and may lack the `+`. A number from an address book may
/// be a national one; it stays as it is, since with a `+` it would be somebody else's.
pub fn international(text: &str) -> String {
    let with_plus = format!("+{text}");
    match phonenumber::parse(None, &with_plus) {
        Ok(number) if !text.starts_with('+') && phonenumber::is_valid(&number) => with_plus,
        _ => text.to_owned(),
    }
}

/// Seven to twenty digits with nothing but separators around.
pub fn looks_like_phone(text: &str) -> bool {
    let text = text.trim();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (7..=20).contains(&digits)
        && text.len() <= 40
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '(' | ')' | '.' | '/' | ' ' | '\u{a0}'))
        && text.chars().filter(|c| *c == '+').count() <= 1
        // "2026-12-05" is a day.
        && chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").is_err()
}

#[cfg(test)]
mod tests;
