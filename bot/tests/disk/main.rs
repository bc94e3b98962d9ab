//! What lies on the disk: the real program beside other readers, killed between two steps, on files that are no books,
//! under a common umask.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail anywhere")]

mod doctor;
mod modes;
mod recognise;
mod restore;
mod upgrade;
mod world;
