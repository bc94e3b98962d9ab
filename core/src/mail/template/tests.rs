use proptest::prelude::*;

use super::*;
use crate::vocabulary::Country;

fn values() -> Values {
    let profile = Profile {
        name: Some("Anna Schmidt".into()),
        company: Some("Lumen GmbH".into()),
        country: Country::parse("DE"),
        ..Profile::default()
    };
    Values::of(&profile, Some("Anna"), MailLang::En)
}

fn filled(text: &str) -> Result<String, Vec<MergeField>> {
    Merged::parse(text).unwrap().fill(&values())
}

#[test]
fn fields_are_filled_in_both_languages() {
    for (text, want) in [
        ("Hi {first name, or there},", "Hi Anna,"),
        ("Hi {First_Name|there},", "Hi Anna,"),
        ("Hi {{first name}},", "Hi Anna,"),
        ("{名字，或 您好}：", "Anna："),
        ("{job title, or buyer} at {company}", "buyer at Lumen"),
        ("{职位，或者采购}", "采购"),
        ("{full company}, {country}", "Lumen GmbH, Germany"),
        ("no field", "no field"),
        ("", ""),
    ] {
        assert_eq!(filled(text).as_deref(), Ok(want), "{text}");
    }
    for text in ["{industry}", "{industry, or }", "{industry,}"] {
        assert_eq!(filled(text), Err(vec![MergeField::Industry]), "{text}");
    }
    // What a field stands for is not read again.
    let mut own = values();
    own.set(MergeField::FirstName, "{company}\nBcc: x");
    assert_eq!(Merged::parse("{first name}").unwrap().fill(&own).as_deref(), Ok("{company} Bcc: x"));
}

#[test]
fn an_unknown_field_names_the_nearest() {
    for (text, nearest) in [
        ("{frist name}", Some(MergeField::FirstName)),
        ("{leadfield=firstname}", Some(MergeField::FirstName)),
        ("{compnay, or you}", Some(MergeField::Company)),
        ("{contry}", Some(MergeField::Country)),
        ("{xyzzy}", None),
        ("{}", None),
    ] {
        match Merged::parse(text) {
            Err(TemplateError::UnknownField { nearest: found, .. }) => assert_eq!(found, nearest, "{text}"),
            other => panic!("{text}: {other:?}"),
        }
    }
    for text in ["Hi {first name", "Hi {first\nname}", "{ {name}"] {
        assert!(matches!(Merged::parse(text), Err(TemplateError::Unclosed(_))), "{text}");
    }
}

#[test]
fn what_comes_with_the_program_can_be_sent_to_somebody_of_whom_nothing_is_known() {
    for built_in in BuiltIn::ALL {
        let read = Template::parse(built_in.frame, built_in.lang, built_in.subject(), built_in.body());
        let template = read.unwrap_or_else(|error| panic!("{built_in:?}: {error}"));
        let mut values = Values::default();
        assert!(template.fill(&values).is_err(), "who writes must be known");
        values.set(MergeField::MyName, "Wang Fang");
        values.set(MergeField::OurCompany, "Liangtu");
        let mail = template.fill(&values).unwrap();
        assert!(!mail.body.contains(['{', '}']) && !mail.subject.is_empty(), "{mail:?}");
        assert!(mail.body.contains(['?', '？']) && mail.body.split_whitespace().count() <= 150, "{mail:?}");
    }
}

#[test]
fn a_company_is_called_as_one_says_it() {
    for (company, want) in [
        ("Lumen GmbH", "Lumen"),
        ("Lumen Licht GmbH & Co. KG", "Lumen Licht"),
        ("Acme, Inc.", "Acme"),
        ("Rossi S.p.A.", "Rossi"),
        ("Bright Lighting", "Bright Lighting"),
        ("深圳亮途科技有限公司", "深圳亮途科技"),
        ("有限公司", "有限公司"),
    ] {
        assert_eq!(crate::duplicate::without_form(company), want);
    }
}

proptest! {
    #[test]
    fn nothing_makes_it_panic(text in "[{}a-z ,|名\n]{0,40}") {
        if let Ok(merged) = Merged::parse(&text) {
            let _ = merged.fill(&values());
        }
    }
}
