//! `/mail 12`: one mail to one person, seen whole before it goes, and what becomes of it; `/outbox`: what leaves.

mod buttons;
mod draft;
mod files;
mod gate;
mod handlers;
mod in_news;
mod incoming;
mod mail_or_log;
mod news;
mod outbox;
mod outbox_list;
mod preview;
mod question;
mod view;

pub use buttons::MailButton;
pub use draft::{press, preview_of};
pub use files::{FileState, SentWith, file_answer, file_received};
pub use gate::mailbox as state_line;
pub use handlers::run;
pub use in_news::{BouncedNews, InNews, Told};
pub use incoming::reading_of;
pub use mail_or_log::{MailOrLog, chosen, replied};
pub use news::*;
pub use outbox::run as outbox;
pub use outbox_list::*;
pub use preview::{Planned, Preview};
pub use question::{State, answer, unknown as unknown_field};
pub use view::*;

crate::i18n::phrase_files!();
