//! What a column holds, recognised by its name: in English and Chinese, in the words of the exports that this trade
//! uses (Alibaba.com, Made-in-China, Global Sources, LinkedIn, HubSpot, Salesforce, Zoho, Odoo, Outlook, Google
//! Contacts, customs data, lists of fairs).

mod name;

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::Heading;
use crate::text::clean;
use crate::vocabulary::Field;

pub(super) use name::is_anothers;

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
    /// Whether they opted out: they come in suppressed.
    OptedOut,
    /// Whether they want mail: who does not comes in suppressed.
    Subscribed,
    /// Whether mail to them bounced: the address comes in as invalid.
    Bounced,
    /// Words about them or their address, of which one may say that they opted out or that mail bounced; kept as a note.
    Status,
    /// The name of a group of an address book, which is no person.
    Group,
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

/// What a file can hold beside fields.
const OTHERS: &[Column] = &[
    Column::Grade,
    Column::FirstName,
    Column::LastName,
    Column::Note,
    Column::OptedOut,
    Column::Subscribed,
    Column::Bounced,
    Column::Status,
    Column::Group,
];

impl Column {
    /// The stable code: what the table of names and buttons hold.
    pub fn code(self) -> &'static str {
        match self {
            Column::Field(field) => field.code(),
            Column::Grade => "grade",
            Column::FirstName => "first_name",
            Column::LastName => "last_name",
            Column::Note => "note",
            Column::OptedOut => "opted_out",
            Column::Subscribed => "subscribed",
            Column::Bounced => "bounced",
            Column::Status => "status",
            Column::Group => "group",
        }
    }

    /// The column of exactly this code.
    pub fn of_code(code: &str) -> Option<Column> {
        let other = OTHERS.iter().find(|column| column.code() == code).copied();
        other.or_else(|| Field::ALL.iter().find(|field| field.code() == code).copied().map(Column::Field))
    }

    /// Everything that a column can hold, in the order in which it is offered.
    pub fn all() -> impl Iterator<Item = Column> {
        let fields = Field::ALL.iter().copied().map(Column::Field);
        // Groups stand in address books only, which say so themselves.
        fields.chain(OTHERS.iter().copied().filter(|column| *column != Column::Group))
    }

    /// Recognises a column by its name. A name in two languages, or with a remark in brackets, is recognised by
    /// its parts: `公司名称 Company`, `Email（必填）`.
    pub fn parse(header: &str) -> Option<Column> {
        name::read(header)
    }

    /// What the name of its group makes of a column: `Name` below `Importer`; `None`: nothing else than it is.
    pub(super) fn parse_in(group: &str, header: &str) -> Option<Option<Column>> {
        name::read_in(group, header)
    }

    /// Whether a table with this column can be a list of people.
    pub(super) fn names_somebody(self) -> bool {
        matches!(
            self,
            Column::Field(Field::Name | Field::Company | Field::Email) | Column::FirstName | Column::LastName
        )
    }
}

/// A name that is written as in the table of names, or by which a field is called everywhere.
fn known(name: &str) -> Option<Column> {
    WORDS.get(name).copied().or_else(|| Field::parse(name).map(Column::Field))
}

/// Whether a column only counts the rows, or is the one in which we said what is wrong with a row: nobody needs that in
/// a note.
pub(super) fn counts_rows(name: &str, cells: &[&str]) -> bool {
    const OURS: &[&str] = &["problem", "问题"];
    const NUMBERS: &[&str] = &[
        "no", "no.", "nr", "nr.", "n°", "#", "sn", "s/n", "index", "row", "序号", "编号", "序", "行号",
        "序號",
    ];
    let name = clean(name).to_lowercase();
    let numbers = cells.iter().map(|cell| cell.trim_end_matches(['.', '、']).parse::<u32>().ok());
    let numbers: Option<Vec<u32>> = numbers.collect();
    let grow = |numbers: &[u32]| numbers.windows(2).all(|pair| matches!(pair, [one, next] if one < next));
    OURS.contains(&name.as_str())
        || NUMBERS.contains(&name.as_str()) && numbers.is_some_and(|numbers| grow(&numbers))
}

/// The columns of our own exports that the book settles itself, so that a file cannot set them; by two of them such an
/// export is known.
const SETTLED: &[&str] = &[
    "number",
    "fit",
    "stage",
    "address health",
    "owner",
    "last touch",
    "next follow-up",
    "编号",
    "匹配度",
    "阶段",
    "邮箱状态",
    "负责人",
    "上次联系",
    "下次跟进",
];
const OF_OUR_EXPORTS: &[[&str; 2]] = &[["address health", "next follow-up"], ["邮箱状态", "下次跟进"]];

/// Decides about columns whose meaning depends on the other columns.
pub(super) fn settle(headings: &mut [Heading]) {
    let is = |heading: &Heading, names: &[&str]| names.contains(&heading.name.to_lowercase().as_str());
    let note = |heading: &mut Heading| heading.column = Some(Column::Note);
    let has = |name: &str| headings.iter().any(|heading| is(heading, &[name]));
    if OF_OUR_EXPORTS.iter().any(|pair| pair.iter().all(|name| has(name))) {
        headings.iter_mut().filter(|heading| is(heading, SETTLED)).for_each(|heading| heading.column = None);
    }
    // Beside a job title a title is Mr. or Ms.
    if headings.iter().any(|heading| is(heading, &["job title"])) {
        headings.iter_mut().filter(|heading| is(heading, &["title"])).for_each(note);
    }
    // In data of the customs a buyer is a company, and a supplier is not the customer.
    let of_customs = headings.iter().filter(|heading| name::is_of_customs(&heading.name)).count() >= 2;
    let buys_and_sells = headings.iter().any(|heading| is(heading, &["supplier"]))
        && headings.iter().any(|heading| heading.name.to_lowercase().starts_with("buyer"));
    if of_customs || buys_and_sells {
        headings.iter_mut().filter(|heading| is(heading, &["supplier"])).for_each(note);
        let buyers = headings.iter_mut().filter(|heading| {
            is(heading, &["buyer", "buyer name", "买家", "买家名称", "采购商姓名", "收件人"])
        });
        buyers.for_each(|heading| heading.column = Some(Column::Field(Field::Company)));
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

#[cfg(test)]
mod tests;
