//! Outgoing mails on disk: written, planned, claimed, handed over, settled.

mod facts;
mod list;
mod row;
mod sending;

pub(crate) use facts::Counting;
pub use list::MailCount;
pub(crate) use row::NewMail;
pub use sending::Frozen;
