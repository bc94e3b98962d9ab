//! The country and the telephone of a card: each helps to read the other.

use chrono::NaiveDate;

use super::country::{self, Hints, by_ending};
use super::label::Label;
use super::pieces::{Number, Pieces};
use super::sites::host;
use crate::contact::Profile;
use crate::email::Email;
use crate::phone::Phone;
use crate::read::Draft;
use crate::read::field::is_same_number;
use crate::read::name::bare_name;
use crate::text::{is_han, simplified};
use crate::vocabulary::{Country, Field};

/// Sets the country and the telephone of a draft. Each helps to read the other.
pub(super) fn locate(draft: &mut Draft, pieces: &Pieces) {
    let labelled = pieces.labelled.iter().filter(|(label, _)| *label == Label::Country);
    // "Michael Jordan" is no country.
    let name = draft.profile.name.clone().unwrap_or_default();
    let lines = pieces.lines.iter().filter(|line| !name.contains(line.as_str()) && bare_name(line) != name);
    let places: Vec<Hints> = lines.map(|line| country::hints(line)).collect();
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
        .chain(draft.profile.website.iter().map(|site| host(site)));
    let by_domain = domains.filter(|domain| !is_free(domain)).find_map(by_ending);
    let chinese = pieces
        .lines
        .iter()
        .chain(pieces.labelled.iter().map(|(_, text)| text))
        .any(|line| line.chars().any(is_han));
    let home = chinese.then(|| home(pieces)).flatten();

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
    messengers(draft, pieces, guess.or(draft.profile.country));
    let others = pieces.numbers.iter().filter(|number| number.label != Some(Label::Fax));
    let others = others.filter_map(|number| Phone::parse(&number.text, guess));
    let chosen = draft.profile.numbers().cloned().collect::<Vec<_>>();
    let wechat = draft.profile.wechat.clone();
    for other in others.filter(|other| !chosen.contains(other) && wechat.as_deref() != Some(other.as_str())) {
        if !draft.leftover.iter().any(|known| known == other.as_str()) {
            draft.leftover.push(other.as_str().to_owned());
        }
    }
}

/// Where Chinese is written so: in simplified characters in China; with traditional ones in Taiwan or Hong Kong, whose
/// numbers tell.
fn home(pieces: &Pieces) -> Option<Country> {
    let text = pieces.lines.iter().chain(pieces.labelled.iter().map(|(_, text)| text));
    let traditional = text.flat_map(|line| line.chars()).any(|c| simplified(c) != c);
    let valid = |country: &Country| {
        let read = |number: &Number| {
            Phone::parse(&number.text, Some(*country)).is_some_and(|phone| phone.is_international())
        };
        pieces.numbers.iter().any(read)
    };
    let candidates = if traditional { &["TW", "HK", "CN"][..] } else { &["CN"] };
    let candidates: Vec<Country> = candidates.iter().filter_map(|code| Country::parse(code)).collect();
    candidates.iter().find(|country| valid(country)).or(candidates.first().filter(|_| !traditional)).copied()
}

/// Sets the fields of messengers: from their labels, from a link, and from a number that they share.
fn messengers(draft: &mut Draft, pieces: &Pieces, country: Option<Country>) {
    let number = |messenger: Label| {
        let of = pieces
            .numbers
            .iter()
            .filter(move |number| number.label == Some(messenger) || number.also.contains(&messenger));
        of.filter_map(|number| Phone::parse(&number.text, country)).next()
    };
    let link = || {
        let mut linked = Profile::default();
        Field::WhatsApp.set(&mut linked, Some(pieces.whatsapp.as_deref()?), NaiveDate::MIN).ok()?;
        linked.whatsapp
    };
    draft.profile.whatsapp = number(Label::WhatsApp).or_else(link);
    let id = pieces.labelled.iter().find(|(label, _)| *label == Label::WeChat).map(|(_, id)| id.as_str());
    let same = id
        .filter(|id| is_same_number(id))
        .and(draft.profile.phone.as_ref())
        .map(|phone| phone.as_str().to_owned());
    let id = id.filter(|id| !is_same_number(id)).map(str::to_owned);
    let number = number(Label::WeChat).map(|number| number.as_str().to_owned());
    draft.profile.wechat = same.or(id).or(number);
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

/// The number to call, and whether it names its country itself: one that is valid before one that is not, a mobile
/// before a telephone, a messenger's where there is no other, never a fax.
fn best_number(numbers: &[Number], country: Option<Country>) -> Option<(Phone, bool)> {
    let read = numbers.iter().filter(|number| number.label != Some(Label::Fax)).filter_map(|number| {
        let phone = Phone::parse(&number.text, country)?;
        let international = number.text.starts_with('+') || number.text.starts_with("00");
        let rank = match number.label {
            Some(label) if label.is_messenger() => 0,
            Some(Label::Mobile) => 3,
            _ if phone.is_mobile() => 2,
            _ => 1,
        };
        Some((rank, phone, international))
    });
    let best = read.rev().max_by_key(|(rank, phone, _)| (*rank > 0, phone.is_international(), *rank))?;
    Some((best.1, best.2))
}
