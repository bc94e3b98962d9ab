//! One field in one tap or line: grade, stage, value, next step, snooze, rest.
//! Each is kept in the history with its reason.

pub mod card;
mod handlers;
pub mod next_step;
pub mod plan;
mod ring;
pub mod several;
mod view;

pub use handlers::*;
pub use ring::ring;
pub use view::*;

crate::i18n::phrase_files!();
