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
/// Stub.
pub async fn received(
    _ctx: &mut Ctx<'_>,
    _file_id: &str,
    _name: &str,
    _size: u64,
    _caption: Option<&str>,
) -> Answer {
    Err(refused(common::Said::Hint))
}
