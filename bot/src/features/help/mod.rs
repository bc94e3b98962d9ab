//! `/help`, `/cancel`, and the command menus.
//! All three are made from the list of commands.

mod handlers;
mod view;

pub use handlers::*;
pub use view::*;

crate::i18n::phrase_files!();
