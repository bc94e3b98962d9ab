//! What the bot needs to download a file.

use serde_json::json;

use super::Answer;
use crate::params::Params;
use crate::refusal::Refusal;
use crate::state::State;

/// The largest file that a bot may download.
const DOWNLOAD_LIMIT: usize = 20 << 20;

/// `File`.
pub(super) fn get_file(state: &mut State, params: &Params) -> Answer {
    let id = params.text("file_id").unwrap_or_default();
    if id.is_empty() {
        return Err(Refusal::bad("file_id is empty"));
    }
    let file = &state.saved.files.get(&id).ok_or_else(|| Refusal::bad("invalid file_id"))?.info;
    if file.size > DOWNLOAD_LIMIT {
        return Err(Refusal::bad("file is too big"));
    }
    Ok(json!({
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": file.size,
        "file_path": file.path,
    }))
}
