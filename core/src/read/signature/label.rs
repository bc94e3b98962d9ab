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
    /// WhatsApp.
    WhatsApp,
    /// WeChat: an ID or a number.
    WeChat,
    /// Another messenger: its number is often the mobile's.
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
            "whatsapp" => Label::WhatsApp,
            "wechat" => Label::WeChat,
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

    pub(super) fn is_number(self) -> bool {
        matches!(
            self,
            Label::Mobile | Label::Phone | Label::WhatsApp | Label::WeChat | Label::Chat | Label::Fax
        )
    }

    /// Whether it is one of the messengers that have a field of their own.
    pub(super) fn is_messenger(self) -> bool {
        matches!(self, Label::WhatsApp | Label::WeChat)
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
    /// The messengers that the label names besides: "手机/微信".
    pub(super) also: Vec<Label>,
    /// The label as it is written.
    pub(super) written: String,
    pub(super) text: String,
}

/// A label at a place of a line.
struct Found {
    label: Label,
    also: Vec<Label>,
    /// Where the text after it begins.
    end: usize,
}

/// Parts a line at its labels; a label at the very end keeps an empty text.
pub(super) fn stretches(line: &str) -> Vec<Stretch> {
    let line = joined(line);
    let chars: Vec<char> = line.chars().collect();
    let low = plain(&line);
    let mut found =
        vec![Stretch { label: None, also: Vec::new(), written: String::new(), text: String::new() }];
    let (mut from, mut at) = (0, 0);
    let text = |range: std::ops::Range<usize>| chars[range].iter().collect::<String>();
    while at < low.len() {
        let Some(next) = label_at(&low, at) else {
            at += 1;
            continue;
        };
        if let Some(last) = found.last_mut() {
            last.text = trimmed(&text(from..at));
        }
        let written = trimmed(&text(at..next.end));
        found.push(Stretch { label: Some(next.label), also: next.also, written, text: String::new() });
        (from, at) = (next.end, next.end);
    }
    if let Some(last) = found.last_mut() {
        last.text = trimmed(&text(from..chars.len()));
    }
    found.retain(|stretch| stretch.label.is_some() || !stretch.text.is_empty());
    found
}

fn trimmed(text: &str) -> String {
    let loose = |c: char| {
        c.is_whitespace()
            || matches!(c, '-' | '–' | '/' | ',' | ';' | '，' | '；' | '、' | '(' | '[' | '（' | ':' | '：')
    };
    text.trim_end_matches(loose).trim_start_matches(|c| loose(c) && !matches!(c, '(' | '（')).to_owned()
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
fn label_at(low: &[char], at: usize) -> Option<Found> {
    let before = at.checked_sub(1).map(|before| low[before]);
    let (mut label, mut end) = word_at(low, at, before)?;
    let mut also = Vec::new();
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
        also.extend([label, other].into_iter().filter(|label| label.is_messenger()));
        let says_more = label.is_messenger() && other == Label::Phone;
        if other == Label::Mobile || (label == Label::Fax && other == Label::Phone) || says_more {
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
    let rest: String = low[after..].iter().collect();
    let ends = match low.get(after) {
        // "http://…" and "12:30" are no labels.
        Some(':') => (low.get(after + 1) != Some(&'/')).then_some(after + 1),
        None => (at == 0).then_some(after),
        Some(_) if label == Label::WeChat && at == 0 && is_id(&rest) => Some(after),
        Some(_) if label.is_number() => {
            spots(&rest).first().is_some_and(|range| range.start == 0).then_some(after)
        }
        Some(_) => is_picture(low[at]).then_some(after),
    };
    ends.map(|end| Found { label, also, end })
}

/// Whether a text can be an ID on WeChat.
fn is_id(text: &str) -> bool {
    let id = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    text.len() >= 6 && text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(id)
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
mod tests;
