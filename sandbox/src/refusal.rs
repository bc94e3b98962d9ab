//! How Telegram says no.

use serde_json::{Value, json};

/// A refused call, with Telegram's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// The HTTP status, which is also the envelope's `error_code`.
    pub(crate) status: u16,
    /// For example `Bad Request: chat not found`.
    pub(crate) description: String,
    /// With 429: how many seconds to wait.
    pub(crate) retry_after: Option<u64>,
    /// Whether the bot could not know better.
    pub(crate) excused: bool,
}

impl Refusal {
    /// 400; the reason begins with a small letter, as Telegram writes it, unless it is one of the `CODES_LIKE_THIS`.
    pub(crate) fn bad(reason: impl AsRef<str>) -> Refusal {
        Refusal::new(400, format!("Bad Request: {}", reason.as_ref()))
    }

    /// 403.
    pub(crate) fn forbidden(reason: &str) -> Refusal {
        Refusal::new(403, format!("Forbidden: {reason}"))
    }

    /// Any other.
    pub(crate) fn new(status: u16, description: impl Into<String>) -> Refusal {
        Refusal { status, description: description.into(), retry_after: None, excused: false }
    }

    /// 429.
    pub(crate) fn too_many(retry_after: u64) -> Refusal {
        let description = format!("Too Many Requests: retry after {retry_after}");
        Refusal { retry_after: Some(retry_after), ..Refusal::new(429, description) }
    }

    /// Telegram's envelope.
    pub(crate) fn envelope(&self) -> Value {
        let mut envelope = json!({ "ok": false, "error_code": self.status, "description": self.description });
        if let Some(seconds) = self.retry_after {
            envelope["parameters"] = json!({ "retry_after": seconds });
        }
        envelope
    }

    /// Whether the bot could have known better. A person may block the bot at any moment, a second copy of the bot is
    /// the operator's doing, and waiting is no mistake.
    pub(crate) fn is_the_bots_fault(&self) -> bool {
        !self.excused && !matches!(self.status, 409 | 429) && self.description != BLOCKED
    }
}

/// What every method says to a bot that was blocked.
pub(crate) const BLOCKED: &str = "Forbidden: bot was blocked by the user";
