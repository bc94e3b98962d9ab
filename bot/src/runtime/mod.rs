//! The running bot: its tasks started, watched and stopped together; who leads; `GET /health`.

mod app;
pub mod health;
mod leadership;
pub mod pages;
mod poller;
pub(crate) mod server;
pub(crate) mod tasks;

pub use app::{App, AppOptions};
