//! `/mail 12`: one mail to one person, seen whole before it goes, and what becomes of it; `/outbox`: what leaves.

mod buttons;
mod draft;
mod gate;
mod handlers;
mod incoming;
mod outbox;
mod question;
mod view;

pub use buttons::MailButton;
pub use draft::press;
pub use gate::mailbox as state_line;
pub use handlers::run;
pub use incoming::{BouncedNews, InNews, MailOrLog, Told, chosen, reading_of, replied};
pub use outbox::run as outbox;
pub use question::{State, answer, unknown as unknown_field};
pub use view::*;

crate::i18n::phrase_files!();
