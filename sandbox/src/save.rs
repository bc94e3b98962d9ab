//! Saves the sandbox between runs: one JSON file, and each file that was sent and each mail in a
//! file of its own.

use std::fs;
use std::io;
use std::path::Path;

use axum::body::Bytes;

use crate::private;
use crate::state::Saved;

const CHATS: &str = "sandbox.json";
const FILES: &str = "files";

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
    saved.mail.read_files(|name| {
        let path = folder.join(FILES).join(name);
        let bytes = fs::read(&path)?;
        private::tighten_file(&path)?;
        Ok(bytes.into())
    })?;
    Ok(Some(saved))
}

/// What is to be saved, taken at one moment.
pub(crate) struct Snapshot {
    json: Vec<u8>,
    files: Vec<(String, Bytes)>,
}

impl Snapshot {
    pub(crate) fn of(saved: &Saved) -> io::Result<Snapshot> {
        let files = saved.files.iter().map(|(id, file)| (id.clone(), file.bytes.clone()));
        let mails = saved.mail.files().map(|(name, bytes)| (name, bytes.clone()));
        let files = files.chain(mails).collect();
        Ok(Snapshot { json: serde_json::to_vec(saved)?, files })
    }
}

/// Writes a snapshot into the folder.
pub(crate) fn store(folder: &Path, snapshot: &Snapshot) -> io::Result<()> {
    let files = folder.join(FILES);
    private::folder(folder)?;
    private::folder(&files)?;
    // The files come first, so that the JSON never names one that is not there.
    for (id, bytes) in &snapshot.files {
        let path = files.join(id);
        if !path.exists() {
            write(&path, bytes)?;
        }
    }
    write(&folder.join(CHATS), &snapshot.json)?;
    for entry in fs::read_dir(&files)? {
        let entry = entry?;
        if !snapshot.files.iter().any(|(id, _)| entry.file_name().to_str() == Some(id)) {
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
