//! `/profile`: the team's ideal customer.
//! How well each contact fits stands on its card.

mod buttons;
mod handlers;
pub mod question;
mod view;

pub use buttons::IdealButton;
pub use handlers::*;
pub use view::*;

crate::i18n::phrase_files!();
