//! (stub, replaced by its feature)
use crate::ctx::{Answer, Ctx, refused};
use crate::words::common;
/// Stub.
pub async fn run(_ctx: &mut Ctx<'_>, _args: &str) -> Answer {
    Err(refused(common::Said::Hint))
}

/// Sets one field from a text and shows the card after it.
pub async fn set(_ctx: &mut Ctx<'_>, _contact: &renmai_core::contact::Contact, _field: renmai_core::field::Field, _text: &str) -> Result<crate::words::card::View, crate::ctx::Stop> {
    Err(refused(common::Said::Hint))
}
