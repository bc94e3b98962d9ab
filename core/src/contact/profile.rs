//! What is told of a contact, field by field.
//!
//! The table below names each field once. All that is done with every field alike is made from it, so that it cannot
//! leave one out; where fields differ, a `match` without `_` asks for a decision.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Source;
use crate::email::Email;
use crate::phone::Phone;
use crate::vocabulary::{Country, Field, PurchaseRole, Value};

/// Makes [`Profile`] and what is the same for all its fields. A line names the field, its place in the profile, and the
/// kind of its value ([`FieldValue`]) with its type.
macro_rules! profile {
    ($($(#[$doc:meta])* $field:ident => $name:ident: $kind:ident($type:ty)),+ $(,)?) => {
        /// What a person tells of a contact: everything that `/add`, `/edit`, a form or a file can set.
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
        pub struct Profile { $($(#[$doc])* pub $name: Option<$type>),+ }

        impl Profile {
            /// What stands in a field.
            pub fn get(&self, field: Field) -> Option<FieldValue<'_>> {
                match field { $(Field::$field => self.$name.as_ref().map(FieldValue::$kind)),+ }
            }

            /// Empties a field.
            pub(crate) fn clear(&mut self, field: Field) {
                match field { $(Field::$field => self.$name = None),+ }
            }

            /// Takes from another what is missing here.
            pub(crate) fn fill(&mut self, other: &Profile) {
                $(if self.$name.is_none() {
                    self.$name.clone_from(&other.$name);
                })+
            }
        }
    };
}

profile! {
    /// The person's name; a contact without one is known by the company.
    Name => name: Text(String),
    /// The company's full name.
    Company => company: Text(String),
    /// Job title.
    Title => title: Text(String),
    /// Role in the purchase.
    Role => role: Role(PurchaseRole),
    /// Email address, normalised.
    Email => email: Email(Email),
    /// Telephone, E.164 where it parses.
    Phone => phone: Phone(Phone),
    /// WhatsApp number, E.164 where it parses.
    WhatsApp => whatsapp: Phone(Phone),
    /// WeChat ID, or the number by which somebody is found there, as typed.
    WeChat => wechat: Text(String),
    /// LinkedIn address.
    LinkedIn => linkedin: Text(String),
    /// The language to write in, as typed.
    Language => language: Text(String),
    /// Country of the person; gives the local time.
    Country => country: Country(Country),
    /// The company's website.
    Website => website: Text(String),
    /// The company's industry.
    Industry => industry: Text(String),
    /// The company's headcount, as typed.
    Size => size: Text(String),
    /// The company's yearly revenue, as typed.
    Revenue => revenue: Text(String),
    /// Where the contact came from.
    Source => source: Source(Source),
    /// The day the contact was acquired (a day, of the adder's zone).
    AcquiredOn => acquired_on: Day(NaiveDate),
    /// Potential order size.
    Value => value: Value(Value),
    /// Pain points.
    Pains => pains: Text(String),
    /// Purchase plans.
    Plans => plans: Text(String),
    /// What they weigh: price, quality, delivery, certification.
    Weighs => weighs: Text(String),
}

impl Profile {
    /// The numbers under which they are reached.
    pub fn numbers(&self) -> impl Iterator<Item = &Phone> {
        self.phone.iter().chain(&self.whatsapp)
    }
}

/// What stands in a field, by its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each kind is named after what it holds")]
pub enum FieldValue<'a> {
    Text(&'a String),
    Role(&'a PurchaseRole),
    Email(&'a Email),
    Phone(&'a Phone),
    Country(&'a Country),
    Source(&'a Source),
    Day(&'a NaiveDate),
    Value(&'a Value),
}

impl<'a> FieldValue<'a> {
    /// As a text that [`Field::set`] reads again, in no language.
    pub fn written(self) -> Cow<'a, str> {
        match self {
            FieldValue::Text(text) => text.into(),
            FieldValue::Role(role) => role.code().into(),
            FieldValue::Email(email) => email.as_str().into(),
            FieldValue::Phone(phone) => phone.as_str().into(),
            FieldValue::Country(country) => country.code().into(),
            FieldValue::Source(source) => source.written().into(),
            FieldValue::Day(day) => day.to_string().into(),
            FieldValue::Value(value) => value.code().into(),
        }
    }
}

impl Field {
    /// The field as a text that [`Field::set`] reads again.
    pub fn get(self, profile: &Profile) -> Option<String> {
        profile.get(self).map(|value| value.written().into_owned())
    }

    /// Whether `/find` looks through it.
    pub(crate) const fn is_searched(self) -> bool {
        match self {
            Field::Name
            | Field::Company
            | Field::Title
            | Field::Email
            | Field::Phone
            | Field::WhatsApp
            | Field::WeChat
            | Field::Country
            | Field::Website
            | Field::Industry
            | Field::Source
            | Field::Pains
            | Field::Plans
            | Field::Weighs => true,
            // A word of a short list, a number or a day: half of the book would be found by it.
            Field::Role
            | Field::Language
            | Field::Size
            | Field::Revenue
            | Field::AcquiredOn
            | Field::Value => false,
            // It repeats the name in another spelling, behind the same letters for everybody.
            Field::LinkedIn => false,
        }
    }

    /// Whether somebody of whom only this is known can be reached.
    pub const fn is_way_to_reach(self) -> bool {
        match self {
            Field::Email | Field::Phone | Field::WhatsApp | Field::WeChat | Field::LinkedIn => true,
            // A website is the company's: a form there reaches nobody in particular.
            Field::Website => false,
            Field::Name
            | Field::Company
            | Field::Title
            | Field::Role
            | Field::Language
            | Field::Country
            | Field::Industry
            | Field::Size
            | Field::Revenue
            | Field::Source
            | Field::AcquiredOn
            | Field::Value
            | Field::Pains
            | Field::Plans
            | Field::Weighs => false,
        }
    }
}
