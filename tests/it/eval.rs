//! The scores: what they count, what they refuse, and that they agree with the scorer of the gold annotations.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Map, Value, json};

use super::{PLAN, Room, package};

fn golds() -> Vec<Value> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(package("tests/gold")).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    paths.sort();
    paths.iter().map(|path| serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()).collect()
}

/// The document that a gold annotation describes.
fn document(gold: &Value) -> Value {
    let mut document = first_answers(gold);
    for section in document["sections"].as_array_mut().unwrap() {
        section["text"] = section["starts"].take();
    }
    document["schema"] = json!("cancu/document/v1");
    document["id"] = document["header"]["id"].take();
    document["source"] = json!({"path": format!("in/{}", gold["file"].as_str().unwrap()), "sha256": ""});
    document
}

/// A value with the first answer of each `{"any": […]}`.
fn first_answers(value: &Value) -> Value {
    match value {
        Value::Object(map) => match map.get("any") {
            Some(Value::Array(answers)) if map.len() == 1 => first_answers(&answers[0]),
            _ => Value::Object(map.iter().map(|(key, value)| (key.clone(), first_answers(value))).collect()),
        },
        Value::Array(values) => values.iter().map(first_answers).collect(),
        other => other.clone(),
    }
}

fn lines(documents: &[Value]) -> String {
    documents.iter().map(|document| format!("{document}\n")).collect()
}

fn gold_dir() -> String {
    package("tests/gold").to_string_lossy().into_owned()
}

#[test]
fn what_gold_describes_is_perfect() {
    let room = Room::new();
    room.write("all.ndjson", lines(&golds().iter().map(document).collect::<Vec<_>>()));
    let scores = room.run(["eval", "--gold", &gold_dir(), "--out", "all.ndjson", "--json"]).ok().json();
    let scores = scores.as_object().unwrap();
    assert!(scores.len() >= 15, "{scores:?}");
    for (facet, row) in scores {
        assert_eq!(row["f1"], 1.0, "{facet}: {row}");
    }
    assert!(scores["sections"]["gold"].as_u64().unwrap() > 100);
}

#[test]
fn misses_and_surpluses_are_listed() {
    let gold = json!({"file": "plan.txt", "header": {"number": "57/KH-UBND", "place": "Huế"}, "sections": [],
                      "deadlines": [{"section": "II.2", "action": "report", "when": {"type": "before", "date": "2024-11-30"}},
                                    {"section": "II.9", "action": "hold", "when": null}]});
    let room = Room::with(&[("plan.txt", PLAN), ("gold/plan.json", &gold.to_string())]);
    let done = room.run(["eval", "--gold", "gold", "plan.txt", "-v", "--each"]).ok();
    for line in [
        "plan.txt header wrong   place: want \"Huế\" got \"Đồng Nai\"",
        "plan.txt deadlines missed  II.9 hold",
        "plan.txt sections surplus I ",
    ] {
        assert!(done.out.contains(line), "expected {line:?} in\n{}", done.out);
    }
    assert!(done.out.contains("1 documents scored\n"), "{}", done.out);
    assert!(
        done.out.contains("\nheader               0.500   0.500   0.500      2      2\n"),
        "{}",
        done.out
    );
    // What is extracted here has its source at hand.
    let row = done.out.lines().find(|line| line.starts_with("spans")).unwrap();
    assert!(row.contains("1.000   1.000   1.000"), "{row}");
}

#[test]
fn floors_hold() {
    let gold =
        json!({"file": "plan.txt", "header": {"number": "57/KH-UBND", "place": "Huế"}, "sections": []});
    let room = Room::with(&[("plan.txt", PLAN), ("gold/plan.json", &gold.to_string())]);
    let eval = |floors: &str| {
        room.write("floors.toml", floors);
        room.run(["eval", "--gold", "gold", "plan.txt", "--floors", "floors.toml"])
    };
    eval("header = 0.5\ncitations = 0\n").ok();
    let done = eval("header = 0.51\n").code(1);
    assert!(done.out.contains("below its floor: header 0.500 < 0.51\n"), "{}", done.out);
    assert!(eval("no_such_facet = 0.1\n").code(1).out.contains("no_such_facet 0.000 < 0.1"));
    eval("header = \"high\"\n")
        .code(2)
        .says(&["error: cannot read floors.toml: ", "hint: expected lines such as"]);
}

#[test]
fn a_document_without_output_fails() {
    let gold = |file: &str| json!({"file": file, "header": {"number": "1"}, "sections": []}).to_string();
    let room = Room::with(&[
        ("plan.txt", PLAN),
        ("gold/a.json", &gold("plan.txt")),
        ("gold/b.json", &gold("gone.txt")),
    ]);
    let done = room.run(["eval", "--gold", "gold", "plan.txt"]).code(1);
    assert!(done.out.contains("2 documents scored, 1 of them without output: gone.txt\n"), "{}", done.out);
}

#[test]
fn what_cannot_be_scored_is_trouble() {
    let gold = json!({"file": "plan.txt", "header": {}, "sections": []}).to_string();
    let room = Room::with(&[
        ("a/plan.txt", PLAN),
        ("b/plan.txt", PLAN),
        ("gold/a.json", &gold),
        ("bad/a.json", "{}"),
        ("none/x", ""),
    ]);
    room.run(["eval", "--gold", "gold", "a", "b"])
        .code(2)
        .says(&["error: two documents are named plan.txt\nhint: "]);
    room.run(["eval", "--gold", "bad", "a"])
        .code(2)
        .says(&["cannot read bad/a.json: expected an annotation"]);
    room.run(["eval", "--gold", "none", "a"]).code(2).says(&["error: no annotation in none"]);
    room.run(["eval", "--gold", "gone", "a"])
        .code(2)
        .says(&["error: cannot read gone: no such file or folder"]);
    room.run(["eval", "--gold", "gold", "--out", "bad"])
        .code(2)
        .says(&["holds something else than extracted documents"]);
}

/// The scorer of the gold annotations, where it is at hand.
fn scorer() -> Option<PathBuf> {
    let named = std::env::var_os("CANCU_SCORER").map(PathBuf::from);
    let extra = std::env::var_os("CANCU_EXTRA").map(PathBuf::from);
    let beside = |up: &str| extra.as_ref().map(|extra| extra.join(up).join("eval/score.py"));
    [named, beside(".."), beside("../..")].into_iter().flatten().find(|path| path.is_file())
}

/// Scores `documents` with both and compares every number.
#[track_caller]
fn compare(scorer: Option<&Path>, documents: &[Value]) -> Map<String, Value> {
    let room = Room::new();
    room.write("all.ndjson", lines(documents));
    let (gold, corpus) = (gold_dir(), package("corpus"));
    let corpus = corpus.to_string_lossy();
    let ours = room
        .run(["eval", "--gold", &gold, "--out", "all.ndjson", "--sources", &corpus, "--json"])
        .ok()
        .json();
    if let Some(scorer) = scorer {
        let mut theirs = Command::new("python3");
        theirs.arg(scorer).args([
            "--gold",
            &gold,
            "--ndjson",
            "all.ndjson",
            "--sources",
            &corpus,
            "--json",
            "scores.json",
        ]);
        let output = theirs.current_dir(room.path("")).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let theirs: Map<String, Value> = serde_json::from_str(&room.read("scores.json")).unwrap();
        assert_eq!(ours.as_object().unwrap().keys().collect::<Vec<_>>(), theirs.keys().collect::<Vec<_>>());
        for (facet, row) in &theirs {
            for (name, value) in row.as_object().unwrap() {
                let (ours, theirs) = (ours[facet][name].as_f64().unwrap(), value.as_f64().unwrap());
                assert!((ours - theirs).abs() < 1e-9, "{facet} {name}: {ours} here, {theirs} there");
            }
        }
    }
    ours.as_object().unwrap().clone()
}

#[test]
fn both_scorers_agree_on_the_samples() {
    let corpus = package("corpus");
    let documents = Room::new().run(["extract".as_ref(), corpus.as_os_str()]).ok().lines();
    let scores = compare(scorer().as_deref(), &documents);
    assert!(scores["sections"]["f1"].as_f64().unwrap() > 0.5);
    assert!(scores["coverage"]["got"].as_u64().unwrap() > 1000);
}

#[test]
fn both_scorers_agree_on_damaged_documents() {
    let corpus = package("corpus");
    let extracted = Room::new().run(["extract".as_ref(), corpus.as_os_str()]).ok().lines();
    let ideal: Vec<Value> = golds().iter().map(document).collect();
    let scorer = scorer();
    let seeds = if scorer.is_some() { 8 } else { 2 };
    for seed in 1..=seeds {
        let mut damage = Damage(seed);
        for documents in [&extracted, &ideal] {
            let mut documents = documents.clone();
            for document in &mut documents {
                let source = document["source"].take();
                damage.harm(document);
                document["source"] = source;
                document["schema"] = json!("cancu/document/v1");
            }
            let scores = compare(scorer.as_deref(), &documents);
            assert!(scores["citations"]["f1"].as_f64().unwrap() < 1.0);
        }
    }
}

/// Changes values here and there, the same for the same seed.
struct Damage(u64);

impl Damage {
    fn once_in(&mut self, times: u64) -> bool {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33).is_multiple_of(times)
    }

    fn harm(&mut self, value: &mut Value) {
        match value {
            // The other scorer does not survive half a span.
            Value::Object(map) => {
                map.iter_mut().filter(|(key, _)| *key != "span").for_each(|(_, value)| self.harm(value))
            }
            Value::Array(values) => {
                values.iter_mut().for_each(|value| self.harm(value));
                if self.once_in(9) {
                    values.pop();
                } else if self.once_in(9)
                    && let Some(first) = values.first().cloned()
                {
                    values.push(first);
                } else if self.once_in(9) {
                    values.reverse();
                }
            }
            Value::String(text) if self.once_in(40) => *value = json!(text.to_uppercase() + "."),
            Value::String(text) if self.once_in(40) => *value = json!(text.replace('-', " – ")),
            Value::String(text) if self.once_in(40) => {
                *value = json!(text.chars().skip(1).collect::<String>())
            }
            Value::String(text) if self.once_in(90) => text.clear(),
            Value::Number(number) if self.once_in(40) => *value = json!(number.as_u64().unwrap_or(7) + 1),
            _ if self.once_in(60) => *value = Value::Null,
            _ => {}
        }
    }
}
