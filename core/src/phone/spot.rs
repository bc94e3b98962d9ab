//! Telephone numbers in a text: where they stand.

use std::ops::Range;

use crate::text::half_width;

/// The most digits of a number with its country's code (E.164), and some for an extension.
const MOST: usize = 17;

/// The text, character by character, with digits of any script and any width as ASCII and every dash as `-`.
pub(super) fn dialled(text: &str) -> Vec<char> {
    let digit = |c: char, zero: char| char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c);
    let plain = |c: char| match c {
        '٠'..='٩' => digit(c, '٠'),
        '۰'..='۹' => digit(c, '۰'),
        '०'..='९' => digit(c, '०'),
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        '\u{a0}' => ' ',
        c => c,
    };
    half_width(text).chars().map(plain).collect()
}

/// The numbers in a text, as ranges of its characters.
pub(crate) fn spots(text: &str) -> Vec<Range<usize>> {
    let chars = dialled(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let begins = chars[at].is_ascii_digit()
            || (matches!(chars[at], '+' | '(')
                && chars.get(at + 1).is_some_and(|c| c.is_ascii_digit() || *c == '+'));
        // "HRB123456" is no number to call, "手机138…" holds one, and "+49 30 1234567+49…" two.
        let after_one = chars[at] == '+' && found.last().is_some_and(|last: &Range<usize>| last.end == at);
        let glued = at > 0 && chars[at - 1].is_ascii_alphanumeric() && !after_one;
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
        let letters_follow = chars.get(last).is_some_and(|c| c.is_ascii_alphabetic() || *c == '@');
        if letters_follow && !is_extension(&chars[last..]) {
            at = end.max(at + 1);
            continue;
        }
        match digits(&chars[at..last]) {
            7..=MOST => found.push(at..last),
            _ => found.extend(two(&chars, at..last).into_iter().flatten()),
        }
        at = last.max(at + 1);
    }
    found
}

fn digits(chars: &[char]) -> usize {
    chars.iter().filter(|c| c.is_ascii_digit()).count()
}

/// Two numbers that only a space parts, as long as each other: "13800138000 13900139000".
fn two(chars: &[char], range: Range<usize>) -> Option<[Range<usize>; 2]> {
    let all = digits(&chars[range.clone()]);
    let half = |gap: &usize| chars[*gap] == ' ' && digits(&chars[range.start..*gap]) * 2 == all;
    let gap = range.clone().find(half).filter(|_| (14..=2 * MOST).contains(&all))?;
    Some([range.start..gap, gap + 1..range.end])
}

/// Whether an extension begins here: "x444", "ext. 12".
fn is_extension(chars: &[char]) -> bool {
    let word: String = chars.iter().take_while(|c| c.is_ascii_alphabetic()).collect();
    let after = chars[word.len()..].iter().find(|c| !matches!(c, '.' | ' ' | ':' | '='));
    matches!(word.to_ascii_lowercase().as_str(), "x" | "xt" | "ext" | "extn" | "extension" | "dw")
        && after.is_some_and(char::is_ascii_digit)
}

/// Whether the number that began at `start` goes on at `at`.
fn continues(chars: &[char], start: usize, at: usize) -> bool {
    let c = chars[at];
    let before = || digits(&chars[start..at]);
    match c {
        // A remark in brackets is none of it: "030 123456 (mobile)", "030 123456 (2)".
        '(' => before() < 7,
        '0'..='9' | ')' | '.' | ' ' => true,
        // "+49 30 1 - +49 171 2" and "… / …" are two numbers; "+49 89 890635 – 0" is one.
        '-' => {
            let spaced = chars[at - 1] == ' ' && chars.get(at + 1) == Some(&' ');
            let after: String = chars[at + 1..].iter().skip_while(|c| **c == ' ').collect();
            let few = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
            let more = after[few..].trim_start().starts_with(|c: char| c.is_ascii_digit());
            !spaced || before() < 7 || ((1..=4).contains(&few) && !more)
        }
        '+' => at == start || (at == start + 1 && chars[start] == '('),
        // "030 / 1234567" is one number, for what stands before is no more than an area's code.
        '/' => before() < 6,
        _ => false,
    }
}

/// The number as one writes it: without odd dashes and brackets round the country's code.
pub(crate) fn written(text: &str, range: Range<usize>) -> String {
    let number: String = dialled(text)[range].iter().collect();
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
            ("+44 20 7946 0958x444", &["+44 20 7946 0958"]),
            ("+49 89 890635 – 0", &["+49 89 890635 - 0"]),
            ("+49 30 1234567+49 171 1234567", &["+49 30 1234567", "+49 171 1234567"]),
            ("13800138000 13900139000", &["13800138000", "13900139000"]),
            ("٠٥٠ ١٢٣ ٤٥٦٧", &["050 123 4567"]),
            ("4912345abc", &[]),
            ("HRB123456789 DE123456789", &[]),
            ("13912345678@163.com", &[]),
            ("10115 Berlin", &[]),
            ("０７５５－２６８８８８８８", &["0755-26888888"]),
        ] {
            let found: Vec<String> = spots(text).into_iter().map(|range| written(text, range)).collect();
            assert_eq!(found, want, "{text}");
        }
    }
}
