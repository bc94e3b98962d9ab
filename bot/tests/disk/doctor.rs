//! The doctor says whether print on photos is read, and in which languages.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use crate::world::World;

#[test]
fn the_doctor_says_who_reads_print() {
    let world = World::new();
    let program = |name: &str, languages: &str| {
        let path = world.path(name);
        fs::write(&path, format!("#!/bin/sh\necho 'List of languages:'\nprintf '{languages}'\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
        path.display().to_string()
    };
    for (program, said) in [
        (program("both", "osd\\neng\\nchi_sim\\n"), "reads chi_sim+eng\n"),
        (program("one", "eng\\n"), "reads eng; chi_sim is not installed"),
        (program("none", "deu\\n"), "MEND  RENMAI_TESSERACT"),
        ("no-such-program".to_owned(), "is not installed"),
        ("off".to_owned(), "off: print on photos is not read"),
    ] {
        let mut command = world.command(&["doctor"]);
        let output = command.env_remove("RENMAI_DNS").env("RENMAI_TESSERACT", &program).output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(text.contains(said), "{program}: {text}");
        assert_eq!(output.status.success(), !said.starts_with("MEND"), "{program}: {text}");
    }
}
