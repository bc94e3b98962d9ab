//! What is wrong with a field's value, said with an example that works.
//! Used wherever a person writes the value of a field.

mod view;

pub use view::*;

crate::i18n::phrase_files!();
