//! The stories: what people say to the bot and what they hear, over the real stack.

mod house;

mod cleanup;
mod due;
mod insight;
mod log;
mod mark;
mod nudge;
mod reminder;
mod undo;
