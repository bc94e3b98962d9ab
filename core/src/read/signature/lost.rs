//! What stands on a card and in no field, so that nothing of it is lost (docs/product.md, rule 6.15).

use std::collections::HashSet;

use super::crop::Card;
use super::label::stretches;
use super::pieces::bars;
use super::same::without_same;
use super::shape;
use crate::read::Draft;
use crate::text::folded;
use crate::vocabulary::{Country, Field, Lang};

/// The longest text above a card that is kept, in characters.
const LONGEST_WORDS: usize = 300;

/// Words that say nothing beside a name or a number.
const IDLE: &[&str] = &[
    "mr", "mrs", "ms", "miss", "herr", "frau", "先生", "女士", "小姐", "and", "or", "http", "https",
    "mailto", "tel", "id",
];

/// Adds to a draft what stands on its card and in none of its fields: a note where a label or its form says what it is,
/// else not understood.
pub(super) fn keep(draft: &mut Draft, card: &Card) {
    // A sentence or two above a signature say what they want; a whole mail is read elsewhere.
    let words = card.words.join(" ");
    if !words.is_empty() && words.chars().count() <= LONGEST_WORDS {
        draft.leftover.push(words);
    }
    let known = Known::of(draft);
    for part in card.lines.iter().flat_map(|line| bars(line)) {
        let (part, _) = without_same(part);
        for stretch in stretches(&part) {
            let text = stretch.text.trim();
            if known.covers(text) {
                continue;
            }
            let address = shape::is_address(text);
            let whole = if stretch.written.is_empty() {
                text.to_owned()
            } else {
                format!("{}: {text}", stretch.written)
            };
            let list =
                if stretch.label.is_some() || address { &mut draft.leftover } else { &mut draft.unread };
            if !list.contains(&whole) {
                list.push(whole);
            }
        }
    }
}

/// What the draft says already.
struct Known {
    /// Its values, folded, the longest first.
    values: Vec<String>,
    words: HashSet<String>,
    /// The digits of its numbers.
    digits: Vec<String>,
    country: Option<Country>,
}

impl Known {
    fn of(draft: &Draft) -> Known {
        let country = draft.profile.country;
        let fields = Field::ALL
            .iter()
            .filter_map(|field| field.get(&draft.profile))
            .chain(draft.leftover.iter().cloned());
        let names = country
            .iter()
            .flat_map(|country| [country.name(Lang::En).to_owned(), country.name(Lang::Zh).to_owned()]);
        let mut values: Vec<String> = fields.chain(names).map(|value| folded(&value)).collect();
        values.sort_by_key(|value| std::cmp::Reverse(value.len()));
        let words = values
            .iter()
            .flat_map(|value| tokens(value))
            .chain(IDLE.iter().map(|word| (*word).to_owned()))
            .collect();
        let digits =
            values.iter().map(|value| value.chars().filter(char::is_ascii_digit).collect()).collect();
        Known { values, words, digits, country }
    }

    /// Whether every word of a text is known.
    fn covers(&self, text: &str) -> bool {
        let parts = text.split([',', '，', '(', ')', '（', '）', '/']);
        let parts = parts.filter(|part| self.country.is_none() || Country::parse(part) != self.country);
        let mut rest = folded(&parts.collect::<Vec<_>>().join(","));
        for value in self.values.iter().filter(|value| value.chars().count() > 1) {
            rest = rest.replace(value.as_str(), " ");
        }
        tokens(&rest).all(|token| {
            let bare = token.trim_start_matches('0');
            let number = || {
                token.bytes().all(|byte| byte.is_ascii_digit())
                    && self.digits.iter().any(|digits| digits.contains(bare))
            };
            self.words.contains(&token) || number()
        })
    }
}

fn tokens(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty()).map(str::to_owned)
}
