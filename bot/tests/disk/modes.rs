//! What holds people's data is its owner's to read, from its first byte on, under a common umask.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::Duration;

use renmai_core::store::Store;

use crate::world::{World, fill, url};

fn mode(path: &Path) -> u32 {
    path.metadata().unwrap().mode() & 0o777
}

fn all_are_private(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // A running program may have removed a file of its own meanwhile.
        if !path.exists() {
            continue;
        }
        if path.is_dir() {
            assert_eq!(mode(&path) & 0o077, 0, "{}", path.display());
            all_are_private(&path);
        } else if !path.ends_with("leads.csv") {
            let mode = path.metadata().map(|file| file.mode() & 0o777);
            assert!(mode.as_ref().map_or(true, |mode| *mode == 0o600), "{} {mode:?}", path.display());
        }
    }
}

/// A program that runs until the test is done with it.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

async fn appears(path: &Path) {
    let appears = async {
        while !path.exists() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), appears).await.unwrap();
}

fn start(world: &World, arguments: &[&str]) -> Running {
    let mut command = world.command(arguments);
    // Nobody answers there: it opens its book, and goes on trying.
    command.env("TELOXIDE_TOKEN", "1234567890:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw");
    command.env("TELOXIDE_API_URL", "http://127.0.0.1:9").stdout(Stdio::null()).stderr(Stdio::null());
    Running(command.spawn().unwrap())
}

#[tokio::test]
async fn the_running_bot_keeps_its_files_to_itself() {
    let world = World::new();
    let running = start(&world, &["run"]);
    // Opened to the end, it has made its secret, and so written to the log.
    appears(&world.path("renmai.db-wal")).await;
    all_are_private(&world.path(""));
    drop(running);
}

#[tokio::test]
async fn everything_that_a_command_writes_is_private() {
    let world = World::new();
    world.book("renmai.db", 3).await;
    fs::write(world.path("leads.csv"), "name,email\nIda,ida@lumen.example\n,not an address\n").unwrap();
    world.renmai(&["import", "leads.csv", "--team", "Brightway", "--owner", "王伟"]).succeeds();
    assert!(world.names().iter().any(|name| name.contains("rejected")), "{:?}", world.names());
    fs::write(world.path("out.csv"), "from before").unwrap();
    fs::set_permissions(world.path("out.csv"), fs::Permissions::from_mode(0o644)).unwrap();
    world.renmai(&["export", "--out", "out.csv"]).succeeds();
    world.renmai(&["export", "--out", "new.csv"]).succeeds();
    world.renmai(&["backup", "backup.db"]).succeeds();
    world.renmai(&["restore", "backup.db"]).succeeds();
    world.renmai(&["migrate", "--from", "sqlite://renmai.db", "--to", "sqlite://moved.db"]).succeeds();
    all_are_private(&world.path(""));
}

#[tokio::test]
async fn the_sandbox_keeps_its_folder_to_itself() {
    let world = World::new();
    let running = start(&world, &["sandbox", "--folder", "play"]);
    appears(&world.path("play/renmai.db-wal")).await;
    assert_eq!(mode(&world.path("play")), 0o700);
    assert_eq!(mode(&world.path("play/renmai.db")), 0o600);
    drop(running);
}

#[tokio::test]
async fn a_book_that_others_could_read_is_tightened_and_that_is_said() {
    let world = World::new();
    let book = world.path("renmai.db");
    let store = Store::open(&url(&book)).await.unwrap();
    fill(&store, 1).await;
    for ending in ["", "-wal", "-shm"] {
        let path = world.path(&format!("renmai.db{ending}"));
        fs::set_permissions(path, fs::Permissions::from_mode(0o644)).unwrap();
    }
    world.renmai(&["doctor"]).refuses("chmod 600");
    assert_eq!(mode(&book), 0o644, "the doctor changes nothing");
    let said = world.renmai(&["metrics"]);
    assert!(said.succeeds().contains("only its owner"), "{}", said.text);
    all_are_private(&world.path(""));
    store.close().await;
}

#[tokio::test]
async fn the_doctor_does_not_pass_settings_that_others_can_read() {
    let world = World::new();
    world.book("renmai.db", 1).await;
    let settings = world.path(".env");
    fs::write(&settings, "RENMAI_SIGNUP=invite\n").unwrap();
    for (mode, passes) in [(0o644, false), (0o640, false), (0o600, true), (0o400, true)] {
        fs::set_permissions(&settings, fs::Permissions::from_mode(mode)).unwrap();
        let said = world.command(&["doctor"]).output().unwrap();
        let text = String::from_utf8_lossy(&said.stdout).into_owned();
        assert_eq!(text.contains("ok    .env"), passes, "{mode:o}: {text}");
        assert_eq!(text.contains("chmod 600"), !passes, "{mode:o}: {text}");
    }
}

#[test]
fn the_unit_gives_away_nothing() {
    let unit = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/renmai.service")).unwrap();
    for line in [
        "UMask=0077",
        "StateDirectory=renmai",
        "StateDirectoryMode=0700",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "ProtectHome=yes",
        "PrivateTmp=yes",
    ] {
        assert!(unit.lines().any(|there| there == line), "{line}");
    }
}
