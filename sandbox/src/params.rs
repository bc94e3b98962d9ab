//! The parameters of a call. Telegram reads every parameter as text, however it was sent, and parses it from there.

use std::collections::BTreeMap;

use axum::body::Bytes;
use serde_json::{Map, Value};

use crate::refusal::Refusal;

/// The parameters of a call.
#[derive(Debug, Default)]
pub(crate) struct Params {
    values: Map<String, Value>,
    uploads: BTreeMap<String, Upload>,
}

/// A file that came with a call.
#[derive(Debug, Clone)]
pub(crate) struct Upload {
    /// Its name, as the sender gave it.
    pub(crate) name: String,
    /// Its type, if the sender gave one.
    pub(crate) mime: Option<String>,
    pub(crate) bytes: Bytes,
}

impl Params {
    /// Adds parameters from the query, a form or a JSON object; a later one replaces an earlier one.
    pub(crate) fn extend(&mut self, values: impl IntoIterator<Item = (String, Value)>) {
        self.values.extend(values);
    }

    pub(crate) fn attach(&mut self, field: String, upload: Upload) {
        self.uploads.insert(field, upload);
    }

    /// The file that came in this part of a form.
    pub(crate) fn upload(&self, field: &str) -> Option<&Upload> {
        self.uploads.get(field)
    }

    /// A parameter as text.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        match self.values.get(name)? {
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        }
    }

    /// A parameter as a number. As at Telegram, anything else counts as missing.
    pub(crate) fn int(&self, name: &str) -> Option<i64> {
        self.text(name)?.trim().parse().ok()
    }

    /// A parameter as yes or no.
    pub(crate) fn flag(&self, name: &str) -> bool {
        matches!(self.text(name).as_deref(), Some("true" | "True" | "TRUE" | "1" | "yes" | "Yes"))
    }

    /// A parameter that is an object or a list, whether it came as JSON or as text with JSON in it.
    pub(crate) fn json(&self, name: &str) -> Result<Option<Value>, Refusal> {
        match self.values.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.is_empty() => Ok(None),
            Some(Value::String(text)) => serde_json::from_str(text)
                .map(Some)
                .map_err(|_| Refusal::bad(format!("can't parse {} JSON object", name.replace('_', " ")))),
            Some(other) => Ok(Some(other.clone())),
        }
    }

    /// All parameters for the log of calls, with files by name and size.
    pub(crate) fn for_log(&self) -> Value {
        let mut all = self.values.clone();
        for (field, upload) in &self.uploads {
            all.insert(
                field.clone(),
                Value::String(format!("file {} ({} bytes)", upload.name, upload.bytes.len())),
            );
        }
        for (name, value) in &mut all {
            // In forms an object is a text with JSON in it.
            if !matches!(name.as_str(), "text" | "caption")
                && let Value::String(text) = value
                && text.starts_with(['{', '['])
                && let Ok(parsed) = serde_json::from_str(text)
            {
                *value = parsed;
            }
        }
        Value::Object(all)
    }
}
