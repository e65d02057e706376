//! What the files of `--output` are called.
//!
//! `plan.txt` gives `plan.json`. Inputs that would share a name all keep their ending, then all take their whole path, and
//! only then are counted, so the names depend on the inputs alone and nothing is overwritten. Names that differ in case
//! only are one name, as on many file systems.

use std::collections::BTreeMap;
use std::path::{Component, Path};

use unicode_normalization::UnicodeNormalization;

use crate::intake::Input;

/// How much of the path a name shows: the stem, the file name, the path.
const FULLEST: usize = 2;

/// A file name for each input, no two alike.
pub(super) fn names(inputs: &[Input]) -> Vec<String> {
    let mut fullness = vec![0; inputs.len()];
    loop {
        let names: Vec<String> =
            inputs.iter().zip(&fullness).map(|(input, &full)| name(input, full)).collect();
        let mut shares: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, name) in names.iter().enumerate() {
            shares.entry(key(name)).or_default().push(index);
        }
        let mut grown = false;
        for index in shares.values().filter(|share| share.len() > 1).flatten() {
            if fullness[*index] < FULLEST {
                fullness[*index] += 1;
                grown = true;
            }
        }
        if !grown {
            return counted(names).into_iter().map(|name| name + ".json").collect();
        }
    }
}

fn key(name: &str) -> String {
    name.nfc().collect::<String>().to_lowercase()
}

fn name(input: &Input, fullness: usize) -> String {
    let Input::File(path) = input else { return "stdin".to_owned() };
    let whole = || path.to_string_lossy().into_owned();
    match fullness {
        0 => path.file_stem().map_or_else(whole, |stem| stem.to_string_lossy().into_owned()),
        1 => path.file_name().map_or_else(whole, |name| name.to_string_lossy().into_owned()),
        _ => flat(path),
    }
}

/// The parts of a path in one name: `a/b.txt` → `a--b.txt`.
fn flat(path: &Path) -> String {
    let parts = path.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        Component::ParentDir => Some("up".to_owned()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("--")
}

/// Adds `~2`, `~3` to what is still alike.
fn counted(mut names: Vec<String>) -> Vec<String> {
    let mut seen = BTreeMap::new();
    for name in &mut names {
        let base = name.clone();
        let mut count = 1;
        while seen.insert(key(name), ()).is_some() {
            count += 1;
            *name = format!("{base}~{count}");
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(paths: &[&str], expect: &[&str]) {
        let input = |path: &&str| if *path == "-" { Input::Stdin } else { Input::File(path.into()) };
        assert_eq!(names(&paths.iter().map(input).collect::<Vec<_>>()), expect);
    }

    #[test]
    fn ok_names() {
        check(&["a/plan.txt", "b/note.md", "-"], &["plan.json", "note.json", "stdin.json"]);
        check(&["plan.txt", "plan.md", "x.txt"], &["plan.txt.json", "plan.md.json", "x.json"]);
        check(
            &["a/plan.txt", "b/PLAN.TXT", "b/plan.md"],
            &["a--plan.txt.json", "b--PLAN.TXT.json", "plan.md.json"],
        );
        check(
            &["plan.txt", "plan.md", "plan.txt.md"],
            &["plan.txt.json", "plan.md.json", "plan.txt.md.json"],
        );
        check(&["a/b.txt", "a--b.txt", "b.txt"], &["a--b.txt.json", "a--b.json", "b.txt.json"]);
        check(&["../b.txt", "/b.txt"], &["up--b.txt.json", "b.txt.json"]);
        check(&["kế.txt", "ke\u{302}\u{301}.txt"], &["kế.txt.json", "ke\u{302}\u{301}.txt~2.json"]);
    }
}
