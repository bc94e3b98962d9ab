use super::*;
use crate::read::signature::{looks_like_card, parse_card};
use crate::read::vcard::parse_vcard;
use crate::vocabulary::{Country, Grade};
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
    assert_eq!(draft.unread, ["met at the bar"]);
}

/// Name, company, title, email, phone, WhatsApp, WeChat, country; what is left over; what is not understood.
fn told(text: &str) -> (Vec<String>, String, String) {
    let draft = parse_add(text, TODAY).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    use Field::*;
    let fields = [Name, Company, Title, Email, Phone, WhatsApp, WeChat, Country, LinkedIn, Website];
    let fields = fields.iter().filter_map(|field| field.get(&draft.profile)).collect();
    (fields, draft.leftover.join("; "), draft.unread.join("; "))
}

#[test]
fn people_write_contacts_in_many_ways() {
    for (text, fields, leftover, unread) in [
        (
            "Gina Neri, Neri Luci, +39 02 1234 5678",
            &["Gina Neri", "Neri Luci", "+390212345678", "IT"][..],
            "",
            "",
        ),
        ("+47 22 12 34 56, Ida Holm, Holm AS", &["Ida Holm", "Holm AS", "+4722123456", "NO"], "", ""),
        ("Anna Schmidt, 030 123456, Germany", &["Anna Schmidt", "+4930123456", "DE"], "", ""),
        (
            "Anna Schmidt <anna@lumen.de>, Lumen GmbH",
            &["Anna Schmidt", "Lumen GmbH", "anna@lumen.de"],
            "",
            "",
        ),
        ("Anna Schmidt anna@lumen.de Lumen GmbH", &["Anna Schmidt", "Lumen GmbH", "anna@lumen.de"], "", ""),
        ("Anna Schmidt +49 30 123456, Lumen", &["Anna Schmidt", "Lumen", "+4930123456", "DE"], "", ""),
        ("Anna, Tel: +49 30 123456 ext. 12", &["Anna", "+4930123456", "DE"], "ext. 12", ""),
        ("Anna, Tel +49 30 123456 (after 5pm)", &["Anna", "+4930123456", "DE"], "after 5pm", ""),
        ("Anna, +49 30 123456, +49 171 1234567", &["Anna", "+4930123456", "DE"], "+49 171 1234567", ""),
        (
            "Anna, WhatsApp: +47 22 12 34 56, +49 30 123456",
            &["Anna", "+4930123456", "+4722123456", "DE"],
            "",
            "",
        ),
        ("王芳, 手机/微信：138 0013 8003, 中国", &["王芳", "+8613800138003", "+8613800138003", "CN"], "", ""),
        ("王芳, 13800138003, 微信同号, 中国", &["王芳", "+8613800138003", "+8613800138003", "CN"], "", ""),
        ("王芳, 微信 ida_holm", &["王芳", "ida_holm"], "", ""),
        ("王芳, wechat ida_holm", &["王芳", "ida_holm"], "", ""),
        ("Ida, WhatsApp +47 22 12 34 56", &["Ida", "+4722123456", "NO"], "", ""),
        ("Ida, https://wa.me/4722123456", &["Ida", "+4722123456", "NO"], "", ""),
        ("Chad, Acme Ltd, chad@acme.com", &["Chad", "Acme Ltd", "chad@acme.com"], "", ""),
        ("Jordan Smith, Guinea Pig Ltd", &["Jordan Smith", "Guinea Pig Ltd"], "", ""),
        ("Ali Musa, Sahel Ltd, Chad", &["Ali Musa", "Sahel Ltd", "TD"], "", ""),
        ("Li Wei, Bright, GM", &["Li Wei", "Bright", "GM"], "", ""),
        ("Lumen GmbH, Anna Schmidt", &["Anna Schmidt", "Lumen GmbH"], "", ""),
        ("Anna Schmidt, Buyer, Lumen GmbH", &["Anna Schmidt", "Lumen GmbH", "Buyer"], "", ""),
        ("Buyer, Lumen GmbH, anna@lumen.de", &["Lumen GmbH", "Buyer", "anna@lumen.de"], "", ""),
        ("Anna Schmidt, MBA, Lumen", &["Anna Schmidt", "Lumen", "MBA"], "", ""),
        ("name: Schmidt, Anna; company: Lumen", &["Anna Schmidt", "Lumen"], "", ""),
        ("ANNA SCHMIDT, LUMEN GMBH", &["Anna Schmidt", "LUMEN GMBH"], "", ""),
        ("王芳 采购经理, 明辉照明", &["王芳", "明辉照明", "采购经理"], "", ""),
        ("Anna, Lumen, Germany, France", &["Anna", "Lumen", "DE"], "France", ""),
        (
            "Anna, Lumen, CEO, met at the bar, likes dogs",
            &["Anna", "Lumen", "CEO"],
            "",
            "met at the bar; likes dogs",
        ),
        ("Anna, a@x.de, b@x.de", &["Anna", "a@x.de"], "b@x.de", ""),
        ("Anna, country: Germany, country: France", &["Anna", "DE"], "country: France", ""),
        ("Anna, note: likes dogs, Skype: anna.s", &["Anna"], "likes dogs; Skype: anna.s", ""),
        ("Anna, country: Berlin/Germany", &["Anna", "DE"], "Berlin", ""),
        ("Anna, met @ the fair", &["Anna", "met @ the fair"], "", ""),
    ] {
        let want =
            (fields.iter().map(|field| field.to_string()).collect(), leftover.to_owned(), unread.to_owned());
        assert_eq!(told(text), want, "{text}");
    }
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
        ("Anna, anna@192.168.0.1", wrong(Field::Email, "anna@192.168.0.1", FieldError::BadEmail)),
    ] {
        assert_eq!(parse_add(text, TODAY), Err(want), "{text}");
    }
    assert_eq!(parse_add(&"x, ".repeat(2000), TODAY), Err(AddError::TooLong));
}

proptest! {
    #[test]
    fn no_word_is_lost(pieces in proptest::collection::vec(
        "[A-Z][a-z]{2,6}|[A-Z][a-z]{2,6} [A-Z][a-z]{2,6}|[a-z]{2,6}@[a-z]{3,6}\\.de|\\+49 30 [1-9]{6}( ext\\. [1-9]{3})?|[王李芳]{2,3}|www\\.[a-z]{4,6}\\.com|note: [a-z]{3,9}|[A-Z][a-z]{3,6} GmbH|(Skype|wechat): [a-z]{4,6}|Germany|Chad",
        1..7,
    )) {
        let text = pieces.join(", ");
        if let Ok(draft) = parse_add(&text, TODAY) {
            let fields = Field::ALL.iter().filter_map(|field| field.get(&draft.profile)).collect::<Vec<_>>();
            let kept = folded(&format!("{} {} {:?}", fields.join(" "), draft.note(), draft.grade));
            let digits: String = kept.chars().filter(char::is_ascii_digit).collect();
            for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
                let label = matches!(word, "note" | "wechat");
                let number = word.bytes().all(|byte| byte.is_ascii_digit()) && digits.contains(word);
                let country = Country::parse(word).is_some_and(|country| draft.profile.country == Some(country));
                prop_assert!(label || number || country || kept.contains(&folded(word)), "{} of {} is not in {}", word, text, kept);
            }
        }
    }

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

#[test]
fn what_says_whether_one_may_write_is_heeded_and_marks_of_nothing_are_nothing() {
    let read = |text: &str| parse_add(text, "2026-11-23".parse().unwrap()).unwrap();
    for (text, opted_out, bounced) in [
        ("Eva Braun, Lumen GmbH, eva@lumen.de, unsubscribed", true, false),
        ("Eva Braun, Lumen GmbH, eva@lumen.de, do not email", true, false),
        ("Eva Braun, Lumen GmbH, eva@lumen.de (bounced)", false, true),
        ("Eva Braun, Lumen GmbH, opted out: yes", true, false),
        ("王芳，亮途，退订：是", true, false),
        ("王芳，亮途，状态：已退订", true, false),
        ("Eva Braun, Lumen GmbH, Head of Light", false, false),
        ("Eva Braun, Lumen GmbH, unsubscribed: no, note: ok", false, false),
    ] {
        let draft = read(text);
        assert_eq!((draft.opted_out, draft.bounced), (opted_out, bounced), "{text}");
        assert_ne!(draft.profile.title.as_deref(), Some("unsubscribed"), "{text}");
    }
    let draft = read("Eva Braun, #N/A, (null), undefined, eva@lumen.de");
    assert_eq!((draft.profile.company, draft.profile.title), (None, None));
}

#[test]
fn nobody_was_acquired_tomorrow() {
    let today = "2026-11-23".parse().unwrap();
    let acquired = |text: &str| {
        let mut profile = crate::contact::Profile::default();
        Field::AcquiredOn.set(&mut profile, Some(text), today).ok()?;
        profile.acquired_on.map(|day| day.to_string())
    };
    for (text, want) in [
        ("4.3.", Some("2026-03-04")),
        ("3月4日", Some("2026-03-04")),
        ("4 March", Some("2026-03-04")),
        ("yesterday", Some("2026-11-22")),
        ("2026-03-04", Some("2026-03-04")),
        ("next week", None),
        ("2027-12-01", None),
        ("tomorrow", None),
    ] {
        assert_eq!(acquired(text).as_deref(), want, "{text}");
    }
}

#[test]
fn a_suffix_belongs_to_the_name_and_a_row_of_a_spreadsheet_has_tabs() {
    let read = |text: &str| parse_add(text, "2026-11-23".parse().unwrap()).unwrap().profile;
    let profile = read("John Smith, Jr., Acme Inc, john@acme.com");
    assert_eq!(
        (profile.name.as_deref(), profile.company.as_deref()),
        (Some("John Smith Jr."), Some("Acme Inc"))
    );
    let profile = read("Ida Holm\tHolm AS\tida@holm.no\tNorway\t+47 912 34 567");
    assert_eq!((profile.name.as_deref(), profile.company.as_deref()), (Some("Ida Holm"), Some("Holm AS")));
    assert_eq!(profile.phone.unwrap().as_str(), "+4791234567");
    for (text, country) in [
        ("Al Roe, Roe LLC, Georgia, +1 404 555 0123", "US"),
        ("Al Roe, Roe LLC, Georgia, USA", "US"),
        ("Nino Kapanadze, Tbilisi Light, Georgia, +995 32 212 3456", "GE"),
        ("Jean Mbuyi, Lumière, +243 99 812 3456", "CD"),
        ("Wu Li, Lumen, China, phone: wa.me/4791234333", "CN"),
    ] {
        let profile = read(text);
        assert_eq!(profile.country.map(|country| country.code()), Some(country), "{text}");
        assert!(profile.phone.is_none_or(|phone| !phone.as_str().starts_with("+8647")), "{text}");
    }
}
