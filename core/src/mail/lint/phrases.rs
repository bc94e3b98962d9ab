//! Phrases that warn, as data.

use std::sync::LazyLock;

use regex::Regex;

/// Where a phrase is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Where {
    Subject,
    Body,
    Opening,
}

struct Phrase {
    key: &'static str,
    places: &'static [Where],
    pattern: Regex,
}

static TABLE: LazyLock<Vec<Phrase>> = LazyLock::new(|| lines().filter_map(read).collect());

fn lines() -> impl Iterator<Item = &'static str> {
    include_str!("../../../data/mail/lint/phrases.tsv").lines().filter(|line| !line.starts_with('#'))
}

fn read(line: &'static str) -> Option<Phrase> {
    let columns: Vec<&'static str> = line.split('\t').collect();
    let [key, place, pattern, _, _] = columns[..] else { return None };
    let places: &[Where] = match place {
        "subject" => &[Where::Subject],
        "body" => &[Where::Body],
        "opening" => &[Where::Opening],
        "both" => &[Where::Subject, Where::Body],
        _ => return None,
    };
    Some(Phrase { key, places, pattern: Regex::new(&format!("(?im){pattern}")).ok()? })
}

/// Calls with the key and the words of each phrase that stands there.
pub(super) fn find(text: &str, place: Where, mut then: impl FnMut(&'static str, String)) {
    for phrase in TABLE.iter().filter(|phrase| phrase.places.contains(&place)) {
        if let Some(said) = phrase.pattern.find(text) {
            then(phrase.key, said.as_str().trim().to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read_and_finds_its_example() {
        assert_eq!(TABLE.len(), lines().count());
        for (phrase, line) in TABLE.iter().zip(lines()) {
            let columns: Vec<&str> = line.split('\t').collect();
            assert!(!columns[3].is_empty() && phrase.pattern.is_match(columns[4]), "{line}");
        }
    }
}
