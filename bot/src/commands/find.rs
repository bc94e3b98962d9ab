//! (stub, replaced by its feature)
use crate::ctx::{Answer, Ctx, refused};
use crate::words::common;
/// Stub.
pub async fn run(_ctx: &mut Ctx<'_>, _args: &str) -> Answer {
    Err(refused(common::Said::Hint))
}
/// Stub.
pub async fn page(_ctx: &mut Ctx<'_>, _search: i64, _page: u32) -> Answer {
    Err(refused(common::Said::Hint))
}
