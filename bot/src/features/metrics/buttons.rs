//! The buttons of the figures.

use renmai_core::metrics::{Dimension, Span};

use crate::handler::buttons::buttons;

buttons! {
    /// What a button of the figures does.
    pub enum MetricsButton = "m" {
        /// Shows a period, by a dimension or as a whole.
        Show { span: Span, by: Option<Dimension> } = "show", Shows;
    }
}
