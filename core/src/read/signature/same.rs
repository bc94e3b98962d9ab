//! The remark that a messenger has the number beside it.

use std::sync::LazyLock;

use regex::Regex;

use super::label::Label;
use crate::phone::spots;

/// A line without the remark that a messenger has the number that stands in it: "(微信同号)", "(WhatsApp/WeChat)".
pub(super) fn without_same(line: &str) -> (String, Vec<Label>) {
    #[expect(clippy::expect_used, reason = "a test reads such lines")]
    static SAME: LazyLock<Regex> = LazyLock::new(|| {
        let name = "(?:whats ?app|wa|we ?chat|weixin|wx|vx|微信)";
        let names = format!(r"{name}(?:\s*[/&+,、和]\s*{name}|\s+and\s+{name})*");
        let bracket = format!(
            r"[(（]\s*(?:same |also |also on |on |& )?{names}(?:\s*同[号號]|\s*同手[机機]| same| too)?\s*[)）]"
        );
        let bare =
            format!(r"{names}\s*(?:同[号號]|同手[机機]|same number|same as (?:phone|mobile))|同微信[号號]?");
        Regex::new(&format!("(?i){bracket}|{bare}")).expect("a rule that is no pattern")
    });
    let Some(found) = SAME.find(line).filter(|_| !spots(line).is_empty()) else {
        return (line.to_owned(), Vec::new());
    };
    let low = found.as_str().to_lowercase();
    let whatsapp = low.contains("app") || low.contains("wa");
    let wechat = ["chat", "weixin", "wx", "vx", "微信"].iter().any(|name| low.contains(name));
    let also = [(Label::WhatsApp, whatsapp), (Label::WeChat, wechat)];
    let line = format!("{} {}", &line[..found.start()], &line[found.end()..]);
    (line, also.into_iter().filter(|(_, named)| *named).map(|(label, _)| label).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_messenger_that_shares_a_number_is_known() {
        use Label::*;
        for (line, want) in [
            ("13800138003（微信同号）", &[WeChat][..]),
            ("13800138003 微信同號", &[WeChat]),
            ("+47 901 23 456 (WhatsApp)", &[WhatsApp]),
            ("+47 901 23 456 (also on WhatsApp & WeChat)", &[WhatsApp, WeChat]),
            ("+47 901 23 456 (mobile)", &[]),
            ("ask on WhatsApp", &[]),
        ] {
            assert_eq!(without_same(line).1, want, "{line}");
        }
    }
}
