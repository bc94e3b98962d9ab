//! Rows of totals, which are nobody.

use csv::StringRecord;

/// Whether a row is a total of those above it: a word for a total, and else only numbers.
pub(super) fn is_total(record: &StringRecord) -> bool {
    const WORDS: &[&str] = &[
        "total",
        "totals",
        "grand total",
        "subtotal",
        "sum",
        "合计",
        "总计",
        "小计",
        "共计",
        "合計",
        "總計",
        "小計",
        "共計",
    ];
    let mut total = false;
    record.iter().all(|cell| {
        let word = cell.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
        let is_word = WORDS.contains(&word.as_str());
        total |= is_word;
        is_word || word.is_empty()
    }) && total
}
