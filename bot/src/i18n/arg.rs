//! What a phrase can be filled with, and how each kind of value is said in a language.

use chrono::{Datelike as _, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use chrono_tz::Tz;
use renmai_core::contact::Source;
use renmai_core::interaction::Kind;
use renmai_core::vocabulary::{
    Basis, Channel, ContactNo, Field, FitLevel, Grade, Health, InteractionKind, Lang, Messenger,
    PurchaseRole, Role, Stage, Value, Verb,
};

use crate::i18n::{Html, Words, shorten};

/// A value in a phrase.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// Text, escaped where it becomes markup.
    Text(String),
    /// Markup that is ready.
    Html(Html),
    /// A number: Fluent chooses the plural by it.
    Number(i64),
}

/// What a person wrote, cut to where a phrase still reads well. A phrase selects on `none` when they wrote nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote(String);

impl Quote {
    /// At most so many characters of it.
    pub fn new(text: &str, limit: usize) -> Quote {
        Quote(shorten(text.trim(), limit))
    }
}

impl From<&str> for Quote {
    fn from(text: &str) -> Quote {
        Quote::new(text, 60)
    }
}

/// Can be said in a language.
pub trait Say {
    /// The value, in this language.
    fn say(&self, words: &Words) -> Arg;
}

macro_rules! says {
    ($($type:ty => |$value:ident, $words:ident| $arg:expr;)*) => {
        $(impl Say for $type {
            fn say(&self, $words: &Words) -> Arg {
                let $value = self;
                $arg
            }
        })*
    };
}

says! {
    String => |v, _w| Arg::Text(v.clone());
    Quote => |v, _w| Arg::Text(if v.0.is_empty() { "none".to_owned() } else { v.0.clone() });
    &'static str => |v, _w| Arg::Text((*v).to_owned());
    Html => |v, _w| Arg::Html(v.clone());
    i64 => |v, _w| Arg::Number(*v);
    u64 => |v, _w| Arg::Number(i64::try_from(*v).unwrap_or(i64::MAX));
    u32 => |v, _w| Arg::Number(i64::from(*v));
    usize => |v, _w| Arg::Number(i64::try_from(*v).unwrap_or(i64::MAX));
    ContactNo => |v, _w| Arg::Text(format!("#{}", v.0));
    Grade => |v, _w| Arg::Text(v.code().to_uppercase());
    Value => |v, w| Arg::Text(w.word(&format!("value-{}", v.code())));
    Stage => |v, w| Arg::Text(w.word(&format!("stage-{}", v.code())));
    Health => |v, w| Arg::Text(w.word(&format!("health-{}", v.code())));
    PurchaseRole => |v, w| Arg::Text(w.word(&format!("purchase-role-{}", v.code().replace(' ', "-"))));
    FitLevel => |v, w| Arg::Text(w.word(&format!("fit-{}", v.code())));
    Channel => |v, w| Arg::Text(w.word(&format!("channel-{}", v.code().replace(' ', "-"))));
    InteractionKind => |v, w| Arg::Text(w.word(&format!("kind-{}", v.code().replace('_', "-"))));
    Kind => |v, w| Arg::Text(match v.messenger {
        Some(messenger) => w.plain("kind-message-by", &[("messenger", &messenger)]),
        None => w.word(&format!("kind-{}", v.kind.code().replace('_', "-"))),
    });
    Messenger => |v, w| Arg::Text(w.word(&format!("messenger-{}", v.code())));
    Basis => |v, w| Arg::Text(w.word(&format!("basis-{}", v.code())));
    Verb => |v, w| Arg::Text(w.word(&format!("verb-{}", v.code().replace('_', "-"))));
    Field => |v, w| Arg::Text(w.word(&format!("field-{}", v.code().replace([' ', '_'], "-"))));
    Role => |v, w| Arg::Text(w.word(&format!("role-{}", v.code())));
    Lang => |v, w| Arg::Text(w.word(&format!("lang-{}", v.code())));
    Tz => |v, _w| Arg::Text(v.name().to_owned());
    NaiveTime => |v, _w| Arg::Text(v.format("%H:%M").to_string());
    Weekday => |v, w| Arg::Text(w.word(&format!("weekday-{}", v.number_from_monday())));
    NaiveDate => |v, w| Arg::Text(day(*v, w));
    NaiveDateTime => |v, w| Arg::Text(day_and_time(*v, w));
    Source => |v, w| Arg::Text(match v.detail.is_empty() {
        true => w.word(&format!("channel-{}", v.channel.code().replace(' ', "-"))),
        false => v.detail.clone(),
    });
}

fn day_and_time(at: NaiveDateTime, words: &Words) -> String {
    match words.today() {
        Some(_) => words.plain("day-time", &[("day", &at.date()), ("time", &at.time())]),
        None => at.format("%Y-%m-%d %H:%M").to_string(),
    }
}

/// A day with its weekday, as a person plans by it; the year where it is not the reader's. In a file, an ISO day.
fn day(day: NaiveDate, words: &Words) -> String {
    let Some(today) = words.today() else { return day.to_string() };
    let month = words.word(&format!("month-{}", day.month()));
    let year = if day.year() == today.year() { "none".to_owned() } else { day.year().to_string() };
    words
        .plain("day", &[("day", &day.day()), ("month", &month), ("year", &year), ("weekday", &day.weekday())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::value::text;

    #[test]
    fn a_day_is_said_to_a_reader_and_iso_in_a_file() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let today = day(2026, 11, 30);
        for (said, en, zh, iso) in [
            (day(2026, 12, 7), "Mon 7 Dec", "12月7日 周一", "2026-12-07"),
            (day(2026, 1, 1), "Thu 1 Jan", "1月1日 周四", "2026-01-01"),
            (day(2027, 2, 22), "Mon 22 Feb 2027", "2027年2月22日 周一", "2027-02-22"),
            (day(2025, 12, 31), "Wed 31 Dec 2025", "2025年12月31日 周三", "2025-12-31"),
        ] {
            assert_eq!(text(&said, &Words::of(Lang::En).on(today)), en);
            assert_eq!(text(&said, &Words::of(Lang::Zh).on(today)), zh);
            assert_eq!(text(&said, &Words::of(Lang::En)), iso);
        }
        let at = day(2026, 12, 9).and_hms_opt(15, 0, 30).unwrap();
        assert_eq!(text(&at, &Words::of(Lang::En).on(today)), "Wed 9 Dec, 15:00");
        assert_eq!(text(&at, &Words::of(Lang::Zh).on(today)), "12月9日 周三 15:00");
        assert_eq!(text(&at, &Words::of(Lang::Zh)), "2026-12-09 15:00");
    }
}
