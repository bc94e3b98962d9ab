use proptest::prelude::*;
use renmai_core::vocabulary::Lang;

use super::*;
use crate::i18n::Words;

#[test]
fn commands_are_read_as_telegram_writes_them() {
    for (text, asked, args) in [
        ("/grade 12 A", Asked::Command(Command::Grade), "12 A"),
        ("/Grade@renmai_bot   12 A ", Asked::Command(Command::Grade), "12 A"),
        ("/l12", Asked::Card(ContactNo(12)), ""),
        ("/l12@renmai_bot", Asked::Card(ContactNo(12)), ""),
        ("／due", Asked::Command(Command::Due), ""),
        ("/log\n12", Asked::Command(Command::Log), "12"),
        ("/l 12", Asked::Card(ContactNo(12)), ""),
        ("/l12 no answer", Asked::Card(ContactNo(12)), "no answer"),
        ("/log1 note hi", Asked::Command(Command::Log), "1 note hi"),
        ("/grade#12 A", Asked::Command(Command::Grade), "#12 A"),
        ("\u{200e}/due", Asked::Command(Command::Due), ""),
        ("/待办", Asked::Command(Command::Due), ""),
        ("／推迟12 3天", Asked::Command(Command::Snooze), "12 3天"),
        ("/推迟 12 3天", Asked::Command(Command::Snooze), "12 3天"),
        ("/记录王芳 没接", Asked::Command(Command::Log), "王芳 没接"),
        ("/历史记录 12", Asked::Command(Command::History), "12"),
        ("/cadence A=5", Asked::Command(Command::Settings), "cadence A=5"),
        ("/频率 A=5", Asked::Command(Command::Settings), "频率 A=5"),
        ("/l0", Asked::Unknown, "l0"),
        ("/12", Asked::Unknown, "12"),
        ("/", Asked::Unknown, ""),
        ("/logs 12", Asked::Unknown, "logs 12"),
    ] {
        assert_eq!(read(text), Some((asked, args)), "{text}");
    }
    assert_eq!(read("hello"), None);
}

#[test]
fn no_word_means_two_commands() {
    let mut words: Vec<&str> = Command::ALL.iter().flat_map(|command| command.words()).collect();
    let all = words.len();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), all);
}

#[test]
fn a_mistyped_command_is_nearest_to_what_was_meant() {
    for (role, word, nearest) in [
        (Role::Salesperson, "fnid", Some("find")),
        (Role::Salesperson, "metrix", Some("metrics")),
        (Role::Salesperson, "logs", Some("log")),
        (Role::Salesperson, "snoze", Some("snooze")),
        (Role::Salesperson, "setings", Some("settings")),
        (Role::Salesperson, "invit", None),
        (Role::Manager, "invit", Some("invite")),
        (Role::Salesperson, "推后", Some("推迟")),
        (Role::Salesperson, "nonsense", None),
        (Role::Salesperson, "x", None),
        (Role::Salesperson, "", None),
    ] {
        assert_eq!(Command::nearest(role, word), nearest, "{word}");
    }
}

#[test]
fn every_command_is_described_within_what_telegram_takes() {
    for lang in [Lang::En, Lang::Zh] {
        let words = &Words::of(lang);
        let menu = help::menu(Some(Role::Owner), Command::HELP, words);
        assert_eq!(menu.len(), Command::ALL.len() - 1);
        for (name, description) in menu.into_iter().chain(help::menu(None, Command::HELP, words)) {
            assert!((3..=256).contains(&description.chars().count()), "{name}: {description}");
            assert!(!description.starts_with("menu-"), "{name} has no description");
        }
    }
}

#[test]
fn a_menu_holds_what_the_role_may_use() {
    let has = |role, name: &str| {
        help::menu(role, Command::HELP, &Words::of(Lang::En)).iter().any(|(known, _)| known == name)
    };
    assert!(has(Some(Role::Salesperson), "add") && !has(Some(Role::Salesperson), "invite"));
    assert!(has(Some(Role::Manager), "invite") && !has(Some(Role::Manager), "start"));
    assert!(has(None, "start") && !has(None, "add"));
}

proptest! {
    #[test]
    fn any_text_is_a_command_or_none(text in "\\PC{0,40}|/[a-z0-9@_]{0,12}\\PC{0,20}") {
        let seen = text.trim_matches(|c: char| c.is_whitespace() || !is_harmless(c));
        prop_assert_eq!(read(&text).is_some(), seen.starts_with(['/', '／']));
    }
}
