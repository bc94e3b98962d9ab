//! The names of columns as programs and people write them: `firstName`, `country_id/name`, `Consignee Phone`,
//! `Name of the company`, `进口商电话`, `公司名称 Company`.

use super::{Column, known};
use crate::text::{clean, half_width};
use crate::vocabulary::Field;

/// Who a column may be about and is our customer; with the last of them the name is that of a company.
const PEOPLE: &[&str] = &[
    "contact person",
    "contact",
    "customer",
    "client",
    "lead",
    "prospect",
    "person",
    "联系人",
    "客户",
    "买家",
];
const COMPANIES: &[&str] = &[
    "consignee",
    "importer",
    "buyer",
    "purchaser",
    "account",
    "company",
    "business",
    "firm",
    "进口商",
    "采购商",
    "采购方",
    "收货人",
    "收货方",
    "买方",
    "公司",
    "企业",
    "单位",
];

/// Which of several it is.
const WHICH: &[&str] = &[
    "secondary ",
    "second ",
    "alternate ",
    "alternative ",
    "additional ",
    "backup ",
    "other ",
    "private ",
    "personal ",
    "direct ",
    "primary ",
    "main ",
    "work ",
    "home ",
    "office ",
    "mailing ",
    "billing ",
    "备用",
    "主要",
    "个人",
    "第二",
    "其他",
    "办公",
    "工作",
];

/// Words for who is not the customer: the other side of a sale, those who carry it, and our own people.
const ANOTHERS: &[&str] = &[
    "shipper",
    "exporter",
    "supplier",
    "seller",
    "vendor",
    "manufacturer",
    "notify party",
    "carrier",
    "forwarder",
    "owner",
    "salesperson",
    "sales rep",
    "created by",
    "modified by",
    "assigned to",
    "发货人",
    "发货方",
    "出口商",
    "供应商",
    "供货商",
    "卖家",
    "卖方",
    "承运人",
    "货代",
    "通知人",
    "通知方",
    "负责人",
    "业务员",
    "跟进人",
    "所有者",
    "归属人",
    "创建人",
    "录入人",
];

/// Words that stand in data of the customs and nowhere else.
const CUSTOMS: &[&str] = &[
    "consignee",
    "shipper",
    "importer",
    "exporter",
    "hs code",
    "hscode",
    "bill of lading",
    "b/l",
    "arrival date",
    "port of",
    "destination",
    "进口商",
    "出口商",
    "收货人",
    "发货人",
    "提单",
    "海关编码",
    "目的港",
    "到港",
    "原产国",
];

/// What stands last in the path of a record and only says how the record is named.
const LABELS: &[&str] = &["name", "display name", "complete name", "code", "value", "label", "id", "title"];

/// What stands first in a path and only says that a person follows.
const RECORDS: &[&str] = &[
    "properties",
    "fields",
    "attributes",
    "data",
    "record",
    "contact",
    "person",
    "lead",
    "partner",
    "customer",
];

/// What stands in the names of columns that say who wants no mail, and who does.
const NO_MAIL: [&str; 13] = [
    "unsubscri",
    "opt out",
    "opt-out",
    "opted out",
    "optout",
    "do not contact",
    "do not email",
    "spam report",
    "退订",
    "отписа",
    "désabonn",
    "disiscri",
    "uitgeschreven",
];
const MAIL_ALLOWED: [&str; 12] = [
    "consent",
    "opt in",
    "opt-in",
    "opted in",
    "subscribed",
    "accepts marketing",
    "accepts email",
    "can email",
    "允许发",
    "可发",
    "可以发",
    "согласие",
];

/// What a column of this name holds.
pub(super) fn read(header: &str) -> Option<Column> {
    let header = &clean(header);
    let (lower, spaced) = (plain(header), plain(&spaced(header)));
    exactly(&lower).or_else(|| exactly(&spaced)).or_else(|| match path(header) {
        Some(steps) => in_path(&steps),
        // Of a stranger no part is taken for the customer's.
        None if is_anothers(&spaced) => None,
        None => parts(&lower).into_iter().find_map(exactly).or_else(|| about_mail(&spaced)),
    })
}

/// What the name of its group makes of a column; nobody's, where the group is not the customer's.
pub(super) fn read_in(group: &str, header: &str) -> Option<Option<Column>> {
    let group = plain(&spaced(&clean(group)));
    if is_anothers(&group) {
        return Some(None);
    }
    let both = exactly(&format!("{group} {}", plain(&spaced(&clean(header)))))?;
    Some(Some(both))
}

/// A column about the right to write to somebody, by a word in a name that is in no table: `Email Opt-out date`.
fn about_mail(name: &str) -> Option<Column> {
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if has(&["link", "url", "rate", "soft"]) || name.chars().count() > 40 {
        return None;
    }
    match () {
        () if has(&NO_MAIL) => Some(Column::OptedOut),
        () if has(&["bounce", "退信", "undeliver"]) => Some(Column::Bounced),
        () if has(&MAIL_ALLOWED) => Some(Column::Subscribed),
        () => None,
    }
}

/// Whether a column tells of somebody who is not the customer.
pub(in crate::read::table) fn is_anothers(header: &str) -> bool {
    let header = header.to_lowercase();
    ANOTHERS.iter().any(|word| header.contains(word))
}

/// Whether a name stands in data of the customs.
pub(super) fn is_of_customs(header: &str) -> bool {
    let header = header.to_lowercase().replace('_', " ");
    CUSTOMS.iter().any(|word| header.contains(word))
}

/// Lower case, without what stands around a name.
fn plain(header: &str) -> String {
    let header = half_width(header).to_lowercase().replace('_', " ");
    header.trim_matches(['*', ':', '"', '\'', ' ', '#', '?']).to_owned()
}

/// The words of a name that is written as one: `firstName`, `HasOptedOutOfEmail`, `first-name`.
fn spaced(header: &str) -> String {
    let letters: Vec<char> = header.chars().collect();
    let mut text = String::with_capacity(header.len() + 8);
    for (at, c) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let after = letters.get(at + 1);
        let begins = c.is_ascii_uppercase()
            && before.is_some_and(|before| {
                before.is_ascii_lowercase()
                    || (before.is_ascii_uppercase() && after.is_some_and(char::is_ascii_lowercase))
            });
        if begins {
            text.push(' ');
        }
        text.push(if matches!(c, '_' | '-') { ' ' } else { *c });
    }
    text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A name that is known as a whole.
fn exactly(header: &str) -> Option<Column> {
    // A closed up name is the same: "国家 / 地区", "Job Title".
    known(header)
        .or_else(|| known(&header.replace(' ', "")))
        .or_else(|| numbered(header).find_map(|name| known(&name)))
        .or_else(|| of_somebody(header))
}

/// A name that carries a number, without it or as the first of its kind: `公司1`, `Phone 3 - Value`.
fn numbered(header: &str) -> impl Iterator<Item = String> {
    let is_number = |part: &str| part.len() == 1 && part.bytes().all(|digit| digit.is_ascii_digit());
    let bare = header.strip_suffix(|c: char| c.is_ascii_digit()).map(|name| name.trim_end().to_owned());
    let first: Vec<&str> = header.split(' ').map(|part| if is_number(part) { "1" } else { part }).collect();
    bare.into_iter().chain([first.join(" ")])
}

/// What is told of the customer, or one of several: `importer phone`, `phone of the importer`, `进口商电话`.
fn of_somebody(header: &str) -> Option<Column> {
    if let Some((what, whose)) = header.split_once(" of ") {
        let whose = whose.strip_prefix("the ").unwrap_or(whose);
        let turned = format!("{whose} {what}");
        return known(&turned).or_else(|| of_somebody(&turned));
    }
    let (whose, what) = PEOPLE.iter().chain(COMPANIES).chain(WHICH).find_map(|whose| {
        let what = header.strip_prefix(whose)?;
        let what = what.strip_prefix("'s").unwrap_or(what);
        Some((*whose, what.trim_start_matches(['的', ' ', ':', '-', '/']).trim()))
    })?;
    // Pipedrive: "Person - Name".
    if what == "name" && header.starts_with("person - ") {
        return Some(Column::Field(Field::Name));
    }
    if matches!(what, "name" | "名称" | "名" | "全称" | "名稱") {
        let is_company = COMPANIES.contains(&whose);
        return is_company.then_some(Column::Field(Field::Company));
    }
    // Who opted out, and what is noted, is told of nobody in particular.
    let is_theirs = |column: &Column| {
        matches!(column, Column::Field(_) | Column::FirstName | Column::LastName | Column::Status)
    };
    known(what).filter(is_theirs)
}

/// The steps of a path to a value of a record: `country_id/name`, `Account.Name`, `properties.email`.
fn path(header: &str) -> Option<Vec<String>> {
    let is_name = |step: &str| {
        !step.is_empty()
            && step.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'))
    };
    let steps: Vec<&str> = header.split(['/', '.']).filter(|step| !step.is_empty()).collect();
    let whole =
        header.contains(['/', '.']) && !header.ends_with(['.', '/']) && steps.iter().copied().all(is_name);
    let steps: Vec<String> = steps.into_iter().map(|step| plain(&spaced(step))).collect();
    let (last, first) = (steps.last()?, steps.first()?);
    let is_path = steps.len() > 1
        && whole
        && (header.contains('.')
            || header.contains('_')
            || LABELS.contains(&last.as_str())
            || RECORDS.contains(&first.as_str()));
    is_path.then_some(steps)
}

fn in_path(steps: &[String]) -> Option<Column> {
    let bare: Vec<&str> =
        steps.iter().map(|step| step.trim_end_matches(" ids").trim_end_matches(" id")).collect();
    let (first, last) = (*bare.first()?, *bare.last()?);
    // In Odoo the company of a record is one's own; the customer's is the parent.
    if steps.first().is_some_and(|step| step == "company id") {
        return None;
    }
    let before = bare.get(..bare.len() - 1)?.join(" ");
    exactly(&bare.join(" "))
        .or_else(|| LABELS.contains(&last).then(|| exactly(&before)).flatten())
        .or_else(|| RECORDS.contains(&first).then(|| exactly(last)).flatten())
}

/// The parts of a name: between brackets, strokes and line breaks, and where one script ends and another begins.
fn parts(header: &str) -> Vec<&str> {
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
