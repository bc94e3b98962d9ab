//! The card of a contact, with everything that is done daily one tap away.
//! Other features show it after each change.

mod context;
mod handlers;
mod view;

pub use context::made_for;
pub use handlers::*;
pub use view::*;

crate::i18n::phrase_files!();
