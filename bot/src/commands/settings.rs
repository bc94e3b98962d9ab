//! (stub, replaced by its feature)
use crate::ctx::{Answer, Ctx, refused};
use crate::words::common;
/// Stub.
pub async fn run(_ctx: &mut Ctx<'_>, _args: &str) -> Answer {
    Err(refused(common::Said::Hint))
}
/// Stub.
pub async fn press(_ctx: &mut Ctx<'_>, _verb: u8, _number: i64, _version: i64) -> Answer {
    Err(refused(common::Said::Hint))
}
