//! From bytes to decoded text.
//!
//! In: the bytes of a file. Out: a [`Source`]. Pure: reads no file, runs no program.

use crate::document::{Diagnostic, SourceInfo};

/// A decoded document, before anything is recognised in it.
#[derive(Clone, Debug)]
pub struct Source {
    /// The decoded text that every span points into.
    pub text: String,
    /// Path, hash, size, carrier and encoding.
    pub info: SourceInfo,
    /// What was doubtful in decoding.
    pub diagnostics: Vec<Diagnostic>,
}
