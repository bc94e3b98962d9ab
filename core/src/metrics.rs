//! The figures that say whether the book is healthy and the effort well spent: PRODUCT.md, "Metrics".
//!
//! The database counts contacts, touches and answers into [`Cell`]s; here they are added up and set in relation.
//! Every figure keeps what it was computed from, so that nobody has to believe a percentage.

use chrono::{DateTime, Days, Months, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use serde::Serialize;

use crate::calendar::instant;
use crate::contact::{Channel, Grade};
use crate::country::Country;
use crate::interaction::Kind;
use crate::team::MemberId;
use crate::word::vocabulary;

/// The share of valid addresses, in percent, below which the book is warned of.
pub const VALIDITY_GOAL: u64 = 85;

/// The share of touches, in percent, that should go to grade A.
pub const FOCUS_GOAL: u64 = 80;

/// A rate of fewer cases is marked as a small sample.
pub const SMALL_SAMPLE: u64 = 20;

vocabulary! {
    /// By what figures can be told apart.
    Dimension {
        /// Who owns the contact; of coverage, who owned it when it fell due.
        Owner = "owner" | "owners" | "person" | "负责人" | "业务员" | "人员",
        /// The contact's grade now.
        Grade = "grade" | "grades" | "等级" | "级别",
        /// The channel through which it was acquired.
        Source = "source" | "sources" | "channel" | "来源" | "渠道",
        /// The contact's country.
        Country = "country" | "countries" | "国家",
        /// The company's industry.
        Industry = "industry" | "industries" | "行业",
    }
}

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

/// Digits only: no sign, no blank.
fn number(text: &str) -> Option<u16> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// The time over which figures are computed. Its days are those of who asks.
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

/// A part of a whole, which may be nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Rate {
    /// How many.
    pub part: u64,
    /// Of how many.
    pub of: u64,
}

impl Rate {
    /// Between 0 and 1; nothing of nothing is no rate, and not 0.
    pub fn value(self) -> Option<f64> {
        (self.of > 0).then(|| self.part as f64 / self.of as f64)
    }

    /// In whole percent, half rounded up.
    pub fn percent(self) -> Option<u64> {
        (self.part.saturating_mul(200).saturating_add(self.of)).checked_div(self.of.saturating_mul(2))
    }

    /// Whether there are too few cases to rely on it. A rate of nothing is none, and so no small one.
    pub fn small(self) -> bool {
        (1..SMALL_SAMPLE).contains(&self.of)
    }

    /// Whether it is less than so many percent, before rounding: 84.9 % is below 85 %.
    pub fn below(self, percent: u64) -> bool {
        self.of > 0 && self.part.saturating_mul(100) < self.of.saturating_mul(percent)
    }
}

/// What was counted of the contacts of one group and one source. Cells add up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Cell {
    /// Which group of the dimension, as the database calls it; empty: none.
    pub(crate) group: String,
    /// The channel; `None` is unknown.
    pub(crate) source: Option<Channel>,
    /// Contacts, those with an email, and of these the valid and the verified.
    pub(crate) contacts: u64,
    pub(crate) with_email: u64,
    pub(crate) valid: u64,
    pub(crate) verified: u64,
    /// Contacts whose fit with the ideal customer is known, and those who fit well.
    pub(crate) judged: u64,
    pub(crate) fitting: u64,
    /// Contacts of grade A, and those that were added in the period.
    pub(crate) grade_a: u64,
    pub(crate) added: u64,
    /// Touches in the period, and those that went to grade A.
    pub(crate) touches: u64,
    pub(crate) touches_a: u64,
    /// Contacts touched in the period; touched by email, and of these those who answered.
    pub(crate) touched: u64,
    pub(crate) mailed: u64,
    pub(crate) answered: u64,
    /// The same of those who fit well.
    pub(crate) fitting_mailed: u64,
    pub(crate) fitting_answered: u64,
    /// Contacts touched that converted in the period for the first time: in any way, and in each.
    pub(crate) converted: u64,
    pub(crate) converted_by: [u64; 4],
    /// Follow-ups that fell due in the period, and those done in time.
    pub(crate) fallen: u64,
    pub(crate) done: u64,
}

/// The ways to convert, in the order of [`Figures::conversion_kinds`].
pub const CONVERSIONS: [Kind; 4] = [Kind::Inquiry, Kind::Sample, Kind::Meeting, Kind::Order];

/// What a source is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Growth {
    /// Contacts that it brought in the period.
    pub added: u64,
    /// The validity of all contacts from it.
    pub validity: Rate,
    /// The conversion of all contacts from it.
    pub conversion: Rate,
}

/// The figures of a scope, or of one group in it. Contacts are told as they are now, what happened as of the period;
/// what was done with a contact counts for whoever owns it now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// All contacts.
    pub contacts: u64,
    /// Those with an email: the others stay out of email figures.
    pub with_email: u64,
    /// Contacts whose address is not invalid ÷ contacts with an email.
    pub validity: Rate,
    /// Contacts whose address was verified ÷ contacts with an email.
    pub verified: Rate,
    /// Contacts who wrote within 30 days after a touch by email in the period ÷ contacts so touched.
    pub reply_rate: Rate,
    /// Contacts who fit the ideal customer well ÷ contacts whose fit is known, as they are now.
    pub fit: Rate,
    /// The reply rate of those who fit well.
    pub fit_reply_rate: Rate,
    /// Tracked emails opened ÷ delivered; there are none yet.
    pub open_rate: Rate,
    /// Tracked emails clicked ÷ delivered; there are none yet.
    pub click_rate: Rate,
    /// Contacts touched in the period with their first inquiry, sample, meeting or order in it ÷ contacts touched in
    /// it. Who converts without a touch of ours in the period is no merit of the touches, and in neither number.
    pub conversion: Rate,
    /// The same for each: their first inquiry, their first sample and so on ÷ contacts touched.
    pub conversion_kinds: [(Kind, Rate); 4],
    /// Follow-ups done before the next would have fallen due ÷ follow-ups that fell due in the period; what is still
    /// open counts as not done from the day after.
    pub coverage: Rate,
    /// Touches that went to contacts of grade A at that time ÷ all touches in the period.
    pub focus_touches: Rate,
    /// Contacts of grade A ÷ all contacts.
    pub focus_contacts: Rate,
    /// Contacts added in the period.
    pub added: u64,
    /// The sources that brought any, most first.
    pub added_by_source: Vec<(Option<Channel>, Growth)>,
}

impl Figures {
    /// Adds cells up.
    pub(crate) fn of(cells: &[Cell]) -> Figures {
        let sum = |of: fn(&Cell) -> u64| cells.iter().map(of).sum::<u64>();
        let rate = |part: fn(&Cell) -> u64, of: fn(&Cell) -> u64| Rate { part: sum(part), of: sum(of) };
        let (contacts, with_email) = (sum(|cell| cell.contacts), sum(|cell| cell.with_email));
        let touched = sum(|cell| cell.touched);
        let kinds = [0, 1, 2, 3].map(|kind: usize| {
            let part = cells.iter().map(|cell| cell.converted_by[kind]).sum();
            (CONVERSIONS[kind], Rate { part, of: touched })
        });
        Figures {
            contacts,
            with_email,
            validity: rate(|cell| cell.valid, |cell| cell.with_email),
            verified: rate(|cell| cell.verified, |cell| cell.with_email),
            reply_rate: rate(|cell| cell.answered, |cell| cell.mailed),
            fit: rate(|cell| cell.fitting, |cell| cell.judged),
            fit_reply_rate: rate(|cell| cell.fitting_answered, |cell| cell.fitting_mailed),
            open_rate: Rate::default(),
            click_rate: Rate::default(),
            conversion: rate(|cell| cell.converted, |cell| cell.touched),
            conversion_kinds: kinds,
            coverage: rate(|cell| cell.done, |cell| cell.fallen),
            focus_touches: rate(|cell| cell.touches_a, |cell| cell.touches),
            focus_contacts: rate(|cell| cell.grade_a, |cell| cell.contacts),
            added: sum(|cell| cell.added),
            added_by_source: growth(cells),
        }
    }
}

/// The sources that brought anyone, most first.
fn growth(cells: &[Cell]) -> Vec<(Option<Channel>, Growth)> {
    let sources = Channel::ALL.iter().copied().map(Some).chain([None]);
    let mut growth: Vec<_> = sources
        .map(|source| {
            let sum = |of: fn(&Cell) -> u64| cells.iter().filter(|cell| cell.source == source).map(of).sum();
            let validity = Rate { part: sum(|cell| cell.valid), of: sum(|cell| cell.with_email) };
            let conversion = Rate { part: sum(|cell| cell.converted), of: sum(|cell| cell.touched) };
            (source, Growth { added: sum(|cell| cell.added), validity, conversion })
        })
        .filter(|(_, growth)| growth.added > 0)
        .collect();
    growth.sort_by_key(|(_, growth)| std::cmp::Reverse(growth.added));
    growth
}

/// One group of a dimension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupKey {
    /// The owner and their name; nobody and no name: the pool.
    Owner(Option<MemberId>, String),
    /// The grade.
    Grade(Grade),
    /// The channel; `None` is unknown.
    Source(Option<Channel>),
    /// The country; `None` is unknown.
    Country(Option<Country>),
    /// The industry as it is mostly written; `None` is unknown.
    Industry(Option<String>),
}

/// The answer to `/metrics`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Over which time.
    pub period: Period,
    /// Of the whole scope.
    pub figures: Figures,
    /// Of each group of a dimension, the one with most contacts first; every contact is in one of them.
    pub by: Option<(Dimension, Vec<(GroupKey, Figures)>)>,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn period(text: &str, zone: Tz) -> Option<Period> {
        Period::parse(text, "2026-12-01".parse().unwrap(), zone)
    }

    #[test]
    fn a_period_is_whole_local_days_of_who_asks() {
        for (text, zone, label, from, to) in [
            ("7d", Tz::Asia__Shanghai, "7d", "2026-11-24T16:00:00Z", "2026-12-01T16:00:00Z"),
            ("1d", Tz::UTC, "1d", "2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z"),
            ("", Tz::UTC, "30d", "2026-11-02T00:00:00Z", "2026-12-02T00:00:00Z"),
            ("30天", Tz::UTC, "30d", "2026-11-02T00:00:00Z", "2026-12-02T00:00:00Z"),
            // Berlin had summer time until 25 October: the first day begins at 22:00 UTC, the last ends at 23:00.
            ("90D", Tz::Europe__Berlin, "90d", "2026-09-02T22:00:00Z", "2026-12-01T23:00:00Z"),
            ("2026Q3", Tz::Europe__Berlin, "2026Q3", "2026-06-30T22:00:00Z", "2026-09-30T22:00:00Z"),
            ("2026q1", Tz::Europe__Berlin, "2026Q1", "2025-12-31T23:00:00Z", "2026-03-31T22:00:00Z"),
            ("2026年第四季度", Tz::UTC, "2026Q4", "2026-10-01T00:00:00Z", "2027-01-01T00:00:00Z"),
            ("2026 2季度", Tz::UTC, "2026Q2", "2026-04-01T00:00:00Z", "2026-07-01T00:00:00Z"),
            ("all", Tz::UTC, "all", "", "2026-12-02T00:00:00Z"),
            (" 全部 ", Tz::UTC, "all", "", "2026-12-02T00:00:00Z"),
        ] {
            let period = period(text, zone).unwrap();
            assert_eq!(period.span.label(), label, "{text}");
            assert_eq!(period.from, (!from.is_empty()).then(|| from.parse().unwrap()), "{text}");
            assert_eq!(period.to, to.parse::<DateTime<Utc>>().unwrap(), "{text}");
        }
        for text in [
            "0d", "d", "-7d", "+7d", "9999d", "7", "2026", "2026q5", "2026q", "202q3", "0000q1", "q3",
            "季度", "año",
        ] {
            assert_eq!(period(text, Tz::UTC), None, "{text}");
        }
    }

    #[test]
    fn a_day_that_begins_late_begins_late() {
        // Cairo goes from midnight of 24 April 2026 to 01:00.
        let period = Period::parse("1d", "2026-04-24".parse().unwrap(), Tz::Africa__Cairo).unwrap();
        assert_eq!(period.from, Some("2026-04-23T22:00:00Z".parse().unwrap()));
        assert_eq!(period.to, "2026-04-24T21:00:00Z".parse::<DateTime<Utc>>().unwrap());
    }

    #[test]
    fn a_rate_of_nothing_is_none_and_a_small_one_is_marked() {
        for (part, of, percent, small, below) in [
            (0, 0, None, false, false),
            (0, 5, Some(0), true, true),
            (17, 20, Some(85), false, false),
            (16, 19, Some(84), true, true),
            (849, 1000, Some(85), false, true),
            (1, 8, Some(13), true, true),
            (1, 3, Some(33), true, true),
            (2, 3, Some(67), true, true),
            (7, 7, Some(100), true, false),
        ] {
            let rate = Rate { part, of };
            assert_eq!(
                (rate.percent(), rate.small(), rate.below(VALIDITY_GOAL)),
                (percent, small, below),
                "{rate:?}"
            );
            assert_eq!(rate.value().is_none(), of == 0);
        }
    }

    #[test]
    fn dimensions_are_understood_in_both_languages() {
        for (text, dimension) in [
            ("Owner", Some(Dimension::Owner)),
            ("负责人", Some(Dimension::Owner)),
            ("业务员", Some(Dimension::Owner)),
            ("等级", Some(Dimension::Grade)),
            ("来源", Some(Dimension::Source)),
            ("国家", Some(Dimension::Country)),
            ("行业", Some(Dimension::Industry)),
            ("age", None),
        ] {
            assert_eq!(Dimension::parse(text), dimension, "{text}");
        }
    }

    #[test]
    fn growth_names_the_sources_that_brought_anyone_most_first() {
        let cell = |source, added| Cell { source, added, valid: 1, with_email: 2, ..Cell::default() };
        let cells =
            [cell(Some(Channel::Referral), 1), cell(None, 2), cell(Some(Channel::Website), 0), cell(None, 1)];
        let sources =
            growth(&cells).into_iter().map(|(source, growth)| (source, growth.added, growth.validity));
        let want =
            [(None, 3, Rate { part: 2, of: 4 }), (Some(Channel::Referral), 1, Rate { part: 1, of: 2 })];
        assert_eq!(sources.collect::<Vec<_>>(), want);
    }

    proptest! {
        #[test]
        fn percent_is_the_rounded_value(of in 1..1_000_000_u64, share in 0.0..=1.0_f64) {
            let rate = Rate { part: (of as f64 * share) as u64, of };
            prop_assert_eq!(rate.percent().map(|percent| percent as f64), rate.value().map(|value| (value * 100.0 + 1e-9).round()));
        }

        #[test]
        fn any_text_is_read_or_refused_and_what_was_read_reads_back(text in "\\PC{0,12}|[0-9]{4}q[1-4]|[0-9]{1,4}d") {
            if let Some(span) = Span::parse(&text) {
                prop_assert_eq!(Span::parse(&span.label()), Some(span));
                let period = period(&text, Tz::Asia__Shanghai).unwrap();
                prop_assert!(period.from.is_none_or(|from| from < period.to));
                prop_assert!(period.first.is_none_or(|first| first <= period.last));
            }
        }
    }
}
