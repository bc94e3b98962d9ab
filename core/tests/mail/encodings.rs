//! Texts and subjects in the encodings that people's programs write, and bytes in none.

use chrono::NaiveDate;
use proptest::prelude::*;
use renmai_core::mail::reading::{Class, read};

use super::mail;

/// A word of base64 as subjects have it (RFC 2047).
fn word(charset: &str, bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let at = |place: usize| u32::from(three.get(place).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place) & 63) as usize] as char;
            text.push(if place <= three.len() { letter } else { '=' });
        }
    }
    format!("=?{charset}?B?{text}?=")
}

fn encoded(charset: &str, text: &str) -> Vec<u8> {
    encoding_rs::Encoding::for_label(charset.as_bytes()).unwrap().encode(text).0.into_owned()
}

#[test]
fn texts_are_read_in_the_encodings_that_people_use() {
    let cases = [
        ("gbk", "请报500个的价格。", "\n\n------------------ 原始邮件 ------------------\n发件人: 王\n您好"),
        ("gb18030", "请报价，谢谢。", "\n\n在 2026-11-30 16:12:33，\"王\" <wang@ours.example> 写道：\n您好"),
        ("gb2312", "样品已收到，质量很好。", "\n\n> 您好"),
        ("big5", "請報價，謝謝。", "\n\n寄件者: 王\n寄件日期: 2026年11月30日\n收件者: 陳\n主旨: 建議\n您好"),
        (
            "iso-2022-jp",
            "見積をお願いします。",
            "\n\n差出人: 王\n送信日時: 2026年11月30日\n宛先: 田中\n件名: 提案\n本文",
        ),
        ("shift_jis", "見積をお願いします。", "\n\n> こんにちは"),
        ("euc-kr", "가격을 알려 주세요.", "\n\n> 안녕하세요"),
        (
            "windows-1251",
            "Пришлите прайс.",
            "\n\nОт: Ван\nОтправлено: 30 ноября 2026 г.\nКому: Анна\nТема: X\nТекст",
        ),
        ("koi8-r", "Пришлите прайс.", "\n\n> Здравствуйте"),
        (
            "windows-1252",
            "Können Sie 500 Stück liefern?",
            "\n\nVon: Wang\nGesendet: heute\nAn: Anna\nBetreff: X\nText",
        ),
        ("iso-8859-2", "Proszę o cenę.", "\n\n> Dzień dobry"),
        ("windows-1254", "Fiyat alabilir miyiz? Işık", "\n\n> Merhaba"),
    ];
    for (charset, new, quoted) in cases {
        let head = format!("Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit");
        let mut bytes = mail(&head, "Mon, 30 Nov 2026 09:12:00 +0100", "");
        bytes.extend(encoded(charset, &format!("{new}{quoted}")));
        let reading = read(&bytes).unwrap();
        assert_eq!((reading.class, reading.text.as_str()), (Class::Reply, new), "{charset}");
    }
}

#[test]
fn a_subject_is_read_though_its_words_split_a_character() {
    let cases = [
        ("gbk", "自动回复: 关于户外灯具的建议"),
        ("GB18030", "自动回复：报价"),
        ("utf-8", "自动回复: 关于户外灯具的建议"),
        ("big5", "自動回覆: 關於戶外燈具"),
        ("utf-8", "Автоматический ответ: Предложение"),
        ("windows-1251", "Автоответ: Предложение"),
        ("utf-8", "Réponse automatique : Une suggestion"),
    ];
    for (charset, subject) in cases {
        let bytes = encoded(charset, subject);
        for cut in 1..bytes.len().min(12) {
            let words = format!("{}\n {}", word(charset, &bytes[..cut]), word(charset, &bytes[cut..]));
            let mail = mail(&format!("Subject: {words}"), "Mon, 30 Nov 2026 09:12:00 +0100", "1234.");
            assert_eq!(read(&mail).unwrap().class, Class::Automatic, "{subject} cut at {cut}");
        }
    }
}

#[test]
fn a_day_of_return_is_read_in_another_encoding() {
    let head = "Content-Type: text/plain; charset=gbk\nContent-Transfer-Encoding: 8bit";
    let mut bytes = mail(head, "Mon, 30 Nov 2026 09:12:00 +0100", "");
    bytes.extend(encoded("gbk", "您好，我正在休假，12月15日回来。急事请电话联系。"));
    let reading = read(&bytes).unwrap();
    assert_eq!((reading.class, reading.until), (Class::Away, NaiveDate::from_ymd_opt(2026, 12, 15)));
}

/// Lines as people write them, and none that marks a quote.
const LINE: &str = "[A-Za-z0-9äöüéßñçа-я一-龥あ-ん .,;!?()/-]{1,60}";

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..3_000)) {
        let _ = read(&bytes);
    }

    #[test]
    fn no_body_makes_it_panic(
        head in "(Content-Type: (text/plain|text/html|multipart/mixed; boundary=b|text/calendar)(; charset=[a-z0-9-]{1,12})?)?",
        pieces in proptest::collection::vec(
            prop_oneof![
                "\\PC{0,40}",
                Just("\n".to_owned()), Just("> ".to_owned()), Just("On 30.11.2026 09:12 a <a@b.c> wrote:".to_owned()),
                Just("From: ".to_owned()), Just("Sent: 1\nTo: 2".to_owned()), Just("发件人：".to_owned()),
                Just("<blockquote type=cite>".to_owned()), Just("<div class=gmail_quote>".to_owned()),
                Just("--b\n".to_owned()), Just("until 31.02. inclusive".to_owned()), Just("back on the 31st".to_owned()),
                Just("0/0/0".to_owned()), Just("9999-12-31".to_owned()), Just("下周一".to_owned()), Just("end of year".to_owned()),
                Just("I am out of the office ".to_owned()), Just("請勿再".to_owned()), Just("=?utf-8?B?".to_owned()),
            ],
            0..40,
        ),
    ) {
        let _ = read(&mail(&head, "Fri, 31 Dec 9999 23:12:00 +0100", &pieces.concat()));
    }

    #[test]
    fn what_is_not_marked_as_quoted_is_not_shortened_to_nothing(
        lines in proptest::collection::vec(LINE, 1..8),
    ) {
        let text = lines.join("\n");
        prop_assume!(text.chars().any(char::is_alphanumeric));
        let reading = read(&mail("", "Mon, 30 Nov 2026 09:12:00 +0100", &text)).unwrap();
        prop_assert!(!reading.text.is_empty(), "{text:?}");
    }
}
