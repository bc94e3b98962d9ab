//! Absences: whether somebody is away, and the day of return.

use std::sync::LazyLock;

use chrono::{Days, NaiveDate};
use regex::{Captures, Regex};

use super::super::letter::Letter;
use super::super::phrases::{Found, plain};
use super::automatic::begins;
use super::body::Body;
use super::day::{Day, Precision, pattern};
use super::days::{Written, days};
use super::signs;
use super::words::{WORDS, Word, ends_sentence};

/// How far from its day a word may stand.
const NEAR: usize = 60;
const BESIDE: usize = 24;

/// The absence that an automatic answer tells of, and the day of return where it names one.
pub(super) fn away(letter: &Letter, body: &Body) -> Option<Option<NaiveDate>> {
    let subject = plain(&letter.headers.text("subject"));
    let text = spaced(&format!("{} . {subject}", body.plain));
    let found = words(&text);
    let written = Written::of(letter);
    let until = apple(letter).or_else(|| day_of_return(&text, &found, &written));
    let says = found.iter().any(|found| matches!(found.means, Word::Away | Word::SubjectAway))
        || signs::tell_of_absence(&text);
    let marked = begins(letter) == Some(Word::SubjectAway)
        || letter.headers.raw("x-apple-action").is_some_and(|value| value.eq_ignore_ascii_case("vacation"))
        || letter
            .headers
            .raw("auto-submitted")
            .is_some_and(|value| value.to_ascii_lowercase().contains("vacation"));
    // "We answer by Monday" is no absence where our mail has arrived, nor "until the end of the year" of who left.
    let arrived = found.iter().any(|found| matches!(found.means, Word::Received | Word::Gone));
    (says || marked || (until.is_some() && !arrived)).then_some(until)
}

/// The words of a text that say what is on a day: also those that are signs of a return. Chinese, Japanese and Korean put
/// them behind the day.
fn words(text: &str) -> Vec<Found<Word>> {
    let mut found = WORDS.all(text);
    found.extend(signs::returns(text).map(|back| {
        let wide = text[back.start..].chars().next().is_some_and(|c| c as u32 > 0x2E80);
        Found { means: if wide { Word::BackAfter } else { Word::Back }, ..back }
    }));
    found
}

/// A text with a space between a number and a character beside it that is no part of a day: there no word ends.
fn spaced(text: &str) -> String {
    let text =
        CHINESE.replace_all(text, |named: &Captures<'_>| format!("{}{}", chinese(&named[1]), &named[2]));
    let mut spaced = String::with_capacity(text.len() + 16);
    let mut before = ' ';
    for c in text.chars() {
        let wide = |c: char| c as u32 > 0x2E80;
        let part = "年月日号號년월일点點时時".contains(c);
        if (before.is_ascii_digit() && wide(c) && !part) || (wide(before) && c.is_ascii_digit()) {
            spaced.push(' ');
        }
        spaced.push(c);
        before = c;
    }
    spaced
}

/// A number before a month or a day, written in Chinese.
static CHINESE: LazyLock<Regex> = LazyLock::new(|| pattern("([一二三四五六七八九十廿]{1,3})([月日号號])"));

/// What a Chinese number below a hundred says: 二十五 is 25.
fn chinese(written: &str) -> usize {
    written.chars().fold(0, |number, c| match c {
        '十' => number.max(1) * 10,
        '廿' => 20,
        c => number + "一二三四五六七八九".chars().position(|known| known == c).map_or(0, |place| place + 1),
    })
}

/// Apple's servers write the last instant of an absence into the head.
fn apple(letter: &Letter) -> Option<NaiveDate> {
    let criteria = letter.headers.raw("x-apple-criteria")?;
    let (_, end) = criteria.split_once("endDate=")?;
    let end = chrono::DateTime::parse_from_rfc3339(end.split([',', '}']).next()?.trim()).ok()?;
    end.date_naive().checked_add_days(Days::new(1))
}

/// The day of return in a text. A day with "back on" is believed before one with "until", and that before the end of
/// a span. What is written in full is believed before a weekday.
fn day_of_return(text: &str, found: &[Found<Word>], written: &Written) -> Option<NaiveDate> {
    let mut days = days(text, written);
    // Where somebody works by the hour, weekdays are those of every week; so are several of them where nobody comes back.
    let spoken = days.iter().filter(|day| day.precision == Precision::Spoken).count();
    let back = found.iter().any(|found| matches!(found.means, Word::Back | Word::BackAfter | Word::Until));
    let hours = signs::tell_of_hours(text) || (spoken > 1 && !back);
    days.retain(|day| {
        written.on.is_none_or(|on| day.date >= on) && !(hours && day.precision == Precision::Spoken)
    });
    let mut best: Option<(u8, NaiveDate)> = None;
    for (number, day) in days.iter().enumerate() {
        let before = number.checked_sub(1).and_then(|number| days.get(number));
        let next = days.get(number + 1);
        let (weight, date) = weigh(text, found, day, before, next);
        let weight = if day.precision == Precision::Spoken { weight.saturating_sub(1) } else { weight };
        let takes = match best {
            None => weight > 2,
            Some((heaviest, _)) if weight != heaviest => weight > heaviest,
            Some((heaviest, known)) => heaviest < 8 && date > known,
        };
        if takes {
            best = Some((weight, date));
        }
    }
    best.map(|(_, date)| date)
}

/// How much a day looks like that of return, and which day that is then.
fn weigh(
    text: &str,
    found: &[Found<Word>],
    day: &Day,
    before: Option<&Day>,
    next: Option<&Day>,
) -> (u8, NaiveDate) {
    let from = before.map_or(0, |before| before.end);
    let to = next.map_or(text.len(), |next| next.start);
    let ahead = |word, far| {
        found.iter().any(|found| {
            found.means == word
                && found.start >= from
                && found.end <= day.start
                && day.start - found.end <= far
                && is_one(&text[found.end..day.start])
        })
    };
    let behind = |word, far| {
        found.iter().any(|found| {
            found.means == word
                && found.start >= day.end
                && found.end <= to
                && found.start - day.end <= far
                && is_one(&text[day.end..found.start])
        })
    };
    // Right before another day it speaks of that one.
    let free =
        |found: &&Found<Word>| next.is_none_or(|next| next.start >= found.end + 24 || next.start < found.end);
    let back_after = found.iter().filter(free).any(|found| {
        found.means == Word::BackAfter
            && found.start >= day.end
            && found.end <= to
            && found.start - day.end <= NEAR
            && is_one(&text[day.end..found.start])
    });
    let day_after = || day.date.checked_add_days(Days::new(1)).unwrap_or(day.date);
    let inclusive = ahead(Word::Inclusive, BESIDE)
        || behind(Word::Inclusive, 16)
        || ahead(Word::Through, 16)
        || behind(Word::ThroughAfter, 12);
    if inclusive {
        return (7, day_after());
    }
    if ahead(Word::Until, BESIDE) || behind(Word::UntilAfter, BESIDE) {
        return (7, day.date);
    }
    if ahead(Word::Back, NEAR) || back_after {
        return (8, day.date);
    }
    if day.spans
        || ends_span(&text[..day.start])
        || before.is_some_and(|before| is_span(&text[before.end..day.start]))
    {
        return (5, day.date);
    }
    if ahead(Word::From, 8) {
        // "Away until the 28th. From the 31st I read mail", "from the 31st we send again": there somebody is back.
        let after = before.is_some_and(|before| before.date < day.date) || behind(Word::Back, NEAR);
        return (if after && next.is_none() { 8 } else { 0 }, day.date);
    }
    let away = found
        .iter()
        .any(|found| found.means == Word::Away && found.end <= day.start && day.start - found.end <= NEAR);
    (if away { 3 } else { 1 }, day.date)
}

/// Whether no sentence ends in a piece of text. What stands between commas still belongs together, and a full stop behind
/// two letters is that of "ca." or of a weekday.
fn is_one(piece: &str) -> bool {
    let short = |at: usize| {
        let word = piece[..at].chars().rev().take_while(|c| c.is_alphabetic() && (*c as u32) < 0x0E00);
        (1..=2).contains(&word.count())
    };
    let within = |at, c| matches!(c, ',' | '，' | '、') || (c == '.' && short(at));
    !piece.char_indices().any(|(at, c)| !within(at, c) && ends_sentence(piece, at, c))
}

/// Whether a text ends with the first number of a span: "from 3 to" before "28 August".
fn ends_span(text: &str) -> bool {
    let text = text.trim_end();
    let Some(first) = SPAN.iter().find_map(|word| text.strip_suffix(word)) else { return false };
    let first = first.trim_end().trim_end_matches(['.', '°', 'º']);
    first
        .strip_suffix("er")
        .or_else(|| first.strip_suffix("th"))
        .or_else(|| first.strip_suffix("st"))
        .unwrap_or(first)
        .ends_with(|c: char| c.is_ascii_digit())
}

/// What stands between the first day of a span and the last.
const SPAN: [&str; 33] = [
    "-", "–", "—", "~", "～", "to", "till", "until", "bis", "bis zum", "au", "al", "a", "à", "até", "ao",
    "ao dia", "al dia", "al día", "по", "до", "至", "到", "から", "and", "und", "et", "y", "e", "through",
    "thru", "t/m", "do",
];

/// Whether what stands between two days makes a span of them.
fn is_span(between: &str) -> bool {
    let between = match (between.find('('), between.find(')')) {
        (Some(start), Some(end)) if start < end => format!("{}{}", &between[..start], &between[end + 1..]),
        _ => between.to_owned(),
    };
    let between = between.trim_matches([' ', ',', '(', ')']);
    SPAN.contains(&between)
        || SPAN.iter().any(|word| {
            between.len() < 24 && between.strip_prefix(word).is_some_and(|rest| rest.starts_with(' '))
        })
}
