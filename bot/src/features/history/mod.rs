//! `/history`: everything that happened to a contact, and every change of it.
//! The newest first, page by page, in place of the card.

mod handlers;
mod view;

pub use handlers::*;
pub use view::*;

crate::i18n::phrase_files!();
