//! (stub, replaced by its feature)
use super::phrases;
phrases! {
    /// Stub.
    pub enum Reply {
        /// Stub.
        Stub = "hint",
    }
}
