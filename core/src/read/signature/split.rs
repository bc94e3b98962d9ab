//! Names, titles and companies that are strung together in one line, taken apart.

use super::shape::{Shape, shape};
use crate::read::{name, words};
use crate::text::is_han;

/// A part of a line, with what stood before it.
struct Part {
    before: &'static str,
    text: String,
}

/// Parts a text where names, titles and companies are strung together, and joins what belongs together: "VP, Global
/// Sourcing" is one title.
pub(super) fn split(text: &str, brand: &str, locals: &[&str]) -> Vec<(String, Shape)> {
    if name::looks_like_name(text) && text.chars().any(is_han) {
        return vec![(text.to_owned(), Shape::Name)];
    }
    if let Some((name, title)) = name::name_and_title(text) {
        return vec![(name, Shape::Name), (title, Shape::Title)];
    }
    let parts = parts(text);
    let whole = shape(text, brand);
    let shapes: Vec<Shape> = parts.iter().map(|part| shape(&part.text, brand)).collect();
    let some = |wanted: &[Shape]| shapes.iter().any(|shape| wanted.contains(shape));
    let one = parts.len() < 2
        || (whole == Shape::Address && !some(&[Shape::Company, Shape::Title]))
        // A company's name in two languages is two pieces.
        || (whole == Shape::Company
            && shapes.iter().filter(|shape| **shape == Shape::Company).count() < 2
            && !some(&[Shape::Title, Shape::Department, Shape::Name, Shape::Address]))
        || (whole == Shape::Name && !some(&[Shape::Title, Shape::Company]));
    if one {
        return vec![(text.to_owned(), whole)];
    }
    let mut joined: Vec<(String, Shape)> = Vec::new();
    for (part, shape) in parts.into_iter().zip(shapes) {
        let single = !part.text.contains(' ');
        if let Some((text, before)) = joined.last_mut() {
            let goes_on = match (*before, shape) {
                (Shape::Title, Shape::Title | Shape::Department) => true,
                (Shape::Department, Shape::Title | Shape::Department) => true,
                (Shape::Title, Shape::Unknown | Shape::PerhapsCompany) => {
                    part.before != " " && part.before != " at "
                }
                // "Manager, Communications Platforms" where the company is called otherwise, and nobody so.
                (Shape::Title, Shape::Name) => {
                    let nobody = part.before == ", "
                        && !brand.is_empty()
                        && locals.iter().all(|local| name::fits(&part.text, local) == 0);
                    (single || nobody) && part.before != " " && part.before != " at "
                }
                (Shape::Address, Shape::Address | Shape::Unknown) => true,
                _ => false,
            };
            if goes_on {
                text.push_str(part.before);
                text.push_str(&part.text);
                if *before == Shape::Department && shape == Shape::Title {
                    *before = Shape::Title;
                }
                continue;
            }
        }
        joined.push((part.text, shape));
    }
    joined
}

/// The parts of a text between commas, dashes, slashes and the word "at"; in Chinese between spaces.
fn parts(text: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = vec![Part { before: "", text: String::new() }];
    let chars: Vec<char> = text.chars().collect();
    let starts = |at: usize, with: &str| with.chars().enumerate().all(|(i, c)| chars.get(at + i) == Some(&c));
    let han = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| is_han(*c));
    let bracket = chars.last().is_some_and(|c| matches!(c, ')' | '）')) && {
        let (before, inside) = text.rsplit_once(['(', '（']).unwrap_or_default();
        name::looks_like_name(before.trim()) && (inside.contains(' ') || words::is_title(inside))
    };
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        let spaced =
            [" - ", " – ", " — ", " / ", " at ", " bei ", " chez "].into_iter().find(|sep| starts(at, sep));
        let (before, length) = match c {
            _ if spaced.is_some() => {
                (spaced.unwrap_or_default(), spaced.map_or(1, |sep| sep.chars().count()))
            }
            ',' | ';' if chars.get(at + 1) == Some(&' ') || han(Some(at + 1)) => (", ", 1),
            '，' | '；' => ("，", 1),
            '、' => ("、", 1),
            '/' | '／' if han(at.checked_sub(1)) || han(Some(at + 1)) => ("/", 1),
            '(' | '（' if bracket => (" (", 1),
            ' ' if han(at.checked_sub(1)) || han(Some(at + 1)) => (" ", 1),
            _ => {
                if let Some(part) = parts.last_mut() {
                    part.text.push(c);
                }
                at += 1;
                continue;
            }
        };
        at += length;
        parts.push(Part { before, text: String::new() });
    }
    let mut kept: Vec<Part> = Vec::new();
    for part in parts {
        let text = if bracket { part.text.trim_end_matches([')', '）']) } else { &part.text };
        let text = text.trim().to_owned();
        match kept.last_mut() {
            Some(last) if part.before == ", " && crate::read::add::is_legal_form(&text) => {
                last.text.push_str(", ");
                last.text.push_str(&text);
            }
            _ if text.is_empty() => {}
            _ => kept.push(Part { before: part.before, text }),
        }
    }
    kept
}
