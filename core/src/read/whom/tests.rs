use proptest::prelude::*;

use super::*;

fn numbers(text: &str, spaces: Spaces) -> Option<(Vec<i64>, &str)> {
    let read = numbered(text, spaces).unwrap()?;
    Some((read.numbers.iter().map(|number| number.0).collect(), read.rest))
}

#[test]
fn numbers_are_read_alone_in_lists_and_in_ranges() {
    for (text, want, rest) in [
        ("12 A", &[12][..], "A"),
        ("#12", &[12], ""),
        ("１２ A", &[12], "A"),
        ("1：A", &[1], "A"),
        ("12: called", &[12], "called"),
        ("12没接", &[12], "没接"),
        ("12,15 B", &[12, 15], "B"),
        ("12，15、18 B", &[12, 15, 18], "B"),
        ("12,15-18 @anna", &[12, 15, 16, 17, 18], "@anna"),
        ("#12-#14 1w", &[12, 13, 14], "1w"),
        ("12 - 14 1w", &[12, 13, 14], "1w"),
        ("12到14 明天", &[12, 13, 14], "明天"),
        ("12,12,13 B", &[12, 13], "B"),
        ("12 2026-12-05 send", &[12], "2026-12-05 send"),
        ("12 12-05 send", &[12], "12-05 send"),
        ("12, called", &[12], "called"),
        ("12,3d", &[12], "3d"),
        ("12,5月3日 打电话", &[12], "5月3日 打电话"),
    ] {
        assert_eq!(numbers(text, Spaces::End), Some((want.to_vec(), rest)), "{text}");
    }
    assert_eq!(numbers("12, 15 B", Spaces::Part), Some((vec![12, 15], "B")));
    assert_eq!(numbers("12, 500 pcs", Spaces::End), Some((vec![12], "500 pcs")));
    for text in ["", "Eva", "3d", "12:30 call", "12月5日", "0", "-1", "18-12 B", "12a", "9999999999"] {
        assert_eq!(numbers(text, Spaces::Part), None, "{text}");
    }
}

#[test]
fn a_line_names_a_hundred_at_most() {
    assert_eq!(numbers("1-100 B", Spaces::Part).unwrap().0.len(), 100);
    for text in ["1-101 B", "1,2-101 B", "1-999999999 B"] {
        assert_eq!(numbered(text, Spaces::Part), Err(TooMany), "{text}");
    }
}

#[test]
fn a_name_is_the_longest_beginning_that_fits() {
    let book = [
        (Some("Eva Brown"), Some("Lumen GmbH")),
        (Some("Eva Maria Huber"), Some("Alba SpA")),
        (Some("王芳"), Some("深圳市明辉照明有限公司")),
        (Some("王小明"), None),
        (Some("José García"), Some("Good Lighting Ltd")),
        (None, Some("Gulf Trading LLC")),
    ];
    let found = |text: &str| {
        called(text).into_iter().find_map(|called| {
            let fit = |(at, (name, company)): (usize, &(Option<&str>, Option<&str>))| {
                Some((at, called.fits(*name, *company)?))
            };
            let fits: Vec<(usize, Fit)> = book.iter().enumerate().filter_map(fit).collect();
            (!fits.is_empty()).then(|| (fits, called.rest.to_owned()))
        })
    };
    use Fit::*;
    for (text, fits, rest) in [
        ("Eva", &[(0, Words), (1, Words)][..], ""),
        ("eva BROWN", &[(0, Person)], ""),
        ("Brown, Eva", &[(0, Words)], "Eva"),
        ("Eva no answer", &[(0, Words), (1, Words)], "no answer"),
        ("Eva Brown: no answer", &[(0, Person)], "no answer"),
        ("Eva没接", &[(0, Words), (1, Words)], "没接"),
        ("Eva Brown A big orders", &[(0, Person)], "A big orders"),
        ("Eva Maria wants a sample", &[(1, Words)], "wants a sample"),
        ("Ms Brown called", &[(0, Words)], "called"),
        ("lumen", &[(0, Words)], ""),
        ("Lumen no answer", &[(0, Words)], "no answer"),
        ("Gulf", &[(5, Part)], ""),
        ("王芳 发了报价", &[(2, Person)], "发了报价"),
        ("王芳发了报价", &[(2, Person)], "发了报价"),
        ("王总 没接", &[(2, Words), (3, Words)], "没接"),
        ("王小姐没接", &[(2, Words), (3, Words)], "没接"),
        ("明辉照明 要样品", &[(2, Words)], "要样品"),
        ("明辉", &[(2, Part)], ""),
        ("Jose no answer", &[(4, Words)], "no answer"),
        ("Eva\nno answer", &[(0, Words), (1, Words)], "no answer"),
        ("Brow", &[(0, Part)], ""),
    ] {
        assert_eq!(found(text), Some((fits.to_vec(), rest.to_owned())), "{text}");
    }
    for text in
        ["good morning", "hello", "thanks", "Evangeline called", "你好", "", "?", "Brow called", "今天好累"]
    {
        assert_eq!(found(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,40}|[0-9#,，\\-: ]{0,20}[A-Za-z王芳 ]{0,10}") {
        if let Ok(Some(read)) = numbered(&text, Spaces::Part) {
            prop_assert!(read.numbers.len() <= MOST && text.contains(read.rest));
        }
        for called in called(&text) {
            prop_assert!(text.contains(called.name) && text.contains(called.rest));
            called.fits(Some(&text), Some(&text));
        }
    }
}

#[test]
fn a_name_may_stand_inside_of_a_line() {
    let names = |text| within(text).into_iter().map(|called| called.name).collect::<Vec<_>>();
    for (text, want) in [
        ("spoke with Tom Becker, fine", vec!["Tom Becker", "Tom", "Becker"]),
        ("sent samples to Chloe.", vec!["Chloe"]),
        ("给王芳打了电话", vec!["王芳打了", "王芳打", "王芳"]),
        ("met at the booth", vec![]),
        ("", vec![]),
    ] {
        assert_eq!(names(text), want, "{text}");
    }
}
