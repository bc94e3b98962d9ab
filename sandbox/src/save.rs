//! Saves the sandbox between runs: one JSON file, and each file that was sent in a file of its own.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use crate::private;
use crate::sandbox::Inner;
use crate::state::Saved;

const CHATS: &str = "sandbox.json";
const FILES: &str = "files";
/// How long to wait after a change, so that several are saved together.
const PAUSE: Duration = Duration::from_millis(300);

/// Reads what was saved.
pub(crate) fn load(folder: &Path) -> io::Result<Option<Saved>> {
    let json = match fs::read(folder.join(CHATS)) {
        Ok(json) => json,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut saved: Saved = serde_json::from_slice(&json)?;
    for (id, file) in &mut saved.files {
        let path = folder.join(FILES).join(id);
        file.bytes = fs::read(&path)?.into();
        private::tighten_file(&path)?;
    }
    Ok(Some(saved))
}

/// Saves everything, if there is a folder for it.
pub(crate) fn store(inner: &Inner) -> io::Result<()> {
    let Some(folder) = &inner.folder else { return Ok(()) };
    let _one_at_a_time = inner.saving.lock().unwrap_or_else(PoisonError::into_inner);
    let files = folder.join(FILES);
    private::folder(folder)?;
    private::folder(&files)?;
    let ahead = inner.clock.ahead().map(|ahead| ahead.num_milliseconds());
    let (json, contents) = inner.change_quietly(|state| {
        state.saved.clock_ahead = ahead;
        let contents: Vec<_> =
            state.saved.files.iter().map(|(id, file)| (id.clone(), file.bytes.clone())).collect();
        (serde_json::to_vec(&state.saved), contents)
    });
    // The files come first, so that the JSON never names one that is not there.
    for (id, bytes) in &contents {
        let path = files.join(id);
        if !path.exists() {
            write(&path, bytes)?;
        }
    }
    write(&folder.join(CHATS), &json?)?;
    for entry in fs::read_dir(&files)? {
        let entry = entry?;
        if !contents.iter().any(|(id, _)| entry.file_name().to_str() == Some(id)) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Writes a new file and renames it, so that there is never half a file.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = path.with_extension("new");
    private::write(&beside, bytes)?;
    fs::rename(&beside, path)
}

/// Saves in the background, a moment after each change, until the last handle is dropped.
pub(crate) fn keep_saving(inner: &Arc<Inner>) {
    if inner.folder.is_none() {
        return;
    }
    let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
    let weak = Arc::downgrade(inner);
    let (mut changes, clock) = (inner.watch(), inner.clock.clone());
    runtime.spawn(async move {
        loop {
            tokio::select! {
                change = changes.changed() => if change.is_err() { return },
                () = clock.changed() => {}
            }
            tokio::time::sleep(PAUSE).await;
            changes.mark_unchanged();
            let Some(inner) = weak.upgrade() else { return };
            let saved = tokio::task::spawn_blocking(move || store(&inner)).await;
            if let Ok(Err(error)) = saved {
                tracing::warn!(%error, "the sandbox could not be saved");
            }
        }
    });
}
