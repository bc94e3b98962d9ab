//! Files as people have them: odd values, odd lines, odd columns.

use super::tests::{draft, rows};
use super::*;
use crate::contact::Grade;

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
