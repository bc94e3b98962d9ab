//! Presses of buttons (Telegram's callback queries), and how the bot answered each.

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
    /// What the person is shown; `None`: only the button's progress bar ends.
    pub text: Option<String>,
    /// Whether the person must close it.
    pub alert: bool,
    /// The link that is opened.
    pub url: Option<String>,
}

/// How long Telegram takes an answer to a press.
fn answer_time() -> Duration {
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
    /// Telegram's `CallbackQuery`.
    query: Value,
    /// How often it was delivered to the bot.
    told: u32,
    /// How often the bot answered it.
    answered: u32,
    answer: Option<PressAnswer>,
}

/// Why a press cannot be answered.
pub(crate) enum AnswerError {
    /// The bot is wrong: there was no such press, its time is over, or the bot answered more often than it was delivered.
    Invalid,
    /// The press was delivered again and the bot answered again, which is no mistake.
    Repeated,
}

impl Presses {
    /// A new identifier. As at Telegram, its upper half is the person's.
    pub(crate) fn new_id(&mut self, person: i64) -> String {
        self.last += 1;
        format!("{}", (i128::from(person) << 32) + i128::from(self.last))
    }

    pub(crate) fn add(&mut self, id: &str, at: DateTime<Utc>, query: Value) {
        self.known.insert(id.to_owned(), Record { at, query, told: 1, answered: 0, answer: None });
    }

    /// The query of a press that is about to be delivered once more.
    pub(crate) fn again(&mut self, id: &str) -> Option<Value> {
        let record = self.known.get_mut(id)?;
        record.told += 1;
        Some(record.query.clone())
    }

    /// Counts a delivery that no person asked for.
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
    ) -> Result<(), AnswerError> {
        let record = self.known.get_mut(id).ok_or(AnswerError::Invalid)?;
        record.answered += 1;
        if record.answer.is_some() {
            return Err(if record.answered <= record.told {
                AnswerError::Repeated
            } else {
                AnswerError::Invalid
            });
        }
        if now - record.at > answer_time() {
            return Err(AnswerError::Invalid);
        }
        record.answer = Some(answer);
        Ok(())
    }

    /// Forgets all presses. Their identifiers are not used again.
    pub(crate) fn clear(&mut self) {
        self.known.clear();
    }

    pub(crate) fn answer_to(&self, id: &str) -> Option<&PressAnswer> {
        self.known.get(id)?.answer.as_ref()
    }
}
