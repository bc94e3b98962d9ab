//! What is kept between runs.

use std::sync::Arc;

use chrono::Duration;
use renmai_sandbox::{Clock, Options, Sandbox};
use serde_json::json;

use crate::house::{ANNA, House, options};

fn in_folder(folder: &tempfile::TempDir, clock: &Clock) -> Sandbox {
    Sandbox::open(Options { folder: Some(folder.path().join("sandbox")), ..options(clock) }).unwrap()
}

#[tokio::test]
async fn a_chat_goes_on_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::system();
    let house = House::of(in_folder(&folder, &clock), clock.clone()).await;
    house.anna().sends_file("a.txt", b"abc".to_vec(), Some("see"));
    house.anna().says("second");
    house.updates(100_002).await;
    let keyboard = json!({ "inline_keyboard": [[{ "text": "Go", "callback_data": "x" }]] });
    house.does("sendMessage", json!({ "chat_id": ANNA, "text": "Hello", "reply_markup": keyboard })).await;
    house.does("setMyCommands", json!({ "commands": [{ "command": "go", "description": "d" }] })).await;
    let screen = house.anna().screen();
    clock.advance(Duration::days(3));
    house.sandbox.save().await.unwrap();

    let clock = Clock::system();
    let real = clock.now();
    let again = House::of(in_folder(&folder, &clock), clock.clone()).await;
    assert_eq!(again.anna().screen(), screen);
    assert_eq!(again.anna().file(&screen[0]), Some(("a.txt".into(), b"abc".to_vec())));
    assert!(again.anna().unheard().is_empty(), "what was said before was heard before");
    assert_eq!(again.sandbox.commands_for(ANNA).len(), 1);
    assert!(
        (clock.now() - real - Duration::days(3)).abs() < Duration::seconds(10),
        "the clock is still ahead"
    );
    let updates = again.updates(0).await;
    assert_eq!(updates.len(), 1, "only what was not confirmed");
    assert_eq!(updates[0]["message"]["text"], "second");
    again.anna().presses(3, "Go").unwrap();
    assert_eq!(again.updates(0).await[1]["update_id"], 100_003, "numbers go on");
    assert_eq!(again.sends("next").await["message_id"], 4);
}

#[tokio::test]
async fn it_is_saved_without_asking() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::system();
    let sandbox = in_folder(&folder, &clock);
    sandbox.person(ANNA).says("hello");
    let book = folder.path().join("sandbox/sandbox.json");
    for _ in 0..100 {
        if book.exists() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert!(std::fs::read_to_string(&book).unwrap().contains("hello"));
    sandbox.person(ANNA).says("and on leaving");
    drop(sandbox);
    assert!(std::fs::read_to_string(&book).unwrap().contains("and on leaving"));
}

#[tokio::test]
async fn nonsense_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("sandbox.json"), "nonsense").unwrap();
    let opened = Sandbox::open(Options { folder: Some(folder.path().into()), ..options(&Clock::system()) });
    assert!(opened.is_err());
    assert_eq!(std::fs::read_to_string(folder.path().join("sandbox.json")).unwrap(), "nonsense");
}

#[tokio::test]
async fn starting_over_forgets_the_chats_and_the_clock() {
    let clock = Clock::system();
    let real = clock.now();
    let options = Options { on_reset: Some(Arc::new(|| ())), ..options(&clock) };
    let house = House::of(Sandbox::open(options).unwrap(), clock.clone()).await;
    house.anna().says("hello");
    house.does("setMyCommands", json!({ "commands": [{ "command": "go", "description": "d" }] })).await;
    clock.advance(Duration::days(30));
    house.sandbox.reset();
    assert!(house.anna().screen().is_empty());
    assert!(house.updates(0).await.is_empty());
    assert!(clock.now() - real < Duration::hours(1));
    assert_eq!(house.sandbox.commands_for(ANNA).len(), 1, "a bot says its commands only once");
    assert_eq!(house.anna().says("again"), 1);
    assert_eq!(house.updates(0).await[0]["update_id"], 100_002);
}

/// Permissions that others have by a file or folder under this one, or by itself.
#[cfg(unix)]
fn open_to_others(path: &std::path::Path) -> Vec<String> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let private = if path.is_dir() { 0o700 } else { 0o600 };
    let mut open = if mode == private { Vec::new() } else { vec![format!("{}: {mode:o}", path.display())] };
    if path.is_dir() {
        let entries = std::fs::read_dir(path).unwrap();
        open.extend(entries.flat_map(|entry| open_to_others(&entry.unwrap().path())));
    }
    open
}

#[tokio::test]
#[cfg(unix)]
async fn nobody_else_can_read_what_is_saved() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::system();
    let sandbox = in_folder(&folder, &clock);
    sandbox.person(ANNA).sends_file("a.txt", b"abc".to_vec(), None);
    sandbox.save().await.unwrap();
    let saved = folder.path().join("sandbox");
    let all = [&saved, &saved.join("files"), &saved.join("sandbox.json")];
    assert!(all.iter().all(|path| path.exists()));
    assert_eq!(open_to_others(&saved), Vec::<String>::new());
    drop(sandbox);

    // What an earlier version left open, and an interrupted save.
    for path in all {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    for entry in std::fs::read_dir(saved.join("files")).unwrap() {
        std::fs::set_permissions(entry.unwrap().path(), std::fs::Permissions::from_mode(0o644)).unwrap();
    }
    std::fs::write(saved.join("sandbox.new"), "half").unwrap();
    let sandbox = in_folder(&folder, &clock);
    sandbox.save().await.unwrap();
    assert_eq!(open_to_others(&saved), Vec::<String>::new());
}
