//! Addresses of the web and of messengers.

use crate::contact::Profile;
use crate::phone::{self, Phone};
use crate::text::folded;

/// An address of the web: with a scheme, or a host name with a public ending.
pub fn website(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches(['.', ',', ';']);
    // Other scripts have their own dots, which the conversion to ASCII understands.
    let one_label = text.is_ascii() && !text.contains('.');
    if one_label || text.contains('@') || text.contains(char::is_whitespace) {
        return None;
    }
    let lower = text.to_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let host = rest.unwrap_or(&lower).split(['/', '?', '#', ':']).next().unwrap_or_default();
    let host = idna::domain_to_ascii_strict(host).ok()?;
    let known = psl::suffix(host.as_bytes()).is_some_and(|suffix| suffix.is_known());
    let named = host.split('.').count() >= 2 && psl::domain_str(&host).is_some();
    let letters =
        host.rsplit('.').next().is_some_and(|ending| ending.bytes().any(|b| b.is_ascii_alphabetic()));
    let written = rest.is_some() || (host.starts_with("www.") && host.matches('.').count() > 1);
    (named && letters && (known || written)).then(|| text.to_owned())
}

pub(super) fn linkedin(text: &str) -> Option<String> {
    is_linkedin(text).then(|| text.trim().to_owned())
}

/// A WhatsApp number, or the number in a link that opens a chat there (`https://wa.me/4930123456`,
/// `https://api.whatsapp.com/send?phone=4930123456`), and what stands besides.
pub(super) fn whatsapp(text: &str, profile: &Profile) -> Option<(Phone, Vec<String>)> {
    if is_same_number(text) {
        return Some((profile.phone.clone()?, Vec::new()));
    }
    match whatsapp_link(text) {
        Some(digits) => Some((Phone::parse(&format!("+{digits}"), None)?, Vec::new())),
        None => phone::find(text, profile.country).map(|found| (found.phone, found.rest)),
    }
}

/// Whether an address opens a chat on WhatsApp.
pub(in crate::read) fn is_whatsapp(text: &str) -> bool {
    whatsapp_link(text).is_some()
}

/// A WeChat ID as typed, or the number by which somebody is found there.
pub(super) fn wechat(text: &str, profile: &Profile) -> String {
    match &profile.phone {
        Some(phone) if is_same_number(text) => phone.as_str().to_owned(),
        _ => match Phone::parse(text, profile.country).filter(Phone::is_international) {
            Some(number) => number.as_str().to_owned(),
            None => text.trim_start_matches(['@', ' ']).to_owned(),
        },
    }
}

/// The digits in a link that opens a chat on WhatsApp.
fn whatsapp_link(text: &str) -> Option<String> {
    let lower = text.trim().to_lowercase();
    let link = lower.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    let number = ["wa.me/", "api.whatsapp.com/send", "whatsapp.com/send", "whatsapp://send"]
        .iter()
        .find_map(|start| link.strip_prefix(start))?;
    let number = number.split_once("phone=").map_or(number, |(_, number)| number);
    let digits: String =
        number.trim_start_matches(['+', '/']).chars().take_while(char::is_ascii_digit).collect();
    (!digits.is_empty()).then_some(digits)
}

/// Whether an address leads to LinkedIn.
pub fn is_linkedin(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let host = lower.trim_start_matches("https://").trim_start_matches("http://");
    let host = host.split('/').next().unwrap_or_default();
    (host == "linkedin.com" || host.ends_with(".linkedin.com") || host == "lnkd.in")
        && website(text).is_some()
}

/// Whether a text says that a messenger has the number of the telephone: "微信同号", "same as phone".
pub(in crate::read) fn is_same_number(text: &str) -> bool {
    let text = folded(text);
    let text =
        ["微信", "wechat", "whatsapp"].iter().find_map(|name| text.strip_prefix(name)).unwrap_or(&text);
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    matches!(
        text,
        "同号"
            | "同號"
            | "同手机"
            | "同手機"
            | "同上"
            | "同电话"
            | "手机同号"
            | "手機同號"
            | "same"
            | "same number"
            | "same as phone"
            | "same as mobile"
            | "same as above"
    )
}
