//! Whether a text of a contact mentions a phrase of the profile ("lighting", "采购经理"). English and Chinese are compared
//! word by word, without case and plural, by a small table of synonyms.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization as _;

use crate::vocabulary::Lang;

struct Table {
    /// The words of each meaning, the first of a language being its name there.
    lines: Vec<Vec<&'static str>>,
    /// The meaning of a word, by its line in the table.
    meanings: HashMap<&'static str, usize>,
    /// The Chinese words of the table, the longest first: Chinese is written without spaces.
    han: Vec<&'static str>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { lines: Vec::new(), meanings: HashMap::new(), han: Vec::new() };
    let lines = include_str!("../../data/same_words.tsv").lines().filter(|line| !line.starts_with('#'));
    for (meaning, line) in lines.enumerate() {
        table.lines.push(line.split('\t').collect());
        for word in line.split('\t') {
            table.meanings.insert(word, meaning);
            if word.starts_with(is_han) {
                table.han.push(word);
            }
        }
    }
    table.han.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    table
});

/// Whether every word of the phrase is in the text, itself or in a word that means the same.
pub(crate) fn says(text: &str, phrase: &str) -> bool {
    let text = words(text);
    let phrase = words(phrase);
    !phrase.is_empty() && phrase.iter().all(|word| text.iter().any(|other| same(other, word)))
}

/// By what two industries are one, in whatever language and spelling they are written.
pub fn industry_key(text: &str) -> String {
    let meant = |word: String| match TABLE.meanings.get(word.as_str()) {
        Some(meaning) => format!("#{meaning}"),
        None => word,
    };
    words(text).into_iter().map(meant).collect::<Vec<_>>().join(" ")
}

/// An industry in a language, where all of it is a word that is known; else as it was written.
pub fn industry_name(text: &str, lang: Lang) -> &str {
    let words = words(text);
    let known = match words.as_slice() {
        [word] => TABLE.meanings.get(word.as_str()).and_then(|meaning| TABLE.lines.get(*meaning)),
        _ => None,
    };
    let in_lang = |word: &&&str| word.starts_with(is_han) == (lang == Lang::Zh);
    known.and_then(|line| line.iter().find(in_lang)).copied().unwrap_or(text)
}

fn same(text: &str, word: &str) -> bool {
    let meaning = |word: &str| TABLE.meanings.get(word);
    text == word
        // A Chinese word may stand in a longer one.
        || word.starts_with(is_han) && text.contains(word)
        || meaning(word).is_some_and(|one| meaning(text) == Some(one))
}

/// The words of a text in lower case: runs of letters and digits, English in the singular, and Chinese parted where
/// the table knows the words.
fn words(text: &str) -> Vec<String> {
    let text: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let mut words = Vec::new();
    for run in text.split(|c: char| !c.is_alphanumeric()) {
        for part in by_script(run) {
            match part.starts_with(is_han) {
                true => words.extend(parted(part)),
                false => words.push(singular(part)),
            }
        }
    }
    words
}

/// "led照明" is two words.
fn by_script(run: &str) -> impl Iterator<Item = &str> {
    let mut rest = run;
    std::iter::from_fn(move || {
        let first = is_han(rest.chars().next()?);
        let end = rest.find(|c| is_han(c) != first).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        rest = after;
        Some(part)
    })
}

/// Splits Chinese text at the words that the table knows.
fn parted(run: &str) -> Vec<String> {
    let known = |rest: &str| TABLE.han.iter().find(|word| rest.starts_with(**word)).map(|word| word.len());
    let mut words = Vec::new();
    let (mut begun, mut at) = (0, 0);
    while let Some(c) = run[at..].chars().next() {
        match known(&run[at..]) {
            Some(length) => {
                words.extend([&run[begun..at], &run[at..at + length]].map(str::to_owned));
                at += length;
                begun = at;
            }
            None => at += c.len_utf8(),
        }
    }
    words.push(run[begun..].to_owned());
    words.retain(|word| !word.is_empty());
    words
}

/// An English word in the singular, judged by its ending.
fn singular(word: &str) -> String {
    if TABLE.meanings.contains_key(word) || word.len() < 4 || !word.is_ascii() || word.ends_with("ss") {
        return word.to_owned();
    }
    match (word.strip_suffix("ies"), word.strip_suffix('s')) {
        (Some(stem), _) => format!("{stem}y"),
        (None, Some(stem)) => stem.to_owned(),
        (None, None) => word.to_owned(),
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_the_same_in_either_language_and_any_case() {
        for (text, phrase, same) in [
            ("LED Lighting", "lighting", true),
            ("照明批发", "lighting", true),
            ("lighting wholesale", "照明", true),
            ("LED照明", "灯具", true),
            ("hotel chain", "hotels", true),
            ("精品酒店集团", "Hotel", true),
            ("精品民宿集团", "民宿", true),
            ("Batteries", "battery", true),
            ("Senior Buyer", "buyer", true),
            ("Head of Purchasing", "buyer", true),
            ("采购经理", "purchasing manager", true),
            ("Purchasing Manager", "采购经理", true),
            ("Purchasing Assistant", "purchasing manager", false),
            ("Light industry", "lighting", false),
            ("Businesses", "business", false),
            ("Class", "clas", false),
            ("textile", "lighting", false),
            ("anything", "", false),
            ("", "lighting", false),
        ] {
            assert_eq!(says(text, phrase), same, "{text} / {phrase}");
        }
    }

    #[test]
    fn an_industry_is_one_and_is_named_in_the_readers_language() {
        for (text, en, zh) in [
            ("lighting", "lighting", "照明"),
            ("Lamps", "lighting", "照明"),
            ("灯具", "lighting", "照明"),
            ("酒店", "hotel", "酒店"),
            // What is not wholly known stays as it was written.
            ("LED lighting", "LED lighting", "LED lighting"),
            ("民宿", "民宿", "民宿"),
        ] {
            assert_eq!((industry_name(text, Lang::En), industry_name(text, Lang::Zh)), (en, zh), "{text}");
        }
        assert_eq!(industry_key("Lighting"), industry_key("照明"));
        assert_eq!(industry_key("LED lighting"), industry_key("led 照明"));
        assert_ne!(industry_key("lighting"), industry_key("hotel"));
    }

    #[test]
    fn a_word_of_the_table_means_one_thing() {
        let lines = include_str!("../../data/same_words.tsv").lines().filter(|line| !line.starts_with('#'));
        let count = lines.flat_map(|line| line.split('\t')).count();
        assert_eq!(count, TABLE.meanings.len(), "a word stands twice");
        for word in TABLE.meanings.keys() {
            assert_eq!(words(word), [*word], "{word} is not found as it stands");
        }
    }

    proptest! {
        #[test]
        fn a_phrase_is_said_by_itself_in_any_case(text in "[a-zA-Z采购经理灯 -]{1,20}") {
            if !words(&text).is_empty() {
                prop_assert!(says(&text.to_uppercase(), &text));
                let longer = format!("x {text} y");
                prop_assert!(says(&longer, &text));
            }
        }

        #[test]
        fn nothing_makes_it_panic(text in "\\PC{0,30}", phrase in "\\PC{0,30}") {
            says(&text, &phrase);
        }
    }
}
