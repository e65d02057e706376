//! The stages in order: from a [`Source`] to a [`Document`].

use crate::document::Document;
use crate::grammar::Grammar;
use crate::source::Source;

/// Reads one document.
pub fn extract(_source: &Source, _grammar: &Grammar) -> Document {
    unimplemented!("being built")
}
