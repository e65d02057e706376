//! `cancu extract`: documents in, JSON out.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::args;
use super::console::Console;
use super::{Outcome, Stop, naming};
use crate::batch;
use crate::document::Document;
use crate::grammar::Grammar;
use crate::intake::{self, Input, Intake, ReadError};
use crate::pipeline;

pub(super) fn run(args: &args::Extract, grammar: &Grammar, console: &Console) -> Result<Outcome, Stop> {
    let intake = intake::walk(&args.paths);
    tell_skipped(&intake, args.list_skipped, console);
    tell_failed(&intake.failed, console);
    let inputs = &intake.inputs;
    if inputs.is_empty() {
        if intake.failed.is_empty() {
            console.error(
                "no document found",
                Some("a folder is searched for *.txt and *.md; other files must be named"),
            );
        }
        return Ok(Outcome::Short);
    }
    let mut sink = Sink::new(args, inputs)?;
    let progress = console.with_progress(inputs.len(), args.output.is_none());
    let mut failed = intake.failed.len();
    batch::in_order(
        args.jobs.count(),
        inputs.len(),
        |index| one(&inputs[index], grammar, args.pretty),
        |index, result| {
            progress.step();
            match result {
                Some(Ok(document)) => {
                    for warning in &document.warnings {
                        progress.warning(&format!("{}: {warning}", inputs[index]));
                    }
                    sink.put(index, &document.json)
                }
                Some(Err(error)) => {
                    failed += 1;
                    tell(&error, &progress);
                    Ok(())
                }
                None => {
                    failed += 1;
                    let hint = "this is a fault of the program: please report it with the file";
                    progress.error(&format!("{}: the extraction broke down", inputs[index]), Some(hint));
                    Ok(())
                }
            }
        },
    )?;
    progress.finish();
    sink.finish()?;
    if failed > 0 && inputs.len() > 1 {
        console.note(&format!("{failed} of {} documents not read", inputs.len() + intake.failed.len()));
    }
    Ok(Outcome::good_if(failed == 0))
}

/// The JSON of one document, and what was doubtful in decoding it.
struct Extracted {
    json: Vec<u8>,
    warnings: Vec<String>,
}

fn one(input: &Input, grammar: &Grammar, pretty: bool) -> Result<Extracted, ReadError> {
    let source = intake::read(input)?;
    let document = pipeline::extract(&source, grammar);
    let warnings = source.diagnostics.into_iter().map(|diagnostic| diagnostic.message).collect();
    Ok(Extracted { json: json(&document, pretty), warnings })
}

fn json(document: &Document, pretty: bool) -> Vec<u8> {
    let json = if pretty { serde_json::to_vec_pretty(document) } else { serde_json::to_vec(document) };
    json.expect("a document has string keys only, and memory takes every byte")
}

fn tell_skipped(intake: &Intake, by_name: bool, console: &Console) {
    if by_name {
        for skipped in &intake.skipped {
            console.note(&format!("skipped {}: {}", skipped.path.display(), skipped.reason));
        }
    } else if !intake.skipped.is_empty() {
        let count = intake.skipped.len();
        let files = if count == 1 { "one other file" } else { &format!("{count} other files") };
        console.note(&format!("{files} skipped; --list-skipped names them"));
    }
}

/// Reports the paths that could not be looked at.
pub(super) fn tell_failed(failed: &[ReadError], console: &Console) {
    failed.iter().for_each(|error| tell(error, console));
}

/// Reports one input that could not be read.
pub(super) fn tell(error: &ReadError, console: &Console) {
    console.error(&format!("cannot read {error}"), error.hint());
}

/// Where the documents go.
enum Sink {
    /// One after the other, a line each.
    Lines(BufWriter<io::Stdout>),
    /// One indented array.
    Array { out: BufWriter<io::Stdout>, empty: bool },
    /// A file each.
    Folder(Vec<PathBuf>),
}

impl Sink {
    fn new(args: &args::Extract, inputs: &[Input]) -> Result<Sink, Stop> {
        let out = BufWriter::with_capacity(1 << 16, io::stdout());
        if let Some(dir) = &args.output {
            fs::create_dir_all(dir)
                .map_err(|error| Stop::usage(format!("cannot make the folder {}: {error}", dir.display())))?;
            return Ok(Sink::Folder(naming::names(inputs).iter().map(|name| dir.join(name)).collect()));
        }
        let single = matches!(args.paths.as_slice(), [path] if !path.is_dir());
        Ok(if args.pretty && !single { Sink::Array { out, empty: true } } else { Sink::Lines(out) })
    }

    fn put(&mut self, index: usize, json: &[u8]) -> Result<(), Stop> {
        match self {
            Sink::Lines(out) => {
                out.write_all(json)?;
                out.write_all(b"\n")?;
            }
            Sink::Array { out, empty } => {
                out.write_all(if *empty { b"[\n" } else { b",\n" })?;
                *empty = false;
                out.write_all(json)?;
            }
            Sink::Folder(paths) => {
                let path = &paths[index];
                let cannot =
                    |error: io::Error| Stop::failure(format!("cannot write {}: {error}", path.display()));
                write_whole(path, json).map_err(cannot)?;
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<(), Stop> {
        match self {
            Sink::Lines(mut out) => out.flush()?,
            Sink::Array { mut out, empty } => {
                out.write_all(if empty { b"[]\n" } else { b"\n]\n" })?;
                out.flush()?;
            }
            Sink::Folder(_) => {}
        }
        Ok(())
    }
}

/// Writes beside the file and puts it in place when it is whole, so that a run that ends early leaves no half document.
fn write_whole(path: &Path, json: &[u8]) -> io::Result<()> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let mut file = BufWriter::new(fs::File::create(&part)?);
    file.write_all(json)?;
    file.write_all(b"\n")?;
    file.flush()?;
    drop(file);
    fs::rename(&part, path)
}
