//! What is new in an answer: what it quotes is cut away, to the letter.

use renmai_core::mail::reading::{Class, read};

use super::{mail, say};

/// Reads every example of a file; answers how many are cut exactly, and of how many.
fn score(set: &str, file: &str) -> (usize, usize) {
    let (mut right, mut all) = (0, 0);
    for example in file.split("\n=== ").skip(1) {
        let (name, rest) = example.split_once('\n').unwrap();
        let (rest, new) = rest.split_once("\n~~~").unwrap();
        let (head, text) = match rest.strip_prefix('\n') {
            Some(text) => ("", text),
            None => rest.split_once("\n\n").unwrap(),
        };
        let reading = read(&mail(head, "Mon, 30 Nov 2026 09:12:00 +0100", text)).unwrap();
        all += 1;
        if reading.text == new.trim() && reading.class == Class::Reply {
            right += 1;
        } else {
            say(&format!("{name}: {:?}, wanted\n{}\ngot\n{}\n", reading.class, new.trim(), reading.text));
        }
    }
    say(&format!("{set}: new text exactly cut {right} of {all}"));
    (right, all)
}

#[test]
fn what_is_quoted_is_cut_away() {
    for (set, file) in
        [("seen", include_str!("quotes_seen.txt")), ("held back", include_str!("quotes_held.txt"))]
    {
        let (right, all) = score(set, file);
        assert!(right * 100 >= all * 95, "{set}");
    }
}
