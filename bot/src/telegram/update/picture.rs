//! The pictures in a message.

use renmai_core::interaction::Attachment;
use renmai_core::vocabulary::AttachmentKind;

use super::wire;
use crate::telegram::FILE_LIMIT;

/// Telegram makes several sizes of a photo. The largest that a bot is given is the best.
pub(super) fn largest(sizes: &[wire::Photo]) -> Option<Attachment> {
    let size =
        |photo: &&wire::Photo| (photo.file_size <= FILE_LIMIT, photo.width.saturating_mul(photo.height));
    let photo = sizes.iter().max_by_key(size)?;
    Some(Attachment { kind: AttachmentKind::Photo, file: photo.file_id.clone(), bytes: photo.file_size })
}

/// Whether a file is a picture of a kind that is read here.
pub(super) fn is_picture(document: &wire::Document) -> bool {
    match document.mime_type.as_deref().map(str::to_ascii_lowercase).as_deref() {
        Some("image/jpeg" | "image/jpg" | "image/png" | "image/webp") => true,
        None | Some("" | "application/octet-stream") => {
            let name = document.file_name.as_deref().unwrap_or_default().to_ascii_lowercase();
            [".jpg", ".jpeg", ".png", ".webp"].iter().any(|ending| name.ends_with(ending))
        }
        Some(_) => false,
    }
}

/// The picture in a message.
pub(super) fn picture(message: &wire::Message) -> Option<Attachment> {
    let document = message.document.as_ref().filter(|document| is_picture(document));
    let document = document.map(|wire::Document { file_id, file_size, .. }| Attachment {
        kind: AttachmentKind::Document,
        file: file_id.clone(),
        bytes: *file_size,
    });
    message.photo.as_deref().and_then(largest).or(document)
}
