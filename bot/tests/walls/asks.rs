//! Every command and every button, aimed at what is behind a wall. A new one that is not aimed does not compile.

use renmai::features::add::{DraftButton, FieldButton};
use renmai::features::clean::CleanButton;
use renmai::features::fair::FairButton;
use renmai::features::ideal::IdealButton;
use renmai::features::import::FileButton;
use renmai::features::insight::InsightButton;
use renmai::features::log::LogButton;
use renmai::features::mail::MailButton;
use renmai::features::mailbox::MailboxButton;
use renmai::features::metrics::MetricsButton;
use renmai::features::settings::SettingsButton;
use renmai::features::team::TeamButton;
use renmai::features::template::TemplateButton;
use renmai::features::{AnyButton, Command};
use renmai::handler::buttons::{Button, CardAct, Place, Whose};
use renmai::i18n::CallbackData;
use renmai_core::book::RestAnswer;
use renmai_core::flaw::Flaws;
use renmai_core::metrics::{Dimension, Span};
use renmai_core::read::table::DayOrder;
use renmai_core::vocabulary::{
    Basis, ContactNo, Field, Frame, Grade, InteractionKind, Provider, Role, Stage, Value,
};

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
        Command::Mail => vec![no.to_string(), format!("{no} pas"), format!("{no} {name}")],
        Command::Outbox | Command::Mailbox => vec![String::new()],
        Command::Template => {
            vec![String::new(), format!("{name}\nSubject: {note}\n\n{company}"), name.to_string()]
        }
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
        Command::Fair => vec![String::new(), format!("{company} until fri"), no.to_string(), "off".into()],
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
    let mut all = vec![Act::Says("1".into()), Act::Says("bert".into()), Act::Cancels];
    for Secrets { name, company, email, phone, .. } in secrets {
        all.extend([
            Act::Replies("she called".into(), card(CardAct::Log(InteractionKind::Call), no)),
            Act::Says(format!("{name}\n{company} 0\n{email}0.de\n{phone}0")),
            Act::Chooses(0),
            Act::Shares(format!("{name} 0"), format!("{phone}0")),
            Act::Chooses(0),
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
    let mut all = Vec::new();
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
        all.extend([
            Button::Undo(no).data(),
            Button::VerifyAll.data(),
            Button::Cancel { question: no }.data(),
        ]);
        all.extend((0..6).map(|choice| Button::Choose { question: no, choice }.data()));
        for other in [0, 1, no] {
            all.extend(of_features(no, other));
        }
    }
    all
}

/// One of each button of a feature.
fn of_features(no: i64, other: i64) -> Vec<String> {
    let small = u32::try_from(other).unwrap_or(u32::MAX);
    let rows = other.unsigned_abs();
    let settings = [SettingsButton::Show, SettingsButton::Zones];
    let team = [
        TeamButton::Page { page: small },
        TeamButton::Revoke { invite: no },
        TeamButton::RevokeListed { invite: no, page: small },
        TeamButton::SetRole { member: no, role: Role::Manager, page: small, drawn: other },
        TeamButton::SetRole { member: no, role: Role::Salesperson, page: small, drawn: other },
    ];
    let files = [
        FileButton::Import { file: no, rows },
        FileButton::Fill { file: no, rows },
        FileButton::Source { file: no },
        FileButton::Columns { file: no, page: small },
        FileButton::Column { file: no, at: small },
        FileButton::Holds { file: no, at: small, column: None, drawn: other },
        FileButton::Sheet { file: no, sheet: small },
        FileButton::Days { file: no, at: small, order: DayOrder::DayFirst },
        FileButton::Look { file: no },
        FileButton::Cancel { file: no },
    ];
    let insights = [
        InsightButton::SendToAll { month: small },
        InsightButton::Pick,
        InsightButton::Skip,
        InsightButton::Sent { no: ContactNo(no), version: rows },
    ];
    let by = Dimension::ALL.get(usize::try_from(other).unwrap_or(usize::MAX)).copied();
    let metrics =
        [MetricsButton::Show { span: Span::All, by }, MetricsButton::Show { span: Span::Days(7), by }];
    let clean = [CleanButton::Overview, CleanButton::Export];
    let ideal = [
        IdealButton::Avoid { number: no, drawn: other },
        IdealButton::Neutral { number: no, drawn: other },
        IdealButton::Ask { field: Field::Industry },
    ];
    let drafts = [
        DraftButton::Edit { draft: no },
        DraftButton::Mend { draft: no },
        DraftButton::Add { draft: no },
        DraftButton::AddAnyway { draft: no },
        DraftButton::Ignore { draft: no },
    ];
    let fields = [
        FieldButton::Ask { draft: no, field: Field::Name },
        FieldButton::Show { draft: no },
        FieldButton::Note { draft: no },
    ];
    let corrections = InteractionKind::ALL.iter().flat_map(|kind| {
        [None, Some(Place::AfterDue(no)), Some(Place::Morning(739_943, 0))].map(|of| LogButton::Correct {
            change: no,
            kind: *kind,
            of,
        })
    });
    let logs: Vec<LogButton> = corrections.collect();
    let (lead, drawn) = (ContactNo(no), other);
    let graded = Grade::ALL.iter().map(|grade| FairButton::Grade { no: lead, grade: *grade, drawn });
    let fair: Vec<FairButton> = graded.chain([FairButton::End { drawn }]).collect();
    let mails = [
        MailButton::BuiltIn { no: lead, frame: Frame::Pas },
        MailButton::Kept { no: lead, template: other },
        MailButton::Write { no: lead },
        MailButton::Send { mail: no },
        MailButton::Now { mail: no },
        MailButton::Edit { mail: no },
        MailButton::Drop { mail: no },
        MailButton::Basis { mail: no, basis: Basis::Asked },
        MailButton::Call { mail: no },
        MailButton::Look { mail: no },
        MailButton::Attach { mail: no },
        MailButton::Detach { mail: no, last: no },
        MailButton::Back { mail: no },
        MailButton::Arrived { mail: no },
        MailButton::Again { mail: no },
        MailButton::Answer { reading: no },
        MailButton::Inquiry { reading: no },
        MailButton::Open { reading: no },
        MailButton::NotAReply { reading: no },
        MailButton::OptOutCompany { reading: no },
        MailButton::AddSender { reading: no },
        MailButton::Pause,
        MailButton::Resume,
    ];
    let mailboxes = [
        MailboxButton::Connect { provider: Provider::Gmail },
        MailboxButton::Providers,
        MailboxButton::Hold,
        MailboxButton::Resume,
        MailboxButton::AskDisconnect,
        MailboxButton::Disconnect,
        MailboxButton::Look,
        MailboxButton::AskAddress,
        MailboxButton::NewAddress { drawn: no },
    ];
    let templates = [
        TemplateButton::Show { template: no },
        TemplateButton::Remove { template: no },
        TemplateButton::List,
    ];
    fn data(buttons: &[impl CallbackData]) -> impl Iterator<Item = String> {
        buttons.iter().map(CallbackData::data)
    }
    let mut all: Vec<String> = data(&settings).chain(data(&team)).chain(data(&files)).collect();
    all.extend(
        data(&logs)
            .chain(data(&insights))
            .chain(data(&metrics))
            .chain(data(&clean))
            .chain(data(&ideal))
            .chain(data(&drafts))
            .chain(data(&fields))
            .chain(data(&fair))
            .chain(data(&mails))
            .chain(data(&mailboxes))
            .chain(data(&templates)),
    );
    // A new kind of button stands here before it stands above.
    for drawn in all.iter().filter_map(|data| AnyButton::parse(data)) {
        match drawn {
            AnyButton::Common(_)
            | AnyButton::Settings(_)
            | AnyButton::Team(_)
            | AnyButton::File(_)
            | AnyButton::Insight(_) => {}
            AnyButton::Metrics(_) | AnyButton::Clean(_) | AnyButton::Ideal(_) | AnyButton::Draft(_) => {}
            AnyButton::Log(_) | AnyButton::DraftField(_) | AnyButton::Fair(_) => {}
            AnyButton::Mail(_) | AnyButton::Mailbox(_) | AnyButton::Template(_) => {}
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
        CardAct::WholeHistory,
        CardAct::History(1),
        CardAct::Forget,
        CardAct::ForgetYes,
        CardAct::Mend,
        CardAct::Retire,
        CardAct::Keep(Flaws::from_number(1).unwrap_or_default()),
        CardAct::Attached(1),
        CardAct::Attached(2),
    ];
    all.push(CardAct::More);
    all.extend(Stage::ALL.iter().map(|stage| CardAct::Stage(*stage)));
    all.extend(Value::ALL.iter().map(|value| CardAct::Value(*value)));
    all.extend(InteractionKind::ALL.iter().map(|kind| CardAct::Log(*kind)));
    all.extend(Grade::ALL.iter().map(|grade| CardAct::Grade(*grade)));
    all.extend(Grade::ALL.iter().map(|grade| CardAct::DeclineGrade(*grade)));
    all.extend(Field::ALL.iter().map(|field| CardAct::Fill(*field)));
    all.extend(RestAnswer::ALL.iter().map(|answer| CardAct::Rest(*answer)));
    // A new act stands here before it stands above.
    for act in &all {
        match act {
            CardAct::More | CardAct::Stage(_) | CardAct::Value(_) => {}
            CardAct::Show | CardAct::Log(_) | CardAct::Grade(_) | CardAct::Snooze(_) | CardAct::NextStep => {}
            CardAct::History(_)
            | CardAct::WholeHistory
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
        Place::DueOf(Whose::Team, None, 0),
        Place::DueOf(Whose::Member(number), None, 0),
        Place::Found(number, 0),
        Place::Named(number, 0),
        Place::Morning(day, 0),
        Place::Morning(739_943, 0),
        Place::Insights(0),
        Place::Clean(0),
        Place::Review(0),
        Place::AfterDue(number),
        Place::AfterMorning(739_943, number),
    ];
    for place in &all {
        match place {
            Place::Due(_)
            | Place::DueOf(..)
            | Place::Found(..)
            | Place::Named(..)
            | Place::Morning(..)
            | Place::Insights(_)
            | Place::Clean(_)
            | Place::Review(_)
            | Place::AfterDue(_)
            | Place::AfterMorning(..) => {}
        }
    }
    all
}
