//! The languages that renmai speaks.

use super::word::vocabulary;

vocabulary! {
    /// A language that renmai speaks.
    Lang {
        /// English.
        En = "en" | "english" | "英文" | "英语",
        /// Simplified Chinese.
        Zh = "zh" | "zh-cn" | "zh-hans" | "chinese" | "中文" | "简体中文",
    }
}

impl Lang {
    /// From Telegram's `language_code` (an IETF tag): Chinese of any sort, else English.
    pub fn from_telegram(code: Option<&str>) -> Lang {
        match code {
            Some(tag) if tag.to_lowercase().starts_with("zh") => Lang::Zh,
            _ => Lang::En,
        }
    }
}
