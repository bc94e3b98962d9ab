//! Tables of web pages: what many programs save as `.xls`. Excel's own XML of 2003 has rows and cells under other names
//! and is read by the same reader.

use std::cell::RefCell;
use std::collections::HashMap;

use html5ever::tokenizer::states::Rawtext;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};

use super::lines::Lines;
use super::{FileError, LONGEST_TABLE, MOST_COLUMNS, Plan, sheets};
use crate::text::clean;

/// How many tables of a page are looked at.
const TABLES: usize = 100;

/// The widest and tallest cell that is believed.
const SPAN: u32 = 1_000;

/// Reads the tables of a page, first the one that looks most like a list of people.
pub(super) fn read(page: &str) -> Result<String, FileError> {
    let input = BufferQueue::default();
    input.push_back(page.into());
    let tokenizer = Tokenizer::new(Page::default(), Default::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let Reader { tables, .. } = tokenizer.sink.0.into_inner();
    let mut known = Vec::new();
    for table in tables {
        let lines = table.finish()?;
        if !lines.trim().is_empty() {
            known.push((Plan::sense(&lines), lines));
        }
    }
    if known.is_empty() {
        return Err(FileError::NotATable);
    }
    // The first of those that are equal.
    known.sort_by_key(|(columns, _)| std::cmp::Reverse(*columns));
    let mut text = String::new();
    for (at, (_, lines)) in known.into_iter().enumerate() {
        if at == 0 || text.len() + lines.len() <= LONGEST_TABLE {
            sheets::add(&mut text, &(at + 1).to_string(), &lines);
        }
    }
    Ok(text)
}

/// What the tokenizer tells; it only lends itself.
#[derive(Default)]
struct Page(RefCell<Reader>);

impl TokenSink for Page {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut reader = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                reader.begin(&tag);
                if matches!(&*tag.name, "style" | "script") && !tag.self_closing {
                    return TokenSinkResult::RawData(Rawtext);
                }
                reader.raw = false;
            }
            Token::TagToken(tag) => reader.end(&tag.name),
            Token::CharacterTokens(text) => reader.text(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[derive(Default)]
struct Reader {
    tables: Vec<Table>,
    /// The tables that are open, each inside of the one before.
    open: Vec<usize>,
    /// Inside of a script or a style.
    raw: bool,
}

impl Reader {
    fn table(&mut self) -> Option<&mut Table> {
        self.open.last().and_then(|at| self.tables.get_mut(*at))
    }

    fn begin(&mut self, tag: &Tag) {
        match &*tag.name {
            "table" if self.tables.len() < TABLES => {
                self.open.push(self.tables.len());
                self.tables.push(Table::default());
            }
            "tr" | "row" => {
                if let Some(table) = self.table() {
                    table.end_cell();
                    table.begin_row(number(tag, "ss:index"));
                }
            }
            "td" | "th" | "cell" => {
                if let Some(table) = self.table() {
                    table.end_cell();
                    table.begin_cell(tag);
                    if tag.self_closing {
                        table.end_cell();
                    }
                }
            }
            "data" => {
                if let Some(cell) = self.table().and_then(|table| table.cell.as_mut()) {
                    cell.instant = attribute(tag, "ss:type") == Some("DateTime");
                }
            }
            "style" | "script" => self.raw = true,
            _ => self.text(" "),
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "table" => {
                if let Some(table) = self.table() {
                    table.end_cell();
                }
                self.open.pop();
            }
            "td" | "th" | "cell" | "tr" | "row" => {
                if let Some(table) = self.table() {
                    table.end_cell();
                }
            }
            "style" | "script" => self.raw = false,
            "p" | "div" | "li" => self.text(" "),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.raw {
            return;
        }
        if let Some(cell) = self.table().and_then(|table| table.cell.as_mut()) {
            cell.text.push_str(text);
        }
    }
}

/// A cell while it is read.
#[derive(Default)]
struct Cell {
    text: String,
    wide: u32,
    tall: u32,
    /// Its value is an instant: the day of it counts.
    instant: bool,
}

#[derive(Default)]
struct Table {
    lines: Lines,
    /// The rows that have begun.
    rows: u32,
    column: u32,
    cell: Option<Cell>,
    /// The last row of those cells that reach into later rows, by column.
    taken: HashMap<u32, u32>,
    error: Option<FileError>,
}

impl Table {
    fn begin_row(&mut self, index: Option<u32>) {
        self.rows = index.filter(|index| *index > self.rows).unwrap_or(self.rows + 1);
        self.column = 0;
    }

    fn begin_cell(&mut self, tag: &Tag) {
        if let Some(index) = number(tag, "ss:index") {
            self.column = index.saturating_sub(1);
        }
        let span = |html, excel: &str| {
            let more = number(tag, excel).map(|more| more.saturating_add(1));
            number(tag, html).or(more).unwrap_or(1).clamp(1, SPAN)
        };
        let (wide, tall) = (span("colspan", "ss:mergeacross"), span("rowspan", "ss:mergedown"));
        self.cell = Some(Cell { wide, tall, ..Cell::default() });
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let row = self.rows.saturating_sub(1);
        while self.taken.get(&self.column).is_some_and(|last| *last >= row) {
            self.column += 1;
        }
        let mut text = clean(&cell.text);
        if cell.instant
            && let Some((day, _)) = text.split_once('T')
        {
            text = day.to_owned();
        }
        let last = row.saturating_add(cell.tall - 1);
        if cell.tall > 1 && (self.column as usize) < MOST_COLUMNS {
            self.lines.merge(row, self.column, last);
            self.taken.extend((self.column..self.column + cell.wide).map(|column| (column, last)));
        }
        if let Err(error) = self.lines.cell(row, self.column, &text) {
            self.error.get_or_insert(error);
        }
        self.column = self.column.saturating_add(cell.wide);
    }

    fn finish(mut self) -> Result<String, FileError> {
        self.end_cell();
        match self.error {
            Some(error) => Err(error),
            None => self.lines.finish(),
        }
    }
}

fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    tag.attrs.iter().find(|given| &*given.name.local == name).map(|given| &*given.value)
}

fn number(tag: &Tag, name: &str) -> Option<u32> {
    attribute(tag, name)?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tables(page: &str) -> Vec<String> {
        let text = read(page).unwrap();
        sheets::of(&text).into_iter().map(|sheet| text[sheet.place].to_owned()).collect()
    }

    #[test]
    fn the_tables_of_a_page_are_read_as_they_are_seen() {
        for (page, want) in [
            (
                "<table><tr><th>Name<th>E-mail</tr><tr><td>M&uuml;ller &amp; <b>Sohn</b><br>Berlin</td><td>a@b.de</td></table>",
                "Name,E-mail\nMüller & Sohn Berlin,a@b.de\n",
            ),
            // A cell over two rows counts in both, and moves those behind it.
            (
                "<table><tr><td rowspan=2>Lumen</td><td>Eva</td></tr><tr><td>Otto</td></tr><tr><td>Volt<td>Ida</table>",
                "Lumen,Eva\nLumen,Otto\nVolt,Ida\n",
            ),
            ("<table><tr><td colspan=2>Customers</td><td>c</td></tr></table>", "Customers,,c\n"),
            // What a script or a style says is nobody's.
            (
                "<html><style>td { x: '<td>' }</style><script>'<tr>'</script><table><tr><td>Eva<style>b</style></td></tr></table>",
                "Eva\n",
            ),
        ] {
            assert_eq!(tables(page), [want], "{page}");
        }
    }

    #[test]
    fn of_several_tables_the_one_of_people_comes_first() {
        let page = "<table><tr><td>Export of Monday</td></tr></table><table><tr><td>name</td><td>email</td></tr>\
                    <tr><td>Eva</td><td>eva@volt.se</td></tr></table>";
        assert_eq!(tables(page), ["name,email\nEva,eva@volt.se\n", "Export of Monday\n"]);
        assert_eq!(read("<html><p>Not found</p></html>"), Err(FileError::NotATable));
    }

    #[test]
    fn excels_xml_is_a_table_too() {
        let book = r#"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">
            <Worksheet ss:Name="客户"><Table><Row><Cell><Data ss:Type="String">name</Data></Cell>
            <Cell><Data ss:Type="String">email</Data></Cell><Cell><Data ss:Type="String">acquired on</Data></Cell></Row>
            <Row><Cell/><Cell ss:Index="3"><Data ss:Type="DateTime">2026-10-18T00:00:00.000</Data></Cell></Row>
            </Table></Worksheet></Workbook>"#;
        assert_eq!(tables(book), ["name,email,acquired on\n,,2026-10-18\n"]);
    }

    #[test]
    fn a_span_is_believed_within_a_bound() {
        let page = "<table><tr><td colspan=4000000000 rowspan=4000000000>a</td><td>b</td></tr><tr><td>c</td></tr></table>";
        assert_eq!(tables(page), ["a\n"]);
    }
}
