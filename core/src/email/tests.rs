use super::*;
use proptest::prelude::*;

#[test]
fn addresses_are_read_as_people_paste_them() {
    for (text, want) in [
        ("Anna.Schmidt@Lumen.DE", Some("Anna.Schmidt@lumen.de")),
        (" <anna@lumen.de>, ", Some("anna@lumen.de")),
        ("mailto:anna@lumen.de", Some("anna@lumen.de")),
        ("anna@lümen.de", Some("anna@xn--lmen-0ra.de")),
        ("a+b@mail.lumen.co.uk", Some("a+b@mail.lumen.co.uk")),
        ("Cia Three <   a3@mill.example>", Some("a3@mill.example")),
        ("mailto:a4@mill.example?subject=Hi", Some("a4@mill.example")),
        ("Mailto:a5@mill.example", Some("a5@mill.example")),
        ("'a6@mill.example'", Some("a6@mill.example")),
        ("'a6@mill.example", Some("a6@mill.example")),
        ("MAILTO:<a7@mill.example>", Some("a7@mill.example")),
        ("<mailto:a7@mill.example?cc=b@c.de&body=x%20y>", Some("a7@mill.example")),
        ("a8 @mill.example", Some("a8@mill.example")),
        ("a1＠mill.example", Some("a1@mill.example")),
        ("ａ２@mill.example", Some("a2@mill.example")),
        ("a\u{200b}2\u{feff}@mill\u{a0}", None),
        ("\u{a0}a\u{200b}2@mill.exam\u{200d}ple\u{a0}", Some("a2@mill.example")),
        ("“anna@lumen.de”。", Some("anna@lumen.de")),
        ("=\"anna@lumen.de\"", Some("anna@lumen.de")),
        ("anna (at) lumen [dot] de", Some("anna@lumen.de")),
        ("邮箱：anna@lumen.de", Some("anna@lumen.de")),
        ("o'brien@lumen.ie", Some("o'brien@lumen.ie")),
        ("a9@192.168.0.1", None),
        ("anna at lumen dot de", None),
        ("anna@lumen.de; eva@lumen.de", None),
        ("a@b@lumen.de", None),
        ("anna@", None),
        ("@lumen.de", None),
        ("anna@lumen", None),
        ("anna lumen@de.de", None),
        ("anna@@lumen.de", None),
        ("anna@lumen..de", None),
        ("anna@[127.0.0.1]", None),
        ("\"an na\"@lumen.de", None),
        ("an\r\nna@lumen.de", None),
        ("", None),
    ] {
        let want = want.or(if text == " <anna@lumen.de>, " { Some("anna@lumen.de") } else { None });
        assert_eq!(Email::parse(text).ok().as_ref().map(Email::as_str), want, "{text:?}");
    }
}

#[test]
fn the_form_says_what_is_risky() {
    for (text, health, company) in [
        ("anna@lumen.de", Health::Unverified, Some("lumen.de")),
        ("anna@mail.lumen.co.uk", Health::Unverified, Some("lumen.co.uk")),
        ("info@lumen.de", Health::Risky, Some("lumen.de")),
        ("anna@gmail.com", Health::Risky, None),
        ("anna@yahoo.co.jp", Health::Risky, None),
        ("wang@163.com", Health::Risky, None),
        ("wang@vip.163.com", Health::Risky, None),
        ("anna@live.lumen.de", Health::Unverified, Some("lumen.de")),
        ("x@mailinator.com", Health::Risky, None),
        ("sales01@lumen.de", Health::Risky, Some("lumen.de")),
        ("import-export@lumen.de", Health::Risky, Some("lumen.de")),
        ("anna.sales@lumen.de", Health::Unverified, Some("lumen.de")),
    ] {
        let email = Email::parse(text).unwrap();
        assert_eq!((email.health(), email.company_domain().as_deref()), (health, company), "{text}");
    }
}

#[test]
fn the_reasons_of_a_risk_are_named() {
    for (text, risks) in [
        ("info@gmail.com", &[Risk::Role, Risk::FreeMail][..]),
        ("x@yopmail.com", &[Risk::Disposable]),
        ("anna@lumen.de", &[]),
    ] {
        assert_eq!(Email::parse(text).unwrap().risks().collect::<Vec<_>>(), risks, "{text}");
    }
}

#[test]
fn a_likely_slip_is_seen_and_nothing_else() {
    for (domain, meant) in [
        ("gmial.com", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("gmai.com", "gmail.com"),
        ("gnail.com", "gmail.com"),
        ("gmail.co", "gmail.com"),
        ("gmaill.com", "gmail.com"),
        ("gmial.con", "gmail.com"),
        ("hotmial.com", "hotmail.com"),
        ("hotmail.con", "hotmail.com"),
        ("outlok.com", "outlook.com"),
        ("yaho.com", "yahoo.com"),
        ("yahoo.co", "yahoo.com"),
        ("qq.con", "qq.com"),
        ("163.cm", "163.com"),
        ("lumen.con", "lumen.com"),
        ("lumen.cmo", "lumen.com"),
        ("lumen.com.cnn", "lumen.com.cn"),
        ("lumen.de", ""),
        ("gmail.com", ""),
        ("email.com", ""),
        ("ymail.com", ""),
        ("gmx.com", ""),
        ("yahoo.co.uk", ""),
        ("yahoo.co.jp", ""),
        ("hotmail.fr", ""),
        ("outlook.de", ""),
        ("lumen.co", ""),
        ("lumen.cm", ""),
        ("lumen.net", ""),
    ] {
        let email = Email::parse(&format!("An.na@{domain}")).unwrap();
        let found = email.likely_meant().map(|meant| meant.as_str().to_owned());
        let want = (!meant.is_empty()).then(|| format!("An.na@{meant}"));
        assert_eq!(found, want, "{domain}");
    }
}

#[test]
fn the_first_address_of_a_text_is_taken_and_nothing_is_lost() {
    for (text, email, rest) in [
        ("anna@lumen.de; eva@lumen.de", "anna@lumen.de", &["eva@lumen.de"][..]),
        ("anna@lumen.de/eva@lumen.de、max@lumen.de", "anna@lumen.de", &["eva@lumen.de", "max@lumen.de"]),
        ("Anna Schmidt <anna@lumen.de>", "anna@lumen.de", &["Anna Schmidt"]),
        ("anna@lumen.de (until May)", "anna@lumen.de", &["until May"]),
        ("old: anna@lumen, new: eva@lumen.de", "eva@lumen.de", &["old: anna@lumen, new"]),
        ("Anna@Lumen.de <anna@lumen.de>", "Anna@lumen.de", &[]),
        ("E-mail: anna@lumen.de", "anna@lumen.de", &[]),
    ] {
        let found = find(text).unwrap();
        assert_eq!(
            (found.email.as_str(), found.rest),
            (email, rest.iter().map(|part| part.to_string()).collect()),
            "{text}"
        );
    }
    assert_eq!(find("call anna at lumen dot de"), Err(EmailError));
}

proptest! {
    #[test]
    fn no_word_beside_an_address_is_lost(words in proptest::collection::vec("[a-z]{3,8}|[a-z]{3,8}@[a-z]{3,8}\\.de", 0..5), by in "[ ;,|]{1,2}") {
        let text = format!("{}{by}first@lumen.de", words.join(&by));
        let found = find(&text).unwrap();
        let kept = format!("{} {}", found.email.as_str(), found.rest.join(" "));
        for word in words {
            prop_assert!(kept.contains(&word), "{} of {} is not in {}", word, text, kept);
        }
    }

    #[test]
    fn what_was_read_is_read_again(text in "[a-zA-Z0-9.+_-]{1,20}@[a-zA-Z0-9.ü-]{1,20}\\.[a-z]{2,6}") {
        if let Ok(email) = Email::parse(&text) {
            prop_assert_eq!(Email::parse(email.as_str()), Ok(email));
        }
    }

    #[test]
    fn nothing_makes_it_panic(text in ".*") {
        let _ = (Email::parse(&text), find(&text));
    }
}
