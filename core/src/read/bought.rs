//! Whether the words of a source say that it is a bought list, which is always refused (docs/product.md, rule 2.24).
//! The law asks for consent or another lawful ground (GDPR Art. 6 and 14, PIPL Art. 13), and a list that was sold has
//! none.
//!
//! A person who bought *something* is a customer: "bought samples at the fair" and "买家名单" are not bought lists.

mod scraped;

use self::scraped::is_scraped;
use crate::text::{folded, is_han};

/// What was done with the list, folded.
const BOUGHT: &[&str] = &[
    "bought",
    "purchased",
    "rented",
    "gekauft",
    "gekaufte",
    "gekaufter",
    "gekauften",
    "achete",
    "achetee",
    "comprado",
    "comprada",
    "acquistato",
    "acquistata",
];
/// Verbs that count only directly before a word for a list: "buy list", "paid leads".
const BUY: &[&str] = &["buy", "buying", "purchase", "paid", "sold"];
/// What a list is called.
const LISTS: &[&str] = &[
    "list",
    "lists",
    "lead",
    "leads",
    "data",
    "database",
    "databases",
    "dataset",
    "contacts",
    "email",
    "emails",
    "mails",
    "addresses",
    "records",
    "directory",
    "db",
    "liste",
    "listen",
    "adressen",
    "adressliste",
    "fichier",
    "lista",
    "listas",
    "base",
    "elenco",
];
/// Who sells lists, and where.
const SELLERS: &[&str] = &[
    "broker",
    "brokers",
    "vendor",
    "vendors",
    "provider",
    "providers",
    "seller",
    "sellers",
    "reseller",
    "supplier",
    "fiverr",
    "taobao",
    "xianyu",
    "ebay",
    "online",
    "internet",
    "darknet",
    "handler",
    "adresshandler",
];
/// Goods and shops: who buys these is a customer.
const GOODS: &[&str] = &[
    "sample",
    "samples",
    "product",
    "products",
    "goods",
    "lamp",
    "lamps",
    "light",
    "lights",
    "item",
    "items",
    "order",
    "us",
    "customer",
    "client",
    "before",
    "container",
    "ticket",
    "booth",
];
/// Words that are skipped.
const SMALL: &[&str] = &[
    "a", "an", "the", "it", "was", "were", "we", "i", "from", "of", "in", "on", "other", "by", "some",
    "them", "been", "have",
];
/// Words for people who signed up: a list of them is one's own.
const OWN: &[&str] = &[
    "our",
    "own",
    "signed",
    "sign",
    "signup",
    "subscribed",
    "subscriber",
    "subscribers",
    "newsletter",
    "opt",
    "optin",
    "website",
];

/// Chinese words that contain "buy" and mean the buyer.
const BUYERS: &[&str] = &[
    "买家",
    "买手",
    "买方",
    "买主",
    "买卖双方",
    "采购",
    "购买商",
    "收购商",
    "购买力",
    "购买意向",
    "购买需求",
    "购买过",
    "买过",
];
const HAN_BOUGHT: &[&str] = &["买", "购", "花钱", "付费", "有偿"];
const HAN_LISTS: &[&str] = &[
    "名单",
    "名录",
    "数据",
    "邮箱",
    "资料",
    "列表",
    "线索",
    "邮件地址",
    "联系方式",
    "号码",
    "通讯录",
    "信息",
];
const HAN_GOODS: &[&str] = &["样品", "产品", "货", "灯", "东西", "我们的", "我司", "门票", "展位", "数据线"];
/// Words that mean a bought list by themselves.
const HAN_SOLD: &[&str] = &[
    "名单商",
    "数据商",
    "数据贩",
    "数据公司",
    "邮箱名单",
    "卖名单",
    "卖数据",
    "数据包",
    "邮箱包",
    "群发名单",
    "名单贩",
    "第三方数据",
    "第三方名单",
    "外部数据",
    "数据平台购",
];

/// Whether a text says that it was a bought list, or one that a machine gathered.
pub(crate) fn is_bought(text: &str) -> bool {
    let text = folded(text);
    is_scraped(&text) || in_words(&text) || (text.chars().any(is_han) && in_chinese(&text))
}

/// Whether a text names a bought list, or one that a machine gathered, in so many words: for texts that are not about where
/// somebody comes from. "Purchased 500 pcs", "Purchase manager" and "Purchased" name none.
pub(crate) fn names_bought_list(text: &str) -> bool {
    let text = folded(text);
    is_scraped(&text) || list_in_words(&text) || (text.chars().any(is_han) && list_in_chinese(&text))
}

fn list_in_words(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric() || is_han(c));
    let words: Vec<&str> = words
        .filter(|word| {
            !word.is_empty() && !SMALL.contains(word) && !word.bytes().all(|byte| byte.is_ascii_digit())
        })
        .collect();
    let (bought, list) = (|word: &str| BOUGHT.contains(&word), |word: &str| LISTS.contains(&word));
    let ends = |rest: &[&str]| rest.iter().all(|word| list(word) || SELLERS.contains(word));
    (0..words.len()).any(|at| match words.get(at..) {
        // "Bought data cables": goods are called so, too.
        Some([one, two, ..]) if bought(one) && matches!(*two, "list" | "lists" | "leads" | "database") => {
            true
        }
        Some(["list" | "lead" | "data", "broker" | "brokers", ..]) => true,
        Some([one, two, rest @ ..]) if bought(one) && list(two) => ends(rest),
        Some([one, two, rest @ ..]) if list(one) && bought(two) => ends(rest) || text.contains(" from "),
        _ => false,
    })
}

fn list_in_chinese(text: &str) -> bool {
    const DONE: &[&str] = &["买来", "买的", "购买的", "购入", "购得", "花钱", "付费", "有偿"];
    let is_list = |text: &str| HAN_LISTS.iter().any(|list| text.contains(list));
    let bought = text.trim().strip_prefix("购买").is_some_and(|rest| HAN_LISTS.contains(&rest));
    let done = DONE.iter().any(|word| text.contains(word)) && is_list(text);
    HAN_SOLD.iter().any(|word| text.contains(word)) || ((bought || done) && in_chinese(text))
}

fn in_words(text: &str) -> bool {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric() || is_han(c)).filter(|word| !word.is_empty()).collect();
    let places = |of: &[&str]| {
        let of: Vec<usize> = (0..words.len()).filter(|at| of.contains(&words[*at])).collect();
        of
    };
    let near = |ones: &[usize], others: &[usize], most: usize| {
        ones.iter().any(|one| others.iter().any(|other| one != other && one.abs_diff(*other) <= most))
    };
    let (bought, buy, lists) = (places(BOUGHT), places(BUY), places(LISTS));
    let (sellers, goods, own) = (places(SELLERS), !places(GOODS).is_empty(), !places(OWN).is_empty());
    // "Bought customs data" names companies, and is a channel of its own.
    let customs = words.contains(&"customs") && lists.iter().all(|at| words[*at] == "data");
    let said = |of: &[usize]| !of.is_empty() && !customs;
    let list = |most| said(&bought) && near(&bought, &lists, most);
    (list(if goods { 1 } else { 5 }))
        || (said(&buy) && near(&buy, &lists, 1))
        || (words.windows(3).any(|run| matches!(run, ["paid" | "pay", "for", list] if LISTS.contains(list))))
        || (words.windows(3).any(|run| LISTS.contains(&run[0]) && run[1..] == ["paid", "for"]))
        || (said(&bought) && !goods && (!sellers.is_empty() || words.contains(&"from")))
        || (said(&bought) && words.iter().all(|word| BOUGHT.contains(word) || SMALL.contains(word)))
        || (near(&sellers, &lists, 1)
            && !customs
            && !words.iter().any(|word| matches!(*word, "online" | "internet")))
        || (words
            .windows(2)
            .any(|pair| matches!(pair, ["email" | "mailing" | "mail" | "emails", "list" | "lists"]))
            && !own)
        || (words.windows(3).any(|run| run[..2] == ["third", "party"] && LISTS.contains(&run[2])))
        || (words.windows(3).any(|run| {
            run[0] == "lead"
                && matches!(run[1], "generation" | "gen")
                && matches!(run[2], "agency" | "company" | "service")
        }))
        || (words
            .windows(2)
            .any(|run| run[0] == "external" && matches!(run[1], "data" | "list" | "database" | "leads")))
}

fn in_chinese(text: &str) -> bool {
    if HAN_SOLD.iter().any(|word| text.contains(word)) {
        return true;
    }
    let mut rest = text.to_owned();
    for buyer in BUYERS {
        rest = rest.replace(buyer, "");
    }
    let has = |words: &[&str]| words.iter().any(|word| rest.contains(word));
    if !has(HAN_BOUGHT) || has(HAN_GOODS) {
        return false;
    }
    let customs =
        rest.contains("海关数据") && !["名单", "邮箱", "名录"].iter().any(|list| rest.contains(list));
    let ends = ["买的", "买来的", "买来", "购买的", "购买", "购入", "购得", "买到的", "买入"]
        .iter()
        .any(|end| rest.ends_with(end));
    !customs && (has(HAN_LISTS) || ends)
}

#[cfg(test)]
mod tests;
