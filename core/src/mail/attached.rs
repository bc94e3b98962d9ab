//! Files that go with a mail.

/// All that goes with a mail is not larger than this, in bytes: many servers take no more.
pub const ATTACHED: u64 = 10 * 1024 * 1024;

/// So many files go with a mail at most.
pub const FILES: usize = 10;

/// A file that goes with a mail, without what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailFile {
    /// The row.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Its media type, as whoever sent it said.
    pub media_type: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// Whether what is in it is there.
    pub is_fetched: bool,
}

/// What is in a file that goes with a mail. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct FileBody {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for FileBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FileBody")
    }
}

/// Why a file does not go with a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AttachError {
    /// With it, the mail would be too large.
    #[error("all files of a mail have at most {ATTACHED} bytes")]
    TooLarge,
    /// There are too many.
    #[error("at most {FILES} files go with a mail")]
    TooMany,
    /// The mail has left, or was taken back.
    #[error("the mail cannot be changed any more")]
    TooLate,
}

/// Whether another file of so many bytes may go with these.
///
/// # Errors
/// When they would be too many, or too large.
pub fn room(files: &[MailFile], bytes: u64) -> Result<(), AttachError> {
    let all = files.iter().map(|file| file.bytes).fold(bytes, u64::saturating_add);
    match files.len() {
        count if count >= FILES => Err(AttachError::TooMany),
        _ if all > ATTACHED => Err(AttachError::TooLarge),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_room_up_to_ten_megabytes_in_all() {
        let file = |bytes| MailFile {
            id: 1,
            name: "x20.pdf".into(),
            media_type: "application/pdf".into(),
            bytes,
            is_fetched: true,
        };
        for (files, bytes, room_for_it) in [
            (vec![], ATTACHED, Ok(())),
            (vec![], ATTACHED + 1, Err(AttachError::TooLarge)),
            (vec![file(ATTACHED - 5)], 5, Ok(())),
            (vec![file(ATTACHED - 5)], 6, Err(AttachError::TooLarge)),
            (vec![file(5)], u64::MAX, Err(AttachError::TooLarge)),
            (vec![file(0); FILES], 0, Err(AttachError::TooMany)),
        ] {
            assert_eq!(room(&files, bytes), room_for_it, "{} and {bytes}", files.len());
        }
    }
}
