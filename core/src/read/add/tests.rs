use super::*;
use crate::read::signature::{looks_like_card, parse_card};
use crate::read::vcard::parse_vcard;
use proptest::prelude::*;

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();

fn fields(text: &str) -> Vec<(Field, String)> {
    let draft = parse_add(text, TODAY).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    Field::ALL.iter().filter_map(|field| Some((*field, field.get(&draft.profile)?))).collect()
}

#[test]
fn the_example_of_the_contract_is_understood() {
    let text = "Anna Schmidt, Lumen GmbH, anna@lumen.de, Germany, +49 30 123456, purchasing manager, \
                source: Light+Building 2026, grade: A";
    assert_eq!(parse_add(text, TODAY).unwrap().grade, Some(Grade::A));
    let want = [
        (Field::Name, "Anna Schmidt"),
        (Field::Company, "Lumen GmbH"),
        (Field::Title, "purchasing manager"),
        (Field::Email, "anna@lumen.de"),
        (Field::Phone, "+4930123456"),
        (Field::Country, "DE"),
        (Field::Source, "trade show: Light+Building 2026"),
    ];
    assert_eq!(fields(text), want.map(|(field, value)| (field, value.to_owned())));
}

#[test]
fn pieces_are_known_by_shape_in_any_order() {
    for text in [
        "anna@lumen.de, +49 30 123456, Anna Schmidt, Germany, Lumen GmbH, A",
        "A；德国；Anna Schmidt；Lumen GmbH；030 123456；anna@lumen.de",
        "Anna Schmidt\nLumen GmbH\nanna@lumen.de\nGermany\n030 123456\nA级",
        "姓名：Anna Schmidt，公司：Lumen GmbH，邮箱：anna@lumen.de，国家：德国，电话：030 123456，等级：A",
    ] {
        let draft = parse_add(text, TODAY).unwrap();
        assert_eq!(draft.grade, Some(Grade::A), "{text}");
        assert_eq!(draft.profile.name.as_deref(), Some("Anna Schmidt"), "{text}");
        assert_eq!(draft.profile.company.as_deref(), Some("Lumen GmbH"), "{text}");
        assert_eq!(draft.profile.phone.unwrap().as_str(), "+4930123456", "{text}");
        assert_eq!(draft.profile.country, Country::parse("DE"), "{text}");
    }
}

#[test]
fn a_legal_form_stays_with_its_company() {
    for (text, company) in [
        ("Li Wei, Shenzhen Bright Co., Ltd., li@bright.cn", "Shenzhen Bright Co., Ltd."),
        ("Li Wei, Shenzhen Bright Co.,Ltd, li@bright.cn", "Shenzhen Bright Co., Ltd"),
        ("Joe, Acme, Inc., joe@acme.com", "Acme, Inc."),
        ("Shenzhen Bright Co., Ltd.", "Shenzhen Bright Co., Ltd."),
        ("公司：深圳亮途照明有限公司", "深圳亮途照明有限公司"),
    ] {
        assert_eq!(parse_add(text, TODAY).unwrap().profile.company.as_deref(), Some(company), "{text}");
    }
}

#[test]
fn words_that_look_like_codes_stay_words() {
    let draft = parse_add("Li Wei, Bright, it, source: Canton Fair", TODAY).unwrap();
    assert_eq!(draft.profile.title.as_deref(), Some("it"));
    assert_eq!(parse_add("Li Wei, Bright, IT", TODAY).unwrap().profile.country, Country::parse("Italy"));
    assert_eq!(parse_add("Li Wei, UK", TODAY).unwrap().profile.country, Country::parse("GB"));
}

#[test]
fn a_phone_tells_the_country_and_what_is_left_is_a_note() {
    let draft = parse_add("Anna, Lumen, CEO, met at the bar, +49 30 123456", TODAY).unwrap();
    assert_eq!(draft.profile.country, Country::parse("DE"));
    assert_eq!(draft.leftover, ["met at the bar"]);
}

#[test]
fn what_is_wrong_is_named() {
    let wrong = |field, value: &str, error| AddError::Field { field, value: value.into(), error };
    for (text, want) in [
        ("", AddError::Nothing),
        (" , ;\n", AddError::Nothing),
        ("anna@lumen.de, Germany", AddError::NameOrCompanyMissing),
        ("Anna, anna@", wrong(Field::Email, "anna@", FieldError::BadEmail)),
        ("Anna, email: nothing", wrong(Field::Email, "nothing", FieldError::BadEmail)),
        ("Anna, country: Atlantis", wrong(Field::Country, "Atlantis", FieldError::UnknownCountry)),
        ("Anna, source: bought list", wrong(Field::Source, "bought list", FieldError::BoughtList)),
        ("Anna, grade: D", AddError::BadGrade("D".into())),
        ("Anna, colour: red", AddError::UnknownLabel("colour".into())),
    ] {
        assert_eq!(parse_add(text, TODAY), Err(want), "{text}");
    }
    assert_eq!(parse_add(&"x, ".repeat(2000), TODAY), Err(AddError::TooLong));
}

proptest! {
    #[test]
    fn what_does_not_hang_on_the_day_reads_the_same_on_any(text in "(?s).{0,60}|Anna, (acquired: )?(today|fri|昨天|1d), [a-z]{1,9}") {
        if let Ok(draft) = parse_add(&text, TODAY) && !draft.hangs_on_the_day() {
            prop_assert_eq!(parse_add(&text, NaiveDate::MIN), Ok(draft));
        }
    }

    #[test]
    fn nothing_makes_it_panic(text in "(?s).{0,200}") {
        let _ = (parse_add(&text, TODAY), looks_like_card(&text), parse_card(&text, TODAY), parse_vcard(&text, TODAY));
    }
}
