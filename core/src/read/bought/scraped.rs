//! Words for lists that a machine gathered from other people's pages; they are refused as bought ones are.
//!
//! Crawlers, scrapers and harvesters are machines that people buy, too: those words count only where they are all that is
//! said, or beside what is gathered from.

use crate::text::is_han;

/// What was done, and whoever sells what was gathered so.
const SCRAPED: &[&str] = &[
    "scrape",
    "scraped",
    "scraping",
    "harvested",
    "crawled",
    "crawling",
    "crawl",
    "zoominfo",
    "rocketreach",
    "lusha",
    "octoparse",
    "phantombuster",
    "contactout",
    "signalhire",
    "uplead",
    "seamlessai",
    "leadiq",
    "cognism",
    "企查查",
    "天眼查",
    "snov",
    "skrapp",
    "kompass",
    "yellowpages",
    "findthatlead",
];

/// Programs that gather, which are also names of machines.
const MACHINES: &[&str] = &["scraper", "crawler", "harvester", "extractor", "spider"];

/// What they gather from, or gather.
const WHERE: &[&str] = &[
    "web", "website", "site", "email", "emails", "data", "lead", "leads", "google", "maps", "linkedin",
    "python", "page",
];

const HAN: &[&str] = &[
    "爬虫",
    "爬取",
    "爬的",
    "爬来",
    "爬下来",
    "抓取",
    "采集软件",
    "采集器",
    "采集工具",
    "软件采集",
    "批量采集",
    "自动采集",
    "机器采集",
    "数据采集",
    "采集数据",
    "采集的数据",
    "采集名单",
    "采集的名单",
    "八爪鱼",
    "扒来的",
    "扒的",
    "企查查",
    "天眼查",
    "外贸邮筒",
    "群里换",
    "网上找的",
    "网上搜的",
    "第三方数据",
    "第三方名单",
    "网上下载",
    "网络收集",
    "爱企查",
    "启信宝",
    "黄页",
    "换来的",
    "群里分享的",
    "群里下载",
];

/// Whether a text, folded, says that a machine gathered it.
pub(super) fn is_scraped(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric() || is_han(c)).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    let machine = |at: usize| words.get(at).is_some_and(|word| MACHINES.contains(word));
    let beside = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| words.get(at));
        words.len() == 1 || before.is_some_and(|before| WHERE.contains(before))
    };
    // The columns of an export of Apollo.
    let apollo =
        |pair: &[&str]| matches!(pair, ["apollo", "io" | "contact" | "account" | "export" | "list" | "id"]);
    let finder = |pair: &[&str]| {
        matches!(pair, ["hunter" | "snov" | "adapt" | "seamless", "io" | "ai"] | ["yellow", "pages"])
    };
    words == ["apollo"]
        || words == ["hunter"]
        || words.windows(2).any(finder)
        || words.iter().any(|word| SCRAPED.contains(word))
        || (0..words.len()).any(|at| machine(at) && beside(at))
        || words.windows(2).any(apollo)
        || HAN.iter().any(|word| text.contains(word))
        || is_gathered_from_the_net(text)
}

/// `网上采集`, `全网采集`, `采集自网站`: gathered, and the net close to it. What was gathered at a fair is one's own.
fn is_gathered_from_the_net(text: &str) -> bool {
    const CLOSE: usize = 3;
    let letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let net = |run: &[char]| run.contains(&'网');
    letters.windows(2).enumerate().filter(|(_, pair)| *pair == ['采', '集']).any(|(at, _)| {
        let before = letters.get(at.saturating_sub(CLOSE)..at).unwrap_or_default();
        let after = letters.get(at + 2..(at + 2 + CLOSE).min(letters.len())).unwrap_or_default();
        net(before) || (after.iter().any(|c| matches!(c, '自' | '于')) && net(after))
    })
}
