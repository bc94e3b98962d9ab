//! Nothing of a file is lost: each word of it is in a field, in the note or among the rejected rows.

use proptest::prelude::*;

use super::tests::{plan, rows};
use super::*;

/// Columns that take a text as it is, and such of which nothing is known.
const HEADINGS: &[&str] = &[
    "name",
    "company",
    "title",
    "First Name",
    "Last Name",
    "industry",
    "note",
    "country",
    "phone",
    "Created",
    "grade",
    "Website",
    "tags",
    "微信",
    "whatsapp",
    "foo",
    "Shipper",
    "",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_cell_is_lost(
        columns in proptest::collection::vec(proptest::sample::select(HEADINGS), 2..7),
        cells in proptest::collection::vec("[b-df-hj-km-z]{4,6}( [b-df-hj-km-z]{4,6})?([;/,|]? [b-df-hj-km-z]{4})?|", 2..9),
        delimiter in proptest::sample::select(vec![',', ';', '\t', '|']),
    ) {
        let quoted = |cells: &[String]| cells.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(&delimiter.to_string());
        let names: Vec<String> = ["Email", "company"].iter().chain(&columns).map(|&name| name.to_owned()).collect();
        let mut row = vec!["eva@lumen.de".to_owned(), "Lumen".to_owned()];
        row.extend(cells);
        let text = format!("{}\n{}\n", quoted(&names), quoted(&row));
        let rows = rows(text.clone());
        prop_assert_eq!(rows.len(), 1, "{}", text);
        let kept = match &rows[0].outcome {
            Ok(draft) => format!("{:?} {:?}", draft.profile, draft.leftover),
            Err(_) => rows[0].cells().collect::<Vec<_>>().join(" "),
        };
        for word in row.iter().flat_map(|cell| cell.split([' ', ';', '/', ',', '|'])) {
            prop_assert!(kept.contains(word), "{} of {} is not in {}", word, text, kept);
        }
    }

    #[test]
    fn nothing_that_is_written_badly_makes_it_panic_or_loses_a_word(
        text in "(([a-c]{1,3}|\"|\"\"|;|,|\t|\\||\0|\u{feff}| |1/2/2026)|\r?\n|\r){0,80}",
    ) {
        for head in ["name,company,Created\n", "name;\"company;x\n", ""] {
            let Ok(plan) = plan(format!("{head}{text}")) else { continue };
            let rows: Vec<Row> = plan.rows(super::tests::TODAY).collect();
            let kept: Vec<String> = rows.iter().map(|row| row.cells().collect::<Vec<_>>().join(" ")).collect();
            let kept = kept.join(" ");
            if head.starts_with("name,") {
                for word in text.split(|c: char| !c.is_ascii_lowercase()).filter(|word| !word.is_empty()) {
                    prop_assert!(kept.contains(word), "{} of {:?} is not in {:?}", word, text, kept);
                }
            }
        }
    }
}
