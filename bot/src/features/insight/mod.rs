//! Insights: the shelf, who is due for one, and the bimonthly nudge.
//! Sending one is logged as a touch.

mod buttons;
mod handlers;
mod view;

pub use buttons::InsightButton;
pub use handlers::*;
pub use view::*;

crate::i18n::phrase_files!();
