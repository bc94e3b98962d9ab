use proptest::prelude::*;

use super::*;
use crate::metrics::Span;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

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
        "0d", "d", "-7d", "+7d", "9999d", "7", "2026", "2026q5", "2026q", "202q3", "0000q1", "q3", "季度",
        "año",
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
    let sources = growth(&cells).into_iter().map(|(source, growth)| (source, growth.added, growth.validity));
    let want = [(None, 3, Rate { part: 2, of: 4 }), (Some(Channel::Referral), 1, Rate { part: 1, of: 2 })];
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
