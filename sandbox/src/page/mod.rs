//! The chat page.

use std::sync::Arc;

use axum::Router;

use crate::sandbox::Inner;

/// The page and what it asks for.
pub(crate) fn router(inner: Arc<Inner>) -> Router {
    Router::new().with_state(inner)
}
