//! What is wrong with a field's value.

use renmai_core::read::field::FieldError;
use renmai_core::vocabulary::Field;

use crate::i18n::{phrases, shorten};

phrases! {
    /// What is wrong with a value.
    pub enum Phrase {
        /// A bought list.
        BoughtList = "contact-bought-list",
        /// Not an email address.
        BadEmail { value: String } = "contact-bad-email",
        /// Not a phone number.
        BadPhone { value: String } = "contact-bad-phone",
        /// Not a country.
        UnknownCountry { value: String } = "contact-unknown-country",
        /// Not a day.
        BadDate { value: String } = "contact-bad-date",
        /// Not a role in the purchase.
        BadRole { value: String } = "contact-bad-role",
        /// Not a value.
        BadValue { value: String } = "contact-bad-value",
        /// Not a web address.
        BadAddress { value: String } = "contact-bad-address",
        /// The value of a field is too long.
        ValueTooLong { field: Field, limit: usize } = "contact-value-too-long",
        /// Nothing after the field's name.
        EmptyValue { field: Field } = "contact-empty-value",
    }
}

/// Why a text is no value of a field, in words with an example.
pub fn wrong_value(field: Field, value: &str, error: FieldError) -> Phrase {
    let value = shorten(value.trim(), 60);
    match error {
        FieldError::BadEmail => Phrase::BadEmail { value },
        FieldError::BadPhone => Phrase::BadPhone { value },
        FieldError::UnknownCountry => Phrase::UnknownCountry { value },
        FieldError::BadDate => Phrase::BadDate { value },
        FieldError::UnknownWord if field == Field::Role => Phrase::BadRole { value },
        FieldError::UnknownWord => Phrase::BadValue { value },
        FieldError::BoughtList => Phrase::BoughtList,
        FieldError::TooLong => Phrase::ValueTooLong { field, limit: field.limit() },
        FieldError::BadAddress => Phrase::BadAddress { value },
        FieldError::Empty => Phrase::EmptyValue { field },
    }
}
