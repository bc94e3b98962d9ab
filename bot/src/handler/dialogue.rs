//! Conversations that take more than one message. The state is saved in the same transaction as what it leads to;
//! `/cancel` always reaches the beginning, and any command leaves it.

use serde::{Deserialize, Serialize};

/// What a chat is in the middle of: the state of one feature's question.
pub trait Dialogue: Serialize {
    /// The name under which the state is stored. It never changes, since books hold it.
    const NAME: &'static str;
}

/// A state as the book keeps it.
#[derive(Serialize)]
pub(super) struct Asked<D> {
    pub(super) asking: &'static str,
    /// The question's number: its buttons carry it.
    pub(super) question: i64,
    #[serde(flatten)]
    pub(super) state: D,
}

/// The number alone.
#[derive(Deserialize)]
pub(super) struct AskedNumber {
    pub(super) question: i64,
}
