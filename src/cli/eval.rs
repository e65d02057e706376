//! `cancu eval`: how good an extraction is.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anstyle::{AnsiColor, Style};
use serde_json::{Value, json};

use super::args::{self, Args};
use super::console::Console;
use super::{Outcome, Stop, extract, grammar, load, write_out, write_styled};
use crate::batch;
use crate::eval::{Scores, score};
use crate::intake::{self, Input};
use crate::pipeline;

/// One annotated document.
struct Gold {
    /// The file name of the document.
    file: String,
    value: Value,
}

/// One extracted document with its source, where that is at hand.
struct Output {
    document: Value,
    text: Option<String>,
}

/// Extracted documents by the file name of their path.
type Outputs = BTreeMap<String, Output>;

pub(super) fn run(args: &args::Eval, common: &Args, console: &Console) -> Result<Outcome, Stop> {
    let golds = golds(&args.gold)?;
    let floors = args.floors.as_deref().map_or_else(|| Ok(BTreeMap::new()), floors)?;
    let wanted: BTreeSet<&str> = golds.iter().map(|gold| gold.file.as_str()).collect();
    let mut outputs = Outputs::new();
    for path in &args.out {
        for document in load::documents(path)? {
            let name = file_name(document["source"]["path"].as_str().unwrap_or_default());
            let text = if wanted.contains(name.as_str()) {
                source_text(&document, &name, &args.sources)
            } else {
                None
            };
            add(&mut outputs, name, Output { document, text })?;
        }
    }
    if !args.paths.is_empty() {
        extract_all(args, common, &wanted, &mut outputs, console)?;
    }
    report(args, &golds, &outputs, &floors)
}

fn file_name(path: &str) -> String {
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

fn add(outputs: &mut Outputs, name: String, output: Output) -> Result<(), Stop> {
    if outputs.contains_key(&name) {
        let hint = "annotations find their documents by file name; give each document once";
        return Err(Stop::usage(format!("two documents are named {name}")).hint(hint));
    }
    outputs.insert(name, output);
    Ok(())
}

/// The annotations of a folder, by file name.
fn golds(dir: &Path) -> Result<Vec<Gold>, Stop> {
    let cannot = |path: &Path, error: &dyn std::fmt::Display| {
        Stop::usage(format!("cannot read {}: {error}", path.display()))
    };
    let mut golds = Vec::new();
    for path in load::json_files(dir)? {
        let text = fs::read_to_string(&path).map_err(|error| cannot(&path, &error))?;
        let value: Value = serde_json::from_str(&text).map_err(|error| cannot(&path, &error))?;
        let Some(file) = value["file"].as_str().map(str::to_owned) else {
            return Err(cannot(&path, &"expected an annotation with a member \"file\""));
        };
        golds.push(Gold { file, value });
    }
    if golds.is_empty() {
        return Err(Stop::usage(format!("no annotation in {}", dir.display()))
            .hint("--gold takes a folder of JSON files"));
    }
    Ok(golds)
}

fn floors(path: &Path) -> Result<BTreeMap<String, f64>, Stop> {
    let cannot =
        |error: &dyn std::fmt::Display| Stop::usage(format!("cannot read {}: {error}", path.display()));
    let text = fs::read_to_string(path).map_err(|error| cannot(&error))?;
    toml::from_str(&text).map_err(|error| cannot(&error).hint("expected lines such as: deadlines = 0.97"))
}

/// The source of an extracted document: in one of the folders, or at its own path if the bytes are the same.
fn source_text(document: &Value, name: &str, folders: &[PathBuf]) -> Option<String> {
    let read = |path: PathBuf| intake::read(&Input::File(path)).ok();
    if let Some(path) = folders.iter().map(|dir| dir.join(name)).find(|path| path.is_file()) {
        return read(path).map(|source| source.text);
    }
    let path = document["source"]["path"].as_str().filter(|path| *path != "-")?;
    read(path.into())
        .filter(|source| document["source"]["sha256"] == source.info.sha256.as_str())
        .map(|source| source.text)
}

/// Extracts what the annotations ask for, and adds it to `outputs`.
fn extract_all(
    args: &args::Eval,
    common: &Args,
    wanted: &BTreeSet<&str>,
    outputs: &mut Outputs,
    console: &Console,
) -> Result<(), Stop> {
    let grammar = grammar::load(common)?;
    let intake = intake::walk(&args.paths);
    extract::tell_failed(&intake.failed, console);
    let inputs: Vec<Input> = intake
        .inputs
        .into_iter()
        .filter(|input| wanted.contains(file_name(&input.name()).as_str()))
        .collect();
    let progress = console.with_progress(inputs.len(), true);
    let one = |index: usize| {
        let source = intake::read(&inputs[index])?;
        let document = pipeline::extract(&source, &grammar);
        let document = serde_json::to_value(document).expect("a document has string keys only");
        Ok(Output { document, text: Some(source.text) })
    };
    batch::in_order(
        args.jobs.count(),
        inputs.len(),
        one,
        |index, result: Option<Result<Output, intake::ReadError>>| -> Result<(), Stop> {
            progress.step();
            match result {
                Some(Ok(output)) => add(outputs, file_name(&inputs[index].name()), output)?,
                Some(Err(error)) => extract::tell(&error, &progress),
                None => progress.error(&format!("{}: the extraction broke down", inputs[index]), None),
            }
            Ok(())
        },
    )?;
    progress.finish();
    Ok(())
}

fn report(
    args: &args::Eval,
    golds: &[Gold],
    outputs: &Outputs,
    floors: &BTreeMap<String, f64>,
) -> Result<Outcome, Stop> {
    let (mut scores, mut missing, mut page) = (Scores::default(), Vec::new(), String::new());
    for gold in golds {
        let output = outputs.get(&gold.file);
        if output.is_none() {
            missing.push(gold.file.as_str());
        }
        let document = output.map_or(&Value::Null, |output| &output.document);
        let one = score(&gold.value, document, output.and_then(|output| output.text.as_deref()));
        if args.verbose {
            for (facet, tally) in one.facets() {
                for note in &tally.notes {
                    let _ = writeln!(page, "{} {facet} {note}", gold.file);
                }
            }
        }
        if args.each {
            let counted = one.facets().filter(|(_, tally)| tally.gold + tally.got > 0);
            let line: Vec<String> =
                counted.map(|(facet, tally)| format!("{facet}={:.3}", tally.f1())).collect();
            let _ = writeln!(page, "{} {}", gold.file, line.join(" "));
        }
        scores.add(&one);
    }
    let below = scores.below(floors);
    if args.json {
        write_out(format!("{:#}\n", as_json(&scores)).as_bytes())?;
    } else {
        table(&mut page, &scores, golds.len(), &missing);
        let style = AnsiColor::Red.on_default().bold();
        for (facet, f1, floor) in &below {
            let _ = writeln!(page, "{style}below its floor:{style:#} {facet} {f1:.3} < {floor}");
        }
        write_styled(&page)?;
    }
    Ok(Outcome::good_if(below.is_empty() && missing.is_empty()))
}

fn as_json(scores: &Scores) -> Value {
    let facets = scores.facets().map(|(facet, tally)| {
        let row = json!({
            "p": tally.precision(), "r": tally.recall(), "f1": tally.f1(), "gold": tally.gold, "got": tally.got,
        });
        (facet.to_owned(), row)
    });
    Value::Object(facets.collect())
}

fn table(page: &mut String, scores: &Scores, documents: usize, missing: &[&str]) {
    const BOLD: Style = Style::new().bold();
    let _ = match missing {
        [] => writeln!(page, "{documents} documents scored"),
        _ => writeln!(
            page,
            "{documents} documents scored, {} of them without output: {}",
            missing.len(),
            missing.join(", ")
        ),
    };
    let _ = writeln!(
        page,
        "{BOLD}{:<18}{:>8}{:>8}{:>8}{:>7}{:>7}{BOLD:#}",
        "facet", "P", "R", "F1", "gold", "got"
    );
    for (facet, tally) in scores.facets() {
        let (p, r, f1) = (tally.precision(), tally.recall(), tally.f1());
        let _ = writeln!(page, "{facet:<18}{p:>8.3}{r:>8.3}{f1:>8.3}{:>7}{:>7}", tally.gold, tally.got);
    }
}
