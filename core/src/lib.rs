//! renmai-core: the trade of renmai. No Telegram, no clock, no network, no sentence that a person reads.
//!
//! Decisions are pure functions over values ([`follow_up`], [`calendar`], [`text_in`], [`when`]); use cases are
//! methods of [`book::Book`], one transaction each; [`store`] is the only way to the disk.

mod bought;
mod word;

pub mod book;
pub mod calendar;
pub mod change;
pub mod contact;
pub mod country;
pub mod csv_out;
pub mod duplicate;
pub mod email;
pub mod failpoint;
pub mod field;
pub mod file_in;
pub mod flood;
pub mod follow_up;
pub mod ideal;
pub mod insight;
pub mod interaction;
pub mod mail_server;
pub mod metrics;
pub mod phone;
pub mod region;
pub mod source;
pub mod store;
pub mod team;
pub mod text;
pub mod text_in;
pub mod when;
