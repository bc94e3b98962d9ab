use proptest::prelude::*;
use renmai_core::book::RestAnswer;
use renmai_core::flaw::Flaws;
use renmai_core::vocabulary::{Field, Grade, InteractionKind};

use super::*;

#[test]
fn every_button_comes_back_from_at_most_64_bytes() {
    let mut acts = vec![
        CardAct::Show,
        CardAct::Snooze(u16::MAX),
        CardAct::NextStep,
        CardAct::History(u32::MAX),
        CardAct::WholeHistory,
        CardAct::Mend,
        CardAct::Forget,
        CardAct::ForgetYes,
        CardAct::Retire,
        CardAct::Attached(999_999_999),
    ];
    acts.extend((0..64).filter_map(Flaws::from_number).map(CardAct::Keep));
    acts.extend(InteractionKind::ALL.iter().map(|kind| CardAct::Log(*kind)));
    acts.extend(Grade::ALL.iter().map(|grade| CardAct::Grade(*grade)));
    acts.extend(Grade::ALL.iter().map(|grade| CardAct::DeclineGrade(*grade)));
    acts.extend(Field::ALL.iter().map(|field| CardAct::Fill(*field)));
    acts.extend(RestAnswer::ALL.iter().map(|answer| CardAct::Rest(*answer)));
    let places = [
        Place::Due(999),
        Place::DueOf(Whose::Member(999_999_999), Some(Grade::A), 9999),
        Place::DueOf(Whose::Team, None, 0),
        Place::Found(999_999_999, 9999),
        Place::Named(999_999_999, 9999),
        Place::Morning(740_000, 999),
        Place::Insights(9),
        Place::Clean(9),
        Place::Review(9999),
    ];
    let mut buttons = vec![
        Button::Undo(i64::MAX),
        Button::Choose { question: i64::MAX, choice: 255 },
        Button::Cancel { question: i64::MAX },
    ];
    for act in acts {
        for back in places.iter().copied().map(Some).chain([None]) {
            buttons.push(Button::Card { act, no: ContactNo(999_999_999), version: 9_999_999, back });
        }
    }
    buttons.extend(places.map(Button::List));
    for button in buttons {
        let data = button.data();
        assert!(data.len() <= 64, "{data} has {} bytes", data.len());
        assert_eq!(Button::parse(&data), Some(button), "{data}");
    }
}

#[test]
fn rubbish_is_no_button() {
    for data in [
        "",
        ":",
        "c",
        "c:o:12",
        "c:o:-1:1",
        "c:g.x:1:1",
        "p:d",
        "p:d.1.2",
        "u:x",
        "z:1:1:1",
        // As a choice and the way out were written before they named their question.
        "a:0",
        "q",
        "c:o:1:1:q.1",
    ] {
        assert_eq!(Button::parse(data), None, "{data}");
    }
}

proptest! {
    #[test]
    fn whatever_is_read_fits_and_reads_back(data in "\\PC{0,80}|[cpuaq](:[a-z0-9.-]{0,12}){0,5}") {
        if let Some(button) = Button::parse(&data) {
            prop_assert_eq!(Button::parse(&button.data()), Some(button));
        }
    }
}
