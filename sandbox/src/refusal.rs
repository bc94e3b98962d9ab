//! A refused call, in Telegram's words.

use serde_json::{Value, json};

/// A refused call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// The HTTP status, which is also the envelope's `error_code`.
    pub(crate) status: u16,
    /// For example `Bad Request: chat not found`.
    pub(crate) description: String,
    /// With 429: how many seconds to wait.
    pub(crate) retry_after: Option<u64>,
    /// Whether it is no mistake of the bot although the status says so.
    pub(crate) excused: bool,
}

impl Refusal {
    /// 400. As at Telegram, the reason begins with a small letter or is a `CODE_LIKE_THIS`.
    pub(crate) fn bad(reason: impl AsRef<str>) -> Refusal {
        Refusal::new(400, format!("Bad Request: {}", reason.as_ref()))
    }

    /// 403.
    pub(crate) fn forbidden(reason: &str) -> Refusal {
        Refusal::new(403, format!("Forbidden: {reason}"))
    }

    /// Any status.
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

    /// Whether the bot made a mistake. It cannot know that a person blocked it, that a second copy of it runs (409), or
    /// how long it must wait (429).
    pub(crate) fn is_the_bots_fault(&self) -> bool {
        !self.excused && !matches!(self.status, 409 | 429) && self.description != BLOCKED
    }
}

/// The refusal of any call about a chat whose person has blocked the bot.
pub(crate) const BLOCKED: &str = "Forbidden: bot was blocked by the user";
