//! What a press is answered with.

/// The answer to a callback query. Late it is worthless, so it is given directly and not through the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallbackAnswer {
    /// The query's id.
    pub query: String,
    /// What the person sees for a moment; nothing: the button only stops turning.
    pub text: Option<String>,
}
