//! vCards, 2.1 to 4.0, as phones and address books write them.

use calcard::vcard::{VCard, VCardEntry, VCardParameterValue, VCardProperty, VCardType, VCardValue};
use calcard::{Entry, Parser};
use chrono::NaiveDate;

use super::Draft;
use crate::field::Field;

/// How many cards of one text are read.
const MOST: usize = 10_000;

/// Reads every card of a text; what is none is left out.
pub fn parse_vcard(text: &str, today: NaiveDate) -> Vec<Draft> {
    let mut parser = Parser::new(text);
    let mut drafts = Vec::new();
    while drafts.len() < MOST {
        match parser.entry() {
            Entry::VCard(card) => drafts.extend(draft(&card, today)),
            Entry::Eof => break,
            _ => {}
        }
    }
    drafts
}

fn draft(card: &VCard, today: NaiveDate) -> Option<Draft> {
    let mut draft = Draft::default();
    let address = texts(card, &VCardProperty::Adr).last().cloned();
    let structured = texts(card, &VCardProperty::N);
    let name = first(card, &VCardProperty::Fn).or_else(|| {
        // The parts of N stand in the order family, given, additional.
        let parts = [structured.get(1), structured.first()];
        let name = parts
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join(" ");
        (!name.is_empty()).then_some(name)
    });
    let fields = [
        (Field::Country, address),
        (Field::Name, name),
        (Field::Company, first(card, &VCardProperty::Org)),
        (Field::Title, first(card, &VCardProperty::Title)),
        (Field::Email, first(card, &VCardProperty::Email)),
        (Field::Phone, phone(card)),
        (Field::Website, first(card, &VCardProperty::Url)),
    ];
    for (field, value) in fields {
        // A value that its field does not take is kept as a note, not lost.
        if let Some(value) = value
            && field.set(&mut draft.profile, Some(&value), today).is_err()
            && field != Field::Country
        {
            draft.leftover.push(value);
        }
    }
    (draft.profile.name.is_some() || draft.profile.company.is_some()).then_some(draft)
}

fn first(card: &VCard, property: &VCardProperty) -> Option<String> {
    texts(card, property).into_iter().find(|text| !text.trim().is_empty())
}

/// The number to call: a mobile before a telephone, never the fax.
fn phone(card: &VCard) -> Option<String> {
    let numbers = card.entries.iter().filter(|entry| entry.name == VCardProperty::Tel);
    let ranked = numbers.filter_map(|entry| {
        let is = |kind: VCardType| {
            entry.params.iter().any(|param| param.value == VCardParameterValue::Type(kind.clone()))
        };
        let number = plain(entry).into_iter().find(|text| !text.trim().is_empty())?;
        (!is(VCardType::Fax)).then(|| (is(VCardType::Cell), number))
    });
    // Of equals `max_by_key` takes the last: the first is meant.
    ranked.rev().max_by_key(|(mobile, _)| *mobile).map(|(_, number)| number)
}

fn texts(card: &VCard, property: &VCardProperty) -> Vec<String> {
    card.entries.iter().find(|entry| entry.name == *property).map(plain).unwrap_or_default()
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
                     END:VCARD\r\nBEGIN:VCARD\r\nVERSION:2.1\r\nN:Wang;Fang\r\nTEL;CELL:13800138000\r\nEND:VCARD\r\n";
        let drafts = parse_vcard(cards, today);
        assert_eq!(drafts.len(), 2);
        let anna = &drafts[0].profile;
        assert_eq!(anna.name.as_deref(), Some("Anna Schmidt"));
        assert_eq!(anna.company.as_deref(), Some("Lumen GmbH"));
        assert_eq!(anna.country.map(|country| country.code()), Some("DE"));
        assert_eq!(anna.phone.as_ref().map(|phone| phone.as_str()), Some("+4930123456"));
        assert_eq!(drafts[1].profile.name.as_deref(), Some("Fang Wang"));
    }
}
