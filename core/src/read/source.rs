//! Where a contact came from, as people write it. A bought list is refused (docs/product.md, rule 2.24).

use super::bought::{is_bought, names_bought_list};
use crate::contact::{Source, SourceError};
use crate::text::clean;
use crate::vocabulary::Channel;

/// Names of fairs, platforms and the like, with the channel of each.
const KNOWN: &[(&str, Channel)] = &[
    ("canton fair", Channel::TradeShow),
    ("广交会", Channel::TradeShow),
    ("华交会", Channel::TradeShow),
    ("进博会", Channel::TradeShow),
    ("展", Channel::TradeShow),
    ("light+building", Channel::TradeShow),
    ("light + building", Channel::TradeShow),
    ("messe", Channel::TradeShow),
    ("fair", Channel::TradeShow),
    ("expo", Channel::TradeShow),
    ("exhibition", Channel::TradeShow),
    ("show", Channel::TradeShow),
    ("ces", Channel::TradeShow),
    ("salone", Channel::TradeShow),
    ("feria", Channel::TradeShow),
    ("alibaba", Channel::B2bPlatform),
    ("阿里", Channel::B2bPlatform),
    ("made-in-china", Channel::B2bPlatform),
    ("made in china", Channel::B2bPlatform),
    ("中国制造网", Channel::B2bPlatform),
    ("global sources", Channel::B2bPlatform),
    ("环球资源", Channel::B2bPlatform),
    ("indiamart", Channel::B2bPlatform),
    ("europages", Channel::B2bPlatform),
    ("dhgate", Channel::B2bPlatform),
    ("linkedin", Channel::LinkedIn),
    ("领英", Channel::LinkedIn),
    ("customs", Channel::CustomsData),
    ("海关", Channel::CustomsData),
    ("panjiva", Channel::CustomsData),
    ("importyeti", Channel::CustomsData),
    ("referr", Channel::Referral),
    ("recommend", Channel::Referral),
    ("introduced by", Channel::Referral),
    ("介绍", Channel::Referral),
    ("推荐", Channel::Referral),
    ("website", Channel::Website),
    ("官网", Channel::Website),
    ("网站", Channel::Website),
    ("inbound", Channel::Inbound),
    ("主动", Channel::Inbound),
];

/// Reads a source: a channel's word, perhaps with its detail, or the name of a fair or platform.
///
/// # Errors
/// A bought list is refused, in whatever words.
pub fn parse_source(text: &str) -> Result<Source, SourceError> {
    let text = clean(text);
    let lower = text.to_lowercase();
    if is_bought(&text) {
        return Err(SourceError::BoughtList);
    }
    if let Some(channel) = Channel::parse(&text) {
        return Ok(Source { channel, detail: String::new() });
    }
    // "trade show: Light+Building 2026", "展会 广交会": the channel's word first, the detail after it.
    for separator in [':', '：', ' ', '/', '-', '（', '('] {
        if let Some((first, rest)) = text.split_once(separator)
            && let Some(channel) = Channel::parse(first)
        {
            let detail = rest.trim().trim_end_matches([')', '）']).to_owned();
            return Ok(Source { channel, detail });
        }
    }
    if let Some((two, rest)) = split_after_two_words(&text)
        && let Some(channel) = Channel::parse(two.trim_end_matches([':', '：']))
    {
        return Ok(Source { channel, detail: rest.trim().to_owned() });
    }
    let known = KNOWN.iter().find(|(name, _)| lower.contains(name)).map(|(_, channel)| *channel);
    let channel = known.unwrap_or(if names_a_year(&text) { Channel::TradeShow } else { Channel::Other });
    Ok(Source { channel, detail: text })
}

/// Whether the name of a file says that it was bought, or gathered by a machine. What is only called an "email list" may be anybody's own.
pub fn is_called_bought(name: &str) -> bool {
    const WORDS: &[&str] = &["bought", "purchased", "购买", "買來", "购入", "买来", "买的", "花钱买"];
    let name = clean(name).to_lowercase();
    WORDS.iter().any(|word| name.contains(word)) || names_bought_list(&name)
}

fn split_after_two_words(text: &str) -> Option<(&str, &str)> {
    let (first, rest) = text.split_once(' ')?;
    let second = rest.find(' ').unwrap_or(rest.len());
    Some(text.split_at(first.len() + 1 + second))
}

/// Whether a text ends with a year, as the names of fairs do: "Hannover Messe 2026".
fn names_a_year(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    last.len() == 4 && last.starts_with("20") && last.bytes().all(|b| b.is_ascii_digit()) && last != text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sources_are_understood_as_people_write_them() {
        for (text, channel, detail) in [
            ("Light+Building 2026", Channel::TradeShow, "Light+Building 2026"),
            ("trade show: Light+Building 2026", Channel::TradeShow, "Light+Building 2026"),
            ("trade show Light+Building 2026", Channel::TradeShow, "Light+Building 2026"),
            ("广交会", Channel::TradeShow, "广交会"),
            ("展会 广交会2026", Channel::TradeShow, "广交会2026"),
            ("Interlight 2026", Channel::TradeShow, "Interlight 2026"),
            ("LinkedIn", Channel::LinkedIn, ""),
            ("领英", Channel::LinkedIn, ""),
            ("Alibaba.com", Channel::B2bPlatform, "Alibaba.com"),
            ("customs data: 2025 HS 9405", Channel::CustomsData, "2025 HS 9405"),
            ("referral: Mr. Wang", Channel::Referral, "Mr. Wang"),
            ("found on the street", Channel::Other, "found on the street"),
        ] {
            let source = parse_source(text).unwrap();
            assert_eq!((source.channel, source.detail.as_str()), (channel, detail), "{text}");
            assert_eq!(parse_source(&source.written()), Ok(source), "{text}");
        }
    }

    #[test]
    fn a_bought_list_is_refused_in_whatever_words() {
        for text in [
            "bought list",
            "Purchased leads",
            "email list 2026",
            "购买名单",
            "买来的数据",
            "other: bought from a broker",
        ] {
            assert_eq!(parse_source(text), Err(SourceError::BoughtList), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_was_read_and_written_is_read_again(text in "\\PC{0,40}|(fair|website|展会)[: ,]{1,2}\\PC{0,20}") {
            if let Ok(source) = parse_source(&text) {
                prop_assert!(parse_source(&source.written()).is_ok(), "{:?}", source);
            }
        }
    }
}
