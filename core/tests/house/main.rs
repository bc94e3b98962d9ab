//! Who may import whom: each room of the core knows only the rooms before it, and no folder reaches itself through
//! another one. Tests in the source are held to the same rule.

#![expect(clippy::unwrap_used, reason = "a test may fail anywhere")]

mod scan;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use scan::{Reference, references};

/// The rooms from the ground up. What is named in none of them is a noun.
const ROOMS: [&[&str]; 6] = [&["text"], &["vocabulary"], NOUNS, &["read"], &["store"], &["book"]];
const NOUNS: &[&str] = &["the nouns"];

#[test]
fn no_room_knows_a_room_above_it() {
    let mut wrong = Vec::new();
    for file in source() {
        for to in &file.references {
            if room(&to[0]) > room(&file.module[0]) {
                wrong.push(format!("{} imports crate::{}", file.path.display(), to.join("::")));
            }
        }
    }
    assert!(wrong.is_empty(), "a room knows only those before it in {ROOMS:?}:\n{}", wrong.join("\n"));
}

#[test]
fn no_folder_imports_itself_through_another() {
    let files = source();
    let mut edges: BTreeMap<Vec<String>, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for file in &files {
        for to in &file.references {
            // The two part ways in some folder: there they are neighbours.
            let shared = file.module.iter().zip(to).take_while(|(one, other)| one == other).count();
            let (Some(one), Some(other)) = (file.module.get(shared), to.get(shared)) else { continue };
            let neighbours = |name: &String| is_module(&files, &to[..shared], name);
            // At the top each file counts; further down only folders do.
            if neighbours(other)
                && (shared == 0 || (is_folder(&to[..shared], one) && is_folder(&to[..shared], other)))
            {
                edges
                    .entry(to[..shared].to_vec())
                    .or_default()
                    .entry(one.clone())
                    .or_default()
                    .insert(other.clone());
            }
        }
    }
    for (folder, edges) in &edges {
        for start in edges.keys() {
            if let Some(circle) = circle(edges, start) {
                panic!("a circle in crate::{}: {}", folder.join("::"), circle.join(" → "));
            }
        }
    }
}

#[test]
fn the_scanner_sees_every_kind_of_path() {
    let text = r#"
        // use crate::comment::Nothing;
        use std::fmt;
        use crate::{one::A, two::{self, B as C, three::{D, *}}};
        pub(crate) use super::four::E;
        const TEXT: &str = "crate::string::Nothing";
        fn f(c: char) -> crate::five::F { let _ = '"'; super::six::g::<'a'>() /* crate::block */ }
        mod tests { use super::*; use super::super::seven; }
    "#;
    let got: Vec<String> =
        references(text, &["here".into(), "leaf".into()]).iter().map(|path| path.join("::")).collect();
    let want = [
        "one::A",
        "two",
        "two::B",
        "two::three::D",
        "two::three",
        "here::four::E",
        "five::F",
        "here::six::g",
        "here::leaf",
        "here::seven",
    ];
    assert_eq!(got, want);
}

fn room(module: &str) -> usize {
    ROOMS.iter().position(|room| room.contains(&module)).unwrap_or(2)
}

struct File {
    path: PathBuf,
    module: Vec<String>,
    references: Vec<Reference>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every file but the crate's own list of modules.
fn source() -> Vec<File> {
    let (mut files, mut folders) = (Vec::new(), vec![root()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "rs") && path != root().join("lib.rs") {
                let inside = path.strip_prefix(root()).unwrap().with_extension("");
                let mut module: Vec<String> =
                    inside.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
                module.pop_if(|last| last == "mod");
                let references = references(&fs::read_to_string(&path).unwrap(), &module);
                files.push(File { path, module, references });
            }
        }
    }
    assert!(files.len() > 100, "only {} files", files.len());
    files
}

fn is_module(files: &[File], folder: &[String], name: &str) -> bool {
    files.iter().any(|file| {
        file.module.starts_with(folder) && file.module.get(folder.len()).is_some_and(|at| at == name)
    })
}

fn is_folder(folder: &[String], name: &str) -> bool {
    root().join(folder.iter().collect::<PathBuf>()).join(name).join("mod.rs").exists()
}

/// The way from a module back to itself, if there is one.
fn circle(edges: &BTreeMap<String, BTreeSet<String>>, start: &String) -> Option<Vec<String>> {
    let mut ways = vec![vec![start.clone()]];
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop() {
        for next in edges.get(way.last()?).into_iter().flatten() {
            let mut longer = way.clone();
            longer.push(next.clone());
            if next == start {
                return Some(longer);
            }
            if seen.insert(next.clone()) {
                ways.push(longer);
            }
        }
    }
    None
}
