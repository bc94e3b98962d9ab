//! What `/find` looks into: in which texts three letters, or two Chinese characters, stand one after the other.
//!
//! A text that has a word in it has each gram of the word. So the texts that have all of them are candidates, and only
//! those are read. Whoever is searched for by one or two letters is in the texts with a gram that begins so.

mod index;
mod offsets;

use super::Result;
use super::row::Columns;
pub(super) use offsets::Offsets;

/// How many rows of a table, one after the other, share the rows of the index.
pub(super) const BLOCK: i64 = 4096;

/// Where a text stands, the first to be shown first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// In a contact's name.
    Name,
    /// In the company's.
    Company,
    /// In another field.
    Field,
    /// In what happened.
    Interaction,
}

impl Place {
    /// As the database keeps it.
    pub(super) fn code(self) -> i64 {
        self as i64
    }
}

/// A text that can be found, in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) team: i64,
    pub(super) place: Place,
    /// The number of the contact's or the interaction's row.
    pub(super) id: i64,
    pub(super) text: String,
}

impl Text {
    /// The columns of a contact's row that its texts are in.
    pub(super) const CONTACT: &'static [&'static str] = &["id", "team_id", "name", "company", "searched"];

    /// The columns of an interaction's row that its text is in.
    pub(super) const INTERACTION: &'static [&'static str] = &["id", "team_id", "searched"];

    /// The texts of a contact's row.
    pub(super) fn of_contact(row: &impl Columns) -> Result<[Text; 3]> {
        let (name, company) = (row.maybe_text("name")?, row.maybe_text("company")?);
        let searched = row.text("searched")?;
        Ok(Text::of(row.int("team_id")?, row.int("id")?, name.as_deref(), company.as_deref(), &searched))
    }

    /// The text of an interaction's row.
    pub(super) fn of_interaction(row: &impl Columns) -> Result<Text> {
        Ok(Text {
            team: row.int("team_id")?,
            place: Place::Interaction,
            id: row.int("id")?,
            text: row.text("searched")?,
        })
    }

    /// The texts of a contact: what is searched begins with the name and the company.
    pub(super) fn of(
        team: i64,
        id: i64,
        name: Option<&str>,
        company: Option<&str>,
        searched: &str,
    ) -> [Text; 3] {
        let [name, company] = [name, company].map(|text| text.unwrap_or_default().to_lowercase());
        let mut rest = searched;
        for first in [&name, &company].into_iter().filter(|text| !text.is_empty()) {
            rest = rest.strip_prefix(first.as_str()).unwrap_or(rest);
            rest = rest.strip_prefix('\n').unwrap_or(rest);
        }
        let rest = rest.to_owned();
        let text = |place, text| Text { team, place, id, text };
        [text(Place::Name, name), text(Place::Company, company), text(Place::Field, rest)]
    }
}

/// Letters that stand one after the other, as one number, in the order of the alphabet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Gram(u64);

/// How many bits a character has.
const BITS: u32 = 21;

/// How many characters make a gram that begins with this one. Two Chinese characters say as much as three letters.
fn width(first: char) -> usize {
    if first < '\u{2e80}' { 3 } else { 2 }
}

impl Gram {
    fn of(letters: &[char]) -> Gram {
        let number =
            letters.iter().fold(0, |number, letter| (number << BITS) | u64::from(u32::from(*letter)));
        Gram(number << (BITS as usize * (3 - letters.len())))
    }

    fn text(self) -> String {
        let letter = |at: u32| u32::try_from((self.0 >> (at * BITS)) & ((1 << BITS) - 1)).ok();
        [2, 1, 0].into_iter().filter_map(letter).filter(|code| *code > 0).filter_map(char::from_u32).collect()
    }
}

/// Calls with each gram of a text. At the end of a line, where fewer letters are left, they are one.
fn each_gram(text: &str, mut call: impl FnMut(Gram)) {
    let mut letters = Vec::with_capacity(text.len());
    for line in text.split('\n') {
        letters.clear();
        letters.extend(line.chars());
        for at in 0..letters.len() {
            let end = letters.len().min(at + width(letters[at]));
            call(Gram::of(&letters[at..end]));
        }
    }
}

/// What is asked of the index for a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Asked {
    /// Texts that have all of these, some of them twice.
    All([String; Asked::MOST]),
    /// Texts with one that begins so: the word is shorter than a gram.
    Begins(String),
}

impl Asked {
    /// More grams of a long word would leave out few texts more.
    pub(super) const MOST: usize = 5;

    /// For a word in lower case, without line breaks.
    pub(super) fn of(word: &str) -> Asked {
        let letters: Vec<char> = word.chars().collect();
        let whole = (0..letters.len()).filter_map(|at| letters.get(at..at + width(letters[at])));
        let mut grams: Vec<Gram> = Vec::new();
        for gram in whole.map(Gram::of) {
            if !grams.contains(&gram) {
                grams.push(gram);
            }
        }
        match grams.len() {
            0 => Asked::Begins(word.to_owned()),
            few @ ..Asked::MOST => Asked::All(std::array::from_fn(|at| grams[at % few].text())),
            many => Asked::All(std::array::from_fn(|at| grams[at * many / Asked::MOST].text())),
        }
    }

    /// How many different grams there are.
    pub(super) fn count(&self) -> usize {
        match self {
            Asked::All(grams) => grams.iter().collect::<std::collections::HashSet<_>>().len(),
            Asked::Begins(_) => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn grams(text: &str) -> Vec<String> {
        let mut grams = Vec::new();
        each_gram(text, |gram| grams.push(gram.text()));
        grams
    }

    #[test]
    fn a_text_is_its_grams() {
        for (text, expected) in [
            ("", &[][..]),
            ("a", &["a"]),
            ("anna", &["ann", "nna", "na", "a"]),
            ("李娜a", &["李娜", "娜a", "a"]),
            ("ab\n伟", &["ab", "b", "伟"]),
            ("é 12", &["é 1", " 12", "12", "2"]),
        ] {
            assert_eq!(grams(text), expected, "{text}");
        }
    }

    #[test]
    fn a_short_word_is_the_beginning_of_a_gram() {
        for (word, short) in [
            ("a", true),
            ("ab", true),
            ("abc", false),
            ("伟", true),
            ("王伟", false),
            ("a伟", true),
            ("a伟明", false),
        ] {
            assert_eq!(matches!(Asked::of(word), Asked::Begins(_)), short, "{word}");
        }
        assert_eq!(Asked::of("anna").count(), 2);
        assert_eq!(Asked::of("lighting trading company").count(), Asked::MOST);
    }

    #[test]
    fn a_contact_is_three_texts() {
        for (name, company, searched, rest) in [
            (Some("Eva"), Some("Lumen"), "eva\nlumen\neva@lumen.de", "eva@lumen.de"),
            (None, Some("Lumen"), "lumen\ngermany\n德国", "germany\n德国"),
            (Some("Eva"), None, "eva", ""),
            (None, None, "", ""),
        ] {
            let texts = Text::of(1, 2, name, company, searched);
            assert_eq!(texts.map(|text| text.text)[2], rest);
        }
    }

    proptest! {
        #[test]
        fn who_has_a_word_has_its_grams(before in "[ab伟明 ]{0,5}", word in "[ab伟明 ]{1,12}", after in "[ab伟明\n]{0,5}") {
            let grams = grams(&format!("{before}{word}{after}"));
            match Asked::of(&word) {
                Asked::All(asked) => prop_assert!(asked.iter().all(|gram| grams.contains(gram)), "{asked:?}"),
                Asked::Begins(start) => prop_assert!(grams.iter().any(|gram| gram.starts_with(&start))),
            }
        }
    }
}
