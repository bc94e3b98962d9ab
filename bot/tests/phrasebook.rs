//! Both languages are complete: every phrase that the code can say is in both, with the same arguments, and nothing
//! is in them that nobody says.

#![expect(clippy::panic, reason = "a test may fail anywhere")]

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use renmai::i18n::{PhraseIds, Words};
use renmai_core::vocabulary::Lang;

/// The phrases of a language, each with the arguments that it uses.
fn phrases(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let mut phrases = BTreeMap::new();
    for text in Words::files(lang) {
        let resource =
            fluent_syntax::parser::parse(text).unwrap_or_else(|(_, errors)| panic!("{lang:?}: {errors:?}"));
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let mut arguments = BTreeSet::new();
            if let Some(pattern) = &message.value {
                in_pattern(pattern, &mut arguments);
            }
            let before = phrases.insert(message.id.name.to_owned(), arguments);
            assert!(before.is_none(), "{lang:?} says {} twice", message.id.name);
        }
    }
    phrases
}

fn in_pattern(pattern: &Pattern<&str>, arguments: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => in_inline(inline, arguments),
            Expression::Select { selector, variants } => {
                in_inline(selector, arguments);
                for variant in variants {
                    in_pattern(&variant.value, arguments);
                }
            }
        }
    }
}

fn in_inline(inline: &InlineExpression<&str>, arguments: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            arguments.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => {
            if let Expression::Inline(inner) = expression.as_ref() {
                in_inline(inner, arguments);
            }
        }
        _ => {}
    }
}

#[test]
fn both_languages_have_the_same_phrases_with_the_same_arguments() {
    let (en, zh) = (phrases(Lang::En), phrases(Lang::Zh));
    let only = |a: &BTreeMap<String, BTreeSet<String>>, b: &BTreeMap<String, BTreeSet<String>>| {
        a.keys().filter(|id| !b.contains_key(*id)).cloned().collect::<Vec<_>>()
    };
    assert_eq!(only(&en, &zh), Vec::<String>::new(), "only in English");
    assert_eq!(only(&zh, &en), Vec::<String>::new(), "only in Chinese");
    for (id, arguments) in &en {
        assert_eq!(arguments, &zh[id], "the arguments of {id} differ");
    }
}

#[test]
fn every_phrase_of_the_code_is_in_the_books_and_gets_the_arguments_that_it_uses() {
    let en = phrases(Lang::En);
    let mut count = 0;
    for PhraseIds(ids) in inventory::iter::<PhraseIds>() {
        for (id, given) in *ids {
            let used = en.get(*id).unwrap_or_else(|| panic!("{id} is in no book"));
            let given: BTreeSet<String> = given.iter().map(|name| (*name).to_owned()).collect();
            assert!(used.is_subset(&given), "{id} uses {used:?} and is given {given:?}");
            count += 1;
        }
    }
    assert!(count > 50, "only {count} phrases are registered");
}

#[test]
fn a_chinese_phrase_is_chinese() {
    // Names and marks stand for themselves in both languages.
    let same = |id: &str| {
        id.starts_with("lang-") || id.starts_with("weekday-") || id.starts_with("page-") || id == "reason"
    };
    let han = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    for text in Words::files(Lang::Zh) {
        let resource = fluent_syntax::parser::parse(text).unwrap_or_else(|(_, errors)| panic!("{errors:?}"));
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let said = format!("{:?}", message.value);
            let has_words = said.contains("TextElement") && said.chars().any(char::is_alphabetic);
            if has_words
                && !same(message.id.name)
                && message.value.as_ref().is_some_and(|value| words_in(value) > 2)
            {
                assert!(han(&said), "{} is not Chinese: {said}", message.id.name);
            }
        }
    }
}

fn words_in(pattern: &Pattern<&str>) -> usize {
    pattern
        .elements
        .iter()
        .map(|element| match element {
            PatternElement::TextElement { value } => {
                value.split_whitespace().filter(|word| word.chars().all(char::is_alphabetic)).count()
            }
            PatternElement::Placeable { .. } => 0,
        })
        .sum()
}
