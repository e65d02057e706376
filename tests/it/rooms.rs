//! The direction rule: a room of the library uses rooms to its left, none to its right; the core reads no clock, no
//! environment, no network, no file, and writes nowhere.

use std::fs;
use std::path::{Path, PathBuf};

use crate::sample::root;

/// The rooms of the core, each after those it may use.
const CORE: [&str; 11] = [
    "text",
    "document",
    "source",
    "grammar",
    "phrase",
    "layout",
    "structure",
    "legibility",
    "facts",
    "link",
    "pipeline",
];
/// The outer rooms and what each may use; none of them is known to the core.
const OUTER: [(&str, &[&str]); 10] = [
    ("batch", &[]),
    ("intake", &["source", "document"]),
    ("eval", &[]),
    ("diff", &[]),
    ("lint", &["document", "text", "grammar"]),
    ("archive", &["document", "source", "text", "grammar", "pipeline"]),
    ("ingest", &["archive", "batch", "document", "grammar", "intake", "pipeline", "source"]),
    ("query", &["archive", "document", "text"]),
    ("export", &["archive", "query", "document", "grammar", "text"]),
    (
        "cli",
        &[
            "document", "source", "text", "grammar", "pipeline", "intake", "eval", "diff", "lint", "archive",
            "query", "batch", "ingest", "export",
        ],
    ),
];
/// Files that may do what the core may not: reading grammar files is asked for by the command line.
const READS_FILES: &str = "grammar/file.rs";

#[test]
fn rooms_use_rooms_to_their_left() {
    let mut wrong = Vec::new();
    for (path, code) in files() {
        let room = room(&path);
        for used in rooms_used(&code) {
            let may = match CORE.iter().position(|name| *name == room) {
                Some(place) => CORE[..=place].contains(&used.as_str()),
                None => OUTER
                    .iter()
                    .any(|(name, may)| *name == room && (used == room || may.contains(&used.as_str()))),
            };
            if !may {
                wrong.push(format!("src/{}: {room} must not use {used}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_room_has_its_place() {
    let known = |room: &str| CORE.contains(&room) || OUTER.iter().any(|(name, _)| *name == room);
    let homeless: Vec<PathBuf> =
        files().into_iter().map(|(path, _)| path).filter(|path| !known(&room(path))).collect();
    assert!(homeless.is_empty(), "no place in the order of rooms: {homeless:?}");
    let has = |room: &str| files().iter().any(|(path, _)| self::room(path) == room);
    assert!(CORE.iter().chain(OUTER.iter().map(|(name, _)| name)).all(|room| has(room)));
}

#[test]
fn the_core_is_pure() {
    const IMPURE: [&str; 12] = [
        "std::env",
        "std::fs",
        "std::net",
        "std::io",
        "std::time",
        "std::process",
        "std::thread",
        "SystemTime",
        "Instant::",
        "println!",
        "eprintln!",
        "Zoned::now",
    ];
    const TERMINAL: [&str; 7] =
        ["anstream", "anstyle", "clap", "indicatif", "rayon", "walkdir", "annotate_snippets"];
    let mut wrong = Vec::new();
    for (path, code) in files() {
        if !CORE.contains(&room(&path).as_str()) || path == Path::new(READS_FILES) {
            continue;
        }
        for word in IMPURE.iter().chain(&TERMINAL) {
            if code.contains(word) {
                wrong.push(format!("src/{}: {word}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The code of the rooms by path below `src`, without tests and comments; the roots of library and program are no rooms.
fn files() -> Vec<(PathBuf, String)> {
    let src = root().join("src");
    let (mut folders, mut files) = (vec![src.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
                let below = path.strip_prefix(&src).expect("a path below src").to_owned();
                if below != Path::new("lib.rs") && below != Path::new("main.rs") {
                    files.push((below, code(&fs::read_to_string(&path).expect("UTF-8"))));
                }
            }
        }
    }
    files.sort();
    files
}

/// Code up to the tests at its end, without comments.
fn code(file: &str) -> String {
    let code = file.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// `facts/citation.rs` → `facts`, `layout.rs` → `layout`.
fn room(path: &Path) -> String {
    let first = path.iter().next().unwrap_or_default().to_string_lossy().into_owned();
    first.strip_suffix(".rs").unwrap_or(&first).to_owned()
}

/// The rooms that code names with `crate::…`, `use crate::{…}` included.
fn rooms_used(code: &str) -> Vec<String> {
    let word =
        |text: &str| text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>();
    let mut rooms = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => rooms.push(word(rest)),
            Some(list) => {
                let (mut depth, mut opens) = (1, true);
                for (place, c) in list.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' => depth -= 1,
                        ',' if depth == 1 => opens = true,
                        c if depth == 1 && opens && c.is_ascii_alphabetic() => {
                            rooms.push(word(&list[place..]));
                            opens = false;
                        }
                        _ => {}
                    }
                    if depth == 0 {
                        break;
                    }
                }
            }
        }
    }
    rooms.retain(|room| !room.is_empty());
    rooms
}

#[test]
fn uses_are_seen() {
    let code = code(
        "use crate::text::{Run, Text};\n// crate::cli\nuse crate::{\n    facts::citation,\n    link,\n};\n#[cfg(test)]\nmod tests { use crate::cli; }",
    );
    assert_eq!(rooms_used(&code), ["text", "facts", "link"]);
}
