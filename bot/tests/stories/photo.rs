//! A photo begins a lead: its caption, its codes and its print are read, and it is kept with the contact.

use std::os::unix::fs::PermissionsExt as _;
use std::sync::Arc;
use std::time::Duration;

use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, GrayImage, ImageEncoder as _, Luma};
use qrcode::{Color, QrCode};
use renmai::background::print::PrintReader;

use crate::house::{House, Someone};

/// A card with codes on it, as a PNG.
fn card(codes: &[&str]) -> Vec<u8> {
    const SIDE: u32 = 320;
    let mut picture =
        GrayImage::from_pixel(SIDE * u32::try_from(codes.len().max(1)).unwrap(), SIDE, Luma([235]));
    for (at, code) in (0..).zip(codes) {
        let code = QrCode::new(code).unwrap();
        let modules = u32::try_from(code.width()).unwrap();
        let scale = (SIDE - 60) / modules;
        for (index, color) in (0..).zip(code.to_colors()) {
            let (left, top) = (30 + at * SIDE + index % modules * scale, 30 + index / modules * scale);
            if color == Color::Dark {
                for (x, y) in (0..scale).flat_map(|x| (0..scale).map(move |y| (x, y))) {
                    picture.put_pixel(left + x, top + y, Luma([15]));
                }
            }
        }
    }
    let mut file = Vec::new();
    let (width, height) = picture.dimensions();
    PngEncoder::new(&mut file).write_image(&picture, width, height, ExtendedColorType::L8).unwrap();
    file
}

const ANNAS_CARD: &str = "BEGIN:VCARD\nVERSION:3.0\nFN:Eva Braun\nORG:Lumen GmbH\nTITLE:Purchasing Manager\nEMAIL:eva@lumen.de\nTEL:+49 30 123456\nEND:VCARD";

/// A program in place of tesseract: it reads the picture to its end, then does this.
async fn reads(house: &Arc<House>, name: &str, then: &str) -> PrintReader {
    let path = house.folder().join(name);
    let langs = "if [ \"$1\" = --list-langs ]; then echo 'List (2):'; echo chi_sim; echo eng; exit 0; fi";
    let script = format!("#!/bin/sh\n{langs}\ncat > /dev/null\n{then}\n");
    std::fs::write(&path, script).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).unwrap();
    let reader = PrintReader::open(&path).await.unwrap();
    assert_eq!(reader.languages(), Some("chi_sim+eng"));
    reader
}

/// What is shown at last: the answer, and what it becomes when the photo has been read.
async fn read(person: &Someone) -> crate::house::Heard {
    person.hears().await.sees("📷");
    person.hears().await
}

#[tokio::test]
async fn a_code_on_a_photo_becomes_a_draft_and_the_photo_is_kept_with_the_contact() {
    let house = House::open().await;
    let anna = house.anna();
    anna.chat.sends_picture(card(&[ANNAS_CARD, "https://wa.me/4915112345678"]), None);
    let draft = read(&anna).await;
    draft
        .sees("Eva Braun")
        .sees("Lumen GmbH")
        .sees("Purchasing Manager")
        .sees("eva@lumen.de")
        .sees("+4915112345678");
    draft.sees("not read here").offers("Add").offers("Ignore");
    let added = anna.presses(&draft, "Add").await;
    added.sees("#1 Eva Braun").sees("added");
    let history = anna.says("/history 1").await;
    history.sees("note 📷 1").offers("📷 1");
    let press = anna.chat.presses(history.message.id, "📷 1").unwrap();
    anna.callback_answer(&press).await;
    anna.hears().await.sees("#1 Eva Braun");
    // Taken back, all of it is gone.
    anna.presses(&added, "Undo").await.sees("Taken back");
    anna.says("/l1").await.sees("no #1");
}

#[tokio::test]
async fn a_caption_is_read_at_once_and_counts_before_the_print() {
    let house = House::open().await;
    let lina = house.lina();
    let print = "echo 'Wang Fang'; echo 'Purchasing Manager'; echo 'Minghui Lighting Co., Ltd.'; echo 'fang@minghui.cn'; echo '+86 138 0013 8000'";
    house.start_reading(reads(&house, "reads", print).await).await;
    let caption = "王芳\n采购经理\n明辉照明有限公司\nwang@minghui.cn";
    lina.chat.sends_picture(card(&[]), Some(caption));
    let at_once = lina.hears().await;
    at_once.sees("王芳").sees("wang@minghui.cn").sees("正在识别").offers("添加");
    let draft = lina.hears().await;
    draft.sees("王芳").sees("wang@minghui.cn").sees("+8613800138000 ❔").lacks("fang@").sees("核对");
    lina.presses(&draft, "添加").await.sees("#1 王芳").sees("已添加");
    lina.says("/history 1").await.sees("📷 1");
}

#[tokio::test]
async fn what_is_only_printed_is_marked_as_unsure() {
    let house = House::open().await;
    let anna = house.anna();
    let print = "echo 'Eva Braun'; echo 'Purchasing Manager'; echo 'Lumen GmbH'; echo 'eva@lumen.de'";
    house.start_reading(reads(&house, "reads", print).await).await;
    anna.chat.sends_picture(card(&[]), None);
    let draft = read(&anna).await;
    draft.sees("Eva Braun ❔").sees("Lumen GmbH ❔").sees("eva@lumen.de ❔").sees("check what is marked");
    // A reply corrects it.
    let mended = anna.replies(&draft, "Eva Brown").await;
    mended.sees("Eva Brown").lacks("Eva Brown ❔").sees("Lumen GmbH ❔").offers("Add");
    anna.presses(&mended, "Add").await.sees("#1 Eva Brown");
    let over = anna.presses_for_answer(&draft, "Add").await.unwrap();
    assert!(over.contains("Nothing"), "{over}");
    anna.says("/history 1").await.sees("📷 1");
}

#[tokio::test]
async fn a_photo_that_cannot_be_read_is_not_lost() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    // Without a program, and with one that fails or takes for ever.
    anna.chat.sends_picture(card(&[]), None);
    let asked = read(&anna).await;
    asked.sees("not read here").sees("Reply to it").offers("Ignore").offers_no("Add");
    anna.replies(&asked, "Eva Braun, Lumen GmbH, eva@lumen.de").await.sees("#1 Eva Braun");
    anna.says("/history 1").await.sees("📷 1");

    house.start_reading(reads(&house, "fails", "exit 3").await).await;
    let photo = lina.chat.sends_picture(card(&[]), Some("A"));
    let asked = read(&lina).await;
    asked.sees("没有成功").sees("回复图片");
    // A reply to the photo itself does as well.
    lina.chat.replies(photo, "/add 王芳, 明辉照明");
    lina.hears().await.sees("#2 王芳");
    lina.chat.replies(photo, "call 她要报价");
    lina.hears().await.sees("#2");

    let patience = Duration::from_millis(300);
    house.start_reading(reads(&house, "sleeps", "exec sleep 1000").await.with_patience(patience)).await;
    anna.chat.sends_picture(card(&[]), None);
    let asked = read(&anna).await;
    asked.sees("took too long").sees("Reply to it");
    anna.presses(&asked, "Ignore").await.sees("Nothing was added");

    anna.chat.sends_photo(None);
    read(&anna).await.sees("cannot open this picture");
    anna.chat.sends_file("card.jpg", b"\xff\xd8 no picture".to_vec(), None);
    read(&anna).await.sees("cannot open this picture");
}

#[tokio::test]
async fn a_picture_sent_as_a_file_is_a_photo_and_a_command_under_it_is_carried_out() {
    let house = House::open().await;
    let anna = house.anna();
    anna.chat.sends_file("card.png", card(&["MECARD:N:Eva Braun;ORG:Lumen GmbH;;"]), None);
    let draft = read(&anna).await;
    draft.sees("Eva Braun").sees("Lumen GmbH");
    anna.presses(&draft, "Add").await.sees("#1 Eva Braun");
    anna.says("/history 1").await.sees("📎 1");

    anna.chat.sends_picture(card(&[]), Some("/add Ida Holm, Nord AB, ida@nord.se"));
    anna.hears().await.sees("#2 Ida Holm").sees("added");
    anna.says("/history 2").await.sees("📷 1");
    anna.chat.sends_picture(card(&[]), Some("/log 2 meeting her sketch"));
    anna.hears().await.sees("meeting").sees("Ida Holm");
    anna.chat.sends_picture(card(&[]), Some("/l2 her stand"));
    anna.hears().await.sees("#2");
    anna.chat.sends_picture(card(&[]), Some("/due"));
    anna.hears().await.sees("/log 12 meeting");
    anna.chat.sends_picture(card(&[]), Some("Eva Braun, source: bought list"));
    anna.hears().await.sees("bought");
}

#[tokio::test]
async fn two_people_on_a_photo_are_two_drafts_and_an_album_with_a_caption_is_one_person() {
    let house = House::open().await;
    let anna = house.anna();
    anna.chat.sends_picture(
        card(&["MECARD:N:Eva Braun;TEL:+4930123456;;", "MECARD:N:Ida Holm;ORG:Nord AB;;"]),
        None,
    );
    let eva = read(&anna).await;
    let ida = anna.hears().await;
    let both = [eva, ida];
    let of = |name: &str| both.iter().find(|draft| draft.text().contains(name)).unwrap();
    anna.presses(of("Eva Braun"), "Add").await.sees("#1 Eva Braun");
    anna.presses(of("Ida Holm"), "Add").await.sees("#2 Ida Holm");
    anna.says("/history 2").await.sees("📷 1");

    let sides = vec![card(&["tel:+4930999888"]), card(&["https://u.wechat.com/kK9AbC"])];
    anna.chat.sends_album(sides, Some("Max Weber, Weber KG, max@weber.de"));
    anna.hears().await.sees("Max Weber");
    let draft = loop {
        let heard = anna.hears().await;
        if heard.text().contains("u.wechat.com")
            && heard.text().contains("+4930999888")
            && !heard.text().contains("reading")
        {
            break heard;
        }
    };
    anna.presses(&draft, "Add").await.sees("#3 Max Weber");
    anna.says("/history 3").await.sees("📷 1").sees("📷 2");

    // Added at once: the other side of the card is theirs as well.
    let sides = vec![card(&["tel:+4930999777"]), card(&["https://u.wechat.com/kK9AbD"])];
    anna.chat.sends_album(sides, Some("/add Otto Berg, Berg AS, otto@berg.no"));
    anna.hears().await.sees("#4 Otto Berg");
    anna.hears().await.sees("Otto Berg");
    anna.says("/history 4").await.sees("📷 1").sees("📷 2");
}

#[tokio::test]
async fn a_photo_is_no_answer_to_a_question_and_is_not_swallowed_by_it() {
    let house = House::open().await;
    let anna = house.anna();
    anna.says("/add").await.sees("1/7");
    anna.chat.sends_picture(card(&["MECARD:N:Eva Braun;ORG:Lumen GmbH;;"]), None);
    let draft = read(&anna).await;
    draft.sees("Eva Braun");
    anna.says("Ida Holm").await.sees("2/7");
    anna.presses(&draft, "Add").await.sees("#1 Eva Braun");
    anna.says("/cancel").await.sees("");
}

#[tokio::test]
async fn a_draft_and_its_photo_outlive_a_restart() {
    let house = House::open().await;
    let anna = house.anna();
    anna.chat.sends_picture(card(&[ANNAS_CARD]), None);
    let draft = read(&anna).await;
    house.restart().await;
    anna.presses(&draft, "Add").await.sees("#1 Eva Braun");
    anna.says("/history 1").await.sees("📷 1");
    // The same lead again is a duplicate, and the photo does not go round that.
    anna.chat.sends_picture(card(&[ANNAS_CARD]), None);
    let again = read(&anna).await;
    anna.presses_for_answer(&again, "Add").await.unwrap();
}
