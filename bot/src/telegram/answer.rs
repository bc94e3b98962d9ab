//! What a call to the Bot API ends in: a result, or a [`CallError`] that says what to do.

use std::time::Duration;

use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::{Response, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Why a call did not succeed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// Telegram asks to wait.
    #[error("too many requests, retry after {} s", .0.as_secs())]
    Wait(Duration),
    /// The person blocked the bot, deleted the account, or never wrote.
    #[error("the chat is closed to the bot: {0}")]
    Closed(String),
    /// The token is wrong.
    #[error("unauthorized: the token is not a bot's")]
    Unauthorized,
    /// Another copy polls with the same token.
    #[error("another copy of the bot polls with the same token")]
    Conflict,
    /// Telegram refuses this request and will refuse it again.
    #[error("refused: {0}")]
    Refused(String),
    /// The call did not leave: no network, or nobody there.
    #[error("not reached: {0}")]
    Unreachable(String),
    /// No answer, or none that can be understood: a line that broke, a 5xx, a page of HTML. The call may have been
    /// carried out.
    #[error("no answer: {0}")]
    Unanswered(String),
}

impl CallError {
    /// An edit that would change nothing: as good as done.
    pub fn is_unmodified(&self) -> bool {
        matches!(self, CallError::Refused(why) if why.contains("message is not modified"))
    }
}

/// Telegram's envelope around every answer.
#[derive(Deserialize)]
struct Envelope<T> {
    ok: bool,
    result: Option<T>,
    error_code: Option<u16>,
    description: Option<String>,
    parameters: Option<Parameters>,
}

#[derive(Deserialize)]
struct Parameters {
    /// In seconds. It is kept as any JSON, so that an odd value does not make the whole answer unreadable.
    retry_after: Option<Value>,
}

/// An answer of the Bot API is no longer than this: a hundred updates, each a text of 4,096 characters that replies to
/// another, are a third of it.
const ANSWER_LIMIT: u64 = 16 * 1024 * 1024;

/// No wait is longer than this, whatever Telegram asks for. It is less than an hour, since the outbox takes a message
/// that is due later than that for one whose time was set by a wrong clock.
pub(super) const LONGEST_WAIT: Duration = Duration::from_secs(55 * 60);

/// How long to wait where Telegram does not say how long.
pub(super) const USUAL_WAIT: Duration = Duration::from_secs(5);

/// The result in an answer, or why there is none.
pub(super) async fn result<T: DeserializeOwned>(answer: Response) -> Result<T, CallError> {
    let status = answer.status();
    // A server in front of Telegram may say it by the status and a header alone.
    let wait = (status == StatusCode::TOO_MANY_REQUESTS).then(|| retry_after(answer.headers()));
    let body = body(answer, ANSWER_LIMIT).await?;
    let body = body.ok_or_else(|| CallError::Unanswered(format!("{status}, an answer without end")))?;
    let Ok(envelope) = serde_json::from_slice::<Envelope<T>>(&body) else {
        let unanswered = || CallError::Unanswered(format!("{status}, not an answer of the Bot API"));
        return Err(wait.map_or_else(unanswered, CallError::Wait));
    };
    match envelope {
        Envelope { ok: true, result: Some(result), .. } => Ok(result),
        envelope => Err(refusal(&envelope, status.as_u16())),
    }
}

/// The body of an answer; `None` where it is longer than `limit` bytes. It is read piece by piece, since a peer may
/// send more than it has announced.
pub(super) async fn body(mut answer: Response, limit: u64) -> Result<Option<Vec<u8>>, CallError> {
    if answer.content_length().is_some_and(|length| length > limit) {
        return Ok(None);
    }
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(unreachable)? {
        body.extend_from_slice(&chunk);
        if body.len() as u64 > limit {
            return Ok(None);
        }
    }
    Ok(Some(body))
}

/// How long to wait, by the header `Retry-After`. A date in it counts as no number.
fn retry_after(headers: &HeaderMap) -> Duration {
    let text = headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok());
    bounded(text.and_then(|text| text.trim().parse().ok()))
}

/// A wait of so many seconds, within bounds; `None`: no number was given.
fn bounded(seconds: Option<u64>) -> Duration {
    seconds.map_or(USUAL_WAIT, Duration::from_secs).min(LONGEST_WAIT)
}

/// What a refusal means for us.
fn refusal<T>(envelope: &Envelope<T>, status: u16) -> CallError {
    let why = envelope.description.clone().unwrap_or_default();
    if let Some(seconds) = envelope.parameters.as_ref().and_then(|parameters| parameters.retry_after.as_ref())
    {
        return CallError::Wait(bounded(seconds.as_u64()));
    }
    match envelope.error_code.unwrap_or(status) {
        401 => CallError::Unauthorized,
        403 => CallError::Closed(why),
        404 => CallError::Unauthorized,
        409 => CallError::Conflict,
        429 => CallError::Wait(USUAL_WAIT),
        400 if why.contains("chat not found") => CallError::Closed(why),
        400..500 => CallError::Refused(why),
        _ => CallError::Unanswered(why),
    }
}

/// A call that failed on its way. The address is left out of the text, since the token is in it.
pub(super) fn unreachable(fault: reqwest::Error) -> CallError {
    let never_left = fault.is_connect() || fault.is_builder();
    let fault = fault.without_url();
    let mut words = fault.to_string();
    let mut source = std::error::Error::source(&fault);
    while let Some(cause) = source {
        words = cause.to_string();
        source = cause.source();
    }
    if never_left { CallError::Unreachable(words) } else { CallError::Unanswered(words) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telegram_may_ask_to_wait_within_bounds() {
        for (said, want) in [
            ("7", Duration::from_secs(7)),
            ("86400", LONGEST_WAIT),
            ("18446744073709551615", LONGEST_WAIT),
            ("1e300", USUAL_WAIT),
            ("-1", USUAL_WAIT),
            ("\"soon\"", USUAL_WAIT),
        ] {
            let text = format!(r#"{{"ok":false,"error_code":429,"parameters":{{"retry_after":{said}}}}}"#);
            let envelope: Envelope<Value> = serde_json::from_str(&text).unwrap();
            assert_eq!(refusal(&envelope, 429), CallError::Wait(want), "{said}");
        }
    }
}
