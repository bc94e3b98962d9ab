//! renmai-core: the trade of renmai. No Telegram, no clock, no network, no sentence that a person reads.
//!
//! The rooms, each of which knows only those before it: [`text`], [`vocabulary`], the nouns ([`contact`], [`team`] and
//! the other modules of this list), [`read`], [`store`], [`book`], [`fill`].

pub mod text;

pub mod vocabulary;

pub mod calendar;
pub mod change;
pub mod check_limit;
pub mod contact;
pub mod csv_out;
pub mod duplicate;
pub mod email;
pub mod failpoint;
pub mod fair;
pub mod flaw;
pub mod flood_guard;
pub mod follow_up;
pub mod holidays;
pub mod ideal;
pub mod insight;
pub mod interaction;
pub mod mail;
pub mod mail_server;
pub mod metrics;
pub mod phone;
pub mod schedule;
pub mod team;

pub mod read;

pub mod store;

pub mod book;

pub mod fill;
