//! Adding a contact: in one message, step by step, or from a card, a signature or a shared contact.
//! The duplicate rules are the core's; what is doubtful waits as a draft for a decision.

mod buttons;
pub mod draft;
pub mod fields;
pub mod form;
mod handlers;
mod view;

pub use buttons::{DraftButton, FieldButton};
pub use handlers::*;
pub use view::*;

crate::i18n::phrase_files!();
