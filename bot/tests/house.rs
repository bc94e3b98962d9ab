//! Who may import whom: each room of the bot knows only the rooms before it, and no folder reaches itself through
//! another one, no feature through another feature. Tests in the source are held to the same rule.

use renmai_testing::imports::Imports;

/// The rooms from the ground up; those on one floor do not know each other.
const ROOMS: [&[&str]; 8] = [
    &["clock", "liveness", "panics", "telegram", "mail", "i18n"],
    &["handler"],
    &["features"],
    &["outbound"],
    &["inbound", "background"],
    &["runtime"],
    &["demo"],
    &["cli"],
];

fn source() -> Imports {
    let source = Imports::of(env!("CARGO_MANIFEST_DIR"));
    assert!(source.files() > 100, "only {} files", source.files());
    source
}

#[test]
fn no_room_knows_a_room_above_it() {
    let room = |module: &str| {
        let found = ROOMS.iter().position(|room| room.contains(&module));
        found.unwrap_or_else(|| panic!("on which floor is {module}?"))
    };
    let wrong = source().upwards(room);
    assert!(wrong.is_empty(), "a room knows only those before it in {ROOMS:?}:\n{}", wrong.join("\n"));
}

#[test]
fn no_folder_imports_itself_through_another() {
    assert_eq!(source().circles(), Vec::<String>::new());
}
