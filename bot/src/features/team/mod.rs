//! The team: who is in it, inviting, joining, roles, handing over, leaving.
//! Where a name fits several members, it asks which.

pub mod assign;
mod buttons;
mod handlers;
pub mod invite;
pub mod pick_member;
pub mod remove;
pub mod start;
mod view;

pub use buttons::TeamButton;
pub use handlers::*;
pub use view::*;

crate::i18n::phrase_files!();
