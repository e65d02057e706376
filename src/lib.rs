//! cancu (căn cứ, the legal basis a document stands on) reads Vietnamese administrative plans and the instruments
//! around them, and shows how each one hangs on the directives above it.

pub mod archive;
pub mod batch;
pub mod diff;
pub mod document;
pub mod eval;
pub mod export;
pub mod facts;
pub mod grammar;
pub mod ingest;
pub mod intake;
pub mod layout;
pub mod legibility;
pub mod link;
pub mod lint;
pub mod phrase;
pub mod pipeline;
pub mod query;
pub mod source;
pub mod structure;
pub mod text;

pub mod cli;

pub use document::Document;
pub use grammar::Grammar;
pub use pipeline::extract;
pub use source::Source;

/// The examples of the README are compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
