//! The updates that wait for the bot.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The updates that wait for the bot. An update is dropped when the bot asks for a later one.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Queue {
    /// The number of the last update.
    last_id: i64,
    waiting: VecDeque<Update>,
    /// The kinds that the bot asked for; `None`: all but [`ON_REQUEST`].
    allowed: Option<Vec<String>>,
    /// Confirmed updates that are to be delivered once more.
    #[serde(skip)]
    again: Vec<Value>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Update {
    id: i64,
    json: Value,
}

/// The kinds that only a bot that asks for them is sent.
const ON_REQUEST: [&str; 3] = ["chat_member", "message_reaction", "message_reaction_count"];

impl Default for Queue {
    fn default() -> Queue {
        Queue { last_id: 100_000, waiting: VecDeque::new(), allowed: None, again: Vec::new() }
    }
}

impl Queue {
    /// Queues an update, unless the bot does not want this kind.
    pub(crate) fn push(&mut self, kind: &str, content: Value) {
        let wanted = match &self.allowed {
            Some(kinds) => kinds.iter().any(|allowed| allowed == kind),
            None => !ON_REQUEST.contains(&kind),
        };
        if !wanted {
            return;
        }
        self.last_id += 1;
        let id = self.last_id;
        self.waiting.push_back(Update { id, json: json!({ "update_id": id, kind: content }) });
    }

    /// The next update gets this number.
    pub(crate) fn go_on_with(&mut self, id: i64) {
        self.last_id = id.saturating_sub(1);
    }

    /// Sets the kinds that the bot wants; an empty list means all but [`ON_REQUEST`].
    pub(crate) fn allow(&mut self, kinds: Vec<String>) {
        self.allowed = Some(kinds).filter(|kinds| !kinds.is_empty());
    }

    /// The kinds that the bot asked for.
    pub(crate) fn allowed(&self) -> Option<&[String]> {
        self.allowed.as_deref()
    }

    /// Drops the updates before an offset; before a negative one, all but so many from the end. With `twice` they are
    /// delivered once more, and answered here.
    pub(crate) fn confirm(&mut self, offset: i64, twice: bool) -> &[Value] {
        let from = if offset < 0 {
            let keep = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
            let forgotten = self.waiting.len().saturating_sub(keep);
            self.waiting.get(forgotten).map_or(self.last_id + 1, |update| update.id)
        } else {
            offset
        };
        let before = self.again.len();
        while self.waiting.front().is_some_and(|update| update.id < from) {
            let confirmed = self.waiting.pop_front();
            if twice {
                self.again.extend(confirmed.map(|update| update.json));
            }
        }
        self.again.get(before..).unwrap_or_default()
    }

    /// The next updates to deliver: those that are delivered once more come first, and are dropped.
    pub(crate) fn next(&mut self, limit: usize) -> Vec<Value> {
        let again = self.again.len().min(limit);
        let mut batch: Vec<Value> = self.again.drain(..again).collect();
        batch.extend(self.waiting.iter().take(limit - again).map(|update| update.json.clone()));
        batch
    }

    pub(crate) fn clear(&mut self) {
        self.waiting.clear();
        self.again.clear();
    }

    pub(crate) fn len(&self) -> usize {
        self.waiting.len()
    }
}
