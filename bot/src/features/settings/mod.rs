//! `/settings`: one's own and, for those who lead, the team's.
//! Changed by buttons in place, or in one line.

mod buttons;
mod handlers;
mod view;

pub use buttons::SettingsButton;
pub use handlers::*;
pub use view::*;

crate::i18n::phrase_files!();
