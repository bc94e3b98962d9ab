//! Photos, voice notes and files that are sent in reply to a card.
//! They are kept with what happened and shown again from the history.

mod handlers;
mod view;

pub use handlers::*;
pub use view::*;

crate::i18n::phrase_files!();
