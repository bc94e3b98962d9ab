//! Countries: ISO 3166-1 and Kosovo, understood in English, in Chinese, in their own languages and as codes
//! (docs/product.md, rule 3.10). Each has the time zone of its business city.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use unicode_normalization::char::is_combining_mark;

use super::Lang;
use crate::text::{folded, is_han, simplified};

/// A country, as an index into the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country(usize);

#[derive(Debug)]
struct Entry {
    code: &'static str,
    names: [&'static str; 2],
    zone: Tz,
    cities: [&'static str; 2],
}

struct Table {
    entries: Vec<Entry>,
    by_name: HashMap<String, usize>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { entries: Vec::new(), by_name: HashMap::new() };
    let mut others: Vec<(&'static str, usize)> = Vec::new();
    for line in include_str!("../../data/countries.tsv").lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&'static str> = line.split('\t').collect();
        let [code, alpha3, en, zh, zone, city_en, city_zh, names] = columns[..] else { continue };
        let place = table.entries.len();
        for name in [code, alpha3, en, zh] {
            table.by_name.entry(key(name)).or_insert(place);
        }
        others.extend(names.split('|').map(|name| (name, place)));
        let zone = zone.parse().unwrap_or(Tz::UTC);
        table.entries.push(Entry { code, names: [en, zh], zone, cities: [city_en, city_zh] });
    }
    let places: HashMap<&str, usize> =
        table.entries.iter().zip(0..).map(|(entry, at)| (entry.code, at)).collect();
    for line in include_str!("../../data/country_names.tsv").lines() {
        let Some((code, names)) = line.split_once('\t') else { continue };
        others.extend(names.split('|').filter_map(|name| Some((name, *places.get(code)?))));
    }
    for (name, place) in others {
        for key in
            [key(name), name.trim_end_matches('.').to_owned()].into_iter().filter(|key| !key.is_empty())
        {
            table.by_name.entry(key).or_insert(place);
        }
    }
    table
});

/// The form in which names are compared: without case, accents, punctuation, brackets and spaces, "and" and the article,
/// in simplified characters.
fn key(name: &str) -> String {
    let name = folded(&name.replace('&', " and "));
    let words = name.split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    // "AND" alone is Andorra.
    let said = words.iter().filter(|word| words.len() == 1 || !matches!(**word, "and" | "the"));
    let said = said.map(|word| if *word == "st" && words.len() > 1 { "saint" } else { word });
    said.flat_map(str::chars).map(simplified).collect()
}

/// What stands beside a country's name and says nothing more of it.
fn is_idle(part: &str) -> bool {
    matches!(key(part).as_str(), "" | "mainland" | "大陆" | "内地" | "only" | "country" | "国家")
}

impl Country {
    /// Reads a text that is a name or a code and nothing else: in any case, with accents or without, with the dots of an
    /// abbreviation, in brackets, in simplified characters or in traditional ones. The same country named twice is one:
    /// `德国 (Germany)`. A name in which a country's is only a part is none.
    pub fn parse(text: &str) -> Option<Country> {
        Country::exact(text)
            .or_else(|| Country::find(text).filter(|(_, rest)| rest.is_empty()).map(|(country, _)| country))
    }

    fn exact(text: &str) -> Option<Country> {
        // As the book keeps it.
        if text.len() == 2 && text.is_ascii() {
            return TABLE.by_name.get(&text.to_ascii_lowercase()).copied().map(Country);
        }
        let name = key(text);
        // "S.A." and "c.o." are no codes; "U.K." is listed.
        let written = text.trim().trim_end_matches('.').to_lowercase();
        let code = name.len() < 3 && name.is_ascii() && written.len() != name.len();
        TABLE.by_name.get(if code { &written } else { &name }).copied().map(Country)
    }

    /// Reads a text that names one country, and what stands besides, parted by a comma, a bracket or another script:
    /// `Berlin, Germany`. Two countries are none.
    pub fn find(text: &str) -> Option<(Country, Vec<String>)> {
        if let Some(country) = Country::exact(text) {
            return Some((country, Vec::new()));
        }
        let (mut found, mut rest): (Option<Country>, Vec<String>) = (None, Vec::new());
        // "Lebanon, OH" is a town of the United States.
        if parts(text).skip(1).any(|part| is_state(part.trim())) {
            return None;
        }
        for part in parts(text) {
            match Country::exact(part) {
                Some(country) if found.is_some_and(|first| first != country) => return None,
                Some(country) => found = Some(country),
                None if is_idle(part) => {}
                None => rest.push(part.trim().to_owned()),
            }
        }
        Some((found?, rest))
    }

    fn entry(self) -> &'static Entry {
        &TABLE.entries[self.0]
    }

    /// ISO 3166-1 alpha-2.
    pub fn code(&self) -> &'static str {
        self.entry().code
    }

    /// Its name in a language.
    pub fn name(&self, lang: Lang) -> &'static str {
        self.entry().names[index(lang)]
    }

    /// The time zone of its business city.
    pub fn zone(&self) -> Tz {
        self.entry().zone
    }

    /// The business city, whose time zone [`Country::zone`] is.
    pub fn city(&self, lang: Lang) -> &'static str {
        self.entry().cities[index(lang)]
    }
}

/// Whether it is the code of a state of the United States that is no country's as well.
fn is_state(part: &str) -> bool {
    const STATES: &[&str] = &[
        "AK", "CT", "FL", "HI", "IA", "KS", "MI", "MN", "MO", "MS", "MT", "NC", "ND", "NH", "NJ", "NM", "NV",
        "NY", "OH", "OK", "OR", "RI", "SC", "SD", "TN", "TX", "UT", "VA", "VT", "WA", "WI", "WV", "WY",
    ];
    STATES.iter().any(|state| {
        part == *state
            || part
                .strip_prefix(state)
                .is_some_and(|zip| zip.trim().len() == 5 && zip.trim().bytes().all(|b| b.is_ascii_digit()))
    })
}

/// The parts of a text: between commas, brackets, strokes and spaced dashes, and where Chinese and Latin meet.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let divides = |c: char| ",，;；/／|｜()（）[]【】、·\n".contains(c);
    let parts = text.split(divides).flat_map(|part| part.split(" - ")).flat_map(|part| part.split(" – "));
    parts.flat_map(|part| {
        let meet = part.char_indices().find(|(at, c)| {
            let before = part[..*at].chars().rfind(|c| c.is_alphabetic());
            c.is_alphabetic() && before.is_some_and(|before| is_han(before) != is_han(*c))
        });
        let (before, after) = part.split_at(meet.map_or(part.len(), |(at, _)| at));
        [before, after].into_iter().filter(|part| part.chars().any(char::is_alphanumeric))
    })
}

fn index(lang: Lang) -> usize {
    match lang {
        Lang::En => 0,
        Lang::Zh => 1,
    }
}

/// No such country.
#[derive(Debug, thiserror::Error)]
#[error("no such country: {0}")]
pub struct UnknownCountry(String);

impl TryFrom<String> for Country {
    type Error = UnknownCountry;

    fn try_from(text: String) -> Result<Country, UnknownCountry> {
        Country::parse(&text).ok_or(UnknownCountry(text))
    }
}

impl From<Country> for String {
    fn from(country: Country) -> String {
        country.code().to_owned()
    }
}

#[cfg(test)]
mod tests;
