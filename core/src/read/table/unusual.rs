//! Files as people have them: odd values, odd lines, odd columns.

use super::tests::{draft, plan, rows};
use super::*;
use crate::read::Draft;
use crate::read::field::FieldError;
use crate::vocabulary::{Field, Grade};

/// What a file of one row becomes: of these fields the values, and the note.
fn read(text: &str, fields: &[Field]) -> (Vec<String>, Vec<String>) {
    let rows = rows(text);
    assert_eq!(rows.len(), 1, "{text}");
    let Draft { profile, leftover, .. } = draft(&rows[0]).clone();
    (fields.iter().map(|field| field.get(&profile).unwrap_or_default()).collect(), leftover)
}

#[test]
fn a_value_that_is_none_is_kept_in_the_note() {
    for (heading, value) in [
        ("Grade", "D"),
        ("客户等级", "黑名单"),
        ("Country/Region", "Atlantis"),
        ("Tel.", "ask"),
        ("Website", "https://xi.cn/about us"),
        ("LinkedIn", "Anna S."),
        ("Value", "lots"),
        ("Role", "the boss"),
        ("Connected On", "last spring"),
    ] {
        let (name, note) = read(&format!("name,{heading},email\nAnna,{value},a@lumen.de\n"), &[Field::Name]);
        assert_eq!((name, note), (vec!["Anna".into()], vec![format!("{heading}: {value}")]), "{heading}");
    }
    let long = "x".repeat(201);
    let (title, note) = read(&format!("name,title\nAnna,{long}\n"), &[Field::Title]);
    assert_eq!((title, note), (vec![String::new()], vec![format!("title: {long}")]));
    let long = rows(format!("name,company\n{long},Lumen\n"));
    assert_eq!(long[0].outcome, Err(RowError::cell(Field::Name, &"x".repeat(201), FieldError::TooLong)));
}

#[test]
fn a_grade_is_read_in_the_words_of_other_programs() {
    for (text, grade) in [
        ("a", Some(Grade::A)),
        ("A+", Some(Grade::A)),
        ("A-", Some(Grade::A)),
        ("b+", Some(Grade::B)),
        ("C级", Some(Grade::C)),
        ("Hot", Some(Grade::A)),
        ("WARM", Some(Grade::B)),
        ("cold", Some(Grade::C)),
        ("★★★", Some(Grade::A)),
        ("**", Some(Grade::B)),
        ("★☆☆", Some(Grade::C)),
        ("重点客户", Some(Grade::A)),
        ("重点", Some(Grade::A)),
        ("vip客户", Some(Grade::A)),
        ("普通", Some(Grade::B)),
        ("D", None),
    ] {
        let rows = rows(format!("name,grade\nAnna,{text}\n"));
        assert_eq!(draft(&rows[0]).grade, grade, "{text}");
        assert_eq!(draft(&rows[0]).leftover.is_empty(), grade.is_some(), "{text}");
    }
}

#[test]
fn a_line_that_holds_a_total_is_nobody() {
    for (line, is_row) in [
        ("Total,,3", false),
        ("total:,12,", false),
        (",合计：,\"1,234.50\"", false),
        ("总计 12,,", false),
        ("小計,,", false),
        ("Grand Total,,$99", false),
        ("Total,TotalEnergies,", true),
        ("Total Wine,,", true),
        ("合计科技,,", true),
        ("Anna,,", true),
    ] {
        let rows = rows(format!("name,company,size\nEva,Lumen,3\n{line}\n"));
        assert_eq!(rows.len() == 2, is_row, "{line}");
    }
}

#[test]
fn what_a_second_column_says_is_kept() {
    use Field::{Company, Country, Name, Phone, Title, Website};
    for (text, fields, want, note) in [
        ("name,company,公司\nAnna,Lumen,亮途\n", vec![Company], vec!["Lumen"], vec!["公司: 亮途"]),
        ("name,company,公司\nAnna,Lumen,LUMEN\n", vec![Company], vec!["Lumen"], vec![]),
        ("name,country,国家\nAnna,Germany,德国\n", vec![Country], vec!["DE"], vec![]),
        ("name,country,国家\nAnna,Germany,法国\n", vec![Country], vec!["DE"], vec!["国家: 法国"]),
        ("name,country,国家\nAnna,Germany,Atlantis\n", vec![Country], vec!["DE"], vec!["国家: Atlantis"]),
        ("name,phone,tel\nAnna,+49 30 123456,ask\n", vec![Phone], vec!["+4930123456"], vec!["tel: ask"]),
        ("name,grade,等级\nAnna,A,B\n", vec![Name], vec!["Anna"], vec!["等级: B"]),
        (
            "name,first name,last name\nAnna S.,Anna,Schmidt\n",
            vec![Name],
            vec!["Anna S."],
            vec!["last name: Schmidt"],
        ),
        ("First Name,first,姓\nAnna,Anne,Schmidt\n", vec![Name], vec!["Anna Schmidt"], vec!["first: Anne"]),
        ("name,Title,Job Title\nAnna,Dr.,Buyer\n", vec![Title], vec!["Buyer"], vec!["Title: Dr."]),
        ("name,Title\nAnna,Ms.\n", vec![Title], vec![""], vec!["Title: Ms."]),
        ("name,职位\n王芳,女士\n", vec![Title], vec![""], vec!["职位: 女士"]),
        ("name,Title,Job Title\nAnna,Princess,\n", vec![Title], vec![""], vec!["Title: Princess"]),
        ("name,Title,职位\nAnna,Buyer,采购\n", vec![Title], vec!["Buyer"], vec!["职位: 采购"]),
        ("name,email,邮箱\nAnna,anna@lumen.de,ask\n", vec![Name], vec!["Anna"], vec!["邮箱: ask"]),
        // Google Contacts writes several values into one cell.
        (
            "Name,Phone 1 - Value,Website 1 - Value\nAnna,+49 30 123456 ::: +49 30 123457,lumen.de ::: lumen.com\n",
            vec![Phone, Website],
            vec!["+4930123456", "lumen.de"],
            vec!["Phone 1 - Value: +49 30 123457", "Website 1 - Value: lumen.com"],
        ),
    ] {
        let (values, leftover) = read(text, &fields);
        assert_eq!(
            (values, leftover.iter().map(String::as_str).collect()),
            (want.into_iter().map(String::from).collect(), note),
            "{text}"
        );
    }
    let rows = rows("name,source,channel\nAnna,website,bought list\n");
    assert!(matches!(rows[0].outcome, Err(RowError::Cell { error: FieldError::BoughtList, .. })));
}

#[test]
fn linkedins_url_is_a_page_there() {
    let plan = plan("First Name,Last Name,URL\nAnna,S,\nEva,B,https://www.linkedin.com/in/eva\n").unwrap();
    assert_eq!(plan.headings()[2].column, Some(Column::Field(Field::LinkedIn)));
    let plan = super::tests::plan("name,URL\nAnna,lumen.de\nEva,https://www.linkedin.com/in/eva\n").unwrap();
    assert_eq!(plan.headings()[1].column, Some(Column::Field(Field::Website)));
}

#[test]
fn a_customer_beside_a_company_is_a_person() {
    use Field::{Company, Name};
    for (text, want) in [
        ("客户名称,公司\n王芳,亮途\n", ["王芳", "亮途"]),
        ("公司名称,客户名称\n亮途,王芳\n", ["王芳", "亮途"]),
        ("客户名称,联系人\n亮途,王芳\n", ["王芳", "亮途"]),
        ("客户名称,邮箱\n亮途,wang@liangtu.cn\n", ["", "亮途"]),
        ("客户名称,联系人,公司\n亮途,王芳,亮途\n", ["王芳", "亮途"]),
    ] {
        assert_eq!(read(text, &[Name, Company]).0, want, "{text}");
    }
}
