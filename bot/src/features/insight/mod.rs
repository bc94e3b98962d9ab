//! Insights: the shelf, who is due for one, and the bimonthly nudge.
//! Sending one is logged as a touch.

mod handlers;
mod view;

pub use handlers::*;
pub use view::*;

crate::i18n::phrase_files!();
