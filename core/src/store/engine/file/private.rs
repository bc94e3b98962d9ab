//! Files with people's data are readable for their owner only, from the first byte on, whatever the umask.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::{FILES, beside};

/// The rights that nobody but the owner may have on such a file.
pub const LOOSE: u32 = 0o077;

/// Makes a new file that only its owner can read. SQLite's files beside it get the same rights.
///
/// # Errors
/// When there is one, or none can be made.
pub fn create_private(file: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    owners_only(&mut options);
    options.open(file)
}

/// With these options a new file is readable for its owner only.
pub(in crate::store) fn owners_only(options: &mut OpenOptions) {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    #[cfg(not(unix))]
    let _ = options;
}

/// Those of a book's files that others can read or write, with their rights.
pub fn loose(book: &Path) -> Vec<(PathBuf, u32)> {
    FILES
        .iter()
        .map(|ending| beside(book, ending))
        .filter_map(|path| Some((path.clone(), rights(&path)?)))
        .collect()
}

/// The rights of a file that others can read or write.
#[cfg(unix)]
fn rights(path: &Path) -> Option<u32> {
    let mode = std::os::unix::fs::MetadataExt::mode(&path.metadata().ok()?);
    (mode & LOOSE != 0).then_some(mode & 0o777)
}

#[cfg(not(unix))]
fn rights(_path: &Path) -> Option<u32> {
    None
}

/// Takes from everybody but the owner what rights they have on a book's files; answers which were changed.
///
/// # Errors
/// When one is not ours to change.
pub fn tighten(book: &Path) -> io::Result<Vec<PathBuf>> {
    let loose = loose(book);
    for (path, _rights) in &loose {
        #[cfg(unix)]
        std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(_rights & !LOOSE))?;
    }
    Ok(loose.into_iter().map(|(path, _)| path).collect())
}
