//! The stories: what people say to the bot and what they hear, over the real stack.

mod house;

mod log;
mod mark;
mod undo;
