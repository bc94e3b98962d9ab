//! `/export`: the contacts one may see, as a CSV file.
//! A long one is written after the answer.

mod handlers;
mod view;

pub use handlers::*;
pub use view::*;

crate::i18n::phrase_files!();
