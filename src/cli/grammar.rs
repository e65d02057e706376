//! The grammar that a command works with, and the proof of one.

use std::path::Path;
use std::sync::Arc;

use super::args::Args;
use super::console::Console;
use super::{Outcome, Stop, write_styled};
use crate::grammar::{self, Grammar};

/// The built-in grammar, or that of `--grammars`.
pub(super) fn load(args: &Args) -> Result<Arc<Grammar>, Stop> {
    let Some(dir) = &args.grammars else { return Ok(Grammar::builtin()) };
    let grammar = grammar::load_dir(dir).map_err(|error| {
        let check = format!("«cancu grammar check {}» lists everything that is wrong", dir.display());
        Stop::usage(error.to_string()).hint(check)
    })?;
    Ok(Arc::new(grammar))
}

/// Proves the built-in files, with those of `dir` on top.
pub(super) fn check(dir: Option<&Path>, console: &Console) -> Result<Outcome, Stop> {
    let overlays = dir.map_or_else(|| Ok(Vec::new()), overlays)?;
    match grammar::prove(&overlays) {
        Ok(proof) => {
            let grammar::Proof { files, entries, examples, near_misses, .. } = proof;
            let counts = format!(
                "{files} files, {entries} entries: {examples} examples match, {near_misses} near misses do not"
            );
            write_styled(&format!("{counts}\n"))?;
            Ok(Outcome::Good)
        }
        Err(errors) => {
            for error in &errors {
                console.error(&error.to_string(), None);
            }
            Ok(Outcome::Short)
        }
    }
}

/// The `*.toml` of a folder, by name.
fn overlays(dir: &Path) -> Result<Vec<(String, String)>, Stop> {
    let cannot =
        |path: &Path, error: std::io::Error| Stop::usage(format!("cannot read {}: {error}", path.display()));
    let mut files = Vec::new();
    for entry in dir.read_dir().map_err(|error| cannot(dir, error))? {
        let path = entry.map_err(|error| cannot(dir, error))?.path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            files.push((name, std::fs::read_to_string(&path).map_err(|error| cannot(&path, error))?));
        }
    }
    if files.is_empty() {
        return Err(Stop::usage(format!("no *.toml in {}", dir.display()))
            .hint("name the folder that holds the grammar files"));
    }
    files.sort_unstable();
    Ok(files)
}
