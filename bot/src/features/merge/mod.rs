//! `/merge`: two contacts that are one person become one.
//! `/undo` splits them again.

mod handlers;
pub mod question;
mod view;

pub use handlers::*;
pub use view::*;

crate::i18n::phrase_files!();
