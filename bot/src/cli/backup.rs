//! `renmai backup`: a consistent copy of the book, while the bot runs.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use super::run::open;
use crate::config::Config;

/// Writes the copy beside its final name and gives it that name when it is whole and on the disk, so that a backup
/// that was broken off is never taken for one.
pub(super) async fn run(config: &Config, file: &Path) -> anyhow::Result<()> {
    if !config.database.file().exists() {
        bail!("there is no database at {} yet: see DATABASE_URL", config.database.file().display());
    }
    if file.exists() {
        bail!("{} is there already: name a new file", file.display());
    }
    let mut part = file.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    if part.exists() {
        fs::remove_file(&part).with_context(|| format!("{} cannot be replaced", part.display()))?;
    }
    let store = open(&config.database).await?;
    let copied = store.copy_to(&part.to_string_lossy()).await;
    store.close().await;
    copied.with_context(|| format!("no copy could be written to {}", part.display()))?;
    finish(&part, file).with_context(|| format!("{} cannot be finished", file.display()))?;
    println!("Written: {}. To restore, stop renmai and put it in the place of the database.", file.display());
    Ok(())
}

fn finish(part: &Path, file: &Path) -> std::io::Result<()> {
    // The book holds people's addresses: a copy is for its owner's eyes.
    #[cfg(unix)]
    fs::set_permissions(part, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    fs::File::open(part)?.sync_all()?;
    fs::rename(part, file)
}
