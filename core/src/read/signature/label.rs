//! Labels on a card, in six languages and Chinese: "Tel:", "T +49 …", "Móvil:", "手机：".

use std::sync::LazyLock;

use crate::phone::spots;
use crate::text::{is_han, simplified};

/// What a label says of the text after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// A mobile.
    Mobile,
    /// A telephone.
    Phone,
    /// A messenger: its number is often the mobile's.
    Chat,
    /// A fax, which is never taken as the telephone.
    Fax,
    /// An address of mail.
    Email,
    /// An address of the web.
    Web,
    /// A person.
    Name,
    /// A company.
    Company,
    /// A job title.
    Title,
    /// A department.
    Department,
    /// An address of the post.
    Address,
    /// A country.
    Country,
    /// Where the contact comes from.
    Source,
    /// Registers, banks, other networks: nothing that the book keeps.
    Other,
}

impl Label {
    /// Reads the name that a label has in the file.
    fn read(name: &str) -> Option<Label> {
        Some(match name {
            "mobile" => Label::Mobile,
            "phone" => Label::Phone,
            "chat" => Label::Chat,
            "fax" => Label::Fax,
            "email" => Label::Email,
            "web" => Label::Web,
            "name" => Label::Name,
            "company" => Label::Company,
            "title" => Label::Title,
            "department" => Label::Department,
            "address" => Label::Address,
            "country" => Label::Country,
            "source" => Label::Source,
            "other" => Label::Other,
            _ => return None,
        })
    }

    fn is_number(self) -> bool {
        matches!(self, Label::Mobile | Label::Phone | Label::Chat | Label::Fax)
    }
}

/// The signs of a text, each folded and simplified alone.
fn plain(text: &str) -> Vec<char> {
    crate::text::plain(text).into_iter().map(simplified).collect()
}

/// The words, folded, character by character.
static LABELS: LazyLock<Vec<(Label, Vec<char>)>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/card/labels.tsv").lines().filter(|line| !line.starts_with('#'));
    let of = |line: &'static str| {
        let (label, words) = line.split_once('\t')?;
        let label = Label::read(label)?;
        Some(words.split('|').map(move |word| (label, word.chars().collect())))
    };
    lines.filter_map(of).flatten().collect()
});

/// A stretch of a line: with the label before it, or with none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) label: Option<Label>,
    pub(super) text: String,
}

/// Parts a line at its labels; a label at the very end keeps an empty text.
pub(super) fn stretches(line: &str) -> Vec<Stretch> {
    let line = joined(line);
    let chars: Vec<char> = line.chars().collect();
    let low = plain(&line);
    let mut found = Vec::new();
    let mut label = None;
    let mut from = 0;
    let mut at = 0;
    while at < low.len() {
        match label_at(&low, at) {
            Some((next, end)) => {
                push(&mut found, label, &chars[from..at]);
                (label, from, at) = (Some(next), end, end);
            }
            None => at += 1,
        }
    }
    push(&mut found, label, &chars[from..]);
    found
}

fn push(found: &mut Vec<Stretch>, label: Option<Label>, chars: &[char]) {
    let loose = |c: char| {
        c.is_whitespace()
            || matches!(c, '-' | '–' | '/' | ',' | ';' | '，' | '；' | '、' | '(' | '[' | '（' | ':' | '：')
    };
    let text: String = chars.iter().collect();
    let text = text.trim_end_matches(loose).trim_start_matches(|c| loose(c) && !matches!(c, '(' | '（'));
    if label.is_some() || !text.is_empty() {
        found.push(Stretch { label, text: text.to_owned() });
    }
}

/// "电　话" is "电话": cards space two characters out to the width of four.
fn joined(line: &str) -> String {
    const SPACED: &[&str] = &[
        "电话", "手机", "传真", "地址", "邮箱", "网址", "网站", "姓名", "职位", "职务", "公司", "邮编",
        "微信", "部门",
    ];
    let mut line = line.to_owned();
    for word in SPACED {
        let chars: Vec<char> = word.chars().collect();
        if let [first, second] = chars[..] {
            for gap in [" ", "  ", " | "] {
                for colon in [":", "："] {
                    line = line.replace(&format!("{first}{gap}{second}{colon}"), &format!("{word}{colon}"));
                }
            }
        }
    }
    line
}

/// The label at a place of a folded text, and where the text after it begins.
fn label_at(low: &[char], at: usize) -> Option<(Label, usize)> {
    let before = at.checked_sub(1).map(|before| low[before]);
    let (mut label, mut end) = word_at(low, at, before)?;
    // "Tel/WhatsApp", "手机/微信", "Tel & Fax": a mobile among them says the most, a telephone is not only a fax.
    loop {
        let mut next = end;
        while low.get(next).is_some_and(|c| *c == ' ') {
            next += 1;
        }
        if !low.get(next).is_some_and(|c| matches!(c, '/' | '&' | '+' | '、' | ',')) {
            break;
        }
        next += 1;
        while low.get(next).is_some_and(|c| *c == ' ') {
            next += 1;
        }
        let Some((other, after)) = word_at(low, next, Some(' ')) else { break };
        if other == Label::Mobile || (label == Label::Fax && other == Label::Phone) {
            label = other;
        }
        end = after;
    }
    for suffix in [" number", " no", " nr", "号码", "号", " nummer"] {
        let suffix: Vec<char> = suffix.chars().collect();
        if low[end..].starts_with(&suffix) {
            end += suffix.len();
        }
    }
    let mut after = end;
    while low.get(after).is_some_and(|c| matches!(c, '.' | ' ' | ')' | ']' | '#' | '️')) {
        after += 1;
    }
    match low.get(after) {
        Some(':') => {
            // "http://…" and "12:30" are no labels.
            let slashes = low.get(after + 1) == Some(&'/');
            (!slashes).then_some((label, after + 1))
        }
        None => (at == 0).then_some((label, after)),
        Some(_) if label.is_number() => {
            let rest: String = low[after..].iter().collect();
            spots(&rest).first().is_some_and(|range| range.start == 0).then_some((label, after))
        }
        Some(_) => is_picture(low[at]).then_some((label, after)),
    }
}

/// The longest word of a label at a place, if it stands alone there.
fn word_at(low: &[char], at: usize, before: Option<char>) -> Option<(Label, usize)> {
    let first = *low.get(at)?;
    let alone = before.is_none_or(|before| {
        !before.is_alphanumeric() || (is_han(first) != is_han(before)) || (is_han(first) && before == ' ')
    });
    if !alone || before == Some('@') {
        return None;
    }
    let mut best = None;
    for (label, word) in LABELS.iter() {
        let length = word.len();
        let matches = low[at..].starts_with(word);
        let ends = low
            .get(at + length)
            .is_none_or(|c| !c.is_alphanumeric() || is_han(*c) != is_han(first) || is_han(first))
            || low.get(at + length).is_some_and(|c| c.is_ascii_digit() && length > 2);
        if matches && ends && best.is_none_or(|(_, longest)| length > longest) {
            best = Some((*label, length));
        }
    }
    best.map(|(label, length)| (label, at + length))
}

fn is_picture(c: char) -> bool {
    !c.is_alphanumeric() && c > '\u{2000}'
}

/// Whether a text is nothing but a label's word: what it labelled was taken out already.
pub(super) fn is_bare(text: &str) -> bool {
    let low: Vec<char> =
        plain(text).into_iter().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | ' ')).collect();
    let text: String = low.iter().collect();
    let text = text.trim();
    text.is_empty()
        || text
            .split('/')
            .all(|part| LABELS.iter().any(|(_, word)| part.trim().chars().eq(word.iter().copied())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_part_a_line() {
        use Label::*;
        for (line, want) in [
            ("Tel.: +49 30 1234567", &[(Some(Phone), "+49 30 1234567")][..]),
            ("T: +33 4 72 / M: +33 6 12", &[(Some(Phone), "+33 4 72"), (Some(Mobile), "+33 6 12")]),
            ("M +44 7911 123456", &[(Some(Mobile), "+44 7911 123456")]),
            ("手机/微信：186", &[(Some(Mobile), "186")]),
            ("手机13567890123", &[(Some(Mobile), "13567890123")]),
            ("Mob/WhatsApp: +86 136", &[(Some(Mobile), "+86 136")]),
            ("姓名：陈伟 职务：总经理", &[(Some(Name), "陈伟"), (Some(Title), "总经理")]),
            ("电 话：0755", &[(Some(Phone), "0755")]),
            ("Página web: lumen", &[(Some(Web), "lumen")]),
            ("📱 +84 912 345 678", &[(Some(Mobile), "+84 912 345 678")]),
            ("i. A. Stefan Hoffmann", &[(None, "i. A. Stefan Hoffmann")]),
            ("Head of Purchasing", &[(None, "Head of Purchasing")]),
            ("Office Manager", &[(None, "Office Manager")]),
            ("Telecom Systems", &[(None, "Telecom Systems")]),
            ("公司经理", &[(None, "公司经理")]),
        ] {
            let found = stretches(line);
            let found: Vec<_> = found.iter().map(|found| (found.label, found.text.as_str())).collect();
            assert_eq!(found, want, "{line}");
        }
    }
}
