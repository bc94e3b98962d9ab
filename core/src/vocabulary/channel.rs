//! Through which channel a contact was acquired.

use super::word::vocabulary;

vocabulary! {
    /// The channel through which a contact was acquired.
    Channel {
        /// A fair or exhibition.
        TradeShow = "trade show" | "tradeshow" | "trade fair" | "fair" | "exhibition" | "expo" | "展会" | "展览会" | "展会名片",
        /// Our own website.
        Website = "website" | "web" | "site" | "官网" | "网站",
        /// LinkedIn.
        LinkedIn = "linkedin" | "领英",
        /// Alibaba.com, Made-in-China, Global Sources and their like.
        B2bPlatform = "b2b platform" | "b2b" | "platform" | "平台" | "b2b平台" | "阿里巴巴" | "阿里国际站" | "国际站",
        /// Customs records.
        CustomsData = "customs data" | "customs" | "海关数据" | "海关",
        /// Somebody recommended them.
        Referral = "referral" | "recommendation" | "转介绍" | "推荐" | "介绍",
        /// They came by themselves.
        Inbound = "inbound" | "主动询盘" | "主动联系" | "自来",
        /// Anything else that is lawful.
        Other = "other" | "其他" | "其它",
    }
}
