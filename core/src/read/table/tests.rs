use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::read::Draft;
use crate::read::field::FieldError;
use crate::vocabulary::Field;

pub(super) const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();

pub(super) fn plan(bytes: impl Into<Vec<u8>>) -> Result<Plan, FileError> {
    table(bytes.into()).and_then(Plan::of)
}

pub(super) fn rows(bytes: impl Into<Vec<u8>>) -> Vec<Row> {
    plan(bytes).unwrap().rows(TODAY).collect()
}

pub(super) fn draft(row: &Row) -> &Draft {
    row.outcome.as_ref().unwrap()
}

#[test]
fn columns_are_recognised_in_both_languages_and_with_any_delimiter() {
    for text in [
        "Name,Company,Email,Country\nAnna Schmidt,Lumen GmbH,anna@lumen.de,Germany\n",
        "\u{feff}姓名;公司名称;邮箱;国家/地区\r\nAnna Schmidt;Lumen GmbH;anna@lumen.de;德国\r\n",
        "First Name\tLast Name\tCompany Name\tE-mail Address\tCountry/Region\nAnna\tSchmidt\tLumen GmbH\tanna@lumen.de\tDE\n",
        // LinkedIn puts remarks above its table.
        "Notes:\n\"When exporting your connections, some addresses, as chosen, are missing\"\n\nFirst Name,Last Name,URL,Email Address,Company,\
         Position,Connected On\nAnna,Schmidt,https://www.linkedin.com/in/anna,anna@lumen.de,Lumen GmbH,Buyer,15 Nov 2026\n",
        "2026 广州光亚展 买家名录,,,\n,,,\n序号,联系人,公司名称,电子邮件\n1,Anna Schmidt,Lumen GmbH,anna@lumen.de\n",
    ] {
        let rows = rows(text);
        assert_eq!(rows.len(), 1, "{text}");
        let profile = &draft(&rows[0]).profile;
        assert_eq!(profile.name.as_deref(), Some("Anna Schmidt"), "{text}");
        assert_eq!(profile.company.as_deref(), Some("Lumen GmbH"), "{text}");
        assert_eq!(profile.email.as_ref().unwrap().as_str(), "anna@lumen.de");
    }
}

#[test]
fn cells_are_read_as_people_fill_them() {
    let rows = rows(
        "名,姓,公司,邮箱,备用邮箱,电话,手机,国家,网址,等级,Connected On\n\
         芳,王,亮途照明,\"wang@liangtu.cn; sales@liangtu.cn\",w@163.com,0755-86123456,13800138000,中国 China,https://cn.linkedin.com/in/wang,A类客户,15 Nov 2026\n\
         Anna,Schmidt,Lumen,-,anna@lumen.de,N/A,030 123456,Germany (德国),lumen.de,,\n",
    );
    let wang = draft(&rows[0]);
    assert_eq!(wang.profile.name.as_deref(), Some("王芳"));
    assert_eq!(wang.profile.email.as_ref().unwrap().as_str(), "wang@liangtu.cn");
    assert_eq!(wang.profile.country.unwrap().code(), "CN");
    assert_eq!(wang.profile.phone.as_ref().unwrap().as_str(), "+8675586123456");
    assert_eq!(wang.profile.linkedin.as_deref(), Some("https://cn.linkedin.com/in/wang"));
    assert_eq!(wang.profile.acquired_on, NaiveDate::from_ymd_opt(2026, 11, 15));
    assert_eq!(wang.grade, Some(crate::vocabulary::Grade::A));
    assert_eq!(wang.leftover, ["邮箱: sales@liangtu.cn", "备用邮箱: w@163.com", "手机: 13800138000"]);
    let anna = draft(&rows[1]);
    assert_eq!(anna.profile.name.as_deref(), Some("Anna Schmidt"));
    assert_eq!(anna.profile.email.as_ref().unwrap().as_str(), "anna@lumen.de");
    assert_eq!(anna.profile.phone.as_ref().unwrap().as_str(), "+4930123456");
    assert_eq!(anna.profile.website.as_deref(), Some("lumen.de"));
}

#[test]
fn wrong_rows_say_what_is_wrong_and_the_others_go_on() {
    let rows = rows(
        "name,company,email,source,grade\nAnna,Lumen,anna@,,\n,,,,\nEva,\"Two\nlines\",eva@x.de,bought list,\nIda,Ida AG,,,A\n,,x@y.de,,\n",
    );
    let errors: Vec<_> = rows.iter().map(|row| (row.line, row.outcome.as_ref().err().cloned())).collect();
    let cell = RowError::cell;
    assert_eq!(
        errors,
        [
            (2, Some(cell(Field::Email, "anna@", FieldError::BadEmail))),
            (4, Some(cell(Field::Source, "bought list", FieldError::BoughtList))),
            (6, None),
            (7, Some(RowError::NameOrCompanyMissing)),
        ]
    );
}

#[test]
fn what_cannot_be_seen_is_taken_out_and_told() {
    let rows = rows("name,company\n\u{202e}annA\u{0007} Schmidt,Lumen\u{200b} GmbH\nEva,Stone\n");
    assert_eq!(draft(&rows[0]).profile.name.as_deref(), Some("annA Schmidt"));
    assert_eq!(draft(&rows[0]).profile.company.as_deref(), Some("Lumen GmbH"));
    assert_eq!(rows.iter().map(|row| row.hidden).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn a_column_holds_what_a_person_says() {
    let plan = plan("客户,负责产品,email\nAnna,LED,anna@lumen.de\n").unwrap();
    let mut headings = plan.headings().to_vec();
    assert_eq!(headings[0].column, Some(Column::Field(Field::Company)));
    assert_eq!((headings[1].column, headings[1].sample.as_str()), (Some(Column::Note), "LED"));
    headings[0].column = Some(Column::Field(Field::Name));
    headings[1].column = Some(Column::Note);
    headings[2].column = None;
    let plan = plan.with(headings);
    let rows: Vec<Row> = plan.rows(TODAY).collect();
    assert_eq!(draft(&rows[0]).profile.name.as_deref(), Some("Anna"));
    assert_eq!(draft(&rows[0]).profile.email, None);
    assert_eq!(draft(&rows[0]).leftover, ["负责产品: LED"]);
    // What was said of another file is not for this one.
    assert_eq!(plan.clone().with(Vec::new()).headings(), plan.headings());
}

#[test]
fn what_is_no_list_is_refused() {
    for (bytes, want) in [
        (&b""[..], FileError::Empty),
        (b"\n \n", FileError::Empty),
        (b"Dear Eva,\nthank you, and see you.\nYours, Ida, Rot\n", FileError::NoHeader),
        (b"a,b\n", FileError::NoHeader),
        (b"Scraped leads 2026\nname,company\nEva,Lumen\n", FileError::Bought),
        (b"\xff\xfea\0", FileError::NoHeader),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", FileError::NotATable),
        (b"%PDF-1.7 name,company", FileError::NotATable),
        (b"<html><p>Not found</p></html>", FileError::NotATable),
        (b"PK\x03\x04\x14\x00\x06\x00", FileError::Broken),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00", FileError::Broken),
    ] {
        assert_eq!(plan(bytes).err(), Some(want), "{bytes:?}");
    }
    assert_eq!(plan("name,".repeat(1_000_000)).err(), Some(FileError::TooManyColumns));
    assert_eq!(plan(vec![b'x'; MOST_BYTES + 1]).err(), Some(FileError::TooBig));
    let many = |count: u64| format!("name\n{}", "\n\"\"\nEva\n".repeat(usize::try_from(count).unwrap()));
    assert_eq!(plan(many(MOST_ROWS)).unwrap().row_count(), MOST_ROWS);
    assert_eq!(plan(many(MOST_ROWS + 1)).err(), Some(FileError::TooManyRows(MOST_ROWS + 1)));
    // A wide row below is only a wide row.
    assert_eq!(rows(format!("name,company\nEva,Lumen{}\n", ",x".repeat(1_000_000))).len(), 1);
}

#[test]
fn an_address_book_is_a_table_of_people() {
    let cards = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=8E=8B;=E8=8A=B3\r\n\
        FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=8E=8B=\r\n=E8=8A=B3\r\nORG;CHARSET=GB2312;ENCODING=QUOTED-PRINTABLE:=C1=C1=CD=BE\r\n\
        TEL;CELL:13800138000\r\nTEL;WORK:+86 755 86123456\r\nEMAIL;INTERNET:wang@liangtu.cn\r\nEND:VCARD\r\n\
        BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna Schmidt\r\nORG:Lumen GmbH;Purchasing\r\nEMAIL;TYPE=WORK:anna@lumen.de\r\nEMAIL:a.schmidt@gm\r\n ail.com\r\n\
        NOTE:met at the fair\\, wants samples\r\nADR:;;Lichtstr. 5;Berlin;;10115;Germany\r\nTEL:030 123456\r\nEND:VCARD\r\n\
        BEGIN:VCARD\r\nVERSION:4.0\r\nFN:José Peña\r\nTEL;VALUE=uri:tel:+34-91-1234567\r\nEMAIL:jose@nandu.es\r\nTITLE:Jefe de compras\r\nEND:VCARD\r\n\
        BEGIN:VCARD\r\nVERSION:4.0\r\nEMAIL:nobody@lumen.de\r\nEND:VCARD\r\n";
    let rows = rows(cards);
    assert_eq!(rows.len(), 4);
    let wang = draft(&rows[0]);
    assert_eq!((wang.profile.name.as_deref(), wang.profile.company.as_deref()), (Some("王芳"), Some("亮途")));
    assert_eq!(wang.profile.email.as_ref().unwrap().as_str(), "wang@liangtu.cn");
    assert_eq!(wang.leftover, ["+86 755 86123456"]);
    let anna = draft(&rows[1]);
    assert_eq!(anna.profile.company.as_deref(), Some("Lumen GmbH"));
    assert_eq!(anna.profile.phone.as_ref().unwrap().as_str(), "+4930123456");
    let note = "ADR: Lichtstr. 5, Berlin, 10115; ORG: Purchasing; met at the fair, wants samples; a.schmidt@gmail.com";
    assert_eq!(anna.leftover, [note]);
    assert_eq!(draft(&rows[2]).profile.phone.as_ref().unwrap().as_str(), "+34911234567");
    assert_eq!(rows[3].outcome, Err(RowError::NameOrCompanyMissing));
}

proptest! {
    #[test]
    fn nothing_makes_it_panic(text in "(?s).{0,300}", bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let head = b"name,company\n".to_vec();
        for bytes in [text.clone().into_bytes(), format!("name,company\n{text}").into_bytes(), bytes.clone(), [head, bytes.clone()].concat()] {
            if let Ok(plan) = plan(bytes) {
                let _ = plan.rows(TODAY).count();
            }
        }
    }

    #[test]
    fn a_broken_workbook_is_only_broken(at in 0usize..6000, byte in any::<u8>()) {
        let mut book = sheets::fair();
        if let Some(place) = book.get_mut(at) {
            *place = byte;
        }
        let _ = plan(book);
    }
}

mod sheets {
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

    use super::*;

    /// A fair's list: a cover, then the people, with a title above and a number as a telephone.
    pub(super) fn fair() -> Vec<u8> {
        let mut book = Workbook::new();
        let cover = book.add_worksheet();
        cover.set_name("说明").unwrap().write(0, 0, "本表由主办方提供").unwrap();
        let sheet = book.add_worksheet();
        sheet
            .set_name("买家")
            .unwrap()
            .merge_range(0, 0, 0, 5, "2026 光亚展 买家名录", &Format::new())
            .unwrap();
        for (column, name) in
            ["公司名称", "联系人", "邮箱", "手机", "国家/地区", "登记日期"].iter().enumerate()
        {
            sheet.write(2, column as u16, *name).unwrap();
        }
        sheet.write(3, 0, "Lumen, GmbH").unwrap();
        sheet.write(3, 1, "Anna\nSchmidt").unwrap();
        sheet.write(3, 2, "anna@lumen.de").unwrap();
        sheet.write(3, 3, 4_930_123_456_f64).unwrap();
        sheet.write(3, 4, "德国").unwrap();
        let date = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_with_format(3, 5, ExcelDateTime::from_ymd(2026, 6, 9).unwrap(), &date).unwrap();
        sheet.write(5, 0, "Stone Ltd").unwrap();
        sheet.write(5, 2, "eva@").unwrap();
        book.save_to_buffer().unwrap()
    }

    #[test]
    fn the_sheet_that_looks_like_people_is_taken() {
        let rows = rows(fair());
        assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), [4, 6]);
        let anna = &draft(&rows[0]).profile;
        assert_eq!(anna.company.as_deref(), Some("Lumen, GmbH"));
        assert_eq!(anna.name.as_deref(), Some("Anna Schmidt"));
        assert_eq!(anna.phone.as_ref().unwrap().as_str(), "+4930123456");
        assert_eq!(anna.acquired_on, NaiveDate::from_ymd_opt(2026, 6, 9));
        assert!(matches!(rows[1].outcome, Err(RowError::Cell { error: FieldError::BadEmail, .. })));
    }

    #[test]
    fn an_old_workbook_is_read() {
        let rows = rows(include_bytes!("../../../tests/data/fair.xls").to_vec());
        let anna = &draft(&rows[0]).profile;
        assert_eq!(
            (anna.name.as_deref(), anna.company.as_deref()),
            (Some("Anna Schmidt"), Some("Lumen GmbH"))
        );
        assert_eq!(anna.email.as_ref().unwrap().as_str(), "anna@lumen.de");
        assert_eq!(anna.phone.as_ref().unwrap().as_str(), "+4930123456");
        assert_eq!(draft(&rows[1]).profile.name.as_deref(), Some("王芳"));
    }

    #[test]
    fn what_unpacks_to_too_much_is_refused_before_it_is_unpacked() {
        use std::io::Write as _;
        use zip::write::SimpleFileOptions;
        let bomb = |path: &str, head: &str, times: usize| {
            let mut file = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
            for (path, head, times) in [("xl/workbook.xml", "<workbook/>", 0), (path, head, times)] {
                file.start_file(path, SimpleFileOptions::default()).unwrap();
                file.write_all(head.as_bytes()).unwrap();
                for _ in 0..times {
                    file.write_all(&[b' '; 1 << 20]).unwrap();
                }
            }
            file.finish().unwrap().into_inner()
        };
        for (path, head, times) in [
            ("xl/worksheets/sheet1.xml", "<worksheet><sheetData>", 401),
            ("xl/sharedStrings.xml", "<sst>", 65),
            ("xl/sharedStrings.xml", "<sst uniqueCount=\"99999999999\">", 0),
            ("xl/styles.xml", "<styleSheet>", 5),
        ] {
            let bomb = bomb(path, head, times);
            assert!(bomb.len() < MOST_BYTES);
            assert_eq!(table(bomb).err(), Some(FileError::TooMuch), "{path}");
        }
        // A document of Word is a zip file too.
        let mut file = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        file.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
        assert_eq!(table(file.finish().unwrap().into_inner()).err(), Some(FileError::NotATable));
        // An old workbook that claims more cells than there is memory for.
        let mut old = include_bytes!("../../../tests/data/fair.xls").to_vec();
        let at = old.windows(4).position(|at| at == [0x00, 0x02, 14, 0]).unwrap();
        old[at + 8..at + 12].copy_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(table(old).err(), Some(FileError::TooMuch));
    }
}
