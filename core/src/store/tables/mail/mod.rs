//! Outgoing mails on disk: written, planned, claimed, handed over, settled.

mod facts;
mod file;
mod known;
mod list;
mod page;
mod reading;
mod row;
mod sending;
mod site;

pub(crate) use facts::Counting;
pub use list::MailCount;
pub use reading::FolderMark;
pub use row::Frozen;
pub(crate) use row::NewMail;
