use super::*;
use proptest::prelude::*;

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();

#[test]
fn web_addresses_are_told_from_other_words() {
    for text in ["lumen.de", "www.lumen.de", "https://lumen.co.uk/contact?x=1", "LUMEN.COM", "lümen.de"] {
        assert!(website(text).is_some(), "{text}");
    }
    for text in ["Lumen GmbH", "St. Gallen", "3.5", "anna@lumen.de", "Co.,Ltd", "Inc.", "v1.2", "", "."] {
        assert!(website(text).is_none(), "{text}");
    }
    assert!(is_linkedin("https://www.linkedin.com/in/anna") && !is_linkedin("https://notlinkedin.com/x"));
}

#[test]
fn what_was_set_is_got_and_set_again() {
    for (field, text) in [
        (Field::Name, "Anna Schmidt"),
        (Field::Role, "决策人"),
        (Field::Email, "Anna@Lumen.de"),
        (Field::Phone, "+49 30 123456"),
        (Field::WhatsApp, "https://wa.me/4915112345678"),
        (Field::WeChat, "ida_holm"),
        (Field::Country, "德国"),
        (Field::Website, "www.lumen.de"),
        (Field::LinkedIn, "linkedin.com/in/anna"),
        (Field::Source, "Light+Building 2026"),
        (Field::AcquiredOn, "11-20"),
        (Field::Value, "高"),
        (Field::Pains, "a\nb"),
    ] {
        let (mut one, mut two) = (Profile::default(), Profile::default());
        field.set(&mut one, Some(text), TODAY).unwrap();
        field.set(&mut two, field.get(&one).as_deref(), TODAY).unwrap();
        assert_eq!(one, two, "{field:?}");
        field.set(&mut one, Some("-"), TODAY).unwrap();
        assert_eq!(one, Profile::default(), "{field:?}");
    }
}

#[test]
fn what_a_field_does_not_take_is_answered() {
    for (field, text, value, rest) in [
        (Field::Email, "Cia Three <a3@mill.example>", "a3@mill.example", &["Cia Three"][..]),
        (Field::Email, "Anna Schmidt <anna@lumen.de>; eva@lumen.de", "anna@lumen.de", &["eva@lumen.de"]),
        (Field::Phone, "+44 20 7946 0958 ext. 123", "+442079460958", &["ext. 123"]),
        (Field::WhatsApp, "+47 22 12 34 56 (evenings)", "+4722123456", &["evenings"]),
        (Field::WeChat, "微信同号", "+4930123456", &[]),
        (Field::WeChat, "ida_holm", "ida_holm", &[]),
        (Field::Country, "Berlin, Germany", "DE", &["Berlin"]),
        (Field::Name, "王芳 经理", "王芳", &["经理"]),
        (Field::Name, "MAX MUSTER, MBA", "Max Muster", &["MBA"]),
        (Field::Website, "www.wyte.example", "www.wyte.example", &[]),
    ] {
        let mut profile =
            Profile { name: Some("Anna Schmidt".into()), title: Some("Buyer".into()), ..Profile::default() };
        profile.phone = Phone::parse("+49 30 123456", None);
        let left = field.take(&mut profile, text, TODAY).unwrap();
        assert_eq!(
            (field.get(&profile).as_deref(), left),
            (Some(value), rest.iter().map(|part| part.to_string()).collect()),
            "{text}"
        );
    }
}

#[test]
fn a_number_and_a_country_help_each_other() {
    for (phone, country, want) in [
        ("+39 02 1234 5678", None, ("+390212345678", Some("IT"))),
        ("030 123456", Some("DE"), ("+4930123456", Some("DE"))),
        ("030 123456", None, ("030 123456", None)),
        ("+1 800 723 3456", None, ("+18007233456", None)),
        ("+49 30 123456", Some("NO"), ("+4930123456", Some("NO"))),
    ] {
        let country = country.and_then(Country::parse);
        let mut profile = Profile { phone: Phone::parse(phone, None), country, ..Profile::default() };
        settle(&mut profile);
        let read = (profile.phone.as_ref().unwrap().as_str(), profile.country.map(|country| country.code()));
        assert_eq!(read, want, "{phone}");
    }
}

#[test]
fn what_is_no_value_changes_nothing() {
    for (field, text, why) in [
        (Field::Email, "anna@", FieldError::BadEmail),
        (Field::Phone, "call me", FieldError::BadPhone),
        (Field::Country, "Atlantis", FieldError::UnknownCountry),
        (Field::AcquiredOn, "someday", FieldError::BadDate),
        (Field::Value, "lots", FieldError::UnknownWord),
        (Field::Source, "bought list", FieldError::BoughtList),
        (Field::Website, "not a site", FieldError::BadAddress),
        (Field::Name, "  ", FieldError::Empty),
    ] {
        let mut profile = Profile::default();
        assert_eq!(field.set(&mut profile, Some(text), TODAY), Err(why), "{text}");
        assert_eq!(profile, Profile::default());
    }
    let long = "x".repeat(201);
    assert_eq!(Field::Name.set(&mut Profile::default(), Some(&long), TODAY), Err(FieldError::TooLong));
}

proptest! {
    #[test]
    fn nothing_makes_it_panic(text in ".{0,60}") {
        for field in Field::ALL {
            let mut profile = Profile::default();
            if field.set(&mut profile, Some(&text), TODAY).is_ok() {
                let got = field.get(&profile);
                let mut again = Profile::default();
                if got.is_some() {
                    prop_assert!(field.set(&mut again, got.as_deref(), TODAY).is_ok(), "{:?} {:?}", field, got);
                }
            }
        }
    }
}

#[test]
fn a_sign_alone_is_no_account() {
    let mut profile = Profile::default();
    let today = "2026-11-23".parse().unwrap();
    assert_eq!(Field::WeChat.set(&mut profile, Some("@"), today), Err(FieldError::Empty));
    assert_eq!(profile.wechat, None);
}
