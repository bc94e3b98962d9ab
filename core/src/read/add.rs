//! A contact written in one message, as `/add` takes it.

use chrono::NaiveDate;

use super::Draft;
use super::field::{FieldError, is_linkedin, website};
use crate::contact::Profile;
use crate::duplicate::{company_key, has_legal_form};
use crate::interaction::LONGEST_SUMMARY;
use crate::phone::looks_like_phone;
use crate::text::clean;
use crate::vocabulary::{Country, Field, Grade};

/// Why a text is no contact.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddError {
    /// Nothing was written.
    #[error("nothing")]
    Nothing,
    /// Neither a name nor a company.
    #[error("neither a name nor a company")]
    NameOrCompanyMissing,
    /// A value that its field does not take.
    #[error("{error}: {value}")]
    Field {
        /// Which field.
        field: Field,
        /// What was written.
        value: String,
        /// What is wrong with it.
        error: FieldError,
    },
    /// A grade that is none.
    #[error("not a grade: {0}")]
    BadGrade(String),
    /// A label that is none.
    #[error("not a label: {0}")]
    UnknownLabel(String),
    /// The text is too long for a contact.
    #[error("too long")]
    TooLong,
}

impl AddError {
    /// Whether it is a bought list that is refused.
    pub fn is_bought_list(&self) -> bool {
        matches!(self, AddError::Field { error: FieldError::BoughtList, .. })
    }
}

/// The longest text that is read, in characters.
const LONGEST: usize = LONGEST_SUMMARY;

/// Reads a contact written in one message (docs/product.md, rules 6.1 to 6.6): pieces separated by commas, semicolons
/// or line breaks, recognised by shape or by label; of the others the first is the name, the second the company, the
/// third the job title. `today` is the person's local day.
///
/// # Errors
/// When a piece is wrong, or neither a name nor a company is there.
pub fn parse_add(text: &str, today: NaiveDate) -> Result<Draft, AddError> {
    let draft = parse_part(text, today)?;
    match draft.profile.name.is_none() && draft.profile.company.is_none() {
        true => Err(AddError::NameOrCompanyMissing),
        false => Ok(draft),
    }
}

/// Reads the same where the name and the company may stand elsewhere.
pub(super) fn parse_part(text: &str, today: NaiveDate) -> Result<Draft, AddError> {
    if text.chars().count() > LONGEST {
        return Err(AddError::TooLong);
    }
    let pieces = pieces(text);
    if pieces.is_empty() {
        return Err(AddError::Nothing);
    }
    let mut draft = Draft::default();
    let mut unknown = Vec::new();
    // The country decides how a phone number reads, wherever it stands.
    let mut phones = Vec::new();
    for piece in pieces {
        match labelled(&piece)? {
            Some((Label::Grade, value)) => {
                draft.grade = Some(grade(&value).ok_or(AddError::BadGrade(value))?)
            }
            Some((Label::Field(Field::Phone), value)) => phones.push(value),
            Some((Label::Field(field), value)) => set(&mut draft.profile, field, &value, today)?,
            None => match shape(&piece, &draft) {
                Shape::Email => set(&mut draft.profile, Field::Email, &piece, today)?,
                Shape::LinkedIn => set(&mut draft.profile, Field::LinkedIn, &piece, today)?,
                Shape::Website => set(&mut draft.profile, Field::Website, &piece, today)?,
                Shape::Phone => phones.push(piece),
                Shape::Country => set(&mut draft.profile, Field::Country, &piece, today)?,
                Shape::Grade(grade) => draft.grade = Some(grade),
                Shape::Words => unknown.push(piece),
            },
        }
    }
    if let Some(phone) = phones.first() {
        set(&mut draft.profile, Field::Phone, phone, today)?;
    }
    draft.leftover.extend(phones.into_iter().skip(1));
    if draft.profile.country.is_none() {
        draft.profile.country = draft.profile.phone.as_ref().and_then(|phone| phone.country());
    }
    place(&mut draft, unknown, today)?;
    Ok(draft)
}

/// Assigns the pieces without shape and label: name, company, job title, in this order; the rest becomes a note.
fn place(draft: &mut Draft, unknown: Vec<String>, today: NaiveDate) -> Result<(), AddError> {
    // A single piece with a legal form is a company, not a name.
    let only_company = unknown.len() == 1 && draft.profile.name.is_none() && has_legal_form(&unknown[0]);
    let mut unknown = unknown.into_iter();
    for field in [Field::Name, Field::Company, Field::Title] {
        let taken = field.get(&draft.profile).is_some();
        if taken || (only_company && field == Field::Name) {
            continue;
        }
        if let Some(piece) = unknown.next() {
            set(&mut draft.profile, field, &piece, today)?;
        }
    }
    draft.leftover.extend(unknown);
    Ok(())
}

pub(super) fn set(
    profile: &mut Profile,
    field: Field,
    value: &str,
    today: NaiveDate,
) -> Result<(), AddError> {
    field.set(profile, Some(value), today).map_err(|error| AddError::Field {
        field,
        value: clean(value),
        error,
    })
}

/// The pieces of a text; a legal form after a comma ("Co., Ltd.") stays with its company.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut after_comma = false;
    for (piece, separator) in split_keeping(text) {
        let piece = clean(piece);
        if let Some(before) = pieces.last_mut().filter(|_| after_comma && is_legal_form(&piece)) {
            before.push_str(", ");
            before.push_str(&piece);
        } else if !piece.is_empty() {
            pieces.push(piece);
        }
        after_comma = matches!(separator, Some(',' | '，'));
    }
    pieces
}

/// The parts between separators, each with the separator that ended it.
fn split_keeping(text: &str) -> impl Iterator<Item = (&str, Option<char>)> {
    text.split_inclusive([',', '，', ';', '；', '\n', '\r']).map(|part| {
        let separator =
            part.chars().next_back().filter(|c| matches!(c, ',' | '，' | ';' | '；' | '\n' | '\r'));
        (separator.map_or(part, |c| &part[..part.len() - c.len_utf8()]), separator)
    })
}

/// "Ltd.", "Inc", "LLC", "S.A." alone: part of the company's name before it.
pub(super) fn is_legal_form(piece: &str) -> bool {
    piece.chars().count() <= 16
        && !piece.contains([':', '@'])
        && has_legal_form(&format!("x {piece}"))
        && company_key(&format!("x {piece}")) == "x"
}

enum Label {
    Field(Field),
    Grade,
}

/// `key: value`, with an English or Chinese key.
fn labelled(piece: &str) -> Result<Option<(Label, String)>, AddError> {
    let Some((key, value)) = piece.split_once([':', '：']) else { return Ok(None) };
    let (key, value) = (key.trim(), value.trim());
    // "https://…" has a colon and no label.
    if value.starts_with("//") {
        return Ok(None);
    }
    if let Some(field) = Field::parse(key) {
        return Ok(Some((Label::Field(field), value.to_owned())));
    }
    match key.to_lowercase().as_str() {
        "grade" | "class" | "等级" | "级别" | "评级" => Ok(Some((Label::Grade, value.to_owned()))),
        // A sentence with a colon in it is no label.
        _ if key.split_whitespace().count() > 3 || key.chars().count() > 24 => Ok(None),
        _ => Err(AddError::UnknownLabel(key.to_owned())),
    }
}

fn grade(text: &str) -> Option<Grade> {
    Grade::parse(text.trim().trim_end_matches('级').trim())
}

enum Shape {
    Email,
    Phone,
    Website,
    LinkedIn,
    Country,
    Grade(Grade),
    Words,
}

fn shape(piece: &str, draft: &Draft) -> Shape {
    if piece.contains('@') && !piece.starts_with('@') {
        return Shape::Email;
    }
    if looks_like_phone(piece) {
        return Shape::Phone;
    }
    if is_linkedin(piece) {
        return Shape::LinkedIn;
    }
    if website(piece).is_some() {
        return Shape::Website;
    }
    let lower = piece.to_lowercase();
    let lone = lower.strip_prefix("grade ").unwrap_or(&lower);
    if let Some(grade) = grade(lone).filter(|_| draft.grade.is_none()) {
        return Shape::Grade(grade);
    }
    // "IT" may be Italy; "it", "me" and "in" are words.
    let code_in_lower_case =
        piece.len() <= 3 && piece.is_ascii() && piece.chars().any(|c| c.is_ascii_lowercase());
    let country = Country::parse(piece).filter(|_| !code_in_lower_case || piece.eq_ignore_ascii_case("uk"));
    match country.is_some() && draft.profile.country.is_none() {
        true => Shape::Country,
        false => Shape::Words,
    }
}

#[cfg(test)]
mod tests;
