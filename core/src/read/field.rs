//! How a text becomes the value of a contact's field, and a value a text.

mod address;

use chrono::{Datelike as _, NaiveDate};

use self::address::{linkedin, wechat, whatsapp};
use super::date::parse_day;
use super::name::named;
use super::source::parse_source;
use super::table::{Column, is_nothing};
use crate::contact::Profile;
use crate::email::{self, Email, FoundEmail};
use crate::phone::{self, Phone};
use crate::text::{clean, folded};
use crate::vocabulary::{Country, Field, PurchaseRole, Value};

pub use address::{is_linkedin, website};
pub(super) use address::{is_same_number, is_whatsapp};

/// Why a text is no value of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FieldError {
    /// Not an email address.
    #[error("not an email address")]
    BadEmail,
    /// Not a telephone number.
    #[error("not a telephone number")]
    BadPhone,
    /// Not a country.
    #[error("not a country")]
    UnknownCountry,
    /// Not a day.
    #[error("not a day")]
    BadDate,
    /// Not one of the words that stand there.
    #[error("not one of the words")]
    UnknownWord,
    /// A bought list.
    #[error("a bought list")]
    BoughtList,
    /// Too long.
    #[error("too long")]
    TooLong,
    /// Not an address of the web.
    #[error("not a web address")]
    BadAddress,
    /// The text is empty.
    #[error("empty")]
    Empty,
}

/// A day that is over or is today: without a year the last such day. Nobody was acquired tomorrow.
fn past_day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let day = parse_day(text, today)?;
    let has_year =
        text.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() == 4 || number.len() == 8);
    let is_dated = text.contains(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let day = match day > today && is_dated && !has_year {
        true => day.with_year(day.year() - 1).or_else(|| day.with_year(day.year() - 4))?,
        false => day,
    };
    (day <= today).then_some(day)
}

impl Field {
    /// The longest text that the field takes, in characters.
    pub const fn limit(self) -> usize {
        match self {
            Field::Pains | Field::Plans | Field::Weighs => 2000,
            Field::Name
            | Field::Company
            | Field::Title
            | Field::Role
            | Field::Email
            | Field::Phone
            | Field::WhatsApp
            | Field::WeChat
            | Field::LinkedIn
            | Field::Language
            | Field::Country
            | Field::Website
            | Field::Industry
            | Field::Size
            | Field::Revenue
            | Field::Source
            | Field::AcquiredOn
            | Field::Value => 200,
        }
    }

    /// Sets the field from a text that is its value; `None` and `-` clear it. What [`Field::take`] would leave over is
    /// dropped. `today` is the person's local day.
    ///
    /// # Errors
    /// When the text is no value of this field; the profile stays as it was.
    pub fn set(self, profile: &mut Profile, text: Option<&str>, today: NaiveDate) -> Result<(), FieldError> {
        let clears = |text: &str| matches!(clean(text).as_str(), "-" | "–" | "—");
        match text.filter(|text| !clears(text)) {
            Some(text) => self.take(profile, text, today).map(drop),
            None => {
                profile.clear(self);
                Ok(())
            }
        }
    }

    /// Sets the field from a text as people write it, and answers what stands there besides: the extension of a number, a
    /// second address, a degree (docs/product.md, rule 6.15). It belongs into the note.
    ///
    /// # Errors
    /// When the text is no value of this field; the profile stays as it was.
    pub fn take(
        self,
        profile: &mut Profile,
        text: &str,
        today: NaiveDate,
    ) -> Result<Vec<String>, FieldError> {
        let text = clean(text);
        if text.is_empty() {
            return Err(FieldError::Empty);
        }
        if text.len() > 1 && is_nothing(Column::Field(self), &text) {
            return Err(FieldError::Empty);
        }
        if text.chars().count() > self.limit() {
            return Err(FieldError::TooLong);
        }
        let mut rest = Vec::new();
        match self {
            Field::Name => {
                let named = named(&text);
                profile.name = Some(named.name);
                for title in named.title.into_iter().chain(named.degrees) {
                    match &profile.title {
                        None => profile.title = Some(title),
                        Some(known) if folded(known).contains(&folded(&title)) => {}
                        Some(_) => rest.push(title),
                    }
                }
            }
            Field::Company => profile.company = Some(text),
            Field::Title => profile.title = Some(text),
            Field::Role => profile.role = Some(PurchaseRole::parse(&text).ok_or(FieldError::UnknownWord)?),
            Field::Email => {
                let found = email::find(&text);
                let found = found.or_else(|error| {
                    Email::parse(&text).map(|email| FoundEmail { email, rest: Vec::new() }).map_err(|_| error)
                });
                let found = found.map_err(|_| FieldError::BadEmail)?;
                profile.email = Some(found.email);
                rest = found.rest;
            }
            Field::Phone if is_whatsapp(&text) => {
                let (number, besides) = whatsapp(&text, profile).ok_or(FieldError::BadPhone)?;
                profile.phone = Some(number);
                rest = besides;
            }
            Field::Phone => {
                let found = phone::find(&text, profile.country).ok_or(FieldError::BadPhone)?;
                profile.phone = Some(found.phone);
                rest = found.rest;
            }
            Field::WhatsApp => {
                let (number, besides) = whatsapp(&text, profile).ok_or(FieldError::BadPhone)?;
                profile.whatsapp = Some(number);
                rest = besides;
            }
            Field::WeChat => {
                let id = wechat(&text, profile);
                if id.is_empty() {
                    return Err(FieldError::Empty);
                }
                profile.wechat = Some(id);
            }
            Field::LinkedIn => profile.linkedin = Some(linkedin(&text).ok_or(FieldError::BadAddress)?),
            Field::Language => profile.language = Some(text),
            Field::Country => {
                let (country, besides) = Country::find(&text).ok_or(FieldError::UnknownCountry)?;
                profile.country = Some(country);
                rest = besides;
            }
            Field::Website => profile.website = Some(website(&text).ok_or(FieldError::BadAddress)?),
            Field::Industry => profile.industry = Some(text),
            Field::Size => profile.size = Some(text),
            Field::Revenue => profile.revenue = Some(text),
            Field::Source => profile.source = Some(parse_source(&text).map_err(|_| FieldError::BoughtList)?),
            Field::AcquiredOn => {
                profile.acquired_on = Some(past_day(&text, today).ok_or(FieldError::BadDate)?)
            }
            Field::Value => profile.value = Some(Value::parse(&text).ok_or(FieldError::UnknownWord)?),
            Field::Pains => profile.pains = Some(text),
            Field::Plans => profile.plans = Some(text),
            Field::Weighs => profile.weighs = Some(text),
        }
        // The name before an address is no news beside the name.
        let name = profile.name.as_deref().map(folded);
        rest.retain(|part| name.as_deref() != Some(folded(part).as_str()));
        Ok(rest)
    }
}

/// Lets a number and the country help each other, whichever came first: a national number is read in the country, and
/// where no country is known an international number tells it.
pub fn settle(profile: &mut Profile) {
    let known = profile.country;
    for number in [&mut profile.phone, &mut profile.whatsapp].into_iter().flatten() {
        if let Some(read) =
            known.filter(|_| !number.is_international()).and_then(|_| Phone::parse(number.as_str(), known))
        {
            *number = read;
        }
    }
    // "Georgia" with a number of the United States is a state.
    let is_georgia = known.is_some_and(|country| country.code() == "GE");
    if is_georgia && profile.numbers().any(|number| number.country().is_some_and(|told| told.code() == "US"))
    {
        profile.country = None;
    }
    if profile.country.is_none() {
        let told = profile.numbers().find_map(Phone::country);
        profile.country = told;
    }
}

#[cfg(test)]
mod tests;
