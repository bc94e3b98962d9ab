//! A template: a subject and a text with merge fields, `{first name, or there}`.
//!
//! A field that does not exist refuses the template, with the nearest that does. A field that is empty takes its
//! fallback, and without one refuses the mail: nobody is greeted as "Hi {first name}".

mod field;

use std::collections::BTreeMap;

pub use field::MergeField;

use crate::contact::Profile;
use crate::text::clean;
use crate::vocabulary::{Frame, MailLang, TemplateId};

/// Why a template cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// There is no such field.
    #[error("no such field: {written}")]
    UnknownField {
        /// As it was written.
        written: String,
        /// The field that was likely meant.
        nearest: Option<MergeField>,
    },
    /// A brace that opens and never closes; what follows it.
    #[error("a brace never closes: {0}")]
    Unclosed(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Field(MergeField, Option<String>),
}

/// A text with merge fields, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged(Vec<Part>);

impl Merged {
    /// Reads a text. Two braces (`{{first name}}`) are read as one.
    ///
    /// # Errors
    /// When a field does not exist or a brace does not close.
    pub fn parse(text: &str) -> Result<Merged, TemplateError> {
        let (mut parts, mut rest) = (Vec::new(), text);
        while let Some((before, after)) = rest.split_once('{') {
            parts.push(Part::Text(before.to_owned()));
            let after = after.strip_prefix('{').unwrap_or(after);
            let unclosed = || TemplateError::Unclosed(after.chars().take(30).collect());
            let (inside, behind) = after.split_once('}').ok_or_else(unclosed)?;
            if inside.contains(['{', '\n']) {
                return Err(unclosed());
            }
            rest = behind.strip_prefix('}').unwrap_or(behind);
            parts.push(field(inside)?);
        }
        parts.push(Part::Text(rest.to_owned()));
        Ok(Merged(parts))
    }

    /// The fields that stand in it.
    pub fn fields(&self) -> impl Iterator<Item = MergeField> {
        self.0.iter().filter_map(|part| match part {
            Part::Field(field, _) => Some(*field),
            Part::Text(_) => None,
        })
    }

    /// The text with its fields filled.
    ///
    /// # Errors
    /// The fields that are empty and have no fallback.
    fn fill(&self, values: &Values) -> Result<String, Vec<MergeField>> {
        let (mut text, mut empty) = (String::new(), Vec::new());
        for part in &self.0 {
            match part {
                Part::Text(said) => text.push_str(said),
                Part::Field(field, fallback) => match values.get(*field).or(fallback.as_deref()) {
                    Some(value) => text.push_str(value),
                    None => empty.push(*field),
                },
            }
        }
        if empty.is_empty() { Ok(text) } else { Err(empty) }
    }
}

/// What stands between two braces: a field, and after a comma or a stroke its fallback.
fn field(inside: &str) -> Result<Part, TemplateError> {
    let (name, fallback) = match inside.split_once([',', '，', '|']) {
        Some((name, fallback)) => (name, Some(fallback.trim())),
        None => (inside, None),
    };
    let field = MergeField::named(name).ok_or_else(|| TemplateError::UnknownField {
        written: clean(name),
        nearest: MergeField::nearest(name),
    })?;
    let bare = fallback.map(|text| {
        let or = ["or ", "否则", "或者", "或"].iter().find_map(|or| text.strip_prefix(or));
        clean(or.unwrap_or(text))
    });
    Ok(Part::Field(field, bare.filter(|text| !text.is_empty() && text != "or")))
}

/// What the fields stand for in one mail.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values(BTreeMap<MergeField, String>);

impl Values {
    /// Those that the contact tells. What one calls the person is read from the name elsewhere.
    pub fn of(profile: &Profile, first_name: Option<&str>, lang: MailLang) -> Values {
        let mut values = Values::default();
        for field in MergeField::ALL {
            let value = match field {
                MergeField::FirstName => first_name.map(str::to_owned),
                other => other.of(profile, lang),
            };
            values.set(*field, &value.unwrap_or_default());
        }
        values
    }

    /// Says what a field stands for; one line, and nothing where the text is empty.
    pub fn set(&mut self, field: MergeField, value: &str) {
        match clean(value) {
            value if value.is_empty() => self.0.remove(&field),
            value => self.0.insert(field, value),
        };
    }

    fn get(&self, field: MergeField) -> Option<&str> {
        self.0.get(&field).map(String::as_str)
    }
}

/// A template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// How it is built.
    pub frame: Frame,
    /// Its language.
    pub lang: MailLang,
    /// Its subject.
    pub subject: Merged,
    /// Its text.
    pub body: Merged,
}

/// A mail that is written out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// One line.
    pub subject: String,
    /// The text, without its foot.
    pub body: String,
}

impl Template {
    /// Reads a subject and a text.
    ///
    /// # Errors
    /// When a field does not exist or a brace does not close.
    pub fn parse(frame: Frame, lang: MailLang, subject: &str, body: &str) -> Result<Template, TemplateError> {
        Ok(Template { frame, lang, subject: Merged::parse(subject)?, body: Merged::parse(body.trim())? })
    }

    /// The mail for one contact.
    ///
    /// # Errors
    /// The fields that are empty and have no fallback.
    pub fn fill(&self, values: &Values) -> Result<Filled, Vec<MergeField>> {
        match (self.subject.fill(values), self.body.fill(values)) {
            (Ok(subject), Ok(body)) => Ok(Filled { subject: clean(&subject), body }),
            (subject, body) => {
                let empty = [subject, body].into_iter().filter_map(Result::err).flatten();
                let mut empty: Vec<MergeField> = empty.collect();
                empty.sort();
                empty.dedup();
                Err(empty)
            }
        }
    }
}

/// A template that a team keeps: subject and text as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The row.
    pub id: TemplateId,
    /// What it is called.
    pub name: String,
    /// How it is built.
    pub frame: Frame,
    /// Its language.
    pub lang: MailLang,
    /// Its subject, with its fields.
    pub subject: String,
    /// Its text, with its fields.
    pub body: String,
}

impl Kept {
    /// The name as names are compared.
    pub fn name_key(&self) -> String {
        clean(&self.name).to_lowercase()
    }
}

/// A template that comes with the program: subject and text as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BuiltIn {
    /// How it is built.
    pub frame: Frame,
    /// Its language.
    pub lang: MailLang,
    text: &'static str,
}

impl BuiltIn {
    /// All of them.
    pub const ALL: [BuiltIn; 6] = [
        BuiltIn::new(Frame::Pas, MailLang::En, include_str!("../../data/mail/templates/en/pas.txt")),
        BuiltIn::new(Frame::Value, MailLang::En, include_str!("../../data/mail/templates/en/value.txt")),
        BuiltIn::new(Frame::Fair, MailLang::En, include_str!("../../data/mail/templates/en/fair.txt")),
        BuiltIn::new(Frame::Pas, MailLang::Zh, include_str!("../../data/mail/templates/zh/pas.txt")),
        BuiltIn::new(Frame::Value, MailLang::Zh, include_str!("../../data/mail/templates/zh/value.txt")),
        BuiltIn::new(Frame::Fair, MailLang::Zh, include_str!("../../data/mail/templates/zh/fair.txt")),
    ];

    const fn new(frame: Frame, lang: MailLang, text: &'static str) -> BuiltIn {
        BuiltIn { frame, lang, text }
    }

    /// By what its mails are counted: `pas.en`.
    pub fn code(&self) -> String {
        format!("{}.{}", self.frame.code(), self.lang.code())
    }

    /// Its subject, with its fields.
    pub fn subject(&self) -> &'static str {
        self.text.lines().next().unwrap_or_default()
    }

    /// Its text, with its fields.
    pub fn body(&self) -> &'static str {
        self.text.split_once('\n').map_or("", |(_, body)| body.trim())
    }
}

#[cfg(test)]
mod tests;
