//! The body of a mail: its whole text, and what is new in it.

use super::super::letter::Letter;
use super::super::phrases::{bounded, plain};
use super::{html, quote};

/// So much text is looked through.
const TEXT: usize = 64 * 1024;

/// What stands in a mail to be read.
pub(super) struct Body {
    /// What is new, as it was written.
    pub(super) new: String,
    /// The same, as phrases are compared.
    pub(super) plain: String,
    /// Whether something was quoted below it.
    pub(super) quotes: bool,
}

impl Body {
    pub(super) fn of(letter: &Letter) -> Self {
        let text = letter.plain_text();
        let (text, marked) = match letter.of_kind("text/html").find(|part| !part.attached) {
            Some(part) if text.trim().is_empty() => {
                let new = html::new_text(&part.text);
                let marked = new.len() + 20 < html::text(&part.text).len();
                (new, marked)
            }
            _ => (text, false),
        };
        let cut = quote::cut(bounded(&text, TEXT));
        let plain = plain(bounded(&cut.new, 8 * 1024));
        Self { quotes: marked || cut.quotes, plain, new: cut.new }
    }
}
