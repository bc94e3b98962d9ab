//! `/forget`: erases a person, after asking.
//! The suppression stays as a hash.

mod handlers;
mod view;

pub use handlers::*;
pub use view::*;

crate::i18n::phrase_files!();
