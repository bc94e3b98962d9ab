//! An address book of vCards, as a table: one row a person.

use crate::csv_out::Writer;
use crate::read::vcard::{Oversize, vcard_fields};
use crate::vocabulary::Field;

use super::{FileError, LONGEST_TABLE};

/// The columns; of what a card may hold several times, the second has a column too.
const COLUMNS: &[(&str, Option<Field>)] = &[
    ("name", Some(Field::Name)),
    ("company", Some(Field::Company)),
    ("title", Some(Field::Title)),
    ("email", Some(Field::Email)),
    ("email 2", Some(Field::Email)),
    ("phone", Some(Field::Phone)),
    ("phone 2", Some(Field::Phone)),
    ("website", Some(Field::Website)),
    ("country", Some(Field::Country)),
    ("note", None),
];

/// Reads every card of a text; the table is CSV.
pub(super) fn read(text: &str) -> Result<String, FileError> {
    let headers: Vec<String> = COLUMNS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let mut writer = Writer::new(&headers).map_err(|_| FileError::Broken)?;
    let mut size = 0;
    for fields in vcard_fields(text) {
        let mut fields = fields.map_err(|Oversize| FileError::TooMuch)?;
        let row: Vec<String> = COLUMNS
            .iter()
            .map(|(_, field)| {
                let at = fields.iter().position(|(held, _)| held == field);
                let value = at.map(|at| fields.remove(at).1).unwrap_or_default();
                value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
            })
            .collect();
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
