//! What reading a file of rubbish weighs: never more than a few times the file (docs/product.md, rule 19.11). A test of
//! its own, since it measures the whole process.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::fs;
use std::io::Write as _;

use chrono::NaiveDate;
use renmai_core::read::table::{FileError, Plan, table};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const LENGTH: usize = 19_000_000;

/// The most memory that the process has had, in megabytes.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}

/// A workbook whose one sheet has this in it.
fn workbook(sheet: impl Iterator<Item = &'static str>) -> Vec<u8> {
    const PARTS: [(&str, &str); 3] = [
        (
            "xl/workbook.xml",
            "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>\
             <sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/\
             relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
        ),
        (
            "xl/worksheets/sheet1.xml",
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>",
        ),
    ];
    let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in PARTS {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    for piece in sheet {
        archive.write_all(piece.as_bytes()).unwrap();
    }
    archive.write_all(b"</sheetData></worksheet>").unwrap();
    archive.finish().unwrap().into_inner()
}

/// What becomes of a file: how many rows, and how many of them nobody can use.
fn read(bytes: Vec<u8>) -> Result<(usize, usize), FileError> {
    let plan = table(bytes).and_then(Plan::of)?;
    let rows = plan.rows(NaiveDate::from_ymd_opt(2026, 11, 23).unwrap());
    Ok(rows.fold((0, 0), |(all, bad), row| (all + 1, bad + usize::from(row.outcome.is_err()))))
}

#[test]
fn rubbish_weighs_no_more_than_a_list_and_is_answered_with_what_it_is() {
    let x: &'static str = "x".repeat(1 << 20).leak();
    let cell = "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>";
    let packed = [
        workbook(std::iter::once(cell).chain(std::iter::repeat_n(x, 300))),
        workbook(std::iter::once("<row r=\"2\" x=\"").chain(std::iter::repeat_n(x, 300))),
        workbook(std::iter::once("<!--").chain(std::iter::repeat_n(x, 300))),
    ];
    for (at, bytes) in packed.into_iter().enumerate() {
        assert_eq!(read(bytes), Err(FileError::TooMuch), "workbook {at}");
    }
    let before = peak();
    for (name, (head, piece, tail), want) in [
        ("commas", ("", ",", ""), Err(FileError::NoHeader)),
        ("a row of commas", ("name,company\nEva", ",", ""), Ok((1, 0))),
        ("a row of letters", ("name,company\nEva,", "x,", ""), Ok((1, 1))),
        ("line breaks", ("name,company\n", "\n", ""), Ok((0, 0))),
        ("quotes", ("name,company\n", "\"", ""), Ok((1, 1))),
        ("a long cell", ("name,company\n", "x", ",Lumen\nIda,Ida AG\n"), Ok((2, 1))),
        ("lines of a card", ("BEGIN:VCARD\n", "A:\n", "END:VCARD\n"), Err(FileError::TooMuch)),
        ("parts of a name", ("BEGIN:VCARD\nN:", ";", "\nEND:VCARD\n"), Err(FileError::TooMuch)),
        ("parameters", ("BEGIN:VCARD\nTEL", ";A", ":1\nEND:VCARD\n"), Err(FileError::TooMuch)),
        ("cards in cards", ("BEGIN:VCARD\n", "BEGIN:VCARD\n", ""), Ok((0, 0))),
    ] {
        let mut bytes = Vec::with_capacity(LENGTH);
        bytes.extend_from_slice(head.as_bytes());
        while bytes.len() + piece.len() + tail.len() <= LENGTH {
            bytes.extend_from_slice(piece.as_bytes());
        }
        bytes.extend_from_slice(tail.as_bytes());
        assert_eq!(read(bytes), want, "{name}");
        let more = peak() - before;
        assert!(more < 60, "{name}: {more} MB");
    }
}
