//! Conversations that take more than one message. The state is saved in the same transaction as what it leads to;
//! `/cancel` always reaches the beginning, and any command leaves it.

use serde::Serialize;

/// What a chat is in the middle of: the state of one feature's question.
pub trait Dialogue: Serialize {
    /// By this the state is found again; it is kept in the book, so it never changes.
    const NAME: &'static str;
}

/// A state as the book keeps it.
#[derive(Serialize)]
pub(super) struct Asked<D> {
    pub(super) asking: &'static str,
    #[serde(flatten)]
    pub(super) state: D,
}
