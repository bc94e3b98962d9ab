//! Several tables in one text, as a workbook has sheets: before each stands a line with its name. That line begins with
//! a sign that no table holds, since control characters are no part of a cell.

use std::ops::Range;

/// The sign before the name of a sheet.
const MARK: char = '\u{1c}';

/// A table of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sheet {
    /// Its name; empty where the text is one table.
    pub(super) name: String,
    pub(super) place: Range<usize>,
}

/// The tables of a text, the one that looks most like people first.
pub(super) fn of(text: &str) -> Vec<Sheet> {
    if !text.starts_with(MARK) {
        return vec![Sheet { name: String::new(), place: 0..text.len() }];
    }
    let starts: Vec<usize> = text.match_indices(MARK).map(|(at, _)| at).collect();
    let ends = starts.iter().copied().skip(1).chain([text.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(start, end)| {
            let line = text.get(*start..end).unwrap_or_default();
            let name = line.lines().next().unwrap_or_default();
            let rows = (start + name.len() + 1).min(end);
            Sheet { name: name.trim_start_matches(MARK).to_owned(), place: rows..end }
        })
        .collect()
}

/// Puts a table behind those that a text has already.
pub(super) fn add(text: &mut String, name: &str, table: &str) {
    text.push(MARK);
    text.extend(name.chars().filter(|c| !c.is_control()));
    text.push('\n');
    text.push_str(table);
}

/// A text that is one table.
pub(super) fn plain(text: String) -> String {
    match text.starts_with(MARK) {
        true => text.trim_start_matches(MARK).to_owned(),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_in_one_text_are_told_apart() {
        let mut text = String::new();
        add(&mut text, "客\n户", "name\nEva\n");
        add(&mut text, "", "");
        add(&mut text, "b", "x\n");
        let seen: Vec<_> =
            of(&text).into_iter().map(|sheet| (sheet.name, text[sheet.place].to_owned())).collect();
        let want =
            [("客户", "name\nEva\n"), ("", ""), ("b", "x\n")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(seen, want);
        assert_eq!(of("name\n").len(), 1);
        assert_eq!(plain(text.clone()), text[1..]);
    }
}
