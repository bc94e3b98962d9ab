//! vCards, 2.1 to 4.0, as phones and address books write them.

use calcard::vcard::{VCard, VCardEntry, VCardParameterValue, VCardProperty, VCardType, VCardValue};
use calcard::{Entry, Parser};
use chrono::NaiveDate;

use super::Draft;
use crate::text::full_name;
use crate::vocabulary::Field;

/// How many cards of a message are read.
const MOST: usize = 10_000;

/// Reads every card of a text; anything else in it is skipped.
pub fn parse_vcard(text: &str, today: NaiveDate) -> Vec<Draft> {
    vcard_fields(text).take(MOST).filter_map(|fields| draft(fields.ok()?, today)).collect()
}

/// A card that is larger than that of a person can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Oversize;

/// The largest card, in bytes: it may have a photo in it.
const LARGEST: usize = 2 << 20;

/// The most parts of a card: lines, values, parameters. Each becomes some hundred bytes when it is parsed.
const MOST_PARTS: usize = 4_000;

const BEGIN: &str = "BEGIN:VCARD";

/// The text of each card, up to where the next begins.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let begins = |line: &str| line.get(..BEGIN.len()).is_some_and(|head| head.eq_ignore_ascii_case(BEGIN));
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut end = 0;
        for line in rest.split_inclusive('\n') {
            if end > 0 && begins(line) {
                break;
            }
            end += line.len();
        }
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}

/// Whether a card is one that is worth parsing. The lines of a photo go on with a space and are one part.
fn fits(card: &str) -> bool {
    let bytes = card.as_bytes();
    let goes_on = |at: usize| matches!(bytes.get(at + 1), Some(b' ' | b'\t'));
    let is_part = |(at, byte): &(usize, &u8)| match byte {
        b';' | b',' | b':' => true,
        b'\n' | b'\r' => !goes_on(*at),
        _ => false,
    };
    bytes.len() <= LARGEST && bytes.iter().enumerate().filter(is_part).nth(MOST_PARTS).is_none()
}

/// The values of each card, in its order; a value without a field is a note. What a card would become is counted
/// before it is parsed.
pub(crate) fn vcard_fields(
    text: &str,
) -> impl Iterator<Item = Result<Vec<(Option<Field>, String)>, Oversize>> {
    pieces(text).flat_map(|piece| {
        let fits = fits(piece);
        let oversize = (!fits).then_some(Err(Oversize));
        let mut parser = fits.then(|| Parser::new(piece));
        let cards = std::iter::from_fn(move || {
            let parser = parser.as_mut()?;
            loop {
                match parser.entry() {
                    Entry::VCard(card) => return Some(Ok(fields(&card))),
                    Entry::Eof => return None,
                    _ => {}
                }
            }
        });
        oversize.into_iter().chain(cards)
    })
}

fn fields(card: &VCard) -> Vec<(Option<Field>, String)> {
    let mut fields = Vec::new();
    let structured = texts(card, &VCardProperty::N).next().unwrap_or_default();
    let name = texts(card, &VCardProperty::Fn).flatten().find(|text| !text.trim().is_empty()).or_else(|| {
        // The parts of N stand in the order family, given, additional.
        let part = |at: usize| structured.get(at).map(|part| part.trim()).filter(|part| !part.is_empty());
        Some(full_name(part(1), part(0))).filter(|name| !name.is_empty())
    });
    // The country decides how a phone number reads; it is the last part of an address.
    let country = texts(card, &VCardProperty::Adr).find_map(|parts| parts.last().cloned());
    fields.extend(country.map(|country| (Some(Field::Country), country)));
    fields.extend(name.map(|name| (Some(Field::Name), name)));
    for (property, field) in [
        (VCardProperty::Org, Some(Field::Company)),
        (VCardProperty::Title, Some(Field::Title)),
        (VCardProperty::Email, Some(Field::Email)),
        (VCardProperty::Url, Some(Field::Website)),
        (VCardProperty::Note, None),
    ] {
        fields.extend(texts(card, &property).filter_map(|parts| Some((field, parts.into_iter().next()?))));
    }
    fields.extend(phones(card).map(|number| (Some(Field::Phone), number)));
    fields.retain(|(_, value)| !value.trim().is_empty());
    fields
}

fn draft(fields: Vec<(Option<Field>, String)>, today: NaiveDate) -> Option<Draft> {
    let mut draft = Draft::default();
    for (field, value) in fields {
        let Some(field) = field else { continue };
        // A value that its field does not take is kept as a note, not lost.
        if field.get(&draft.profile).is_none()
            && field.set(&mut draft.profile, Some(&value), today).is_err()
            && field != Field::Country
        {
            draft.leftover.push(value);
        }
    }
    (draft.profile.name.is_some() || draft.profile.company.is_some()).then_some(draft)
}

/// The numbers to call: a mobile before a telephone, never the fax.
fn phones(card: &VCard) -> impl Iterator<Item = String> {
    let is = |entry: &VCardEntry, kind: VCardType| {
        entry.params.iter().any(|param| param.value == VCardParameterValue::Type(kind.clone()))
    };
    let numbers = card.entries.iter().filter(|entry| entry.name == VCardProperty::Tel);
    let mut numbers: Vec<&VCardEntry> = numbers.filter(|entry| !is(entry, VCardType::Fax)).collect();
    numbers.sort_by_key(|entry| !is(entry, VCardType::Cell));
    numbers.into_iter().filter_map(|entry| plain(entry).into_iter().next())
}

/// The parts of each entry of a property.
fn texts(card: &VCard, property: &VCardProperty) -> impl Iterator<Item = Vec<String>> {
    card.entries.iter().filter(move |entry| entry.name == *property).map(plain)
}

fn plain(entry: &VCardEntry) -> Vec<String> {
    let values = entry.values.iter().flat_map(|value| match value {
        VCardValue::Text(text) => vec![text.trim_start_matches("tel:").to_owned()],
        VCardValue::Component(parts) => parts.clone(),
        _ => Vec::new(),
    });
    values.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_of_every_version_are_read() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let cards = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Schmidt;Anna;;;\r\nFN:Anna Schmidt\r\nORG:Lumen GmbH\r\nTITLE:Buyer\r\n\
                     EMAIL;TYPE=work:anna@lumen.de\r\nTEL;TYPE=FAX:+49 30 123457\r\nTEL;TYPE=WORK:+49 30 123458\r\nTEL;TYPE=CELL:+49 30 123456\r\nADR;TYPE=WORK:;;Lichtstr. 5;Berlin;;10115;Germany\r\n\
                     END:VCARD\r\nBEGIN:VCARD\r\nVERSION:2.1\r\nN:Wang;Fang\r\nTEL;CELL:13800138000\r\nEND:VCARD\r\n\
                     BEGIN:VCARD\r\nVERSION:2.1\r\nN:王;芳;;;\r\nEND:VCARD\r\n";
        let drafts = parse_vcard(cards, today);
        assert_eq!(drafts.len(), 3);
        let anna = &drafts[0].profile;
        assert_eq!(anna.name.as_deref(), Some("Anna Schmidt"));
        assert_eq!(anna.company.as_deref(), Some("Lumen GmbH"));
        assert_eq!(anna.country.map(|country| country.code()), Some("DE"));
        assert_eq!(anna.phone.as_ref().map(|phone| phone.as_str()), Some("+4930123456"));
        assert_eq!(drafts[1].profile.name.as_deref(), Some("Fang Wang"));
        assert_eq!(drafts[2].profile.name.as_deref(), Some("王芳"));
    }
}
