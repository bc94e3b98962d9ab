//! Days and times as people type them, in English and Chinese (docs/product.md, rules 10.1 and 10.4). All are local to
//! the typist. A text counts as a whole: of a day that is only partly understood nothing is taken.

mod ahead;
mod festival;
mod time;
mod written;

use chrono::{Datelike as _, Days, NaiveDate, NaiveTime};

use crate::text::{clean, half_width};

pub(super) use ahead::day_of_week;
pub(super) use time::clock;

/// The most days that a person can plan ahead.
const FARTHEST: u64 = 3660;

/// The longest day with its time that is looked for at the beginning of a text, in characters.
const LONGEST: usize = 40;

/// A day, perhaps with a time of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// The day.
    pub on: NaiveDate,
    /// The time.
    pub at: Option<NaiveTime>,
}

impl From<NaiveDate> for When {
    fn from(on: NaiveDate) -> When {
        When { on, at: None }
    }
}

/// Reads a day: `2026-12-05`, `12-05`, `3d`, `2w`, `tomorrow`, `fri`, `Dec 15`, `明天`, `下周一`, `春节后` and their like. A
/// time beside it must be one, and is left out.
pub fn parse_day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    parse_when(text, today).map(|when| when.on)
}

/// Reads a day, perhaps with a time before or after it: `tomorrow 15:00`, `3pm on fri`, `下周三上午`, `明晚8点`.
pub fn parse_when(text: &str, today: NaiveDate) -> Option<When> {
    let text = normal(text);
    if text.chars().count() > LONGEST {
        return None;
    }
    let text = with_parts_of_day(&text);
    if let Some(on) = day(&text, today) {
        return Some(When { on, at: None });
    }
    let cuts = text.char_indices().map(|(at, _)| at).filter(|at| *at > 0 && is_between_words(&text, *at));
    let joins = |c: char| matches!(c, ' ' | ',' | '的' | '@' | '(' | ')');
    cuts.rev()
        .filter_map(|cut| {
            let (one, other) = text.split_at(cut);
            let (one, other) = (one.trim_matches(joins), other.trim_matches(joins));
            let either = |on, at| Some(When { on: day(on, today)?, at: Some(time::time(at)?) });
            either(one, other).or_else(|| either(other, one))
        })
        .next()
}

/// Whether a text in the place of a day says that there is to be none: "off", "取消".
pub fn is_no_day(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "off",
        "none",
        "no",
        "cancel",
        "clear",
        "remove",
        "delete",
        "drop",
        "nothing",
        "-",
        "–",
        "—",
        "取消",
        "无",
        "没有",
        "删除",
        "清除",
        "不用",
        "不要",
        "不用了",
    ];
    WORDS.contains(&normal(text).as_str())
}

/// Reads the longest day at the beginning of a text, with its time, and what follows: `tomorrow 15:00 call`,
/// `下周三上午打电话`. `None` where what follows makes the day another (`fri or mon`) or the time somebody else's.
pub fn split_when(text: &str, today: NaiveDate) -> Option<(When, &str)> {
    let text = text.trim();
    let ends: Vec<usize> = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST).collect();
    let (when, what) = ends.iter().rev().filter(|end| is_between_words(text, **end)).find_map(|end| {
        let (head, tail) = text.split_at(*end);
        let when = parse_when(head.trim_end_matches([',', '，', ':', '：', ';', '；', '、']), today)?;
        Some((when, tail))
    })?;
    let elsewhere = if when.at.is_some() { time::is_elsewhere(what) } else { time::was_meant(what) };
    if elsewhere || changes_the_day(what, today) {
        return None;
    }
    Some((
        when,
        what.trim_start_matches([' ', '\n', '\t', ',', '，', '、', ':', '：', ';', '；', '-', '—']).trim(),
    ))
}

/// Whether a text may be parted here: a Latin word or a number is not cut in two, and Chinese needs no space.
fn is_between_words(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let (last, next) = (before.chars().next_back(), after.chars().next());
    let joined = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    !(joined(last) && joined(next))
}

/// Whether what follows a day makes it another: "fri or mon", "3d or so", "周五之前", "12-05 - 12-08".
fn changes_the_day(rest: &str, today: NaiveDate) -> bool {
    const WORDS: &[&str] =
        &["or", "ish", "later", "earlier", "sooner", "ago", "latest", "onwards", "week", "eve"];
    const HAN: &[&str] =
        &["或", "左右", "前后", "之前", "以前", "之后", "以后", "上下", "开始", "起", "上旬", "中旬", "下旬"];
    const LINKS: &[&str] = &[
        "to", "till", "until", "through", "before", "after", "than", "from", "and", "&", "/", "-", "–", "—",
        "~", "到", "至", "和", "与",
    ];
    let rest = normal(rest.trim_start_matches([',', '，', ' ']));
    let first = rest.split([' ', ',', '-']).next().unwrap_or_default();
    let before =
        rest.strip_prefix('前').is_some_and(|after| !after.starts_with(['台', '往', '去', '期', '端', '面']));
    let linked = || {
        let after = LINKS.iter().find_map(|link| rest.strip_prefix(link)).map(str::trim_start);
        after.is_some_and(|after| {
            let ends = after.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST);
            let mut heads = ends.filter(|end| is_between_words(after, *end)).map(|end| &after[..end]);
            heads.any(|head| day(head, today).is_some())
        })
    };
    WORDS.contains(&first) || HAN.iter().any(|word| rest.starts_with(word)) || before || linked()
}

/// A whole text that is a day.
fn day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    const UNTIL: &[&str] = &["on ", "until ", "till ", "til ", "by ", "直到", "等到", "到"];
    let text = UNTIL.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text).trim_end_matches(',');
    let day = ahead::named(text, today)
        .or_else(|| ahead::weekday(text, today))
        .or_else(|| ahead::distance(text, today))
        .or_else(|| written::written(text, today))
        .or_else(|| written::with_weekday(text, today))
        .or_else(|| festival::festival(text, today))?;
    let farthest = today.checked_add_days(Days::new(FARTHEST))?;
    (day.year() >= 1970 && day <= farthest).then_some(day)
}

/// Half-width, in lower case, with single spaces and simplified characters, as the readers of days compare it.
fn normal(text: &str) -> String {
    let text = clean(&half_width(text)).to_lowercase();
    let simple = |c: char| match c {
        '後' => '后',
        '週' => '周',
        '點' => '点',
        '兩' => '两',
        '個' => '个',
        '號' => '号',
        '這' => '这',
        '禮' => '礼',
        '節' => '节',
        '國' => '国',
        '慶' => '庆',
        '聖' => '圣',
        '誕' => '诞',
        '過' => '过',
        '時' => '时',
        '開' => '开',
        '與' => '与',
        c => c,
    };
    let mut text: String = text.chars().map(simple).collect();
    // "2026-12-05t15:00"
    let digit = |at: Option<usize>| at.and_then(|at| text.as_bytes().get(at)).is_some_and(u8::is_ascii_digit);
    if let Some(at) = text.find('t')
        && digit(at.checked_sub(1))
        && digit(Some(at + 1))
    {
        text.replace_range(at..=at, " ");
    }
    text
}

/// "明晚" is tomorrow, in the evening.
fn with_parts_of_day(text: &str) -> String {
    const SHORT: &[(&str, &str)] = &[
        ("tonight", "today evening "),
        ("今晚上", "今天晚上"),
        ("明晚上", "明天晚上"),
        ("今晚", "今天晚上"),
        ("明晚", "明天晚上"),
        ("后晚", "后天晚上"),
        ("今早上", "今天早上"),
        ("明早上", "明天早上"),
        ("今早", "今天早上"),
        ("明早", "明天早上"),
        ("明晨", "明天早上"),
    ];
    let short = SHORT.iter().find_map(|(short, long)| Some(format!("{long}{}", text.strip_prefix(short)?)));
    short.unwrap_or_else(|| text.to_owned()).trim().to_owned()
}

#[cfg(test)]
mod tests;
