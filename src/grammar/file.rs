//! Reading grammar files.

use std::path::Path;

use super::Grammar;

/// Why a grammar file cannot be used; names file, line, entry and example.
#[derive(Debug, thiserror::Error)]
pub enum GrammarError {
    #[error("{file}:{line}: {message}")]
    Invalid { file: String, line: usize, message: String },
}

/// Loads the embedded files, each overlaid by the entries of the same file name in `overlays` (name, contents).
pub fn load(_overlays: &[(String, String)]) -> Result<Grammar, GrammarError> {
    unimplemented!("being built")
}

/// Loads the embedded files overlaid by the `*.toml` of a folder.
pub fn load_dir(_dir: &Path) -> Result<Grammar, GrammarError> {
    unimplemented!("being built")
}
