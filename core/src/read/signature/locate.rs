//! The country and the telephone of a card: each helps to read the other.

use super::country::{self, Hints, by_ending};
use super::label::Label;
use super::pieces::{self, Number, Pieces};
use crate::email::Email;
use crate::phone::Phone;
use crate::read::Draft;
use crate::text::is_han;
use crate::vocabulary::{Country, Field};

/// Sets the country and the telephone of a draft. Each helps to read the other.
pub(super) fn locate(draft: &mut Draft, pieces: &Pieces) {
    let labelled = pieces.labelled.iter().filter(|(label, _)| *label == Label::Country);
    let places: Vec<Hints> = pieces.lines.iter().map(|line| country::hints(line)).collect();
    let named = labelled
        .filter_map(|(_, text)| Country::parse(text).or_else(|| country::named(text)))
        .next()
        .or_else(|| places.iter().find_map(|place| place.named));
    let by_city = places.iter().find_map(|place| place.by_city);
    let domains = draft
        .profile
        .email
        .iter()
        .map(Email::domain)
        .chain(draft.profile.website.iter().map(|site| pieces::host(site)));
    let by_domain = domains.filter(|domain| !is_free(domain)).find_map(by_ending);
    let chinese = pieces
        .lines
        .iter()
        .chain(pieces.labelled.iter().map(|(_, text)| text))
        .any(|line| line.chars().any(is_han));
    let home = chinese.then(|| Country::parse("CN")).flatten();

    let guess = named.or(by_city).or(by_domain).or(home);
    let number = best_number(&pieces.numbers, guess);
    if let Some((phone, _)) = &number {
        draft.profile.phone = Some(phone.clone());
        if !phone.as_str().starts_with('+') {
            draft.unsure.push(Field::Phone);
        }
    }
    let by_phone = number.as_ref().filter(|(_, international)| *international);
    let by_phone = by_phone.and_then(|(phone, _)| phone.country()).and_then(mainland);
    // +1 is shared by North America, so a city decides before it.
    let shared = by_phone.is_some_and(|country| matches!(country.code(), "US" | "CA"));
    let sure = named.or(by_phone.filter(|_| !shared || by_city.is_none()));
    draft.profile.country = sure.or(by_city).or(by_phone).or(by_domain).or(home);
    let agreed = by_city.is_some() && (by_city == by_domain || by_city == by_phone);
    let local = number.as_ref().and_then(|(phone, _)| phone.country()).and_then(mainland);
    if sure.is_none() && !agreed && draft.profile.country.is_some() && local != draft.profile.country {
        draft.unsure.push(Field::Country);
    }
    let others = pieces.numbers.iter().filter(|number| number.label != Some(Label::Fax));
    let others = others.filter_map(|number| Phone::parse(&number.text, guess));
    let chosen = draft.profile.phone.clone();
    for other in others.filter(|other| Some(other) != chosen.as_ref()) {
        if !draft.leftover.iter().any(|known| known == other.as_str()) {
            draft.leftover.push(other.as_str().to_owned());
        }
    }
}

/// The mainland of a territory that shares its calling code: such a number is more often the mainland's.
fn mainland(country: Country) -> Option<Country> {
    match country.code() {
        "GG" | "JE" | "IM" => Country::parse("GB"),
        "VA" => Country::parse("IT"),
        "SJ" => Country::parse("NO"),
        "AX" => Country::parse("FI"),
        "CX" | "CC" => Country::parse("AU"),
        _ => Some(country),
    }
}

fn is_free(domain: &str) -> bool {
    Email::parse(&format!("x@{domain}")).is_ok_and(|email| email.is_free_mail())
}

/// The number to call: a mobile before a telephone, never a fax; and whether it names its country itself.
fn best_number(numbers: &[Number], country: Option<Country>) -> Option<(Phone, bool)> {
    let read = numbers.iter().filter(|number| number.label != Some(Label::Fax)).filter_map(|number| {
        let phone = Phone::parse(&number.text, country)?;
        let international = number.text.starts_with('+') || number.text.starts_with("00");
        let rank = match number.label {
            Some(Label::Mobile) => 4,
            _ if phone.is_mobile() => 3,
            Some(Label::Chat) => 2,
            Some(_) => 1,
            None => 1,
        };
        Some((rank, phone, international))
    });
    let best = read.rev().max_by_key(|(rank, phone, _)| (*rank, phone.as_str().starts_with('+')))?;
    Some((best.1, best.2))
}
