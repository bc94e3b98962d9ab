//! What programs and people write into a cell that holds nothing.

use super::column::Column;
use crate::vocabulary::Field;

/// Marks of nothing, in lower case.
const NOTHING: &[&str] = &[
    "-",
    "--",
    "---",
    "–",
    "—",
    "——",
    "/",
    "\\",
    "//",
    ".",
    "..",
    "...",
    "?",
    "??",
    "*",
    "n/a",
    "n.a.",
    "n.a",
    "na",
    "<na>",
    "n/a.",
    "null",
    "(null)",
    "[null]",
    "<null>",
    "\\n",
    "nil",
    "undefined",
    "nan",
    "none",
    "(none)",
    "<none>",
    "[none]",
    "empty",
    "(empty)",
    "(blank)",
    "blank",
    "(not set)",
    "not set",
    "not available",
    "not provided",
    "not specified",
    "unknown",
    "k.a.",
    "k. a.",
    "keine angabe",
    "n.v.",
    "无",
    "暂无",
    "没有",
    "未知",
    "不详",
    "空",
    "空白",
    "未填",
    "未填写",
    "待补充",
    "無",
    "暫無",
    "[object object]",
    "nat",
    "[]",
    "{}",
    "tbd",
    "tba",
    "tbc",
    "t.b.d.",
    "néant",
    "neant",
    "s.o.",
    "sans objet",
    "entfällt",
    "entfaellt",
    "no email",
    "no e-mail",
    "no mail",
    "no phone",
    "нет",
    "н/д",
    "n/d",
    "nessuno",
    "ninguno",
    "geen",
    "brak",
    "yok",
];

/// Of these the ones that are a person's name when they are written as one: `Nan`, `Na`, `Null`.
const NAMES: &[&str] = &["nan", "na", "null", "nil", "empty", "blank", "brak", "yok", "geen", "nat"];

/// Whether what stands in a column is a mark of nothing. A name that is written as a name is one.
pub(in crate::read) fn is_nothing(column: Column, value: &str) -> bool {
    if value.is_empty() || is_formula_error(value) {
        return true;
    }
    let lower = value.to_lowercase();
    if !NOTHING.contains(&lower.as_str()) {
        return false;
    }
    match column {
        // The code of Namibia.
        Column::Field(Field::Country) => lower != "na" || value == "na",
        Column::Field(Field::Name | Field::Company) | Column::FirstName | Column::LastName => {
            let mut letters = value.chars();
            let as_a_name = letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase);
            !(NAMES.contains(&lower.as_str()) && as_a_name)
        }
        _ => true,
    }
}

/// `#N/A`, `#REF!`, `#NAME?`, `#BEZUG!`, `#####`: what a spreadsheet shows in place of a value.
fn is_formula_error(value: &str) -> bool {
    const WITHOUT_MARK: &[&str] =
        &["N/A", "NV", "NA", "N/D", "BUSY", "CONNECT", "BLOCKED", "UNKNOWN", "FIELD", "GETTING_DATA", ""];
    let Some(word) = value.strip_prefix('#') else { return false };
    let bare = word.trim_start_matches('¿').trim_end_matches(['!', '?', '#']);
    let is_word = bare.chars().all(|c| c.is_uppercase() || matches!(c, '/' | '0' | '_' | ' ' | '\u{b7}'));
    is_word && (bare.len() < word.len() || WITHOUT_MARK.contains(&bare)) && !value.eq("#")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_nothing_are_told_from_names() {
        use Field::{Company, Country, Name, Title};
        for (field, value, nothing) in [
            (Company, "#N/A", true),
            (Company, "#NULL!", true),
            (Title, "#DIV/0!", true),
            (Title, "#BEZUG!", true),
            (Title, "########", true),
            (Title, "#1 buyer", false),
            (Title, "#", false),
            (Title, "#LED", false),
            (Name, "nan", true),
            (Name, "NaN", true),
            (Name, "Nan", false),
            (Name, "None", true),
            (Name, "Null", false),
            (Name, "NULL", true),
            (Name, "Nana", false),
            (Name, "Nan Li", false),
            (Company, "None Ltd", false),
            (Company, "Le Mulino", false),
            (Company, "无锡光电", false),
            (Company, "暂无", true),
            (Country, "NA", false),
            (Country, "n/a", true),
            (Country, "nan", true),
            (Title, "undefined", true),
            (Title, "TBD", true),
            (Title, "NaT", true),
            (Title, "[]", true),
            (Company, "néant", true),
            (Company, "entfällt", true),
            (Name, "#¿NOMBRE?", true),
            (Field::Email, "no email", true),
            (Title, "(NULL)", true),
        ] {
            assert_eq!(is_nothing(Column::Field(field), value), nothing, "{field:?} {value}");
        }
    }
}
