//! (stub, replaced by its feature)
use crate::ctx::{Answer, Ctx, refused};
use crate::words::common;
/// Stub.
pub async fn run(_ctx: &mut Ctx<'_>, _args: &str) -> Answer {
    Err(refused(common::Said::Hint))
}
/// Stub.
pub async fn ask(_ctx: &mut Ctx<'_>, _contact: &renmai_core::contact::Contact, _back: Option<crate::buttons::Place>) -> Answer {
    Err(refused(common::Said::Hint))
}
/// Stub.
pub async fn erase(_ctx: &mut Ctx<'_>, _contact: &renmai_core::contact::Contact, _back: Option<crate::buttons::Place>) -> Answer {
    Err(refused(common::Said::Hint))
}
