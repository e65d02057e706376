//! The documents that the tests read: those of `corpus/`, and those of the folder that `CANCU_EXTRA` names.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use cancu::{Document, Grammar, Source};

/// One document of a folder.
pub(crate) struct Sample {
    /// The file name, which its annotation and its snapshot bear too.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) source: Source,
    pub(crate) document: Document,
}

/// Only the name: failures print it.
impl fmt::Debug for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl Sample {
    /// The decoded text.
    pub(crate) fn text(&self) -> &str {
        &self.source.text
    }
}

/// The project's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The sample documents, by name.
pub(crate) fn samples() -> &'static [Sample] {
    static SAMPLES: LazyLock<Vec<Sample>> = LazyLock::new(|| read(&root().join("corpus")));
    &SAMPLES
}

/// The folder of further documents, where one is given.
pub(crate) fn extra_dir() -> Option<PathBuf> {
    let dir = std::env::var_os("CANCU_EXTRA").filter(|dir| !dir.is_empty())?;
    Some(root().join(dir))
}

/// The further documents, by name.
pub(crate) fn extras() -> &'static [Sample] {
    static EXTRAS: LazyLock<Vec<Sample>> =
        LazyLock::new(|| extra_dir().map_or_else(Vec::new, |dir| read(&dir)));
    &EXTRAS
}

/// Samples and further documents.
pub(crate) fn all() -> impl Iterator<Item = &'static Sample> {
    samples().iter().chain(extras())
}

/// Decodes and extracts.
pub(crate) fn extract(name: &str, bytes: &[u8]) -> (Source, Document) {
    let source = cancu::source::decode(name, bytes).expect("text");
    let document = cancu::extract(&source, &Grammar::builtin());
    (source, document)
}

/// As [`extract`], from text.
pub(crate) fn extract_text(text: &str) -> (Source, Document) {
    extract("made-up.txt", text.as_bytes())
}

fn read(dir: &Path) -> Vec<Sample> {
    let entries = fs::read_dir(dir).unwrap_or_else(|error| panic!("cannot read {}: {error}", dir.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt" || ending == "md"));
    paths.sort();
    assert!(!paths.is_empty(), "no document in {}", dir.display());
    let sample = |path: PathBuf| {
        let name = path.file_name().expect("a file name").to_string_lossy().into_owned();
        let bytes = fs::read(&path).expect("a readable file");
        let (source, document) = extract(&name, &bytes);
        Sample { name, bytes, source, document }
    };
    paths.into_iter().map(sample).collect()
}
