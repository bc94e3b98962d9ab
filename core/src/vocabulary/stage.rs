//! How far the relation with a contact has come.

use super::word::vocabulary;

vocabulary! {
    /// How far the relation has come (docs/product.md, rule 2.5). The variants are ordered; `Lost` is outside of the
    /// order.
    Stage {
        /// Nobody has been in touch.
        New = "new" | "未接触" | "新",
        /// Touched or answered.
        Contacted = "contacted" | "已跟进" | "跟进" | "已联系",
        /// An inquiry, a sample, or a meeting.
        Interested = "interested" | "有意向" | "意向",
        /// Has ordered.
        Customer = "customer" | "客户" | "已成交" | "成交",
        /// Given up.
        Lost = "lost" | "流失" | "已流失" | "丢失" | "放弃",
    }
}
