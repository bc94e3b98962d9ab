//! `/template`: the team's own templates: kept, shown, removed.

mod buttons;
mod handlers;
mod view;

pub use buttons::TemplateButton;
pub use handlers::{press, run};
pub use view::*;

crate::i18n::phrase_files!();
