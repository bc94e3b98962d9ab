use super::*;
use crate::vocabulary::MailLang;

const BODY: &str = "Hi Anna,\n\nYour line runs on 70 W drivers. Would a report on 48 W help?\n\nWang Fang";

fn draft() -> Draft<'static> {
    Draft {
        subject: "Energy cost of Lumen's outdoor line",
        body: BODY,
        frame: Frame::Free,
        turn: Turn::First,
        links: &[],
        attachments: 0,
        images: 0,
        postal_address: Some("8 Nanshan Rd, Shenzhen"),
        opt_out: Some("answer \"unsubscribe\""),
        sender: "Wang Fang",
    }
}

fn flags(draft: &Draft<'_>) -> Vec<Flag> {
    lint(draft).into_iter().map(|finding| finding.flag).collect()
}

#[test]
fn what_is_found_in_a_subject() {
    for (subject, want) in [
        ("Hi {first name}", vec![Flag::OpenField]),
        ("For [Company]: lamps", vec![Flag::OpenField]),
        ("SPECIAL LIGHTING OFFER TODAY", vec![Flag::Capitals]),
        ("RFQ LED PCB OEM", vec![]),
        ("New lamps!!", vec![Flag::Shouting]),
        ("Save $$ on lamps", vec![Flag::Shouting]),
        ("Re: our talk", vec![Flag::FakeReply]),
        ("A subject that goes on and on until nobody on a phone reads its end", vec![Flag::LongSubject]),
        ("一个长得在手机上谁也看不到结尾的邮件主题还要继续写下去吗", vec![Flag::LongSubject]),
        ("Business cooperation", vec![Flag::EmptySubject]),
        ("合作", vec![Flag::EmptySubject]),
        ("", vec![Flag::EmptySubject]),
        ("Act now, 20 lamps left", vec![Flag::Phrase("act_now")]),
        ("限时特价面板灯", vec![Flag::Phrase("zh_act_now")]),
    ] {
        assert_eq!(flags(&Draft { subject, ..draft() }), want, "{subject}");
    }
    assert_eq!(flags(&Draft { subject: "Re: our talk", turn: Turn::Answer, ..draft() }), vec![]);
}

#[test]
fn what_is_found_in_a_text() {
    let long = format!("Hi Anna,\n\nHow is it? {}", "word ".repeat(150));
    for (body, frame, want) in [
        (BODY, Frame::Free, vec![]),
        ("Hi {first name}, how is it?", Frame::Free, vec![Flag::OpenField]),
        (
            "Hi,\n\nWe are a professional manufacturer of lamps. Any need?",
            Frame::Free,
            vec![Flag::Phrase("manufacturer")],
        ),
        ("Hi,\n\nWang Fang here. Any need?", Frame::Free, vec![Flag::OpensWithSender]),
        ("Hi,\n\nOur lamps save 30 W. Any need?", Frame::Value, vec![Flag::OpensWithUs]),
        (BODY, Frame::Pas, vec![Flag::PasParts]),
        (&long, Frame::Free, vec![Flag::LongBody]),
        ("Hi Anna,\n\nHere is a report.", Frame::Free, vec![Flag::NoQuestion]),
        ("See https://a.cn and https://b.cn?", Frame::Free, vec![Flag::Links]),
        ("Guaranteed 15 % less cost. Interested?", Frame::Free, vec![Flag::Phrase("guaranteed_result")]),
        ("Dear friend,\n\nAny need for lamps?", Frame::Free, vec![Flag::Phrase("dear_friend")]),
        ("您好：\n\n我们是一家专业的灯具厂家。需要吗？", Frame::Free, vec![Flag::Phrase("zh_manufacturer")]),
    ] {
        assert_eq!(flags(&Draft { body, frame, ..draft() }), want, "{body}");
    }
}

#[test]
fn what_is_found_in_the_parts_and_what_blocks() {
    let same = Turn::After(BODY);
    for (changed, want) in [
        (Draft { postal_address: None, ..draft() }, Flag::NoPostalAddress),
        (Draft { opt_out: Some(" "), ..draft() }, Flag::NoOptOut),
        (Draft { attachments: 1, ..draft() }, Flag::Attachment),
        (Draft { links: &[("www.lumen.de", "https://evil.example/x")], ..draft() }, Flag::LinkMismatch),
        (Draft { turn: same, ..draft() }, Flag::SameText),
        (Draft { images: 1, body: "Look? ", ..draft() }, Flag::ImageOnly),
    ] {
        let found = flags(&changed);
        assert_eq!(found, vec![want]);
        assert_eq!(found[0].blocks(), matches!(want, Flag::NoPostalAddress | Flag::NoOptOut));
    }
    assert_eq!(flags(&Draft { links: &[("www.lumen.de", "https://lumen.de/x")], ..draft() }), vec![]);
}

#[test]
fn honest_mail_raises_no_alarm() {
    for subject in include_str!("honest/subjects.txt").lines() {
        assert_eq!(flags(&Draft { subject, ..draft() }), vec![], "{subject}");
    }
    for body in include_str!("honest/bodies.txt").split("\n---\n") {
        assert_eq!(lint(&Draft { body, ..draft() }), vec![], "{body}");
    }
}

#[test]
fn what_comes_with_the_program_raises_none() {
    use crate::mail::template::{BuiltIn, MergeField, Template, Values};
    for built_in in BuiltIn::ALL {
        let template =
            Template::parse(built_in.frame, built_in.lang, built_in.subject(), built_in.body()).unwrap();
        let mut values = Values::default();
        values.set(MergeField::MyName, "Wang Fang");
        values.set(MergeField::OurCompany, "Liangtu");
        values.set(MergeField::Company, if built_in.lang == MailLang::Zh { "亮途" } else { "Lumen" });
        let mail = template.fill(&values).unwrap();
        let found =
            lint(&Draft { subject: &mail.subject, body: &mail.body, frame: built_in.frame, ..draft() });
        assert_eq!(found, vec![], "{mail:?}");
    }
}

/// Mails of somebody who had not seen the rules: few of them may be warned of (docs/product.md, rule 18.4).
#[test]
fn honest_mail_of_others_is_hardly_ever_warned_of() {
    let is_answer = |subject: &str| found(&REPLY, subject).is_some();
    let turn = |subject| if is_answer(subject) { Turn::Answer } else { Turn::First };
    let subjects = include_str!("held/subjects.txt").lines();
    let drafts = subjects.map(|subject| Draft { subject, turn: turn(subject), ..draft() });
    are_warned_of_at_most(5, drafts.collect());
    let bodies = include_str!("held/bodies.txt").split("\n---\n");
    are_warned_of_at_most(20, bodies.map(|body| Draft { body, ..draft() }).collect());
}

/// So many of a thousand.
fn are_warned_of_at_most(of_thousand: usize, drafts: Vec<Draft<'_>>) {
    let found = drafts.iter().map(lint).filter(|found| !found.is_empty());
    let warned: Vec<Vec<Finding>> = found.collect();
    let all = drafts.len();
    assert!(warned.len() * 1000 <= all * of_thousand, "{} of {all}: {warned:#?}", warned.len());
}
