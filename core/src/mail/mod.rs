//! Mail: what comes in, read. Pure: bytes in, values out; nothing here knows a server, a book or a clock.

mod header;
mod letter;
mod phrases;
pub mod reading;
