//! The scores of the sample documents against what a reader annotated. No facet may fall below its floor; floors rise
//! freely, and fall only with a reason in the commit.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use cancu::eval::{Scores, score};
use serde_json::Value;

use crate::sample::{Sample, extra_dir, extras, root, samples};

#[test]
fn samples_reach_their_floors() {
    let gold = root().join("tests/gold");
    let golds = golds(&gold);
    let annotated: BTreeSet<&str> = golds.iter().map(file).collect();
    let documents: BTreeSet<&str> = samples().iter().map(|sample| sample.name.as_str()).collect();
    assert_eq!(annotated, documents, "each sample has its annotation");
    reach(&golds, samples(), &gold.join("floors.toml"));
}

#[test]
fn further_documents_reach_their_floors() {
    let gold = root().join("tests/gold/extra");
    reach(&at_hand(&gold), extras(), &gold.join("floors.toml"));
}

/// Others are annotated in the folder `gold` beside the one that holds the documents.
#[test]
fn documents_annotated_elsewhere_reach_their_floors() {
    let Some(dir) = extra_dir() else { return };
    let folders = [dir.join("../gold"), dir.join("../../gold")];
    let Some(gold) = folders.iter().find(|gold| gold.is_dir()) else { return };
    reach(&at_hand(gold), extras(), &root().join("tests/gold/floors-extra.toml"));
}

/// The annotations of a folder whose further documents are at hand.
fn at_hand(gold: &Path) -> Vec<Value> {
    let mut golds = golds(gold);
    golds.retain(|gold| extras().iter().any(|sample| sample.name == file(gold)));
    golds
}

/// Fails with the scores and all that was missed if a facet is below its floor.
#[track_caller]
fn reach(golds: &[Value], samples: &[Sample], floors: &Path) {
    if golds.is_empty() {
        return;
    }
    let floors: BTreeMap<String, f64> =
        toml::from_str(&fs::read_to_string(floors).expect("a file of floors")).expect("floors");
    let (mut scores, mut notes) = (Scores::default(), String::new());
    for gold in golds {
        let sample = samples.iter().find(|sample| sample.name == file(gold)).expect("the annotated document");
        let document = serde_json::to_value(&sample.document).expect("JSON");
        let one = score(gold, &document, Some(sample.text()));
        for (facet, tally) in one.facets() {
            for note in &tally.notes {
                let _ = writeln!(notes, "{} {facet} {note}", sample.name);
            }
        }
        scores.add(&one);
    }
    let unfloored: Vec<&str> =
        scores.facets().map(|(facet, _)| facet).filter(|facet| !floors.contains_key(*facet)).collect();
    assert!(unfloored.is_empty(), "no floor for {unfloored:?}");
    let below: Vec<String> = scores
        .below(&floors)
        .iter()
        .map(|(facet, f1, floor)| format!("{facet}: {f1:.4} < {floor}"))
        .collect();
    assert!(below.is_empty(), "below the floor:\n{}\n\n{notes}", below.join("\n"));
}

fn golds(dir: &Path) -> Vec<Value> {
    let entries = fs::read_dir(dir).expect("a folder of annotations");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let text = fs::read_to_string(path).expect("UTF-8");
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    paths.iter().map(read).collect()
}

fn file(gold: &Value) -> &str {
    gold["file"].as_str().expect("an annotation names its document")
}
