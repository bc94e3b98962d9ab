//! Automatic answers, and living ones that use the same words.

use chrono::NaiveDate;
use renmai_core::mail::reading::{Class, read};

use super::{mail, say};

struct Example<'a> {
    class: Class,
    until: Option<NaiveDate>,
    mail: Vec<u8>,
    text: &'a str,
}

fn day(written: &str) -> Option<NaiveDate> {
    (written != "-").then(|| written.parse().unwrap())
}

fn examples(file: &str) -> Vec<Example<'_>> {
    file.split("\n=== ")
        .skip(1)
        .map(|example| {
            let (first, rest) = example.split_once('\n').unwrap();
            let mut words = first.split(' ');
            let class = match words.next().unwrap() {
                "away" => Class::Away,
                "automatic" => Class::Automatic,
                "list" => Class::List,
                "reply" => Class::Reply,
                other => unreachable!("no class: {other}"),
            };
            let until = day(words.next().unwrap());
            let written = day(words.next().unwrap_or("2026-11-30")).unwrap();
            let written = written.format("%a, %d %b %Y 09:12:00 +0100").to_string();
            let (head, text) = match rest.strip_prefix('\n') {
                Some(text) => ("", text),
                None => rest.split_once("\n\n").unwrap(),
            };
            Example { class, until, mail: mail(head, &written, text), text }
        })
        .collect()
}

#[derive(Default)]
struct Score {
    automatic: usize,
    seen: usize,
    kind: usize,
    living: usize,
    taken: usize,
    days: usize,
    right: usize,
    /// Off by a day at most: authors differ on whether "until the 14th inclusive" is the 14th or the 15th.
    near: usize,
    wrong: usize,
}

fn score(set: &str, file: &str) -> Score {
    let mut score = Score::default();
    for Example { class, until, mail, text } in examples(file) {
        let reading = read(&mail).unwrap();
        if class == Class::Reply {
            score.living += 1;
            // Who opts out is a person, too.
            if !matches!(reading.class, Class::Reply | Class::OptOut) {
                score.taken += 1;
                say(&format!("taken for {:?}: {text}", reading.class));
            }
            continue;
        }
        score.automatic += 1;
        score.seen += usize::from(reading.class != Class::Reply && reading.class != Class::Other);
        score.kind += usize::from(reading.class == class);
        if reading.class != class {
            say(&format!("{class:?} taken for {:?}: {text}", reading.class));
        }
        score.days += usize::from(until.is_some());
        score.right += usize::from(until.is_some() && reading.until == until);
        let off = until.zip(reading.until).map(|(wanted, got)| (wanted - got).num_days().abs());
        score.near += usize::from(off.is_some_and(|off| off <= 1));
        let far = match (until, reading.until) {
            (_, None) => false,
            (None, Some(_)) => true,
            (Some(_), Some(_)) => off.is_some_and(|off| off > 1),
        };
        score.wrong += usize::from(far);
        if far || until != reading.until {
            say(&format!("wanted {until:?}, got {:?}: {text}", reading.until));
        }
    }
    let Score { automatic, seen, kind, living, taken, days, right, near, wrong } = score;
    say(&format!(
        "{set}: automatic {seen} of {automatic}, of the right kind {kind}; day of return {right} of {days}, to a day {near}, \
         wrong by more than a day {wrong}; living answers taken for automatic {taken} of {living}"
    ));
    score
}

fn reaches(score: &Score) {
    assert!(score.seen * 100 >= score.automatic * 97, "too few automatic answers are seen");
    assert!(score.kind * 100 >= score.automatic * 95, "too few are told from acknowledgements");
    assert_eq!(score.taken, 0, "a person was taken for a machine");
    assert!(score.right * 100 >= score.days * 90, "too few days of return");
    assert_eq!(score.wrong, 0, "a day of return is wrong");
}

#[test]
fn people_are_told_from_machines() {
    reaches(&score("seen", include_str!("automatic_seen.txt")));
}

#[test]
fn people_are_told_from_machines_on_what_was_held_back() {
    reaches(&score("held back", include_str!("automatic_held.txt")));
}

/// No head tells anything in the two sets that were held back last, as with one automatic answer of ten.
fn reaches_without_a_head(score: &Score) {
    assert!(score.kind * 100 >= score.automatic * 90, "too few automatic answers are seen");
    assert_eq!(score.taken, 0, "a person was taken for a machine");
    assert_eq!(score.wrong, 0, "a day of return is wrong");
}

#[test]
fn people_are_told_from_machines_on_what_was_held_back_last() {
    // Its author takes "until the 14th" for back on the 15th and we for the 14th: the days differ by one.
    reaches_without_a_head(&score("held back last", include_str!("automatic_last.txt")));
}

#[test]
fn people_are_told_from_machines_on_what_was_held_back_again() {
    let score = score("held back again", include_str!("automatic_again.txt"));
    reaches_without_a_head(&score);
    assert!(score.right * 100 >= score.days * 90, "too few days of return");
}

/// Three sets without any head, of people who write as they talk. The signs were written with them; main.rs says what they
/// showed when they were new.
fn reaches_as_people_talk(score: &Score) {
    assert!(score.seen * 100 >= score.automatic * 93, "too few automatic answers are seen");
    assert!(score.kind * 100 >= score.automatic * 92, "too few are told from acknowledgements");
    assert_eq!(score.taken, 0, "a person was taken for a machine");
    assert!(score.near * 100 >= score.days * 90, "too few days of return");
    assert_eq!(score.wrong, 0, "a day of return is wrong");
}

#[test]
fn people_are_told_from_machines_as_people_talk() {
    let score = score("more a", include_str!("automatic_more_a.txt"));
    reaches_as_people_talk(&score);
    assert!(score.seen * 100 >= score.automatic * 97, "too few automatic answers are seen");
}

#[test]
fn people_are_told_from_machines_as_other_people_talk() {
    let score = score("more b", include_str!("automatic_more_b.txt"));
    reaches_as_people_talk(&score);
    assert!(score.seen * 100 >= score.automatic * 97, "too few automatic answers are seen");
}

#[test]
fn people_are_told_from_machines_at_the_edge() {
    reaches_as_people_talk(&score("at the edge", include_str!("automatic_more_c.txt")));
}

/// What another author wrote and nobody had read when the rules stood: this is what to expect of texts that are new.
#[test]
fn people_are_told_from_machines_on_what_is_still_held_back() {
    let score = score("still held back", include_str!("automatic_final.txt"));
    assert!(score.seen * 100 >= score.automatic * 93, "too few automatic answers are seen");
    assert!(score.taken <= 1, "persons were taken for machines");
    assert!(score.near * 100 >= score.days * 92, "too few days of return");
    assert!(score.wrong <= 1, "days of return are wrong");
}
