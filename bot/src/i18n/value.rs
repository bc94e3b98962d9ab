//! What stands in a field, or stood in it before a change, as a person reads it.

use renmai_core::change::Diff;
use renmai_core::contact::{FieldValue, NextStep, Profile, Source};
use renmai_core::team::Member;
use renmai_core::vocabulary::{Field, Grade, Health, MemberId, Stage};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};

use crate::i18n::{Arg, Say, Words};

/// A field of a record.
pub(crate) fn of_field(field: Field, profile: &Profile, words: &Words) -> Option<String> {
    profile.get(field).map(|value| match value {
        FieldValue::Country(country) => country.name(words.lang()).to_owned(),
        FieldValue::Role(role) => text(role, words),
        FieldValue::Value(value) => text(value, words),
        FieldValue::Day(day) => text(day, words),
        FieldValue::Source(source) => source_of(source, words),
        FieldValue::Text(_) | FieldValue::Email(_) | FieldValue::Phone(_) => value.written().into_owned(),
    })
}

/// The channel, and the detail where there is one.
fn source_of(source: &Source, words: &Words) -> String {
    let channel = text(&source.channel, words);
    if source.detail.is_empty() { channel } else { format!("{channel}: {}", source.detail) }
}

/// What a change wrote into one cell; `None`: a cell that says nothing to a person.
pub(crate) fn of_cell(diff: &Diff, members: &[Member], words: &Words) -> Option<String> {
    let said = |value: &Json| match value {
        Json::Null => Some("–".to_owned()),
        value => said(&diff.cell, value, members, words),
    };
    let (before, after) = (said(&diff.before)?, said(&diff.after)?);
    Some(match field(diff) {
        Some(field) => {
            words.plain("history-field", &[("field", &field), ("before", &before), ("after", &after)])
        }
        None => words.plain("history-cell", &[("before", &before), ("after", &after)]),
    })
}

fn said(cell: &str, value: &Json, members: &[Member], words: &Words) -> Option<String> {
    match cell {
        "grade" => read::<Grade>(value).map(|grade| text(&grade, words)),
        "stage" => read::<Stage>(value).map(|stage| text(&stage, words)),
        "health" => read::<Health>(value).map(|health| text(&health, words)),
        "snoozed_until" => read(value).map(|day: chrono::NaiveDate| text(&day, words)),
        "next_step" => read::<NextStep>(value).map(|step| {
            let when = match step.at {
                Some(at) => text(&step.on.and_time(at), words),
                None => text(&step.on, words),
            };
            format!("{when} {}", step.what).trim().to_owned()
        }),
        "owner" => {
            let owner = read::<MemberId>(value)?;
            members.iter().find(|member| member.id == owner).map(|member| member.name.clone())
        }
        _ => {
            let profile = with(cell, value)?;
            Field::ALL.iter().find_map(|field| of_field(*field, &profile, words))
        }
    }
}

/// The field of a record that a cell is.
fn field(diff: &Diff) -> Option<Field> {
    let value = if diff.after.is_null() { &diff.before } else { &diff.after };
    let profile = with(&diff.cell, value)?;
    Field::ALL.iter().copied().find(|field| profile.get(*field).is_some())
}

/// A record in which only this cell is filled.
fn with(cell: &str, value: &Json) -> Option<Profile> {
    read(&Json::Object(Map::from_iter([(cell.to_owned(), value.clone())])))
}

fn read<T: DeserializeOwned>(value: &Json) -> Option<T> {
    T::deserialize(value).ok()
}

pub(crate) fn text(value: &dyn Say, words: &Words) -> String {
    match value.say(words) {
        Arg::Text(text) => text,
        Arg::Html(html) => html.plain(),
        Arg::Number(number) => number.to_string(),
    }
}
