//! Sizes and revenues as people type them: "50-200", "200+", "> 10M USD", "年营收5000万".

use serde::{Deserialize, Serialize};

use crate::vocabulary::word::vocabulary;

vocabulary! {
    /// A currency that amounts can be in.
    Currency {
        /// US dollars.
        Usd = "usd",
        /// Euros.
        Eur = "eur",
        /// Pounds sterling.
        Gbp = "gbp",
        /// Yen.
        Jpy = "jpy",
        /// Renminbi.
        Cny = "cny",
    }
}

impl Currency {
    /// The names of each currency in lower case. The yuan is last, since other currencies' names end in 元 too.
    const NAMES: &'static [(Currency, &'static [&'static str])] = &[
        (Currency::Usd, &["usd", "$", "dollar", "美元", "美金"]),
        (Currency::Eur, &["eur", "€", "欧元"]),
        (Currency::Gbp, &["gbp", "£", "pound", "英镑"]),
        (Currency::Jpy, &["jpy", "yen", "日元"]),
        (Currency::Cny, &["cny", "rmb", "yuan", "¥", "￥", "人民币", "元"]),
    ];

    fn of(text: &str) -> Option<Currency> {
        let named = Currency::NAMES.iter().find(|(_, names)| names.iter().any(|name| text.contains(name)));
        named.map(|(currency, _)| *currency)
    }
}

/// From one amount to another, both included; one of the ends may be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Range {
    /// The least.
    pub from: Option<u64>,
    /// The most.
    pub to: Option<u64>,
    /// In which currency, where one was named.
    pub currency: Option<Currency>,
}

/// Words after which a number is the least, and the most.
const LEAST: &[&str] = &[
    ">",
    "≥",
    "over",
    "above",
    "more than",
    "at least",
    "from",
    "min",
    "超过",
    "大于",
    "高于",
    "至少",
    "不少于",
    "不低于",
];
const MOST: &[&str] = &[
    "<",
    "≤",
    "under",
    "below",
    "less than",
    "fewer than",
    "up to",
    "at most",
    "max",
    "小于",
    "低于",
    "少于",
    "不到",
    "最多",
    "至多",
];

/// The same behind a number.
const OR_MORE: &[&str] = &["+", "＋", "以上", "or more", "and more"];
const OR_LESS: &[&str] = &["以下", "以内", "or less", "or fewer"];

/// What a number is multiplied with by what follows it; the longer name comes first.
const TIMES: &[(&str, u64)] = &[
    ("十亿", 1_000_000_000),
    ("billion", 1_000_000_000),
    ("bn", 1_000_000_000),
    ("b", 1_000_000_000),
    ("亿", 100_000_000),
    ("千万", 10_000_000),
    ("百万", 1_000_000),
    ("million", 1_000_000),
    ("mio", 1_000_000),
    ("mln", 1_000_000),
    ("mn", 1_000_000),
    ("m", 1_000_000),
    ("万", 10_000),
    ("w", 10_000),
    ("thousand", 1_000),
    ("k", 1_000),
    ("千", 1_000),
];

impl Range {
    /// Reads a range or a single amount, which is a range from itself to itself.
    pub fn parse(text: &str) -> Option<Range> {
        // 不超过 ("not more than") contains 超过 ("more than"), which would be read as the opposite.
        let text = text.trim().to_lowercase().replace("不超过", "≤");
        let currency = Currency::of(&text);
        let numbers = numbers(&text);
        let (from, to) = match numbers.as_slice() {
            [one] => {
                let (before, after) = (text.get(..one.start)?, text.get(one.end..)?);
                // "人" or a currency may stand between: "200人以上", "10M USD+".
                if says(after, OR_MORE) || says(before, LEAST) {
                    (Some(one.amount()?), None)
                } else if says(after, OR_LESS) || says(before, MOST) {
                    (None, Some(one.amount()?))
                } else {
                    (Some(one.amount()?), Some(one.amount()?))
                }
            }
            [one, two] => {
                // "10-50M": the first shares what the second is multiplied with.
                let shared = if one.times == 1 && one.value <= two.value { two.times } else { one.times };
                let one = Number { times: shared, ..*one }.amount()?;
                let two = two.amount()?;
                (Some(one.min(two)), Some(one.max(two)))
            }
            _ => return None,
        };
        Some(Range { from, to, currency })
    }

    /// Whether it spans more than one amount. A trait needs that.
    pub fn is_wide(self) -> bool {
        self.from != self.to
    }

    /// Whether a company's size or revenue, itself a range or one amount, lies in this range: its middle decides, or
    /// its known end where it is open. `None` where the currencies differ.
    pub fn holds(self, known: Range) -> Option<bool> {
        if let (Some(mine), Some(theirs)) = (self.currency, known.currency)
            && mine != theirs
        {
            return None;
        }
        let from = known.from.unwrap_or(0);
        let middle = known.to.map_or(from, |to| from + to.saturating_sub(from) / 2);
        Some(self.from.is_none_or(|from| from <= middle) && self.to.is_none_or(|to| middle <= to))
    }

    /// How much it spans.
    pub(super) fn width(self) -> u64 {
        self.to.unwrap_or(u64::MAX).saturating_sub(self.from.unwrap_or(0))
    }
}

/// Whether one of the words is in a text: not "over" in "turnover".
fn says(text: &str, words: &[&str]) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    words.iter().any(|word| {
        text.match_indices(word).any(|(at, _)| {
            let inside =
                letter(text[..at].chars().next_back()) || letter(text[at + word.len()..].chars().next());
            !(inside && word.starts_with(|c: char| c.is_ascii_alphabetic()))
        })
    })
}

/// A number in a text, and where it stands.
#[derive(Debug, Clone, Copy)]
struct Number {
    value: f64,
    times: u64,
    start: usize,
    end: usize,
}

impl Number {
    /// The amount; `None` where it is too large for any company.
    fn amount(self) -> Option<u64> {
        const MOST: f64 = 1e15;
        let amount = self.value * self.times as f64;
        (amount <= MOST).then_some(amount.round() as u64)
    }
}

/// The numbers in a text; a year ("2025年") is none.
fn numbers(text: &str) -> Vec<Number> {
    let mut numbers = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|found| at + found) {
        let rest = &text[start..];
        let length = rest
            .char_indices()
            .find(|(place, c)| {
                let next_is_digit = || rest[place + c.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
                !(c.is_ascii_digit() || matches!(c, ',' | '.' | '，' | '\'') && next_is_digit())
            })
            .map_or(rest.len(), |(place, _)| place);
        let after = &rest[length..];
        let (times, times_length) = multiplied(after);
        at = start + length + times_length;
        if times == 1 && after.trim_start().starts_with('年') {
            continue;
        }
        if let Some(value) = decimal(&rest[..length], times > 1) {
            numbers.push(Number { value, times, start, end: at });
        }
    }
    numbers
}

/// What the number before this text is multiplied with, and how much of the text says so.
fn multiplied(after: &str) -> (u64, usize) {
    let named = after.trim_start();
    let currencies = || Currency::NAMES.iter().flat_map(|(_, names)| names.iter());
    for (name, times) in TIMES {
        let Some(rest) = named.strip_prefix(name) else { continue };
        // The "m" of "5 men" is no million; that of "5musd" is one.
        let word_ends = !name.is_ascii() || !rest.starts_with(|c: char| c.is_ascii_alphabetic());
        if word_ends || currencies().any(|currency| rest.starts_with(currency)) {
            return (*times, after.len() - rest.len());
        }
    }
    (1, 0)
}

/// "1,000", "1.000" and "1'000" are a thousand; "1.5" is one and a half, and so is "1.500" of something.
fn decimal(text: &str, multiplied: bool) -> Option<f64> {
    let text = text.replace(['\'', '，'], ",");
    let groups = |separator: char| {
        let mut parts = text.split(separator);
        parts.next().is_some_and(|first| first.len() <= 3) && parts.all(|part| part.len() == 3)
    };
    let plain = match (text.contains(','), text.contains('.')) {
        (true, false) if groups(',') => text.replace(',', ""),
        (false, true) if groups('.') && !multiplied => text.replace('.', ""),
        (true, false) => text.replacen(',', ".", 1),
        (true, true) => text.replace(',', ""),
        _ => text,
    };
    plain.parse().ok()
}

#[cfg(test)]
mod tests;
