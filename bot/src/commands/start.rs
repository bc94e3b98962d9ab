//! (stub, replaced by its feature)
use chrono::{DateTime, Utc};
use renmai_core::store::Tx;
use renmai_core::team::Signup;
use crate::ctx::{Answer, Ctx, refused};
use crate::telegram::Person;
use crate::words::common;
/// Stub.
pub async fn member(_ctx: &mut Ctx<'_>, _args: &str) -> Answer {
    Err(refused(common::Said::Hint))
}
/// What somebody who is in no team hears: `code` is what came with `/start`.
pub async fn stranger(_tx: &mut Tx, _from: &Person, _code: Option<&str>, _signup: Signup, _now: DateTime<Utc>) -> Answer {
    Ok(common::Said::Private.into())
}
