//! Proving grammar files: every example matches its entry, no near miss does.

use super::GrammarError;

/// What a proof counted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Proof {
    pub files: usize,
    pub entries: usize,
    pub examples: usize,
    pub near_misses: usize,
}

/// Proves the embedded files with `overlays` on top.
pub fn prove(_overlays: &[(String, String)]) -> Result<Proof, Vec<GrammarError>> {
    unimplemented!("being built")
}
