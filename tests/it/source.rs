//! The same document in another dress: encodings, line ends, composed and decomposed letters give the same facts.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use super::{PLAN, Room, package};

/// A document without what hangs on the bytes alone: spans, the source, an id made of its hash.
fn facts(mut document: Value) -> Value {
    let hash = document["source"]["sha256"].as_str().unwrap()[..12].to_owned();
    document.as_object_mut().unwrap().remove("source");
    strip(&mut document, &hash);
    document
}

fn strip(value: &mut Value, hash: &str) {
    match value {
        Value::Object(map) => {
            map.remove("span");
            map.remove("spans");
            map.remove("mentions");
            map.values_mut().for_each(|value| strip(value, hash));
        }
        Value::Array(values) => values.iter_mut().for_each(|value| strip(value, hash)),
        Value::String(text) if text.contains(hash) => *text = text.replace(hash, "HASH"),
        _ => {}
    }
}

fn utf_16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

/// Each dress with its encoding.
fn dresses(text: &str) -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let marked = format!("\u{FEFF}{text}");
    vec![
        ("byte order mark", marked.clone().into_bytes(), "UTF-8"),
        ("CRLF", text.replace('\n', "\r\n").into_bytes(), "UTF-8"),
        ("decomposed", text.nfd().collect::<String>().into_bytes(), "UTF-8"),
        ("UTF-16LE", utf_16(&marked, u16::to_le_bytes), "UTF-16LE"),
        ("UTF-16BE", utf_16(&marked, u16::to_be_bytes), "UTF-16BE"),
        ("UTF-16LE without mark", utf_16(text, u16::to_le_bytes), "UTF-16LE"),
    ]
}

#[track_caller]
fn check(name: &str, text: &str) {
    let room = Room::new();
    room.write("plain.txt", text);
    let plain = facts(room.run(["extract", "plain.txt"]).ok().json());
    for (dress, bytes, encoding) in dresses(text) {
        room.write("dressed.txt", bytes);
        let document = room.run(["extract", "dressed.txt"]).ok().json();
        assert_eq!(document["source"]["encoding"], encoding, "{dress}");
        let dressed = facts(document);
        for (key, value) in plain.as_object().unwrap() {
            assert_eq!(&dressed[key], value, "{name}, {dress}: {key}");
        }
    }
}

#[test]
fn a_plan_in_every_dress() {
    check("plan", PLAN);
}

#[test]
fn the_samples_in_every_dress() {
    for entry in std::fs::read_dir(package("corpus")).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        check(&path.file_name().unwrap().to_string_lossy(), &text);
    }
}

#[test]
fn an_old_encoding_is_read_with_a_warning() {
    // Windows-1258 writes «ế» as «ê» and an acute accent.
    let room = Room::new();
    let (bytes, _, missing) = encoding_rs::WINDOWS_1258.encode(
        "KÊ\u{301} HOA\u{323}CH\nI. MU\u{323}C ĐÍCH\nThư\u{323}c hiê\u{323}n Quyê\u{301}t đi\u{323}nh sô\u{301} 12/QĐ-UBND nga\u{300}y 01/02/2024.\n",
    );
    assert!(!missing);
    room.write("old.txt", bytes);
    let done = room
        .run(["extract", "old.txt"])
        .ok()
        .says(&["warning: old.txt: neither UTF-8 nor UTF-16, read as windows-1258"]);
    let document = done.json();
    assert_eq!(document["source"]["encoding"], "windows-1258");
    assert_eq!(document["citations"][0]["number"], "12/QĐ-UBND");
    assert_eq!(document["citations"][0]["text"], "Quyết định số 12/QĐ-UBND ngày 01/02/2024");
    let codes: Vec<&Value> = document["diagnostics"].as_array().unwrap().iter().map(|d| &d["code"]).collect();
    assert!(codes.iter().any(|code| *code == "encoding-guessed"), "{codes:?}");
}

#[test]
fn damage_is_told() {
    let room = Room::new();
    let mut bytes = PLAN.as_bytes().to_vec();
    bytes.extend(b"\xFF\xFE\xFA");
    room.write("damaged.txt", bytes);
    let done = room
        .run(["extract", "damaged.txt"])
        .ok()
        .says(&["warning: damaged.txt: 3 places are not valid UTF-8"]);
    assert_eq!(done.json()["header"]["number"], "57/KH-UBND");
}
