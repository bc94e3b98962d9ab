//! What can happen with a contact, and what can be attached to it.

use super::Stage;
use super::word::vocabulary;

vocabulary! {
    /// What happened (docs/product.md, rules 2.8 to 2.13).
    InteractionKind {
        /// Outbound: an email was sent.
        Sent = "sent" | "email" | "mail" | "发邮件" | "已发" | "发信" | "邮件",
        /// Outbound: a message by a messenger ([`Messenger`]).
        Message = "message" | "msg" | "chat" | "发消息" | "消息" | "聊天",
        /// Outbound: a telephone call.
        Call = "call" | "called" | "phone" | "电话" | "打电话" | "通话",
        /// Outbound: a meeting.
        Meeting = "meeting" | "met" | "meet" | "会面" | "见面" | "拜访" | "会议",
        /// Outbound: an offer with a price.
        Quote = "quote" | "quotation" | "offer" | "报价" | "发报价" | "报价单",
        /// Outbound: a sample was sent.
        SampleSent = "sample_sent" | "sample sent" | "samples sent" | "寄样" | "寄样品" | "发样" | "发样品",
        /// Outbound: an insight was sent.
        Insight = "insight" | "行业资讯" | "资讯" | "洞察",
        /// Inbound: they answered.
        Reply = "reply" | "replied" | "回复" | "答复",
        /// Inbound: they asked for an offer.
        Inquiry = "inquiry" | "enquiry" | "询盘" | "询价",
        /// Inbound: they asked for a sample.
        Sample = "sample" | "sample request" | "样品申请" | "样品" | "要样品" | "打样",
        /// Inbound: they ordered.
        Order = "order" | "订单" | "下单",
        /// Neither outbound nor inbound: an attempt that reached nobody (docs/product.md, rule 2.12).
        NoAnswer = "no_answer" | "no answer" | "voicemail" | "no reply" | "not reached" | "没接" | "没人接" | "未接" | "未接通" | "没打通" | "没回" | "没回复" | "无人接听",
        /// Neither: something worth remembering.
        Note = "note" | "备注" | "笔记" | "记录",
        /// Of an email: it was opened.
        Opened = "opened" | "已打开" | "打开",
        /// Of an email: a link in it was followed.
        Clicked = "clicked" | "已点击" | "点击",
        /// Of an email: a hard bounce.
        Bounced = "bounced" | "bounce" | "退信" | "退回",
        /// Of an email: they want no more.
        OptedOut = "opted_out" | "opted out" | "optout" | "opt-out" | "unsubscribe" | "unsubscribed" | "退订" | "拒收",
    }
}

impl InteractionKind {
    /// Outbound: we did something towards them.
    pub const TOUCHES: &'static [InteractionKind] = &[
        InteractionKind::Sent,
        InteractionKind::Message,
        InteractionKind::Call,
        InteractionKind::Meeting,
        InteractionKind::Quote,
        InteractionKind::SampleSent,
        InteractionKind::Insight,
    ];

    /// Outbound: we did something towards them.
    pub fn is_touch(self) -> bool {
        InteractionKind::TOUCHES.contains(&self)
    }

    /// Inbound: they did something towards us.
    pub fn is_inbound(self) -> bool {
        matches!(
            self,
            InteractionKind::Reply
                | InteractionKind::Inquiry
                | InteractionKind::Sample
                | InteractionKind::Order
        )
    }

    /// A touch by email.
    pub fn is_email_touch(self) -> bool {
        matches!(self, InteractionKind::Sent | InteractionKind::Insight)
    }

    /// A conversion: an inquiry, a sample, a meeting or an order.
    pub fn is_conversion(self) -> bool {
        matches!(
            self,
            InteractionKind::Inquiry
                | InteractionKind::Sample
                | InteractionKind::Meeting
                | InteractionKind::Order
        )
    }

    /// The stage that a contact reaches at least when this is logged; `None` where it does not move the stage.
    fn at_least(self) -> Option<Stage> {
        match self {
            InteractionKind::Order => Some(Stage::Customer),
            InteractionKind::Inquiry | InteractionKind::Sample | InteractionKind::Meeting => {
                Some(Stage::Interested)
            }
            InteractionKind::Sent
            | InteractionKind::Message
            | InteractionKind::Call
            | InteractionKind::Quote
            | InteractionKind::SampleSent
            | InteractionKind::Insight
            | InteractionKind::Reply => Some(Stage::Contacted),
            InteractionKind::Note
            | InteractionKind::NoAnswer
            | InteractionKind::Opened
            | InteractionKind::Clicked
            | InteractionKind::Bounced
            | InteractionKind::OptedOut => None,
        }
    }

    /// The stage of a contact after this was logged. It never moves back (docs/product.md, rule 2.6). A lost contact
    /// who writes is no longer lost; our own touch does not change `Lost` (rule 2.7).
    pub fn moves(self, stage: Stage) -> Stage {
        match self.at_least() {
            Some(_) if stage == Stage::Lost && !self.is_inbound() => Stage::Lost,
            Some(at_least) if stage == Stage::Lost => at_least,
            Some(at_least) => stage.max(at_least),
            None => stage,
        }
    }
}

vocabulary! {
    /// By what a message went that was no email and no call (docs/product.md, rule 2.10).
    Messenger {
        /// WhatsApp.
        WhatsApp = "whatsapp" | "whats app" | "wa",
        /// WeChat.
        WeChat = "wechat" | "weixin" | "wx" | "微信",
        /// LinkedIn.
        LinkedIn = "linkedin" | "领英",
        /// A text message.
        Sms = "sms" | "text message" | "短信",
        /// Telegram.
        Telegram = "telegram" | "tg" | "电报",
        /// The chat of Alibaba's platforms.
        TradeManager = "trademanager" | "trade manager" | "旺旺" | "阿里旺旺" | "国际站消息",
        /// Facebook's Messenger.
        Facebook = "facebook" | "messenger" | "脸书",
        /// Instagram.
        Instagram = "instagram",
        /// Skype.
        Skype = "skype",
        /// Microsoft Teams.
        Teams = "teams",
        /// LINE.
        Line = "line",
        /// Viber.
        Viber = "viber",
        /// Zalo.
        Zalo = "zalo",
        /// KakaoTalk.
        KakaoTalk = "kakaotalk" | "kakao",
        /// QQ.
        Qq = "qq",
        /// DingTalk.
        DingTalk = "dingtalk" | "钉钉",
    }
}

vocabulary! {
    /// What kind of file somebody sent.
    AttachmentKind {
        /// A photo.
        Photo = "photo",
        /// A voice note.
        Voice = "voice",
        /// Any other file.
        Document = "document",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logging_moves_the_stage_forward_and_never_back() {
        use InteractionKind::*;
        for (kind, from, to) in [
            (Sent, Stage::New, Stage::Contacted),
            (Reply, Stage::New, Stage::Contacted),
            (Message, Stage::New, Stage::Contacted),
            (Quote, Stage::New, Stage::Contacted),
            (NoAnswer, Stage::New, Stage::New),
            (Meeting, Stage::Contacted, Stage::Interested),
            (Inquiry, Stage::New, Stage::Interested),
            (Order, Stage::Contacted, Stage::Customer),
            (Sent, Stage::Customer, Stage::Customer),
            (Note, Stage::New, Stage::New),
            (Bounced, Stage::New, Stage::New),
            (Sent, Stage::Lost, Stage::Lost),
            (Reply, Stage::Lost, Stage::Contacted),
        ] {
            assert_eq!(kind.moves(from), to, "{kind:?} from {from:?}");
        }
    }
}
