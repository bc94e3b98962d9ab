//! Which feature an update is for: texts by what they say, presses by what the button carries.

mod files;
mod presses;
mod texts;

pub use files::{Sent, attachment, file};
pub use presses::press;
pub use texts::text;
