//! `/metrics`: the figures, each with what it was computed from.
//! A team's for those who lead, one's own for a salesperson.

mod buttons;
mod handlers;
mod view;

pub use buttons::MetricsButton;
pub use handlers::*;
pub use view::*;

crate::i18n::phrase_files!();
