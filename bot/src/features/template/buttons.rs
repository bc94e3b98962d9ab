//! The buttons of templates.

use crate::handler::buttons::buttons;

buttons! {
    /// What is done with a template.
    pub enum TemplateButton = "x" {
        /// Shows one; `template` is the number of its row.
        Show { template: i64 } = "s", Shows;
        /// Removes one.
        Remove { template: i64 } = "r", Changes;
        /// Shows all.
        List = "l", Shows;
    }
}
