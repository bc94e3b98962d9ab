//! A name as people write it into the field of one, made the name that is kept (docs/product.md, rule 6.16).

use super::{is_degree, is_suffix, looks_like_name, name_and_title, without_address};
use crate::duplicate::has_legal_form;
use crate::read::words::{COMPANY, is_title};
use crate::text::{folded, is_han};

/// A name, and what stood with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// The name.
    pub(crate) name: String,
    /// The job title that stood behind it.
    pub(crate) title: Option<String>,
    /// Degrees.
    pub(crate) degrees: Vec<String>,
}

/// Reads a name: "Schmidt, Anna", "ANNA SCHMIDT", "Mr. Kumar, MBA", "王芳 采购经理". What is no name of a person stays as
/// it is.
pub(crate) fn named(text: &str) -> Named {
    let (mut name, mut titles, mut degrees) = (text.to_owned(), Vec::new(), Vec::new());
    loop {
        let (bare, more) = without_address(&name);
        degrees.extend(more);
        let (bare, title) = untitled(&bare);
        titles.extend(title);
        let next = capitalised(&turned(&bare));
        if next == name {
            break;
        }
        name = next;
    }
    if !looks_like_name(&name) {
        return Named { name: text.to_owned(), title: None, degrees: Vec::new() };
    }
    Named { name, title: (!titles.is_empty()).then(|| titles.join(", ")), degrees }
}

/// A name and the title after it: "王芳采购经理", "Anna Schmidt (Buyer)", "Anna Schmidt - Buyer".
fn untitled(text: &str) -> (String, Option<String>) {
    if let Some((name, title)) = name_and_title(text) {
        return (name, Some(title));
    }
    let parts = [" - ", " – ", "(", "（", ",", "，", "/", " "].iter().filter_map(|sign| {
        let (name, title) = text.split_once(sign)?;
        let title = title.trim().trim_end_matches([')', '）']);
        // In Latin a space parts the words of a name as well.
        let parted = *sign != " " || (title.chars().all(is_han) && name.chars().any(is_han));
        (parted && looks_like_name(name) && is_title(title) && !is_degree(title))
            .then(|| (name.trim().to_owned(), title.to_owned()))
    });
    let found = parts.into_iter().next();
    found.map_or_else(|| (text.to_owned(), None), |(name, title)| (name, Some(title)))
}

/// "Schmidt, Anna" is Anna Schmidt; "Acme, Inc." is nobody.
fn turned(text: &str) -> String {
    let Some((family, given)) = text.split_once([',', '，']) else { return text.to_owned() };
    let (family, given) = (family.trim(), given.trim());
    if is_suffix(given) && looks_like_name(family) {
        return format!("{family} {given}");
    }
    let name = |part: &str| {
        looks_like_name(part) && !part.chars().any(is_han) && part.split_whitespace().count() <= 3
    };
    match name(family) && name(given) && !has_legal_form(&format!("x {given}")) {
        true => format!("{given} {family}"),
        false => text.to_owned(),
    }
}

/// A name in capitals as one writes it; what has no vowel is an abbreviation, and a single word may be one.
fn capitalised(text: &str) -> String {
    const SMALL: &[&str] = &[
        "de", "van", "von", "der", "den", "del", "da", "do", "dos", "das", "di", "du", "ter", "ten", "zu",
        "bin",
    ];
    let words: Vec<&str> = text.split_whitespace().collect();
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let shouted = words.len() > 1
        && letters.clone().all(char::is_uppercase)
        && letters.count() > 3
        && !COMPANY.are_in(text)
        && !has_legal_form(text);
    if !shouted {
        return text.to_owned();
    }
    let named = words.iter().enumerate().map(|(at, word)| {
        let low = folded(word);
        let abbreviation = word.contains('.')
            || (!low.contains(['a', 'e', 'i', 'o', 'u', 'y']) && low != "ng" && low.is_ascii())
            || matches!(low.as_str(), "ii" | "iii" | "iv");
        match () {
            () if abbreviation => (*word).to_owned(),
            () if at > 0 && SMALL.contains(&low.as_str()) => low,
            () => cased(word),
        }
    });
    named.collect::<Vec<_>>().join(" ")
}

/// "O'BRIEN" as "O'Brien", "JEAN-PIERRE" as "Jean-Pierre", "MCDONALD" as "McDonald".
fn cased(word: &str) -> String {
    let mut out = String::new();
    let mut begins = true;
    for c in word.chars() {
        match begins {
            true => out.push(c),
            false => out.extend(c.to_lowercase()),
        }
        begins = matches!(c, '-' | '\'' | '’') || (out == "Mc" && word.chars().count() > 4);
    }
    out
}
