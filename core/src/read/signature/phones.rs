//! Telephone numbers in a text: where they stand.

use std::ops::Range;

use crate::text::plain;

/// The numbers in a text, as ranges of its characters.
pub(super) fn phones(text: &str) -> Vec<Range<usize>> {
    let chars = plain(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let begins = chars[at].is_ascii_digit()
            || (matches!(chars[at], '+' | '(')
                && chars.get(at + 1).is_some_and(|c| c.is_ascii_digit() || *c == '+'));
        // "HRB123456" is no number to call, "手机138…" holds one.
        let glued = at > 0 && chars[at - 1].is_ascii_alphanumeric();
        if !begins || glued {
            at += 1;
            continue;
        }
        let mut end = at;
        while end < chars.len() && continues(&chars, at, end) {
            end += 1;
        }
        let mut last = end;
        while last > at && !chars[last - 1].is_ascii_digit() {
            last -= 1;
        }
        let digits = chars[at..last].iter().filter(|c| c.is_ascii_digit()).count();
        let letters_follow = chars.get(last).is_some_and(|c| c.is_ascii_alphabetic() || *c == '@');
        if (7..=17).contains(&digits) && !letters_follow {
            found.push(at..last);
        }
        at = end.max(at + 1);
    }
    found
}

/// Whether the number that began at `start` goes on at `at`.
fn continues(chars: &[char], start: usize, at: usize) -> bool {
    let c = chars[at];
    let digits = || chars[start..at].iter().filter(|c| c.is_ascii_digit()).count();
    match c {
        '0'..='9' | '(' | ')' | '.' | ' ' => true,
        // "+49 30 1 - +49 171 2" and "… / …" are two numbers.
        '-' | '–' | '‑' | '‐' => {
            !(chars[at - 1] == ' ' && chars.get(at + 1) == Some(&' ') && digits() >= 7)
        }
        '+' => at == start || (at == start + 1 && chars[start] == '('),
        // "030 / 1234567" is one number, for what stands before is no more than an area's code.
        '/' => digits() < 6,
        _ => false,
    }
}

/// The number as one writes it: without odd dashes and brackets round the country's code.
pub(super) fn written(text: &str, range: Range<usize>) -> String {
    let number: String = plain(text)[range]
        .iter()
        .map(|c| match c {
            '–' | '‑' | '‐' => '-',
            _ => *c,
        })
        .collect();
    match number.strip_prefix("(+") {
        Some(rest) => format!("+{}", rest.replacen(')', " ", 1)),
        None => number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_and_parted() {
        for (text, want) in [
            ("+49 30 1234567", &["+49 30 1234567"][..]),
            ("+49 30 123456 / +49 171 1234567", &["+49 30 123456", "+49 171 1234567"]),
            ("+49 30 123456 - +49 171 1234567", &["+49 30 123456", "+49 171 1234567"]),
            ("030/1234567", &["030/1234567"]),
            ("030 / 123 45 67", &["030 / 123 45 67"]),
            ("（+86）133 8888 9999", &["+86 133 8888 9999"]),
            ("手机13567890123", &["13567890123"]),
            ("(312) 555-0142 ext. 12", &["(312) 555-0142"]),
            ("HRB123456789 DE123456789", &[]),
            ("13912345678@163.com", &[]),
            ("10115 Berlin", &[]),
            ("０７５５－２６８８８８８８", &["0755-26888888"]),
        ] {
            let found: Vec<String> = phones(text).into_iter().map(|range| written(text, range)).collect();
            assert_eq!(found, want, "{text}");
        }
    }
}
