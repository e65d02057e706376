//! Extracted documents that were written to disk: a JSON document, an array of them, NDJSON, or a folder of any.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::Stop;

/// The endings of JSON files.
const ENDINGS: [&str; 3] = ["json", "ndjson", "jsonl"];

/// Whether a path names extracted JSON rather than a document.
pub(super) fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ENDINGS.iter().any(|json| ending.eq_ignore_ascii_case(json)))
}

/// The documents at `path`, in order; those of a folder by file name.
pub(super) fn documents(path: &Path) -> Result<Vec<Value>, Stop> {
    if path.as_os_str() == "-" {
        return parse(io::stdin().lock(), path);
    }
    if !path.is_dir() {
        return parse(File::open(path).map_err(|error| cannot_read(path, &error))?, path);
    }
    let files = json_files(path)?;
    if files.is_empty() {
        let hint = "give a folder that «cancu extract -o» wrote, or an NDJSON file";
        return Err(Stop::usage(format!("no JSON file in {}", path.display())).hint(hint));
    }
    let mut documents = Vec::new();
    for file in files {
        documents.extend(parse(File::open(&file).map_err(|error| cannot_read(&file, &error))?, &file)?);
    }
    Ok(documents)
}

/// The JSON files of a folder, by name.
pub(super) fn json_files(dir: &Path) -> Result<Vec<PathBuf>, Stop> {
    let entries = dir.read_dir().and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let mut files: Vec<PathBuf> =
        entries.map_err(|error| cannot_read(dir, &error))?.iter().map(std::fs::DirEntry::path).collect();
    files.retain(|file| is_json(file) && file.is_file());
    files.sort_unstable();
    Ok(files)
}

fn cannot_read(path: &Path, error: &io::Error) -> Stop {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        _ => error.to_string(),
    };
    Stop::usage(format!("cannot read {}: {reason}", path.display()))
}

fn parse(reader: impl Read, path: &Path) -> Result<Vec<Value>, Stop> {
    let mut documents = Vec::new();
    for value in serde_json::Deserializer::from_reader(BufReader::new(reader)).into_iter::<Value>() {
        let value = value.map_err(|error| Stop::usage(format!("cannot read {}: {error}", path.display())))?;
        match value {
            Value::Array(values) => documents.extend(values),
            value => documents.push(value),
        }
    }
    let is_document =
        |value: &Value| value["schema"].as_str().is_some_and(|schema| schema.starts_with("cancu/document/"));
    if !documents.iter().all(is_document) {
        let hint = "expected what «cancu extract» writes, with \"schema\": \"cancu/document/v1\"";
        return Err(Stop::usage(format!(
            "{}: holds something else than extracted documents",
            path.display()
        ))
        .hint(hint));
    }
    Ok(documents)
}
