//! Photos, voice notes and files. In reply to a card they are kept with what happened and shown again from the history;
//! any other photo begins a lead.

mod handlers;
pub mod photo;
mod view;

pub use handlers::*;
pub use view::*;

crate::i18n::phrase_files!();
