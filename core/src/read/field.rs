//! How a text becomes the value of a contact's field, and a value a text.

use chrono::NaiveDate;

use super::date::parse_day;
use super::source::parse_source;
use crate::contact::Profile;
use crate::email::Email;
use crate::phone::Phone;
use crate::text::clean;
use crate::vocabulary::{Country, Field, PurchaseRole, Value};

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

    /// Sets the field from a text; `None` and `-` clear it. `today` is the person's local day.
    ///
    /// # Errors
    /// When the text is no value of this field; the profile stays as it was.
    pub fn set(self, profile: &mut Profile, text: Option<&str>, today: NaiveDate) -> Result<(), FieldError> {
        let text = text.map(clean).filter(|text| !matches!(text.as_str(), "-" | "–" | "—"));
        let Some(text) = text else {
            profile.clear(self);
            return Ok(());
        };
        if text.is_empty() {
            return Err(FieldError::Empty);
        }
        if text.chars().count() > self.limit() {
            return Err(FieldError::TooLong);
        }
        match self {
            Field::Name => profile.name = Some(text),
            Field::Company => profile.company = Some(text),
            Field::Title => profile.title = Some(text),
            Field::Role => profile.role = Some(PurchaseRole::parse(&text).ok_or(FieldError::UnknownWord)?),
            Field::Email => profile.email = Some(Email::parse(&text).map_err(|_| FieldError::BadEmail)?),
            Field::Phone => {
                profile.phone = Some(Phone::parse(&text, profile.country).ok_or(FieldError::BadPhone)?);
            }
            Field::WhatsApp => {
                profile.whatsapp = Some(whatsapp(&text, profile.country).ok_or(FieldError::BadPhone)?);
            }
            Field::WeChat => profile.wechat = Some(text),
            Field::LinkedIn => profile.linkedin = Some(linkedin(&text).ok_or(FieldError::BadAddress)?),
            Field::Language => profile.language = Some(text),
            Field::Country => {
                profile.country = Some(Country::parse(&text).ok_or(FieldError::UnknownCountry)?)
            }
            Field::Website => profile.website = Some(website(&text).ok_or(FieldError::BadAddress)?),
            Field::Industry => profile.industry = Some(text),
            Field::Size => profile.size = Some(text),
            Field::Revenue => profile.revenue = Some(text),
            Field::Source => profile.source = Some(parse_source(&text).map_err(|_| FieldError::BoughtList)?),
            Field::AcquiredOn => {
                profile.acquired_on = Some(parse_day(&text, today).ok_or(FieldError::BadDate)?)
            }
            Field::Value => profile.value = Some(Value::parse(&text).ok_or(FieldError::UnknownWord)?),
            Field::Pains => profile.pains = Some(text),
            Field::Plans => profile.plans = Some(text),
            Field::Weighs => profile.weighs = Some(text),
        }
        Ok(())
    }
}

/// An address of the web: with a scheme, or a host name with a public ending.
pub fn website(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches(['.', ',', ';']);
    // Other scripts have their own dots, which the conversion to ASCII understands.
    let one_label = text.is_ascii() && !text.contains('.');
    if one_label || text.contains('@') || text.contains(char::is_whitespace) {
        return None;
    }
    let lower = text.to_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let host = rest.unwrap_or(&lower).split(['/', '?', '#', ':']).next().unwrap_or_default();
    let host = idna::domain_to_ascii_strict(host).ok()?;
    let known = psl::suffix(host.as_bytes()).is_some_and(|suffix| suffix.is_known());
    let named = host.split('.').count() >= 2 && psl::domain_str(&host).is_some();
    let letters =
        host.rsplit('.').next().is_some_and(|ending| ending.bytes().any(|b| b.is_ascii_alphabetic()));
    (named && letters && (known || rest.is_some())).then(|| text.to_owned())
}

fn linkedin(text: &str) -> Option<String> {
    is_linkedin(text).then(|| text.trim().to_owned())
}

/// A WhatsApp number, or the number in a link that opens a chat there: `https://wa.me/4930123456`,
/// `https://api.whatsapp.com/send?phone=4930123456`.
pub fn whatsapp(text: &str, country: Option<Country>) -> Option<Phone> {
    match whatsapp_link(text) {
        Some(digits) => Phone::parse(&format!("+{digits}"), None),
        None => Phone::parse(text, country),
    }
}

/// The digits in a link that opens a chat on WhatsApp.
fn whatsapp_link(text: &str) -> Option<String> {
    let lower = text.trim().to_lowercase();
    let link = lower.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    let number = ["wa.me/", "api.whatsapp.com/send", "whatsapp.com/send", "whatsapp://send"]
        .iter()
        .find_map(|start| link.strip_prefix(start))?;
    let number = number.split_once("phone=").map_or(number, |(_, number)| number);
    let digits: String =
        number.trim_start_matches(['+', '/']).chars().take_while(char::is_ascii_digit).collect();
    (!digits.is_empty()).then_some(digits)
}

/// Whether an address leads to LinkedIn.
pub fn is_linkedin(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let host = lower.trim_start_matches("https://").trim_start_matches("http://");
    let host = host.split('/').next().unwrap_or_default();
    (host == "linkedin.com" || host.ends_with(".linkedin.com") || host == "lnkd.in")
        && website(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();

    #[test]
    fn web_addresses_are_told_from_other_words() {
        for text in ["lumen.de", "www.lumen.de", "https://lumen.co.uk/contact?x=1", "LUMEN.COM", "lümen.de"]
        {
            assert!(website(text).is_some(), "{text}");
        }
        for text in ["Lumen GmbH", "St. Gallen", "3.5", "anna@lumen.de", "Co.,Ltd", "Inc.", "v1.2", "", "."] {
            assert!(website(text).is_none(), "{text}");
        }
        assert!(is_linkedin("https://www.linkedin.com/in/anna") && !is_linkedin("https://notlinkedin.com/x"));
    }

    #[test]
    fn what_was_set_is_got_and_set_again() {
        for (field, text) in [
            (Field::Name, "Anna Schmidt"),
            (Field::Role, "决策人"),
            (Field::Email, "Anna@Lumen.de"),
            (Field::Phone, "+49 30 123456"),
            (Field::WhatsApp, "https://wa.me/4915112345678"),
            (Field::WeChat, "ida_holm"),
            (Field::Country, "德国"),
            (Field::Website, "www.lumen.de"),
            (Field::LinkedIn, "linkedin.com/in/anna"),
            (Field::Source, "Light+Building 2026"),
            (Field::AcquiredOn, "11-20"),
            (Field::Value, "高"),
            (Field::Pains, "a\nb"),
        ] {
            let (mut one, mut two) = (Profile::default(), Profile::default());
            field.set(&mut one, Some(text), TODAY).unwrap();
            field.set(&mut two, field.get(&one).as_deref(), TODAY).unwrap();
            assert_eq!(one, two, "{field:?}");
            field.set(&mut one, Some("-"), TODAY).unwrap();
            assert_eq!(one, Profile::default(), "{field:?}");
        }
    }

    #[test]
    fn what_is_no_value_changes_nothing() {
        for (field, text, why) in [
            (Field::Email, "anna@", FieldError::BadEmail),
            (Field::Phone, "call me", FieldError::BadPhone),
            (Field::Country, "Atlantis", FieldError::UnknownCountry),
            (Field::AcquiredOn, "someday", FieldError::BadDate),
            (Field::Value, "lots", FieldError::UnknownWord),
            (Field::Source, "bought list", FieldError::BoughtList),
            (Field::Website, "not a site", FieldError::BadAddress),
            (Field::Name, "  ", FieldError::Empty),
        ] {
            let mut profile = Profile::default();
            assert_eq!(field.set(&mut profile, Some(text), TODAY), Err(why), "{text}");
            assert_eq!(profile, Profile::default());
        }
        let long = "x".repeat(201);
        assert_eq!(Field::Name.set(&mut Profile::default(), Some(&long), TODAY), Err(FieldError::TooLong));
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in ".{0,60}") {
            for field in Field::ALL {
                let mut profile = Profile::default();
                if field.set(&mut profile, Some(&text), TODAY).is_ok() {
                    let got = field.get(&profile);
                    let mut again = Profile::default();
                    if got.is_some() {
                        prop_assert!(field.set(&mut again, got.as_deref(), TODAY).is_ok(), "{:?} {:?}", field, got);
                    }
                }
            }
        }
    }
}
