//! Countries: ISO 3166-1 and Kosovo, understood in English, in Chinese, in their own languages and as codes
//! (docs/product.md, rule 3.10). Each has the time zone of its business city.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::Lang;

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
    for line in include_str!("../../data/countries.tsv").lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&'static str> = line.split('\t').collect();
        let [code, alpha3, en, zh, zone, city_en, city_zh, others] = columns[..] else { continue };
        let place = table.entries.len();
        for name in
            [code, alpha3, en, zh].into_iter().chain(others.split('|')).filter(|name| !name.is_empty())
        {
            table.by_name.entry(name.to_lowercase()).or_insert(place);
        }
        let zone = zone.parse().unwrap_or(Tz::UTC);
        table.entries.push(Entry { code, names: [en, zh], zone, cities: [city_en, city_zh] });
    }
    let names: Vec<(String, usize)> = table.by_name.iter().map(|(name, at)| (closed(name), *at)).collect();
    for (name, place) in names.into_iter().filter(|(name, _)| name.len() >= SHORTEST_CLOSED) {
        table.by_name.entry(name).or_insert(place);
    }
    table
});

/// The simplified character for each traditional one that occurs in a country's name.
static TRADITIONAL: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let lines = include_str!("../../data/traditional.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.chars().next().zip(line.chars().nth(1))).collect()
});

/// A name without its dots is looked up only if it has at least so many bytes: "S.A." is not Saudi Arabia.
const SHORTEST_CLOSED: usize = 3;

/// Removes dots and spaces from an abbreviation: "P. R. China", "U.A.E".
fn closed(name: &str) -> String {
    name.chars().filter(|c| *c != '.' && !c.is_whitespace()).collect()
}

impl Country {
    /// Reads a name or a code, in any case, with the dots of an abbreviation or without, in simplified characters or in
    /// traditional ones.
    pub fn parse(text: &str) -> Option<Country> {
        let name = text.trim().to_lowercase();
        let known = |name: &str| TABLE.by_name.get(name).copied().map(Country);
        known(&name).or_else(|| known(name.trim_end_matches('.'))).or_else(|| {
            let simplify = |c: char| match c.is_ascii() {
                true => c,
                false => TRADITIONAL.get(&c).copied().unwrap_or(c),
            };
            let name: String = closed(&name).chars().map(simplify).collect();
            known(&name).filter(|_| name.len() >= SHORTEST_CLOSED)
        })
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
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_country_is_found_by_code_and_by_both_names() {
        assert_eq!(TABLE.entries.len(), 250);
        for (place, entry) in TABLE.entries.iter().enumerate() {
            for name in [entry.code, entry.names[0], entry.names[1]] {
                assert_eq!(Country::parse(name), Some(Country(place)), "{name}");
            }
            assert!(entry.zone != Tz::UTC, "{} has no zone", entry.code);
        }
    }

    #[test]
    fn countries_are_understood_as_people_write_them() {
        for (text, code) in [
            ("Germany", "DE"),
            ("deutschland", "DE"),
            ("德国", "DE"),
            ("GER", ""),
            ("DEU", "DE"),
            ("USA", "US"),
            ("U.S.A.", "US"),
            ("UK", "GB"),
            ("England", "GB"),
            ("Holland", "NL"),
            ("South Korea", "KR"),
            ("Türkiye", "TR"),
            ("Turkey", "TR"),
            ("阿联酋", "AE"),
            ("迪拜", "AE"),
            ("España", "ES"),
            ("Viet Nam", "VN"),
            ("Czech Republic", "CZ"),
            ("Russia", "RU"),
            ("香港", "HK"),
            ("台湾", "TW"),
            ("Hong Kong SAR", "HK"),
            ("Kosovo", "XK"),
            ("P.R.China", "CN"),
            ("P.R. China", "CN"),
            ("PR China", "CN"),
            ("P. R. C.", "CN"),
            ("U.A.E", "AE"),
            ("U. S. A.", "US"),
            ("印尼", "ID"),
            ("台灣", "TW"),
            ("美國", "US"),
            ("英國", "GB"),
            ("韓國", "KR"),
            ("德國", "DE"),
            ("荷蘭", "NL"),
            ("俄羅斯", "RU"),
            ("法國", "FR"),
            ("義大利", "IT"),
            ("意大利", "IT"),
            ("澳大利亞", "AU"),
            ("沙烏地阿拉伯", "SA"),
            ("阿聯酋", "AE"),
            ("紐西蘭", "NZ"),
            ("S.A.", ""),
            ("c.o.", ""),
            ("", ""),
            ("Atlantis", ""),
        ] {
            assert_eq!(Country::parse(text).map_or("", |country| country.code()), code, "{text}");
        }
    }

    #[test]
    fn a_country_gives_the_local_time() {
        let germany = Country::parse("DE").unwrap();
        assert_eq!((germany.zone(), germany.city(Lang::Zh)), (Tz::Europe__Berlin, "柏林"));
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in "\\PC{0,40}") {
            let _ = Country::parse(&text);
        }
    }
}
