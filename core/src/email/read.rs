//! Addresses as people paste them: behind a name, as a link, several in one text (docs/product.md, rule 6.15).

use std::ops::Range;

use super::{Email, EmailError};
use crate::text::{clean, half_width, is_han};
use crate::vocabulary::Field;

/// An address that stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundEmail {
    /// The first address.
    pub email: Email,
    /// What stands besides: a name, other addresses. Nothing of the text is lost.
    pub rest: Vec<String>,
}

/// Finds the first address in a text, and what stands besides.
///
/// # Errors
/// When there is none.
pub fn find(text: &str) -> Result<FoundEmail, EmailError> {
    let text = readable(text);
    let mut emails: Vec<Email> = Vec::new();
    let mut rest = String::new();
    let mut from = 0;
    for (at, _) in text.match_indices('@') {
        let Some((email, range)) = around(&text, at).filter(|(_, range)| range.start >= from) else {
            continue;
        };
        rest.push_str(&text[from..range.start]);
        rest.push('\n');
        from = range.end;
        if emails.iter().all(|known| known.key() != email.key()) {
            emails.push(email);
        }
    }
    rest.push_str(&text[from..]);
    let mut emails = emails.into_iter();
    let email = emails.next().ok_or(EmailError)?;
    let others = rest.split(['\n', ';', '|', '<', '>']).map(|part| part.trim_matches(loose));
    let others = others.filter(|part| part.chars().any(char::is_alphanumeric) && !is_label(part));
    let others: Vec<String> = others.map(str::to_owned).collect();
    Ok(FoundEmail { email, rest: others.into_iter().chain(emails.map(String::from)).collect() })
}

/// A text that is one address; a name may stand before it in `<…>`.
pub(super) fn whole(text: &str) -> Result<Email, EmailError> {
    let named = half_width(text).contains('<');
    let found = find(text)?;
    let alone = found.rest.is_empty() || (named && found.rest.iter().all(|rest| !rest.contains('@')));
    if alone { Ok(found.email) } else { Err(EmailError) }
}

/// One line in half-width signs, nothing invisible in it, "(at)" as the sign.
fn readable(text: &str) -> String {
    let joiners = |c: char| matches!(c, '\u{200c}' | '\u{200d}');
    let mut text = clean(&half_width(text).replace(joiners, ""));
    for (written, sign) in [("at", "@"), ("dot", ".")] {
        for bracketed in [format!("({written})"), format!("[{written}]"), format!("{{{written}}}")] {
            while let Some(at) = text.to_ascii_lowercase().find(&bracketed) {
                let after = text[at + bracketed.len()..].trim_start().to_owned();
                text = format!("{}{sign}{after}", text[..at].trim_end());
            }
        }
    }
    text
}

/// The address around an `@`, and the part of the text that it takes, with its link or brackets.
fn around(text: &str, at: usize) -> Option<(Email, Range<usize>)> {
    let in_local = |c: char| c.is_alphanumeric() && !is_han(c) || "._%+-'&~$#=!*".contains(c);
    let in_domain = |c: char| c.is_alphanumeric() && !is_han(c) || matches!(c, '.' | '-');
    let before = text[..at].trim_end();
    let start = before
        .rfind(|c| !in_local(c))
        .map_or(0, |last| last + before[last..].chars().next().map_or(1, char::len_utf8));
    let local = before[start..].trim_start_matches(|c: char| !c.is_alphanumeric() && c != '_');
    let start = before.len() - local.len();
    let after = text[at + 1..].trim_start();
    let domain_at = text.len() - after.len();
    let length = after.find(|c| !in_domain(c)).unwrap_or(after.len());
    let domain = after[..length].trim_end_matches(['.', '-']);
    let doubled = text[..start].trim_end().ends_with('@') || after[length..].starts_with('@');
    if local.is_empty() || domain.is_empty() || doubled {
        return None;
    }
    let email = Email::exact(&format!("{local}@{domain}")).ok()?;
    let mut end = domain_at + domain.len();
    let scheme = text[..start].trim_end_matches(['<', '"', ' ']).len();
    let link = text[..scheme].to_ascii_lowercase();
    let Some(begins) = link.strip_suffix("mailto:").map(str::len) else { return Some((email, start..end)) };
    if text[end..].starts_with('?') {
        end += text[end..].find([' ', '>', '"']).unwrap_or(text.len() - end);
    }
    Some((email, begins..end))
}

/// What may stand around a part of a text and says nothing.
fn loose(c: char) -> bool {
    c.is_whitespace() || "\"'“”‘’«»()[]{}<>,;:.=/|-–、。".contains(c)
}

fn is_label(part: &str) -> bool {
    Field::parse(part) == Some(Field::Email)
}
