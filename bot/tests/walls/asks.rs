//! Every command and every button, aimed at what is behind a wall. A new one that is not aimed does not compile.

use renmai::buttons::{Button, CardAct, Feature, Place};
use renmai::commands::Command;
use renmai_core::book::RestAnswer;
use renmai_core::flaw::Flaws;
use renmai_core::vocabulary::{ContactNo, Field, Grade, InteractionKind};

use crate::Secrets;
use crate::world::Act;

/// Every command, for a contact of that number, with what a member behind the wall keeps.
pub(crate) fn commands(no: i64, member: &str, secrets: &[&Secrets]) -> Vec<String> {
    let mut all = vec![format!("/l{no}")];
    for secret in secrets {
        all.extend(Command::ALL.iter().flat_map(|command| command_asks(*command, no, member, secret)));
    }
    all
}

fn command_asks(command: Command, no: i64, member: &str, secret: &Secrets) -> Vec<String> {
    let Secrets { name, company, email, phone, note, .. } = secret;
    let asks = match command {
        Command::Add => vec![
            String::new(),
            format!("{name} 0, {company} 0, {email}0.de, {phone}0"),
            format!("New, {company} 1"),
            format!("{email}0.de"),
        ],
        Command::Due | Command::Import | Command::Export | Command::Clean | Command::Team => {
            vec![String::new()]
        }
        Command::Undo | Command::Help | Command::Cancel => vec![String::new()],
        Command::Find => {
            vec![name.to_string(), company.to_string(), note.to_string(), email.to_string(), no.to_string()]
        }
        Command::Check => {
            vec![
                format!("{email}0.de"),
                company.to_string(),
                format!("{name} 0"),
                format!("{phone}0"),
                no.to_string(),
            ]
        }
        Command::Log => vec![no.to_string(), format!("{no} call hello"), format!("{no} opted out")],
        Command::Grade => vec![no.to_string(), format!("{no} A because"), format!("{no} X")],
        Command::Stage => vec![format!("{no} lost"), format!("{no} interested")],
        Command::Value => vec![format!("{no} high")],
        Command::Next => vec![no.to_string(), format!("{no} 2026-12-05 send")],
        Command::Snooze => vec![format!("{no} 3d"), format!("{no} yesterday")],
        Command::Edit => {
            vec![no.to_string(), format!("{no} title: Boss"), format!("{no} email: {email}0.de")]
        }
        Command::History | Command::Verify | Command::Forget => vec![no.to_string()],
        Command::Insight => vec![
            String::new(),
            no.to_string(),
            format!("remove {no}"),
            format!("add {note} | {name} | {company}"),
        ],
        Command::Metrics => [
            "",
            "7d",
            "all by owner",
            "all by grade",
            "all by source",
            "all by country",
            "2026Q4 by industry",
        ]
        .map(str::to_owned)
        .into(),
        Command::Invite => vec!["salesperson".into(), "manager".into(), String::new()],
        Command::Assign => vec![format!("{no} @{member}"), format!("{no} @anna"), format!("1 @{member}")],
        Command::Remove => vec![format!("@{member}"), company.to_string()],
        Command::Settings => vec![String::new(), "timezone Asia/Shanghai".into(), format!("name {company}")],
        Command::Merge => vec![no.to_string(), format!("1 {no}"), format!("{no} 1"), format!("{no} {no}")],
        Command::Profile => vec![String::new(), format!("want industry: {company}"), "neutral x: y".into()],
        Command::Start => vec![String::new(), "code11".into(), "code12".into()],
    };
    asks.into_iter().map(|ask| format!("/{} {ask}", command.name())).collect()
}

/// What is no command and no button.
pub(crate) fn others(no: i64, secrets: &[&Secrets]) -> Vec<Act> {
    let mut all = vec![Act::Says("1".into()), Act::Says("bert".into()), Act::Presses("q".into())];
    for Secrets { name, company, email, phone, .. } in secrets {
        all.extend([
            Act::Replies("she called".into(), card(CardAct::Log(InteractionKind::Call), no)),
            Act::Says(format!("{name}\n{company} 0\n{email}0.de\n{phone}0")),
            Act::Presses(Button::Choose(0).data()),
            Act::Shares(format!("{name} 0"), format!("{phone}0")),
            Act::Presses(Button::Choose(0).data()),
            Act::Sends("list.csv".into(), format!("source: {company}")),
        ]);
    }
    all
}

fn card(act: CardAct, no: i64) -> String {
    Button::Card { act, no: ContactNo(no), version: 1, back: None }.data()
}

/// What every button carries, forged with these numbers wherever a button has one.
pub(crate) fn presses(numbers: &[i64]) -> Vec<String> {
    let mut all = vec![Button::Cancel.data()];
    all.extend((0..6).map(|choice| Button::Choose(choice).data()));
    for &no in numbers {
        all.extend(acts().into_iter().map(|act| card(act, no)));
        all.extend(places(no).into_iter().flat_map(|place| {
            let back = Some(place);
            [
                Button::List(place).data(),
                Button::Card { act: CardAct::Show, no: ContactNo(no), version: 1, back }.data(),
                Button::Card { act: CardAct::Forget, no: ContactNo(1), version: 1, back }.data(),
            ]
        }));
        all.push(Button::Undo(no).data());
        for (feature, verb) in
            features().into_iter().flat_map(|feature| (0..12).map(move |verb| (feature, verb)))
        {
            for version in [0, 1, no] {
                all.push(Button::Feature { feature, verb, number: no, version }.data());
            }
        }
    }
    all
}

/// One of each act of a card.
fn acts() -> Vec<CardAct> {
    let mut all = vec![
        CardAct::Show,
        CardAct::Snooze(3),
        CardAct::NextStep,
        CardAct::History(0),
        CardAct::History(1),
        CardAct::Forget,
        CardAct::ForgetYes,
        CardAct::Mend,
        CardAct::Retire,
        CardAct::Keep(Flaws::from_number(1).unwrap_or_default()),
        CardAct::Attached(1),
        CardAct::Attached(2),
    ];
    all.extend(InteractionKind::ALL.iter().map(|kind| CardAct::Log(*kind)));
    all.extend(Grade::ALL.iter().map(|grade| CardAct::Grade(*grade)));
    all.extend(Grade::ALL.iter().map(|grade| CardAct::DeclineGrade(*grade)));
    all.extend(Field::ALL.iter().map(|field| CardAct::Fill(*field)));
    all.extend(RestAnswer::ALL.iter().map(|answer| CardAct::Rest(*answer)));
    // A new act stands here before it stands above.
    for act in &all {
        match act {
            CardAct::Show | CardAct::Log(_) | CardAct::Grade(_) | CardAct::Snooze(_) | CardAct::NextStep => {}
            CardAct::History(_)
            | CardAct::Rest(_)
            | CardAct::Fill(_)
            | CardAct::DeclineGrade(_)
            | CardAct::Mend
            | CardAct::Retire
            | CardAct::Keep(_)
            | CardAct::Attached(_)
            | CardAct::Forget
            | CardAct::ForgetYes => {}
        }
    }
    all
}

/// One of each list.
fn places(number: i64) -> Vec<Place> {
    let day = i32::try_from(number).unwrap_or_default();
    let all = vec![
        Place::Due(0),
        Place::Due(7),
        Place::Found(number, 0),
        Place::Morning(day, 0),
        Place::Morning(739_943, 0),
        Place::Insights(0),
        Place::Clean(0),
        Place::Review(0),
    ];
    for place in &all {
        match place {
            Place::Due(_)
            | Place::Found(..)
            | Place::Morning(..)
            | Place::Insights(_)
            | Place::Clean(_)
            | Place::Review(_) => {}
        }
    }
    all
}

fn features() -> Vec<Feature> {
    let all = vec![
        Feature::Settings,
        Feature::Team,
        Feature::Files,
        Feature::Insight,
        Feature::Metrics,
        Feature::Clean,
        Feature::Ideal,
        Feature::Draft,
    ];
    for feature in &all {
        match feature {
            Feature::Settings | Feature::Team | Feature::Files => {}
            Feature::Insight | Feature::Metrics | Feature::Clean | Feature::Ideal | Feature::Draft => {}
        }
    }
    all
}
