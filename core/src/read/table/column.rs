//! What a column holds, recognised by its name: in English and Chinese, in the words of the exports that this trade
//! uses (Alibaba.com, Made-in-China, Global Sources, LinkedIn, HubSpot, Outlook, Google Contacts, lists of fairs).

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::Heading;
use crate::text::clean;
use crate::vocabulary::Field;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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

/// The names of columns beside those by which a field is called everywhere ([`Field::parse`]).
static WORDS: LazyLock<HashMap<&str, Column>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/columns.tsv").lines();
    let lines = lines.filter_map(|line| line.split_once('\t'));
    lines
        .flat_map(|(code, words)| {
            words.split('|').filter_map(move |word| Some((word, Column::of_code(code)?)))
        })
        .collect()
});

impl Column {
    /// The stable code: what the table of names and buttons hold.
    pub fn code(self) -> &'static str {
        match self {
            Column::Field(field) => field.code(),
            Column::Grade => "grade",
            Column::FirstName => "first_name",
            Column::LastName => "last_name",
            Column::Note => "note",
        }
    }

    /// The column of exactly this code.
    pub fn of_code(code: &str) -> Option<Column> {
        match code {
            "first_name" => Some(Column::FirstName),
            "last_name" => Some(Column::LastName),
            "grade" => Some(Column::Grade),
            "note" => Some(Column::Note),
            code => Field::ALL.iter().find(|field| field.code() == code).copied().map(Column::Field),
        }
    }

    /// Everything that a column can hold, in the order in which it is offered.
    pub fn all() -> impl Iterator<Item = Column> {
        let fields = Field::ALL.iter().copied().map(Column::Field);
        fields.chain([Column::Grade, Column::FirstName, Column::LastName, Column::Note])
    }

    /// Recognises a column by its name. A name in two languages, or with a remark in brackets, is recognised by
    /// its parts: `公司名称 Company`, `Email（必填）`.
    pub fn parse(header: &str) -> Option<Column> {
        let header = clean(header).to_lowercase().replace('_', " ").replace('（', "(").replace('）', ")");
        let header = header.trim_matches(['*', ':', '：', '"', '\'', ' ', '#']);
        exactly(header).or_else(|| parts(header).into_iter().find_map(exactly))
    }

    /// Whether a table with this column can be a list of people.
    pub(super) fn names_somebody(self) -> bool {
        matches!(
            self,
            Column::Field(Field::Name | Field::Company | Field::Email) | Column::FirstName | Column::LastName
        )
    }
}

/// Decides about columns whose meaning depends on the other columns.
pub(super) fn settle(headings: &mut [Heading]) {
    let is = |heading: &Heading, names: &[&str]| names.contains(&heading.name.to_lowercase().as_str());
    // Beside a job title a title is Mr. or Ms.
    if headings.iter().any(|heading| is(heading, &["job title"])) {
        let titles = headings.iter_mut().filter(|heading| is(heading, &["title"]));
        titles.for_each(|heading| heading.column = None);
    }
    // "Customer" is the company where no column is the company, and the person where no column is the name.
    let customer = |heading: &Heading| is(heading, &["客户名称", "客户", "客戶名稱", "客戶"]);
    let company =
        |heading: &Heading| heading.column == Some(Column::Field(Field::Company)) && !customer(heading);
    let person = |heading: &Heading| {
        matches!(heading.column, Some(Column::Field(Field::Name) | Column::FirstName | Column::LastName))
    };
    if headings.iter().any(company) && !headings.iter().any(person) {
        let customers = headings.iter_mut().filter(|heading| customer(heading));
        customers.for_each(|heading| heading.column = Some(Column::Field(Field::Name)));
    }
}

fn exactly(header: &str) -> Option<Column> {
    let known = |name: &str| WORDS.get(name).copied().or_else(|| Field::parse(name).map(Column::Field));
    // A closed up name is the same: "国家 / 地区", "Job Title".
    known(header)
        .or_else(|| known(&header.replace(' ', "")))
        .or_else(|| numbered(header).find_map(|name| known(&name)))
}

/// A name that carries a number, without it or as the first of its kind: `公司1`, `Phone 3 - Value`.
fn numbered(header: &str) -> impl Iterator<Item = String> {
    let is_number = |part: &str| part.len() == 1 && part.bytes().all(|digit| digit.is_ascii_digit());
    let bare = header.strip_suffix(|c: char| c.is_ascii_digit()).map(|name| name.trim_end().to_owned());
    let first: Vec<&str> = header.split(' ').map(|part| if is_number(part) { "1" } else { part }).collect();
    bare.into_iter().chain([first.join(" ")])
}

/// The parts of a name: between brackets, strokes and line breaks, and where one script ends and another begins.
pub(super) fn parts(header: &str) -> Vec<&str> {
    let mut cuts = vec![0];
    let mut before: Option<bool> = None;
    for (at, c) in header.char_indices() {
        if c.is_alphabetic() {
            if before.is_some_and(|ascii| ascii != c.is_ascii()) {
                cuts.push(at);
            }
            before = Some(c.is_ascii());
        }
    }
    cuts.push(header.len());
    let pieces = cuts.windows(2).filter_map(|cut| header.get(cut[0]..cut[1]));
    pieces
        .flat_map(|piece| piece.split(['(', ')', '/', '|', '[', ']', '【', '】', ':', '：']))
        .map(|piece| piece.trim_matches(['*', '-', '.', ' ', ',', '，']))
        .filter(|piece| !piece.is_empty())
        .collect()
}

#[cfg(test)]
mod tests;
