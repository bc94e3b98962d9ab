//! The clean-up: how clean the book is, what needs cleaning, and the review one card at a time.
//! Its overview comes by itself once a quarter.

mod buttons;
mod handlers;
mod view;

pub use buttons::CleanButton;
pub use handlers::*;
pub use view::*;

crate::i18n::phrase_files!();
