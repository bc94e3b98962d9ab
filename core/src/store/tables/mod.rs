//! The statements, one file for each table or tight group of tables, as methods of [`super::Tx`].

mod attachment;
mod awaited_check;
mod card;
mod change;
mod clean;
mod contact;
mod dialogue;
mod draft;
mod file;
mod hand_over;
mod insight;
mod interaction;
mod invite;
mod job;
mod ledger;
mod mail_domain;
mod member;
mod merge;
mod metrics;
mod outbox;
mod prefetch;
mod press;
mod search;
mod suppression;
mod sweep;
mod team;
mod update;

pub use awaited_check::AwaitedCheck;
pub use clean::{CleanCount, Unclean};
pub(crate) use contact::Candidate;
pub use contact::{Counts, Page};
pub use file::KeptFile;
pub use hand_over::Owned;
pub use job::Job;
pub use ledger::{RoutineClaim, RoutinePlan};
pub use press::Pressed;
