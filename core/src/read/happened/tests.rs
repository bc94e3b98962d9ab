use proptest::prelude::*;

use super::*;

/// What the words say that happened, if they tell.
fn happened(text: &str, name: Option<&str>) -> Option<Kind> {
    match read(text, name) {
        Words::Say(kind) => Some(kind),
        Words::Plan | Words::Unclear => None,
    }
}
use InteractionKind::{
    Bounced, Call, Inquiry, Meeting, Message, NoAnswer, OptedOut, Order, Quote, Reply, Sample, SampleSent,
    Sent,
};

#[test]
fn a_kind_may_be_named_first_in_both_languages() {
    use InteractionKind::Note;
    let by = |messenger| Kind { kind: Message, messenger: Some(messenger) };
    for (text, kind, rest) in [
        ("reply wants a sample", Reply.into(), "wants a sample"),
        ("Reply: wants a sample", Reply.into(), "wants a sample"),
        ("回复 想要样品", Reply.into(), "想要样品"),
        ("回复：想要样品", Reply.into(), "想要样品"),
        ("样品申请 3 个", Sample.into(), "3 个"),
        ("opted out by phone", OptedOut.into(), "by phone"),
        ("met", Meeting.into(), ""),
        ("note likes warm light", Note.into(), "likes warm light"),
        ("whatsapp sent the price list", by(Messenger::WhatsApp), "sent the price list"),
        ("微信 聊了价格", by(Messenger::WeChat), "聊了价格"),
        ("LinkedIn: said hello", by(Messenger::LinkedIn), "said hello"),
        ("sample sent by DHL", SampleSent.into(), "by DHL"),
        ("no answer", NoAnswer.into(), ""),
        ("没接", NoAnswer.into(), ""),
        ("报价 FOB 3.20", Quote.into(), "FOB 3.20"),
    ] {
        assert_eq!(named(text), Some((kind, rest)), "{text}");
    }
    for text in ["样品已寄出", "likes warm light", "", "Wang visited", "emailed him"] {
        assert_eq!(named(text), None, "{text}");
    }
}

#[test]
fn what_happened_is_read_from_the_words() {
    for (kind, texts) in [
        (
            NoAnswer,
            &[
                "no answer",
                "No answer again, voicemail",
                "called, no answer",
                "didn't pick up",
                "nobody answered the phone",
                "left a voicemail",
                "Left him a message",
                "still no reply",
                "hasn't replied yet",
                "could not reach her",
                "line busy",
                "没人接",
                "没接电话",
                "电话打不通",
                "一直没回",
                "打了两次都没打通",
                "对方关机",
                "发了微信没回",
                "无人接听",
                "联系不上",
                "he didn't answer",
                "Max did not call back",
            ][..],
        ),
        (
            Quote,
            &[
                "发了报价单",
                "sent him the quote",
                "Sent our quotation for 2 containers",
                "quoted FOB 3.20",
                "quote sent",
                "报了价",
                "已报价",
                "把报价单发给他了",
                "sent the proforma",
                "emailed a new offer",
                "报价发过去了",
                "给客户报了价 FOB 深圳",
            ],
        ),
        (
            SampleSent,
            &[
                "sent him two samples",
                "samples shipped by DHL 123456",
                "样品已寄出",
                "寄了样品",
                "今天寄样了",
                "shipped 3 free samples",
            ],
        ),
        (
            Sent,
            &[
                "sent him the price list",
                "Sent the catalogue",
                "emailed her about the fair",
                "发了目录",
                "发邮件了",
                "资料已发",
                "wrote him a long mail",
                "catalogue sent",
                "开发信已发",
                "resent the drawings",
            ],
        ),
        (
            Call,
            &[
                "called him, will think about it",
                "spoke with Eva about delivery",
                "had a short call",
                "打了电话",
                "电话聊了价格",
                "talked on the phone for ten minutes",
                "通了电话，价格没问题",
                "phoned, she is on holiday",
            ],
        ),
        (
            Meeting,
            &[
                "met at the fair",
                "visited their office",
                "they came to our booth",
                "见面了",
                "拜访了客户",
                "had lunch with him",
                "来展位看了样品",
            ],
        ),
        (
            Inquiry,
            &[
                "they want 500 pcs",
                "wants a quote for 2 containers",
                "asked for our price list",
                "asks about MOQ",
                "询价",
                "客户问价格",
                "想要500个",
                "要报价",
                "needs 3 pallets in March",
                "requested a quotation",
                "问了起订量",
                "要2个柜",
            ],
        ),
        (
            Sample,
            &[
                "wants a sample",
                "asked for two free samples",
                "要样品",
                "客户要样品",
                "让我寄个样",
                "requests samples of X1",
            ],
        ),
        (
            Order,
            &[
                "placed an order",
                "order confirmed, 2 containers",
                "下单了",
                "客户付了定金",
                "收到订单",
                "deposit received",
                "got the PO",
                "ordered 500 again",
                "返单了",
                "signed the contract",
            ],
        ),
        (
            Reply,
            &[
                "they replied: too expensive",
                "he says the price is too high",
                "客户说太贵了",
                "回复了，说下周定",
                "she called me back",
                "got a reply",
                "not interested",
                "不感兴趣",
                "he sent the drawings",
                "客户发来图纸",
                "对方同意了",
                "email from him: ok",
                "Max said yes",
                "says he will decide on Monday",
                "answered: next year",
                "他打来电话问进度",
            ],
        ),
        (
            OptedOut,
            &[
                "unsubscribe",
                "don't contact me again",
                "退订",
                "不要再发邮件了",
                "asked not to be contacted again",
            ],
        ),
        (Bounced, &["mail bounced", "the email came back", "退信了", "邮件被退回"]),
    ] {
        for text in texts {
            assert_eq!(happened(text, Some("Max Weber")).map(|what| what.kind), Some(kind), "{text}");
        }
    }
}

#[test]
fn where_the_words_do_not_tell_nothing_is_decided() {
    for text in [
        "likes warm light",
        "VIP",
        "birthday in May",
        "call him tomorrow",
        "send the quote on Monday",
        "明天打电话",
        "下周寄样",
        "记得回他",
        "two kids, plays golf",
        "喜欢暖光",
        "预算不高",
        "meeting on Friday at 10",
        "I haven't replied yet",
        "我还没回他",
        "https://example.com",
        "ok",
        "预计三月",
        "important",
        "competitor is cheaper",
        "",
        "!!!",
        "LED panels",
        "need to call",
        "will call next week",
    ] {
        assert_eq!(happened(text, Some("Max Weber")), None, "{text}");
    }
}

#[test]
fn a_message_says_by_what_it_went() {
    for (text, messenger) in [
        ("sent him the list on WhatsApp", Messenger::WhatsApp),
        ("微信聊了价格", Messenger::WeChat),
        ("messaged her on LinkedIn", Messenger::LinkedIn),
        ("发了微信", Messenger::WeChat),
        ("whatsapp发了图片", Messenger::WhatsApp),
        ("whatsapped him the catalogue", Messenger::WhatsApp),
        ("texted him", Messenger::Sms),
        ("发微信问他样品怎么样", Messenger::WeChat),
        ("asked him on WeChat how the samples are", Messenger::WeChat),
    ] {
        let kind = Kind { kind: Message, messenger: Some(messenger) };
        assert_eq!(happened(text, None), Some(kind), "{text}");
    }
    assert_eq!(happened("messaged him", None), Some(Kind { kind: Message, messenger: None }));
    assert_eq!(happened("no answer on WhatsApp", None), Some(NoAnswer.into()));
}

#[test]
fn who_is_named_did_it() {
    assert_eq!(happened("Eva called", Some("Eva Brown")).map(|what| what.kind), Some(Reply));
    assert_eq!(happened("called Eva", Some("Eva Brown")).map(|what| what.kind), Some(Call));
    assert_eq!(happened("王芳发了图纸", Some("王芳")).map(|what| what.kind), Some(Reply));
    assert_eq!(happened("Evasive answers", Some("Eva")).map(|what| what.kind), None);
}

#[test]
fn a_line_is_what_it_names_or_what_it_says_or_a_note() {
    use InteractionKind::Note;
    for (text, kind, summary, certain) in [
        ("reply wants a quote", Reply, "wants a quote", true),
        ("回复 想要样品", Reply, "想要样品", true),
        ("note: will call tomorrow", Note, "will call tomorrow", true),
        ("备注 不喝酒", Note, "不喝酒", true),
        ("sent him the quote", Quote, "sent him the quote", true),
        ("sent the catalogue", Sent, "the catalogue", true),
        ("called, no answer", NoAnswer, "called, no answer", true),
        ("call about the sample, fine", Call, "about the sample, fine", true),
        ("call him tomorrow", Note, "call him tomorrow", false),
        ("reply to him tomorrow", Note, "reply to him tomorrow", false),
        ("报价 FOB 3.20", Quote, "FOB 3.20", true),
        ("no answer", NoAnswer, "no answer", true),
        ("order 500 pcs", Order, "500 pcs", true),
        ("email bounced", Bounced, "email bounced", true),
        ("email from him: ok", Reply, "email from him: ok", true),
        ("likes warm light", Note, "likes warm light", false),
    ] {
        let line = line(text, Some("Max Weber"));
        assert_eq!((line.kind.kind, line.summary, line.certain), (kind, summary, certain), "{text}");
    }
    let line = line("微信 聊了价格", None);
    assert_eq!(line.kind, Kind { kind: Message, messenger: Some(Messenger::WeChat) });
    assert_eq!(line.summary, "聊了价格");
}

proptest! {
    #[test]
    fn nothing_makes_it_panic(text in ".{0,80}", name in ".{0,20}") {
        let read = line(&text, Some(&name));
        prop_assert!(text.contains(read.summary));
        if let Some((_, rest)) = named(&text) {
            prop_assert!(text.ends_with(rest) || text.trim_end().ends_with(rest));
        }
    }
}
