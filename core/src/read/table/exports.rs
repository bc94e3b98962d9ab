//! Exports of other programs and lists of this trade, as they are written.

use super::tests::{draft, plan, rows};
use super::*;
use crate::read::field::FieldError;
use crate::vocabulary::Field;

/// What the first row of a file is read as: the fields by their codes, and the note.
fn read(text: &str) -> (Vec<String>, Vec<String>) {
    let rows = rows(text);
    let draft = draft(&rows[0]);
    let set = Field::ALL
        .iter()
        .filter_map(|field| Some(format!("{}={}", field.code(), field.get(&draft.profile)?)));
    (set.collect(), draft.leftover.clone())
}

#[test]
fn columns_are_known_by_words_paths_and_whom_they_are_about() {
    for (text, set, note) in [
        (
            "leadFirstName,lead_last_name,workEmail,company-name,Mobile_Phone,CountryCode\nEva,Braun,eva@lumen.de,Lumen,+49 30 123456,DE\n",
            &["name=Eva Braun", "company=Lumen", "email=eva@lumen.de", "phone=+4930123456", "country=DE"][..],
            &[][..],
        ),
        (
            "display_name,parent_id/name,company_id/name,user_id/name,email_normalized,country_id/code,state_id/name\nEva,Lumen,Ours Ltd,Our Rep,eva@lumen.de,DE,Hessen\n",
            &["name=Eva", "company=Lumen", "email=eva@lumen.de", "country=DE"],
            &["company_id/name: Ours Ltd", "user_id/name: Our Rep", "state_id/name: Hessen"],
        ),
        (
            "FirstName,LastName,Account.Name,Owner.Name,MailingCountry\nEva,Braun,Lumen,Our Rep,Germany\n",
            &["name=Eva Braun", "company=Lumen", "country=DE"],
            &["Owner.Name: Our Rep"],
        ),
        (
            "Importer,Importer's Phone,Email of the importer,Exporter,Exporter Email,Supplier,Port of Loading,Date of Arrival\nLUMEN,+49 30 123456,eva@lumen.de,NB X,x@nb.cn,NB Y,Ningbo,2026-05-18\n",
            &[
                "company=LUMEN",
                "email=eva@lumen.de",
                "phone=+4930123456",
                "country=DE",
                "acquired_on=2026-05-18",
            ],
            &["Exporter: NB X", "Exporter Email: x@nb.cn", "Supplier: NB Y", "Port of Loading: Ningbo"],
        ),
        (
            "收货人,收货人电话,发货人,发货人邮箱,目的国,提单日期\nLUMEN,+49 30 123456,宁波,x@nb.cn,德国,20260518\n",
            &["company=LUMEN", "phone=+4930123456", "country=DE", "acquired_on=2026-05-18"],
            &["发货人: 宁波", "发货人邮箱: x@nb.cn"],
        ),
        // A buyer is a person, but in data of the customs.
        ("Buyer,Email\nEva,eva@lumen.de\n", &["name=Eva", "email=eva@lumen.de"], &[]),
        ("Buyer,Shipper,HS Code\nLUMEN,NB,9405\n", &["company=LUMEN"], &["Shipper: NB", "HS Code: 9405"]),
        ("Supplier,Email\nLumen,eva@lumen.de\n", &["company=Lumen", "email=eva@lumen.de"], &[]),
        // A line of groups, a second line of names, the names once more.
        (
            "Buyer,,Supplier,\nName,Country,Name,Country\nEva,Germany,NB,China\n",
            &["name=Eva", "country=DE"],
            &["Supplier Name: NB", "Supplier Country: China"],
        ),
        ("Exported 2026-05-18,by Our Rep\nName,Company\nEva,Lumen\n", &["name=Eva", "company=Lumen"], &[]),
        (
            "公司名称,联系人,,国家\n,姓名,邮箱,\nLumen,Eva,eva@lumen.de,德国\n",
            &["name=Eva", "company=Lumen", "email=eva@lumen.de", "country=DE"],
            &[],
        ),
        ("公司,姓名\nCompany,Name\nLumen,Eva\n公司,姓名\n", &["name=Eva", "company=Lumen"], &[]),
        // Nothing is known of a column: by what it holds, else in the note.
        ("Name,Kontaktweg,Ort\nEva,eva@lumen.de,Ulm\n", &["name=Eva", "email=eva@lumen.de"], &["Ort: Ulm"]),
        (
            "Eva;eva@lumen.de;Lumen;CEO;Ulm\n",
            &["name=Eva", "company=Lumen", "title=CEO", "email=eva@lumen.de"],
            &["Ulm"],
        ),
        ("No.,Name\n1,Eva\n", &["name=Eva"], &[]),
        ("No.,Name\nA7,Eva\n", &["name=Eva"], &["No.: A7"]),
        // More cells than columns, and columns without a name.
        ("Name,,Company\nEva,x,Lumen,y,,z\n", &["name=Eva", "company=Lumen"], &["x", "y", "z"]),
        (
            "Name,Email,Private Email\nEva,eva@lumen.de,e@gmx.de\n",
            &["name=Eva", "email=eva@lumen.de"],
            &["Private Email: e@gmx.de"],
        ),
        (
            "Name,Email\nEva,eva@lumen.de (office); ask Ida\n",
            &["name=Eva", "email=eva@lumen.de"],
            &["Email: office", "Email: ask Ida"],
        ),
        ("Name,Country\nEva,China (Shenzhen)\n", &["name=Eva", "country=CN"], &["Country: Shenzhen"]),
        (
            "Name,微信,WhatsApp,手机/微信\nEva,eva_wx,+49 30 123456 / ask,eva2\n",
            &["name=Eva", "whatsapp=+4930123456", "wechat=eva_wx", "country=DE"],
            &["WhatsApp: ask", "手机/微信: eva2"],
        ),
    ] {
        let (got, leftover) = read(text);
        assert_eq!(
            (got, leftover),
            (set.iter().map(|&one| one.into()).collect(), note.iter().map(|&one| one.into()).collect()),
            "{text}"
        );
    }
}

#[test]
fn a_file_says_who_opted_out_and_whose_mail_bounced() {
    for (heading, value, opted_out, bounced) in [
        ("Email Opt Out", "true", true, false),
        ("Email Opt Out", "no", false, false),
        ("HasOptedOutOfEmail", "1", true, false),
        ("hs_email_optout", "TRUE", true, false),
        ("Opted out of email: Newsletter", "Yes", true, false),
        ("UNSUB_TIME", "2026-05-01 10:00", true, false),
        ("do_not_contact", "x", true, false),
        ("Do Not Call", "1", false, false),
        ("退订", "是", true, false),
        ("是否退订", "否", false, false),
        ("Subscribed", "no", true, false),
        ("Subscribed", "yes", false, false),
        ("Subscribed", "Unsubscribed", true, false),
        ("Newsletter", "no", false, false),
        ("is_blacklisted", "True", true, false),
        ("Bounced", "yes", false, true),
        ("EmailBouncedReason", "550 user unknown", false, true),
        ("Bounce Type", "soft", false, false),
        ("message_bounce", "0", false, false),
        ("退信", "是", false, true),
        ("Email Status", "Hard bounce", false, true),
        ("Email Status", "Unsubscribed", true, false),
        ("Email Status", "Verified", false, false),
        ("Lead Status", "Do Not Contact", true, false),
        ("Tags", "fair, opted out", true, false),
        ("状态", "已退订", true, false),
        ("Title", "Unsubscribed", false, false),
        ("global_unsubscribe", "2026-05-01", true, false),
        ("Email Marketing Consent", "denied", true, false),
        ("GDPR consent", "revoked", true, false),
        ("accepts_marketing", "FALSE", true, false),
        ("accepts_marketing", "TRUE", false, false),
        ("Can email?", "no", true, false),
        ("允许发邮件", "否", true, false),
        ("Отписан", "да", true, false),
        ("Person - Marketing status", "Bounced", false, true),
        ("Email Deliverability", "invalid", false, true),
        ("Last bounce", "2026-05-01", false, true),
        ("Bounced", "Never", false, false),
        ("Marketing emails bounced", "2", false, true),
        ("Status", "Opted out 12.03.2026", true, false),
        ("Status", "Nicht kontaktieren", true, false),
        ("Notes", "please remove me from your list", true, false),
        ("备注", "客户要求不要再联系", true, false),
        ("Notes", "never unsubscribed from anything", false, false),
        ("Notes", "asked for samples", false, false),
    ] {
        let rows = rows(format!("name,email,\"{heading}\"\nEva,eva@lumen.de,\"{value}\"\n"));
        let draft = draft(&rows[0]);
        assert_eq!((draft.opted_out, draft.bounced), (opted_out, bounced), "{heading}: {value}");
    }
}

#[test]
fn a_list_that_was_bought_or_gathered_is_refused_by_a_name_or_a_value() {
    for (heading, value, refused) in [
        ("Purchased list", "yes", true),
        ("Purchased list", "no", false),
        ("ZoomInfo Contact ID", "123", true),
        ("Apollo Account Id", "5f", true),
        ("crawled_at", "2026-05-01", true),
        ("爬虫时间", "2026-05-01", true),
        ("来源", "网上采集", true),
        ("Data Source", "bought from DataCo", true),
        ("Tags", "scraped", true),
        ("备注", "网上采集的名单", true),
        ("Notes", "purchased leads", true),
        ("Notes", "purchased 500 pcs", false),
        ("Notes", "bought from us in May", false),
        ("Job Title", "Purchase Manager", false),
        ("Purchased", "500 pcs", false),
        ("Last Purchase", "2026-05-01", false),
        ("采集日期", "2026-05-01", false),
    ] {
        let rows = rows(format!("name,{heading}\nEva,{value}\n"));
        let is_refused = matches!(rows[0].outcome, Err(RowError::Cell { error: FieldError::BoughtList, .. }));
        assert_eq!(is_refused, refused, "{heading}: {value}");
    }
}

#[test]
fn rows_are_read_whatever_parts_and_breaks_them() {
    for text in [
        "Name|Company|Email\nEva|Lumen|eva@lumen.de\nIda|Rot|ida@rot.at\n",
        "sep=|\nName|Company|Email\nEva|Lumen|eva@lumen.de\nIda|Rot|ida@rot.at\n",
        "\"sep=;\"\nName;Company;Email\nEva;Lumen;eva@lumen.de\nIda;Rot;ida@rot.at\n",
        "Name,Company,Email\nEva;Lumen;eva@lumen.de\nIda;Rot;ida@rot.at\n",
        "Name,Company,Email\nEva,Lumen,eva@lumen.de\nIda;Rot;ida@rot.at\n",
        "Name;Company;Email\nEva\tLumen\teva@lumen.de\nIda\tRot\tida@rot.at\n",
        "Name,Company,Email\n\"Eva,Lumen,eva@lumen.de\nIda,Rot,ida@rot.at\n",
        "Name,\"Company,Email\nEva,Lumen,eva@lumen.de\nIda,Rot,ida@rot.at\n",
        "Name,Company,Email\nE\0va,Lumen,eva@lumen.de\0\nIda,Rot,ida@rot.at\n\0\n",
        "\u{feff}\u{feff}Name,Company,Email\r\rEva,Lumen,eva@lumen.de\rIda,Rot,ida@rot.at\r",
    ] {
        let rows = rows(text);
        let read: Vec<_> = rows.iter().map(|row| draft(row).profile.clone()).collect();
        let fields = [Field::Name, Field::Company, Field::Email];
        let read: Vec<Vec<String>> = read
            .iter()
            .map(|profile| fields.iter().filter_map(|field| field.get(profile)).collect())
            .collect();
        assert_eq!(read, [["Eva", "Lumen", "eva@lumen.de"], ["Ida", "Rot", "ida@rot.at"]], "{text}");
    }
    // A comma within a cell is no reason to part a row otherwise.
    let (set, _) = read("Name,Company,Email\nEva,\"Lumen; Light | Co\",eva@lumen.de\n");
    assert_eq!(set, ["name=Eva", "company=Lumen; Light | Co", "email=eva@lumen.de"]);
}

#[test]
fn days_are_read_as_their_column_has_them() {
    let days = |text: &str| -> Vec<Option<String>> {
        rows(text).iter().map(|row| draft(row).profile.acquired_on.map(|day| day.to_string())).collect()
    };
    let some =
        |days: &[&str]| -> Vec<Option<String>> { days.iter().map(|&day| Some(day.to_owned())).collect() };
    assert_eq!(
        days("name,Created\na,4/5/2026\nb,46310\nc,28/5/2026\n"),
        some(&["2026-05-04", "2026-10-15", "2026-05-28"])
    );
    assert_eq!(days("name,Created\na,4/5/2026\nc,5/28/2026 9:00 AM\n"), some(&["2026-04-05", "2026-05-28"]));
    // Where no day tells, a person does.
    let open = plan("name,Created\na,4/5/2026\n").unwrap();
    let mut headings = open.headings().to_vec();
    assert_eq!(
        open.rows(super::tests::TODAY).next().unwrap().outcome.unwrap().leftover,
        ["Created: 4/5/2026"]
    );
    let days = headings[1].days.as_mut().unwrap();
    assert_eq!(days.order, None);
    days.order = Some(DayOrder::MonthFirst);
    let row = open.with(headings).rows(super::tests::TODAY).next().unwrap();
    assert_eq!(draft(&row).profile.acquired_on.unwrap().to_string(), "2026-04-05");
}

#[test]
fn a_table_of_which_nothing_is_known_waits_for_a_person() {
    let unknown = plan("alpha,beta\nEva,Lumen\n").unwrap();
    assert!(!unknown.names_somebody() && unknown.is_titled());
    assert_eq!(
        unknown.rows(super::tests::TODAY).next().unwrap().outcome,
        Err(RowError::NameOrCompanyMissing)
    );
    let mut headings = unknown.headings().to_vec();
    headings[0].column = Some(Column::Field(Field::Name));
    let row = unknown.with(headings).rows(super::tests::TODAY).next().unwrap();
    assert_eq!(
        (draft(&row).profile.name.as_deref(), &draft(&row).leftover[..]),
        (Some("Eva"), &["beta: Lumen".to_owned()][..])
    );
    assert!(!plan("Eva,eva@lumen.de\n").unwrap().is_titled());
}

#[test]
fn an_address_may_say_itself_that_it_is_dead_and_a_warning_needs_no_name() {
    let rows = rows("name,email\nEva,eva@lumen.de (bounced)\nIda,ida@nord.se - unsubscribed\n".to_owned());
    assert!(draft(&rows[0]).bounced && draft(&rows[1]).opted_out);
    let rows =
        super::tests::rows("Email Address,Unsub Time\nh.vogt@lumen.de,2026-05-01\nida@nord.se,\n".to_owned());
    assert!(draft(&rows[0]).opted_out && !draft(&rows[0]).is_somebody());
    assert!(rows[1].outcome.is_err());
}
