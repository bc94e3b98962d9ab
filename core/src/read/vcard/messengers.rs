//! Messengers and networks, by the names under which cards have them.

use crate::vocabulary::Field;

/// The field of a messenger or a network that a label or an address names.
pub(super) fn of_messenger(text: &str) -> Option<Field> {
    let text = text.to_lowercase();
    let names = |words: &[&str]| words.iter().any(|word| text.contains(word));
    match () {
        () if names(&["linkedin"]) => Some(Field::LinkedIn),
        () if names(&["whatsapp", "wa.me/"]) => Some(Field::WhatsApp),
        () if names(&["wechat", "weixin", "微信"]) => Some(Field::WeChat),
        () => None,
    }
}

/// Properties of messengers, as their names go on after `X-`.
pub(super) const MESSENGERS: &[&str] = &[
    "LINKEDIN",
    "WECHAT",
    "WHATSAPP",
    "SKYPE",
    "QQ",
    "TELEGRAM",
    "LINE",
    "VIBER",
    "FACEBOOK",
    "TWITTER",
    "INSTAGRAM",
];
