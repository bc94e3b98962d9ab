//! What a press is answered with.

/// The answer to a callback query. It is worth nothing late, so it does not go through the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallbackAnswer {
    /// The query's id.
    pub query: String,
    /// What the person sees for a moment; `None`: nothing is shown.
    pub text: Option<String>,
}
