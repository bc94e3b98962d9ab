//! (stub, replaced by its feature)
use crate::ctx::{Answer, Ctx, refused};
use crate::words::common;
/// Stub.
pub async fn run(_ctx: &mut Ctx<'_>, _args: &str) -> Answer {
    Err(refused(common::Said::Hint))
}
/// Stub.
pub async fn page(_ctx: &mut Ctx<'_>, _page: u32) -> Answer {
    Err(refused(common::Said::Hint))
}
/// Stub.
pub async fn morning_page(_ctx: &mut Ctx<'_>, _day: i32, _page: u32) -> Answer {
    Err(refused(common::Said::Hint))
}
