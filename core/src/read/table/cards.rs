//! An address book of vCards, as a table: one row a person.

use encoding_rs::Encoding;

use crate::csv_out::Writer;
use crate::email::Email;
use crate::read::vcard::{Held, Oversize, begins, vcard_values};
use crate::vocabulary::Field;

use super::{FileError, LONGEST_TABLE, encoding};

/// The columns of fields; what a card holds a second time goes to the note.
const COLUMNS: &[Field] = &[
    Field::Name,
    Field::Company,
    Field::Title,
    Field::Email,
    Field::Phone,
    Field::WhatsApp,
    Field::WeChat,
    Field::LinkedIn,
    Field::Website,
    Field::Country,
    Field::Language,
];

/// Whether a text begins with a card.
pub(super) fn begin(text: &str) -> bool {
    begins(text)
}

/// The text of cards of which some lines are written in an encoding that they name; `None`: it is none of that.
pub(super) fn decode(bytes: &[u8]) -> Option<Result<String, FileError>> {
    let start = bytes.trim_ascii_start().get(..11)?;
    if !start.eq_ignore_ascii_case(b"BEGIN:VCARD") || std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let lines = || bytes.split_inclusive(|byte| matches!(byte, b'\n' | b'\r'));
    let mut said = None;
    let encodings: Vec<Option<&Encoding>> = lines()
        .map(|line| {
            // A line that begins with a space goes on with the one before.
            if !line.first().is_some_and(|byte| matches!(byte, b' ' | b'\t')) {
                said = named(line);
            }
            said.filter(|_| std::str::from_utf8(line).is_err())
        })
        .collect();
    if encodings.iter().all(Option::is_none) {
        return None;
    }
    let rest: Vec<u8> = lines()
        .zip(&encodings)
        .filter(|(_, said)| said.is_none())
        .flat_map(|(line, _)| line)
        .copied()
        .collect();
    let guessed = encoding::of_text(&rest);
    let mut text = String::with_capacity(bytes.len());
    for (line, said) in lines().zip(encodings) {
        match std::str::from_utf8(line) {
            Ok(line) => text.push_str(line),
            Err(_) => text.push_str(&said.unwrap_or(guessed).decode_without_bom_handling(line).0),
        }
        if text.len() > LONGEST_TABLE {
            return Some(Err(FileError::TooMuch));
        }
    }
    Some(Ok(text))
}

/// The encoding that a line names: `N;CHARSET=MACINTOSH:…`.
fn named(line: &[u8]) -> Option<&'static Encoding> {
    let head = line.split(|byte| *byte == b':').next()?;
    head.split(|byte| *byte == b';').find_map(|param| {
        let (name, value) = param.split_at_checked(8)?;
        name.eq_ignore_ascii_case(b"CHARSET=").then(|| Encoding::for_label(value)).flatten()
    })
}

/// Reads every card of a text; the table is CSV.
pub(super) fn read(text: &str) -> Result<String, FileError> {
    // A column for groups only where there are some.
    let is_group =
        |at: usize| text.get(at + 1..at + 6).is_some_and(|word| word.eq_ignore_ascii_case("group"));
    let has_groups = text.match_indices(':').any(|(at, _)| is_group(at));
    let names = COLUMNS.iter().map(|field| field.code()).chain(["note"]);
    let headers: Vec<String> =
        names.chain(has_groups.then_some("address book group")).map(str::to_owned).collect();
    let mut writer = Writer::new(&headers).map_err(|_| FileError::Broken)?;
    let mut size = 0;
    for values in vcard_values(text) {
        let row = row(values.map_err(|Oversize| FileError::TooMuch)?, has_groups);
        if row.iter().all(String::is_empty) {
            continue;
        }
        // Each cell has a comma.
        size += row.iter().map(|cell| cell.len() + 1).sum::<usize>();
        if size > LONGEST_TABLE {
            return Err(FileError::TooMuch);
        }
        writer.row(row).map_err(|_| FileError::Broken)?;
    }
    let table = writer.finish().map_err(|_| FileError::Broken)?;
    let table = String::from_utf8(table).map_err(|_| FileError::Broken)?;
    Ok(table.trim_start_matches('\u{feff}').to_owned())
}

fn row(mut values: Vec<(Held, String)>, has_groups: bool) -> Vec<String> {
    let mut take = |held: Held| {
        let mut places = values.iter().enumerate().filter(|(_, (other, _))| *other == held).map(|(at, _)| at);
        let first = places.clone().next();
        // Of several addresses the first that is one.
        let good = places.find(|at| values.get(*at).is_some_and(|(_, value)| Email::parse(value).is_ok()));
        let at = if held == Held::Field(Field::Email) { good.or(first) } else { first };
        at.map(|at| values.remove(at).1).unwrap_or_default()
    };
    let mut row: Vec<String> = COLUMNS.iter().map(|field| take(Held::Field(*field))).collect();
    let group = take(Held::Group);
    let mut rest: Vec<String> = Vec::new();
    for (_, value) in values {
        if !rest.contains(&value) && !row.contains(&value) {
            rest.push(value);
        }
    }
    row.push(rest.join("; "));
    if has_groups {
        row.push(group);
    }
    let line = |cell: String| cell.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    row.into_iter().map(line).collect()
}
