//! The words that a made-up book is made of.

use std::sync::LazyLock;

use crate::vocabulary::Country;

/// A word, and how it is written in an address.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub(super) text: &'static str,
    pub(super) ascii: &'static str,
}

/// Which of the two names stands first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum First {
    Given,
    Family,
}

/// Where people are from.
#[derive(Debug)]
pub(super) struct Land {
    pub(super) country: Country,
    pub(super) language: &'static str,
    /// A telephone number; `#` is a digit.
    pub(super) dial: &'static str,
    pub(super) first: First,
    pub(super) given: Vec<Word>,
    pub(super) family: Vec<Word>,
    pub(super) starts: Vec<Word>,
    pub(super) ends: Vec<Word>,
    pub(super) trades: Vec<Word>,
    pub(super) forms: Vec<Word>,
}

/// Somebody of the made-up team.
#[derive(Debug, Clone, Copy)]
pub(super) struct Colleague {
    pub(super) name: &'static str,
    pub(super) username: &'static str,
    pub(super) lang: &'static str,
    pub(super) zone: &'static str,
    pub(super) holidays: &'static str,
    pub(super) days: &'static str,
}

/// An insight of the team.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shelved {
    pub(super) days_ago: i64,
    pub(super) title: &'static str,
    pub(super) body: &'static str,
    pub(super) industries: &'static str,
}

/// A table that stands in the program.
fn lines(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

fn words(cell: &'static str) -> Vec<Word> {
    let word = |text| match str::split_once(text, '=') {
        Some((text, ascii)) => Word { text, ascii },
        None => Word { text, ascii: text },
    };
    cell.split('|').map(word).collect()
}

/// The countries, each with its share.
pub(super) static LANDS: LazyLock<Vec<(usize, Land)>> = LazyLock::new(|| {
    let land = |cells: Vec<&'static str>| {
        let [code, share, language, dial, first, given, family, starts, ends, trades, forms] = cells[..]
        else {
            return None;
        };
        let land = Land {
            country: Country::parse(code)?,
            language,
            dial,
            first: if first == "family" { First::Family } else { First::Given },
            given: words(given),
            family: words(family),
            starts: words(starts),
            ends: words(ends),
            trades: words(trades),
            forms: words(forms),
        };
        Some((share.parse().ok()?, land))
    };
    lines(include_str!("../../data/fill/lands.tsv")).filter_map(land).collect()
});

/// The team, its owner first.
pub(super) static COLLEAGUES: LazyLock<Vec<Colleague>> = LazyLock::new(|| {
    let colleague = |cells: Vec<&'static str>| {
        let [name, username, lang, zone, holidays, days] = cells[..] else { return None };
        Some(Colleague { name, username, lang, zone, holidays, days })
    };
    lines(include_str!("../../data/fill/members.tsv")).filter_map(colleague).collect()
});

/// The team's insights.
pub(super) static INSIGHTS: LazyLock<Vec<Shelved>> = LazyLock::new(|| {
    let shelved = |cells: Vec<&'static str>| {
        let [days_ago, title, body, industries] = cells[..] else { return None };
        Some(Shelved { days_ago: days_ago.parse().ok()?, title, body, industries })
    };
    lines(include_str!("../../data/fill/insights.tsv")).filter_map(shelved).collect()
});

/// What the fields of a contact hold: each field with its words and their shares.
static TRAITS: LazyLock<Vec<(&'static str, usize, &'static str)>> = LazyLock::new(|| {
    let one = |cells: Vec<&'static str>| {
        let [field, share, text] = cells[..] else { return None };
        Some((field, share.parse().ok()?, text))
    };
    lines(include_str!("../../data/fill/traits.tsv")).filter_map(one).collect()
});

/// What is said: of which kind, in which language.
static SAID: LazyLock<Vec<(&'static str, &'static str, &'static str)>> = LazyLock::new(|| {
    let one = |cells: Vec<&'static str>| match cells[..] {
        [kind, lang, text] => Some((kind, lang, text)),
        _ => None,
    };
    lines(include_str!("../../data/fill/said.tsv")).filter_map(one).collect()
});

/// The words of a field, with their shares.
pub(super) fn traits(of: &str) -> Vec<(usize, &'static str)> {
    TRAITS.iter().filter(|(field, ..)| *field == of).map(|(_, share, text)| (*share, *text)).collect()
}

/// What is said of a kind of interaction in a language.
pub(super) fn said(kind: &str, lang: &str) -> Vec<&'static str> {
    SAID.iter().filter(|(of, by, _)| *of == kind && *by == lang).map(|(.., text)| *text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::source::parse_source;
    use crate::vocabulary::{InteractionKind, Lang};

    /// The lines of a table that say something.
    fn count(table: &'static str) -> usize {
        lines(table).count()
    }

    #[test]
    fn every_line_of_the_tables_is_understood() {
        assert_eq!(LANDS.len(), count(include_str!("../../data/fill/lands.tsv")));
        assert_eq!(COLLEAGUES.len(), count(include_str!("../../data/fill/members.tsv")));
        assert_eq!(INSIGHTS.len(), count(include_str!("../../data/fill/insights.tsv")));
        assert_eq!(TRAITS.len(), count(include_str!("../../data/fill/traits.tsv")));
        assert_eq!(SAID.len(), count(include_str!("../../data/fill/said.tsv")));
        for (_, text) in traits("source") {
            assert!(parse_source(text).is_ok(), "{text}");
        }
        for kind in InteractionKind::ALL {
            let is_made = !matches!(kind, InteractionKind::Opened | InteractionKind::Clicked);
            for lang in Lang::ALL.iter().filter(|_| is_made) {
                assert!(!said(kind.code(), lang.code()).is_empty(), "{kind:?} {lang:?}");
            }
        }
    }
}
