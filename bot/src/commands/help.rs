//! (stub, replaced by its feature)
use crate::ctx::{Answer, Ctx, refused};
use crate::words::common;
/// Stub.
pub async fn run(_ctx: &mut Ctx<'_>, _args: &str) -> Answer {
    Err(refused(common::Said::Hint))
}
/// Stub.
pub async fn cancel(_ctx: &mut Ctx<'_>, _args: &str) -> Answer {
    Err(refused(common::Said::Hint))
}

/// The command menu of a role: names and descriptions; `None`: a stranger's.
pub fn menu(_role: Option<renmai_core::team::Role>, _words: &crate::words::Words) -> Vec<(String, String)> {
    Vec::new()
}
