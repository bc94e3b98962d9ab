//! Mail on the wire: a mailbox's secret sealed, a mail composed, handed to a server, and a mailbox looked into.
//! Knows nothing of the book or of what a mail is for. What may leave is decided elsewhere.

pub mod access;
pub mod compose;
mod fault;
pub mod imap;
mod line;
pub mod oauth;
pub mod seal;
pub mod smtp;
pub mod trial;

pub use fault::{ConnectFault, LoginFault, Said};
pub use line::{Patience, Trust};
