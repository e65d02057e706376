//! Proving grammar files: every example is found as its own entry, no near miss is.
//!
//! In: the embedded files and overlays. Out: a [`Proof`] that counts what held, or every fault. Nothing here runs when
//! documents are read.

use std::fmt;

use serde::de::DeserializeOwned;

use super::file::{self, FILES, Files, Kind, Row};
use super::lexicon::Lexicon;
use super::{
    Body, BodyWord, CalendarCue, DocumentType, FormCue, GrammarError, Law, MeasureCue, Place, RelationCue,
    RoleCue,
};
use crate::text::Text;

/// What a proof counted.
///
/// Its `Display` is the table that `cancu grammar check` prints:
///
/// | column | what it counts |
/// |---|---|
/// | `file` | the grammar file |
/// | `entries` | entries after overlays |
/// | `phrases` | phrases compiled, each spelling of a hyphen counted |
/// | `examples` | texts in which their entry was found |
/// | `near misses` | texts in which their entry was not found |
///
/// The last line is the sum of all files.
#[derive(Clone, Copy, Debug, Default)]
pub struct Proof {
    pub files: usize,
    pub entries: usize,
    pub examples: usize,
    pub near_misses: usize,
    /// The same for each file.
    pub by_file: [FileProof; FILES],
}

/// What a proof counted in one file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FileProof {
    /// `bodies.toml`.
    pub name: &'static str,
    pub entries: usize,
    pub phrases: usize,
    pub examples: usize,
    pub near_misses: usize,
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<20} {:>8} {:>8} {:>8} {:>11}",
            "file", "entries", "phrases", "examples", "near misses"
        )?;
        let mut phrases = 0;
        for file in &self.by_file {
            phrases += file.phrases;
            let FileProof { name, entries, phrases, examples, near_misses } = file;
            writeln!(f, "{name:<20} {entries:>8} {phrases:>8} {examples:>8} {near_misses:>11}")?;
        }
        let Proof { entries, examples, near_misses, .. } = self;
        write!(f, "{:<20} {entries:>8} {phrases:>8} {examples:>8} {near_misses:>11}", "all")
    }
}

/// Proves the embedded files with `overlays` (path, contents) on top. All faults are reported, not the first alone.
pub fn prove(overlays: &[(String, String)]) -> Result<Proof, Vec<GrammarError>> {
    let files = Files::new(overlays).map_err(|error| vec![error])?;
    let mut faults = Vec::new();
    let by_file = Kind::ALL.map(|kind| {
        let mut file = FileProof { name: file::of(kind).1, ..FileProof::default() };
        let result = match kind {
            Kind::DocumentTypes => prove_file::<DocumentType>(&files, kind, &mut file, &mut faults),
            Kind::Bodies => prove_file::<Body>(&files, kind, &mut file, &mut faults),
            Kind::BodyWords => prove_file::<BodyWord>(&files, kind, &mut file, &mut faults),
            Kind::Places => prove_file::<Place>(&files, kind, &mut file, &mut faults),
            Kind::Laws => prove_file::<Law>(&files, kind, &mut file, &mut faults),
            Kind::Roles => prove_file::<RoleCue>(&files, kind, &mut file, &mut faults),
            Kind::Calendar => prove_file::<CalendarCue>(&files, kind, &mut file, &mut faults),
            Kind::Relations => prove_file::<RelationCue>(&files, kind, &mut file, &mut faults),
            Kind::Form => prove_file::<FormCue>(&files, kind, &mut file, &mut faults),
            Kind::Measures => prove_file::<MeasureCue>(&files, kind, &mut file, &mut faults),
        };
        faults.extend(result.err());
        file
    });
    if !faults.is_empty() {
        return Err(faults);
    }
    let sum = |count: fn(&FileProof) -> usize| by_file.iter().map(count).sum();
    Ok(Proof {
        files: FILES,
        entries: sum(|file| file.entries),
        examples: sum(|file| file.examples),
        near_misses: sum(|file| file.near_misses),
        by_file,
    })
}

/// Proves one file; the error is one that keeps it from being compiled.
fn prove_file<T: DeserializeOwned>(
    files: &Files<'_>,
    kind: Kind,
    proof: &mut FileProof,
    faults: &mut Vec<GrammarError>,
) -> Result<(), GrammarError> {
    let lexicon: Lexicon<T> = file::compile(files.rows(kind)?)?;
    let rows: Vec<Row<T>> = files.rows(kind)?;
    proof.entries = rows.len();
    proof.phrases = lexicon.phrase_count();
    for row in &rows {
        faults.extend(prove_row(&lexicon, row));
        proof.examples += row.examples.len();
        proof.near_misses += row.near_misses.len();
    }
    Ok(())
}

/// The faults of one entry.
fn prove_row<T>(lexicon: &Lexicon<T>, row: &Row<'_, T>) -> Vec<GrammarError> {
    let mut faults = Vec::new();
    if row.examples.is_empty() {
        faults.push(row.error(row.at, "an entry needs examples"));
    }
    if row.near_misses.is_empty() {
        faults.push(row.error(row.at, "an entry needs near misses"));
    }
    for (number, example) in row.examples.iter().enumerate() {
        let words = example.get_ref();
        if find(lexicon, &row.entry.id, words).is_none() {
            let message = format!("example {} {words:?} is not found", number + 1);
            faults.push(row.error(example.span().start, message));
        }
    }
    for (number, near_miss) in row.near_misses.iter().enumerate() {
        let words = near_miss.get_ref();
        if let Some(found) = find(lexicon, &row.entry.id, words) {
            let message = format!("near miss {} {words:?} is found as {found:?}", number + 1);
            faults.push(row.error(near_miss.span().start, message));
        }
    }
    faults
}

/// The words by which the entry is found in `words`.
fn find<T>(lexicon: &Lexicon<T>, id: &str, words: &str) -> Option<String> {
    let text = Text::new(words);
    let found = lexicon.find_iter(&text, text.all()).find(|found| found.entry.id == id)?;
    Some(text.value(found.run))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_embedded_files_hold() {
        match prove(&[]) {
            Ok(proof) => println!("{proof}"),
            Err(faults) => {
                let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
                panic!("\n{}", faults.join("\n"));
            }
        }
    }
}
