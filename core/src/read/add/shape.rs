//! What a piece without a label is, by its shape.

use crate::phone::{self, looks_like_phone};
use crate::read::field::{is_linkedin, is_whatsapp, website};
use crate::read::name::fits;
use crate::text::folded;
use crate::vocabulary::{Country, Field, Grade};

/// What a piece is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// The value of a field.
    Value(Field),
    /// A grade.
    Grade(Grade),
    /// A value of a field with words around it: what stands before it, and from it on.
    Within(Field, String, String),
    /// Anything else.
    Words,
}

/// Names of people that are countries too.
const PEOPLE: &[&str] = &[
    "chad",
    "jordan",
    "georgia",
    "israel",
    "india",
    "kenya",
    "america",
    "ireland",
    "england",
    "holland",
    "wales",
    "scotland",
    "salvador",
    "trinidad",
    "granada",
    "grenada",
    "dominique",
    "dominika",
    "francia",
    "irlanda",
    "kenia",
    "italia",
    "france",
    "malta",
    "cuba",
    "samoa",
    "britain",
    "macao",
];

/// Codes of countries that are jobs and departments too.
const JOBS: &[&str] = &["GM", "MD", "HR", "PR", "PM", "PA", "QA", "BD", "CS", "VC"];

/// What a piece is. `words` says how many pieces without shape came before it, `locals` what stands before the @ of the
/// addresses.
pub(super) fn shape(piece: &str, words: usize, locals: &[&str]) -> Shape {
    if has_address(piece) {
        return Shape::Value(Field::Email);
    }
    if looks_like_phone(piece) {
        return Shape::Value(Field::Phone);
    }
    if is_whatsapp(piece) {
        return Shape::Value(Field::WhatsApp);
    }
    if is_linkedin(piece) {
        return Shape::Value(Field::LinkedIn);
    }
    if website(piece).is_some() {
        return Shape::Value(Field::Website);
    }
    if let Some(within) = within(piece) {
        return within;
    }
    let lower = piece.to_lowercase();
    if let Some(grade) = grade(lower.strip_prefix("grade ").unwrap_or(&lower)) {
        return Shape::Grade(grade);
    }
    // "IT" may be Italy; "it", "me" and "in" are words.
    let low = piece.len() <= 3 && piece.is_ascii() && piece.chars().any(|c| c.is_ascii_lowercase());
    let word = low && !piece.eq_ignore_ascii_case("uk");
    let job = words >= 2 && JOBS.contains(&piece);
    let person = || {
        let named = locals.iter().any(|local| fits(piece, local) > 0);
        PEOPLE.contains(&folded(piece).as_str()) && (words == 0 || named)
    };
    match Country::parse(piece) {
        Some(_) if !word && !job && !person() => Shape::Value(Field::Country),
        _ => Shape::Words,
    }
}

/// Whether an address of mail is meant: a word with an @ inside it.
pub(super) fn has_address(piece: &str) -> bool {
    let inside = |word: &str| word.find(['@', '＠']).is_some_and(|at| at > 0);
    piece.split_whitespace().any(inside) || crate::email::find(piece).is_ok()
}

/// A number or an address of the web among words: "Tel: +49 30 123456 (mobile)", "Anna +49 30 123456".
fn within(piece: &str) -> Option<Shape> {
    let words: Vec<&str> = piece.split_whitespace().collect();
    let link = |word: &&str| {
        is_linkedin(word) || is_whatsapp(word) || (word.contains("://") && website(word).is_some())
    };
    if words.len() > 1
        && let Some(link) = words.iter().copied().find(link)
    {
        let field = if is_linkedin(link) {
            Field::LinkedIn
        } else if is_whatsapp(link) {
            Field::WhatsApp
        } else {
            Field::Website
        };
        let (before, after) = piece.split_once(link)?;
        return Some(Shape::Within(field, format!("{before} {after}"), link.to_owned()));
    }
    let found = phone::find(piece, None)?;
    let start = piece.find(|c: char| c.is_ascii_digit() || c == '+' || c == '(')?;
    let begins = piece[..start].chars().all(|c| !c.is_alphanumeric())
        || Field::parse(piece[..start].trim_matches(|c: char| !c.is_alphanumeric())) == Some(Field::Phone);
    // Among words only a number with its country's code is surely one.
    (begins || found.phone.is_international()).then(|| {
        Shape::Within(
            Field::Phone,
            if begins { String::new() } else { piece[..start].to_owned() },
            piece[if begins { 0 } else { start }..].to_owned(),
        )
    })
}

/// `A`, `a`, `A级`.
pub(super) fn grade(text: &str) -> Option<Grade> {
    Grade::parse(text.trim().trim_end_matches('级').trim())
}
