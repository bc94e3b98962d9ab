//! Addresses of the web on a card.

use crate::read::field::website;
use crate::text::folded;

/// The host of a web address.
pub(super) fn host(site: &str) -> &str {
    let bare = site.split_once("://").map_or(site, |(_, rest)| rest);
    bare.split(['/', '?', ':']).next().unwrap_or_default()
}

/// Whether a word is an address of the web, and no abbreviation: "S.r.l", "Co.Ltd".
pub(super) fn is_site(word: &str) -> bool {
    let low = folded(word);
    if low.starts_with("www.") || low.starts_with("http://") || low.starts_with("https://") {
        return website(word).is_some();
    }
    let host = low.split(['/', '?', ':']).next().unwrap_or_default();
    let ending = host.rsplit('.').next().unwrap_or_default();
    let longest = host.split('.').map(str::len).max().unwrap_or_default();
    let forms = ["ltd", "inc", "llc", "co", "gmbh", "sa", "srl", "limited"];
    website(word).is_some()
        && longest > 3
        && !forms.contains(&ending)
        && !word.chars().next().is_some_and(char::is_uppercase)
        || (website(word).is_some()
            && word.chars().all(|c| !c.is_lowercase())
            && host.len() > 8
            && !forms.contains(&ending))
        || (website(word).is_some() && host.ends_with(".com") && longest > 3)
}

/// A network or a platform: an address there is nobody's website.
pub(super) fn is_network(site: &str) -> bool {
    const NETWORKS: &[&str] = &[
        "facebook",
        "instagram",
        "twitter",
        "x",
        "youtube",
        "tiktok",
        "pinterest",
        "wa",
        "t",
        "skype",
        "weibo",
        "goo",
        "bit",
        "youtu",
        "fb",
        "xing",
        "whatsapp",
        "zoom",
        "teams",
        "calendly",
        "aka",
        "outlook",
    ];
    let domain = crate::email::company_domain(host(site));
    NETWORKS.contains(&domain.split('.').next().unwrap_or_default())
}
