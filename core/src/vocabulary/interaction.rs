//! What can happen with a contact, and what can be attached to it.

use super::Stage;
use super::word::vocabulary;

vocabulary! {
    /// What happened (docs/product.md, rules 2.8 to 2.13).
    InteractionKind {
        /// Outbound: an email was sent.
        Sent = "sent" | "email" | "mail" | "发邮件" | "已发" | "发信" | "邮件",
        /// Outbound: a telephone call.
        Call = "call" | "phone" | "电话" | "打电话" | "通话",
        /// Outbound: a meeting.
        Meeting = "meeting" | "met" | "meet" | "会面" | "见面" | "拜访" | "会议",
        /// Outbound: an insight was sent.
        Insight = "insight" | "行业资讯" | "资讯" | "洞察",
        /// Inbound: they answered.
        Reply = "reply" | "replied" | "回复" | "答复",
        /// Inbound: they asked for an offer.
        Inquiry = "inquiry" | "enquiry" | "询盘" | "询价",
        /// Inbound: they asked for a sample.
        Sample = "sample" | "样品申请" | "样品" | "要样品" | "打样",
        /// Inbound: they ordered.
        Order = "order" | "订单" | "下单",
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
    pub fn is_touch(self) -> bool {
        matches!(
            self,
            InteractionKind::Sent
                | InteractionKind::Call
                | InteractionKind::Meeting
                | InteractionKind::Insight
        )
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
            | InteractionKind::Call
            | InteractionKind::Insight
            | InteractionKind::Reply => Some(Stage::Contacted),
            InteractionKind::Note
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
