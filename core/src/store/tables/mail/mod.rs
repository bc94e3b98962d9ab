//! Outgoing mails on disk: written, planned, claimed, handed over, settled.

mod facts;
mod list;
mod page;
mod row;
mod sending;
mod site;

pub(crate) use facts::Counting;
pub use list::MailCount;
pub(crate) use row::NewMail;
pub use sending::Frozen;
