//! The mails that others write: answers, reports of servers, automatic answers.

mod automatic;
mod draft;
mod phrases;
mod report;
mod view;

pub(super) use automatic::away;
pub use draft::Client;
pub(super) use draft::{Draft, Stamp, answer, forward};
pub(super) use phrases::Phrases;
pub(super) use report::{bounce, complaint};
pub(super) use view::Seen;
