use super::*;

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();

/// What a card is read as: name, company and the rest by their fields, and the note.
fn read(card: &str) -> (Vec<String>, Vec<String>) {
    let drafts = parse_vcard(card, TODAY);
    assert_eq!(drafts.len(), 1, "{card}");
    let Draft { profile, leftover, .. } = drafts[0].clone();
    let set =
        Field::ALL.iter().filter_map(|field| Some(format!("{}={}", field.code(), field.get(&profile)?)));
    (set.collect(), leftover)
}

#[test]
fn cards_of_every_version_are_read() {
    let cards = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Schmidt;Anna;;;\r\nFN:Anna Schmidt\r\nORG:Lumen GmbH\r\nTITLE:Buyer\r\n\
                 EMAIL;TYPE=work:anna@lumen.de\r\nTEL;TYPE=FAX:+49 30 123457\r\nTEL;TYPE=WORK:+49 30 123458\r\nTEL;TYPE=CELL:+49 30 123456\r\nADR;TYPE=WORK:;;Lichtstr. 5;Berlin;;10115;Germany\r\n\
                 END:VCARD\r\nBEGIN:VCARD\r\nVERSION:2.1\r\nN:Wang;Fang\r\nTEL;CELL:13800138000\r\nEND:VCARD\r\n\
                 BEGIN:VCARD\r\nVERSION:2.1\r\nN:王;芳;;;\r\nEND:VCARD\r\n";
    let drafts = parse_vcard(cards, TODAY);
    assert_eq!(drafts.len(), 3);
    let anna = &drafts[0].profile;
    assert_eq!(anna.name.as_deref(), Some("Anna Schmidt"));
    assert_eq!(anna.company.as_deref(), Some("Lumen GmbH"));
    assert_eq!(anna.country.map(|country| country.code()), Some("DE"));
    assert_eq!(anna.phone.as_ref().map(|phone| phone.as_str()), Some("+4930123456"));
    assert_eq!(
        drafts[0].leftover,
        ["ADR: Lichtstr. 5, Berlin, 10115", "FAX: +49 30 123457", "+49 30 123458"]
    );
    assert_eq!(drafts[1].profile.name.as_deref(), Some("Fang Wang"));
    assert_eq!(drafts[2].profile.name.as_deref(), Some("王芳"));
}

#[test]
fn cards_are_read_as_programs_write_them() {
    for (lines, set, note) in [
        // Nothing of several values is dropped.
        (
            "FN:Anna S\nEMAIL:a@lumen.de\nEMAIL:b@lumen.de\nEMAIL:A@lumen.de\nNOTE:likes tea\nBDAY:1980-05-01\nCATEGORIES:fair,vip",
            &["name=Anna S", "email=a@lumen.de"][..],
            &["b@lumen.de", "likes tea", "BDAY: 1980-05-01", "CATEGORIES: fair vip"][..],
        ),
        (
            "N:Dr.;Weiss\nORG:Lumen;Purchasing;LED",
            &["name=Weiss Dr.", "company=Lumen"],
            &["ORG: Purchasing LED"],
        ),
        ("N:Weiss;Eva;Maria;Dr.;\nFN:Eva Weiss", &["name=Eva Weiss"], &["N: Maria Dr."]),
        // Companies.
        ("X-ABShowAs:COMPANY\nN:;;;;\nFN:Holm AS\nORG:Holm AS;", &["company=Holm AS"], &[]),
        ("KIND:org\nFN:Holm AS", &["company=Holm AS"], &[]),
        ("FN:Holm AS\nORG:Holm AS", &["company=Holm AS"], &[]),
        ("N:Holm;Ida;;;\nFN:Ida Holm\nORG:Ida Holm", &["name=Ida Holm", "company=Ida Holm"], &[]),
        // Chinese names, in whichever order they are shown.
        ("N:陈;丽;;;\nFN:丽 陈", &["name=陈丽"], &[]),
        ("N:陈;丽;;;\nFN:陈丽", &["name=陈丽"], &[]),
        ("N:Chen;Li;;;\nFN:Li Chen", &["name=Li Chen"], &[]),
        ("N:陈;丽;;;\nFN:丽丽", &["name=丽丽"], &["N: 陈"]),
        // Apple and WhatsApp.
        (
            "FN:Ida\nitem1.URL:https://www.linkedin.com/in/ida\nitem1.X-ABLabel:LinkedIn\nitem2.URL:holm.no\nitem2.X-ABLabel:_$!<HomePage>!$_\nX-SOCIALPROFILE;type=twitter:http://twitter.com/ida",
            &["name=Ida", "linkedin=https://www.linkedin.com/in/ida", "website=holm.no"],
            &["twitter: http://twitter.com/ida"],
        ),
        (
            "FN:Omar\nTEL;type=CELL;waid=971501234567:+971 50 123 4567\nX-WA-BIZ-NAME:Gulf Lights\nX-WA-BIZ-DESCRIPTION:lamps",
            &[
                "name=Omar",
                "company=Gulf Lights",
                "phone=+971501234567",
                "whatsapp=+971501234567",
                "country=AE",
            ],
            &["X-WA-BIZ-DESCRIPTION: lamps"],
        ),
        (
            "FN:Ida\nIMPP;X-SERVICE-TYPE=WeChat:x-apple:ida_holm\nitem1.TEL:+47 22 12 34 56\nitem1.X-ABLabel:WhatsApp\nX-QQ:12345\nURL:https://wa.me/4722123456",
            &["name=Ida", "whatsapp=+4722123456", "wechat=ida_holm", "country=NO"],
            &["qq: 12345"],
        ),
        (
            "FN:Ida\nORG:Holm\nX-WA-BIZ-NAME:Holm Shop",
            &["name=Ida", "company=Holm"],
            &["X-WA-BIZ-NAME: Holm Shop"],
        ),
        // Folded lines, and those of quoted-printable.
        ("FN:Ida\n  Holm\nNOTE:one\n  two", &["name=Ida Holm"], &["one two"]),
        ("FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:K=C3=\n=B6hn", &["name=Köhn"], &[]),
        ("N;ENCODING=QUOTED-PRINTABLE;CHARSET=MACINTOSH:K=9Ahn;Erika", &["name=Erika Köhn"], &[]),
        ("FN:Ida\nROLE:Buyer\nLANG:no", &["name=Ida", "title=Buyer", "language=no"], &[]),
        ("FN:Ida\nTITLE:CEO\nROLE:Buyer", &["name=Ida", "title=CEO"], &["ROLE: Buyer"]),
        ("FN:Ida\nADR:;;Havn 1;Oslo;;0150;Atlantis", &["name=Ida"], &["Atlantis", "ADR: Havn 1, Oslo, 0150"]),
    ] {
        let card = format!("BEGIN:VCARD\nVERSION:3.0\n{lines}\nEND:VCARD\n");
        // However its lines end.
        for end in ["\n", "\r\n", "\r"] {
            let (got, leftover) = read(&card.replace('\n', end));
            let sorted = |values: Vec<String>| {
                let mut values = values;
                values.sort();
                values
            };
            assert_eq!(got, set, "{card}");
            assert_eq!(
                sorted(leftover),
                sorted(note.iter().map(|&note| note.to_owned()).collect()),
                "{card}"
            );
        }
        // And however far they are indented.
        let indented: String = card.lines().map(|line| format!("\t  {line}\n")).collect();
        assert_eq!(read(&indented).0, set, "{indented}");
    }
}

#[test]
fn a_group_is_no_person() {
    for lines in [
        "KIND:group\nFN:Oslo buyers\nMEMBER:urn:uuid:d",
        "N:Fair;;;;\nFN:Fair\nX-ADDRESSBOOKSERVER-KIND:group",
    ] {
        let card = format!("BEGIN:VCARD\nVERSION:4.0\n{lines}\nEND:VCARD\n");
        assert_eq!(parse_vcard(&card, TODAY), []);
    }
}

#[test]
fn a_card_may_say_that_they_opted_out() {
    for line in ["X-OPT-OUT:TRUE", "CATEGORIES:Unsubscribed", "NOTE:do not email"] {
        let card = format!("BEGIN:VCARD\nVERSION:3.0\nFN:Eva Braun\nEMAIL:eva@lumen.de\n{line}\nEND:VCARD\n");
        let drafts = parse_vcard(&card, "2026-11-23".parse().unwrap());
        assert!(drafts[0].opted_out, "{line}: {:?}", drafts[0].leftover);
    }
}

#[test]
fn what_is_preferred_counts_and_a_title_counts_before_a_degree() {
    for (line, want) in [
        ("EMAIL;TYPE=home:eva@gmail.com\nEMAIL;TYPE=work,pref:eva@lumen.de", "eva@lumen.de"),
        ("EMAIL;TYPE=home:eva@gmail.com\nEMAIL;PREF=1;TYPE=work:eva@lumen.de", "eva@lumen.de"),
        ("EMAIL;TYPE=home:eva@gmail.com\nEMAIL;TYPE=work:eva@lumen.de", "eva@lumen.de"),
    ] {
        let card =
            format!("BEGIN:VCARD\nVERSION:4.0\nFN:Eva Braun PhD\nTITLE:Head of Light\n{line}\nEND:VCARD\n");
        let profile = parse_vcard(&card, "2026-11-23".parse().unwrap()).remove(0).profile;
        assert_eq!(profile.email.unwrap().as_str(), want, "{line}");
        assert_eq!(profile.title.as_deref(), Some("Head of Light"));
    }
}
