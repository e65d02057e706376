//! Proving grammar files: every example is found as its own entry, no near miss is.
//!
//! In: the embedded files and overlays. Out: a [`Proof`] that counts what held, or every fault. Nothing here runs when
//! documents are read.

use std::fmt;

use serde::de::DeserializeOwned;

use super::file::{self, FILES, Files, Kind, Row};
use super::lexicon::Lexicon;
use super::openings::Openings;
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
    let lexicon: Lexicon<T> = file::compile(kind, &mut Openings::default(), files.rows(kind)?)?;
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

    /// What proving `contents` as `places.toml` complains of.
    fn faults(contents: &str) -> Vec<String> {
        match prove(&[("places.toml".to_owned(), contents.to_owned())]) {
            Ok(_) => Vec::new(),
            Err(faults) => faults.iter().map(ToString::to_string).collect(),
        }
    }

    const PLACE: &str = "[[place]]\nid = \"a\"\nname = \"A\"\nunit = \"tỉnh\"\nphrases = [\"Phú Xuân\"]\n";

    #[test]
    fn ok_embedded_files_hold() {
        let proof = match prove(&[]) {
            Ok(proof) => proof,
            Err(faults) => {
                let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
                panic!("\n{}", faults.join("\n"));
            }
        };
        assert_eq!(proof.files, FILES);
        for file in proof.by_file {
            assert!(file.entries > 0 && file.phrases >= file.entries, "{file:?}");
            assert!(file.examples >= 2 * file.entries && file.near_misses >= file.entries, "{file:?}");
        }
        assert_eq!(proof.entries, proof.by_file.iter().map(|file| file.entries).sum::<usize>());
        let table = proof.to_string();
        assert_eq!(table.lines().count(), FILES + 2);
        assert!(table.lines().all(|line| line.chars().count() == 59), "{table}");
    }

    #[test]
    fn ok_slugs_and_ids_are_ascii() {
        let grammar = crate::grammar::Grammar::builtin();
        let ascii = |slug: &str| crate::text::slug(slug) == slug;
        let types = grammar.types.entries().iter().map(|entry| (&entry.id, &entry.value.slug));
        let bodies = grammar.bodies.entries().iter().map(|entry| (&entry.id, &entry.value.slug));
        for (id, slug) in types.chain(bodies) {
            assert!(ascii(slug) && ascii(id), "{id}");
        }
        for entry in grammar.bodies.entries() {
            for successor in &entry.value.successors {
                let known = grammar.bodies.entries().iter().any(|other| other.value.slug == *successor);
                assert!(known, "{}: successor {successor}", entry.id);
            }
        }
    }

    #[test]
    fn ok_versions_of_laws_are_dated_and_in_order() {
        let grammar = crate::grammar::Grammar::builtin();
        for entry in grammar.laws.entries() {
            let versions = &entry.value.versions;
            let day = |day: &str| day.parse::<jiff::civil::Date>().is_ok();
            assert!(versions.iter().all(|version| day(&version.in_force)), "{}", entry.id);
            assert!(versions.is_sorted_by(|a, b| a.in_force < b.in_force), "{}", entry.id);
            for version in versions {
                let year = version.number.split('/').nth(1).unwrap_or_default();
                assert!(year <= version.in_force.as_str(), "{}: {}", entry.id, version.number);
            }
        }
    }

    #[test]
    fn ok_an_overlay_with_proofs() {
        let proofs = "examples = [\"thành Phú Xuân\"]\nnear_misses = [\"Phú Yên\"]";
        assert_eq!(faults(&format!("{PLACE}{proofs}")), [""; 0]);
    }

    #[test]
    fn err_every_fault_with_its_line() {
        let proofs =
            "examples = [\n  \"thành Phú Xuân\",\n  \"Phú Yên\",\n]\nnear_misses = [\"xã phù xuân\"]";
        assert_eq!(
            faults(&format!("{PLACE}{proofs}")),
            [
                "places.toml:8: entry a: example 2 \"Phú Yên\" is not found",
                "places.toml:10: entry a: near miss 1 \"xã phù xuân\" is found as \"phù xuân\"",
            ]
        );
        assert_eq!(
            faults(PLACE),
            [
                "places.toml:1: entry a: an entry needs examples",
                "places.toml:1: entry a: an entry needs near misses"
            ]
        );
    }

    #[test]
    fn err_an_overlay_that_breaks_an_embedded_entry() {
        let text = format!(
            "{PLACE}examples = [\"Phú Xuân\"]\nnear_misses = [\"Phú Yên\"]\n\
             [[place]]\nid = \"b\"\nname = \"B\"\nunit = \"tỉnh\"\nphrases = [\"tỉnh Hà Giang\"]\n\
             examples = [\"tỉnh Hà Giang\"]\nnear_misses = [\"Hà Nam\"]"
        );
        let faults = faults(&text);
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(
            faults[0].starts_with("grammars/places.toml:") && faults[0].contains("entry ha-giang: example 1")
        );
    }
}
