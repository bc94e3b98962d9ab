//! Cells that say whether somebody opted out, or whether mail to them bounced.

use super::Column;
use crate::read::happened;
use crate::text::folded;
use crate::vocabulary::InteractionKind;

/// What a cell of a column of yes and no says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    Yes,
    No,
    /// All is well with the address.
    Fine,
    /// They opted out, or mail bounced.
    Bad,
    /// Something else: a day, a reason.
    More,
}

/// What words about somebody say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    OptedOut,
    Bounced,
}

const YES: &[&str] = &[
    "true",
    "yes",
    "y",
    "1",
    "1.0",
    "t",
    "x",
    "on",
    "✓",
    "✔",
    "√",
    "☑",
    "ja",
    "wahr",
    "oui",
    "vrai",
    "si",
    "verdadero",
    "是",
    "真",
    "对",
    "有",
    "已",
];

const NO: &[&str] = &[
    "false",
    "no",
    "n",
    "0",
    "0.0",
    "f",
    "off",
    "nein",
    "falsch",
    "non",
    "faux",
    "falso",
    "✗",
    "✘",
    "☐",
    "否",
    "假",
    "不",
    "未",
    "不是",
    "never",
    "none",
    "denied",
    "withdrawn",
    "revoked",
    "declined",
    "refused",
    "not given",
    "нет",
    "没有",
    "无",
    "从未",
];

/// What denies an opt-out or a bounce, and says yes to mail.
const FINE: &[&str] = &[
    "active",
    "subscribed",
    "opted in",
    "opt in",
    "valid",
    "ok",
    "good",
    "deliverable",
    "delivered",
    "verified",
    "not bounced",
    "not unsubscribed",
    "not opted out",
    "未退订",
    "未退信",
    "正常",
    "有效",
    "已订阅",
    "订阅",
];

const OPTED_OUT: &[&str] = &[
    "unsubscribed",
    "unsubscribe",
    "unsub",
    "globally unsubscribed",
    "opted out",
    "opt out",
    "optout",
    "optedout",
    "opted out of email",
    "do not contact",
    "do not email",
    "do not mail",
    "dnc",
    "dne",
    "do not disturb",
    "blacklisted",
    "blacklist",
    "blocklisted",
    "suppressed",
    "complained",
    "complaint",
    "spam complaint",
    "marked as spam",
    "reported as spam",
    "abuse",
    "spamtrap",
    "abgemeldet",
    "abbestellt",
    "werbesperre",
    "desabonne",
    "desinscrit",
    "dado de baja",
    "no contactar",
    "ne pas contacter",
    "ne plus contacter",
    "nicht kontaktieren",
    "nicht mehr kontaktieren",
    "keine werbung",
    "no longer subscribed",
    "not subscribed",
    "non subscribed",
    "nonsubscribed",
    "removed",
    "removed from list",
    "consent withdrawn",
    "отписан",
    "отписана",
    "отписался",
    "отписалась",
    "не писать",
    "disiscritto",
    "afgemeld",
    "descadastrado",
    "退订",
    "已退订",
    "取消订阅",
    "已取消订阅",
    "拒收",
    "已拒收",
    "勿扰",
    "免打扰",
    "请勿联系",
    "禁止联系",
    "不再联系",
    "不要联系",
    "黑名单",
    "投诉",
    "已投诉",
    "退訂",
    "已退訂",
    "黑名單",
];

const BOUNCED: &[&str] = &[
    "bounced",
    "bounce",
    "hard bounce",
    "hard bounced",
    "hardbounce",
    "hardbounced",
    "bounced hard",
    "cleaned",
    "undeliverable",
    "not deliverable",
    "mailbox not found",
    "mailbox does not exist",
    "does not exist",
    "user unknown",
    "no such user",
    "unzustellbar",
    "退信",
    "已退信",
    "硬退",
    "硬退信",
    "硬退回",
    "退回",
    "无法送达",
    "空号邮箱",
    "npai",
    "invalid email",
    "email invalid",
    "undelivered",
];

/// What stands for a bounce where the column is about an address.
const INVALID: &[&str] =
    &["invalid", "invalid email", "not valid", "bad", "无效", "邮箱无效", "地址无效", "ungultig", "invalide"];

/// What a cell says in a column of yes and no.
pub(super) fn said(value: &str) -> Said {
    let value = folded(value);
    let value = plain(&value);
    match () {
        () if YES.contains(&value.as_str()) => Said::Yes,
        () if NO.contains(&value.as_str()) => Said::No,
        () if FINE.contains(&value.as_str()) => Said::Fine,
        () if OPTED_OUT.contains(&value.as_str()) || BOUNCED.contains(&value.as_str()) => Said::Bad,
        () => Said::More,
    }
}

/// What a cell says by its words, of which there may be several: `Hot, Unsubscribed`. `heading` is the column's name.
pub(super) fn standings(heading: &str, value: &str) -> Vec<Standing> {
    let heading = folded(heading);
    let of_address =
        ["mail", "邮", "郵", "zb ", "verif", "valid", "deliver"].iter().any(|word| heading.contains(word));
    let value = folded(value);
    let words = value.split([',', ';', '|', '/', '、', '，', '；', ':', '：', '(', ')', '\n']).map(plain);
    // "Opted out 12.03.2026": the day does not matter.
    let undated =
        words.map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit() || " .-".contains(c)).to_owned());
    let said: Vec<Standing> = undated
        .filter_map(|word| match word.as_str() {
            word if OPTED_OUT.contains(&word) => Some(Standing::OptedOut),
            word if BOUNCED.contains(&word) || of_address && INVALID.contains(&word) => {
                Some(Standing::Bounced)
            }
            _ => None,
        })
        .collect();
    // "Please remove me from your list": a remark says it in its own words.
    match happened::line(&value, None).kind.kind {
        InteractionKind::OptedOut if said.is_empty() => vec![Standing::OptedOut],
        _ => said,
    }
}

/// What the title of a table, or the name of a sheet, says of all who stand in it: "Opted out", "退订名单".
pub(super) fn told(title: &str) -> Option<Standing> {
    let title = title.trim_end_matches("名单").trim_end_matches(" list").trim_end_matches(" List");
    standings("", title).into_iter().next()
}

/// What a column's cell, or a labelled piece of a text, says of whether somebody may be written to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::read) struct Verdict {
    /// They opted out.
    pub(in crate::read) opted_out: bool,
    /// Mail to them bounced.
    pub(in crate::read) bounced: bool,
    /// It says something besides, which is kept.
    pub(super) kept: bool,
}

/// Reads a cell of one of the columns about it; `None`: the column is about something else.
pub(super) fn verdict(column: Column, name: &str, value: &str) -> Option<Verdict> {
    let none = Verdict::default();
    Some(match (column, said(value)) {
        (Column::OptedOut, Said::Yes | Said::Bad) => Verdict { opted_out: true, ..none },
        (Column::OptedOut, Said::More) => Verdict { opted_out: true, kept: true, ..none },
        (Column::Subscribed, Said::No | Said::Bad) => Verdict { opted_out: true, ..none },
        (Column::Subscribed, Said::More) => Verdict { kept: true, ..of_words(name, value) },
        (Column::Bounced, Said::Yes | Said::Bad) => Verdict { bounced: true, ..none },
        (Column::Bounced, Said::More) => Verdict { bounced: !is_soft(value), kept: true, ..none },
        (Column::OptedOut | Column::Subscribed | Column::Bounced, _) => none,
        (Column::Status, _) => Verdict { kept: true, ..of_words(name, value) },
        _ => return None,
    })
}

fn of_words(name: &str, value: &str) -> Verdict {
    let standings = standings(name, value);
    Verdict {
        opted_out: standings.contains(&Standing::OptedOut),
        bounced: standings.contains(&Standing::Bounced),
        kept: false,
    }
}

/// What a piece of a text says of it: "Unsubscribed: yes", "do not email", "退订：是", "(bounced)". `None`: nothing.
pub(in crate::read) fn marked(piece: &str) -> Option<Verdict> {
    const LONGEST: usize = 60;
    let piece = piece.trim_matches(|c: char| c.is_whitespace() || "()（）[]<>-–—".contains(c));
    if piece.is_empty() || piece.chars().count() > LONGEST {
        return None;
    }
    let labelled = piece.split_once([':', '：']).and_then(|(name, value)| {
        let (name, value) = (name.trim(), value.trim());
        // "X-OPT-OUT" of an address book.
        let column =
            Column::parse(name.strip_prefix("X-").or_else(|| name.strip_prefix("x-")).unwrap_or(name))?;
        let said = verdict(column, name, value).filter(|_| !value.is_empty())?;
        (column != Column::Status || said.opted_out || said.bounced).then_some(said)
    });
    let alone = || {
        let word = plain(&folded(piece));
        let of = |opted_out, bounced| Some(Verdict { opted_out, bounced, kept: false });
        match word.as_str() {
            // It stands as a link below every newsletter.
            "unsubscribe" => None,
            word if OPTED_OUT.contains(&word) => of(true, false),
            word if BOUNCED.contains(&word) => of(false, true),
            _ => None,
        }
    };
    labelled.or_else(alone)
}

/// Whether a text about a bounce says that it was a soft one, which is no reason to give an address up.
pub(super) fn is_soft(value: &str) -> bool {
    let value = folded(value);
    ["soft", "软退", "软弹", "temporary", "transient", "mailbox full", "邮箱已满"]
        .iter()
        .any(|word| value.contains(word))
}

fn plain(text: &str) -> String {
    let text = text.replace(['_', '-'], " ");
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '!' | '*' | '"' | '\'')).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_are_read_as_programs_and_people_write_them() {
        for (text, want) in [
            ("TRUE", Said::Yes),
            ("1", Said::Yes),
            ("是", Said::Yes),
            ("Opted-Out", Said::Bad),
            ("HARD_BOUNCE", Said::Bad),
            ("WAHR", Said::Yes),
            ("Sí", Said::Yes),
            ("false", Said::No),
            ("0", Said::No),
            ("否", Said::No),
            ("Subscribed", Said::Fine),
            ("未退订", Said::Fine),
            ("2026-05-18", Said::More),
            ("asked us to stop", Said::More),
        ] {
            assert_eq!(said(text), want, "{text}");
        }
    }

    #[test]
    fn words_about_somebody_say_how_they_stand() {
        use Standing::{Bounced, OptedOut};
        for (heading, text, want) in [
            ("Status", "Unsubscribed", &[OptedOut][..]),
            ("Lead Status", "Do Not Contact", &[OptedOut]),
            ("Email Status", "Hard Bounce", &[Bounced]),
            ("Email Status", "invalid", &[Bounced]),
            ("Lead Status", "invalid", &[]),
            ("ZB Status", "do_not_mail", &[OptedOut]),
            ("Tags", "VIP; unsubscribed; bounced", &[OptedOut, Bounced]),
            ("标签", "展会、已退订", &[OptedOut]),
            ("Status", "Soft bounce", &[]),
            ("Status", "never unsubscribed from anything", &[]),
            ("Status", "Subscribed", &[]),
            ("Status", "active", &[]),
        ] {
            assert_eq!(standings(heading, text), want, "{heading}: {text}");
        }
        assert!(is_soft("Soft Bounce") && !is_soft("550 user unknown"));
    }
}
