//! Lines that only look as if something had happened, beside those that mean it.

use super::line;
use crate::vocabulary::InteractionKind::{
    self, Call, Inquiry, Meeting, NoAnswer, OptedOut, Order, Quote, Reply, Sample, Sent,
};

#[test]
fn what_did_not_happen_or_was_only_asked_for_is_not_logged_as_if_it_had() {
    // `None`: a note.
    for (kind, texts) in [
        (
            None,
            &[
                "don't call him before 10",
                "asked him for feedback on samples",
                "asked her about the order",
                "asked what quantity they need",
                "asked Max about the samples",
                "offered 5% discount",
                "call back Friday",
                "meeting cancelled",
                "out of office",
                "he is on holiday until 10 Jan",
                "WeChat added",
                "他在休假，1月10号回来",
                "催客户付款",
                "问他要不要下单",
                "客户没下单",
                "可能会下单",
                "下单了又取消",
                "样品没寄",
                "没报价",
                "要给他报价",
                "没见到",
                "约了周五见面",
                "约了下周视频会议",
                "在开会，晚点打",
                "催了一下",
                "催他回复",
                "催款",
                "问了一下他样品测试情况",
                "加了微信",
                "will order next week",
                "no order yet",
                "may place an order in March",
                "order cancelled",
                "call scheduled for Monday",
                "chased him",
                "应该会签合同",
                "等客户付定金",
                "样品还没发",
                "下周去拜访",
            ][..],
        ),
        (
            Some(OptedOut),
            &[
                "stop emailing me",
                "he asked not to be written to again",
                "she does not want to receive any more emails",
                "don't email me any more",
            ],
        ),
        (
            Some(Sent),
            &[
                "sent contract, waiting for signature",
                "chased him by email",
                "followed up by email",
                "邮件跟进了一下",
            ],
        ),
        (
            Some(NoAnswer),
            &["rang, engaged", "tried calling twice, no luck", "无法接通", "打过去被挂了", "留了言"],
        ),
        (
            Some(Reply),
            &[
                "sample approved",
                "微信上说考虑一下",
                "samples arrived, he likes them",
                "客户不下单了",
                "说下周下单",
            ],
        ),
        (
            Some(Inquiry),
            &[
                "received her inquiry",
                "Please quote 2000 pcs CIF Hamburg",
                "让我报价",
                "让我下周报价",
                "需要报价",
                "需要500个",
                "she asked for a discount",
            ],
        ),
        (
            Some(Order),
            &[
                "won the order!",
                "下了300个的单",
                "下单了，下周付定金",
                "order placed, will pay next week",
                "没问题，已下单",
            ],
        ),
        (Some(Sample), &["he called me, wants 3 samples", "客户要求寄样", "客户要3个样品"]),
        (Some(Call), &["打电话聊了十分钟，对方有兴趣", "打电话给他，说太忙", "chased her by phone"]),
        (Some(Meeting), &["discussed prices over lunch", "had a good chat at the booth", "在展会见过面"]),
        (Some(Quote), &["报价3.2美金FOB宁波", "报价 3.20 FOB"]),
        (Some(InteractionKind::Insight), &["发了行业报告", "发了趋势报告给他", "sent her the market report"]),
    ] {
        let want = kind.unwrap_or(InteractionKind::Note);
        let read = |text: &&&str| line(text, Some("Max Weber")).kind.kind;
        let wrong: Vec<_> =
            texts.iter().filter(|text| read(text) != want).map(|text| (text, read(&text))).collect();
        assert!(wrong.is_empty(), "not {want:?}: {wrong:?}");
    }
}
