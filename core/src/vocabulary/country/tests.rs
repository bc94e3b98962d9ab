use super::*;
use proptest::prelude::*;

#[test]
fn every_country_is_found_by_code_and_by_both_names() {
    assert_eq!(TABLE.entries.len(), 250);
    for (place, entry) in TABLE.entries.iter().enumerate() {
        for name in [entry.code, entry.names[0], entry.names[1]] {
            assert_eq!(Country::parse(name), Some(Country(place)), "{name}");
        }
        assert!(entry.zone != Tz::UTC, "{} has no zone", entry.code);
    }
}

#[test]
fn countries_are_understood_as_people_write_them() {
    for (text, code) in [
        ("Germany", "DE"),
        ("deutschland", "DE"),
        ("德国", "DE"),
        ("GER", ""),
        ("DEU", "DE"),
        ("USA", "US"),
        ("U.S.A.", "US"),
        ("UK", "GB"),
        ("England", "GB"),
        ("Holland", "NL"),
        ("South Korea", "KR"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("阿联酋", "AE"),
        ("迪拜", "AE"),
        ("España", "ES"),
        ("Viet Nam", "VN"),
        ("Czech Republic", "CZ"),
        ("Russia", "RU"),
        ("香港", "HK"),
        ("台湾", "TW"),
        ("Hong Kong SAR", "HK"),
        ("Kosovo", "XK"),
        ("P.R.China", "CN"),
        ("P.R. China", "CN"),
        ("PR China", "CN"),
        ("P. R. C.", "CN"),
        ("U.A.E", "AE"),
        ("U. S. A.", "US"),
        ("印尼", "ID"),
        ("台灣", "TW"),
        ("美國", "US"),
        ("英國", "GB"),
        ("韓國", "KR"),
        ("德國", "DE"),
        ("荷蘭", "NL"),
        ("俄羅斯", "RU"),
        ("法國", "FR"),
        ("義大利", "IT"),
        ("意大利", "IT"),
        ("澳大利亞", "AU"),
        ("沙烏地阿拉伯", "SA"),
        ("阿聯酋", "AE"),
        ("紐西蘭", "NZ"),
        ("TÜRKİYE", "TR"),
        ("Northern Ireland", "GB"),
        ("Congo (Kinshasa)", "CD"),
        ("Congo (Brazzaville)", "CG"),
        ("Democratic Republic of the Congo", "CD"),
        ("刚果(布)", "CG"),
        ("刚果（金）", "CD"),
        ("巴勒斯坦", "PS"),
        ("China (Mainland)", "CN"),
        ("中国大陆", "CN"),
        ("Curacao", "CW"),
        ("DPRK", "KP"),
        ("S. Korea", "KR"),
        ("Korea, Republic of", "KR"),
        ("Republic of Korea", "KR"),
        ("Emirates", "AE"),
        ("Cote d Ivoire", "CI"),
        ("COTE D'IVOIRE", "CI"),
        ("Lao PDR", "LA"),
        ("the Netherlands", "NL"),
        ("Netherlands (the)", "NL"),
        ("Great Britain", "GB"),
        ("U.K.", "GB"),
        ("United States of America (USA)", "US"),
        ("Bosnia & Herzegovina", "BA"),
        ("St Lucia", "LC"),
        ("SAINT LUCIA", "LC"),
        ("Reunion", "RE"),
        ("Россия", "RU"),
        ("Deutschland (DE)", "DE"),
        ("德国 Germany", "DE"),
        ("Germany / 德国", "DE"),
        ("Ελλάδα", "GR"),
        ("대한민국", "KR"),
        ("日本", "JP"),
        ("المملكة العربية السعودية", "SA"),
        ("Norge", "NO"),
        ("中國", "CN"),
        ("Taiwan (R.O.C.)", "TW"),
        ("deu", "DE"),
        ("Ｇｅｒｍａｎｙ", "DE"),
        ("Georgia (US)", ""),
        ("Guinea Pig Ltd", ""),
        ("Jordan Smith", ""),
        ("Berlin, Germany", ""),
        ("Germany, France", ""),
        ("Germany or France", ""),
        ("()", ""),
        ("S.A.", ""),
        ("c.o.", ""),
        ("", ""),
        ("Atlantis", ""),
    ] {
        assert_eq!(Country::parse(text).map_or("", |country| country.code()), code, "{text}");
    }
}

#[test]
fn what_stands_beside_a_country_is_kept() {
    for (text, code, rest) in [
        ("Berlin, Germany", "DE", &["Berlin"][..]),
        ("Germany (north)", "DE", &["north"]),
        ("China (Mainland)", "CN", &[]),
        ("德国柏林", "", &[]),
        ("Germany/France", "", &[]),
        ("Guinea Pig", "", &[]),
        // Towns of the United States.
        ("Lebanon, OH", "", &[]),
        ("Lebanon, OH 45036", "", &[]),
    ] {
        let found = Country::find(text).map(|(country, rest)| (country.code(), rest)).unwrap_or_default();
        assert_eq!(found, (code, rest.iter().map(|part| part.to_string()).collect()), "{text}");
    }
}

#[test]
fn a_country_gives_the_local_time() {
    let germany = Country::parse("DE").unwrap();
    assert_eq!((germany.zone(), germany.city(Lang::Zh)), (Tz::Europe__Berlin, "柏林"));
}

proptest! {
    #[test]
    fn nothing_makes_it_panic(text in "\\PC{0,40}") {
        let _ = Country::find(&text);
        prop_assert_eq!(Country::parse(&text).and_then(|country| Country::parse(country.code())), Country::parse(&text));
    }
}
