//! What nobody waits for: what comes by itself each minute, jobs after a commit, imports, address checks.
//! One process at a time does it, the leader.

pub mod checker;
pub mod connecting;
pub mod device_sign_in;
pub mod dns;
pub mod dropbox;
mod entering;
pub mod import_job;
pub mod jobs;
pub(crate) mod mail_news;
pub mod mail_reader;
pub mod mail_sender;
pub mod print;
pub(crate) mod rejects;
mod report;
pub mod scheduler;
mod turns;
mod walk;
