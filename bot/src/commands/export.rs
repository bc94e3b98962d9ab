//! (stub, replaced by its feature)
use crate::ctx::{Answer, Ctx, refused};
use crate::words::common;
/// Stub.
pub async fn run(_ctx: &mut Ctx<'_>, _args: &str) -> Answer {
    Err(refused(common::Said::Hint))
}
