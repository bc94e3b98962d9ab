//! Logging what happened: `/log`, a reply to a card, a line after a button.
//! What kind of thing it was is read from the words, in English and Chinese; one tap corrects it.

mod buttons;
mod handlers;
mod line;
pub mod question;
mod several;
mod view;

pub use buttons::LogButton;
pub use handlers::*;
pub use line::*;
pub use several::several;
pub use view::*;

crate::i18n::phrase_files!();
