//! renmai: a lead book that lives in Telegram. This crate translates between Telegram and the core: text in,
//! action, outcome, text out.

pub mod app;
pub mod buttons;
mod checker;
pub mod cli;
pub mod clock;
pub mod commands;
pub mod config;
pub mod ctx;
pub mod database;
pub mod demo;
pub mod desk;
pub mod dialogues;
pub mod dns;
pub mod gate;
mod given;
pub mod health;
pub mod importing;
pub mod jobs;
pub mod letter;
mod meanwhile;
pub mod outbox;
pub mod pace;
mod presses;
mod rejects;
pub mod scheduler;
mod sender;
mod spoken;
pub mod telegram;
mod texts;
pub mod words;
