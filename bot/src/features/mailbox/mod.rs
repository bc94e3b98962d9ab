//! `/mailbox`: the member's mailbox: connected, stopped, disconnected. Its secret never passes through the chat.

mod buttons;
mod dropbox;
mod fault;
mod handlers;
mod secret;
mod sign_in;
mod view;

pub use buttons::MailboxButton;
pub use dropbox::{DropboxRefused, DroppedMail, NewAddress, PassedOptOut, UnknownPeople};
pub use fault::in_words;
pub use handlers::{press, run};
pub use secret::{State, answer};
pub use sign_in::{SignIn, sign_in_key};
pub use view::*;

crate::i18n::phrase_files!();
