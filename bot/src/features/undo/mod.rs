//! `/undo`, and the undo button under a change.
//! The core takes changes back; here is what is said of it.

mod handlers;
mod view;

pub use handlers::*;
pub use view::*;

crate::i18n::phrase_files!();
