//! Where the names of the columns stand in a table, and where its rows begin.

use csv::StringRecord;

use super::column::Column;
use super::records::{Oversize, Place, Record, Records, START};
use super::{DELIMITERS, FileError, untitled};
use crate::csv_out::rearm;
use crate::text::clean;

/// The row with the column names is searched among so many rows, since titles and remarks may stand above it.
pub(super) const HEAD_ROWS: usize = 25;

/// How many rows tell by which delimiter they are written.
const TELLING_ROWS: usize = 50;

/// The row with the names of the columns.
#[derive(Debug, Clone)]
pub(super) struct Head {
    delimiter: u8,
    place: Place,
    /// The row above it.
    above: Option<StringRecord>,
    /// How many columns are known.
    pub(super) known: usize,
    names_somebody: bool,
}

/// The name of a column, and what it holds by its name.
pub(super) type Name = (String, Option<Column>);

/// How a table is laid out.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// The columns; without a name, where the table has none.
    pub(super) names: Vec<Name>,
    /// Where the rows begin.
    pub(super) rows: Place,
    /// By what their cells are parted.
    pub(super) delimiter: u8,
    /// What stands above the names.
    pub(super) titles: Vec<String>,
}

impl Layout {
    /// Finds the names of the columns; where a table has none, its columns are told by what they hold.
    pub(super) fn of(text: &str) -> Result<Layout, FileError> {
        match find_head(text)? {
            Some(head) => Ok(named(text, head)),
            None => untitled::layout(text).ok_or(FileError::NoHeader),
        }
    }
}

/// The row that names the most columns that are known, by the delimiter that makes it so; a row that names somebody
/// before one that does not.
pub(super) fn find_head(text: &str) -> Result<Option<Head>, FileError> {
    let mut best: Option<Head> = None;
    let mut too_many = false;
    for delimiter in delimiters(text) {
        let mut above = None;
        for Record { cells, place } in Records::of(text, START, delimiter, 0).take(HEAD_ROWS) {
            too_many |= cells == Err(Oversize::Columns);
            let cells = cells.ok();
            let names = cells.iter().flatten().filter_map(Column::parse);
            let (known, somebody) =
                names.fold((0, false), |(known, one), column| (known + 1, one || column.names_somebody()));
            // No column is named by an address.
            let is_row = cells.iter().flatten().any(is_address);
            let is_better = |best: &Head| (somebody, known) > (best.names_somebody, best.known);
            if known > 0 && !is_row && best.as_ref().is_none_or(is_better) {
                let above = above.take();
                best = Some(Head { delimiter, place, above, known, names_somebody: somebody });
            }
            above = cells;
        }
    }
    match best.filter(|head| head.names_somebody || head.known > 1) {
        None if too_many => Err(FileError::TooManyColumns),
        best => Ok(best),
    }
}

/// Whether a cell is an address, by its look.
pub(super) fn is_address(cell: &str) -> bool {
    cell.split_once('@').is_some_and(|(name, domain)| !name.is_empty() && domain.contains('.'))
}

/// The delimiters that a table may be written with; `sep=;` in its first line says which.
pub(super) fn delimiters(text: &str) -> Vec<u8> {
    let first = text.lines().next().unwrap_or_default().trim().trim_matches('"');
    let said =
        first.get(..4).filter(|head| head.eq_ignore_ascii_case("sep=")).and_then(|_| first.as_bytes().get(4));
    match said {
        Some(said) if said.is_ascii() && *said != b'"' && first.len() == 5 => vec![*said],
        _ => DELIMITERS.to_vec(),
    }
}

fn named(text: &str, head: Head) -> Layout {
    let before = text.get(..head.place.at).unwrap_or_default();
    let titles = Records::of(before, START, head.delimiter, 0).filter_map(|record| record.cells.ok());
    let titles = titles.flat_map(|cells| cells.iter().map(clean).collect::<Vec<_>>()).collect();
    let mut records = Records::of(text, head.place, head.delimiter, 0);
    let cells = records.next().and_then(|record| record.cells.ok()).unwrap_or_default();
    let mut names = match head.above.filter(|above| filled(above) > 1) {
        Some(above) => below(&above, &cells),
        None => cells.iter().map(|name| (name.to_owned(), Column::parse(name))).collect(),
    };
    let mut rows = records.place();
    // A second line of names: in another language, or of the parts of a group.
    while let Some(Record { cells: Ok(cells), .. }) = records.next() {
        let mut columns = cells.iter().filter(|cell| !cell.trim().is_empty()).map(Column::parse);
        if filled(&cells) < 2 || !columns.all(|column| column.is_some()) || cells.iter().any(is_address) {
            break;
        }
        let above: StringRecord = names.iter().map(|(name, _)| name.as_str()).collect();
        let columns = below(&above, &cells);
        let kept = names.into_iter().map(Some).chain(std::iter::repeat(None)).zip(columns);
        names = kept
            .map(|(above, below)| match above {
                Some(above) if below.1.is_none() || below.0.is_empty() => above,
                _ => below,
            })
            .collect();
        rows = records.place();
    }
    let last = names.iter().rposition(|(name, _)| !name.trim().is_empty()).map_or(0, |at| at + 1);
    names.truncate(last);
    let delimiter = delimiter_of_rows(text, rows, head.delimiter, names.len());
    Layout { names, rows, delimiter, titles }
}

fn filled(cells: &StringRecord) -> usize {
    cells.iter().filter(|cell| !cell.trim().is_empty()).count()
}

/// Names below the names of their groups, of which each counts to where the next begins.
fn below(groups: &StringRecord, names: &StringRecord) -> Vec<Name> {
    let mut group = "";
    let columns = groups.len().max(names.len());
    let pairs =
        (0..columns).map(|at| (groups.get(at).unwrap_or_default(), names.get(at).unwrap_or_default()));
    pairs
        .map(|(above, name)| {
            if !above.trim().is_empty() {
                group = above;
            }
            if name.trim().is_empty() {
                return (above.to_owned(), Column::parse(above));
            }
            match Column::parse_in(group, name) {
                Some(column) => (format!("{} {}", clean(group), clean(name)), column),
                None => (name.to_owned(), Column::parse(name)),
            }
        })
        .collect()
}

/// The delimiter of the rows: that of the names, unless no row has as many cells by it and most have by another.
fn delimiter_of_rows(text: &str, rows: Place, delimiter: u8, columns: usize) -> u8 {
    let fitting = |delimiter: u8| {
        let records = Records::of(text, rows, delimiter, 0).take(TELLING_ROWS);
        let cells = records.filter_map(|record| record.cells.ok()).filter(|cells| filled(cells) > 0);
        cells.fold((0, 0), |(fit, all), cells| (fit + usize::from(cells.len() == columns), all + 1))
    };
    if columns < 2 || fitting(delimiter).0 > 0 {
        return delimiter;
    }
    let mut others = delimiters(text).into_iter().filter(|other| *other != delimiter);
    let most = |other: &u8| {
        let (fit, all) = fitting(*other);
        fit * 2 > all
    };
    others.find(most).unwrap_or(delimiter)
}

/// What a row says, cleaned.
pub(super) fn row_cells(cells: &StringRecord) -> Vec<String> {
    cells.iter().map(|cell| clean(rearm(cell))).collect()
}
