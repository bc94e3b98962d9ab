//! Who may import whom: each room of the core knows only the rooms before it, and no folder reaches itself through
//! another one. Tests in the source are held to the same rule.

use renmai_testing::imports::Imports;

/// The rooms from the ground up. What is named in none of them is a noun.
const ROOMS: [&[&str]; 7] =
    [&["text"], &["vocabulary"], &["(the nouns)"], &["read"], &["store"], &["book"], &["fill"]];
const NOUNS: usize = 2;

fn source() -> Imports {
    let source = Imports::of(env!("CARGO_MANIFEST_DIR"));
    assert!(source.files() > 100, "only {} files", source.files());
    source
}

#[test]
fn no_room_knows_a_room_above_it() {
    let room = |module: &str| ROOMS.iter().position(|room| room.contains(&module)).unwrap_or(NOUNS);
    let wrong = source().upwards(room);
    assert!(wrong.is_empty(), "a room knows only those before it in {ROOMS:?}:\n{}", wrong.join("\n"));
}

#[test]
fn no_folder_imports_itself_through_another() {
    assert_eq!(source().circles(), Vec::<String>::new());
}
