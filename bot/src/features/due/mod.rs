//! Follow-ups: `/due`, and the morning's list as it was planned that day.
//! What is due is decided in the core and kept with each contact.

mod handlers;
pub mod of;
mod view;

pub use handlers::*;
pub use view::*;

crate::i18n::phrase_files!();
