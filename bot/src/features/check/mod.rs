//! `/check` (查重): who has somebody already, before one writes to them.
//! Across a wall only the number, the owner and the day are told.

mod handlers;
mod view;

pub use handlers::*;
pub use view::*;

crate::i18n::phrase_files!();
