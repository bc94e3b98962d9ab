//! `/edit`, and the question for one field of a card.
//! Any field but grade and stage, which have commands of their own.

mod handlers;
pub mod question;
mod view;

pub use handlers::*;
pub use view::*;

crate::i18n::phrase_files!();
