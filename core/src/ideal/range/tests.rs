use proptest::prelude::*;

use super::*;

fn read(text: &str) -> Option<(Option<u64>, Option<u64>, &'static str)> {
    Range::parse(text).map(|range| (range.from, range.to, range.currency.map_or("", Currency::code)))
}

#[test]
fn sizes_and_revenues_are_read_as_people_type_them() {
    let m = |millions: u64| Some(millions * 1_000_000);
    for (text, from, to, currency) in [
        ("50-200", Some(50), Some(200), ""),
        ("50 – 200 employees", Some(50), Some(200), ""),
        ("50 to 200", Some(50), Some(200), ""),
        ("50~200人", Some(50), Some(200), ""),
        ("200", Some(200), Some(200), ""),
        ("about 200 people", Some(200), Some(200), ""),
        ("约200人", Some(200), Some(200), ""),
        ("200+", Some(200), None, ""),
        ("200人以上", Some(200), None, ""),
        ("over 200", Some(200), None, ""),
        ("turnover 200", Some(200), Some(200), ""),
        ("10M USD+", m(10), None, "usd"),
        ("≥200", Some(200), None, ""),
        ("<50", None, Some(50), ""),
        ("up to 50", None, Some(50), ""),
        ("50人以下", None, Some(50), ""),
        ("不超过50", None, Some(50), ""),
        ("低于50", None, Some(50), ""),
        ("超过50", Some(50), None, ""),
        ("不低于50", Some(50), None, ""),
        ("1,000-5,000", Some(1000), Some(5000), ""),
        ("2.500 Mitarbeiter", Some(2500), Some(2500), ""),
        ("> 10M USD", m(10), None, "usd"),
        ("$10m-50m", m(10), m(50), "usd"),
        ("10-50M EUR", m(10), m(50), "eur"),
        ("USD 1.5 million", Some(1_500_000), Some(1_500_000), "usd"),
        ("10MUSD", m(10), m(10), "usd"),
        ("2,5 Mio. €", Some(2_500_000), Some(2_500_000), "eur"),
        ("年营收5000万", m(50), m(50), ""),
        ("2025年营收5000万元", m(50), m(50), "cny"),
        ("1-3亿人民币", m(100), m(300), "cny"),
        ("500万美元以上", m(5), None, "usd"),
        ("三百", None, None, "refused"),
    ] {
        let want = (currency != "refused").then_some((from, to, currency));
        assert_eq!(read(text), want, "{text}");
    }
    for text in ["", "many", "1-2-3", "99999999999999999999", "$"] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn what_is_known_of_a_company_lies_in_a_range_or_not() {
    for (wish, known, holds) in [
        ("50-500", "200", Some(true)),
        ("50-500", "50-200", Some(true)),
        ("50-500", "1-50", Some(false)),
        ("50-500", "200+", Some(true)),
        ("50-500", "1000+", Some(false)),
        ("50-500", "<50", Some(false)),
        ("200+", "50-200", Some(false)),
        ("<50", "12", Some(true)),
        ("> 10M USD", "20m", Some(true)),
        ("> 10M", "€5m", Some(false)),
        ("> 10M USD", "€20m", None),
    ] {
        let (wish, known) = (Range::parse(wish).unwrap(), Range::parse(known).unwrap());
        assert_eq!(wish.holds(known), holds, "{wish:?} {known:?}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,30}|[<>~≥]?[0-9,.]{1,12} ?[a-z万亿+]{0,4}[-–]?[0-9,.]{0,8}[a-z万以上人]{0,4}") {
        if let Some(range) = Range::parse(&text) {
            prop_assert!(range.from.is_some() || range.to.is_some());
            prop_assert!(range.from.zip(range.to).is_none_or(|(from, to)| from <= to));
            prop_assert!(range.holds(range).is_some());
        }
    }
}
