//! Work that needs no database, done while the database works.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

/// Waits for `theirs`, and meanwhile calls `ours`, which does one piece of work and says whether there is more. Both
/// are done when this returns.
pub(crate) async fn overlap<T>(theirs: impl Future<Output = T>, mut ours: impl FnMut() -> bool) -> T {
    let mut theirs = pin!(theirs);
    poll_fn(|cx| {
        loop {
            if let Poll::Ready(done) = theirs.as_mut().poll(cx) {
                while ours() {}
                return Poll::Ready(done);
            }
            if !ours() {
                return Poll::Pending;
            }
        }
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn both_are_done_in_the_end() {
        let mut left = 3;
        let mut piece = || {
            left -= i32::from(left > 0);
            left > 0
        };
        assert_eq!(overlap(async { 1 }, &mut piece).await, 1);
        assert_eq!(left, 0);
        left = 3;
        let theirs = async {
            tokio::task::yield_now().await;
            2
        };
        let mut piece = || {
            left -= i32::from(left > 0);
            left > 0
        };
        assert_eq!(overlap(theirs, &mut piece).await, 2);
        assert_eq!(left, 0);
    }
}
