//! A contact: a person at a company, where they came from, how good the address is, what comes next.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::country::Country;
use crate::email::Email;
use crate::follow_up::FollowUp;
use crate::ideal::{Declined, Level};
use crate::interaction::Kind;
use crate::phone::Phone;
use crate::team::{MemberId, TeamId};
use crate::text::half_width;
use crate::word::vocabulary;

vocabulary! {
    /// How much effort a contact deserves.
    Grade {
        /// The fifth that deserves four fifths of the effort.
        A = "a",
        /// Worth a regular word.
        B = "b",
        /// Kept, seldom written to. What everyone is until somebody says otherwise.
        C = "c",
    }
}

impl Grade {
    /// The next lower grade, if there is one.
    pub fn lower(self) -> Option<Grade> {
        match self {
            Grade::A => Some(Grade::B),
            Grade::B => Some(Grade::C),
            Grade::C => None,
        }
    }
}

vocabulary! {
    /// Potential order size.
    Value {
        /// A large potential order.
        High = "high" | "高" | "大",
        /// A middling one.
        Medium = "medium" | "mid" | "med" | "中",
        /// A small one.
        Low = "low" | "低" | "小",
    }
}

vocabulary! {
    /// How far the relation has come. The order is the way forward; `Lost` stands aside.
    Stage {
        /// Nobody has been in touch.
        New = "new" | "未接触" | "新",
        /// Touched or answered.
        Contacted = "contacted" | "已跟进" | "跟进" | "已联系",
        /// An inquiry, a sample, or a meeting.
        Interested = "interested" | "有意向" | "意向",
        /// Has ordered.
        Customer = "customer" | "客户" | "已成交" | "成交",
        /// Given up.
        Lost = "lost" | "流失" | "已流失" | "丢失" | "放弃",
    }
}

vocabulary! {
    /// What is known of an address.
    Health {
        /// Checked, and mail can arrive.
        Verified = "verified" | "已验证",
        /// Not checked, or the check could not be made.
        Unverified = "unverified" | "未验证",
        /// A role address, a disposable domain or free mail.
        Risky = "risky" | "有风险" | "风险",
        /// Wrong syntax, no mail server, or a hard bounce.
        Invalid = "invalid" | "无效",
    }
}

vocabulary! {
    /// The role in the purchase.
    PurchaseRole {
        /// Decides.
        DecisionMaker = "decision maker" | "decision-maker" | "decider" | "决策人" | "决策者" | "拍板人",
        /// Has a say.
        Influencer = "influencer" | "影响者" | "影响人",
        /// Uses what is bought.
        User = "user" | "使用者" | "使用人",
    }
}

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

/// Where a contact came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The channel.
    pub channel: Channel,
    /// Which fair, which site, who recommended: free text, may be empty.
    pub detail: String,
}

/// Why a source cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// A bought list: refused always, in whatever words.
    #[error("a bought list")]
    BoughtList,
}

/// The number of a contact in its team: short, never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ContactNo(pub i64);

impl ContactNo {
    /// Reads `12`, `#12`, `l12` or `/l12`.
    pub fn parse(text: &str) -> Option<ContactNo> {
        let text = half_width(text);
        let text = text.trim();
        let digits = text
            .strip_prefix('#')
            .or_else(|| text.strip_prefix("/l"))
            .or_else(|| text.strip_prefix('l'))
            .unwrap_or(text);
        if digits.is_empty() || digits.len() > 9 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        digits.parse().ok().filter(|n| *n > 0).map(ContactNo)
    }
}

/// The key of a contact's row. Only the store makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ContactId(pub(crate) i64);

/// What a person tells of a contact: everything that `/add`, `/edit`, a form or a file can set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The person's name; a contact without one is known by the company.
    pub name: Option<String>,
    /// The company's full name.
    pub company: Option<String>,
    /// Job title.
    pub title: Option<String>,
    /// Role in the purchase.
    pub role: Option<PurchaseRole>,
    /// Email address, normalised.
    pub email: Option<Email>,
    /// Telephone, E.164 where it parses.
    pub phone: Option<Phone>,
    /// LinkedIn address.
    pub linkedin: Option<String>,
    /// The language to write in, as typed.
    pub language: Option<String>,
    /// Country of the person; gives the local time.
    pub country: Option<Country>,
    /// The company's website.
    pub website: Option<String>,
    /// The company's industry.
    pub industry: Option<String>,
    /// The company's headcount, as typed.
    pub size: Option<String>,
    /// The company's yearly revenue, as typed.
    pub revenue: Option<String>,
    /// Where the contact came from.
    pub source: Option<Source>,
    /// The day the contact was acquired (a day, of the adder's zone).
    pub acquired_on: Option<NaiveDate>,
    /// Potential order size.
    pub value: Option<Value>,
    /// Pain points.
    pub pains: Option<String>,
    /// Purchase plans.
    pub plans: Option<String>,
    /// What they weigh: price, quality, delivery, certification.
    pub weighs: Option<String>,
}

/// A next step that a person set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextStep {
    /// The owner's local day.
    pub on: NaiveDate,
    /// What to do; may be empty.
    pub what: String,
}

/// A contact as the book holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The row.
    pub id: ContactId,
    /// The team whose wall it stands behind.
    pub team: TeamId,
    /// The number by which people call it.
    pub no: ContactNo,
    /// Counts the changes; a button carries the version it was drawn for.
    pub version: i64,
    /// Who owns it; nobody: it lies in the pool.
    pub owner: Option<MemberId>,
    /// When the present owner got it (UTC).
    pub owned_since: DateTime<Utc>,
    /// Who added it, and when (UTC).
    pub added_by: MemberId,
    /// When it was added (UTC).
    pub added_at: DateTime<Utc>,
    /// What is told of it.
    pub profile: Profile,
    /// How much effort it deserves.
    pub grade: Grade,
    /// How far it has come.
    pub stage: Stage,
    /// What is known of the address, as last settled ([`crate::mail_server::health`]).
    pub health: Health,
    /// A hard bounce of the present address was logged, and when (UTC).
    pub bounced_at: Option<DateTime<Utc>>,
    /// Opted out or complained, and when (UTC): never written to again.
    pub suppressed_at: Option<DateTime<Utc>>,
    /// What a person decided to do next.
    pub next_step: Option<NextStep>,
    /// Not before this day of the owner.
    pub snoozed_until: Option<NaiveDate>,
    /// What has happened so far, summed up.
    pub tally: Tally,
    /// When the next follow-up is due and why, as last settled.
    pub due: Option<FollowUp>,
    /// How well it fits the team's ideal customer, as last settled; nothing: the team has no profile.
    pub fit: Option<Level>,
    /// The proposed grade that a person declined, and how the contact stood then.
    pub grade_declined: Option<Declined>,
}

impl Contact {
    /// The name, else the company, else the address.
    pub fn title(&self) -> &str {
        let profile = &self.profile;
        profile
            .name
            .as_deref()
            .or(profile.company.as_deref())
            .or(profile.email.as_ref().map(Email::as_str))
            .unwrap_or_default()
    }
}

/// What the interactions of a contact add up to; kept beside the contact so that no list needs them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// The last touch (outbound), UTC.
    pub last_touch_at: Option<DateTime<Utc>>,
    /// The last inbound interaction, UTC.
    pub last_inbound_at: Option<DateTime<Utc>>,
    /// The last insight sent, UTC.
    pub last_insight_at: Option<DateTime<Utc>>,
    /// Touches since the last inbound, or since the rest was last answered.
    pub touches_in_row: u32,
    /// Touches count from here (UTC): a proposed rest was answered by a lower grade.
    pub streak_from: Option<DateTime<Utc>>,
    /// A rest was proposed and a person said to leave it so: do not propose again until they write.
    pub rest_kept: bool,
}

impl Tally {
    /// With one more thing that happened at `at` (UTC); `None` where only the whole history can tell: they wrote
    /// before we touched them, and how many touches came after is not known from the sum.
    pub(crate) fn with(&self, kind: Kind, at: DateTime<Utc>) -> Option<Tally> {
        let mut tally = self.clone();
        if kind.is_touch() {
            tally.last_touch_at = tally.last_touch_at.max(Some(at));
            if Some(at) > self.last_inbound_at.max(self.streak_from) {
                tally.touches_in_row += 1;
            }
        }
        if kind == Kind::Insight {
            tally.last_insight_at = tally.last_insight_at.max(Some(at));
        }
        if kind.is_inbound() && Some(at) > self.last_inbound_at {
            if self.last_touch_at > Some(at) {
                return None;
            }
            // They wrote after the rest was kept: the reason for it is gone.
            tally = Tally { last_inbound_at: Some(at), touches_in_row: 0, rest_kept: false, ..tally };
        }
        Some(tally)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_number_is_read_in_every_way_people_write_it() {
        for (text, want) in [
            ("12", Some(12)),
            ("#12", Some(12)),
            ("＃12", Some(12)),
            (" /l12 ", Some(12)),
            ("0", None),
            ("-1", None),
            ("", None),
            ("#", None),
            ("12a", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(ContactNo::parse(text).map(|n| n.0), want, "{text}");
        }
    }

    #[test]
    fn words_are_understood_in_both_languages() {
        assert_eq!(Stage::parse(" 有意向"), Some(Stage::Interested));
        assert_eq!(Stage::parse("LOST"), Some(Stage::Lost));
        assert_eq!(Channel::parse("展会"), Some(Channel::TradeShow));
        assert_eq!(Grade::parse("A"), Some(Grade::A));
        assert_eq!(Grade::parse("D"), None);
    }

    proptest! {
        #[test]
        fn a_number_is_read_however_it_is_written_and_nothing_else(no in 1i64..1_000_000_000, text in "\\PC{0,12}") {
            for written in [format!("{no}"), format!("#{no}"), format!("/l{no}"), format!(" ＃{no} ")] {
                prop_assert_eq!(ContactNo::parse(&written), Some(ContactNo(no)));
            }
            prop_assert!(ContactNo::parse(&text).is_none_or(|no| no.0 > 0));
        }
    }
}
