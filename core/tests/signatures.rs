//! How well signatures and cards are read, field by field: precision (of what was read, how much is right) and recall
//! (of what stands there, how much was read). The figures are printed whenever this runs.
//!
//! `seen.txt` is what the rules were written with; `held.txt` was held back until they stood.

#![expect(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::collections::HashMap;
use std::io::Write as _;

use chrono::NaiveDate;
use renmai_core::read::signature::{looks_like_card, parse_card};
use renmai_core::vocabulary::Field;

const FIELDS: [Field; 9] = [
    Field::Name,
    Field::Title,
    Field::Company,
    Field::Email,
    Field::Phone,
    Field::WhatsApp,
    Field::WeChat,
    Field::Website,
    Field::Country,
];

/// A text and what it says.
struct Example {
    name: String,
    want: HashMap<Field, String>,
    text: String,
}

fn examples(file: &str) -> Vec<Example> {
    let parts = file.split("\n=== ").skip(1);
    parts
        .map(|part| {
            let (head, text) = part.split_once("\n---\n").unwrap();
            let mut lines = head.lines();
            let name = lines.next().unwrap().to_owned();
            let want = lines.filter_map(|line| {
                let (key, value) = line.split_once(':').unwrap();
                let value = value.trim();
                (!value.is_empty()).then(|| (Field::parse(key).unwrap(), value.to_owned()))
            });
            Example { name, want: want.collect(), text: text.to_owned() }
        })
        .collect()
}

/// Reads every example; answers the right, the read and the wanted values of each field, and prints what is wrong.
fn score(set: &str, examples: &[Example]) -> HashMap<Field, [usize; 3]> {
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let mut out = std::io::stderr();
    let mut counts: HashMap<Field, [usize; 3]> = HashMap::new();
    for example in examples {
        assert!(looks_like_card(&example.text), "{} does not look like a card", example.name);
        let draft = parse_card(&example.text, today).unwrap_or_default();
        for field in FIELDS {
            let got = field.get(&draft.profile);
            let want = example.want.get(&field);
            let right = got.as_ref().map(|got| got.to_lowercase()) == want.map(|want| want.to_lowercase());
            let count = counts.entry(field).or_default();
            count[0] += usize::from(right && got.is_some());
            count[1] += usize::from(got.is_some());
            count[2] += usize::from(want.is_some());
            if !right {
                let unsure = if draft.unsure.contains(&field) { " (unsure)" } else { "" };
                writeln!(out, "{set}, {}: {} is {got:?}{unsure}, not {want:?}", example.name, field.code())
                    .unwrap();
            }
        }
    }
    let mut table =
        format!("\n{set}: {} texts\n{:<9}{:>11}{:>9}\n", examples.len(), "field", "precision", "recall");
    for field in FIELDS {
        let [right, read, wanted] = counts[&field];
        let rate = |of: usize| format!("{:.0} %", 100.0 * right as f64 / of.max(1) as f64);
        table += &format!(
            "{:<9}{:>11}{:>9}   {right} right of {read} read, {wanted} there\n",
            field.code(),
            rate(read),
            rate(wanted)
        );
    }
    writeln!(out, "{table}").unwrap();
    counts
}

fn check(set: &str, file: &str, floor: f64) {
    let examples = examples(file);
    for (field, [right, read, wanted]) in score(set, &examples) {
        let at_least = |of: usize| right as f64 >= floor * of as f64;
        assert!(at_least(read) && at_least(wanted), "{set}: {} is read too badly", field.code());
    }
}

#[test]
fn what_was_held_back() {
    check("held", include_str!("signatures/held.txt"), 0.9);
}

#[test]
fn what_the_rules_were_written_with() {
    check("seen", include_str!("signatures/seen.txt"), 0.95);
}

#[test]
fn a_card_in_one_line_is_a_card_and_a_remark_is_none() {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    for (text, name, title, company) in [
        ("王经理／采购部／明辉照明", "王经理", Some("采购部"), Some("明辉照明")),
        ("王经理 / 采购部 / 明辉照明 / 13800138000", "王经理", Some("采购部"), Some("明辉照明")),
        ("客户：Hassan，公司：Cairo Bright，邮箱：h@cairobright.com", "Hassan", None, Some("Cairo Bright")),
        ("吴总 13566667777", "吴总", None, None),
        ("何小姐（外贸部）\n明辉照明\n13800138000", "何小姐", Some("外贸部"), Some("明辉照明")),
    ] {
        assert!(looks_like_card(text), "{text}");
        let profile = parse_card(text, today).unwrap().profile;
        let read = (profile.name.as_deref(), profile.title.as_deref(), profile.company.as_deref());
        assert_eq!(read, (Some(name), title, company), "{text}");
    }
    for text in ["I called 13566667777 today", "给吴总打电话 13566667777", "sent 3/4/5 samples"] {
        assert!(!looks_like_card(text), "{text}");
    }
}

#[test]
fn what_no_field_takes_is_kept() {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    for (text, leftover, unread) in [
        (
            "John Dohe\nDohe Ltd\nPhone: +44 20 7946 0958 ext. 123\njohn@dohe.example",
            &["Phone: +44 20 7946 0958 ext. 123"][..],
            &[][..],
        ),
        (
            "王芳 Vivian\n宁波光谷照明有限公司\nSkype: vivian.wang\nvivian@guanggu.example",
            &["Skype: vivian.wang"],
            &[],
        ),
        (
            "Anna Schmidt\nHead of Purchasing\nLumen GmbH\nLichtstr. 5, 10115 Berlin\nwe make light\nFax: +49 30 1234568\nanna@lumen.de",
            &["Lichtstr. 5, 10115 Berlin", "Fax: +49 30 1234568"],
            &["we make light"],
        ),
        ("Mr. Rajesh Kumar\nBuyer\nKumar Lights Pvt Ltd\nIndia\nraj@kumar.example", &[], &[]),
    ] {
        let draft = parse_card(text, today).unwrap();
        assert_eq!(
            (draft.leftover, draft.unread),
            (
                leftover.iter().map(|line| line.to_string()).collect(),
                unread.iter().map(|line| line.to_string()).collect()
            ),
            "{text}"
        );
    }
}
