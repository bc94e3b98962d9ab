//! renmai: a lead book that lives in Telegram. This crate translates between Telegram and the core: text in,
//! action, outcome, text out.

pub mod background;
pub mod cli;
pub mod clock;
pub mod demo;
pub mod features;
pub mod handler;
pub mod i18n;
pub mod inbound;
pub mod liveness;
pub mod mail;
pub mod outbound;
mod panics;
pub mod runtime;
pub mod telegram;
