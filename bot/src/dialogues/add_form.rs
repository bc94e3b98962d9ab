//! (stub, replaced by its feature)
use serde::{Deserialize, Serialize};
use crate::ctx::{Answer, Ctx, refused};
use crate::words::common;
/// Stub.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {}
/// Stub.
pub async fn hear(_ctx: &mut Ctx<'_>, _state: State, _text: &str) -> Answer {
    Err(refused(common::Said::Hint))
}
/// Stub.
pub async fn choose(_ctx: &mut Ctx<'_>, _state: State, _choice: u8) -> Answer {
    Err(refused(common::Said::Hint))
}
