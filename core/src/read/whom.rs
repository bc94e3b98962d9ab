//! Whom a line is about: the numbers at its beginning (`12`, `#12`, `12,15-18`), or somebody's name.

mod called;

use crate::text::{half_width, is_han};
use crate::vocabulary::ContactNo;

pub use called::{Called, Fit, called, within};

/// How many contacts one line may name.
pub const MOST: usize = 100;

/// Whether numbers may be parted by a space behind a comma. After a number a line may go on with another one that is no
/// contact's: "12, 500 pcs ordered".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spaces {
    /// "12, 15 B" names two.
    Part,
    /// "12, 15" names one.
    End,
}

/// The contacts that a line names by their numbers, and what follows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered<'a> {
    /// Each once, in the order of the line.
    pub numbers: Vec<ContactNo>,
    /// What follows.
    pub rest: &'a str,
}

/// More contacts than one line may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMany;

/// Reads the numbers at the beginning of a line: `12`, `#12`, `12,15-18`; `None` where there is none.
///
/// # Errors
/// When there are more than [`MOST`].
pub fn numbered(text: &str, spaces: Spaces) -> Result<Option<Numbered<'_>>, TooMany> {
    let text = text.trim();
    let mut numbers: Vec<ContactNo> = Vec::new();
    let mut rest = text;
    while let Some((first, after)) = number(rest) {
        let ranged = after.trim_start().strip_prefix(['-', '–', '~', '～', '至', '到']);
        let (last, after) = ranged.and_then(|after| number(after.trim_start())).unwrap_or((first, after));
        if last < first {
            break;
        }
        let more = usize::try_from(last.0 - first.0).unwrap_or(usize::MAX);
        if numbers.len().saturating_add(more) >= MOST {
            return Err(TooMany);
        }
        let new: Vec<_> =
            (first.0..=last.0).map(ContactNo).filter(|number| !numbers.contains(number)).collect();
        numbers.extend(new);
        rest = after;
        let next = after.trim_start().strip_prefix([',', '，', '、', ';', '；']);
        let next = next.map(|next| if spaces == Spaces::Part { next.trim_start() } else { next });
        match next.filter(|next| number(next).is_some()) {
            Some(next) => rest = next,
            None => break,
        }
    }
    let ends = |c: char| c.is_whitespace() || matches!(c, ':' | '：' | ',' | '，' | '、' | ';' | '；' | '。');
    Ok((!numbers.is_empty()).then(|| Numbered { numbers, rest: rest.trim_start_matches(ends) }))
}

/// A number at the beginning of a text that is nothing longer: no date, no "3d", no "12月", no "12:30".
fn number(text: &str) -> Option<(ContactNo, &str)> {
    let digits = text.trim_start_matches(['#', '＃']);
    let digits = digits.strip_prefix("/l").unwrap_or(digits);
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let end = digits.find(|c| !is_digit(c)).unwrap_or(digits.len());
    let (digits, after) = digits.split_at(end);
    let mut next = after.chars();
    let part_of_more = match next.next() {
        None => false,
        Some(':' | '.' | '/' | '：' | '．') => next.next().is_some_and(is_digit),
        Some('月' | '日' | '号' | '点' | '天' | '周' | '年' | '个' | '%' | '％') => true,
        Some(c) => c.is_alphanumeric() && !is_han(c),
    };
    if part_of_more {
        return None;
    }
    Some((ContactNo::parse(&half_width(digits))?, after))
}

#[cfg(test)]
mod tests;
