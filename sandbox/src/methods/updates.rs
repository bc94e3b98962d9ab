//! `getUpdates`, and the methods about webhooks, which the sandbox does not have.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::Answer;
use crate::inner::Inner;
use crate::params::Params;
use crate::refusal::Refusal;
use crate::state::State;

/// The longest wait that Telegram allows, in seconds.
const LONGEST: u64 = 50;

/// Answers the queued updates, or waits for some.
pub(crate) async fn get_updates(inner: &Arc<Inner>, params: &Params) -> Answer {
    let offset = params.int("offset");
    let limit = params.int("limit").and_then(|limit| usize::try_from(limit).ok()).unwrap_or(100);
    let limit = if (1..=100).contains(&limit) { limit } else { 100 };
    let timeout = params.int("timeout").and_then(|timeout| u64::try_from(timeout).ok()).unwrap_or(0);
    let deadline = Instant::now() + Duration::from_secs(timeout.min(LONGEST));
    let allowed = params.json("allowed_updates")?.as_ref().and_then(kinds);
    let twice = inner.faults.delivers_twice();

    let mut changes = inner.watch();
    // A new call ends an earlier one that still waits.
    let turn = inner.change(|state| {
        if let Some(kinds) = allowed {
            state.saved.queue.allow(kinds);
        }
        if let Some(offset) = offset {
            let repeated = state.saved.queue.confirm(offset, twice);
            for press in repeated.iter().filter_map(|update| update.pointer("/callback_query/id")?.as_str()) {
                state.saved.presses.told_again(press);
            }
        }
        state.poll += 1;
        state.poll
    });
    loop {
        let batch = inner.change_quietly(|state| {
            if state.poll == turn { Ok(state.saved.queue.next(limit)) } else { Err(conflict()) }
        })?;
        if !batch.is_empty() || Instant::now() >= deadline {
            return Ok(Value::Array(batch));
        }
        // `inner` holds the sender, so this ends with a change or because the time is up.
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

/// There is never a webhook, but the call may drop the queued updates.
pub(super) fn delete_webhook(state: &mut State, params: &Params) -> Answer {
    if params.flag("drop_pending_updates") {
        state.saved.queue.clear();
    }
    Ok(json!(true))
}

/// `WebhookInfo`.
pub(super) fn get_webhook_info(state: &mut State, _: &Params) -> Answer {
    let mut info = json!({ "url": "", "has_custom_certificate": false, "pending_update_count": state.saved.queue.len() });
    crate::wire::set(&mut info, "allowed_updates", state.saved.queue.allowed());
    Ok(info)
}
