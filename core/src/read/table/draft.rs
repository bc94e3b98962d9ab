//! A row as a contact: each cell read as what its column holds.

mod values;

use chrono::NaiveDate;
use csv::StringRecord;

use self::values::{grade, take};
use super::column::Column;
use super::noted::{NoteUnder, Read};
use super::nothing::is_nothing;
use super::plan::Heading;
use super::standing::{Said, Standing, Verdict, marked, said, standings, verdict};
use super::{Plan, RowError};
use crate::contact::Profile;
use crate::csv_out::rearm;
use crate::read::Draft;
use crate::read::bought::{is_bought, names_bought_list};
use crate::read::field::{FieldError, is_linkedin, settle};
use crate::text::{clean, folded, full_name, hides_something};
use crate::vocabulary::Field;

/// Salutations in a column "Title", which are no job titles.
const SALUTATIONS: &[&str] =
    &["mr", "ms", "mrs", "miss", "dr", "mr./ms", "herr", "frau", "先生", "女士", "小姐"];

/// The longest note, in characters, that is taken for a word about where somebody comes from.
const SHORT_NOTE: usize = 40;

/// The longest note, in characters, that is taken for a word about whether one may write.
const REMARK: usize = 120;

impl Plan {
    /// What a row is, and whether anything in it was hidden and has been taken out.
    pub(super) fn draft(&self, record: &StringRecord, today: NaiveDate) -> (Result<Draft, RowError>, bool) {
        let mut reading = Reading { draft: Draft::default(), first: None, last: None, today };
        reading.draft.opted_out = self.standing == Some(Standing::OptedOut);
        reading.draft.bounced = self.standing == Some(Standing::Bounced);
        let hidden = record.iter().any(hides_something);
        let cell = |at: usize| record.get(at).map(|cell| clean(rearm(cell))).unwrap_or_default();
        let heading = |at: usize| self.headings.get(at);
        for at in &self.bought {
            let value = cell(*at);
            if !is_nothing(Column::Note, &value) && said(&value) != Said::No {
                let name = heading(*at).map_or("", |heading| heading.name.as_str());
                let why = format!("{name}: {value}");
                return (Err(RowError::cell(Field::Source, &why, FieldError::BoughtList)), hidden);
            }
        }
        for Read { at, column, note } in &self.order {
            let (value, Some(heading)) = (cell(*at), heading(*at)) else { continue };
            if is_nothing(*column, &value) {
                continue;
            }
            if let Err(error) = reading.cell(heading, *column, *note, &value) {
                return (Err(error), hidden);
            }
        }
        // A row may be longer than the names of the columns.
        for at in self.headings.len()..record.len() {
            let value = cell(at);
            if !is_nothing(Column::Note, &value) {
                reading.keep("", &value);
            }
        }
        (reading.finish(), hidden)
    }
}

/// A part of a name, and under what it stood.
struct Part {
    heading: String,
    text: String,
}

struct Reading {
    draft: Draft,
    first: Option<Part>,
    last: Option<Part>,
    today: NaiveDate,
}

impl Part {
    fn new(heading: &str, text: &str) -> Part {
        Part { heading: heading.to_owned(), text: text.to_owned() }
    }

    fn text(&self) -> &str {
        &self.text
    }
}

impl Reading {
    /// Reads a cell. Of several columns of one kind the first that holds something counts; what the others hold, and
    /// what a column does not take, goes to the note with the column's name. Only a value that [`stops`] a row is an
    /// error.
    fn cell(
        &mut self,
        heading: &Heading,
        column: Column,
        note: NoteUnder,
        value: &str,
    ) -> Result<(), RowError> {
        let name = heading.name.as_str();
        match column {
            Column::Field(field) => {
                // Google Contacts writes several values like this.
                for value in value.split(" ::: ") {
                    match self.field(heading, field, value) {
                        Ok(()) => {}
                        Err(error) if stops(field, error) => return Err(RowError::cell(field, value, error)),
                        Err(_) => self.keep(name, value),
                    }
                }
            }
            Column::Grade => match grade(value) {
                Some(grade) if self.draft.grade.is_none_or(|first| first == grade) => {
                    self.draft.grade = Some(grade);
                }
                _ => self.keep(name, value),
            },
            Column::FirstName if self.first.is_none() => self.first = Some(Part::new(name, value)),
            Column::LastName if self.last.is_none() => self.last = Some(Part::new(name, value)),
            Column::FirstName | Column::LastName => self.keep(name, value),
            Column::Note => {
                let is_refused = match note {
                    NoteUnder::Origin => is_bought(value),
                    _ => value.chars().count() <= SHORT_NOTE && names_bought_list(value),
                };
                if is_refused {
                    return Err(RowError::cell(Field::Source, value, FieldError::BoughtList));
                }
                // A remark may say that they want no more mail.
                let opted_out =
                    value.chars().count() <= REMARK && standings(name, value).contains(&Standing::OptedOut);
                self.draft.opted_out |= opted_out;
                self.keep(if note == NoteUnder::Nothing { "" } else { name }, value);
            }
            Column::OptedOut | Column::Subscribed | Column::Bounced | Column::Status => {
                if column == Column::Status && is_bought(value) {
                    return Err(RowError::cell(Field::Source, value, FieldError::BoughtList));
                }
                self.heed(verdict(column, name, value).unwrap_or_default(), name, value);
            }
            Column::Group => return Err(RowError::Group),
        }
        Ok(())
    }

    fn heed(&mut self, verdict: Verdict, name: &str, value: &str) {
        self.draft.opted_out |= verdict.opted_out;
        self.draft.bounced |= verdict.bounced;
        if verdict.kept {
            self.keep(name, value);
        }
    }

    /// Keeps a value in the note, under its column's name.
    fn keep(&mut self, heading: &str, value: &str) {
        self.draft.leftover.push(match heading {
            "" => value.to_owned(),
            heading => format!("{heading}: {value}"),
        });
    }

    /// Takes a value into its field, or into the note where the field is taken. What stands in the cell besides is noted.
    fn field(&mut self, heading: &Heading, field: Field, value: &str) -> Result<(), FieldError> {
        let order = heading.days.as_ref().and_then(|days| days.order);
        let profile = &mut self.draft.profile;
        let rest = match (field, field.get(profile)) {
            // LinkedIn calls a person's page there "URL".
            (Field::Website, _) if is_linkedin(value) => return self.field(heading, Field::LinkedIn, value),
            (Field::Title, _) if SALUTATIONS.contains(&value.to_lowercase().trim_end_matches('.')) => {
                vec![value.to_owned()]
            }
            (_, None) => take(field, profile, value, order, self.today)?,
            (_, Some(first)) => {
                let mut second = Profile { country: profile.country, ..Profile::default() };
                second.clear(field);
                match take(field, &mut second, value, order, self.today) {
                    Err(FieldError::BoughtList) => return Err(FieldError::BoughtList),
                    Ok(rest)
                        if field.get(&second).is_some_and(|second| folded(&second) == folded(&first)) =>
                    {
                        rest
                    }
                    _ => vec![value.to_owned()],
                }
            }
        };
        for part in &rest {
            // "anna@lumen.de (bounced)"
            let said = marked(part).filter(|_| field == Field::Email).unwrap_or_default();
            self.heed(said, "", "");
            self.keep(&heading.name, part);
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Draft, RowError> {
        let (first, last) = (self.first.take(), self.last.take());
        match &self.draft.profile.name {
            None => {
                let name = full_name(first.as_ref().map(Part::text), last.as_ref().map(Part::text));
                if !name.is_empty() {
                    let rest = Field::Name.take(&mut self.draft.profile, &name, self.today);
                    let rest = rest.map_err(|error| RowError::cell(Field::Name, &name, error))?;
                    self.draft.leftover.extend(rest);
                }
            }
            Some(name) => {
                let name = folded(name);
                let others = [first, last].into_iter().flatten();
                for part in others.filter(|part| !name.contains(&folded(&part.text))) {
                    self.keep(&part.heading, &part.text);
                }
            }
        }
        let profile = &mut self.draft.profile;
        settle(profile);
        let says_who = profile.name.is_some() || profile.company.is_some();
        // A list of those who opted out may have nothing but their addresses.
        let is_warning = profile.email.is_some() && (self.draft.opted_out || self.draft.bounced);
        match says_who || is_warning {
            true => Ok(self.draft),
            false => Err(RowError::NameOrCompanyMissing),
        }
    }
}

/// Whether a wrong value rejects the whole row: a wrong email, a bought list, a name or company that is too long.
fn stops(field: Field, error: FieldError) -> bool {
    match error {
        FieldError::BadEmail | FieldError::BoughtList => true,
        FieldError::TooLong => matches!(field, Field::Name | Field::Company),
        _ => false,
    }
}
