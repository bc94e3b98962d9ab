//! Updates on their way in: parsed, guarded against floods, routed to a feature, answered, all in one commit.
//! Answers leave through `outbound`.

mod callback_answer;
mod dispatch;
mod flood_guard;
mod overlap;
mod parsed_update;
pub mod processor;
mod rendering;
pub mod router;

pub use callback_answer::CallbackAnswer;
pub use flood_guard::FloodGuard;
pub use processor::BUDGET;
