//! Telephone numbers: E.164 where they parse with the country, as typed otherwise.

use serde::{Deserialize, Serialize};

use crate::vocabulary::Country;

/// A telephone number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Phone(String);

impl Phone {
    /// Reads a number; `None` where the text does not look like one. Valid for its country code or for `country`, it
    /// becomes E.164; otherwise it is kept as typed.
    pub fn parse(text: &str, country: Option<Country>) -> Option<Phone> {
        let text = text.trim();
        if !looks_like_phone(text) {
            return None;
        }
        let international = match text.strip_prefix("00") {
            Some(rest) => format!("+{rest}"),
            None => text.replacen("(0)", "", 1),
        };
        let region = country.and_then(|country| country.code().parse().ok());
        let valid = |text: &str| phonenumber::parse(region, text).ok().filter(phonenumber::is_valid);
        // "886-2-2501-2345": the country's code without its plus.
        let with_code = || valid(&format!("+{international}")).filter(|_| region.is_some());
        Some(match valid(&international).or_else(with_code) {
            Some(number) => Phone(number.format().mode(phonenumber::Mode::E164).to_string()),
            None => Phone(text.to_owned()),
        })
    }

    /// Whether it is certainly a mobile number. North American numbers do not show it.
    pub fn is_mobile(&self) -> bool {
        use phonenumber::metadata::DATABASE;
        phonenumber::parse(None, &self.0)
            .is_ok_and(|number| number.number_type(&DATABASE) == phonenumber::Type::Mobile)
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

    /// The country of an E.164 number, by its country code.
    pub fn country(&self) -> Option<Country> {
        let number = phonenumber::parse(None, &self.0).ok()?;
        Country::parse(number.country().id()?.as_ref())
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
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_plus_is_added_only_where_it_makes_a_number() {
        for (given, want) in [
            ("491701234567", "+491701234567"),
            ("8613800138000", "+8613800138000"),
            ("+491701234567", "+491701234567"),
            ("13800138000", "13800138000"),
            ("030 123456", "030 123456"),
            ("", ""),
        ] {
            assert_eq!(international(given), want);
        }
    }

    #[test]
    fn numbers_become_e164_where_they_are_valid() {
        let de = Country::parse("DE");
        for (text, country, want) in [
            ("+49 30 123456", None, Some("+4930123456")),
            ("0049 30 123456", None, Some("+4930123456")),
            ("+49 (0)30 123456", None, Some("+4930123456")),
            ("030 123456", de, Some("+4930123456")),
            ("030 123456", None, Some("030 123456")),
            ("138 0013 8000", Country::parse("CN"), Some("+8613800138000")),
            ("12345", None, None),
            ("call me", None, None),
            ("2026-11-23", None, None),
            ("+49+30123456", None, None),
        ] {
            assert_eq!(Phone::parse(text, country).as_ref().map(Phone::as_str), want, "{text}");
        }
    }

    #[test]
    fn numbers_are_the_same_by_their_digits() {
        let phone = |text| Phone::parse(text, None).unwrap();
        for (one, other, same) in [
            ("+49 30 123456", "030/12 34 56", true),
            ("+49 30 123456", "0049 (30) 123456", true),
            ("+86 138 0013 8000", "13800138000", true),
            ("+49 30 123456", "+43 30 123456", false),
            ("030 123456", "030 123457", false),
        ] {
            assert_eq!(phone(one).is_same(&phone(other)), same, "{one} {other}");
            assert!(phone(one).digits() == phone(other).digits() || !same, "{one} {other}");
        }
    }

    #[test]
    fn a_number_tells_its_country() {
        assert_eq!(Phone::parse("+49 30 123456", None).unwrap().country(), Country::parse("DE"));
        assert_eq!(Phone::parse("030 123456", None).unwrap().country(), None);
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in "\\PC{0,40}|[+0-9 ()/.-]{0,40}", country in "[A-Z]{2}") {
            let _ = (Phone::parse(&text, Country::parse(&country)), looks_like_phone(&text));
        }
    }
}
