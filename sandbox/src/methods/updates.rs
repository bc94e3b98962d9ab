//! `getUpdates`, and the webhook that the sandbox never has.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::Answer;
use crate::params::Params;
use crate::refusal::Refusal;
use crate::sandbox::Inner;
use crate::state::State;

/// The longest wait that Telegram grants.
const LONGEST: u64 = 50;

/// Answers the updates that wait, or waits for some.
pub(crate) async fn get_updates(inner: &Arc<Inner>, params: &Params) -> Answer {
    let offset = params.int("offset");
    let limit = params.int("limit").and_then(|limit| usize::try_from(limit).ok()).unwrap_or(100);
    let limit = if (1..=100).contains(&limit) { limit } else { 100 };
    let timeout = params.int("timeout").and_then(|timeout| u64::try_from(timeout).ok()).unwrap_or(0);
    let deadline = Instant::now() + Duration::from_secs(timeout.min(LONGEST));
    let allowed = params.json("allowed_updates")?.as_ref().and_then(kinds);
    let twice = inner.faults.delivers_twice();

    let mut changes = inner.watch();
    // Beginning to ask ends whoever asked before and still waits.
    let turn = inner.change(|state| {
        if let Some(kinds) = allowed {
            state.book.queue.allow(kinds);
        }
        if let Some(offset) = offset {
            let repeated = state.book.queue.confirm(offset, twice);
            for press in repeated.iter().filter_map(|update| update.pointer("/callback_query/id")?.as_str()) {
                state.book.presses.told_again(press);
            }
        }
        state.poll += 1;
        state.poll
    });
    loop {
        let batch = inner.change_quietly(|state| {
            if state.poll == turn { Ok(state.book.queue.next(limit)) } else { Err(conflict()) }
        })?;
        if !batch.is_empty() || Instant::now() >= deadline {
            return Ok(Value::Array(batch));
        }
        // The sandbox itself is held here, so the sender cannot be gone: a change came or the time is up.
        let _ = tokio::time::timeout_at(deadline, changes.changed()).await;
    }
}

fn kinds(list: &Value) -> Option<Vec<String>> {
    Some(list.as_array()?.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}

fn conflict() -> Refusal {
    Refusal::new(
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
}

/// There never is a webhook; the updates that wait may be dropped.
pub(super) fn delete_webhook(state: &mut State, params: &Params) -> Answer {
    if params.flag("drop_pending_updates") {
        state.book.queue.clear();
    }
    Ok(json!(true))
}

/// `WebhookInfo`.
pub(super) fn get_webhook_info(state: &mut State, _: &Params) -> Answer {
    let mut info =
        json!({ "url": "", "has_custom_certificate": false, "pending_update_count": state.book.queue.len() });
    crate::wire::set(&mut info, "allowed_updates", state.book.queue.allowed());
    Ok(info)
}
