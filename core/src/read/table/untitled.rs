//! Tables of which no column is known by its name: without names, or with names in words that nobody knows. A person
//! says what the columns hold; what they hold by the look of their cells is proposed.

use super::column::Column;
use super::head::{HEAD_ROWS, Layout, delimiters, is_address, row_cells};
use super::records::{Place, Records, START};
use crate::phone::looks_like_phone;
use crate::read::field::{is_linkedin, website};
use crate::vocabulary::{Country, Field};

/// The first rows as one delimiter parts them.
struct Rows {
    delimiter: u8,
    rows: Vec<(Place, Vec<String>)>,
    /// Where the second begins.
    second: Place,
    columns: usize,
}

impl Rows {
    /// The rows by a delimiter that makes most of them equally wide.
    fn of(text: &str, delimiter: u8) -> Option<Rows> {
        let mut records = Records::of(text, START, delimiter, 0);
        let (mut rows, mut second) = (Vec::new(), START);
        while let Some(record) = records.next().filter(|_| rows.len() < HEAD_ROWS) {
            let cells = row_cells(&record.cells.ok()?);
            if cells.iter().all(String::is_empty) {
                continue;
            }
            if rows.is_empty() {
                second = records.place();
            }
            rows.push((record.place, cells));
        }
        let columns = rows.first()?.1.len();
        let equal = rows.iter().filter(|(_, cells)| cells.len() == columns).count();
        (columns > 1 && equal * 5 >= rows.len() * 4).then_some(Rows { delimiter, rows, second, columns })
    }

    fn column(&self, at: usize) -> Vec<&str> {
        let cells = self.rows.iter().filter_map(|(_, cells)| cells.get(at).map(String::as_str));
        cells.filter(|cell| !cell.is_empty()).collect()
    }
}

/// How a table is laid out of which no column is known by its name; `None`: it is no list of people.
pub(super) fn layout(text: &str) -> Option<Layout> {
    let all = delimiters(text).into_iter().filter_map(|delimiter| Rows::of(text, delimiter));
    let rows = all.max_by_key(|rows| rows.columns)?;
    let (place, first) = rows.rows.first()?;
    let layout =
        |names, rows_at| Layout { names, rows: rows_at, delimiter: rows.delimiter, titles: Vec::new() };
    if !first.iter().any(|cell| is_a_value(cell)) {
        // A line of a letter ends with a comma.
        if first.iter().any(String::is_empty) {
            return None;
        }
        let names = first.iter().map(|name| (name.clone(), None)).collect();
        return (rows.rows.len() > 1).then(|| layout(names, rows.second));
    }
    let mut columns: Vec<Option<Column>> = (0..rows.columns).map(|at| by_look(&rows.column(at))).collect();
    // Of a list that has neither, nobody could say that it is one of people.
    if !columns.iter().flatten().any(|column| matches!(column, Column::Field(Field::Email | Field::Phone))) {
        return None;
    }
    // As in a message: of what is left the first is the name, the second the company, the third the job title.
    let words = |at: usize| rows.column(at).iter().any(|cell| cell.chars().any(char::is_alphabetic));
    let left = (0..rows.columns).filter(|at| columns.get(*at).is_some_and(Option::is_none) && words(*at));
    for (at, field) in left.collect::<Vec<_>>().into_iter().zip([Field::Name, Field::Company, Field::Title]) {
        if let Some(column) = columns.get_mut(at) {
            *column = Some(Column::Field(field));
        }
    }
    Some(layout(columns.into_iter().map(|column| (String::new(), column)).collect(), *place))
}

/// Whether a cell is a value rather than the name of a column.
fn is_a_value(cell: &str) -> bool {
    is_address(cell)
        || looks_like_phone(cell)
        || website(cell).is_some()
        || cell.starts_with(|c: char| c.is_ascii_digit())
}

/// What a column holds by the look of its cells.
pub(super) fn by_look(cells: &[&str]) -> Option<Column> {
    let all = |is: &dyn Fn(&str) -> bool| !cells.is_empty() && cells.iter().all(|cell| is(cell));
    let field = match () {
        // Of addresses some may be wrong.
        () if all(&|cell| cell.contains('@')) && cells.iter().any(|cell| is_address(cell)) => Field::Email,
        () if all(&|cell| Country::parse(cell).is_some()) => Field::Country,
        () if all(&is_linkedin) => Field::LinkedIn,
        () if all(&|cell| website(cell).is_some()) => Field::Website,
        () if all(&|cell| looks_like_phone(cell) && cell.bytes().filter(u8::is_ascii_digit).count() > 6) => {
            Field::Phone
        }
        () => return None,
    };
    Some(Column::Field(field))
}
