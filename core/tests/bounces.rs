//! How well bounces are read, measured on public ones (`mail/bounces`): seen as a bounce, hard or not, whose it is. The
//! figures are printed whenever this runs, with what was read wrong, of each half of the files by the hash of their
//! names: the rules were written with the first, and the second says how they do on what they did not know.

#![expect(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::ops::AddAssign;
use std::path::{Path, PathBuf};

use renmai_core::mail::reading::{Class, Reading, read};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

/// What the corpus says of one recipient.
#[derive(Deserialize)]
struct Label {
    reason: String,
    hard: bool,
}

type Labels = BTreeMap<String, Vec<Label>>;

/// How often something was so, of how many.
#[derive(Default, Clone, Copy)]
struct Share {
    of: u32,
    hits: u32,
}

impl Share {
    fn count(&mut self, hit: bool) {
        self.of += 1;
        self.hits += u32::from(hit);
    }

    fn rate(self) -> f64 {
        f64::from(self.hits) / f64::from(self.of.max(1))
    }
}

impl AddAssign for Share {
    fn add_assign(&mut self, other: Self) {
        self.of += other.of;
        self.hits += other.hits;
    }
}

/// What was measured.
#[derive(Default, Clone, Copy)]
struct Figures {
    seen: Share,
    precision: Share,
    recall: Share,
    whose: Share,
}

impl AddAssign for Figures {
    fn add_assign(&mut self, other: Self) {
        self.seen += other.seen;
        self.precision += other.precision;
        self.recall += other.recall;
        self.whose += other.whose;
    }
}

impl Figures {
    /// Counts one bounce; says what is wrong with its reading.
    fn count(&mut self, labels: &[Label], mail: &str, reading: &Reading) -> Option<String> {
        let seen = reading.class == Class::Bounce;
        let hard = reading.verdict.and_then(|verdict| verdict.hard()) == Some(true);
        let found = is_whose(mail, reading);
        self.seen.count(seen);
        self.whose.count(found);
        // One of several recipients is answered for, and any of them may be.
        let (any, all) = (labels.iter().any(|label| label.hard), labels.iter().all(|label| label.hard));
        if hard {
            self.precision.count(any);
        }
        if all {
            self.recall.count(hard);
        }
        let right = seen && found && (any || !hard) && (hard || !all);
        (!right).then(|| {
            let said: String = reading.text.split_whitespace().collect::<Vec<_>>().join(" ");
            format!(
                "{} {:?} {:?} {:?} | {:.160}",
                labels.first().map_or("", |label| &label.reason),
                reading.class,
                reading.verdict,
                reading.recipient,
                said
            )
        })
    }

    fn say(&self, out: &mut String, what: &str) {
        for (name, share) in [
            ("seen", self.seen),
            ("precision of hard", self.precision),
            ("recall of hard", self.recall),
            ("whose", self.whose),
        ] {
            writeln!(out, "{what}: {name} {} of {} ({:.3})", share.hits, share.of, share.rate()).unwrap();
        }
    }
}

/// Whether the address or the Message-ID that was found stands in the mail, and is not the address it was sent to.
fn is_whose(mail: &str, reading: &Reading) -> bool {
    let mail = mail.to_ascii_lowercase();
    let told_to = mail
        .lines()
        .take_while(|line| !line.trim().is_empty())
        .find_map(|line| line.strip_prefix("to:"))
        .unwrap_or_default();
    let recipient = reading.recipient.as_deref().map(str::to_ascii_lowercase);
    let recipient = recipient.is_some_and(|address| mail.contains(&address) && !told_to.contains(&address));
    let id = reading.message_id.as_deref().map(str::to_ascii_lowercase);
    recipient || id.is_some_and(|id| mail.contains(&format!("<{id}>")))
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mail/bounces")
}

fn labels() -> Labels {
    serde_json::from_slice(&std::fs::read(folder().join("labels.json")).unwrap()).unwrap()
}

/// Whether the rules were written with this file.
fn is_known(name: &str) -> bool {
    Sha256::digest(name.as_bytes())[0].is_multiple_of(2)
}

/// The reasons that are no bounce's.
fn is_bounce(labels: &[Label]) -> bool {
    !labels.iter().any(|label| matches!(label.reason.as_str(), "feedback" | "vacation" | "delivered"))
}

#[test]
fn bounces_are_seen_and_told_apart() {
    let (mut known, mut held) = (Figures::default(), Figures::default());
    let mut said = String::new();
    for (name, labels) in labels().into_iter().filter(|(_, labels)| is_bounce(labels)) {
        let bytes = std::fs::read(folder().join(&name)).unwrap();
        let reading = read(&bytes).unwrap();
        let figures = if is_known(&name) { &mut known } else { &mut held };
        if let Some(wrong) = figures.count(&labels, &String::from_utf8_lossy(&bytes), &reading) {
            writeln!(said, "{} {name}: {wrong}", if is_known(&name) { "known" } else { "held" }).unwrap();
        }
    }
    known.say(&mut said, "written with");
    held.say(&mut said, "held back");
    // Shown also where the test passes.
    std::io::stderr().write_all(said.as_bytes()).unwrap();
    let mut all = known;
    all += held;
    assert!(all.seen.of >= 250, "only {} bounces", all.seen.of);
    assert!(all.seen.rate() >= 0.98, "seen {:.3}\n{said}", all.seen.rate());
    assert!(all.precision.rate() >= 0.98, "precision {:.3}\n{said}", all.precision.rate());
    assert!(all.recall.rate() >= 0.95, "recall {:.3}\n{said}", all.recall.rate());
    assert!(all.whose.rate() >= 0.97, "whose {:.3}\n{said}", all.whose.rate());
}

#[test]
fn what_is_no_bounce_is_what_it_is() {
    let mut wrong = Vec::new();
    for (name, labels) in labels().into_iter().filter(|(_, labels)| !is_bounce(labels)) {
        let reading = read(&std::fs::read(folder().join(&name)).unwrap()).unwrap();
        let right = match labels[0].reason.as_str() {
            "feedback" => reading.class == Class::Complaint,
            "delivered" => reading.class == Class::Receipt,
            _ => matches!(reading.class, Class::Away | Class::Automatic),
        };
        if !right {
            wrong.push(format!("{name}: {} is {:?}", labels[0].reason, reading.class));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
