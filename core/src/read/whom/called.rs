//! The beginnings of a line that may be somebody's name, and how well a name fits.

use crate::duplicate::{company_key, person_key};
use crate::read::words::surname;
use crate::text::{folded, is_han, simplified};

/// A beginning of a line that may name somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Called<'a> {
    /// The name, as it is typed, without "Mr" and 总.
    pub name: &'a str,
    /// What follows.
    pub rest: &'a str,
    /// Whether it is a surname with a title: 王总, "Ms Brown".
    has_title: bool,
}

/// How well a name fits; the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It is the person's whole name.
    Person,
    /// It is whole words of the person's name, or the whole name of the company.
    Words,
    /// It is a part of the name, or of the company's.
    Part,
}

/// How many words of a line may be a name.
const MOST_WORDS: usize = 5;

/// How many Chinese characters may be one.
const MOST_HAN: usize = 14;

const TITLES: &[&str] = &["mr", "mrs", "ms", "miss", "dr", "mr.", "mrs.", "ms.", "dr.", "herr", "frau"];

const HAN_TITLES: &[&str] =
    &["总", "总监", "经理", "老板", "老师", "先生", "女士", "小姐", "主任", "工", "工程师", "姐", "哥", "董"];

/// What opens a talk or answers somebody, and names nobody.
const NO_NAMES: &[&str] = &[
    "hi",
    "hello",
    "hey",
    "ok",
    "okay",
    "yes",
    "no",
    "not",
    "thanks",
    "thank",
    "thx",
    "please",
    "good",
    "the",
    "a",
    "an",
    "and",
    "i",
    "we",
    "you",
    "he",
    "she",
    "they",
    "it",
    "my",
    "our",
    "is",
    "are",
    "what",
    "who",
    "when",
    "how",
    "why",
    "where",
    "can",
    "do",
    "does",
    "to",
    "in",
    "on",
    "at",
    "for",
    "from",
    "new",
    "all",
    "help",
    "test",
    "你好",
    "您好",
    "谢谢",
    "好的",
    "收到",
    "早上好",
    "早安",
    "晚上好",
    "今天",
    "明天",
    "昨天",
    "我们",
    "他们",
    "客户",
    "请问",
    "什么",
    "怎么",
    "帮我",
    "公司",
];

/// The beginnings of a line that may name somebody, the longest first.
pub fn called(text: &str) -> Vec<Called<'_>> {
    let text = text.trim();
    let line = text.lines().next().unwrap_or_default();
    match line.chars().next() {
        Some(first) if is_han(first) => chinese(text, line),
        Some(first) if first.is_alphanumeric() => western(text, line),
        _ => Vec::new(),
    }
}

/// How many places inside of a line are looked at.
const MOST_WITHIN: usize = 12;

/// What may be somebody's name inside of a line: words with a capital behind its first, or what follows 给, 跟 and
/// their like; of each place the longest first.
pub fn within(text: &str) -> Vec<Called<'_>> {
    const BEFORE_HAN: &[&str] =
        &["给", "跟", "和", "与", "约", "见了", "见", "拜访了", "拜访", "联系了", "联系"];
    let line = text.trim().lines().next().unwrap_or_default();
    let is_capital = |word: &&str| word.chars().next().is_some_and(|first| first.is_uppercase());
    let place = |word: &str| word.as_ptr() as usize - line.as_ptr() as usize;
    let bare = |word: &'_ str| word.trim_end_matches(parts).trim_end_matches(['.', '\'']).len();
    let words: Vec<&str> = line.split_whitespace().collect();
    let mut found: Vec<&str> = Vec::new();
    for at in 1..words.len() {
        let run = words[at..].iter().take(3).take_while(|word| is_capital(word)).count();
        for count in (1..=run).rev() {
            let last = words[at + count - 1];
            found.push(&line[place(words[at])..place(last) + bare(last)]);
        }
    }
    for before in BEFORE_HAN {
        let Some((_, after)) = line.split_once(before) else { continue };
        let ends: Vec<usize> =
            after.char_indices().take_while(|(_, c)| is_han(*c)).map(|(at, c)| at + c.len_utf8()).collect();
        found.extend(ends.iter().take(4).skip(1).rev().map(|end| &after[..*end]));
    }
    let called = found.into_iter().map(|name| Called { name, rest: "", has_title: false });
    called.filter(is_name).take(MOST_WITHIN).collect()
}

fn western<'a>(text: &'a str, line: &'a str) -> Vec<Called<'a>> {
    let first = line.split(char::is_whitespace).next().unwrap_or_default();
    let (start, has_title) = match TITLES.contains(&first.to_lowercase().as_str()) {
        true => (text.len() - text[first.len()..].trim_start().len(), true),
        false => (0, false),
    };
    let mut ends = Vec::new();
    let mut before: Option<char> = None;
    for (at, c) in line.char_indices().skip_while(|(at, _)| *at < start) {
        let inside = |c: char| !parts(c) && !is_han(c);
        if before.is_some_and(inside) && !inside(c) {
            ends.push(at);
        }
        // What follows a comma, a colon or a Chinese word is no name any more.
        if !inside(c) && !c.is_whitespace() || ends.len() == MOST_WORDS {
            break;
        }
        before = Some(c);
    }
    if ends.len() < MOST_WORDS && !line.chars().any(|c| is_han(c) || parts(c) && !c.is_whitespace()) {
        ends.push(line.len());
    }
    let called = ends.into_iter().rev().map(|end| Called {
        name: text[start..end].trim_end_matches("'s").trim_end_matches("’s").trim(),
        rest: text[end..].trim_start_matches(parts),
        has_title,
    });
    let mut called: Vec<Called<'_>> = called.filter(is_name).collect();
    called.dedup_by_key(|called| called.name);
    called
}

fn chinese<'a>(text: &'a str, line: &'a str) -> Vec<Called<'a>> {
    let run = line.chars().take_while(|c| is_han(*c) || *c == '·').count().min(MOST_HAN);
    let at = |count: usize| text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
    let mut called = Vec::new();
    let mut lengths = vec![run, 8, 6, 4, 3, 2];
    lengths.retain(|length| (2..=run).contains(length));
    lengths.dedup();
    for length in lengths {
        let (name, rest) = (&text[..at(length)], text[at(length)..].trim_start_matches(parts));
        called.push(Called { name, rest, has_title: false });
        let last = surname(name);
        if last > 0 && HAN_TITLES.contains(&&name[at(last)..]) {
            called.push(Called { name: &text[..at(last)], rest, has_title: true });
        }
    }
    called.retain(is_name);
    called
}

fn parts(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, ':' | '：' | ',' | '，' | ';' | '；' | '、' | '。' | '!' | '！' | '?' | '？')
}

/// A last letter alone is a grade or an initial, by which names do not compare.
fn is_name(called: &Called<'_>) -> bool {
    let last = called.name.split_whitespace().next_back().unwrap_or_default();
    let is_letter = last.len() == 1 && last.len() < called.name.len();
    !called.name.is_empty() && !is_letter && !NO_NAMES.contains(&called.name.to_lowercase().as_str())
}

impl Called<'_> {
    /// Whether nothing follows the name.
    pub fn is_alone(&self) -> bool {
        self.rest.is_empty()
    }

    /// Whether it may be all of a name: more than one word, or Chinese.
    pub fn is_whole(&self) -> bool {
        self.name.chars().any(|c| c.is_whitespace() || is_han(c))
    }

    /// How well the name of somebody and of their company fit; `None`: not at all.
    pub fn fits(&self, name: Option<&str>, company: Option<&str>) -> Option<Fit> {
        if self.has_title {
            let first = if self.name.chars().all(is_han) {
                name.is_some_and(|name| plain(name).starts_with(&plain(self.name)))
            } else {
                name.is_some_and(|name| has_words(name, self.name))
            };
            return first.then_some(Fit::Words);
        }
        let best =
            [name.and_then(|name| self.fits_person(name)), company.and_then(|one| self.fits_company(one))];
        best.into_iter().flatten().min()
    }

    fn fits_person(&self, name: &str) -> Option<Fit> {
        match () {
            () if person_key(name) == person_key(self.name) => Some(Fit::Person),
            () if has_words(name, self.name) => Some(Fit::Words),
            () if self.is_part_of(name) => Some(Fit::Part),
            () => None,
        }
    }

    fn fits_company(&self, company: &str) -> Option<Fit> {
        match () {
            () if company_key(company) == company_key(self.name) => Some(Fit::Words),
            () if has_words(company, self.name) => Some(Fit::Part),
            () if self.is_part_of(company) => Some(Fit::Part),
            () => None,
        }
    }

    /// A part that says enough to mean it: three letters or two Chinese characters; with words behind it only of a
    /// Chinese name, whose words are not parted.
    fn is_part_of(&self, name: &str) -> bool {
        let part = plain(self.name);
        let weight: usize = part.chars().map(|c| if is_han(c) { 2 } else { 1 }).sum();
        let is_han = part.chars().any(is_han);
        (is_han && weight >= 4 || self.is_alone() && weight >= 3) && plain(name).contains(&part)
    }
}

/// Without case, accents and traditional characters.
fn plain(text: &str) -> String {
    folded(text).chars().map(simplified).collect()
}

/// Whether these words stand in a name as they are, one after the other.
fn has_words(name: &str, words: &str) -> bool {
    let split = |text: &str| -> Vec<String> {
        let text = plain(text);
        let words = text.split(|c: char| !c.is_alphanumeric());
        words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let (name, words) = (split(name), split(words));
    !words.is_empty() && name.windows(words.len()).any(|window| window == words)
}
