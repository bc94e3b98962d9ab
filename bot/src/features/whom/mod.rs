//! Whom a line is about: a number or a name, alone or with words after it; which of several, where several fit.
//! Only contacts that the reader may see are looked for, so nobody learns here of a colleague's.

mod handlers;
mod question;
mod view;

pub use handlers::*;
pub use question::*;
pub use view::*;

crate::i18n::phrase_files!();
