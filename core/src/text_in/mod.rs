//! A contact in a text: `/add` in one message, a signature, a business card's text, a vCard.

mod card;
mod vcard;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::contact::{Grade, Profile};
use crate::country::Country;
use crate::duplicate::{company_key, has_legal_form};
use crate::field::{Field, FieldError, is_linkedin, website};
use crate::phone::looks_like_phone;
use crate::text::clean;

pub use card::{looks_like_card, parse_card};
pub use vcard::parse_vcard;
pub(crate) use vcard::vcard_fields;

/// What was understood of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The fields.
    pub profile: Profile,
    /// The grade, if one was given.
    pub grade: Option<Grade>,
    /// Pieces that belong to no field: kept as a note.
    pub leftover: Vec<String>,
    /// The fields that were guessed: a person should look at them.
    #[serde(default)]
    pub unsure: Vec<Field>,
}

impl Draft {
    /// Whether the text would read otherwise on another day.
    pub fn hangs_on_the_day(&self) -> bool {
        self.profile.acquired_on.is_some()
    }
}

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
    /// More than a contact's worth of text.
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
const LONGEST: usize = 4000;

/// Reads a contact written in one message (PRODUCT.md, "Adding in one message"): pieces parted by commas, semicolons
/// or line breaks; known by shape or by label; of what is left the first is the name, the second the company, the
/// third the job title. `today` is the person's local day.
///
/// # Errors
/// When a piece is wrong, or neither a name nor a company is there.
pub fn parse_add(text: &str, today: NaiveDate) -> Result<Draft, AddError> {
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
    match draft.profile.name.is_none() && draft.profile.company.is_none() {
        true => Err(AddError::NameOrCompanyMissing),
        false => Ok(draft),
    }
}

/// What is known by neither shape nor label: name, company, job title, in this order; the rest is a note.
fn place(draft: &mut Draft, unknown: Vec<String>, today: NaiveDate) -> Result<(), AddError> {
    // One piece that can only be a company is no name.
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

fn set(profile: &mut Profile, field: Field, value: &str, today: NaiveDate) -> Result<(), AddError> {
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
fn is_legal_form(piece: &str) -> bool {
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
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();

    fn fields(text: &str) -> Vec<(Field, String)> {
        let draft = parse_add(text, TODAY).unwrap_or_else(|error| panic!("{text}: {error:?}"));
        Field::ALL.iter().filter_map(|field| Some((*field, field.get(&draft.profile)?))).collect()
    }

    #[test]
    fn the_example_of_the_contract_is_understood() {
        let text = "Anna Schmidt, Lumen GmbH, anna@lumen.de, Germany, +49 30 123456, purchasing manager, \
                    source: Light+Building 2026, grade: A";
        assert_eq!(parse_add(text, TODAY).unwrap().grade, Some(Grade::A));
        let want = [
            (Field::Name, "Anna Schmidt"),
            (Field::Company, "Lumen GmbH"),
            (Field::Title, "purchasing manager"),
            (Field::Email, "anna@lumen.de"),
            (Field::Phone, "+4930123456"),
            (Field::Country, "DE"),
            (Field::Source, "trade show: Light+Building 2026"),
        ];
        assert_eq!(fields(text), want.map(|(field, value)| (field, value.to_owned())));
    }

    #[test]
    fn pieces_are_known_by_shape_in_any_order() {
        for text in [
            "anna@lumen.de, +49 30 123456, Anna Schmidt, Germany, Lumen GmbH, A",
            "A；德国；Anna Schmidt；Lumen GmbH；030 123456；anna@lumen.de",
            "Anna Schmidt\nLumen GmbH\nanna@lumen.de\nGermany\n030 123456\nA级",
            "姓名：Anna Schmidt，公司：Lumen GmbH，邮箱：anna@lumen.de，国家：德国，电话：030 123456，等级：A",
        ] {
            let draft = parse_add(text, TODAY).unwrap();
            assert_eq!(draft.grade, Some(Grade::A), "{text}");
            assert_eq!(draft.profile.name.as_deref(), Some("Anna Schmidt"), "{text}");
            assert_eq!(draft.profile.company.as_deref(), Some("Lumen GmbH"), "{text}");
            assert_eq!(draft.profile.phone.unwrap().as_str(), "+4930123456", "{text}");
            assert_eq!(draft.profile.country, Country::parse("DE"), "{text}");
        }
    }

    #[test]
    fn a_legal_form_stays_with_its_company() {
        for (text, company) in [
            ("Li Wei, Shenzhen Bright Co., Ltd., li@bright.cn", "Shenzhen Bright Co., Ltd."),
            ("Li Wei, Shenzhen Bright Co.,Ltd, li@bright.cn", "Shenzhen Bright Co., Ltd"),
            ("Joe, Acme, Inc., joe@acme.com", "Acme, Inc."),
            ("Shenzhen Bright Co., Ltd.", "Shenzhen Bright Co., Ltd."),
            ("公司：深圳亮途照明有限公司", "深圳亮途照明有限公司"),
        ] {
            assert_eq!(parse_add(text, TODAY).unwrap().profile.company.as_deref(), Some(company), "{text}");
        }
    }

    #[test]
    fn words_that_look_like_codes_stay_words() {
        let draft = parse_add("Li Wei, Bright, it, source: Canton Fair", TODAY).unwrap();
        assert_eq!(draft.profile.title.as_deref(), Some("it"));
        assert_eq!(parse_add("Li Wei, Bright, IT", TODAY).unwrap().profile.country, Country::parse("Italy"));
        assert_eq!(parse_add("Li Wei, UK", TODAY).unwrap().profile.country, Country::parse("GB"));
    }

    #[test]
    fn a_phone_tells_the_country_and_what_is_left_is_a_note() {
        let draft = parse_add("Anna, Lumen, CEO, met at the bar, +49 30 123456", TODAY).unwrap();
        assert_eq!(draft.profile.country, Country::parse("DE"));
        assert_eq!(draft.leftover, ["met at the bar"]);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let wrong = |field, value: &str, error| AddError::Field { field, value: value.into(), error };
        for (text, want) in [
            ("", AddError::Nothing),
            (" , ;\n", AddError::Nothing),
            ("anna@lumen.de, Germany", AddError::NameOrCompanyMissing),
            ("Anna, anna@", wrong(Field::Email, "anna@", FieldError::BadEmail)),
            ("Anna, email: nothing", wrong(Field::Email, "nothing", FieldError::BadEmail)),
            ("Anna, country: Atlantis", wrong(Field::Country, "Atlantis", FieldError::UnknownCountry)),
            ("Anna, source: bought list", wrong(Field::Source, "bought list", FieldError::BoughtList)),
            ("Anna, grade: D", AddError::BadGrade("D".into())),
            ("Anna, colour: red", AddError::UnknownLabel("colour".into())),
        ] {
            assert_eq!(parse_add(text, TODAY), Err(want), "{text}");
        }
        assert_eq!(parse_add(&"x, ".repeat(2000), TODAY), Err(AddError::TooLong));
    }

    proptest! {
        #[test]
        fn what_does_not_hang_on_the_day_reads_the_same_on_any(text in "(?s).{0,60}|Anna, (acquired: )?(today|fri|昨天|1d), [a-z]{1,9}") {
            if let Ok(draft) = parse_add(&text, TODAY) && !draft.hangs_on_the_day() {
                prop_assert_eq!(parse_add(&text, NaiveDate::MIN), Ok(draft));
            }
        }

        #[test]
        fn nothing_makes_it_panic(text in "(?s).{0,200}") {
            let _ = (parse_add(&text, TODAY), looks_like_card(&text), parse_card(&text, TODAY), parse_vcard(&text, TODAY));
        }
    }
}
