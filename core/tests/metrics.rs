//! Every figure against its definition in docs/product.md, section 16: what happened, and what is counted of it.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail anywhere")]

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use renmai_core::book::{Added, Book, Doubt, found_team};
use renmai_core::contact::Contact;
use renmai_core::interaction::Happened;
use renmai_core::metrics::{Dimension, Figures, GroupKey, Period, Rate, Report};
use renmai_core::read::add::parse_add;
use renmai_core::read::ideal::read_line;
use renmai_core::store::{Scope, Store, Tx};
use renmai_core::team::{Member, Newcomer};
use renmai_core::vocabulary::{Channel, ContactNo, Grade, InteractionKind, Lang};
use tempfile::TempDir;

/// 10:00 in Shanghai, where the team works from Monday to Friday.
fn at(day: &str) -> DateTime<Utc> {
    format!("{day}T02:00:00Z").parse().unwrap()
}

/// A book of one.
struct House {
    _folder: TempDir,
    tx: Tx,
    wang: Member,
}

impl House {
    async fn open() -> House {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&format!("sqlite://{}/book.db", folder.path().display())).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        let wang = Newcomer { telegram: 1, name: "Wang".into(), username: None, lang: Lang::En };
        let (wang, _) = found_team(&mut tx, &wang, "Brightway", at("2026-10-01")).await.unwrap();
        House { _folder: folder, tx, wang }
    }

    fn book(&mut self, day: &str) -> Book<'_> {
        Book::new(&mut self.tx, &self.wang, at(day))
    }

    async fn adds(&mut self, day: &str, text: &str) -> ContactNo {
        let draft = parse_add(text, NaiveDate::MIN).unwrap();
        match self.book(day).add(&draft, Doubt::AddAnyway).await.unwrap() {
            Added::New(done) => done.contact.no,
            other => panic!("{other:?}"),
        }
    }

    async fn reads(&mut self, no: ContactNo) -> Contact {
        self.book("2026-10-01").contact(no).await.unwrap().unwrap()
    }

    /// Logs what happened, each on its day: "sent 11-10, reply 11-12".
    async fn logs(&mut self, no: ContactNo, story: &str) {
        for event in story.split(", ").filter(|event| !event.is_empty()) {
            let (kind, day) = event.split_once(' ').unwrap();
            let kind = InteractionKind::ALL.iter().copied().find(|known| known.code() == kind).unwrap();
            let contact = self.reads(no).await;
            let day = format!("2026-{day}");
            self.book(&day).log(&contact, &Happened::new(kind, ""), None, at(&day)).await.unwrap().unwrap();
        }
    }

    /// Over the 30 days that end with this one.
    async fn report(&mut self, today: &str, by: Option<Dimension>) -> Report {
        let period = Period::parse("30d", today.parse().unwrap(), Tz::Asia__Shanghai).unwrap();
        self.tx.metrics(Scope::of(&self.wang), &period, by, at(today)).await.unwrap()
    }

    /// Over November.
    async fn november(&mut self) -> Figures {
        self.report("2026-11-30", None).await.figures
    }
}

fn rate(part: u64, of: u64) -> Rate {
    Rate { part, of }
}

#[tokio::test]
async fn a_reply_counts_within_thirty_days_after_a_touch_by_email_in_the_period() {
    for (email, story, want) in [
        ("eva@lumen.de", "sent 11-10, reply 11-12", rate(1, 1)),
        ("eva@lumen.de", "sent 11-10, reply 12-10", rate(1, 1)),
        ("eva@lumen.de", "sent 11-10, reply 12-11", rate(0, 1)),
        ("eva@lumen.de", "sent 11-30, reply 12-20", rate(1, 1)),
        ("eva@lumen.de", "insight 11-10, order 11-20", rate(1, 1)),
        ("eva@lumen.de", "sent 11-10, inquiry 11-11, sample 11-12", rate(1, 1)),
        ("eva@lumen.de", "sent 10-31, reply 11-02", rate(0, 0)),
        ("eva@lumen.de", "sent 10-31, sent 11-29, reply 12-25", rate(1, 1)),
        ("eva@lumen.de", "reply 11-02, sent 11-10", rate(0, 1)),
        ("eva@lumen.de", "call 11-10, reply 11-11", rate(0, 0)),
        ("eva@lumen.de", "sent 11-10, meeting 11-11, note 11-12", rate(0, 1)),
        ("eva@lumen.de", "sent 11-10, sent 11-11, reply 11-12, reply 11-13", rate(1, 1)),
        ("+49 30 123456", "sent 11-10, reply 11-12", rate(0, 0)),
    ] {
        let mut house = House::open().await;
        let eva = house.adds("2026-10-01", &format!("Eva, {email}")).await;
        house.logs(eva, story).await;
        assert_eq!(house.november().await.reply_rate, want, "{email} {story}");
    }
}

#[tokio::test]
async fn a_conversion_is_the_first_and_of_somebody_touched() {
    // In any way; then by inquiry, sample, meeting, order.
    for (story, converted, kinds, of) in [
        ("sent 11-10, inquiry 11-12", 1, [1, 0, 0, 0], 1),
        ("sent 11-10, inquiry 11-12, sample 11-13", 1, [1, 1, 0, 0], 1),
        ("meeting 11-10", 1, [0, 0, 1, 0], 1),
        ("inquiry 11-12", 0, [0, 0, 0, 0], 0),
        ("inquiry 10-20, sent 11-10, inquiry 11-12", 0, [0, 0, 0, 0], 1),
        ("inquiry 10-20, sent 11-10, order 11-12", 0, [0, 0, 0, 1], 1),
        ("sent 11-10, order 12-02", 0, [0, 0, 0, 0], 1),
        ("sent 10-31, order 11-02", 0, [0, 0, 0, 0], 0),
        ("call 11-10, reply 11-11", 0, [0, 0, 0, 0], 1),
    ] {
        let mut house = House::open().await;
        let eva = house.adds("2026-10-01", "Eva, eva@lumen.de").await;
        house.logs(eva, story).await;
        let figures = house.november().await;
        assert_eq!(figures.conversion, rate(converted, of), "{story}");
        assert_eq!(
            figures.conversion_kinds.map(|(_, kind)| kind),
            kinds.map(|part| rate(part, of)),
            "{story}"
        );
    }
}

#[tokio::test]
async fn a_follow_up_is_done_before_the_next_would_fall_due() {
    // Grade A, added on Monday 2 November and due on that day; the next would be on the 9th.
    for (story, today, want) in [
        ("", "2026-11-02", rate(0, 0)),
        ("", "2026-11-03", rate(0, 1)),
        ("sent 11-02", "2026-11-02", rate(1, 1)),
        ("sent 11-08", "2026-11-08", rate(1, 1)),
        ("sent 11-09", "2026-11-09", rate(0, 1)),
        ("sent 11-02", "2026-11-09", rate(1, 1)),
        ("sent 11-02", "2026-11-10", rate(1, 2)),
        ("sent 11-02, call 11-10", "2026-11-11", rate(2, 2)),
        ("sent 11-02, reply 11-03", "2026-11-04", rate(1, 2)),
        ("note 11-02", "2026-11-03", rate(0, 1)),
    ] {
        let mut house = House::open().await;
        let eva = house.adds("2026-11-02", "Eva, eva@lumen.de, A").await;
        house.logs(eva, story).await;
        assert_eq!(house.report(today, None).await.figures.coverage, want, "{story} {today}");
    }
}

#[tokio::test]
async fn focus_counts_the_grade_that_a_contact_had_when_it_was_touched() {
    let mut house = House::open().await;
    let eva = house.adds("2026-10-01", "Eva, eva@lumen.de").await;
    house.adds("2026-10-01", "Otto, otto@vog.ch").await;
    house.logs(eva, "sent 11-02, call 11-03").await;
    let contact = house.reads(eva).await;
    house.book("2026-11-04").grade(&contact, Grade::A, None).await.unwrap();
    house.logs(eva, "sent 11-05, reply 11-06").await;
    let figures = house.november().await;
    assert_eq!((figures.focus_touches, figures.focus_contacts), (rate(1, 3), rate(1, 2)));
}

#[tokio::test]
async fn sources_say_whom_they_bring_and_whether_those_fit_and_answer() {
    let mut house = House::open().await;
    for (day, text, story) in [
        (
            "2026-11-02",
            "Eva, eva@lumen.de, Germany, industry: lighting, source: Canton Fair",
            "sent 11-03, reply 11-04",
        ),
        ("2026-11-02", "Otto, otto@vog.at, Austria, industry: lamps, source: Canton Fair", "sent 11-03"),
        (
            "2026-11-02",
            "Udo, udo@udo.de, Germany, industry: lighting, source: Canton Fair",
            "sent 11-03, call 11-10",
        ),
        ("2026-10-02", "Ida, ida@ida.de, Germany, industry: toys, source: Canton Fair", "bounced 11-03"),
        ("2026-11-02", "Ivan, ivan@svet.ru, Russia, source: website", "sent 11-03, inquiry 11-04"),
        ("2026-11-02", "Nobody, source: website", ""),
    ] {
        let no = house.adds(day, text).await;
        house.logs(no, story).await;
    }
    let figures = house.november().await;
    assert_eq!((figures.fit, figures.fit_reply_rate), (rate(0, 0), rate(0, 0)), "there is no profile");
    assert_eq!(figures.validity, rate(4, 5));
    let growth: Vec<_> =
        figures.added_by_source.iter().map(|(source, growth)| (*source, growth.added)).collect();
    assert_eq!(growth, [(Some(Channel::TradeShow), 3), (Some(Channel::Website), 2)]);

    let profile = read_line("want industry: lighting; country: EU; avoid country: Russia").unwrap();
    house.book("2026-11-05").set_ideal(&profile).await.unwrap().unwrap();
    let report = house.report("2026-11-30", Some(Dimension::Source)).await;
    assert_eq!((report.figures.fit, report.figures.fit_reply_rate), (rate(3, 5), rate(1, 3)));
    let sources: Vec<_> = report.by.unwrap().1;
    let of = |channel| {
        let (_, figures) = sources.iter().find(|(key, _)| *key == GroupKey::Source(Some(channel))).unwrap();
        (figures.fit, figures.fit_reply_rate, figures.reply_rate)
    };
    assert_eq!(of(Channel::TradeShow), (rate(3, 4), rate(1, 3), rate(1, 3)));
    assert_eq!(of(Channel::Website), (rate(0, 1), rate(0, 0), rate(1, 1)));
    // What `renmai metrics --json` prints.
    let json = serde_json::to_value(&report.figures).unwrap();
    assert_eq!(json["fit"], serde_json::json!({ "part": 3, "of": 5 }));
    assert_eq!(json["fit_reply_rate"], serde_json::json!({ "part": 1, "of": 3 }));

    // Taken back, nobody has a fit.
    house.book("2026-11-05").undo(None).await.unwrap().unwrap();
    assert_eq!(house.november().await.fit, rate(0, 0));
}
