//! Fair mode: for some days the leads that a member adds come from a trade show. In the evening they are counted, and
//! each that has no grade yet gets one by a tap.

mod buttons;
mod handlers;
mod view;

pub use buttons::FairButton;
pub use handlers::*;
pub use view::*;

crate::i18n::phrase_files!();
