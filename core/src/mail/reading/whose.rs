//! Whom a mail is about: our mail's id, and the address that it went to.

use super::super::header::Headers;
use super::super::letter::Letter;

/// What a mail is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct About {
    pub(super) recipient: Option<String>,
    pub(super) message_id: Option<String>,
}

/// The Message-ID of the mail that this one answers: one of ours if any is named, else the one it answers.
pub(super) fn answered(letter: &Letter) -> Option<String> {
    let mut ids = letter.headers.ids("in-reply-to");
    ids.extend(letter.headers.ids("references").into_iter().rev());
    ids.iter().find(|id| is_ours(id)).or_else(|| ids.first()).cloned()
}

/// The Message-ID of the mail that came back: from its head, else as if this were an answer to it.
pub(super) fn returned(letter: &Letter, head: Option<&Headers>) -> Option<String> {
    head.and_then(|head| head.id("message-id")).or_else(|| answered(letter))
}

/// Who wrote.
pub(super) fn writer(letter: &Letter) -> Option<String> {
    ["from", "reply-to", "sender", "return-path"]
        .into_iter()
        .find_map(|name| letter.headers.addresses(name).into_iter().next())
}

/// Whether a Message-ID is of the form that our mails have: `r12.` and something random, at a domain.
pub(super) fn is_ours(id: &str) -> bool {
    let Some((mail, _)) = id.split_once('@') else { return false };
    let Some((number, random)) = mail.strip_prefix('r').and_then(|rest| rest.split_once('.')) else {
        return false;
    };
    let digits = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    digits && random.len() >= 8 && random.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}
