//! The bot's name and descriptions, as it has set them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The bot's name and descriptions by language; those of the empty language are for all other languages.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct BotTexts {
    pub(crate) names: BTreeMap<String, String>,
    pub(crate) descriptions: BTreeMap<String, String>,
    pub(crate) short_descriptions: BTreeMap<String, String>,
}

impl BotTexts {
    /// The description in a language, which is shown in an empty chat.
    pub(crate) fn description(&self, language: &str) -> Option<&str> {
        self.descriptions.get(language).or_else(|| self.descriptions.get("")).map(String::as_str)
    }
}
