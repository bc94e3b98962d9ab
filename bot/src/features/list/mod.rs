//! A list of contacts as a message: one line and one button each, pages.
//! The due list, searches, insights and the clean-up show themselves with it.

mod view;

pub use view::*;
