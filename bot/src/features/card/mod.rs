//! The card of a contact, with everything that is done daily one tap away.
//! Other features show it after each change.

mod context;
mod handlers;
mod keys;
mod view;

pub use context::made_for;
pub use handlers::*;
pub use keys::*;
pub use view::*;

crate::i18n::phrase_files!();
