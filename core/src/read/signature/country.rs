//! The country of a card: from its address, a postcode, a city, the ending of a domain.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::read::words::words;
use crate::text::{folded, is_han};
use crate::vocabulary::Country;

/// The countries that a line hints at.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Hints {
    /// Named, or told by the form of a postcode.
    pub(super) named: Option<Country>,
    /// Told by a city.
    pub(super) by_city: Option<Country>,
}

/// Country by city, folded; of Chinese names too.
static CITIES: LazyLock<HashMap<String, Country>> = LazyLock::new(|| {
    let mut cities = HashMap::new();
    for line in include_str!("../../../data/card/cities.tsv").lines().filter(|line| !line.starts_with('#')) {
        let Some((code, names)) = line.split_once('\t') else { continue };
        let Some(country) = Country::parse(code) else { continue };
        cities.extend(names.split('|').map(|name| (folded(name), country)));
    }
    cities
});

/// What stands before a postcode: "D-10115".
const PREFIXES: &[(&str, &str)] = &[
    ("D", "DE"),
    ("DE", "DE"),
    ("A", "AT"),
    ("AT", "AT"),
    ("CH", "CH"),
    ("F", "FR"),
    ("FR", "FR"),
    ("I", "IT"),
    ("IT", "IT"),
    ("NL", "NL"),
    ("B", "BE"),
    ("BE", "BE"),
    ("E", "ES"),
    ("ES", "ES"),
    ("P", "PT"),
    ("PT", "PT"),
    ("L", "LU"),
    ("S", "SE"),
    ("SE", "SE"),
    ("DK", "DK"),
    ("N", "NO"),
    ("NO", "NO"),
    ("FI", "FI"),
    ("FIN", "FI"),
    ("PL", "PL"),
    ("CZ", "CZ"),
    ("SK", "SK"),
    ("H", "HU"),
    ("HU", "HU"),
    ("SI", "SI"),
    ("HR", "HR"),
    ("RO", "RO"),
    ("BG", "BG"),
    ("GR", "GR"),
    ("LT", "LT"),
    ("LV", "LV"),
    ("EE", "EE"),
];

const STATES: &str = "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY \
                      NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC";

/// What a line says of the country.
pub(super) fn hints(line: &str) -> Hints {
    Hints { named: named(line).or_else(|| by_postcode(line)), by_city: by_city(line) }
}

/// A country's name: as a part of the line, or its last words.
pub(super) fn named(line: &str) -> Option<Country> {
    let parts = line.split([',', '，', ';', '；', '/', '(', ')', '（', '）', '|', '·', '–']);
    let parts = parts.flat_map(|part| part.split(" - ")).map(|part| part.trim().trim_end_matches(['.', ' ']));
    for part in parts.clone().collect::<Vec<_>>().into_iter().rev() {
        let words: Vec<&str> = part.split_whitespace().collect();
        for count in (1..=words.len().min(4)).rev() {
            let last = words[words.len() - count..].join(" ");
            if let Some(country) = country(&last) {
                return Some(country);
            }
            // "Brasil CEP 01310-100", "China 510620": a postcode may stand after the name.
            let first = words[..count].join(" ");
            let rest = &words[count..];
            if !rest.is_empty()
                && rest.iter().all(|word| word.chars().any(|c| c.is_ascii_digit()))
                && let Some(country) = country(&first)
            {
                return Some(country);
            }
        }
        if let Some(digits) = words.last().filter(|word| word.chars().all(|c| c.is_ascii_digit() || c == '-'))
            && digits.len() >= 4
            && words.len() > 1
        {
            for count in 1..=(words.len() - 1).min(3) {
                let end = words.len() - 1;
                if let Some(country) = country(&words[end - count..end].join(" ")) {
                    return Some(country);
                }
            }
        }
    }
    han_country(line)
}

/// A name, not a two-letter code: "CA" is a state, "it" a word.
fn country(text: &str) -> Option<Country> {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let dotted = text.contains('.') && text.chars().all(|c| c.is_uppercase() || matches!(c, '.' | ' '));
    let code = letters <= 3 && !text.chars().any(is_han);
    let known = matches!(text, "UK" | "USA" | "UAE" | "PRC" | "KSA") || dotted;
    let text = match folded(text).as_str() {
        "p.r. china" | "p.r.china" | "pr china" | "p. r. china" | "prc" | "p.r.c" | "p.r. of china"
        | "mainland china" => "China",
        "ksa" => "Saudi Arabia",
        _ if code && !known => return None,
        _ => text,
    };
    let capital = text.chars().next().is_some_and(|c| c.is_uppercase() || is_han(c));
    Country::parse(text).filter(|_| capital)
}

/// "中国广东省深圳市…": a Chinese address begins with its country.
fn han_country(line: &str) -> Option<Country> {
    let start = line.trim_start_matches(|c: char| !is_han(c));
    (2..=5).rev().find_map(|count| {
        let name: String = start.chars().take(count).collect();
        (name.chars().count() == count && name.chars().all(is_han)).then(|| Country::parse(&name)).flatten()
    })
}

/// A postcode that only one country writes so.
fn by_postcode(line: &str) -> Option<Country> {
    let words: Vec<&str> = line.split([' ', ',', '(', ')', '|']).filter(|word| !word.is_empty()).collect();
    let digits = |word: &str| word.chars().all(|c| c.is_ascii_digit() || c == '-') && word.len() >= 4;
    for (at, word) in words.iter().enumerate() {
        let next = words.get(at + 1).copied().unwrap_or_default();
        if let Some((prefix, rest)) = word.split_once('-')
            && (4..=6).contains(&rest.len())
            && rest.bytes().all(|b| b.is_ascii_digit())
            && let Some((_, code)) = PREFIXES.iter().find(|(known, _)| *known == prefix)
        {
            return Country::parse(code);
        }
        if STATES.split(' ').any(|state| state == *word) && digits(next) && matches!(next.len(), 5 | 10) {
            return Country::parse("US");
        }
        match (form(word).as_str(), form(next).as_str()) {
            ("a9" | "a99" | "aa9" | "aa99" | "a9a" | "aa9a", "9aa") => return Country::parse("GB"),
            ("a9a", "9a9") => return Country::parse("CA"),
            ("9999", "aa") if words.get(at + 2).is_some_and(|word| word.len() > 2) => {
                return Country::parse("NL");
            }
            ("99999-999", _) => return Country::parse("BR"),
            ("9999-999", _) => return Country::parse("PT"),
            _ => {}
        }
    }
    None
}

/// The form of a word: capital letters as `a`, digits as `9`, anything else as it is.
fn form(word: &str) -> String {
    word.chars()
        .map(|c| match c {
            'A'..='Z' => 'a',
            '0'..='9' => '9',
            'a'..='z' => 'x',
            c => c,
        })
        .collect()
}

/// A city of trade in the line.
fn by_city(line: &str) -> Option<Country> {
    let tokens = words(line);
    for count in (1..=3).rev() {
        for run in tokens.windows(count) {
            if let Some(country) = CITIES.get(&run.join(" ")) {
                return Some(*country);
            }
        }
    }
    let chars: Vec<char> = line.chars().collect();
    chars
        .windows(2)
        .filter(|pair| pair.iter().all(|c| is_han(*c)))
        .find_map(|pair| CITIES.get(&pair.iter().collect::<String>()).copied())
}

/// Whether a text is nothing but places: a city, a country, a region's code.
pub(super) fn is_place(text: &str) -> bool {
    let parts = text.split([',', '-', '/', '，', '–']).map(str::trim).filter(|part| !part.is_empty());
    let mut some = false;
    let all = parts.into_iter().all(|part| {
        let known = CITIES.contains_key(&folded(part)) || country(part).is_some();
        some |= known;
        known || (part.chars().count() <= 3 && part.chars().all(char::is_uppercase))
    });
    all && some
}

/// The country of a domain's ending, where it is one.
pub(super) fn by_ending(domain: &str) -> Option<Country> {
    const GENERIC: &[&str] = &["io", "co", "me", "tv", "ai", "cc", "eu", "ws", "biz", "to", "fm", "vip"];
    let ending = domain.rsplit('.').next()?;
    match ending {
        "uk" => Country::parse("GB"),
        _ if ending.len() == 2 && !GENERIC.contains(&ending) => Country::parse(&ending.to_uppercase()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_its_country() {
        for (line, named, city) in [
            ("Lichtstr. 5, 10115 Berlin, Germany", "DE", "DE"),
            ("CH-8001 Zürich", "CH", "CH"),
            ("233 S. Wacker Drive, Chicago, IL 60606", "US", "US"),
            ("548 Market St, San Francisco, CA", "", "US"),
            ("Leeds LS11 5AD", "GB", "GB"),
            ("Montréal (Québec) H3A 3G4", "CA", "CA"),
            ("1015 BS Amsterdam", "NL", "NL"),
            ("Deira, Dubai, U.A.E.", "AE", "AE"),
            ("Guangdong, P.R.China", "CN", "CN"),
            ("Tianhe District, Guangzhou, China 510620", "CN", "CN"),
            ("广东省深圳市南山区科技园路88号", "", "CN"),
            ("中国广东省深圳市", "CN", "CN"),
            ("Head of Purchasing", "", ""),
            ("41001 Sevilla (España)", "ES", "ES"),
            ("Lima, Perú", "PE", "PE"),
        ] {
            let code = |country: Option<Country>| country.map_or("", |country| country.code());
            let place = hints(line);
            assert_eq!((code(place.named), code(place.by_city)), (named, city), "{line}");
        }
    }
}
