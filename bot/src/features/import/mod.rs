//! Files that somebody sends: looked at first, imported when they say so.
//! The work itself is a job, done in the background.

mod buttons;
pub mod columns;
mod handlers;
pub mod preview;
pub mod source_question;
mod understanding;
mod view;

pub use buttons::FileButton;
pub use handlers::*;
pub use understanding::*;
pub use view::*;

crate::i18n::phrase_files!();
