//! What kinds of files are lists, and under what names they come and go.

use super::sends;
use crate::house::{Heard, House};

/// The workbook of a fair: a title, an empty row, the columns, people.
fn fair() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "2026 广州光亚展 买家名录").unwrap();
    let rows = [
        ["公司名称", "联系人", "邮箱", "手机", "国家/地区", "展位号"],
        ["Lumen, GmbH", "Anna Schmidt", "anna@lumen.de", "+49 30 123456", "德国", "9.2A01"],
        ["Ida AG", "Ida Rot", "ida@ida.ch", "", "瑞士", ""],
        ["Stone Ltd", "Eva Braun", "eva@", "", "英国", ""],
    ];
    for (row, cells) in (2..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write(row, column, cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

#[tokio::test]
async fn what_is_no_list_is_refused_with_what_to_do() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    anna.says("/import").await.sees("name,company,email,country,grade,source").sees("Excel");
    lina.says("/import").await.sees("姓名,公司,邮箱,国家,等级,来源");
    lina.sends_file("客户.pdf", b"%PDF-1.7").await.sees("正在读取");
    lina.hears().await.sees("客户.pdf").sees("另存为 Excel");
    // What a file is called does not matter, but for one thing.
    lina.sends_file("购买的名单.csv", b"name\nEva\n").await.sees("买来的名单不能进库").sees("个人信息保护法");
    anna.sends_file("Bought leads.xlsx", b"").await.sees("A bought list does not come in").sees("sender");
    lina.sends_file("爬虫.csv", b"name\nEva\n").await.sees("买来的名单不能进库");
    let book = fair();
    let locked = [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 600]].concat();
    for (bytes, want) in [
        (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], "no list that I know"),
        (b"<html><p>Please sign in</p></html>", "no list that I know"),
        (b"PK\x03\x04\x14\x00\x06\x00", "is damaged"),
        (&book[..book.len() / 2], "is damaged"),
        (&locked, "is damaged"),
        (b"BEGIN:VCARD\r\nEND:VCARD\r\n", "There is no row"),
        (b"", "There is no row"),
        (b"name,company\n", "There is no row"),
        (b"a,b,c\n", "I find no names of columns"),
        (b"Dear Eva,\nthank you, and see you.\n", "I find no names of columns"),
        (b"Scraped list 2026\nname,company\nEva,Lumen\n", "says that it was bought"),
        ("name,".repeat(300).as_bytes(), "too many columns"),
    ] {
        anna.sends_file("rubbish.csv", bytes).await.sees("Reading");
        anna.hears().await.sees(want).sees("rubbish.csv");
        house.later(chrono::Duration::seconds(20)).await;
    }
    let long = format!("name,company\n{},Long Ltd\nEva,{}\n", "x".repeat(3_000_000), "y".repeat(150));
    anna.sends_file("long.csv", long.as_bytes()).await;
    anna.hears().await.sees("1 new").sees("Line 2: Far too long for one person");
    anna.sends_file("big.csv", &vec![b'x'; 20 * 1024 * 1024 + 1]).await.sees("over 20 MB");
    let name = format!("{}<b>&.csv", "n".repeat(150));
    anna.sends_file(&name, b"name\n<i>Eva & Co</i>\n").await;
    let seen = anna.hears().await;
    seen.sees("<i>Eva & Co</i>");
    anna.presses(&seen, "Import").await.sees("1 contact");
    house.sam().sends_file("leads.csv", b"name\nEva\n").await.sees("private");
}

#[tokio::test]
async fn a_fairs_workbook_becomes_a_book_to_work_with() {
    let house = House::open().await;
    let lina = house.lina();
    lina.chat.sends_file("光亚展.xlsx", fair(), Some("光亚展 2026"));
    lina.hears().await.sees("正在读取");
    let seen = lina.hears().await;
    seen.sees("共 3 行")
        .sees("新客户 2 个")
        .sees("有 1 行要改")
        .sees("公司名称 → 公司")
        .sees("来源：")
        .sees("光亚展 2026");
    seen.sees("第 6 行").sees("eva@").sees("记入备注：展位号");
    lina.presses(&seen, "导入 2 个").await.sees("导入 2 个客户");
    let file = lina.hears().await;
    let table = String::from_utf8(lina.file(&file)).unwrap();
    assert!(table.starts_with("\u{feff}问题,公司名称,联系人,邮箱,手机,国家/地区,展位号\r\n"), "{table}");
    // Mended, it comes back as CSV.
    let seen = sends(&lina, "光亚展-rejected.csv", table.replace("eva@", "eva@stone.co.uk")).await;
    lina.presses(&seen, "导入 1 个").await.sees("导入 1 个客户");
    lina.says("/l1").await.sees("Anna Schmidt").sees("Lumen, GmbH").sees("光亚展 2026");
    lina.says("/due").await;
}

#[tokio::test]
async fn lists_come_in_whatever_wrote_them() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    let (gbk, _, _) = encoding_rs::GBK
        .encode("公司名称,联系人,邮箱,来源\r\n深圳亮途照明有限公司,王芳,wang@liangtu.cn,广交会\r\n");
    let seen = sends(&lina, "客户.csv", gbk).await;
    seen.sees("王芳 · 深圳亮途照明有限公司 · wang@liangtu.cn");
    lina.presses(&seen, "导入 1 个").await.sees("1 个客户");

    let cards = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E6=9D=8E;=E5=A8=9C\r\nTEL;CELL:13800138000\r\n\
        END:VCARD\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ida Rot\r\nORG:Ida AG\r\nEMAIL;TYPE=WORK:ida@ida\r\n .ch\r\nEND:VCARD\r\n\
        BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Otto Vog\r\nEMAIL:otto@vog.ch\r\nEND:VCARD\r\n";
    let seen = sends(&anna, "contacts.vcf", cards).await;
    seen.sees("3 new").sees("Ida Rot · Ida AG · ida@ida.ch").sees("3 rows say no source");
    anna.presses(&seen, "Import 3").await.sees("3 contacts");
    anna.says("/find ida.ch").await.sees("Ida Rot");

    let old = include_bytes!("../../../../core/tests/data/fair.xls");
    let seen = sends(&anna, "fair.xls", old).await;
    seen.sees("1 new").sees("1 in the book already").sees("Anna Schmidt");
}

#[tokio::test]
async fn a_file_of_any_name_is_shown_and_sent_back_under_a_harmless_one() {
    let house = House::open().await;
    let anna = house.anna();
    let long = format!("{}.csv", "n".repeat(4_096));
    for (name, shown, back) in [
        ("a\nb.csv", "a b.csv", "a b-rejected.csv"),
        ("a\0\r\nContent-Type: x.csv", "a Content-Type: x.csv", "a Content-Type_ x-rejected.csv"),
        ("a\u{202e}vsc.csv", "avsc.csv", "avsc-rejected.csv"),
        ("../../etc/pass.csv", "../../etc/pass.csv", "_.._etc_pass-rejected.csv"),
        ("<b>&\"x\".csv", "<b>&\"x\".csv", "_b_&_x_-rejected.csv"),
        (&long, "nnnn…", &format!("{}-rejected.csv", "n".repeat(150))),
    ] {
        let seen = anna.sends_file(name, b"name,email,source\nEva,eva@,website\n").await;
        let says = |heard: &Heard| {
            heard.sees(shown).lacks("\u{202e}").lacks("\0");
            assert!(heard.text().len() < 1_000, "{} bytes", heard.text().len());
        };
        says(&seen);
        let seen = anna.hears().await;
        says(&seen);
        says(&anna.presses(&seen, "rows to mend").await);
        let file = anna.hears().await;
        assert_eq!(anna.chat.file(&file.message).unwrap().0, back, "{name:?}");
        house.later(chrono::Duration::seconds(20)).await;
    }
    // With a contact it is a note of one line.
    anna.says("/add Eva Braun, Lumen, source: website").await;
    let card = anna.says("/l1").await;
    anna.chat.replies_with_file(card.message.id, "a\nb\u{202e}.pdf", b"%PDF".to_vec());
    anna.hears().await.sees("note logged");
    anna.says("/history 1").await.sees("a b.pdf");
}
