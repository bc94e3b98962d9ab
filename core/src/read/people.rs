//! Several people in one message, each with a part of it (docs/product.md, rule 6.11). Where it is not plain, it is one.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::Draft;
use super::add::{AddError, parse_add};
use super::signature::parse_card;
use crate::email::Email;
use crate::text::folded;
use crate::vocabulary::Field;

/// The most people of one message.
const MOST: usize = 20;

/// Reads one contact or several, as `/add` takes them: a line, or what semicolons part, for each.
///
/// # Errors
/// As [`parse_add`].
pub fn parse_adds(text: &str, today: NaiveDate) -> Result<Vec<Draft>, AddError> {
    let read = |part: &str| parse_add(part, today).ok();
    match [blocks(text), lines(text), text.split([';', '；']).collect()]
        .into_iter()
        .find_map(|parts| apart(&parts, read))
    {
        Some(drafts) => Ok(drafts),
        None => parse_add(text, today).map(|draft| vec![draft]),
    }
}

/// Reads one card or several: blocks that empty lines part, or a line for each.
///
/// # Errors
/// As [`parse_card`].
pub fn parse_cards(text: &str, today: NaiveDate) -> Result<Vec<Draft>, AddError> {
    if text.to_uppercase().contains("BEGIN:VCARD") {
        let drafts = super::vcard::parse_vcard(text, today);
        return if drafts.is_empty() { Err(AddError::NameOrCompanyMissing) } else { Ok(drafts) };
    }
    // Rows that are pasted from a spreadsheet.
    if is_tabbed(text) {
        return parse_adds(text, today);
    }
    let card = |part: &str| parse_card(part, today).ok();
    let line = |part: &str| parse_add(part, today).ok();
    match apart(&blocks(text), card).or_else(|| apart(&lines(text), line)) {
        Some(drafts) => Ok(drafts),
        None => parse_card(text, today).map(|draft| vec![draft]),
    }
}

/// Whether every line has cells with tabs between them.
pub fn is_tabbed(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).peekable();
    lines.peek().is_some() && lines.all(|line| line.trim().matches('\t').count() >= 2)
}

/// The parts between empty lines and dividers.
fn blocks(text: &str) -> Vec<&str> {
    let mut blocks = Vec::new();
    let (mut from, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        if bare.is_empty()
            || (bare.len() > 2 && bare.chars().all(|c| matches!(c, '-' | '=' | '_' | '*' | '—')))
        {
            blocks.push(&text[from..at]);
            from = at + line.len();
        }
        at += line.len();
    }
    blocks.push(&text[from..]);
    blocks.retain(|block| !block.trim().is_empty());
    blocks
}

fn lines(text: &str) -> Vec<&str> {
    text.lines().filter(|line| !line.trim().is_empty()).collect()
}

/// A draft for each part, where each is of a person of its own: with a name, and an address or a number that no other
/// has.
fn apart(parts: &[&str], read: impl Fn(&str) -> Option<Draft>) -> Option<Vec<Draft>> {
    if !(2..=MOST).contains(&parts.len()) {
        return None;
    }
    let mut reached = HashSet::new();
    let mut named = HashSet::new();
    let mut drafts = Vec::with_capacity(parts.len());
    for part in parts {
        let part = unnumbered(part);
        let draft = read(part)?;
        let name = draft.profile.name.as_deref().filter(|_| !draft.unsure.contains(&Field::Name))?;
        let first = part.lines().next().unwrap_or_default();
        let own = draft.profile.email.as_ref().filter(|email| !email.is_role());
        let way = own.map(Email::key).or_else(|| {
            let number = draft.profile.numbers().next().filter(|_| folded(first).contains(&folded(name)))?;
            Some(number.digits())
        })?;
        if !reached.insert(way) || !named.insert(folded(name)) {
            return None;
        }
        drafts.push(draft);
    }
    Some(drafts)
}

/// A part without its number in a list: "1. Anna", "2、王芳", "- Eva".
fn unnumbered(part: &str) -> &str {
    let part = part.trim();
    let digits = part.find(|c: char| !c.is_ascii_digit()).unwrap_or_default();
    let rest = match digits {
        1 | 2 => part[digits..].strip_prefix(['.', ')', '、', '）']),
        _ => part.strip_prefix(['-', '•', '*', '·']),
    };
    rest.map_or(part, str::trim_start)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();

    fn names(drafts: Result<Vec<Draft>, AddError>) -> Vec<String> {
        drafts.unwrap().into_iter().map(|draft| draft.profile.name.unwrap_or_default()).collect()
    }

    #[test]
    fn two_people_are_two_drafts_where_it_is_plain() {
        for (text, want) in [
            (
                "Anna Schmidt, Lumen GmbH, anna@lumen.de\nEva Brown, Brown Ltd, eva@brown.co.uk",
                &["Anna Schmidt", "Eva Brown"][..],
            ),
            (
                "1. Anna Schmidt, anna@lumen.de\n2. Eva Brown, +44 20 7946 0958",
                &["Anna Schmidt", "Eva Brown"],
            ),
            ("Anna Schmidt, anna@lumen.de; Eva Brown, eva@brown.co.uk", &["Anna Schmidt", "Eva Brown"]),
            ("王芳，明辉照明，13800138000\n李娜，光谷照明，13900139000", &["王芳", "李娜"]),
            ("Anna Schmidt\nLumen GmbH\nanna@lumen.de", &["Anna Schmidt"]),
            ("Anna Schmidt, Lumen GmbH, anna@lumen.de\n+49 30 123456", &["Anna Schmidt"]),
            ("Anna Schmidt, anna@lumen.de, info@lumen.de", &["Anna Schmidt"]),
            ("Anna Schmidt; Lumen GmbH; anna@lumen.de; +49 30 123456", &["Anna Schmidt"]),
        ] {
            assert_eq!(names(parse_adds(text, TODAY)), want, "{text}");
        }
        for (text, want) in [
            (
                "Anna Schmidt\nBuyer\nLumen GmbH\nanna@lumen.de\n\nEva Brown\nBrown Ltd\neva@brown.co.uk",
                &["Anna Schmidt", "Eva Brown"][..],
            ),
            (
                "Lumen GmbH\nAnna Schmidt\nanna@lumen.de\n---\nBrown Ltd\nEva Brown\neva@brown.co.uk",
                &["Anna Schmidt", "Eva Brown"],
            ),
            (
                "Anna Schmidt, Lumen GmbH, anna@lumen.de\nEva Brown, Brown Ltd, eva@brown.co.uk",
                &["Anna Schmidt", "Eva Brown"],
            ),
            (
                "Anna Schmidt\nBuyer\nanna@lumen.de\n\nLumen GmbH\nTel: +49 30 123456\nGeschäftsführer: Max Muster",
                &["Anna Schmidt"],
            ),
            ("Anna Schmidt\nBuyer\n\nLumen GmbH\n\nanna@lumen.de", &["Anna Schmidt"]),
        ] {
            assert_eq!(names(parse_cards(text, TODAY)), want, "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in "(?s).{0,120}|([A-Z][a-z]{2,5}( [A-Z][a-z]{2,5})?[,;\n]{1,2} ?|[a-z]{3}@[a-z]{3}\\.de[,;\n]{1,2}){1,8}") {
            let _ = (parse_adds(&text, TODAY), parse_cards(&text, TODAY));
        }
    }
}
