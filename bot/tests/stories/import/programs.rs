//! Files as other programs write them: what they say of opt-outs, sheets, days and columns is shown, and asked where it
//! is not certain.

use super::sends;
use crate::house::House;

#[tokio::test]
async fn who_opted_out_elsewhere_is_never_written_to() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    anna.says("/add Gina Neri, Neri Luci, gina@neri.it, source: website").await;
    let text = "Email,First Name,Last Name,Company,Email Status,HasOptedOutOfEmail,source\n\
        eva@lumen.de,Eva,Braun,Lumen,Active,0,website\nida@ida.ch,Ida,Rot,Ida AG,Unsubscribed,,website\n\
        jo@ost.nl,Jo,Ost,Ost BV,Hard Bounce,FALSE,website\ngina@neri.it,Gina,Neri,,,TRUE,website\n";
    let seen = sends(&anna, "crm.csv", text).await;
    seen.sees("3 new").sees("2 opted out: nobody writes to them").sees("1 address bounced");
    seen.sees("HasOptedOutOfEmail → opted out").sees("Email Status → status");
    let done = anna.presses(&seen, "Import 3").await;
    done.sees("3 contacts added").sees("2 opted out").sees("1 address bounced").sees("1 in the book already");
    anna.says("/l2").await.sees("Eva Braun").lacks("opted out");
    for no in [1, 3] {
        anna.says(&format!("/log {no} sent hello")).await.sees("opted out");
    }
    anna.says("/l4").await.sees("Jo Ost").sees("invalid");
    anna.presses(&done, "Undo").await.sees("Taken back");
    anna.says("/log 1 sent hello").await.lacks("opted out");
    // A list of those who unsubscribed, of whom nobody is new, counts as well.
    let text = "Email Address,First Name,UNSUB_TIME\ngina@neri.it,Gina,2026-05-01\n";
    let seen = sends(&anna, "unsubscribed.csv", text).await;
    seen.sees("0 new").sees("1 opted out");
    anna.presses(&seen, "Mark 1").await.sees("1 opted out");
    anna.says("/log 1 sent hello").await.sees("opted out");

    let text =
        "姓名,邮箱,是否退订,退信,来源\n王芳,wang@liangtu.cn,是,,广交会\n李娜,li@liangtu.cn,否,是,广交会\n";
    let seen = sends(&lina, "客户.csv", text).await;
    seen.sees("1 个已退订").sees("1 个邮箱被退信").sees("是否退订 → 已退订");
    lina.presses(&seen, "导入 2 个").await.sees("1 个已退订").sees("1 个邮箱被退信");
}

/// A workbook of three sheets: a cover, people, and other people.
fn workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in [
        ("说明", &[&["本表由主办方提供"][..]][..]),
        (
            "Buyers",
            &[&["Name", "Email", "Company", "source"][..], &["Eva Braun", "eva@lumen.de", "Lumen", "fair"]],
        ),
        ("Visitors", &[&["Name", "Email"][..], &["Ida Rot", "ida@ida.ch"], &["Jo Ost", "jo@ost.nl"]]),
    ] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(*cells) {
                sheet.write(row, column, *cell).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

#[tokio::test]
async fn another_sheet_is_a_tap_away() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    let seen = sends(&anna, "fair.xlsx", workbook()).await;
    seen.sees("Sheet: Buyers, of 3").sees("1 new").sees("Eva Braun").offers("▤ Visitors").offers("▤ 说明");
    let seen = anna.presses(&seen, "▤ Visitors").await;
    seen.sees("Sheet: Visitors").sees("2 new").sees("Ida Rot").lacks("Eva Braun").offers("▤ Buyers");
    let columns = anna.presses(&seen, "Columns").await;
    columns.sees("Email → email ida@ida.ch").lacks("Company");
    let seen = anna.presses(&columns, "Done").await;
    seen.sees("Sheet: Visitors");
    anna.presses(&seen, "Import 2").await.sees("2 contacts added");
    anna.says("/l2").await.sees("Jo Ost");
    sends(&lina, "fair.xlsx", workbook()).await.sees("工作表：Buyers（共 3 张）");
}

#[tokio::test]
async fn days_that_may_be_read_in_two_ways_are_asked_for() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    let seen =
        sends(&anna, "a.csv", "Name,Created,source\nEva,1/2/2026,website\nIda,3/4/2026,website\n").await;
    seen.sees("Created: is 1/2/2026 2026-02-01 or 2026-01-02?")
        .offers("1/2/2026 = 2026-02-01")
        .offers("1/2/2026 = 2026-01-02");
    let seen = anna.presses(&seen, "1/2/2026 = 2026-01-02").await;
    seen.sees("1/2/2026 is 2026-01-02").offers("1/2/2026 = 2026-02-01").offers_no("= 2026-01-02");
    anna.presses(&seen, "Import 2").await.sees("2 contacts");
    anna.says("/l1").await.lacks("Created");

    // Nobody is asked where another day of the column tells; where nobody answers, nothing is taken for what it is not.
    let text = "姓名,创建日期,来源\n王芳,1/2/2026,广交会\n李娜,13/2/2026,广交会\n";
    sends(&lina, "b.csv", text).await.sees("创建日期：1/2/2026 即 2026-02-01").offers_no("= 2026-02-01");
    let seen = sends(&lina, "c.csv", "姓名,创建日期,来源\n王芳,1/2/2026,广交会\n").await;
    seen.sees("1/2/2026 是 2026-02-01 还是 2026-01-02");
    lina.presses(&seen, "导入 1 个").await;
    lina.says("/l3").await.sees("创建日期: 1/2/2026");
}

#[tokio::test]
async fn where_no_column_is_known_a_person_says_what_they_are() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    let seen = sends(&anna, "a.csv", "alpha,beta\nEva Braun,Lumen\n").await;
    seen.sees("I know no column for the name or the company")
        .sees("To the note: alpha, beta")
        .offers_no("Import");
    let columns = anna.presses(&seen, "Columns").await;
    let ask = anna.presses(&columns, "alpha → note").await;
    let columns = anna.presses(&ask, "name").await;
    let seen = anna.presses(&columns, "Done").await;
    seen.sees("1 new").sees("alpha → name").sees("Eva Braun").lacks("I know no column");
    anna.presses(&seen, "Import 1").await;
    anna.says("/l1").await.sees("Eva Braun").sees("beta: Lumen");

    sends(&lina, "b.csv", "甲,乙\n王芳,亮途\n").await.sees("没认出姓名或公司是哪一列");
    // Without any names of columns, what they look like is proposed.
    let seen = sends(&lina, "c.csv", "王芳,亮途照明,wang@liangtu.cn\n李娜,明辉,li@\n").await;
    seen.sees("表里没有列名").sees("王芳 · 亮途照明 · wang@liangtu.cn");
    lina.presses(&seen, "导入 1 个").await.sees("1 个客户");
    let file = lina.hears().await;
    let table = String::from_utf8(lina.file(&file)).unwrap();
    assert!(table.starts_with("\u{feff}问题,姓名,公司,邮箱\r\n"), "{table}");
    sends(&lina, "c-rejected.csv", table.replace("li@", "li@minghui.cn")).await.sees("新客户 1 个");
}

#[tokio::test]
async fn what_no_field_takes_is_in_the_note_and_what_is_nobody_is_said() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    let cards = "BEGIN:VCARD\nVERSION:3.0\nFN:Eva Braun\nEMAIL:eva@lumen.de\nEMAIL:e.braun@gmx.de\nBDAY:1980-05-01\nEND:VCARD\n\
        BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:Fair\nEND:VCARD\n";
    let seen = sends(&anna, "book.vcf", cards).await;
    seen.sees("1 new").sees("1 needs attention").sees("A group of an address book, no person");
    anna.presses(&seen, "Import 1").await;
    anna.hears().await.sees("1 row to mend");
    anna.says("/l1").await.sees("e.braun@gmx.de").sees("1980-05-01");
    sends(&lina, "book.vcf", cards).await.sees("这是通讯录的分组");

    // Customs data: the importer is the customer, whatever else stands in the row.
    let text = "进口商,进口商国家,出口商,产品描述,提单日期\nHOLM IMPORT AS,挪威,NINGBO X,LED灯,2026-05-18\n";
    let seen = sends(&lina, "海关.csv", text).await;
    seen.sees("进口商 → 公司").sees("记入备注：出口商、产品描述").sees("HOLM IMPORT AS · 挪威");
    lina.presses(&seen, "导入 1 个").await;
    lina.says("/l2").await.sees("HOLM IMPORT AS").sees("出口商: NINGBO X; 产品描述: LED灯");

    let text = "name,email,Tags\nEva,eva@x.de,fair\nIda,ida@x.de,scraped\nJo,jo@x.de,purchased 500 pcs\n";
    let seen = sends(&anna, "tags.csv", text).await;
    seen.sees("2 new").sees("1 needs attention").sees("A bought list does not come in");
}
