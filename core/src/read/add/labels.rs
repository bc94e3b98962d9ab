//! Labels before a value: `key: value`, `手机/微信：138…`, `WhatsApp +47 …`.

use crate::read::field::is_same_number;
use crate::text::is_han;
use crate::vocabulary::Field;

/// What a label names.
pub(super) enum Label<'a> {
    /// Fields that have the value in common.
    Fields(Vec<Field>, &'a str),
    /// The grade.
    Grade(&'a str),
    /// A note.
    Note(&'a str),
    /// A label of what a card has and the book has no field for: the piece is kept with its label.
    Kept,
    /// A label that is none.
    Unknown(&'a str),
}

const KEPT: &[&str] = &[
    "fax",
    "address",
    "addr",
    "street",
    "city",
    "zip",
    "skype",
    "qq",
    "line",
    "telegram",
    "viber",
    "facebook",
    "instagram",
    "vat",
    "vat no",
    "department",
    "dept",
    "birthday",
    "传真",
    "地址",
    "公司地址",
    "城市",
    "邮编",
    "部门",
    "税号",
    "生日",
];

/// The label of a piece; `None` where it has none.
pub(super) fn labelled(piece: &str) -> Option<Label<'_>> {
    if let Some((fields, value)) = label_of(piece) {
        return Some(Label::Fields(fields, value));
    }
    let Some((key, value)) = piece.split_once([':', '：']) else { return bare(piece) };
    let (key, value) = (key.trim(), value.trim());
    // "https://…" and "mailto:a@b.de" have a colon and no label, and a sentence with a colon is none.
    let sentence = key.split_whitespace().count() > 3 || key.chars().count() > 24;
    if value.starts_with("//") || matches!(key.to_lowercase().as_str(), "mailto" | "whatsapp") || sentence {
        return None;
    }
    Some(match key.to_lowercase().as_str() {
        "grade" | "class" | "等级" | "级别" | "评级" => Label::Grade(value),
        "note" | "notes" | "remark" | "remarks" | "comment" | "memo" | "备注" | "备注信息" | "说明"
        | "附注" => Label::Note(value),
        low if KEPT.contains(&low) => Label::Kept,
        _ => Label::Unknown(key),
    })
}

/// The fields that a label names and the value after its colon.
pub(super) fn label_of(piece: &str) -> Option<(Vec<Field>, &str)> {
    let (key, value) = piece.split_once([':', '：'])?;
    let key = key.trim().trim_end_matches('.');
    let one = Field::parse(key).map(|field| vec![field]);
    let several =
        || key.split(['/', '／', '&', '+', '、', '及']).map(|part| Field::parse(part.trim())).collect();
    Some((one.or_else(several)?, value.trim()))
}

/// A messenger's name or a telephone's before its value, without a colon: "WhatsApp +47 …", "微信同号", "Tel +49 …".
fn bare(piece: &str) -> Option<Label<'_>> {
    let word =
        piece.split(|c: char| c.is_whitespace() || c.is_ascii_digit() || c == '+').next().unwrap_or_default();
    let han = piece.find(|c: char| !is_han(c)).unwrap_or(piece.len());
    let ends =
        [word.len()].into_iter().chain(piece[..han].char_indices().map(|(at, c)| at + c.len_utf8()).rev());
    ends.filter(|end| *end < piece.len()).find_map(|end| {
        let (key, value) = piece.split_at(end);
        let field = Field::parse(key.trim().trim_end_matches('.'))?;
        let value = value.trim();
        let fits = match field {
            Field::Phone | Field::WhatsApp => {
                value.chars().any(|c| c.is_ascii_digit()) || is_same_number(value)
            }
            Field::WeChat => !value.contains(' ') && value.is_ascii() || is_same_number(value),
            _ => false,
        };
        (fits && (value.starts_with(|c: char| !is_han(c)) || is_same_number(value)))
            .then(|| Label::Fields(vec![field], value))
    })
}
