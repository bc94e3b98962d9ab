//! The closed words of the trade and the keys of rows. They know nothing else of the crate.
//!
//! A word that only one noun or use case knows is defined there, with the macro of `word`.

mod channel;
mod country;
mod due;
mod field;
mod fit;
mod flaw;
mod grade;
mod health;
mod id;
mod interaction;
mod lang;
mod mail;
mod purchase;
mod region;
mod role;
mod routine;
mod stage;
mod verb;
pub(crate) mod word;

pub use channel::Channel;
pub use country::{Country, UnknownCountry};
pub use due::{DueReason, NeverDueReason};
pub use field::Field;
pub use fit::{FitLevel, GradeReason, Stance};
pub use flaw::Flaw;
pub use grade::Grade;
pub use health::{Health, Risk};
pub use id::{
    ChangeId, ContactId, ContactNo, DeviceSignInId, InsightId, InteractionId, InviteId, MailId, MailboxId,
    MemberId, TeamId, TemplateId,
};
pub use interaction::{AttachmentKind, InteractionKind, Messenger};
pub use lang::Lang;
pub use mail::{Basis, Frame, MailAuth, MailLang, MailState, Provider, Security};
pub use purchase::{PurchaseRole, Value};
pub use region::Region;
pub use role::Role;
pub use routine::Routine;
pub use stage::Stage;
pub use verb::Verb;
