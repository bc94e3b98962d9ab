//! What the answers of real servers say of an address, in a conversation (`mail/refusals.tsv`).

use renmai_core::mail::reading::{Command, Verdict, verdict_of};

const TABLE: &str = include_str!("mail/refusals.tsv");

fn verdict(word: &str) -> Verdict {
    match word {
        "hard" => Verdict::Hard,
        "soft" => Verdict::Soft,
        "policy" => Verdict::Policy,
        "unknown" => Verdict::Unknown,
        word => unreachable!("{word}"),
    }
}

fn command(word: &str) -> Command {
    match word {
        "open" => Command::Open,
        "mail" => Command::Mail,
        "rcpt" => Command::Rcpt,
        "data" => Command::Data,
        word => unreachable!("{word}"),
    }
}

#[test]
fn each_answer_says_what_it_says() {
    let mut count = 0;
    let wrong: Vec<String> = TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            count += 1;
            let (expected, rest) = line.split_once('\t').unwrap();
            let (asked, answer) = rest.split_once('\t').unwrap();
            let said = verdict_of(command(asked), answer);
            (said != verdict(expected)).then(|| format!("{said:?} instead of {expected}: {asked} {answer}"))
        })
        .collect();
    assert!(count >= 90, "only {count} answers");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A 4xx is never more than "later", whatever else stands in it, and who is asked about a sender or about nobody says
/// nothing of a recipient.
#[test]
fn nothing_is_hard_that_was_not_said_of_the_recipient() {
    let answers = || TABLE.lines().filter_map(|line| Some(line.split_once('\t')?.1.split_once('\t')?.1));
    for answer in answers() {
        for asked in [Command::Open, Command::Mail] {
            assert_ne!(verdict_of(asked, answer), Verdict::Hard, "{asked:?} {answer}");
        }
        let later = format!("4{}", answer.get(1..).unwrap_or("50 "));
        let later = later.replace(" 5.", " 4.").replace("-5.", "-4.").replace("#5.", "#4.");
        assert_eq!(verdict_of(Command::Rcpt, &later), Verdict::Soft, "{later}");
    }
}
