//! How large the body of a request may be, and how long it may take to come.

use std::fmt;
use std::time::Duration;

use axum::body::{Body, HttpBody as _};
use futures::{StreamExt as _, stream};
use hyper::body::Incoming;
use tokio::time::{Instant, timeout_at};

/// The largest body without a file, in bytes.
pub(crate) const LIMIT: usize = 1 << 20;

/// The largest body with a file: a little more than the largest file, so that its refusal can be told.
pub(crate) const FILE_LIMIT: usize = 64 << 20;

/// How long a whole body may take.
const TIME: Duration = Duration::from_secs(60);

/// Why the rest of a body is not read.
#[derive(Debug)]
struct TooSlow;

impl fmt::Display for TooSlow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the request did not come within {} s", TIME.as_secs())
    }
}

impl std::error::Error for TooSlow {}

/// A body that fails when it takes too long.
pub(super) fn in_time(body: Incoming) -> Body {
    if body.is_end_stream() {
        return Body::empty();
    }
    let end = Instant::now() + TIME;
    let frames = stream::unfold(Body::new(body).into_data_stream(), move |mut frames| async move {
        let frame = match timeout_at(end, frames.next()).await {
            Ok(frame) => frame?,
            Err(_) => Err(axum::Error::new(TooSlow)),
        };
        Some((frame, frames))
    });
    Body::from_stream(frames)
}
