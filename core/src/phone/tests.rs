use super::*;
use proptest::prelude::*;

#[test]
fn a_plus_is_added_only_where_it_makes_a_number() {
    for (given, want) in [
        ("491701234567", "+491701234567"),
        ("8613800138000", "+8613800138000"),
        ("+491701234567", "+491701234567"),
        ("13800138000", "13800138000"),
        ("030 123456", "030 123456"),
        ("", ""),
    ] {
        assert_eq!(international(given), want);
    }
}

#[test]
fn numbers_become_e164_where_they_are_valid() {
    let de = Country::parse("DE");
    for (text, country, want) in [
        ("+49 30 123456", None, Some("+4930123456")),
        ("0049 30 123456", None, Some("+4930123456")),
        ("+49 (0)30 123456", None, Some("+4930123456")),
        ("030 123456", de, Some("+4930123456")),
        ("030 123456", None, Some("030 123456")),
        ("138 0013 8000", Country::parse("CN"), Some("+8613800138000")),
        ("0049 (0) 30 123456", None, Some("+4930123456")),
        ("+39 (0)2 12345678", None, Some("+390212345678")),
        ("(0)30 123456", de, Some("+4930123456")),
        ("+49 89 890635 – 0", None, Some("+49898906350")),
        ("tel:+49-30-123456", None, Some("+4930123456")),
        ("=\"+49 30 123456\"", None, Some("+4930123456")),
        ("=+4930123456", None, Some("+4930123456")),
        ("'030 123456", de, Some("+4930123456")),
        ("4930123456.0", de, Some("+4930123456")),
        ("4.91701234567E+11", None, Some("+491701234567")),
        ("4.9170123456E+11", None, Some("+491701234560")),
        ("4.9017E+11", None, None),
        ("491701234567", None, Some("+491701234567")),
        ("15212345678", None, Some("15212345678")),
        ("（０３０）１２３４５６", de, Some("+4930123456")),
        ("٠٥٠ ١٢٣ ٤٥٦٧", Country::parse("AE"), Some("+971501234567")),
        ("05.12.2026", None, Some("05.12.2026")),
        ("12345", None, None),
        ("call me", None, None),
        ("2026-11-23", None, None),
        ("+49+30123456", None, None),
    ] {
        assert_eq!(Phone::parse(text, country).as_ref().map(Phone::as_str), want, "{text}");
    }
}

#[test]
fn what_stands_beside_a_number_is_kept() {
    for (text, country, phone, rest) in [
        ("+44 20 7946 0958 ext. 123", "", "+442079460958", &["ext. 123"][..]),
        ("+44 20 7946 0958x444", "", "+442079460958", &["x444"]),
        ("tel:+44-20-7946-0958;ext=123", "", "+442079460958", &["ext=123"]),
        ("0755-26888888 转 8001", "CN", "+8675526888888", &["转 8001"]),
        ("0755-26888888分机8001", "CN", "+8675526888888", &["分机8001"]),
        ("0755-26888888-801", "CN", "+8675526888888", &["-801"]),
        ("+49 30 123456 (mobile, after 5pm)", "", "+4930123456", &["mobile, after 5pm"]),
        ("Tel: +49 30 123456", "", "+4930123456", &[]),
        ("+49 30 123456 / +49 171 1234567", "", "+4930123456", &["+491711234567"]),
        ("030 123456; 0171 1234567", "DE", "+4930123456", &["+491711234567"]),
        ("+49 30 123456, 0171 1234567", "", "+4930123456", &["+491711234567"]),
        ("13800138000 13900139000", "CN", "+8613800138000", &["+8613900139000"]),
        ("030 123456 or +49 30 123456", "", "+4930123456", &["or"]),
        ("+49 30 123456/57", "", "+4930123456", &["57"]),
        ("12345678 or +49 171 1234567", "", "+491711234567", &["or", "12345678"]),
    ] {
        let found = find(text, Country::parse(country)).unwrap();
        assert_eq!(
            (found.phone.as_str(), found.rest),
            (phone, rest.iter().map(|part| part.to_string()).collect()),
            "{text}"
        );
    }
    for text in ["call me", "12345", "2026-11-23", "23.11.2026", "anna@lumen.de", ""] {
        assert_eq!(find(text, None), None, "{text}");
    }
}

#[test]
fn numbers_are_the_same_by_their_digits() {
    let phone = |text| Phone::parse(text, None).unwrap();
    for (one, other, same) in [
        ("+49 30 123456", "030/12 34 56", true),
        ("+49 30 123456", "0049 (30) 123456", true),
        ("+86 138 0013 8000", "13800138000", true),
        ("+49 30 123456", "+43 30 123456", false),
        ("030 123456", "030 123457", false),
    ] {
        assert_eq!(phone(one).is_same(&phone(other)), same, "{one} {other}");
        assert!(phone(one).digits() == phone(other).digits() || !same, "{one} {other}");
    }
}

#[test]
fn a_number_tells_its_country() {
    for (text, code) in [
        ("+49 30 123456", "DE"),
        ("+39 02 1234 5678", "IT"),
        ("+39 347 123 4567", "IT"),
        ("+47 22 12 34 56", "NO"),
        ("+44 20 7946 0958", "GB"),
        ("+44 1481 712345", "GG"),
        ("+1 212 555 0155", "US"),
        ("+1 416 555 0155", "CA"),
        ("+1 876 555 0155", "JM"),
        ("+1 800 723 3456", ""),
        ("+7 495 123 45 67", "RU"),
        ("+7 727 250 12 34", "KZ"),
        ("+7 800 100 20 30", ""),
        ("+886 2 2501 2345", "TW"),
        ("+86 138 0013 8000", "CN"),
        ("+971 50 123 4567", "AE"),
        ("+800 1234 0000", ""),
        ("030 123456", ""),
    ] {
        let country = Phone::parse(text, None).unwrap().country();
        assert_eq!(country.map_or("", |country| country.code()), code, "{text}");
    }
}

proptest! {
    #[test]
    // With its country: what is dialled before a number at home (a one in the USA, a carrier's code in China) goes.
    fn no_digit_is_lost_and_what_was_read_is_read_again(text in "[+](49|39|33)[1-9][0-9]{2,8}[ -][0-9]{3,6}( ?([(/x#,-]|ext[.]|转|分机| or ) ?[0-9]{1,9}[)]?)?", country in "DE|FR|IT|XX") {
        let country = Country::parse(&country);
        if let Some(found) = find(&text, country) {
            // A zero is left out where it is dialled inside the country only.
            let digits = |text: &str| text.chars().filter(|c| ('1'..='9').contains(c)).collect::<String>();
            let kept = [found.phone.as_str().to_owned()].into_iter().chain(found.rest).collect::<Vec<_>>();
            let kept: Vec<String> = kept.iter().map(|text| digits(text)).collect();
            let written = kept.concat();
            for run in text.split(|c: char| !c.is_ascii_digit()) {
                // Some numbers get digits at home: "+672 80 000" is +672 380 000. None goes.
                let mut left = written.chars();
                let kept_in_order = digits(run).chars().all(|digit| left.any(|other| other == digit));
                prop_assert!(kept_in_order, "{} of {} is not in {:?}", run, text, kept);
            }
            prop_assert_eq!(find(found.phone.as_str(), country), Some(FoundPhone { phone: found.phone.clone(), rest: vec![] }));
            prop_assert_eq!(Phone::parse(found.phone.as_str(), None), Some(found.phone));
        }
    }

    #[test]
    fn nothing_makes_it_panic(text in "\\PC{0,40}|[+0-9 ()/.-]{0,40}", country in "[A-Z]{2}") {
        let _ = (Phone::parse(&text, Country::parse(&country)), find(&text, None), looks_like_phone(&text));
    }
}
