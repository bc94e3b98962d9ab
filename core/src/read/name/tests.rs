use proptest::prelude::*;

use super::written::Named;
use super::*;

#[test]
fn a_name_is_bare_and_fits_its_address() {
    for (text, want) in [
        ("Mr. Rajesh Kumar", "Rajesh Kumar"),
        ("Nguyen Thi Lan (Ms.)", "Nguyen Thi Lan"),
        ("赵敏 女士", "赵敏"),
        ("i. A. Stefan Hoffmann", "Stefan Hoffmann"),
        ("Dr. Anna Schmidt", "Dr. Anna Schmidt"),
    ] {
        assert_eq!(bare_name(text), want);
    }
    for (name, local, want) in [
        ("Anna Schmidt", "anna.schmidt", 3),
        ("Anna Schmidt", "a.schmidt", 3),
        ("Anna Schmidt", "aschmidt", 3),
        ("Anna Schmidt", "schmidt", 3),
        ("Hans Müller", "h.mueller", 3),
        ("Henrik Larsen", "hl", 2),
        ("Min-jun Park", "mjpark", 2),
        ("Anna Schmidt", "info", 0),
    ] {
        assert_eq!(fits(name, local), want, "{name} {local}");
    }
    assert_eq!(name_and_title("王芳采购经理"), Some(("王芳".into(), "采购经理".into())));
    assert_eq!(name_and_title("采购经理"), None);
}

#[test]
fn a_name_is_kept_as_one_writes_it() {
    for (text, name, title, degrees) in [
        ("Anna Schmidt", "Anna Schmidt", None, ""),
        ("ANNA SCHMIDT", "Anna Schmidt", None, ""),
        ("JEAN-PIERRE O'BRIEN", "Jean-Pierre O'Brien", None, ""),
        ("JP MCDONALD", "JP McDonald", None, ""),
        ("ANNA VAN DER BERG", "Anna van der Berg", None, ""),
        ("NG WAI MING", "Ng Wai Ming", None, ""),
        ("ÖZGÜR ŞAHIN", "Özgür Şahin", None, ""),
        ("JP McDonald", "JP McDonald", None, ""),
        ("ANNA", "ANNA", None, ""),
        ("ZHANG Wei", "ZHANG Wei", None, ""),
        ("ABC LIGHTING", "ABC LIGHTING", None, ""),
        ("Schmidt, Anna", "Anna Schmidt", None, ""),
        ("SCHMIDT, ANNA", "Anna Schmidt", None, ""),
        ("Acme, Inc.", "Acme, Inc.", None, ""),
        ("Mr. Rajesh Kumar", "Rajesh Kumar", None, ""),
        ("Dr. Anna Schmidt", "Dr. Anna Schmidt", None, ""),
        ("Dipl.-Ing. Max Muster, MBA", "Max Muster", None, "Dipl.-Ing. MBA"),
        ("Anna Schmidt, PhD", "Anna Schmidt", None, "PhD"),
        ("Anna Schmidt, Buyer", "Anna Schmidt", Some("Buyer"), ""),
        ("Anna Schmidt (Head of Purchasing)", "Anna Schmidt", Some("Head of Purchasing"), ""),
        ("王芳 女士", "王芳", None, ""),
        ("王芳先生", "王芳", None, ""),
        ("王芳 经理", "王芳", Some("经理"), ""),
        ("王芳采购经理", "王芳", Some("采购经理"), ""),
        ("陳怡君 採購經理", "陳怡君", Some("採購經理"), ""),
        ("王经理", "王经理", None, ""),
        ("陈小姐", "陈小姐", None, ""),
        ("王芳 Vivian", "王芳 Vivian", None, ""),
        ("陳怡君 Irene Chen", "陳怡君 Irene Chen", None, ""),
        ("Irene Chen 陳怡君", "Irene Chen 陳怡君", None, ""),
        ("Irene Chen (陳怡君)", "Irene Chen (陳怡君)", None, ""),
        ("Purchasing Dept. 3", "Purchasing Dept. 3", None, ""),
        ("anna", "anna", None, ""),
    ] {
        let read = named(text);
        let degrees = degrees.split_whitespace().map(str::to_owned).collect();
        assert_eq!(read, Named { name: name.into(), title: title.map(str::to_owned), degrees }, "{text}");
        assert_eq!(named(&read.name).name, read.name, "{text}");
    }
}

#[test]
fn a_chinese_name_and_a_latin_one_are_one_name() {
    for (text, name) in [
        ("王芳 Vivian", true),
        ("王芳Vivian", true),
        ("陳怡君 Irene Chen", true),
        ("Vivian Wang 王芳", true),
        ("Vivian (王芳)", true),
        ("王芳（Vivian）", true),
        ("外贸 Vivian", false),
        ("王芳 vivian", false),
        ("Lumen 照明", false),
        ("王芳 Sales Manager", false),
    ] {
        assert_eq!(looks_like_name(text), name, "{text}");
    }
}

proptest! {
    #[test]
    fn a_name_that_was_read_is_read_again(text in "([A-Z]{1,8}|[A-Z][a-z]{1,8}|Mr\\.|MBA|,|-|[王李陈芳怡君经理先生女士]{1,4}| ){1,8}") {
        let text = crate::text::clean(&text);
        let once = named(&text);
        prop_assert_eq!(&named(&once.name).name, &once.name);
    }
}
