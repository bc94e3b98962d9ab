//! `/fair Light+Building 2026 until fri`: which fair, and until when.

use chrono::{Days, NaiveDate};

use super::date::parse_day;
use super::source::parse_source;
use crate::text::clean;
use crate::vocabulary::{Channel, Field};

/// What is said of a fair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FairWish {
    /// It is over.
    End,
    /// It is on.
    Go {
        /// Which; none: the one that is on.
        name: Option<String>,
        /// The last local day there, if one was named.
        until: Option<NaiveDate>,
    },
}

/// Why it cannot be a fair.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FairError {
    /// No name.
    #[error("no name")]
    NoName,
    /// A name that no fair has.
    #[error("too long")]
    TooLong,
    /// A bought list, in whatever words.
    #[error("a bought list")]
    BoughtList,
    /// Not a day.
    #[error("not a day: {0}")]
    BadDay(String),
    /// A day that is over.
    #[error("over on {0}")]
    Past(NaiveDate),
    /// No fair lasts so long.
    #[error("too far: {0}")]
    TooFar(NaiveDate),
}

/// How many days a fair lasts at most.
pub const LONGEST_FAIR: u64 = 60;

/// Words that stand before the last day. The first of them must be followed by a day.
const UNTIL: [&str; 9] = ["until", "till", "til", "through", "to", "直到", "截至", "至", "到"];

/// Reads what is said of a fair. `today` is the person's local day.
///
/// # Errors
/// When it is none, in whatever respect.
pub fn parse_fair(text: &str, today: NaiveDate) -> Result<FairWish, FairError> {
    let text = clean(text);
    if matches!(
        text.to_lowercase().as_str(),
        "off"
            | "end"
            | "stop"
            | "over"
            | "done"
            | "none"
            | "-"
            | "结束"
            | "关"
            | "关闭"
            | "停"
            | "停止"
            | "完"
            | "取消"
    ) {
        return Ok(FairWish::End);
    }
    let (name, until) = split(&text, today)?;
    if let Some(until) = until {
        let farthest = today.checked_add_days(Days::new(LONGEST_FAIR)).unwrap_or(NaiveDate::MAX);
        if until < today {
            return Err(FairError::Past(until));
        }
        if until > farthest {
            return Err(FairError::TooFar(until));
        }
    }
    let name = name.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | ';' | '；'));
    if name.is_empty() {
        return if until.is_some() { Ok(FairWish::Go { name: None, until }) } else { Err(FairError::NoName) };
    }
    parse_source(name).map_err(|_| FairError::BoughtList)?;
    // "trade show: Interlight" names the channel as well.
    let labelled = name.split_once([':', '：']).filter(|(label, _)| Channel::parse(label).is_some());
    let name = labelled.map_or(name, |(_, name)| name.trim());
    if name.is_empty() || Channel::parse(name).is_some() {
        return Err(FairError::NoName);
    }
    if name.chars().count() > Field::Source.limit() {
        return Err(FairError::TooLong);
    }
    Ok(FairWish::Go { name: Some(name.to_owned()), until })
}

/// The name, and the day after a word that means "until".
fn split(text: &str, today: NaiveDate) -> Result<(&str, Option<NaiveDate>), FairError> {
    let lower = text.to_ascii_lowercase();
    for word in UNTIL {
        for (at, _) in lower.rmatch_indices(word) {
            let (before, after) = (&text[..at], &text[at + word.len()..]);
            // An English word stands by itself; "Toledo" is not "to".
            let apart = !word.is_ascii()
                || (before.chars().next_back().is_none_or(char::is_whitespace)
                    && after.starts_with(char::is_whitespace));
            if !apart {
                continue;
            }
            match parse_day(after.trim(), today) {
                Some(day) => return Ok((before, Some(day))),
                None if matches!(word, "until" | "till") => return Err(FairError::BadDay(clean(after))),
                None => {}
            }
        }
    }
    Ok((text, None))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A Monday.
    const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();

    fn day(day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(2026, 11, day)
    }

    #[test]
    fn a_fair_has_a_name_and_perhaps_a_last_day() {
        for (text, name, until) in [
            ("Light+Building 2026", "Light+Building 2026", None),
            ("Light+Building 2026 until fri", "Light+Building 2026", day(27)),
            ("Light+Building 2026 UNTIL 2026-11-28", "Light+Building 2026", day(28)),
            ("Interlight, till tomorrow", "Interlight", day(24)),
            ("Interlight to fri", "Interlight", day(27)),
            ("广交会 至周五", "广交会", day(27)),
            ("广交会到周五", "广交会", day(27)),
            ("广交会 直到 11-28", "广交会", day(28)),
            ("trade show: Interlight until fri", "Interlight", day(27)),
            ("Back to the Future Expo", "Back to the Future Expo", None),
            ("到家展", "到家展", None),
            ("Expo Toledo", "Expo Toledo", None),
            ("Interlight until today", "Interlight", Some(TODAY)),
        ] {
            let want = FairWish::Go { name: Some(name.to_owned()), until };
            assert_eq!(parse_fair(text, TODAY), Ok(want), "{text}");
        }
        assert_eq!(parse_fair("until sun", TODAY), Ok(FairWish::Go { name: None, until: day(29) }));
        for text in ["off", "End", "结束"] {
            assert_eq!(parse_fair(text, TODAY), Ok(FairWish::End), "{text}");
        }
    }

    #[test]
    fn what_is_no_fair_is_refused_with_the_reason() {
        for (text, error) in [
            ("", FairError::NoName),
            ("trade show", FairError::NoName),
            ("bought list", FairError::BoughtList),
            ("购买名单 到周五", FairError::BoughtList),
            ("Interlight until someday", FairError::BadDay("someday".into())),
            ("Interlight until 2026-11-22", FairError::Past(NaiveDate::from_ymd_opt(2026, 11, 22).unwrap())),
            ("Interlight until yesterday", FairError::Past(NaiveDate::from_ymd_opt(2026, 11, 22).unwrap())),
            (
                "Interlight until 2027-11-22",
                FairError::TooFar(NaiveDate::from_ymd_opt(2027, 11, 22).unwrap()),
            ),
        ] {
            assert_eq!(parse_fair(text, TODAY), Err(error), "{text}");
        }
        assert_eq!(parse_fair(&"x".repeat(201), TODAY), Err(FairError::TooLong));
    }

    proptest! {
        #[test]
        fn whatever_is_taken_ends_within_bounds(text in "\\PC{0,40}|[A-Za-zİ展会 ]{0,12}(until|至|到| to )[ ]?(fri|周五|[0-9-]{1,10})") {
            if let Ok(FairWish::Go { until: Some(until), .. }) = parse_fair(&text, TODAY) {
                prop_assert!(until >= TODAY && (until - TODAY).num_days() <= 60);
            }
        }
    }
}
