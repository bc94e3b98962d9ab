//! Who imports whom in a crate: which file refers to which module, and where a folder reaches itself through another.

mod scan;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use scan::{Reference, references};

/// The source of a crate, as far as imports go.
#[derive(Debug)]
pub struct Imports {
    root: PathBuf,
    files: Vec<File>,
}

#[derive(Debug)]
struct File {
    path: PathBuf,
    module: Vec<String>,
    references: Vec<Reference>,
}

/// By module, which of its neighbours it imports.
type Edges = BTreeMap<String, BTreeSet<String>>;

impl Imports {
    /// Every file of the crate in this folder (`env!("CARGO_MANIFEST_DIR")`), but its `lib.rs` and `main.rs`.
    ///
    /// # Panics
    /// When the folder cannot be read.
    pub fn of(folder: &str) -> Imports {
        let root = Path::new(folder).join("src");
        let (mut files, mut folders) = (Vec::new(), vec![root.clone()]);
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder of source") {
                let path = entry.expect("a file of source").path();
                let is_root = path == root.join("lib.rs") || path == root.join("main.rs");
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|kind| kind == "rs") && !is_root {
                    let inside = path.strip_prefix(&root).expect("below the root").with_extension("");
                    let mut module: Vec<String> =
                        inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
                    module.pop_if(|last| last == "mod");
                    let references =
                        references(&fs::read_to_string(&path).expect("a file of source"), &module);
                    files.push(File { path, module, references });
                }
            }
        }
        Imports { root, files }
    }

    /// How many files there are.
    pub fn files(&self) -> usize {
        self.files.len()
    }

    /// Every import of a room above one's own; `room` says how high a module of the top stands.
    pub fn upwards(&self, room: impl Fn(&str) -> usize) -> Vec<String> {
        let mut wrong = Vec::new();
        for file in &self.files {
            for to in &file.references {
                if room(&to[0]) > room(&file.module[0]) {
                    wrong.push(format!("{} imports crate::{}", file.path.display(), to.join("::")));
                }
            }
        }
        wrong
    }

    /// The circles of imports: at the top among all modules, further down among folders.
    pub fn circles(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (folder, edges) in self.edges() {
            for start in edges.keys() {
                if let Some(way) = circle(&edges, start) {
                    found.push(format!("in crate::{}: {}", folder.join("::"), way.join(" → ")));
                }
            }
        }
        found
    }

    fn edges(&self) -> BTreeMap<Vec<String>, Edges> {
        let mut edges: BTreeMap<Vec<String>, Edges> = BTreeMap::new();
        for file in &self.files {
            for to in &file.references {
                // The two part ways in some folder: there they are neighbours.
                let shared = file.module.iter().zip(to).take_while(|(one, other)| one == other).count();
                let (Some(one), Some(other)) = (file.module.get(shared), to.get(shared)) else { continue };
                let folder = &to[..shared];
                let counts = shared == 0 || (self.is_folder(folder, one) && self.is_folder(folder, other));
                if counts && self.is_module(folder, other) {
                    edges
                        .entry(folder.to_vec())
                        .or_default()
                        .entry(one.clone())
                        .or_default()
                        .insert(other.clone());
                }
            }
        }
        edges
    }

    fn is_module(&self, folder: &[String], name: &str) -> bool {
        self.files.iter().any(|file| {
            file.module.starts_with(folder) && file.module.get(folder.len()).is_some_and(|at| at == name)
        })
    }

    fn is_folder(&self, folder: &[String], name: &str) -> bool {
        self.root.join(folder.iter().collect::<PathBuf>()).join(name).join("mod.rs").exists()
    }
}

/// The way from a module back to itself, if there is one.
fn circle(edges: &Edges, start: &String) -> Option<Vec<String>> {
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
