//! The word lists by which a line of a card is known: titles, departments, companies, surnames.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::text::{folded, is_han, simplified};

/// Words, compared without case and accents.
#[derive(Debug, Default)]
pub(crate) struct Words {
    whole: HashSet<String>,
    beginnings: Vec<String>,
    endings: Vec<String>,
    /// Chinese words, which are not parted by spaces.
    anywhere: Vec<String>,
}

impl Words {
    /// One word per line; `x*` begins so, `*x` ends so.
    fn read(list: &'static str) -> Words {
        let mut words = Words::default();
        for line in list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let word = key(line.trim_matches('*'));
            match (line.starts_with('*'), line.ends_with('*')) {
                (true, _) => words.endings.push(word),
                (_, true) => words.beginnings.push(word),
                _ if word.chars().any(is_han) => words.anywhere.push(word),
                _ => {
                    words.whole.insert(word);
                }
            }
        }
        words
    }

    /// Whether a word, folded, is one of these.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.whole.contains(word)
            || self.beginnings.iter().any(|beginning| word.starts_with(beginning.as_str()))
            || self.endings.iter().any(|ending| word.ends_with(ending.as_str()))
    }

    /// Whether one of these stands in a text.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        let text = key(text);
        words(&text).iter().any(|word| self.has(word))
            || self.anywhere.iter().any(|word| text.contains(word.as_str()))
    }

    /// Whether a Chinese text begins with one of these.
    pub(crate) fn begin(&self, text: &str) -> bool {
        let text = key(text);
        self.anywhere.iter().any(|word| text.starts_with(word.as_str()))
    }
}

/// Words that make a job title.
pub(crate) static TITLES: LazyLock<Words> =
    LazyLock::new(|| Words::read(include_str!("../../data/card/titles.txt")));

/// Words of a department.
pub(crate) static DEPARTMENTS: LazyLock<Words> =
    LazyLock::new(|| Words::read(include_str!("../../data/card/departments.txt")));

/// Words that often stand in a company's name.
pub(crate) static COMPANY: LazyLock<Words> =
    LazyLock::new(|| Words::read(include_str!("../../data/card/company_words.txt")));

/// Words of a street, a building or a district.
pub(crate) static STREETS: LazyLock<Words> =
    LazyLock::new(|| Words::read(include_str!("../../data/card/streets.txt")));

/// Chinese surnames of one and of two characters.
static SURNAMES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let lists = include_str!("../../data/card/surnames.txt").lines().filter(|line| !line.starts_with('#'));
    lists
        .flat_map(str::split_whitespace)
        .flat_map(|run| match run.chars().count() {
            2 => vec![run.to_owned()],
            _ => run.chars().map(String::from).collect(),
        })
        .collect()
});

/// How many characters of a Chinese text are its surname: two, one, or none.
pub(crate) fn surname(text: &str) -> usize {
    let begins =
        |count: usize| SURNAMES.contains(&text.chars().take(count).map(simplified).collect::<String>());
    match (begins(2), begins(1)) {
        (true, _) => 2,
        (_, true) => 1,
        _ => 0,
    }
}

/// The form in which words are compared: folded, in simplified characters.
fn key(text: &str) -> String {
    folded(text).chars().map(simplified).collect()
}

/// The words of a text, folded.
pub(crate) fn words(text: &str) -> Vec<String> {
    let parts = |c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '’'));
    key(text).split(parts).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether it has words of a title, and is as short as one.
pub(crate) fn is_title(text: &str) -> bool {
    let length = text.chars().count();
    let han = text.chars().filter(|c| is_han(*c)).count();
    (if han > 0 { length <= 16 } else { length <= 80 && text.split_whitespace().count() <= 9 })
        && TITLES.are_in(text)
        && !text.contains(['@', ':', '：'])
}

/// Whether it has words of a department, and nothing of an address.
pub(crate) fn is_department(text: &str) -> bool {
    text.chars().count() <= 40 && text.split_whitespace().count() <= 5 && DEPARTMENTS.are_in(text)
}
