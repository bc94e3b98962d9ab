//! CSV on its way in: the delimiter and the columns are recognised, the rows become drafts one by one.

use chrono::NaiveDate;

use crate::contact::Grade;
use crate::csv_out::rearm;
use crate::field::{Field, FieldError};
use crate::text::clean;
use crate::text_in::Draft;

/// Why a file cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// Not UTF-8.
    #[error("not UTF-8")]
    NotUtf8,
    /// No rows.
    #[error("empty")]
    Empty,
    /// The first row names no column that is known.
    #[error("no known column")]
    NoHeader,
    /// More columns than any list of people has.
    #[error("too many columns")]
    TooManyColumns,
}

/// Why a row is no contact.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowError {
    /// A cell that its column does not take.
    #[error("{error}: {value}")]
    Cell {
        /// The column.
        column: Column,
        /// What stood there.
        value: String,
        /// What is wrong with it.
        error: FieldError,
    },
    /// Neither a name nor a company.
    #[error("neither a name nor a company")]
    NameOrCompanyMissing,
    /// The row cannot be read as CSV.
    #[error("not a row of CSV")]
    Broken,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// A field.
    Field(Field),
    /// The grade.
    Grade,
    /// The first of two columns of a name.
    FirstName,
    /// The second of two columns of a name.
    LastName,
    /// A note, kept as an interaction.
    Note,
}

impl Column {
    /// Recognises a column by its name in the first row.
    pub fn parse(header: &str) -> Option<Column> {
        let header = clean(header).to_lowercase();
        let header = header.trim_matches(['*', ':', '：', '"']).replace('_', " ");
        match header.as_str() {
            "grade" | "class" | "rating" | "等级" | "级别" | "客户等级" => Some(Column::Grade),
            "first name" | "given name" | "firstname" | "名" => Some(Column::FirstName),
            "last name" | "family name" | "surname" | "lastname" | "姓" => Some(Column::LastName),
            "note" | "notes" | "remark" | "remarks" | "comment" | "comments" | "备注" | "说明" => {
                Some(Column::Note)
            }
            header => {
                Field::parse(header).or_else(|| Field::parse(&header.replace(' ', ""))).map(Column::Field)
            }
        }
    }
}

/// A file that was understood.
#[derive(Debug, Clone)]
pub struct Plan {
    text: String,
    delimiter: u8,
    /// The names of the columns as they stand in the file.
    pub headers: Vec<String>,
    /// What each column holds, where it is known.
    pub columns: Vec<Option<Column>>,
}

/// A row of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Where it begins, counted from 1.
    pub line: u64,
    /// Its cells as they stand there.
    pub cells: Vec<String>,
    /// What it is.
    pub outcome: Result<Draft, RowError>,
}

/// A list of people has no more columns.
const MOST_COLUMNS: usize = 200;

/// The longest cell that is looked at, in characters.
const LONGEST_CELL: usize = 4000;

impl Plan {
    /// Understands a file.
    ///
    /// # Errors
    /// When it is not UTF-8, is empty, or names no column that is known.
    pub fn read(bytes: &[u8]) -> Result<Plan, FileError> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes).map_err(|_| FileError::NotUtf8)?.to_owned();
        let first = text.lines().find(|line| !line.trim().is_empty()).ok_or(FileError::Empty)?;
        if first.contains('\0') {
            return Err(FileError::NotUtf8);
        }
        let count = |delimiter: u8| first.bytes().filter(|byte| *byte == delimiter).count();
        let delimiter =
            [b',', b';', b'\t'].into_iter().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b',');
        if count(delimiter) >= MOST_COLUMNS {
            return Err(FileError::TooManyColumns);
        }
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
        let headers: Vec<String> =
            reader.headers().map_err(|_| FileError::NotUtf8)?.iter().map(clean).collect();
        // The first row may go over several lines.
        if headers.len() > MOST_COLUMNS {
            return Err(FileError::TooManyColumns);
        }
        let mut columns: Vec<Option<Column>> = headers.iter().map(|header| Column::parse(header)).collect();
        // The same field twice: the first counts.
        for at in 0..columns.len() {
            if columns[..at].contains(&columns[at]) {
                columns[at] = None;
            }
        }
        let names =
            [Column::Field(Field::Name), Column::Field(Field::Company), Column::FirstName, Column::LastName];
        let named = columns.iter().flatten().any(|column| names.contains(column));
        match named {
            true => Ok(Plan { text, delimiter, headers, columns }),
            false => Err(FileError::NoHeader),
        }
    }

    /// The rows, one by one. `today` is the person's local day.
    pub fn rows(&self, today: NaiveDate) -> impl Iterator<Item = Row> + '_ {
        csv::ReaderBuilder::new()
            .delimiter(self.delimiter)
            .flexible(true)
            .from_reader(self.text.as_bytes())
            .into_records()
            .enumerate()
            .map(move |(at, record)| match record {
                Ok(record) => {
                    let line = record.position().map_or(at as u64 + 2, csv::Position::line);
                    let cells = record.iter().take(MOST_COLUMNS).map(|cell| rearm(cell).to_owned());
                    let cells: Vec<String> = cells.collect();
                    let outcome = match record.len() {
                        ..=MOST_COLUMNS => self.draft(&cells, today),
                        _ => Err(RowError::Broken),
                    };
                    Row { line, cells, outcome }
                }
                Err(_) => Row { line: at as u64 + 2, cells: Vec::new(), outcome: Err(RowError::Broken) },
            })
            .filter(|row| row.outcome.is_err() || row.cells.iter().any(|cell| !cell.trim().is_empty()))
            .filter(|row| row.cells.is_empty() || row.cells.iter().any(|cell| !cell.trim().is_empty()))
    }

    fn draft(&self, cells: &[String], today: NaiveDate) -> Result<Draft, RowError> {
        let mut draft = Draft::default();
        let (mut first, mut last) = (None, None);
        // The country decides how a phone number reads.
        let order = |column: &Option<Column>| *column != Some(Column::Field(Field::Country));
        let mut cells: Vec<(&Option<Column>, &String)> = self.columns.iter().zip(cells).collect();
        cells.sort_by_key(|(column, _)| order(column));
        for (column, cell) in cells {
            let Some(column) = *column else { continue };
            let cell: String = cell.chars().take(LONGEST_CELL).collect();
            let value = clean(&cell);
            if value.is_empty() || matches!(value.as_str(), "-" | "/" | "N/A" | "n/a" | "无") {
                continue;
            }
            let wrong = |error| RowError::Cell { column, value: value.chars().take(100).collect(), error };
            match column {
                Column::Field(field) => field.set(&mut draft.profile, Some(&value), today).map_err(wrong)?,
                Column::Grade => {
                    let grade = Grade::parse(value.trim_end_matches('级'))
                        .ok_or_else(|| wrong(FieldError::UnknownWord))?;
                    draft.grade = Some(grade);
                }
                Column::FirstName => first = Some(value),
                Column::LastName => last = Some(value),
                Column::Note => draft.leftover.push(value),
            }
        }
        if draft.profile.name.is_none() {
            let name = [first, last].into_iter().flatten().collect::<Vec<_>>().join(" ");
            draft.profile.name = (!name.is_empty()).then_some(name);
        }
        match draft.profile.name.is_none() && draft.profile.company.is_none() {
            true => Err(RowError::NameOrCompanyMissing),
            false => Ok(draft),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();

    fn rows(text: &str) -> Vec<Row> {
        Plan::read(text.as_bytes()).unwrap().rows(TODAY).collect()
    }

    #[test]
    fn columns_are_recognised_in_both_languages_and_with_any_delimiter() {
        for text in [
            "Name,Company,Email,Country\nAnna Schmidt,Lumen GmbH,anna@lumen.de,Germany\n",
            "\u{feff}姓名;公司名称;邮箱;国家/地区\r\nAnna Schmidt;Lumen GmbH;anna@lumen.de;德国\r\n",
            "First Name\tLast Name\tCompany Name\tE-mail Address\tCountry/Region\nAnna\tSchmidt\tLumen GmbH\tanna@lumen.de\tDE\n",
        ] {
            let rows = rows(text);
            assert_eq!(rows.len(), 1, "{text}");
            let profile = &rows[0].outcome.as_ref().unwrap().profile;
            assert_eq!(profile.name.as_deref(), Some("Anna Schmidt"), "{text}");
            assert_eq!(profile.email.as_ref().unwrap().as_str(), "anna@lumen.de");
            assert_eq!(profile.country.unwrap().code(), "DE");
        }
    }

    #[test]
    fn wrong_rows_say_what_is_wrong_and_the_others_go_on() {
        let rows = rows(
            "name,company,email,source,grade\nAnna,Lumen,anna@,,\n,,,,\nEva,\"Two\nlines\",eva@x.de,bought list,\nIda,Ida AG,,,A\n,,x@y.de,,\n",
        );
        let errors: Vec<_> = rows.iter().map(|row| (row.line, row.outcome.as_ref().err().cloned())).collect();
        let cell = |field, value: &str, error| RowError::Cell {
            column: Column::Field(field),
            value: value.into(),
            error,
        };
        assert_eq!(
            errors,
            [
                (2, Some(cell(Field::Email, "anna@", FieldError::BadEmail))),
                (4, Some(cell(Field::Source, "bought list", FieldError::BoughtList))),
                (6, None),
                (7, Some(RowError::NameOrCompanyMissing)),
            ]
        );
    }

    #[test]
    fn what_is_no_list_is_refused() {
        for (bytes, want) in [
            (&b""[..], FileError::Empty),
            (b"\n \n", FileError::Empty),
            (b"a,b\n1,2\n", FileError::NoHeader),
            (b"\xff\xfea\0", FileError::NotUtf8),
            (b"PK\x03\x04\xff", FileError::NotUtf8),
        ] {
            assert_eq!(Plan::read(bytes).err(), Some(want), "{bytes:?}");
        }
        assert_eq!(Plan::read("name,".repeat(1_000_000).as_bytes()).err(), Some(FileError::TooManyColumns));
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in "(?s).{0,300}") {
            for text in [text.clone(), format!("name,company\n{text}")] {
                if let Ok(plan) = Plan::read(text.as_bytes()) {
                    let _ = plan.rows(TODAY).count();
                }
            }
        }
    }
}
