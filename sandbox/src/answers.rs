//! Presses of buttons and what they are answered with.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A press of a button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Press {
    /// Telegram's `callback_query_id`.
    pub id: String,
    /// Who pressed.
    pub person: i64,
    /// On which message.
    pub message: i64,
    /// What the button sends.
    pub data: String,
}

/// What a press was answered with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PressAnswer {
    /// What the person is shown; `None`: the button only stops turning.
    pub text: Option<String>,
    /// Whether it is shown as an alert that must be closed.
    pub alert: bool,
    /// What is opened.
    pub url: Option<String>,
}

/// Telegram lets go of a press that was not answered for this long.
fn patience() -> Duration {
    Duration::minutes(15)
}

/// All presses.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Presses {
    last: i64,
    known: BTreeMap<String, Record>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Record {
    at: DateTime<Utc>,
    /// Telegram's `CallbackQuery`, to be sent again as it was.
    query: Value,
    /// How often the bot was told of it.
    told: u32,
    /// How often the bot answered it.
    answered: u32,
    answer: Option<PressAnswer>,
}

/// Why a press cannot be answered.
pub(crate) enum Refused {
    /// The bot should have known: it never was, is long over, or was answered as often as it was told of.
    Mistake,
    /// It was told of the press once more and answered once more: the answer is too late, and that is all.
    Echo,
}

impl Presses {
    /// A new identifier; by custom of Telegram it begins with the person's.
    pub(crate) fn new_id(&mut self, person: i64) -> String {
        self.last += 1;
        format!("{}", (i128::from(person) << 32) + i128::from(self.last))
    }

    /// Remembers a press.
    pub(crate) fn add(&mut self, id: &str, at: DateTime<Utc>, query: Value) {
        self.known.insert(id.to_owned(), Record { at, query, told: 1, answered: 0, answer: None });
    }

    /// The query of a press that is to be sent once more.
    pub(crate) fn again(&mut self, id: &str) -> Option<Value> {
        let record = self.known.get_mut(id)?;
        record.told += 1;
        Some(record.query.clone())
    }

    /// Notes that a query is delivered once more without anybody asking for it.
    pub(crate) fn told_again(&mut self, id: &str) {
        if let Some(record) = self.known.get_mut(id) {
            record.told += 1;
        }
    }

    /// Takes the bot's answer.
    pub(crate) fn answer(
        &mut self,
        id: &str,
        answer: PressAnswer,
        now: DateTime<Utc>,
    ) -> Result<(), Refused> {
        let record = self.known.get_mut(id).ok_or(Refused::Mistake)?;
        record.answered += 1;
        if record.answer.is_some() {
            return Err(if record.answered <= record.told { Refused::Echo } else { Refused::Mistake });
        }
        if now - record.at > patience() {
            return Err(Refused::Mistake);
        }
        record.answer = Some(answer);
        Ok(())
    }

    /// Forgets all presses; identifiers are not used again.
    pub(crate) fn clear(&mut self) {
        self.known.clear();
    }

    /// The answer to a press, if there is one.
    pub(crate) fn answer_to(&self, id: &str) -> Option<&PressAnswer> {
        self.known.get(id)?.answer.as_ref()
    }
}
