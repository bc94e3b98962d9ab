//! Mail: why somebody may be written to, when, and with which words; and what comes in, read. Pure: values in, values
//! out; nothing here knows a server, a book or a clock.

pub mod attached;
pub mod country;
pub mod dropbox;
pub mod envelope;
pub mod foot;
pub mod gate;
mod header;
pub mod incoming;
mod letter;
pub mod lint;
pub mod mailbox;
pub mod outgoing;
pub mod pace;
mod phrases;
pub mod reading;
pub mod template;
pub mod written;
