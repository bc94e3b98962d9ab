//! How far the relation with a contact has come.

use super::word::vocabulary;

vocabulary! {
    /// How far the relation has come (docs/product.md, rule 2.5). The variants are ordered; `Lost` is outside of the
    /// order.
    Stage {
        /// Nobody has been in touch.
        New = "new" | "未接触" | "未联系" | "新" | "新客户" | "新线索",
        /// Touched or answered.
        Contacted = "contacted" | "已跟进" | "跟进" | "跟进中" | "已联系" | "联系过" | "聊过" | "已沟通",
        /// An inquiry, a sample, or a meeting.
        Interested = "interested" | "hot" | "有意向" | "意向" | "意向客户" | "潜在客户" | "有兴趣" | "感兴趣" | "有戏",
        /// Has ordered.
        Customer = "customer" | "client" | "won" | "客户" | "老客户" | "老客" | "已成交" | "成交" | "成交客户" | "已下单" | "下单" | "合作中",
        /// Given up.
        Lost = "lost" | "dead" | "流失" | "已流失" | "流失客户" | "丢失" | "丢单" | "丢了" | "丢单了" | "跑单" | "黄了" | "没戏" | "放弃" | "死单",
    }
}
