//! `/verify`: checks an address now, or all of them in the background.
//! The answer's message is edited when the check is done.

mod handlers;
mod view;

pub use handlers::*;
pub use view::*;

crate::i18n::phrase_files!();
