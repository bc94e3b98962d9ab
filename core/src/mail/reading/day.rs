//! A day that a text names, and how names of days and months are looked for.

use std::fmt::Write as _;

use chrono::NaiveDate;
use regex::Regex;

/// How exactly a day was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Precision {
    /// By its number.
    Written,
    /// By a weekday, or as tomorrow.
    Spoken,
}

/// A day in a text, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) date: NaiveDate,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether it is the end of a span written in one ("July 10-31").
    pub(super) spans: bool,
    pub(super) precision: Precision,
}

/// Names in lower case, each with its number.
pub(super) type Names = Vec<(String, u32)>;

pub(super) fn names(table: &str) -> Names {
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(number, names)| Some((number.parse().ok()?, names)))
        .flat_map(|(number, names)| names.split('|').map(move |name| (name.trim().to_owned(), number)))
        .collect()
}

pub(super) fn any_of(names: &Names) -> String {
    let mut names: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let mut any = String::new();
    for name in names {
        let _ = write!(any, "{}{}", if any.is_empty() { "" } else { "|" }, regex::escape(name));
    }
    any
}

#[expect(clippy::expect_used, reason = "patterns written here, which a test compiles")]
pub(super) fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern")
}
