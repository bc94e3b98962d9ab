//! A contact written in one message, as `/add` takes it.

mod labels;
mod pieces;
mod shape;

use chrono::NaiveDate;

use self::labels::{Label, labelled};
use self::shape::{Shape, grade, shape};
use super::Draft;
use super::field::{FieldError, settle};
use super::table::{Column, is_nothing, marked};
use super::words::is_title;
use crate::contact::Profile;
use crate::duplicate::has_legal_form;
use crate::email;
use crate::interaction::LONGEST_SUMMARY;
use crate::text::{clean, folded};
use crate::vocabulary::{Country, Field, Grade};

pub(super) use pieces::is_legal_form;

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
/// third the job title. Nothing is lost: what no field takes is left over, or not understood. `today` is the person's
/// local day.
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
    let pieces = pieces::pieces(text);
    if pieces.is_empty() {
        return Err(AddError::Nothing);
    }
    let addresses: Vec<String> =
        pieces.iter().filter_map(|piece| Some(String::from(email::find(piece).ok()?.email))).collect();
    let locals = addresses.iter().filter_map(|address| Some(address.split_once('@')?.0)).collect();
    let mut reading =
        Reading { draft: Draft::default(), locals, words: Vec::new(), numbers: Vec::new(), today };
    for piece in &pieces {
        reading.piece(piece)?;
    }
    reading.finish()
}

/// What has been read so far.
struct Reading<'a> {
    draft: Draft,
    /// What stands before the @ of the addresses.
    locals: Vec<&'a str>,
    /// The pieces without label and shape.
    words: Vec<String>,
    /// Numbers, with the fields that they are for: the country decides how they read, wherever it stands.
    numbers: Vec<(Vec<Field>, String)>,
    today: NaiveDate,
}

impl Reading<'_> {
    fn piece(&mut self, piece: &str) -> Result<(), AddError> {
        if is_nothing(Column::Field(Field::Title), piece.trim()) {
            return Ok(());
        }
        if marked(piece).is_some() {
            self.draft.leftover.push(piece.to_owned());
            return Ok(());
        }
        match labelled(piece) {
            Some(Label::Grade(value)) => {
                let grade = grade(value).ok_or_else(|| AddError::BadGrade(value.to_owned()))?;
                self.graded(grade, piece);
            }
            Some(Label::Note(value)) => self.draft.leftover.push(value.to_owned()),
            Some(Label::Kept) => self.draft.leftover.push(piece.to_owned()),
            Some(Label::Unknown(label)) => return Err(AddError::UnknownLabel(label.to_owned())),
            Some(Label::Fields(fields, value)) => {
                let is_number =
                    |field: &Field| matches!(field, Field::Phone | Field::WhatsApp | Field::WeChat);
                match fields.iter().all(is_number) {
                    true => self.numbers.push((fields, value.to_owned())),
                    false => fields.iter().try_for_each(|field| self.take(*field, value, piece))?,
                }
            }
            None => match shape(piece, self.words.len(), &self.locals) {
                Shape::Value(field @ (Field::Phone | Field::WhatsApp)) => {
                    self.numbers.push((vec![field], piece.to_owned()))
                }
                Shape::Value(Field::Email) => self.addressed(piece)?,
                Shape::Value(field) => self.take(field, piece, piece)?,
                Shape::Grade(grade) => self.graded(grade, piece),
                Shape::Within(field, before, value) => {
                    let before = before.trim_matches(|c: char| !c.is_alphanumeric());
                    if !before.is_empty() {
                        self.piece(before)?;
                    }
                    match field {
                        Field::Phone | Field::WhatsApp => self.numbers.push((vec![field], value)),
                        field => self.take(field, &value, &value)?,
                    }
                }
                Shape::Words => self.words.push(piece.to_owned()),
            },
        }
        Ok(())
    }

    /// An address with what stands around it: "Anna Schmidt <anna@lumen.de>" is a name and an address.
    fn addressed(&mut self, piece: &str) -> Result<(), AddError> {
        let Ok(found) = email::find(piece) else {
            return set(&mut self.draft.profile, Field::Email, piece, self.today);
        };
        self.take(Field::Email, found.email.as_str(), found.email.as_str())?;
        for rest in found.rest {
            match email::find(&rest) {
                Ok(_) => self.draft.leftover.push(rest),
                Err(_) => self.piece(&rest)?,
            }
        }
        Ok(())
    }

    /// Sets a field, once; a second value of it is left over.
    fn take(&mut self, field: Field, value: &str, piece: &str) -> Result<(), AddError> {
        let Some(first) = field.get(&self.draft.profile) else {
            let rest = field
                .take(&mut self.draft.profile, value, self.today)
                .map_err(|error| wrong(field, value, error))?;
            self.draft.leftover.extend(rest);
            return Ok(());
        };
        if field == Field::Country
            && folded(&first) == "ge"
            && Country::parse(value).is_some_and(|c| c.code() == "US")
        {
            // "Atlanta, Georgia, USA"
            self.draft.leftover.push("Georgia".to_owned());
            return set(&mut self.draft.profile, field, value, self.today);
        }
        let mut second = self.draft.profile.clone();
        let rest = field.take(&mut second, value, self.today).map_err(|error| wrong(field, value, error))?;
        let same = field.get(&second).is_some_and(|second| folded(&second) == folded(&first));
        match same {
            true => self.draft.leftover.extend(rest),
            false => self.draft.leftover.push(piece.to_owned()),
        }
        Ok(())
    }

    fn graded(&mut self, grade: Grade, piece: &str) {
        match self.draft.grade {
            Some(first) if first != grade => self.draft.unread.push(piece.to_owned()),
            _ => self.draft.grade = Some(grade),
        }
    }

    fn finish(mut self) -> Result<Draft, AddError> {
        let words = std::mem::take(&mut self.words);
        self.place(words)?;
        // "微信同号" is about a telephone that may stand after it.
        let mut numbers = std::mem::take(&mut self.numbers);
        numbers.sort_by_key(|(fields, _)| !fields.contains(&Field::Phone));
        for (fields, value) in numbers {
            for field in fields {
                self.take(field, &value, &value)?;
                settle(&mut self.draft.profile);
            }
        }
        settle(&mut self.draft.profile);
        self.draft.heed();
        Ok(self.draft)
    }

    /// Assigns the pieces without shape and label: name, company, job title, in this order; what is left is not
    /// understood. Only a company has a legal form.
    fn place(&mut self, mut words: Vec<String>) -> Result<(), AddError> {
        let profile = &self.draft.profile;
        let (named, housed, titled) =
            (profile.name.is_some(), profile.company.is_some(), profile.title.is_some());
        let company = words.iter().position(|piece| has_legal_form(piece) && !housed);
        let company = company.map(|at| words.remove(at));
        // Between a name and a company with its legal form stands the title.
        let mut free: Vec<Field> = Vec::new();
        let title_first = company.is_some() && words.first().is_some_and(|word| is_title(word));
        free.extend((!named && !title_first).then_some(Field::Name));
        free.extend((!housed && company.is_none()).then_some(Field::Company));
        free.extend((!titled).then_some(Field::Title));
        if let Some(company) = company {
            self.take(Field::Company, &company, &company)?;
        }
        let mut words = words.into_iter();
        for field in free {
            let Some(piece) = words.next() else { break };
            // A name may have brought its title.
            match field.get(&self.draft.profile).is_none() {
                true => self.take(field, &piece, &piece)?,
                false => self.draft.unread.push(piece),
            }
        }
        self.draft.unread.extend(words);
        Ok(())
    }
}

fn wrong(field: Field, value: &str, error: FieldError) -> AddError {
    AddError::Field { field, value: clean(value), error }
}

pub(super) fn set(
    profile: &mut Profile,
    field: Field,
    value: &str,
    today: NaiveDate,
) -> Result<(), AddError> {
    field.set(profile, Some(value), today).map_err(|error| wrong(field, value, error))
}

#[cfg(test)]
mod tests;
