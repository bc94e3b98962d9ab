//! Rows that another program, or a hand, wrote badly: a quotation mark that is never closed, another delimiter than that
//! of the columns' names.

use csv::StringRecord;

use super::DELIMITERS;
use super::records::{Records, START};

/// Whether a row of several lines became one by a stray quotation mark: a cell in marks goes on after its end, or has none.
pub(super) fn swallows_lines(row: &str, delimiter: u8) -> bool {
    let is_break = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let row = row.trim_matches(['\n', '\r']).as_bytes();
    if !row.iter().any(is_break) {
        return false;
    }
    let (mut rest, mut starts) = (row, true);
    while let [first, after @ ..] = rest {
        rest = after;
        if !starts || *first != b'"' {
            starts = *first == delimiter || is_break(first);
            continue;
        }
        // Within marks, to the one that is not doubled.
        loop {
            match rest.iter().position(|byte| *byte == b'"') {
                None => return true,
                Some(at) => rest = rest.get(at + 1..).unwrap_or_default(),
            }
            match rest {
                [b'"', after @ ..] => rest = after,
                _ => break,
            }
        }
        if rest.first().is_some_and(|next| *next != delimiter && !is_break(next)) {
            return true;
        }
        starts = false;
    }
    false
}

/// The cells of the first line of a row, quotation marks being signs like any other, and how long it is with the empty
/// lines before it and its end.
pub(super) fn first_line(row: &str, delimiter: u8) -> (usize, StringRecord) {
    let line = row.trim_start_matches(['\n', '\r']);
    let blank = row.len() - line.len();
    let end = line.find(['\n', '\r']).unwrap_or(line.len());
    let (line, after) = line.split_at(end);
    let length = blank + end + usize::from(after.starts_with("\r\n")) + usize::from(!after.is_empty());
    let cells = line.split(char::from(delimiter)).map(|cell| cell.trim_matches('"').replace("\"\"", "\""));
    (length, cells.collect())
}

/// The cells of a row that is one cell, where another delimiter makes a row of it.
pub(super) fn by_another_delimiter(
    cells: &StringRecord,
    delimiter: u8,
    columns: usize,
) -> Option<StringRecord> {
    let cell =
        cells.get(0).filter(|_| columns > 1 && cells.iter().skip(1).all(|cell| cell.trim().is_empty()))?;
    let others = DELIMITERS.iter().filter(|other| **other != delimiter && cell.contains(char::from(**other)));
    others
        .filter_map(|other| {
            let mut rows = Records::of(cell, START, *other, 0);
            let row = rows.next()?.cells.ok()?;
            // Nothing of it may be left over.
            rows.next().is_none().then_some(row)
        })
        .filter(|cells| (2..=columns).contains(&cells.len()))
        .max_by_key(StringRecord::len)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, columns: usize) -> Vec<(u64, Vec<String>)> {
        let records = Records::of(text, START, b',', columns);
        records
            .map(|record| (record.place.line, record.cells.unwrap().iter().map(str::to_owned).collect()))
            .collect()
    }

    #[test]
    fn a_stray_mark_swallows_no_rows() {
        for (text, want) in [
            ("\"Eva,Lumen,e\nIda,Rot,i\n", &["Eva|Lumen|e", "Ida|Rot|i"][..]),
            ("Eva,\"Lumen,e\r\nIda,\"Rot,i\r\nJo,Ost,j\r\n", &["Eva|Lumen|e", "Ida|Rot|i", "Jo|Ost|j"]),
            ("\"Eva,Lumen,e\nIda,\"Rot, AG\",i\n", &["Eva|Lumen|e", "Ida|Rot, AG|i"]),
            // What is meant stays as it is.
            ("Eva,\"Lumen\nGmbH\",e\nIda,Rot,i\n", &["Eva|Lumen\nGmbH|e", "Ida|Rot|i"]),
            ("Eva,\"a \"\"b\"\"\nc\",e\n", &["Eva|a \"b\"\nc|e"]),
            ("Eva,6\" pipe,e\nIda,7\" pipe,i\n", &["Eva|6\" pipe|e", "Ida|7\" pipe|i"]),
        ] {
            let read: Vec<String> = rows(text, 3).into_iter().map(|(_, cells)| cells.join("|")).collect();
            assert_eq!(read, want, "{text}");
        }
        let lines: Vec<u64> =
            rows("\n\"Eva,L,e\r\nIda,\"R,i\nJo,O,j", 3).into_iter().map(|(line, _)| line).collect();
        assert_eq!(lines, [1, 3, 4]);
    }

    #[test]
    fn a_row_of_another_delimiter_is_one_of_the_list() {
        for (line, want) in [
            ("Eva;Lumen;e@lumen.de", &["Eva", "Lumen", "e@lumen.de"][..]),
            ("Eva\tLumen\te@lumen.de,,", &["Eva", "Lumen", "e@lumen.de"]),
            ("Eva|Lumen|", &["Eva", "Lumen", ""]),
            ("\"Eva;\"\"Lumen; Co\"\";e\"", &["Eva", "Lumen; Co", "e"]),
            ("Eva", &["Eva"]),
            ("Eva;a;b;c", &["Eva;a;b;c"]),
            ("Eva;Lumen,e", &["Eva;Lumen", "e"]),
        ] {
            assert_eq!(rows(line, 3)[0].1, want, "{line}");
        }
    }
}
