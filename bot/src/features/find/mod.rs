//! `/find`: a substring of name, company, email, country, source or notes, in any script.
//! One hit is the card itself, several are a list.

mod handlers;
mod view;

pub use handlers::*;
pub use view::*;

crate::i18n::phrase_files!();
