//! Who wants no more mail, and who only uses the words.

use renmai_core::mail::reading::{Class, read};

use super::{mail, say};

/// Reads every line of a file; answers how many are read as what they are, and of how many.
fn score(set: &str, file: &str) -> (usize, usize) {
    let (mut right, mut all) = (0, 0);
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        let (meant, text) = line.split_once('\t').unwrap();
        let class = if meant == "out" { Class::OptOut } else { Class::Reply };
        let got =
            read(&mail("", "Mon, 30 Nov 2026 09:12:00 +0100", &text.replace("\\n", "\n"))).unwrap().class;
        all += 1;
        right += usize::from(got == class);
        if got != class {
            say(&format!("{class:?} taken for {got:?}: {text}"));
        }
    }
    say(&format!("{set}: wishes for no more mail, and what only sounds like them: {right} of {all} right"));
    (right, all)
}

#[test]
fn who_wants_no_more_mail_is_heard() {
    for (set, file) in
        [("seen", include_str!("opt_out_seen.tsv")), ("held back", include_str!("opt_out_held.tsv"))]
    {
        let (right, all) = score(set, file);
        assert!(right * 100 >= all * 97, "{set}");
    }
}
