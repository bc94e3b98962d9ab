//! What `/find` looks through.

use crate::contact::{FieldValue, Profile};
use crate::vocabulary::{Field, Lang};

/// What `/find` looks through, in lower case: the name, the company, and the rest; a country by its names in both languages.
pub(super) fn searched(profile: &Profile) -> String {
    let fields = Field::ALL.iter().filter(|field| field.is_searched());
    let values = fields.filter_map(|field| profile.get(*field));
    let words = values.map(|value| match value {
        FieldValue::Country(country) => {
            format!("{}\n{}", country.name(Lang::En), country.name(Lang::Zh)).into()
        }
        FieldValue::Text(_)
        | FieldValue::Role(_)
        | FieldValue::Email(_)
        | FieldValue::Phone(_)
        | FieldValue::Source(_)
        | FieldValue::Day(_)
        | FieldValue::Value(_) => value.written(),
    });
    words.collect::<Vec<_>>().join("\n").to_lowercase()
}

/// A text as a pattern that matches it anywhere, in lower case, its own wildcards defused.
pub(in crate::store) fn like(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.to_lowercase().chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}
