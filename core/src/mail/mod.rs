//! Mail: why somebody may be written to, when, and with which words. Pure: nothing here knows a server, a book or a
//! clock.

pub mod basis;
pub mod country;
pub mod foot;
pub mod gate;
pub mod lint;
pub mod pace;
pub mod template;
