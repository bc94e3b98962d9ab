//! vCards, 2.1 to 4.0, as phones, address books and messengers write them. What no field takes becomes a note.

mod card;
mod lines;
mod messengers;

use calcard::{Entry, Parser};
use chrono::NaiveDate;

use super::Draft;
use super::field::{FieldError, settle};
use crate::text::folded;
use crate::vocabulary::Field;

pub(crate) use lines::begins;

/// How many cards of a message are read.
const MOST: usize = 10_000;

/// What a value of a card is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Held {
    /// The value of a field.
    Field(Field),
    /// Something that no field takes.
    Note,
    /// The name of a group, which is no person.
    Group,
}

/// Reads every card of a text; anything else in it is skipped.
pub fn parse_vcard(text: &str, today: NaiveDate) -> Vec<Draft> {
    vcard_values(text).take(MOST).filter_map(|values| draft(values.ok()?, today)).collect()
}

/// A card that is larger than that of a person can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Oversize;

/// The values of each card, the more important first. What a card would become is counted before it is parsed.
pub(crate) fn vcard_values(text: &str) -> impl Iterator<Item = Result<Vec<(Held, String)>, Oversize>> {
    lines::cards(text).flat_map(|piece| {
        let oversize = piece.is_err().then_some(Err(Oversize));
        let cards = piece.map(|piece| parse(&piece)).unwrap_or_default();
        oversize.into_iter().chain(cards.into_iter().map(Ok))
    })
}

fn parse(piece: &str) -> Vec<Vec<(Held, String)>> {
    let mut parser = Parser::new(piece);
    let mut cards = Vec::new();
    loop {
        match parser.entry() {
            Entry::VCard(card) => cards.push(card::values(&card)),
            Entry::Eof => return cards,
            _ => {}
        }
    }
}

fn draft(values: Vec<(Held, String)>, today: NaiveDate) -> Option<Draft> {
    let mut draft = Draft::default();
    // A title that is given counts before a degree that stands with the name.
    let (titles, others): (Vec<_>, Vec<_>) =
        values.into_iter().partition(|(held, _)| *held == Held::Field(Field::Title));
    for (held, value) in titles.into_iter().chain(others) {
        let field = match held {
            Held::Field(field) => field,
            Held::Note => {
                draft.leftover.push(value);
                continue;
            }
            Held::Group => return None,
        };
        // A value that its field does not take, and a second one, is kept as a note, not lost.
        let rest = match field.get(&draft.profile) {
            None => field.take(&mut draft.profile, &value, today),
            Some(first) => is_same(field, &first, &value, today).then(Vec::new).ok_or(FieldError::Empty),
        };
        draft.leftover.extend(rest.unwrap_or_else(|_| vec![value]));
    }
    settle(&mut draft.profile);
    draft.heed();
    (draft.profile.name.is_some() || draft.profile.company.is_some()).then_some(draft)
}

fn is_same(field: Field, first: &str, value: &str, today: NaiveDate) -> bool {
    let mut second = crate::contact::Profile::default();
    let second = field.set(&mut second, Some(value), today).ok().and_then(|()| field.get(&second));
    second.is_some_and(|second| folded(&second) == folded(first))
}

#[cfg(test)]
mod tests;
