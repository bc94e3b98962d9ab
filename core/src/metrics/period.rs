//! The time over which figures are computed.

use chrono::{DateTime, Days, Months, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::calendar::instant;

/// How long a period is, as a person typed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// So many days, today being the last.
    Days(u16),
    /// A quarter of a year, the whole of it.
    Quarter(u16, u8),
    /// Everything until today.
    All,
}

impl Span {
    /// Reads `7d`, `2026Q3`, `all`, or the same in Chinese; nothing is 30 days.
    pub fn parse(text: &str) -> Option<Span> {
        let text = text.trim().to_lowercase();
        match text.as_str() {
            "" => return Some(Span::Days(30)),
            "all" | "全部" | "所有" => return Some(Span::All),
            _ => {}
        }
        match text.strip_suffix(['d', '天', '日']) {
            Some(days) => number(days).filter(|days| (1..=3660).contains(days)).map(Span::Days),
            None => Span::quarter(&text),
        }
    }

    fn quarter(text: &str) -> Option<Span> {
        let (year, rest) = text.split_at_checked(4)?;
        let rest = rest.trim_start_matches([' ', '-', '年', '第']);
        let quarter = match rest.strip_prefix('q').or_else(|| rest.strip_suffix("季度"))? {
            "1" | "一" => 1,
            "2" | "二" => 2,
            "3" | "三" => 3,
            "4" | "四" => 4,
            _ => return None,
        };
        number(year).filter(|year| *year > 0).map(|year| Span::Quarter(year, quarter))
    }

    /// As one would type it: `30d`, `2026Q3`, `all`.
    pub fn label(self) -> String {
        match self {
            Span::Days(days) => format!("{days}d"),
            Span::Quarter(year, quarter) => format!("{year:04}Q{quarter}"),
            Span::All => "all".to_owned(),
        }
    }
}

impl Serialize for Span {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.label())
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Span, D::Error> {
        let label = String::deserialize(from)?;
        Span::parse(&label).ok_or_else(|| serde::de::Error::custom("no period"))
    }
}

/// Digits only: no sign, no blank.
fn number(text: &str) -> Option<u16> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// The time over which figures are computed. Its days are local days of the person who asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Period {
    /// How it was asked for.
    pub span: Span,
    /// Whose days these are.
    pub zone: Tz,
    /// The first local day; `None`: from the beginning.
    pub first: Option<NaiveDate>,
    /// The last local day.
    pub last: NaiveDate,
    /// The first instant (UTC); `None`: from the beginning.
    pub from: Option<DateTime<Utc>>,
    /// The first instant after it (UTC).
    pub to: DateTime<Utc>,
}

impl Period {
    /// Reads `7d`, `30d`, `90d` (any number), `2026Q3` or `all`; nothing is `30d`. `today` is the asker's local day
    /// and the last of so many days.
    pub fn parse(text: &str, today: NaiveDate, zone: Tz) -> Option<Period> {
        Period::new(Span::parse(text)?, today, zone)
    }

    /// The period of that span; `None` where the calendar has no such days.
    pub fn new(span: Span, today: NaiveDate, zone: Tz) -> Option<Period> {
        let (first, last) = match span {
            Span::Days(days) => {
                (Some(today.checked_sub_days(Days::new(u64::from(days.saturating_sub(1))))?), today)
            }
            Span::Quarter(year, quarter) => {
                let month = u32::from(quarter).checked_mul(3)?.checked_sub(2)?;
                let first = NaiveDate::from_ymd_opt(i32::from(year), month, 1)?;
                (Some(first), first.checked_add_months(Months::new(3))?.pred_opt()?)
            }
            Span::All => (None, today),
        };
        let begins = |day: NaiveDate| instant(zone, day.and_time(NaiveTime::MIN));
        Some(Period { span, zone, first, last, from: first.map(begins), to: begins(last.succ_opt()?) })
    }
}
