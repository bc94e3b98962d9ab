//! Logging what happened: `/log`, a reply to a card, a line after a button.
//! Kinds are understood in English and Chinese.

mod handlers;
pub mod question;
mod view;

pub use handlers::*;
pub use view::*;

crate::i18n::phrase_files!();
