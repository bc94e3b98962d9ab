//! By what a person is recognised in a text that is kept.

use serde_json::Value as Json;

use crate::change::Effect;
use crate::contact::Contact;
use crate::email::Email;
use crate::phone::Phone;

/// By what a person can be recognised in a text.
#[derive(Debug, Default)]
pub(crate) struct Traces {
    words: Vec<String>,
    digits: Vec<String>,
    pub(super) domains: Vec<String>,
}

/// A number of fewer digits is in many texts that are about somebody else.
const DIGITS: usize = 6;

impl Traces {
    /// What these contacts are called, and what they were called before these changes.
    pub(crate) fn of(contacts: &[Contact], effects: &[Effect]) -> Traces {
        let mut traces = Traces::default();
        for contact in contacts {
            let profile = &contact.profile;
            let email = profile.email.as_ref();
            let email = email.map(|email| [email.key().to_owned(), email.as_str().to_owned()]);
            for word in email
                .into_iter()
                .flatten()
                .chain([&profile.name, &profile.linkedin, &profile.wechat].into_iter().flatten().cloned())
            {
                traces.add(&word);
            }
            for phone in profile.numbers() {
                traces.add_phone(phone.as_str());
                traces.digits.push(phone.digits());
            }
        }
        let cells = effects.iter().flat_map(|effect| match effect {
            Effect::Contact { cells, .. } | Effect::Merged { cells, .. } => cells.as_slice(),
            _ => &[],
        });
        for cell in cells {
            for value in [&cell.before, &cell.after].into_iter().filter_map(Json::as_str) {
                match cell.cell.as_str() {
                    "name" | "linkedin" | "wechat" => traces.add(value),
                    "email" => {
                        traces.add(value);
                        traces
                            .domains
                            .extend(Email::parse(value).ok().map(|email| email.domain().to_owned()));
                    }
                    "phone" | "whatsapp" => traces.add_phone(value),
                    _ => {}
                }
            }
        }
        traces.digits.retain(|digits| digits.len() >= DIGITS);
        traces
    }

    fn add(&mut self, word: &str) {
        let word = word.trim().to_lowercase();
        // "Li" alone is in many texts that are about somebody else.
        let weight: usize = word.chars().map(|c| if c < '\u{2e80}' { 1 } else { 2 }).sum();
        if weight >= 4 {
            self.words.push(word);
        }
    }

    fn add_phone(&mut self, phone: &str) {
        self.digits.push(digits(phone));
        self.digits.extend(Phone::parse(phone, None).map(|phone| phone.digits()));
    }

    pub(super) fn is_in(&self, text: &str) -> bool {
        let lower = text.to_lowercase();
        let digits = digits(text);
        self.words.iter().any(|word| lower.contains(word.as_str()))
            || self.digits.iter().any(|known| digits.contains(known.as_str()))
    }

    /// Whether something that is kept as JSON, with markup in it, quotes the person.
    pub(super) fn is_in_json(&self, text: &str) -> bool {
        match serde_json::from_str(text) {
            Ok(value) => self.is_in_value(&value),
            Err(_) => self.is_in(text),
        }
    }

    fn is_in_value(&self, value: &Json) -> bool {
        match value {
            Json::String(text) => {
                self.is_in(text) || (text.contains('&') && self.is_in(&without_markup(text)))
            }
            Json::Array(values) => values.iter().any(|value| self.is_in_value(value)),
            Json::Object(cells) => cells.values().any(|value| self.is_in_value(value)),
            Json::Number(number) => self.is_in(&number.to_string()),
            Json::Null | Json::Bool(_) => false,
        }
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn without_markup(text: &str) -> String {
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    signs.iter().fold(text.to_owned(), |text, (escaped, sign)| text.replace(escaped, sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_recognised_however_they_are_written() {
        let mut traces = Traces::default();
        traces.add("Zoë <O'Neil>");
        traces.add("zoe@lumen.example");
        traces.add("Li");
        traces.add_phone("+49 30 901820");
        for quoted in [
            r#"{"html": "<b>ZOË &lt;O&#39;Neil&gt;</b>"}"#,
            r#"["\u007Aoe@LUMEN.example"]"#,
            "not JSON: zoe@lumen.example",
            r#"{"text": "030-901 820"}"#,
        ] {
            assert!(traces.is_in_json(quoted), "{quoted}");
        }
        for other in [r#"{"text": "Li Na, zoe@lumen"}"#, r#"{"id": 30}"#] {
            assert!(!traces.is_in_json(other), "{other}");
        }
    }
}
