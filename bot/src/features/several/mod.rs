//! What became of the same done to several contacts, in one message.

mod handlers;
mod view;

pub use handlers::*;
pub use view::*;

crate::i18n::phrase_files!();
